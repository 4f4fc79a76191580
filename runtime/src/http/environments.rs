//! Environments: what agents work in, by id.

use axum::Extension;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::Value;

use super::auth::Caller;
use super::catalog::{Kind, List};
use super::errors::{ApiError, Fault};
use super::extract::{Json, Query};
use super::secrets::mask;
use super::{Shared, json as reply, validate};

pub(crate) const KIND: &str = "environment";
const KINDS: [&str; 4] = ["web", "desktop", "android", "workstation"];

fn shown(environment: &Value) -> Value {
    let mut shown = environment.clone();
    mask(&mut shown);
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

const ENVIRONMENTS: Kind = Kind {
    table: KIND,
    noun: "Environment",
    key: "id",
    patch: "PatchEnvironment",
    check: |environment| {
        validate::body("Environment", environment)?;
        check(environment, &["body".into()])
    },
    shown,
};

pub(super) async fn list(
    State(app): Shared,
    Extension(caller): Extension<Caller>,
    RawQuery(raw): RawQuery,
) -> Result<Response, ApiError> {
    let mut query = Query::parse(raw.as_deref());
    let list = List::read(&mut query, caller, "id");
    let kind = query.choices("kind", &KINDS);
    query.finish()?;
    let mut records = ENVIRONMENTS.select(&app, &list, |environment| shown(environment).to_string());
    records.retain(|record| kind.first().is_none_or(|kind| record.value["kind"] == kind.as_str()));
    let items = records.iter().map(|record| shown(&record.value)).collect();
    Ok(reply(StatusCode::OK, &list.page.envelope(items)))
}

pub(super) async fn create(State(app): Shared, body: Json) -> Result<Response, ApiError> {
    ENVIRONMENTS.create(&app, body)
}

pub(super) async fn get(
    State(app): Shared,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    ENVIRONMENTS.get(&app, caller, &id)
}

pub(super) async fn put(
    State(app): Shared,
    Path(id): Path<String>,
    body: Json,
) -> Result<Response, ApiError> {
    ENVIRONMENTS.put(&app, &id, body)
}

pub(super) async fn patch(
    State(app): Shared,
    Path(id): Path<String>,
    body: Json,
) -> Result<Response, ApiError> {
    ENVIRONMENTS.patch(&app, &id, body)
}

pub(super) async fn delete(State(app): Shared, Path(id): Path<String>) -> Result<Response, ApiError> {
    ENVIRONMENTS.delete(&app, &id)
}
