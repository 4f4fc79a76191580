//! Skills: texts that teach agents something, by name.

use axum::Extension;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::Value;

use super::agents::merged;
use super::auth::Caller;
use super::errors::ApiError;
use super::extract::{Json, Query};
use super::{Shared, empty, json as reply, validate};
use crate::catalog::names::is_reserved;

pub(crate) const KIND: &str = "skill";
/// A page of a list carries at most this much in helper files.
const MAX_FILES_PER_PAGE: usize = 8 * 1024 * 1024;

fn unknown(name: &str) -> ApiError {
    ApiError::not_found(format!("Skill '{name}' not found"))
}

fn writable(name: &str) -> Result<(), ApiError> {
    if is_reserved(name) {
        return Err(ApiError::forbidden("Names that begin with h/ are reserved"));
    }
    Ok(())
}

pub(super) async fn create(State(app): Shared, body: Json) -> Result<Response, ApiError> {
    let skill = body.checked("Skill")?;
    let name = skill["name"].as_str().unwrap_or_default().to_owned();
    writable(&name)?;
    app.engine.records.change(KIND, &name, |kept| {
        if kept.is_some() {
            return Err(ApiError::conflict("A skill of this name already exists"));
        }
        *kept = Some(skill.clone());
        Ok(())
    })?;
    Ok(reply(StatusCode::CREATED, &skill))
}

pub(super) async fn list(
    State(app): Shared,
    Extension(caller): Extension<Caller>,
    RawQuery(raw): RawQuery,
) -> Result<Response, ApiError> {
    let mut query = Query::parse(raw.as_deref());
    let (name, search) = (query.text("name"), query.text("search").map(|text| text.to_lowercase()));
    let page = query.page(10, 1000);
    let sort = query.choices("sort", &["created_at", "-created_at", "name", "-name"]);
    query.finish()?;
    let mut records = app.engine.records.list(KIND);
    records.retain(|record| {
        let text = |field: &str| record.value[field].as_str().unwrap_or_default().to_lowercase();
        name.as_deref().is_none_or(|part| record.key.contains(part))
            && search.as_deref().is_none_or(|wanted| {
                ["name", "description", "body"].iter().any(|field| text(field).contains(wanted))
            })
            && (caller == Caller::Member || is_reserved(&record.key))
    });
    let key = sort.first().map_or("-created_at", String::as_str);
    if key.ends_with("name") {
        records.sort_by(|one, other| one.key.cmp(&other.key));
    }
    if key.starts_with('-') {
        records.reverse();
    }
    let (records, total) = page.cut(records);
    let files: usize = records.iter().map(|record| helper_bytes(&record.value)).sum();
    if files > MAX_FILES_PER_PAGE {
        return Err(ApiError::too_large(
            "The helper files of this page are over 8 MiB: ask for smaller pages",
        ));
    }
    let items: Vec<Value> = records.into_iter().map(|record| record.value).collect();
    Ok(reply(StatusCode::OK, &serde_json::json!({ "items": items, "total": total, "page": page.number() })))
}

fn helper_bytes(skill: &Value) -> usize {
    let files = skill["files"].as_object();
    files.into_iter().flatten().filter_map(|(_, content)| content.as_str()).map(str::len).sum()
}

pub(super) async fn get(
    State(app): Shared,
    Extension(caller): Extension<Caller>,
    Path(name): Path<String>,
) -> Result<Response, ApiError> {
    if caller == Caller::Anonymous && !is_reserved(&name) {
        return Err(ApiError::unauthorized());
    }
    Ok(reply(StatusCode::OK, &app.engine.records.get(KIND, &name).ok_or_else(|| unknown(&name))?))
}

pub(super) async fn put(
    State(app): Shared,
    Path(name): Path<String>,
    body: Json,
) -> Result<Response, ApiError> {
    let skill = body.checked("Skill")?;
    writable(&name)?;
    if skill["name"] != name.as_str() {
        return Err(ApiError::bad_request("The name in the body must be the name in the path"));
    }
    app.engine.records.change(KIND, &name, |kept| {
        kept.as_mut().map(|kept| *kept = skill.clone()).ok_or_else(|| unknown(&name))
    })?;
    Ok(reply(StatusCode::OK, &skill))
}

pub(super) async fn patch(
    State(app): Shared,
    Path(name): Path<String>,
    body: Json,
) -> Result<Response, ApiError> {
    let changes = body.checked("PatchSkill")?;
    writable(&name)?;
    let patched = app.engine.records.change(KIND, &name, |kept| {
        let current = kept.as_mut().ok_or_else(|| unknown(&name))?;
        let patched = merged(current, &changes);
        validate::body("Skill", &patched)?;
        *current = patched;
        Ok::<_, ApiError>(current.clone())
    })?;
    Ok(reply(StatusCode::OK, &patched))
}

pub(super) async fn delete(State(app): Shared, Path(name): Path<String>) -> Result<Response, ApiError> {
    writable(&name)?;
    app.engine.records.remove(KIND, &name).ok_or_else(|| unknown(&name))?;
    Ok(empty(StatusCode::NO_CONTENT))
}
