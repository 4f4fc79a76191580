//! The events of the sessions: what agents really do, in sizes that sessions really have.

use serde_json::{Value, json};

const TEXT: &str =
    "The agent reads the page, finds the table of opening hours and compares it with what was asked. ";
const TIME: &str = "2026-03-01T09:00:00.000000Z";

/// A text of so many bytes.
fn text(bytes: usize) -> String {
    TEXT.chars().cycle().take(bytes).collect()
}

fn agent_event(data: &Value) -> Value {
    json!({"type": "AgentEvent", "data": data, "timestamp": TIME})
}

/// The agent thought: an event of about so many bytes on the wire. `lead` begins its text.
pub(super) fn policy(lead: &str, bytes: usize) -> Value {
    let rest = text(bytes.saturating_sub(170 + lead.len()));
    agent_event(&json!({
        "kind": "policy_event",
        "reasoning_content": format!("{lead} {rest}"),
        "content": null,
        "tool_reqs": [],
    }))
}

fn observation(bytes: usize) -> Value {
    agent_event(&json!({
        "kind": "observation_event",
        "observation": {"type": "text", "text": text(bytes.saturating_sub(170))},
    }))
}

fn tool_result(bytes: usize) -> Value {
    agent_event(&json!({
        "kind": "tool_result",
        "tool_req": {"tool_name": "lookup", "args": {"number": "A-17", "verbose": true}, "id": "call_1"},
        "result": {"rows": [{"title": "Opening hours", "text": text(bytes.saturating_sub(330))}], "total": 1},
    }))
}

/// What the pages of a backlog are made of.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Shape {
    /// Thoughts of one size.
    Bytes(usize),
    /// Thoughts, tool results and observations of 0.3 to 4 kB, as a session has them.
    Mixed,
}

/// One page of events, repeated for as long as the backlog lasts.
pub(super) fn page(shape: Shape, events: usize) -> Vec<String> {
    let event = |number: usize| match shape {
        Shape::Bytes(bytes) => policy("Step", bytes),
        Shape::Mixed => match number % 3 {
            0 => policy("Step", 300 + 400 * (number % 5)),
            1 => tool_result(600 + 300 * (number % 4)),
            _ => observation(1_000 + 1_000 * (number % 4)),
        },
    };
    (0..events).map(|number| event(number).to_string()).collect()
}

pub(super) fn started() -> Value {
    json!({"type": "AgentStartedEvent", "data": {}, "timestamp": TIME})
}

pub(super) fn answer(answer: &str) -> Value {
    agent_event(&json!({"kind": "answer_event", "answer": answer}))
}

pub(super) fn state(state: &str, calls: &Value) -> Value {
    json!({"type": "ActiveStateChangeEvent", "data": {"state": state, "pending_tool_calls": calls}, "timestamp": TIME})
}
