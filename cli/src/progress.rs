//! How far a session is: what the columns and the status line show.

use steersman::wire::{EventPayload, Metrics, RunStatus, SessionEvent};

use crate::text::{count, plural};

/// How far a session is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Progress {
    /// The newest status the events tell, as the API spells it; empty before the first one.
    pub(crate) status: String,
    /// Steps taken.
    pub(crate) steps: u64,
    /// Input, output and reasoning tokens of all models.
    pub(crate) tokens: u64,
}

impl Progress {
    /// Takes in what an event tells; says whether anything changed.
    pub(crate) fn observe(&mut self, event: &SessionEvent) -> bool {
        let before = self.clone();
        match event.payload() {
            EventPayload::MetricsUpdate(data) => {
                self.steps = data.metrics.steps;
                self.tokens = tokens(&data.metrics);
            }
            EventPayload::ActiveStateChange(data) => data.state.as_str().clone_into(&mut self.status),
            EventPayload::AgentRunStatusChange(data) if data.status == RunStatus::Paused => {
                "paused".clone_into(&mut self.status);
            }
            EventPayload::AgentStarted(_) | EventPayload::AgentRunStatusChange(_) => {
                "running".clone_into(&mut self.status);
            }
            _ => {}
        }
        *self != before
    }

    /// One line: status, steps, tokens.
    pub(crate) fn summary(&self) -> String {
        let status = if self.status.is_empty() { "starting" } else { &self.status };
        format!("{status} · {} · {} tokens", plural(self.steps, "step"), count(self.tokens))
    }
}

/// Tokens of every sort and model.
pub(crate) fn tokens(metrics: &Metrics) -> u64 {
    let counts =
        metrics.cost_per_model.iter().flat_map(|m| [m.input_tokens, m.output_tokens, m.reasoning_tokens]);
    counts.fold(0, u64::saturating_add)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn status_steps_and_tokens_are_read_from_the_events() {
        let mut progress = Progress::default();
        let mut observe = |event_type: &str, data: Value| {
            let changed = progress.observe(&SessionEvent::new(event_type, &data, "2026-03-01T09:00:00Z"));
            (changed, progress.summary())
        };
        let said = |changed: bool, summary: &str| (changed, summary.to_owned());
        assert_eq!(observe("RequestStartEvent", json!({})), said(false, "starting · 0 steps · 0 tokens"));
        assert_eq!(observe("AgentStartedEvent", json!({})), said(true, "running · 0 steps · 0 tokens"));
        let model = json!({"name": "m", "input_tokens": 2000, "output_tokens": 90, "reasoning_tokens": 100});
        let metrics = json!({"metrics": {"steps": 1, "cost_per_model": [model]}});
        assert_eq!(
            observe("MetricsUpdateEvent", metrics.clone()),
            said(true, "running · 1 step · 2.1k tokens")
        );
        assert_eq!(observe("MetricsUpdateEvent", metrics), said(false, "running · 1 step · 2.1k tokens"));
        let paused = observe("AgentRunStatusChangeEvent", json!({"status": "paused"}));
        assert_eq!(paused, said(true, "paused · 1 step · 2.1k tokens"));
        let waiting = observe("ActiveStateChangeEvent", json!({"state": "awaiting_tool_results"}));
        assert_eq!(waiting, said(true, "awaiting_tool_results · 1 step · 2.1k tokens"));
    }
}
