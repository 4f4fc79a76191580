//! Errors as JSON, and thrown.

use std::error::Error as StdError;

use serde_json::{Map, Value, json};
use steersman::{AnswerRejected, Error, ErrorKind, Retry};

use crate::stream::outcome_json;

/// Everything that is known of an error.
pub(crate) fn json(error: &Error) -> Value {
    let mut out = Map::new();
    let mut set = |name: &str, value: Value| {
        if !value.is_null() {
            out.insert(name.to_owned(), value);
        }
    };
    set("kind", error.kind().as_str().into());
    set("message", error.to_string().into());
    set(
        "retry",
        match error.retry() {
            Retry::Never => "never",
            Retry::Perhaps => "perhaps",
            Retry::Exhausted => "exhausted",
        }
        .into(),
    );
    set("operation", error.operation().into());
    set("status", error.status().into());
    if !error.body().is_empty() {
        set("body", error.body().json().cloned().unwrap_or_else(|| error.body().text().into()));
    }
    if !error.headers().is_empty() {
        let header = |(name, value): (&str, &str)| (name.to_owned(), Value::from(value));
        set("headers", Value::Object(error.headers().iter().map(header).collect()));
    }
    set("sessionId", error.session_id().into());
    set("cursor", error.cursor().into());
    set("field", error.field().into());
    set("retryAfterMs", error.retry_after().map(|time| time.as_secs_f64() * 1000.0).into());
    let quota = error.quota();
    if !quota.is_empty() {
        let limit = |one: &steersman::QuotaLimit| json!({"limit": one.limit, "message": one.message, "scope": one.scope});
        set("quota", quota.iter().map(limit).collect());
    }
    if let Some(rejected) = AnswerRejected::of(error) {
        set("outcome", outcome_json(&rejected.outcome));
        set("reasons", rejected.reasons.clone().into());
    }
    if let Some(cause) = error.source() {
        set("cause", cause_json(cause));
    }
    Value::Object(out)
}

fn cause_json(cause: &(dyn StdError + 'static)) -> Value {
    if let Some(error) = cause.downcast_ref::<Error>() {
        return json(error);
    }
    let mut out = json!({"message": cause.to_string()});
    if let Some(deeper) = cause.source() {
        out["cause"] = cause_json(deeper);
    }
    out
}

/// An error that TypeScript recognises: its message is the JSON.
pub(crate) fn thrown(error: &Error) -> napi::Error {
    napi::Error::from_reason(json(error).to_string())
}

/// A fault of the TypeScript part: something was used that is not there (any more).
pub(crate) fn internal(text: &str) -> napi::Error {
    thrown(&Error::new(ErrorKind::Internal, text))
}
