//! The long poll: new events the moment they are there.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::errors::ApiError;
use super::extract::Query;
use super::{Shared, empty, json_text};

pub(super) async fn changes(
    State(app): Shared,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Result<Response, ApiError> {
    let session = app.session(&id)?;
    let mut query = Query::parse(raw.as_deref());
    let from = query.int("from_index", i64::MIN..=i64::MAX).unwrap_or(0);
    let limit = query.int("limit", 0..=i64::MAX).unwrap_or(0);
    let include_events = query.flag("include_events").unwrap_or(true);
    let wait = query.int("wait_for_seconds", 0..=25).unwrap_or(0);
    query.finish()?;
    let from = u64::try_from(from).unwrap_or(0);
    let cap = app.engine.config().page_cap;
    // No limit, and a limit of 0, mean as much as the server gives.
    let limit = usize::try_from(limit).ok().filter(|limit| *limit > 0).map_or(cap, |limit| limit.min(cap));

    let mut tip = session.watch_tip();
    let window = u64::try_from(wait).unwrap_or(0);
    if window > 0 {
        let closing = app.engine.closing.clone();
        let _waiting = Waiting::new(&app.engine.polls);
        tokio::select! {
            _ = tip.wait_for(|tip| tip.next > from || tip.ended) => {}
            () = app.engine.clock().sleep(Duration::from_secs(window)) => {}
            () = closing.cancelled() => {}
        }
    }
    Ok(match session.changes(from, limit, include_events) {
        Some(body) => json_text(StatusCode::OK, body),
        None => empty(StatusCode::NO_CONTENT),
    })
}

/// Counts one waiting poll.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn new(polls: &'a AtomicUsize) -> Self {
        polls.fetch_add(1, Ordering::Relaxed);
        Self(polls)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
