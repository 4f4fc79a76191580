//! The events a session can publish, as the contract spells them.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::log::Event;

/// Type and payload of an event that is about to be appended; the timestamp comes with the append.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Body {
    pub(crate) kind: String,
    pub(crate) data: Value,
}

impl Body {
    pub(crate) fn new(kind: impl Into<String>, data: Value) -> Self {
        Self { kind: kind.into(), data }
    }

    /// The envelope, stamped.
    pub(crate) fn stamp(self, now: Timestamp) -> Event {
        let envelope = json!({ "type": self.kind, "data": self.data, "timestamp": now });
        Event { kind: self.kind.into(), raw: envelope.to_string().into() }
    }
}

pub(crate) fn request_start() -> Body {
    Body::new("RequestStartEvent", json!({}))
}

pub(crate) fn dispatched() -> Body {
    Body::new("RequestStartDispatchedEvent", json!({ "status": "dispatched" }))
}

pub(crate) fn runner_session(runner_session_id: &str, kind: &str) -> Body {
    Body::new("RunnerSessionEvent", json!({ "runner_session_id": runner_session_id, "kind": kind }))
}

pub(crate) fn agent_started() -> Body {
    Body::new("AgentStartedEvent", json!({}))
}

pub(crate) fn running() -> Body {
    Body::new("ActiveStateChangeEvent", json!({ "state": "running" }))
}

pub(crate) fn idle() -> Body {
    Body::new("ActiveStateChangeEvent", json!({ "state": "idle" }))
}

pub(crate) fn awaiting(pending: &[Value]) -> Body {
    Body::new(
        "ActiveStateChangeEvent",
        json!({ "state": "awaiting_tool_results", "pending_tool_calls": pending }),
    )
}

pub(crate) fn run_status(status: &str) -> Body {
    Body::new("AgentRunStatusChangeEvent", json!({ "status": status }))
}

pub(crate) fn metrics(metrics: &Value) -> Body {
    Body::new("MetricsUpdateEvent", json!({ "metrics": metrics }))
}

pub(crate) fn agent_error(error: &str) -> Body {
    Body::new("AgentErrorEvent", json!({ "error": error, "trace": "", "info": null }))
}

pub(crate) fn completion(reason: &str) -> Body {
    Body::new("AgentCompletionEvent", json!({ "reason": reason }))
}

/// An `AgentEvent`: what the agent saw, thought, did or said, told apart by `kind`.
pub(crate) fn agent(kind: &str, members: Value) -> Body {
    let mut data = Map::new();
    data.insert("kind".to_owned(), kind.into());
    if let Value::Object(members) = members {
        data.extend(members);
    }
    Body::new("AgentEvent", Value::Object(data))
}

pub(crate) fn flow(flow: &str, origin: &str) -> Body {
    agent("flow_event", json!({ "flow": flow, "origin": origin }))
}

pub(crate) fn answer(answer: &Value, outcome: Option<&str>) -> Body {
    agent("answer_event", json!({ "answer": answer, "outcome": outcome }))
}

pub(crate) fn message(caller_id: &str, content: &[Value]) -> Body {
    agent("message_event", json!({ "caller_id": caller_id, "content": content }))
}
