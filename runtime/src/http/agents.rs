//! Agents: the catalog with its revisions. Names may hold one slash, so these routes take the rest of the path apart themselves.

use axum::Extension;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use serde_json::{Value, json};

use super::auth::Caller;
use super::errors::{ApiError, Fault};
use super::extract::{Json, Query};
use super::secrets::mask_agent;
use super::{App, Shared, empty, json as reply, validate};
use crate::catalog::agents::{Expected, Found, Refused};
use crate::catalog::names;

impl From<Refused> for ApiError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Unknown => Self::not_found("Agent or revision not found"),
            Refused::Exists => Self::conflict("An agent of this name already exists"),
            Refused::MovedOn => {
                Self::precondition_failed("The agent has moved on from the revision in If-Match")
            }
        }
    }
}

fn shown(found: &Found) -> Value {
    let mut specification = found.specification.clone();
    mask_agent(&mut specification);
    specification
}

/// A reply that carries an agent and says which revision it is.
fn agent(status: StatusCode, found: &Found) -> Response {
    let mut response = reply(status, &shown(found));
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", found.revision)) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

fn writable(name: &str) -> Result<(), ApiError> {
    if names::is_reserved(name) {
        return Err(ApiError::forbidden("Names that begin with h/ are reserved"));
    }
    Ok(())
}

fn expected(headers: &HeaderMap) -> Result<Expected, ApiError> {
    let Some(given) = headers.get(header::IF_MATCH) else { return Ok(Expected::Any) };
    let text = given.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(Expected::Any);
    }
    text.trim_start_matches("W/").trim_matches('"').parse().map(Expected::Revision).map_err(|_| {
        Fault::new("value_error", ["header", "If-Match"], "Expected a revision in quotes, or *")
            .input(text)
            .into()
    })
}

fn note(raw: Option<&str>) -> Option<String> {
    Query::parse(raw).text("message")
}

pub(super) async fn create(
    State(app): Shared,
    RawQuery(raw): RawQuery,
    body: Json,
) -> Result<Response, ApiError> {
    let specification = body.checked("Agent")?;
    let name = specification["name"].as_str().unwrap_or_default();
    writable(name)?;
    names::check(name, "name")?;
    super::environments::check_all(&specification)?;
    let found = app.engine.agents.create(
        &specification,
        note(raw.as_deref()).as_deref(),
        app.engine.clock().now(),
    )?;
    Ok(agent(StatusCode::CREATED, &found))
}

pub(super) async fn list(
    State(app): Shared,
    Extension(caller): Extension<Caller>,
    RawQuery(raw): RawQuery,
) -> Result<Response, ApiError> {
    let mut query = Query::parse(raw.as_deref());
    let part = query.text("agent_name");
    let search = query.text("search").map(|text| text.to_lowercase());
    let reserved = query.flag("reserved");
    let include = query.choices("include", &["revision"]);
    let page = query.page(10, 1000);
    let sort = query.choices("sort", &["created_at", "-created_at", "agent_name", "-agent_name"]);
    query.finish()?;
    let mut agents = app.engine.agents.list();
    agents.retain(|(name, found)| {
        let text = |field: &str| found.specification[field].as_str().unwrap_or_default().to_lowercase();
        part.as_deref().is_none_or(|part| name.contains(part))
            && search
                .as_deref()
                .is_none_or(|wanted| name.contains(wanted) || text("description").contains(wanted))
            && reserved.is_none_or(|reserved| names::is_reserved(name) == reserved)
            && (caller == Caller::Member || names::is_reserved(name))
    });
    let key = sort.first().map_or("-created_at", String::as_str);
    if key.ends_with("agent_name") {
        agents.sort_by(|one, other| one.0.cmp(&other.0));
    }
    if key.starts_with('-') {
        agents.reverse();
    }
    let with_revision = !include.is_empty();
    let items = agents.iter().map(|(_, found)| {
        let mut item = shown(found);
        if with_revision {
            item["revision"] = found.revision.into();
        }
        item
    });
    Ok(reply(StatusCode::OK, &page.envelope(items.collect())))
}

