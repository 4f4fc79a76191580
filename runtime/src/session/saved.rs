//! A session as it is kept in a data file, and back.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::brief::Brief;
use super::metrics::Metrics;
use super::state::{Call, State, Status};
use super::{Inner, Turn};
use crate::journal::SavedSession;
use crate::log::{EventLog, Retention};

/// What a session was asked to do.
pub(super) fn brief(brief: &Brief) -> Value {
    json!({
        "agent_name": brief.agent_name, "agent_revision": brief.agent_revision, "request": brief.request,
        "delegated_by": brief.delegated_by, "schedule_id": brief.schedule_id, "policy": brief.policy,
    })
}

pub(super) fn restored_brief(saved: &Value) -> Brief {
    Brief {
        agent_name: get(saved, "agent_name"),
        agent_revision: get(saved, "agent_revision"),
        request: saved["request"].clone(),
        delegated_by: get(saved, "delegated_by"),
        schedule_id: get(saved, "schedule_id"),
        policy: get(saved, "policy"),
    }
}

/// Where a session stands, without its log.
pub(super) fn state(inner: &Inner) -> Value {
    let calls: Vec<Value> = inner
        .state
        .calls
        .iter()
        .map(|call| json!({ "request": call.request, "settled": call.settled }))
        .collect();
    let event_feedback: Vec<Value> =
        inner.event_feedback.iter().map(|(index, feedback)| json!([index, feedback])).collect();
    json!({
        "status": inner.state.status.as_str(), "pause_wanted": inner.state.pause_wanted,
        "answer_wanted": inner.state.answer_wanted, "calls": calls, "calls_open": inner.calls_open,
        "mailbox": inner.mailbox, "heard": inner.heard, "answer": inner.answer, "outcome": inner.outcome,
        "error": inner.error, "error_code": inner.error_code, "metrics": inner.metrics.to_json(),
        "started_at": inner.started_at, "finished_at": inner.finished_at,
        "last_activity_at": inner.last_activity_at, "children": inner.children, "share_token": inner.share_token,
        "feedback": inner.feedback, "event_feedback": event_feedback, "memory": inner.memory,
        "turn_steps": inner.turn.steps, "closing": inner.turn.closing,
    })
}

pub(super) fn restored_inner(saved: SavedSession, retention: Retention) -> Inner {
    let state = &saved.state;
    let calls: Vec<Value> = get(state, "calls");
    let event_feedback: Vec<(u64, Value)> = get(state, "event_feedback");
    let closing: bool = get(state, "closing");
    let status: String = get(state, "status");
    let last_activity_at: Option<Timestamp> = get(state, "last_activity_at");
    Inner {
        state: State {
            status: Status::parse(&status).unwrap_or(Status::Failed),
            pause_wanted: get(state, "pause_wanted"),
            // A final answer that was being made is asked for again.
            answer_wanted: get::<bool>(state, "answer_wanted") || closing,
            calls: calls
                .into_iter()
                .map(|call| Call {
                    request: call["request"].clone(),
                    settled: Some(call["settled"].clone()).filter(|settled| !settled.is_null()),
                })
                .collect(),
        },
        calls_open: get(state, "calls_open"),
        mailbox: get(state, "mailbox"),
        heard: get(state, "heard"),
        answer: get(state, "answer"),
        outcome: get(state, "outcome"),
        error: get(state, "error"),
        error_code: get(state, "error_code"),
        metrics: Metrics::from_json(&state["metrics"]),
        started_at: get(state, "started_at"),
        finished_at: get(state, "finished_at"),
        last_activity_at: last_activity_at.unwrap_or(saved.created_at),
        children: get(state, "children"),
        share_token: get(state, "share_token"),
        feedback: get(state, "feedback"),
        event_feedback: BTreeMap::from_iter(event_feedback),
        page: None,
        memory: state["memory"].clone(),
        staged: None,
        turn: Turn { steps: get(state, "turn_steps"), deadline: None, closing: false },
        paused_since: None,
        paused_for: Duration::ZERO,
        log: EventLog::restored(retention, saved.oldest, saved.events),
    }
}

/// A member of what was kept; the default where it is missing, as in files of an earlier version.
fn get<T: DeserializeOwned + Default>(saved: &Value, name: &str) -> T {
    serde_json::from_value(saved[name].clone()).unwrap_or_default()
}
