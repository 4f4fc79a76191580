//! The history of a session, page by page, and feedback on single events.

use axum::Extension;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::auth::Caller;
use super::errors::{ApiError, Fault};
use super::extract::{Json, Query};
use super::{Shared, empty, json_text};
use crate::session::push_joined;

pub(super) async fn list(
    State(app): Shared,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Result<Response, ApiError> {
    let session = match app.session(&id) {
        Ok(session) if caller == Caller::Anonymous && session.read(|inner| inner.share_token.is_none()) => {
            return Err(ApiError::unauthorized());
        }
        Err(_) if caller == Caller::Anonymous => return Err(ApiError::unauthorized()),
        found => found?,
    };
    let mut query = Query::parse(raw.as_deref());
    let page = query.page(50, 200);
    let sort = query.choices("sort", &["timestamp", "-timestamp"]);
    let kind = query.text("type");
    query.finish()?;
    let (events, total) = session.read(|inner| {
        let wanted =
            inner.log.history().filter(|event| kind.as_deref().is_none_or(|kind| *event.kind == *kind));
        let mut events: Vec<_> = wanted.collect();
        if sort.first().is_some_and(|key| key == "-timestamp") {
            events.reverse();
        }
        let (events, total) = page.cut(events);
        (events.into_iter().map(|event| event.raw.clone()).collect::<Vec<_>>(), total)
    });
    let mut body = String::from("{\"items\":[");
    push_joined(&mut body, events.iter().map(|raw| &**raw));
    body.push_str("],");
    body.push_str(&serde_json::json!({ "total": total, "page": page.number() }).to_string()[1..]);
    Ok(json_text(StatusCode::OK, body))
}

pub(super) async fn feedback(
    State(app): Shared,
    Path((id, index)): Path<(String, String)>,
    body: Json,
) -> Result<Response, ApiError> {
    let session = app.session(&id)?;
    let index: i64 = index.parse().map_err(|_| {
        Fault::new("int_parsing", ["path", "event_index"], "Input should be a valid integer")
            .input(index.clone())
    })?;
    let feedback = body.checked("Feedback")?;
    let known = session.update(|change| {
        let index = u64::try_from(index).ok().filter(|index| change.inner.log.contains(*index))?;
        change.inner.event_feedback.insert(index, feedback).map_or(Some(()), |_| Some(()))
    });
    known.ok_or_else(|| ApiError::not_found(format!("Event {index} not found")))?;
    Ok(empty(StatusCode::NO_CONTENT))
}
