//! Sessions: create, list, get, status, sharing, feedback, quotas.

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use jiff::{Timestamp, ToSpan, civil, tz::TimeZone};
use serde_json::{Value, json};
use uuid::Uuid;

use super::errors::ApiError;
use super::extract::{Json, Query};
use super::idempotency::{Claim, Running};
use super::secrets::masked_request;
use super::{App, Shared, empty, json as reply};
use crate::session::Session;
use crate::session::context::text_of;
use crate::session::state::Status;

fn full(app: &App, session: &Session) -> Value {
    session.to_json(&masked_request(&session.brief.request), app.view_url(session.id).as_deref())
}

pub(super) async fn create(State(app): Shared, headers: HeaderMap, body: Json) -> Result<Response, ApiError> {
    let request = body.checked("SessionRequest")?;
    let key = headers.get("idempotency-key").map(|key| String::from_utf8_lossy(key.as_bytes()).into_owned());
    let claim = key.map(|key| app.idempotency.claim(&key, &request, app.engine.clock().now())).transpose()?;
    let mut running = match claim {
        Some(Claim::Created(id)) => {
            let gone = || ApiError::not_found(format!("Session {id} not found"));
            let session = app.engine.session(id).ok_or_else(gone)?;
            return Ok(reply(StatusCode::CREATED, &full(&app, &session)));
        }
        Some(Claim::Create(running)) => Some(running),
        None => None,
    };
    let session = app.engine.create(request, running.as_ref().map(Running::saved))?;
    if let Some(running) = &mut running {
        running.created(session.id);
    }
    Ok(reply(StatusCode::CREATED, &full(&app, &session)))
}

pub(super) async fn get(State(app): Shared, Path(id): Path<String>) -> Result<Response, ApiError> {
    let session = app.session(&id)?;
    Ok(reply(StatusCode::OK, &full(&app, &session)))
}

pub(super) async fn status(State(app): Shared, Path(id): Path<String>) -> Result<Response, ApiError> {
    Ok(reply(StatusCode::OK, &app.session(&id)?.status_json()))
}

/// What a list of sessions is narrowed to.
struct Filter {
    status: Vec<String>,
    agent: Vec<String>,
    group_id: Option<String>,
    parent_session_id: Option<String>,
    schedule_id: Option<Uuid>,
    search: Option<String>,
    created: [Option<Timestamp>; 2],
    finished: [Option<Timestamp>; 2],
}

impl Filter {
    fn parse(query: &mut Query) -> Self {
        query.choices("owner", &["me", "me-in-organization", "organization", "me-or-organization"]);
        Self {
            status: query.choices("status", &Status::ALL.map(Status::as_str)),
            agent: query.list("agent"),
            group_id: query.text("group_id"),
            parent_session_id: query.text("parent_session_id"),
            schedule_id: query.uuid("schedule_id"),
            search: query.text("search").map(|text| text.to_lowercase()),
            created: [query.time("created_after"), query.time("created_before")],
            finished: [query.time("finished_after"), query.time("finished_before")],
        }
    }

    fn admits(&self, session: &Session) -> bool {
        let request = &session.brief.request;
        let among =
            |wanted: &[String], value: &str| wanted.is_empty() || wanted.iter().any(|text| text == value);
        let is =
            |wanted: &Option<String>, value: &Value| wanted.as_deref().is_none_or(|wanted| value == wanted);
        let within = |[after, before]: [Option<Timestamp>; 2], at: Option<Timestamp>| {
            after.is_none_or(|after| at.is_some_and(|at| at > after))
                && before.is_none_or(|before| at.is_some_and(|at| at < before))
        };
        let (status, finished_at) = session.read(|inner| (inner.state.status, inner.finished_at));
        among(&self.status, status.as_str())
            && among(&self.agent, session.brief.agent_name())
            && is(&self.group_id, &request["group_id"])
            && is(&self.parent_session_id, &request["parent_session_id"])
            && self.schedule_id.is_none_or(|id| session.brief.schedule_id == Some(id))
            && within(self.created, Some(session.created_at))
            && within(self.finished, finished_at)
            && self.search.as_deref().is_none_or(|text| mentions(session, text))
    }
}

