//! An event in one line: what happened, in a word, and what about it.

use serde_json::Value;
use steersman::wire::{
    ActiveStateChangeData, AgentEventData, AgentState, EventPayload, MessageEvent, ObservationEvent,
    PolicyEvent, RunStatus, SessionEvent, ToolRequest,
};

use crate::progress::tokens;
use crate::text::{count, plural};

/// Arguments and results longer than this many bytes are cut before they are put on a line; a line is cut again to the
/// width of the terminal.
const VALUE_LIMIT: usize = 2_000;

/// What a line is about, for its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Book-keeping.
    Quiet,
    /// Everything without a tone of its own.
    Plain,
    /// What the agent thinks.
    Thought,
    /// Tools and their results.
    Tool,
    /// An answer.
    Good,
    /// An error.
    Bad,
}

/// One event in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// What happened, in a word.
    pub(crate) kind: String,
    /// The colour.
    pub(crate) tone: Tone,
    /// What about it; may be empty and may have several lines.
    pub(crate) text: String,
}

impl Line {
    pub(crate) fn new(kind: impl Into<String>, tone: Tone, text: impl Into<String>) -> Self {
        Self { kind: kind.into(), tone, text: text.into() }
    }
}

/// Puts an event into words. Every event has a line, also one of a type this version does not know.
pub(crate) fn describe(event: &SessionEvent) -> Line {
    match event.payload() {
        EventPayload::Agent(data) => agent_event(data),
        EventPayload::ActiveStateChange(data) => state_change(data),
        EventPayload::MetricsUpdate(data) => {
            let metrics = &data.metrics;
            let cost = metrics.total_cost.map(|cost| format!(", cost {cost:.4}")).unwrap_or_default();
            Line::new(
                "usage",
                Tone::Quiet,
                format!("{}, {} tokens{cost}", plural(metrics.steps, "step"), count(tokens(metrics))),
            )
        }
        EventPayload::AgentCompletion(data) => Line::new("ended", Tone::Quiet, data.reason.as_str()),
        EventPayload::AgentError(data) => Line::new("error", Tone::Bad, &*data.error),
        EventPayload::AgentRunStatusChange(data) => match &data.status {
            RunStatus::Paused => Line::new("paused", Tone::Plain, ""),
            RunStatus::Running => Line::new("resumed", Tone::Plain, ""),
            other => Line::new("state", Tone::Plain, other.as_str()),
        },
        EventPayload::AgentStarted(_) => Line::new("started", Tone::Quiet, ""),
        EventPayload::Attachment(data) => Line::new(
            "file",
            Tone::Plain,
            format!(
                "{} ({}, {} bytes) attached by {}",
                data.name, data.media_type, data.size_bytes, data.origin
            ),
        ),
        EventPayload::FileTransfer(data) => {
            let size = data.size_bytes.map(|size| format!(" ({size} bytes)")).unwrap_or_default();
            Line::new("file", Tone::Plain, format!("{} {}{size}", data.direction, data.path))
        }
        EventPayload::LiveViewUrl(data) => Line::new("live view", Tone::Quiet, &*data.live_view_url),
        EventPayload::RequestStartDispatched(data) => Line::new("accepted", Tone::Quiet, &*data.status),
        EventPayload::RequestStart(_) => Line::new("accepted", Tone::Quiet, ""),
        EventPayload::RunnerSession(data) => {
            let kind = data.kind.as_ref().map_or("environment", |kind| kind.as_str());
            Line::new("runner", Tone::Quiet, format!("{kind} {}", data.runner_session_id))
        }
        EventPayload::Unknown(data) => unknown(event.event_type(), data),
        _ => unknown(event.event_type(), &Value::Null),
    }
}

fn unknown(event_type: &str, data: &Value) -> Line {
    let text = if data.is_null() { String::new() } else { value(data) };
    Line::new(
        "event",
        Tone::Quiet,
        format!("{} {text}", if event_type.is_empty() { "of no type" } else { event_type }),
    )
}

