//! `GET /openapi.json`: made from the operations and schemas that requests are routed and checked by.

use std::sync::LazyLock;

use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::json_text;
use super::validate::SCHEMAS;

/// Every operation: method, path, parameters, body, replies and error codes.
static OPERATIONS: LazyLock<Vec<Value>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("operations.json"))
        .expect("the operations in this crate are valid JSON")
});

static DOCUMENT: LazyLock<String> = LazyLock::new(|| document().to_string());

/// The paths that the document tells of.
#[cfg(test)]
pub(super) fn paths() -> impl Iterator<Item = &'static str> {
    OPERATIONS.iter().filter_map(|operation| operation["path"].as_str())
}

pub(super) async fn openapi() -> Response {
    json_text(StatusCode::OK, DOCUMENT.clone())
}

fn document() -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for operation in OPERATIONS.iter() {
        let path = operation["path"].as_str().unwrap_or_default();
        let method = operation["method"].as_str().unwrap_or_default();
        let entry = paths.entry(path.to_owned()).or_insert_with(|| json!({}));
        entry[method] = described(operation);
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Steersman local runtime: Agents API", "version": env!("CARGO_PKG_VERSION") },
        "security": [{ "bearer": [] }],
        "paths": paths,
        "components": {
            "schemas": &*SCHEMAS,
            "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer" } },
        },
    })
}

fn described(operation: &Value) -> Value {
    let mut replies = Map::new();
    for (code, schema) in operation["replies"].as_object().into_iter().flatten() {
        replies.insert(code.clone(), reply(code, schema));
    }
    for code in operation["errors"].as_array().into_iter().flatten() {
        let name = match code.as_u64() {
            Some(422) => "HTTPValidationError",
            Some(429) => "QuotaErrorResponse",
            _ => "ErrorEnvelope",
        };
        let code = code.to_string();
        let schema = json!({ "$ref": format!("#/components/schemas/{name}") });
        replies.insert(code.clone(), reply(&code, &schema));
    }
    for (id, code, name, schema) in headers() {
        if operation["id"] == id {
            replies[code]["headers"] = json!({ name: { "schema": schema } });
        }
    }
    let mut described = json!({
        "operationId": operation["id"], "tags": [operation["tag"]], "responses": replies,
    });
    if let Some(parameters) = operation.get("parameters") {
        described["parameters"] = parameters.clone();
    }
    if let Some(body) = operation.get("body") {
        // The note of a pause is the one body that may be left out.
        let required = operation["id"] != "pause_schedule";
        described["requestBody"] =
            json!({ "required": required, "content": { "application/json": { "schema": body } } });
    }
    described
}

/// Headers that replies carry: operation, code, header, schema.
fn headers() -> [(&'static str, &'static str, &'static str, Value); 2] {
    [
        ("get_agent", "200", "ETag", json!({ "type": "string" })),
        ("get_session_resource", "302", "Location", json!({ "type": "string", "format": "uri" })),
    ]
}

fn reply(code: &str, schema: &Value) -> Value {
    let code = code.parse().ok().and_then(|code| StatusCode::from_u16(code).ok());
    let description = code.and_then(|code| code.canonical_reason()).unwrap_or_default();
    match schema {
        Value::Null => json!({ "description": description }),
        schema => {
            json!({ "description": description, "content": { "application/json": { "schema": schema } } })
        }
    }
}
