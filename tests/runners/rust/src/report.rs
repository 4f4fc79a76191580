//! What a program saw, as the trace has it.

use serde_json::{Map, Value, json};
use steersman::api::revision;
use steersman::{AnswerRejected, Error, Event, Gap, Response, Retry, SessionOutcome, StreamItem};

pub(crate) fn item(item: &StreamItem) -> Value {
    match item {
        StreamItem::Event(event) => {
            let raw: Value = serde_json::from_str(event.raw()).unwrap_or(Value::Null);
            json!({"event": {"index": event.index, "raw": raw}})
        }
        StreamItem::Gap(gap) => json!({"gap": gap_value(gap)}),
    }
}

fn gap_value(gap: &Gap) -> Value {
    json!({"from": gap.from, "to": gap.to, "reason": gap.reason.as_str()})
}

/// An outcome; fields that say nothing are left out. A wait's events are shown by their indices.
pub(crate) fn outcome(outcome: &SessionOutcome) -> Value {
    let mut value = Map::new();
    let mut put = |name: &str, field: Option<Value>| {
        if let Some(field) = field {
            value.insert(name.to_owned(), field);
        }
    };
    put("status", Some(outcome.status.as_str().into()));
    put("answer", outcome.answer.clone());
    put("outcome", outcome.outcome.as_ref().map(|verdict| verdict.as_str().into()));
    put("error", outcome.error.clone().map(Value::from));
    put("error_code", outcome.error_code.as_ref().map(|code| code.as_str().into()));
    put("next_index", Some(outcome.next_index.into()));
    put("events", (!outcome.events.is_empty()).then(|| indices(&outcome.events)));
    put("gaps", (!outcome.gaps.is_empty()).then(|| outcome.gaps.iter().map(gap_value).collect()));
    Value::Object(value)
}

/// `0..3`, or `0..3, 5..8` where some are missing.
fn indices(events: &[Event]) -> Value {
    let mut runs: Vec<(u64, u64)> = Vec::new();
    for event in events {
        match runs.last_mut().filter(|(_, end)| *end == event.index) {
            Some((_, end)) => *end += 1,
            None => runs.push((event.index, event.index + 1)),
        }
    }
    runs.iter().map(|(from, to)| format!("{from}..{to}")).collect::<Vec<_>>().join(", ").into()
}

/// An error; fields that say nothing are left out. The text is shown where it is the server's.
pub(crate) fn error(error: &Error) -> Value {
    let mut value = Map::new();
    let mut put = |name: &str, field: Option<Value>| {
        if let Some(field) = field {
            value.insert(name.to_owned(), field);
        }
    };
    put("kind", Some(error.kind().as_str().into()));
    let retry = match error.retry() {
        Retry::Never => "never",
        Retry::Perhaps => "perhaps",
        Retry::Exhausted => "exhausted",
    };
    put("retry", Some(retry.into()));
    put("status", error.status().map(Value::from));
    put("message", error.status().map(|_| error.to_string().into()));
    put("operation", error.operation().map(Value::from));
    put("session", error.session_id().map(Value::from));
    put("cursor", error.cursor().map(Value::from));
    put("field", error.field().map(Value::from));
    let quota = error.quota();
    let limits = quota.iter().map(|limit| json!({"limit": limit.limit, "scope": limit.scope})).collect();
    put("quota", (!quota.is_empty()).then_some(limits));
    let cause = std::error::Error::source(error).and_then(|cause| cause.downcast_ref::<Error>());
    put("cause", cause.map(|cause| cause.kind().as_str().into()));
    put("rejected", AnswerRejected::of(error).map(|rejected| outcome(&rejected.outcome)));
    json!({"error": value})
}

/// A reply as it came, with the revision where the server told one: JSON, or nothing.
pub(crate) fn response(response: &Response) -> Value {
    let mut body: Value = serde_json::from_slice(&response.body).unwrap_or(Value::Null);
    if let Some(revision) = revision(response)
        && let Some(object) = body.as_object_mut()
    {
        object.insert("revision".to_owned(), revision.into());
    }
    json!({"reply": body})
}
