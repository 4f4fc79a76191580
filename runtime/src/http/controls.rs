//! Steering: messages, tool results, pause, resume, force answer, cancel. What each does in each state is the state machine's.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use super::errors::{ApiError, Fault};
use super::extract::Json;
use super::validate;
use super::{App, Shared, empty};
use crate::session::brief::as_messages;
use crate::session::state::{Input, Refusal};

fn control(app: &App, id: &str, input: Input, done: StatusCode) -> Result<Response, ApiError> {
    app.session(id)?.apply(input)?;
    Ok(empty(done))
}

pub(super) async fn pause(State(app): Shared, Path(id): Path<String>) -> Result<Response, ApiError> {
    control(&app, &id, Input::Pause, StatusCode::ACCEPTED)
}

pub(super) async fn resume(State(app): Shared, Path(id): Path<String>) -> Result<Response, ApiError> {
    control(&app, &id, Input::Resume, StatusCode::ACCEPTED)
}

pub(super) async fn force_answer(State(app): Shared, Path(id): Path<String>) -> Result<Response, ApiError> {
    control(&app, &id, Input::ForceAnswer, StatusCode::ACCEPTED)
}

pub(super) async fn cancel(State(app): Shared, Path(id): Path<String>) -> Result<Response, ApiError> {
    control(&app, &id, Input::Cancel, StatusCode::NO_CONTENT)
}

pub(super) async fn messages(
    State(app): Shared,
    Path(id): Path<String>,
    body: Json,
) -> Result<Response, ApiError> {
    let session = app.session(&id)?;
    let body = body.required()?;
    let mut messages = match body["type"].as_str() {
        Some("user_message") => {
            validate::body("UserMessageEvent", &body)?;
            as_messages(&body)
        }
        Some("batch") => {
            validate::body("UserMessageBatch", &body)?;
            as_messages(&body["messages"])
        }
        _ => return Err(no_such_tag("type", &body, "user_message, batch")),
    };
    // Before anything of it is stored.
    session.read(|inner| inner.state.alive())?;
    for message in &mut messages {
        app.engine.files.unpack(&app.origin, session.id, message, app.engine.clock().now())?;
    }
    session.update(|change| {
        change.apply(Input::Message)?;
        change.inner.mailbox.extend(messages);
        Ok::<_, Refusal>(())
    })?;
    Ok(empty(StatusCode::ACCEPTED))
}

pub(super) async fn tool_results(
    State(app): Shared,
    Path(id): Path<String>,
    body: Json,
) -> Result<Response, ApiError> {
    let session = app.session(&id)?;
    let body = body.required()?;
    let batch = body["type"] == "batch";
    let results = if batch {
        validate::body("ToolResultBatch", &body)?;
        body["results"].as_array().cloned().unwrap_or_default()
    } else {
        match body["kind"].as_str() {
            Some("tool_result") => validate::body("ToolResultEvent", &body)?,
            Some("error_event") => validate::body("ErrorEvent", &body)?,
            _ => return Err(no_such_tag("kind", &body, "tool_result, error_event")),
        }
        vec![body]
    };
    let results = results.into_iter().map(normal).collect();
    session.apply(Input::ToolResults(results)).map_err(|refusal| match refusal {
        Refusal::UnknownCall(_) if !batch => {
            let msg = "No tool call of this name, id and arguments is waiting for a result";
            Fault::new("unknown_tool_call", ["body", "tool_req"], msg).into()
        }
        other => ApiError::from(other),
    })?;
    Ok(empty(StatusCode::ACCEPTED))
}

/// A result with what the contract fills in.
fn normal(mut result: Value) -> Value {
    if result["kind"] == "tool_result" {
        let defaults = json!({ "result": null, "truncated": false, "output_artifact_path": null });
        for (name, value) in defaults.as_object().into_iter().flatten() {
            if result.get(name).is_none() {
                result[name.as_str()] = value.clone();
            }
        }
    }
    result
}

fn no_such_tag(name: &str, body: &Value, allowed: &str) -> ApiError {
    let msg = format!("Unable to extract tag using discriminator '{name}': expected one of {allowed}");
    Fault::new("union_tag_invalid", ["body"], msg).input(body[name].clone()).into()
}
