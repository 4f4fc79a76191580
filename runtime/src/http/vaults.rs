//! Vaults: where secrets of others are kept. Their tokens are write-only, and here no provider can be asked.

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};
use uuid::Uuid;

use super::catalog::merged;
use super::errors::ApiError;
use super::extract::{Json, Query, id};
use super::{Shared, empty, json as reply};

const KIND: &str = "vault";
/// The one organisation of a local runtime.
pub(super) const ORGANISATION: Uuid = Uuid::from_u128(0x0000_0000_0000_4000_8000_0000_0000_0001);

fn unknown() -> ApiError {
    ApiError::not_found("Vault not found")
}

pub(super) async fn create(State(app): Shared, body: Json) -> Result<Response, ApiError> {
    let request = body.checked("VaultCreateRequest")?;
    let now = app.engine.clock().now();
    let id = Uuid::new_v4();
    // The token is not kept: nothing here could use it.
    let record = json!({
        "id": id, "org_id": ORGANISATION, "name": request["name"], "provider_config": request["provider_config"],
        "created_at": now, "updated_at": now,
    });
    app.engine.records.put(KIND, &id.to_string(), record.clone());
    Ok(reply(StatusCode::CREATED, &record))
}

pub(super) async fn list(State(app): Shared, RawQuery(raw): RawQuery) -> Result<Response, ApiError> {
    let mut query = Query::parse(raw.as_deref());
    let slice = query.slice(50);
    query.finish()?;
    let all: Vec<Value> = app.engine.records.list(KIND).into_iter().map(|record| record.value).collect();
    Ok(reply(StatusCode::OK, &slice.envelope("vaults", all)))
}

pub(super) async fn get(State(app): Shared, Path(vault): Path<String>) -> Result<Response, ApiError> {
    let vault = id(&vault, "vault_id")?.to_string();
    Ok(reply(StatusCode::OK, &app.engine.records.get(KIND, &vault).ok_or_else(unknown)?))
}

pub(super) async fn patch(
    State(app): Shared,
    Path(vault): Path<String>,
    body: Json,
) -> Result<Response, ApiError> {
    let vault = id(&vault, "vault_id")?.to_string();
    let mut changes = body.checked("VaultUpdateRequest")?;
    if let Some(members) = changes.as_object_mut() {
        members
            .retain(|name, value| ["name", "provider_config"].contains(&name.as_str()) && !value.is_null());
        members.insert("updated_at".into(), json!(app.engine.clock().now()));
    }
    let record = app.engine.records.change(KIND, &vault, |kept| {
        let current = kept.as_mut().ok_or_else(unknown)?;
        *current = merged(current, &changes);
        Ok::<_, ApiError>(current.clone())
    })?;
    Ok(reply(StatusCode::OK, &record))
}

pub(super) async fn delete(State(app): Shared, Path(vault): Path<String>) -> Result<Response, ApiError> {
    let vault = id(&vault, "vault_id")?.to_string();
    app.engine.records.remove(KIND, &vault).ok_or_else(unknown)?;
    Ok(empty(StatusCode::NO_CONTENT))
}

pub(super) async fn health(State(app): Shared, Path(vault): Path<String>) -> Result<Response, ApiError> {
    let vault = id(&vault, "vault_id")?.to_string();
    app.engine.records.get(KIND, &vault).ok_or_else(unknown)?;
    let error = "A local runtime does not connect to 1Password, so the token cannot be checked";
    Ok(reply(StatusCode::OK, &json!({ "ok": false, "error": error })))
}

pub(super) async fn rotate(
    State(app): Shared,
    Path(vault): Path<String>,
    body: Json,
) -> Result<Response, ApiError> {
    let vault = id(&vault, "vault_id")?.to_string();
    body.checked("VaultTokenRotateRequest")?;
    let now = app.engine.clock().now();
    app.engine.records.change(KIND, &vault, |kept| {
        kept.as_mut().map(|kept| kept["updated_at"] = json!(now)).ok_or_else(unknown)
    })?;
    Ok(empty(StatusCode::NO_CONTENT))
}