/// Whether the first message or the answer contains a text (given in lower case).
fn mentions(session: &Session, text: &str) -> bool {
    let first = session.brief.messages().first().map(text_of).unwrap_or_default();
    let answer = session.read(|inner| match &inner.answer {
        Some(Value::String(answer)) => answer.clone(),
        Some(answer) => answer.to_string(),
        None => String::new(),
    });
    first.to_lowercase().contains(text) || answer.to_lowercase().contains(text)
}

pub(super) async fn list(State(app): Shared, RawQuery(raw): RawQuery) -> Result<Response, ApiError> {
    let mut query = Query::parse(raw.as_deref());
    let filter = Filter::parse(&mut query);
    let page = query.page(10, 100);
    let sort = query.choices("sort", &["created_at", "-created_at"]);
    query.finish()?;
    let mut sessions = app.engine.sessions();
    sessions.retain(|session| filter.admits(session));
    sessions.sort_by_key(|session| session.number);
    if sort.first().is_none_or(|key| key == "-created_at") {
        sessions.reverse();
    }
    let (sessions, total) = page.cut(sessions);
    let items: Vec<Value> =
        sessions.iter().map(|session| session.summary_json(app.view_url(session.id).as_deref())).collect();
    Ok(reply(StatusCode::OK, &json!({ "items": items, "total": total, "page": page.number() })))
}

pub(super) async fn share(State(app): Shared, Path(id): Path<String>) -> Result<Response, ApiError> {
    let session = app.session(&id)?;
    let token = session.update(|change| {
        let token = &mut change.inner.share_token;
        token.get_or_insert_with(|| Uuid::new_v4().simple().to_string()).clone()
    });
    Ok(reply(StatusCode::OK, &json!({ "share_url": format!("/share/{token}") })))
}

pub(super) async fn unshare(State(app): Shared, Path(id): Path<String>) -> Result<Response, ApiError> {
    app.session(&id)?.update(|change| change.inner.share_token = None);
    Ok(empty(StatusCode::NO_CONTENT))
}

/// What a share link shows: the session in short, and where its events are read without a key.
pub(super) async fn shared(State(app): Shared, Path(token): Path<String>) -> Result<Response, ApiError> {
    let holds =
        |session: &Session| session.read(|inner| inner.share_token.as_deref() == Some(token.as_str()));
    let session = app.engine.sessions().into_iter().find(|session| holds(session));
    let session = session.ok_or_else(|| ApiError::not_found("The link is not valid, or not any more"))?;
    // The link to the page would let a stranger see everything.
    let mut shown = session.summary_json(None);
    shown["latest_answer"] = session.read(|inner| json!(inner.answer));
    shown["events_url"] = format!("{}/api/v2/sessions/{}/events", app.origin, session.id).into();
    Ok(reply(StatusCode::OK, &shown))
}

pub(super) async fn feedback(
    State(app): Shared,
    Path(id): Path<String>,
    body: Json,
) -> Result<Response, ApiError> {
    let session = app.session(&id)?;
    let feedback = body.checked("Feedback")?;
    session.update(|change| change.inner.feedback = Some(feedback));
    Ok(empty(StatusCode::NO_CONTENT))
}

pub(super) async fn quota(State(app): Shared) -> Response {
    let (limit, active) = app.engine.slot_use();
    let available = limit.saturating_sub(active);
    reply(
        StatusCode::OK,
        &json!({ "scope": "org", "limit": limit, "active": active, "available": available }),
    )
}

pub(super) async fn token_quota(State(app): Shared) -> Response {
    let now = app.engine.clock().now().to_zoned(TimeZone::UTC);
    let month = civil::date(now.year(), now.month(), 1);
    let midnight = |date: civil::Date| date.to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp()).ok();
    let (start, end) = (midnight(month), midnight(month.saturating_add(1.month())));
    let limit = app.engine.config().token_limit;
    let sessions = app.engine.sessions();
    let used: u64 = sessions
        .iter()
        .filter(|session| start.is_none_or(|start| session.created_at >= start))
        .map(|session| session.read(|inner| inner.metrics.total_tokens()))
        .sum();
    reply(
        StatusCode::OK,
        &json!({
            "limit": limit,
            "used": used,
            "remaining": limit.map(|limit| limit.saturating_sub(used)),
            "window_start": start,
            "window_end": end,
        }),
    )
}