fn agent_event(data: &AgentEventData) -> Line {
    match data {
        AgentEventData::Answer(event) => {
            let outcome = event.outcome.as_ref().map(|outcome| format!(" ({outcome})")).unwrap_or_default();
            Line::new("answer", Tone::Good, format!("{}{outcome}", value(&event.answer)))
        }
        AgentEventData::Error(event) => {
            let tool =
                event.tool_req.as_ref().map(|call| format!("{}: ", call.tool_name)).unwrap_or_default();
            Line::new("error", Tone::Bad, format!("{tool}{}", event.error))
        }
        AgentEventData::Flow(event) => {
            Line::new("flow", Tone::Plain, format!("{} by {}", event.flow, event.origin))
        }
        AgentEventData::Message(event) => message(event),
        AgentEventData::Observation(event) => observation(event),
        AgentEventData::Policy(event) => decision(event),
        AgentEventData::ToolResult(event) => Line::new(
            "result",
            Tone::Tool,
            format!("{} → {}", event.tool_req.tool_name, value(&event.result)),
        ),
        other => Line::new("agent", Tone::Quiet, other.tag().unwrap_or("did something")),
    }
}

fn state_change(data: &ActiveStateChangeData) -> Line {
    match &data.state {
        AgentState::AwaitingToolResults => {
            let calls = data.pending_tool_calls.as_deref().unwrap_or_default();
            Line::new("waits for", Tone::Tool, calls.iter().map(call).collect::<Vec<_>>().join(", "))
        }
        state => Line::new(state.as_str(), Tone::Quiet, ""),
    }
}

fn message(event: &MessageEvent) -> Line {
    let images = event.content.iter().filter(|part| part.text().is_none()).count();
    let images = if images == 0 { String::new() } else { format!(" [and {images} that is not text]") };
    Line::new("message", Tone::Plain, format!("{}: {}{images}", event.caller_id, event.text()))
}

