//! Webhooks: who is told about sessions.

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};
use url::Url;
use uuid::Uuid;

use super::errors::{ApiError, Fault};
use super::extract::{Json, Query, id};
use super::{Shared, empty, json as reply};
use crate::webhooks::{EVENTS, KIND, new_secret};

/// An organisation has at most this many.
const MOST: usize = 10;

fn unknown() -> ApiError {
    ApiError::not_found("Webhook not found")
}

fn shown(record: &Value, with_secret: bool) -> Value {
    let mut shown = record.clone();
    if let (false, Some(members)) = (with_secret, shown.as_object_mut()) {
        members.remove("secret");
    }
    shown
}

/// HTTPS anywhere; plain HTTP to this machine only, which is what one develops against.
fn check_url(text: &str) -> Result<(), Fault> {
    let local = |url: &Url| match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    match Url::parse(text) {
        Ok(url) if url.scheme() == "https" || (url.scheme() == "http" && local(&url)) => Ok(()),
        _ => Err(Fault::new("url_scheme", ["body", "url"], "URL should be https, or http to this machine")
            .input(text)),
    }
}

fn check_events(events: &Value) -> Result<(), Fault> {
    for (position, event) in events.as_array().map(Vec::as_slice).unwrap_or_default().iter().enumerate() {
        let known = event == "*" || EVENTS.iter().any(|(name, _)| event == name);
        if !known {
            let loc = [Value::from("body"), "enabled_events".into(), position.into()];
            return Err(Fault::new("enum", loc, "Unknown event type").input(event.clone()));
        }
    }
    Ok(())
}

pub(super) async fn create(State(app): Shared, body: Json) -> Result<Response, ApiError> {
    let request = body.checked("CreateWebhook")?;
    check_url(request["url"].as_str().unwrap_or_default())?;
    check_events(&request["enabled_events"])?;
    if app.engine.records.list(KIND).len() >= MOST {
        return Err(ApiError::bad_request("An organisation has at most 10 webhooks"));
    }
    let (id, now) = (Uuid::new_v4(), app.engine.clock().now());
    let record = json!({
        "id": id, "url": request["url"],
        "enabled_events": request.get("enabled_events").cloned().unwrap_or_else(|| json!(["*"])),
        "description": request["description"], "disabled": false, "last_delivery_status": null,
        "last_delivery_error": null, "last_delivery_at": null, "last_success_at": null,
        "consecutive_failures": 0, "created_at": now, "updated_at": now, "secret": new_secret(),
    });
    app.engine.records.put(KIND, &id.to_string(), record.clone());
    Ok(reply(StatusCode::CREATED, &shown(&record, true)))
}

pub(super) async fn list(State(app): Shared, RawQuery(raw): RawQuery) -> Result<Response, ApiError> {
    let mut query = Query::parse(raw.as_deref());
    let page = query.page(10, 1000);
    let sort = query.choices("sort", &["created_at", "-created_at"]);
    query.finish()?;
    let mut records: Vec<Value> =
        app.engine.records.list(KIND).iter().map(|record| shown(&record.value, false)).collect();
    if sort.first().is_none_or(|key| key == "-created_at") {
        records.reverse();
    }
    Ok(reply(StatusCode::OK, &page.envelope(records)))
}

pub(super) async fn events() -> Response {
    let events: Vec<Value> =
        EVENTS.iter().map(|(name, text)| json!({ "type": name, "description": text })).collect();
    reply(StatusCode::OK, &events.into())
}

pub(super) async fn get(State(app): Shared, Path(webhook): Path<String>) -> Result<Response, ApiError> {
    let webhook = id(&webhook, "webhook_id")?.to_string();
    let record = app.engine.records.get(KIND, &webhook).ok_or_else(unknown)?;
    Ok(reply(StatusCode::OK, &shown(&record, false)))
}

pub(super) async fn patch(
    State(app): Shared,
    Path(webhook): Path<String>,
    body: Json,
) -> Result<Response, ApiError> {
    let webhook = id(&webhook, "webhook_id")?.to_string();
    let changes = body.checked("UpdateWebhook")?;
    if let Some(url) = changes["url"].as_str() {
        check_url(url)?;
    }
    check_events(&changes["enabled_events"])?;
    let now = app.engine.clock().now();
    let record = app.engine.records.change(KIND, &webhook, |kept| {
        let record = kept.as_mut().ok_or_else(unknown)?;
        for name in ["url", "enabled_events", "disabled"] {
            if let Some(value) = changes.get(name).filter(|value| !value.is_null()) {
                record[name] = value.clone();
            }
        }
        if let Some(description) = changes.get("description") {
            record["description"] = description.clone();
        }
        if changes["disabled"] == false {
            record["consecutive_failures"] = 0.into();
        }
        record["updated_at"] = json!(now);
        Ok::<_, ApiError>(record.clone())
    })?;
    Ok(reply(StatusCode::OK, &shown(&record, false)))
}

pub(super) async fn delete(State(app): Shared, Path(webhook): Path<String>) -> Result<Response, ApiError> {
    let webhook = id(&webhook, "webhook_id")?.to_string();
    app.engine.records.remove(KIND, &webhook).ok_or_else(unknown)?;
    Ok(empty(StatusCode::NO_CONTENT))
}

pub(super) async fn ping(State(app): Shared, Path(webhook): Path<String>) -> Result<Response, ApiError> {
    let webhook = id(&webhook, "webhook_id")?.to_string();
    app.engine.records.get(KIND, &webhook).ok_or_else(unknown)?;
    let status =
        app.engine.webhooks.deliver(&webhook, "webhook.ping", json!({ "webhook_id": webhook })).await;
    Ok(reply(StatusCode::OK, &json!({ "response_status": status })))
}

pub(super) async fn rotate(State(app): Shared, Path(webhook): Path<String>) -> Result<Response, ApiError> {
    let webhook = id(&webhook, "webhook_id")?.to_string();
    let now = app.engine.clock().now();
    let record = app.engine.records.change(KIND, &webhook, |kept| {
        let record = kept.as_mut().ok_or_else(unknown)?;
        record["secret"] = new_secret().into();
        record["updated_at"] = json!(now);
        Ok::<_, ApiError>(record.clone())
    })?;
    Ok(reply(StatusCode::OK, &shown(&record, true)))
}
