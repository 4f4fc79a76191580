//! The machine's words in terms of the API's types.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value, json};

use super::machine::{self, Mark, Status, Vocabulary};
use crate::Error;
use crate::tools::ToolSet;
use crate::wire::{
    AgentState, AnswerOutcome, ChangesPage, Metrics, SessionErrorCode, SessionEvent, SessionStatus,
    ToolRequest, ToolResult, TrajectoryStatus,
};

/// The API, as one watch uses it.
pub(crate) struct Api {
    pub(crate) tools: Option<ToolSet>,
    /// Longest run of a call whose tool does not say.
    pub(crate) tool_timeout: Option<Duration>,
}

/// What a page says of the session besides its events.
#[derive(Clone, Debug)]
pub(crate) struct PageFacts {
    pub(crate) status: TrajectoryStatus,
    pub(crate) answer: Option<Value>,
    pub(crate) outcome: Option<AnswerOutcome>,
    pub(crate) error: Option<String>,
    pub(crate) error_code: Option<SessionErrorCode>,
    pub(crate) metrics: Option<Metrics>,
}

impl Vocabulary for Api {
    type Event = SessionEvent;
    type Call = ToolRequest;
    type Outcome = ToolResult;
    type Page = Arc<PageFacts>;
    type Snapshot = Arc<SessionStatus>;
    type Error = Error;

    fn mark(event: &SessionEvent) -> Mark<ToolRequest> {
        if let Some(active) = event.active_state() {
            return match active.state {
                AgentState::AwaitingToolResults => Mark::Awaiting(active.pending_tool_calls),
                AgentState::Idle => Mark::Idle,
                _ => Mark::Active,
            };
        }
        if event.raw().contains("\"answer_event\"") && event.as_answer().is_some() {
            Mark::Answer
        } else {
            Mark::Plain
        }
    }

    /// The two endpoints need not write an event in the same way: what counts is what it says.
    fn same(one: &SessionEvent, other: &SessionEvent) -> bool {
        let read = |event: &SessionEvent| serde_json::from_str::<Value>(event.raw()).ok();
        one == other || read(one).is_some_and(|one| Some(one) == read(other))
    }

    fn key(call: &ToolRequest) -> String {
        match call.id.as_ref() {
            Some(id) => format!("id {id}"),
            None => format!("content {}", canonical(&json!([call.tool_name, call.arguments()]))),
        }
    }

    fn time_limit(&self, call: &ToolRequest) -> Option<Duration> {
        self.tools.as_ref().and_then(|tools| tools.timeout(&call.tool_name)).or(self.tool_timeout)
    }

    fn timed_out(call: &ToolRequest, limit: Duration) -> ToolResult {
        let text = format!("{} did not finish within {} s", call.tool_name, limit.as_secs_f64());
        ToolResult::failure(call.clone(), text)
    }

    fn refused(call: &ToolRequest, error: &Error) -> ToolResult {
        let text = format!("the result of {} was refused: {}", call.tool_name, error.message());
        ToolResult::failure(call.clone(), text)
    }
}

/// One text for equal values, whatever the order of their keys.
fn canonical(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let mut keys: Vec<&String> = object.keys().collect();
            keys.sort();
            Value::Object(
                keys.into_iter().map(|key| (key.clone(), canonical(&object[key]))).collect::<Map<_, _>>(),
            )
        }
        Value::Array(items) => Value::Array(items.iter().map(canonical).collect()),
        other => other.clone(),
    }
}

pub(crate) fn status(status: &TrajectoryStatus) -> Status {
    match status {
        TrajectoryStatus::Completed => Status::Completed,
        TrajectoryStatus::Failed | TrajectoryStatus::TimedOut | TrajectoryStatus::Interrupted => {
            Status::Ended
        }
        TrajectoryStatus::Idle => Status::Idle,
        TrajectoryStatus::AwaitingToolResults => Status::Awaiting,
        _ => Status::Active,
    }
}

pub(crate) fn page(changes: ChangesPage) -> machine::Page<Api> {
    let facts = PageFacts {
        answer: changes.answer_value().filter(|answer| !answer.is_null()),
        outcome: changes.outcome,
        error: changes.error,
        error_code: changes.error_code,
        metrics: changes.metrics,
        status: changes.status,
    };
    machine::Page {
        first_index: changes.first_index,
        events: changes.events,
        status: status(&facts.status),
        pending: changes.pending_tool_calls,
        has_answer: facts.answer.is_some(),
        rest: Arc::new(facts),
    }
}

pub(crate) fn snapshot(snapshot: SessionStatus) -> machine::Snapshot<Api> {
    machine::Snapshot {
        status: status(&snapshot.status),
        pending: Some(snapshot.pending_tool_calls.clone()),
        has_error: snapshot.error.is_some() || snapshot.error_code.is_some(),
        rest: Arc::new(snapshot),
    }
}