fn observation(event: &ObservationEvent) -> Line {
    let url = event.metadata.as_ref().and_then(|metadata| metadata.get("url")).and_then(Value::as_str);
    let parts = [url, event.text.as_deref(), event.image.as_ref().map(|_| "[image]")];
    Line::new("sees", Tone::Plain, parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

fn decision(event: &PolicyEvent) -> Line {
    let said = [event.reasoning_content.as_deref(), event.content.as_deref()].into_iter().flatten();
    let mut text = said.filter(|said| !said.is_empty()).collect::<Vec<_>>().join(" ");
    for request in &event.tool_reqs {
        text.push_str(" → ");
        text.push_str(&call(request));
    }
    for error in &event.validation_errors {
        text.push_str(" ! ");
        text.push_str(error);
    }
    Line::new("thinks", Tone::Thought, text)
}

/// `click(x: 10, y: 20)`
fn call(request: &ToolRequest) -> String {
    let arguments = request.arguments();
    let arguments: Vec<_> =
        arguments.iter().map(|(name, argument)| format!("{name}: {}", json(argument))).collect();
    format!("{}({})", request.tool_name, arguments.join(", "))
}

/// Text as it is, anything else as JSON.
fn value(value: &Value) -> String {
    value.as_str().map_or_else(|| json(value), |text| cut(text.to_owned()))
}

fn json(value: &Value) -> String {
    cut(value.to_string())
}

fn cut(mut text: String) -> String {
    if text.len() > VALUE_LIMIT {
        text.truncate(text.floor_char_boundary(VALUE_LIMIT));
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn described(event_type: &str, data: &Value) -> (String, String) {
        let line = describe(&SessionEvent::new(event_type, data, "2026-03-01T09:00:00Z"));
        (line.kind, line.text)
    }

    fn agent(data: &Value) -> (String, String) {
        described("AgentEvent", data)
    }

    fn line(kind: &str, text: &str) -> (String, String) {
        (kind.to_owned(), text.to_owned())
    }

    #[test]
    fn every_kind_of_agent_event_has_its_line() {
        let call = json!({"tool_name": "click", "args": {"x": 10, "on": "a"}, "id": "t1"});
        let lines = [
            (
                json!({"kind": "message_event", "caller_id": "user", "content": ["Find it", {"source": "s", "type": "url"}]}),
                line("message", "user: Find it [and 1 that is not text]"),
            ),
            (
                json!({"kind": "observation_event", "text": "a shop", "image": {"source": "s", "type": "url"}, "metadata": {"url": "https://shop.example"}}),
                line("sees", "https://shop.example a shop [image]"),
            ),
            (
                json!({"kind": "policy_event", "reasoning_content": "open the menu", "tool_reqs": [call]}),
                line("thinks", "open the menu → click(x: 10, on: \"a\")"),
            ),
            (
                json!({"kind": "tool_result", "tool_req": call, "result": {"ok": true}}),
                line("result", "click → {\"ok\":true}"),
            ),
            (json!({"kind": "tool_result", "tool_req": call, "result": "ok"}), line("result", "click → ok")),
            (
                json!({"kind": "error_event", "error": "not found", "origin": "web", "tool_req": call}),
                line("error", "click: not found"),
            ),
            (
                json!({"kind": "flow_event", "flow": "force_answer", "origin": "user"}),
                line("flow", "force_answer by user"),
            ),
            (
                json!({"kind": "answer_event", "answer": "It is paid", "outcome": "success"}),
                line("answer", "It is paid (success)"),
            ),
            (json!({"kind": "answer_event", "answer": {"paid": true}}), line("answer", "{\"paid\":true}")),
            (json!({"kind": "something_new", "a": 1}), line("agent", "something_new")),
        ];
        for (data, expected) in lines {
            assert_eq!(agent(&data), expected, "{data}");
        }
    }

    #[test]
    fn every_other_type_of_event_has_its_line() {
        let call = json!({"tool_name": "lookup", "args": {"order": "A-17"}, "id": "call_1"});
        let lines = [
            ("RequestStartEvent", json!({}), line("accepted", "")),
            ("RequestStartDispatchedEvent", json!({"status": "dispatched"}), line("accepted", "dispatched")),
            (
                "RunnerSessionEvent",
                json!({"runner_session_id": "rs-7", "kind": "web"}),
                line("runner", "web rs-7"),
            ),
            ("AgentStartedEvent", json!({}), line("started", "")),
            (
                "LiveViewUrlEvent",
                json!({"live_view_url": "https://live.example/7"}),
                line("live view", "https://live.example/7"),
            ),
            ("ActiveStateChangeEvent", json!({"state": "running"}), line("running", "")),
            (
                "ActiveStateChangeEvent",
                json!({"state": "awaiting_tool_results", "pending_tool_calls": [call]}),
                line("waits for", "lookup(order: \"A-17\")"),
            ),
            ("AgentRunStatusChangeEvent", json!({"status": "paused"}), line("paused", "")),
            ("AgentRunStatusChangeEvent", json!({"status": "running"}), line("resumed", "")),
            (
                "MetricsUpdateEvent",
                json!({"metrics": {"steps": 3, "cost_per_model": [{"name": "m", "input_tokens": 2100, "output_tokens": 90, "reasoning_tokens": 0}], "total_cost": 0.0012}}),
                line("usage", "3 steps, 2.1k tokens, cost 0.0012"),
            ),
            (
                "FileTransferEvent",
                json!({"direction": "download", "path": "~/a.pdf", "size_bytes": 7}),
                line("file", "download ~/a.pdf (7 bytes)"),
            ),
            (
                "AttachmentEvent",
                json!({"origin": "agent", "name": "a.pdf", "path": "files/a.pdf", "media_type": "application/pdf", "size_bytes": 7, "url": "/x"}),
                line("file", "a.pdf (application/pdf, 7 bytes) attached by agent"),
            ),
            (
                "AgentErrorEvent",
                json!({"error": "browser crashed", "trace": ""}),
                line("error", "browser crashed"),
            ),
            ("AgentCompletionEvent", json!({"reason": "finished"}), line("ended", "finished")),
            ("BrandNewEvent", json!({"a": 1}), line("event", "BrandNewEvent {\"a\":1}")),
            ("AgentStartedEvent", json!("not an object"), line("event", "AgentStartedEvent not an object")),
        ];
        for (event_type, data, expected) in lines {
            assert_eq!(described(event_type, &data), expected, "{event_type} {data}");
        }
    }

    #[test]
    fn a_huge_result_is_cut_between_characters() {
        let (_, text) = agent(&json!({"kind": "answer_event", "answer": "é".repeat(10_000)}));
        assert!(text.len() <= VALUE_LIMIT + "…".len());
        assert!(text.ends_with("é…"));
    }
}
