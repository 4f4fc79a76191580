//! Environments: what agents work in, by id.

use axum::Extension;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::Value;

use super::agents::merged;
use super::auth::Caller;
use super::errors::{ApiError, Fault};
use super::extract::{Json, Query};
use super::secrets::mask_environment;
use super::{Shared, empty, json as reply, validate};
use crate::catalog::names::is_reserved;

pub(crate) const KIND: &str = "environment";
const KINDS: [&str; 4] = ["web", "desktop", "android", "workstation"];

fn shown(environment: &Value) -> Value {
    let mut shown = environment.clone();
    mask_environment(&mut shown);
    shown
}

/// What a schema cannot say about an environment.
pub(super) fn check(environment: &Value, loc: &[Value]) -> Result<(), ApiError> {
    let is = |name: &str| environment[name] == true;
    let given = |value: &Value| !value.is_null();
    let profile = given(&environment["browser_profile_id"]);
    let storage = &environment["storage"];
    let choices =
        [given(&storage["volume_id"]), storage["use_default_volume"] == true, storage["ephemeral"] == true];
    let msg = if profile && is("use_default_browser_profile") {
        "browser_profile_id and use_default_browser_profile exclude each other"
    } else if is("persist_browser_profile") && !profile && !is("use_default_browser_profile") {
        "persist_browser_profile needs a browser profile"
    } else if environment["host"] == "user_device" && (profile || given(&environment["vault_id"])) {
        "Vaults and browser profiles are for cloud environments"
    } else if given(&environment["network"]["proxy_url"]) && given(&environment["network"]["managed_proxy"]) {
        "proxy_url and managed_proxy exclude each other"
    } else if given(storage) && choices.iter().filter(|chosen| **chosen).count() != 1 {
        "storage is exactly one of volume_id, use_default_volume and ephemeral"
    } else {
        return Ok(());
    };
    Err(Fault::new("value_error", loc.iter().cloned(), msg).into())
}

/// Checks the environments of an agent, and of the agents inside it.
pub(crate) fn check_all(agent: &Value) -> Result<(), ApiError> {
    let items = |name: &str| agent[name].as_array().map(Vec::as_slice).unwrap_or_default();
    for (position, environment) in items("environments").iter().enumerate() {
        check(environment, &["body".into(), "environments".into(), position.into()])?;
    }
    items("subagents").iter().try_for_each(check_all)
}

fn checked(environment: &Value) -> Result<(), ApiError> {
    validate::body("Environment", environment)?;
    check(environment, &["body".into()])
}

fn unknown(id: &str) -> ApiError {
    ApiError::not_found(format!("Environment '{id}' not found"))
}

fn writable(id: &str) -> Result<(), ApiError> {
    if is_reserved(id) {
        return Err(ApiError::forbidden("Ids that begin with h/ are reserved"));
    }
    Ok(())
}

pub(super) async fn create(State(app): Shared, body: Json) -> Result<Response, ApiError> {
    let environment = body.required()?;
    checked(&environment)?;
    let id = environment["id"].as_str().unwrap_or_default().to_owned();
    writable(&id)?;
    app.engine.records.change(KIND, &id, |kept| {
        if kept.is_some() {
            return Err(ApiError::conflict("An environment of this id already exists"));
        }
        *kept = Some(environment.clone());
        Ok(())
    })?;
    Ok(reply(StatusCode::CREATED, &shown(&environment)))
}

pub(super) async fn list(
    State(app): Shared,
    Extension(caller): Extension<Caller>,
    RawQuery(raw): RawQuery,
) -> Result<Response, ApiError> {
    let mut query = Query::parse(raw.as_deref());
    let (id, search) = (query.text("id"), query.text("search").map(|text| text.to_lowercase()));
    let kind = query.choices("kind", &KINDS);
    let page = query.page(10, 1000);
    let sort = query.choices("sort", &["created_at", "-created_at", "id", "-id"]);
    query.finish()?;
    let mut records = app.engine.records.list(KIND);
    records.retain(|record| {
        id.as_deref().is_none_or(|part| record.key.contains(part))
            && kind.first().is_none_or(|kind| record.value["kind"] == kind.as_str())
            && search
                .as_deref()
                .is_none_or(|text| shown(&record.value).to_string().to_lowercase().contains(text))
            && (caller == Caller::Member || is_reserved(&record.key))
    });
    let key = sort.first().map_or("-created_at", String::as_str);
    if key.ends_with("id") {
        records.sort_by(|one, other| one.key.cmp(&other.key));
    }
    if key.starts_with('-') {
        records.reverse();
    }
    Ok(reply(StatusCode::OK, &page.envelope(records.iter().map(|record| shown(&record.value)).collect())))
}

pub(super) async fn get(
    State(app): Shared,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    if caller == Caller::Anonymous && !is_reserved(&id) {
        return Err(ApiError::unauthorized());
    }
    let environment = app.engine.records.get(KIND, &id).ok_or_else(|| unknown(&id))?;
    Ok(reply(StatusCode::OK, &shown(&environment)))
}

pub(super) async fn put(
    State(app): Shared,
    Path(id): Path<String>,
    body: Json,
) -> Result<Response, ApiError> {
    let environment = body.required()?;
    checked(&environment)?;
    writable(&id)?;
    if environment["id"] != id.as_str() {
        return Err(ApiError::bad_request("The id in the body must be the id in the path"));
    }
    app.engine.records.change(KIND, &id, |kept| {
        kept.as_mut().map(|kept| *kept = environment.clone()).ok_or_else(|| unknown(&id))
    })?;
    Ok(reply(StatusCode::OK, &shown(&environment)))
}

pub(super) async fn patch(
    State(app): Shared,
    Path(id): Path<String>,
    body: Json,
) -> Result<Response, ApiError> {
    let changes = body.checked("PatchEnvironment")?;
    writable(&id)?;
    let patched = app.engine.records.change(KIND, &id, |kept| {
        let current = kept.as_mut().ok_or_else(|| unknown(&id))?;
        let patched = merged(current, &changes);
        checked(&patched)?;
        *current = patched;
        Ok::<_, ApiError>(current.clone())
    })?;
    Ok(reply(StatusCode::OK, &shown(&patched)))
}

pub(super) async fn delete(State(app): Shared, Path(id): Path<String>) -> Result<Response, ApiError> {
    writable(&id)?;
    app.engine.records.remove(KIND, &id).ok_or_else(|| unknown(&id))?;
    Ok(empty(StatusCode::NO_CONTENT))
}