/// GET `{name}` and GET `{name}/revisions`.
pub(super) async fn get(
    State(app): Shared,
    Extension(caller): Extension<Caller>,
    Path(rest): Path<String>,
    RawQuery(raw): RawQuery,
) -> Result<Response, ApiError> {
    let (name, wants_history) = match rest.strip_suffix("/revisions") {
        Some(name) => (name, true),
        None => (rest.as_str(), false),
    };
    if caller == Caller::Anonymous && !names::is_reserved(name) {
        return Err(ApiError::unauthorized());
    }
    let mut query = Query::parse(raw.as_deref());
    if wants_history {
        return history(&app, name, query);
    }
    let revision = query.int("revision", 1..=i64::MAX).and_then(|number| u64::try_from(number).ok());
    let resolve = query.flag("resolve").unwrap_or(false);
    query.finish()?;
    let mut found = app.engine.agents.get(name, revision).ok_or(Refused::Unknown)?;
    if resolve {
        app.engine.expand(&mut found.specification, true);
        return Ok(reply(StatusCode::OK, &shown(&found)));
    }
    Ok(agent(StatusCode::OK, &found))
}

fn history(app: &App, name: &str, mut query: Query) -> Result<Response, ApiError> {
    let page = query.page(10, 1000);
    let sort = query.choices("sort", &["number", "-number"]);
    query.finish()?;
    let mut revisions = app.engine.agents.history(name).ok_or(Refused::Unknown)?;
    if sort.first().is_none_or(|key| key == "-number") {
        revisions.reverse();
    }
    Ok(reply(StatusCode::OK, &page.envelope(revisions)))
}

pub(super) async fn put(
    State(app): Shared,
    Path(name): Path<String>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
    body: Json,
) -> Result<Response, ApiError> {
    let specification = body.checked("Agent")?;
    writable(&name)?;
    if specification["name"] != name.as_str() {
        return Err(ApiError::bad_request("The name in the body must be the name in the path"));
    }
    super::environments::check_all(&specification)?;
    write(&app, &name, &headers, note(raw.as_deref()).as_deref(), None, |_| Some(specification))
}

pub(super) async fn patch(
    State(app): Shared,
    Path(name): Path<String>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
    body: Json,
) -> Result<Response, ApiError> {
    let changes = body.checked("PatchAgent")?;
    writable(&name)?;
    let current = app.engine.agents.get(&name, None).ok_or(Refused::Unknown)?;
    let patched = merged(&current.specification, &changes);
    validate::body("Agent", &patched)?;
    super::environments::check_all(&patched)?;
    // Made again from what is current then: two patches of different fields both count.
    write(&app, &name, &headers, note(raw.as_deref()).as_deref(), None, |current| {
        Some(merged(current, &changes))
    })
}

/// An object with some members replaced, and those that are null taken away.
pub(super) fn merged(current: &Value, changes: &Value) -> Value {
    let mut merged = current.clone();
    if let (Some(members), Some(changes)) = (merged.as_object_mut(), changes.as_object()) {
        for (name, value) in changes {
            if value.is_null() {
                members.remove(name);
            } else {
                members.insert(name.clone(), value.clone());
            }
        }
    }
    merged
}

fn write(
    app: &App,
    name: &str,
    headers: &HeaderMap,
    message: Option<&str>,
    restored_from: Option<u64>,
    make: impl FnOnce(&Value) -> Option<Value>,
) -> Result<Response, ApiError> {
    let now = app.engine.clock().now();
    let found = app.engine.agents.write(name, expected(headers)?, message, restored_from, now, make)?;
    Ok(agent(StatusCode::OK, &found))
}

pub(super) async fn delete(
    State(app): Shared,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    writable(&name)?;
    app.engine.agents.delete(&name, expected(&headers)?)?;
    Ok(empty(StatusCode::NO_CONTENT))
}

/// POST `{name}/revisions/{number}/restore`.
pub(super) async fn restore(
    State(app): Shared,
    Path(rest): Path<String>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let parts = rest.strip_suffix("/restore").and_then(|rest| rest.rsplit_once("/revisions/"));
    let Some((name, number)) = parts else {
        return Err(ApiError::status_only(StatusCode::METHOD_NOT_ALLOWED));
    };
    let number: u64 = number.parse().map_err(|_| {
        Fault::new("int_parsing", ["path", "number"], "Input should be a valid integer").input(json!(number))
    })?;
    writable(name)?;
    let old = app.engine.agents.get(name, Some(number)).ok_or(Refused::Unknown)?;
    let message = format!("Restored from v{number}");
    write(&app, name, &headers, Some(&message), Some(number), |_| Some(old.specification))
}
