//! Agents: the catalog with its revisions. Names may hold one slash, so these routes take the rest of the path apart themselves.

use axum::Extension;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use serde_json::{Value, json};

use super::auth::Caller;
use super::catalog::{List, merged, readable, same_name, texts, writable};
use super::errors::{ApiError, Fault};
use super::extract::{Json, Query};
use super::secrets::mask;
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
    mask(&mut specification);
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
    let list = List::read(&mut query, caller, "agent_name");
    let reserved = query.flag("reserved");
    let include = query.choices("include", &["revision"]);
    query.finish()?;
    let text = |(name, found): &(String, Found)| {
        format!("{name}\n{}", texts(&found.specification, &["description"]))
    };
    let mut agents = list.select(app.engine.agents.list(), |(name, _)| name, text);
    agents.retain(|(name, _)| reserved.is_none_or(|reserved| names::is_reserved(name) == reserved));
    let with_revision = !include.is_empty();
    let items = agents.iter().map(|(_, found)| {
        let mut item = shown(found);
        if with_revision {
            item["revision"] = found.revision.into();
        }
        item
    });
    Ok(reply(StatusCode::OK, &list.page.envelope(items.collect())))
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
    readable(caller, name)?;
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
    same_name(&specification, "name", &name)?;
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
