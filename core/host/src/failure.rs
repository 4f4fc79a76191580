//! Errors as JSON.

use std::error::Error as StdError;

use serde_json::{Map, Value, json};
use steersman::{AnswerRejected, Error, QuotaLimit};

use crate::outcome::outcome;

/// Everything that is known of an error, with members in camel case; what is not known is left out.
///
/// `kind`, `message`, `retry`, `operation`, `status`, `body` (JSON where it is JSON, else text), `headers`, `sessionId`, `cursor`,
/// `field`, `retryAfterMs`, `quota`; `outcome` and `reasons` of an answer that was rejected; `cause`, an error of the same form,
/// or only a `message` and perhaps a `cause` again.
pub fn json(error: &Error) -> Value {
    let mut out = Map::new();
    let mut set = |name: &str, value: Value| {
        if !value.is_null() {
            out.insert(name.to_owned(), value);
        }
    };
    set("kind", error.kind().as_str().into());
    set("message", error.to_string().into());
    set("retry", error.retry().as_str().into());
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
        let limit =
            |one: &QuotaLimit| json!({"limit": one.limit, "message": one.message, "scope": one.scope});
        set("quota", quota.iter().map(limit).collect());
    }
    if let Some(rejected) = AnswerRejected::of(error) {
        set("outcome", outcome(&rejected.outcome));
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

#[cfg(test)]
mod tests {
    use steersman::ErrorKind;

    use super::*;

    #[test]
    fn only_what_is_known_is_told_and_causes_are_nested() {
        let deep = Error::new(ErrorKind::Connect, "refused").with_session("s1");
        let error = Error::invalid_argument("tools[0].name", "too long").with_cursor(7).with_source(deep);
        assert_eq!(
            json(&error),
            json!({
                "kind": "invalid_argument",
                "message": "tools[0].name: too long",
                "retry": "never",
                "cursor": 7,
                "field": "tools[0].name",
                "cause": {"kind": "connect", "message": "refused", "retry": "never", "sessionId": "s1"},
            })
        );
    }
}
