//! Skills: texts that teach agents something, by name.

use axum::Extension;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use super::auth::Caller;
use super::catalog::{Kind, List, texts};
use super::errors::ApiError;
use super::extract::{Json, Query};
use super::{Shared, json as reply, validate};

pub(crate) const KIND: &str = "skill";
/// A page of a list carries at most this much in helper files.
const MAX_FILES_PER_PAGE: usize = 8 * 1024 * 1024;

const SKILLS: Kind = Kind {
    table: KIND,
    noun: "Skill",
    key: "name",
    patch: "PatchSkill",
    check: |skill| validate::body("Skill", skill),
    shown: Value::clone,
};

pub(super) async fn list(
    State(app): Shared,
    Extension(caller): Extension<Caller>,
    RawQuery(raw): RawQuery,
) -> Result<Response, ApiError> {
    let mut query = Query::parse(raw.as_deref());
    let list = List::read(&mut query, caller, "name");
    query.finish()?;
    let records = SKILLS.select(&app, &list, |skill| texts(skill, &["name", "description", "body"]));
    let (records, total) = list.page.cut(records);
    let files: usize = records.iter().map(|record| helper_bytes(&record.value)).sum();
    if files > MAX_FILES_PER_PAGE {
        return Err(ApiError::too_large(
            "The helper files of this page are over 8 MiB: ask for smaller pages",
        ));
    }
    let items: Vec<Value> = records.into_iter().map(|record| record.value).collect();
    Ok(reply(StatusCode::OK, &json!({ "items": items, "total": total, "page": list.page.number() })))
}

fn helper_bytes(skill: &Value) -> usize {
    let files = skill["files"].as_object();
    files.into_iter().flatten().filter_map(|(_, content)| content.as_str()).map(str::len).sum()
}

pub(super) async fn create(State(app): Shared, body: Json) -> Result<Response, ApiError> {
    SKILLS.create(&app, body)
}

pub(super) async fn get(
    State(app): Shared,
    Extension(caller): Extension<Caller>,
    Path(name): Path<String>,
) -> Result<Response, ApiError> {
    SKILLS.get(&app, caller, &name)
}

pub(super) async fn put(
    State(app): Shared,
    Path(name): Path<String>,
    body: Json,
) -> Result<Response, ApiError> {
    SKILLS.put(&app, &name, body)
}

pub(super) async fn patch(
    State(app): Shared,
    Path(name): Path<String>,
    body: Json,
) -> Result<Response, ApiError> {
    SKILLS.patch(&app, &name, body)
}

pub(super) async fn delete(State(app): Shared, Path(name): Path<String>) -> Result<Response, ApiError> {
    SKILLS.delete(&app, &name)
}
