//! Telling the demo's story line by line, and remembering which parts of it happened.

use std::collections::HashSet;
use std::process::ExitCode;
use std::time::Instant;

use steersman::Event;
use steersman::wire::{AgentEventData, EventPayload};

use crate::MESSAGE;

/// Prints lines with the time since the beginning.
#[derive(Clone, Copy)]
pub(crate) struct Teller(Instant);

impl Teller {
    pub(crate) fn begin() -> Self {
        println!("Everything below goes over HTTP and through the public API.\n");
        Self(Instant::now())
    }

    pub(crate) fn line(self, who: &str, what: &str, text: &str) {
        println!("{:6.2}s  {who:<10} {what:<9} {text}", self.0.elapsed().as_secs_f64());
    }

    /// Tells one event; those that are only book-keeping have no line.
    pub(crate) fn event(self, who: &str, event: &Event) {
        match event.payload() {
            EventPayload::Agent(AgentEventData::Policy(decision)) => {
                if let Some(thought) = &decision.reasoning_content {
                    self.line(who, "thinks", thought);
                }
                for call in &decision.tool_reqs {
                    self.line(who, "calls", &format!("{} {}", call.tool_name, serde_json::json!(call.args)));
                }
            }
            EventPayload::Agent(AgentEventData::Observation(seen)) => {
                self.line(who, "sees", seen.text.as_deref().unwrap_or_default());
            }
            EventPayload::Agent(AgentEventData::ToolResult(result)) => {
                self.line("program", "returns", &result.result.to_string());
            }
            EventPayload::Agent(AgentEventData::Error(error)) => self.line("program", "failed", &error.error),
            EventPayload::Agent(AgentEventData::Message(message)) => {
                self.line(who, "hears", &message.text());
            }
            EventPayload::Agent(AgentEventData::Answer(_)) => self.line(who, "answers", ""),
            EventPayload::AgentRunStatusChange(change) => self.line(who, change.status.as_str(), ""),
            _ => {}
        }
    }
}

/// What can happen in the story.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    OutOfOrder,
    ToolRan,
    Paused,
    Resumed,
    Heard,
    SubagentWatched,
    HasPage,
}

/// What has happened so far.
#[derive(Default)]
pub(crate) struct Story {
    next_index: u64,
    happened: HashSet<Part>,
    pub(crate) answer: Option<String>,
}

impl Story {
    /// Notes a part; true the first time.
    pub(crate) fn note(&mut self, part: Part) -> bool {
        self.happened.insert(part)
    }

    /// Notes what an event adds to the story.
    pub(crate) fn event(&mut self, event: &Event) {
        if event.index != self.next_index {
            self.note(Part::OutOfOrder);
        }
        self.next_index = event.index + 1;
        if event.as_tool_result().is_some_and(|result| result.tool_req.tool_name == "load_vans") {
            self.note(Part::ToolRan);
        }
        if event.as_message().is_some_and(|message| message.text() == MESSAGE) {
            self.note(Part::Heard);
        }
    }

    /// Prints whether every part of the story was there.
    pub(crate) fn check(&self) -> ExitCode {
        let answer = self.answer.as_deref().unwrap_or_default();
        let happened = |part: Part| self.happened.contains(&part);
        let parts = [
            ("every event came once and in order", !happened(Part::OutOfOrder) && self.next_index > 0),
            ("the tool of the program ran", happened(Part::ToolRan)),
            ("the answer holds what the tool computed", answer.contains("3 vans for 60 kg")),
            ("the subagent was watched in a session of its own", happened(Part::SubagentWatched)),
            ("the answer holds what the subagent said", answer.contains("is within the limit")),
            ("the session was paused and resumed", happened(Part::Paused) && happened(Part::Resumed)),
            ("the agent heard the message", happened(Part::Heard)),
            ("the answer holds the message", answer.contains(MESSAGE)),
            ("the session has a page to look at", happened(Part::HasPage)),
        ];
        for (part, there) in parts {
            println!("{} {part}", if there { "ok     " } else { "MISSING" });
        }
        println!("demo: {} passed", parts.iter().filter(|(_, there)| *there).count());
        if parts.iter().all(|(_, there)| *there) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}
