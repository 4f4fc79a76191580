//! Sessions: asked for, as they are, and how they are doing.

use crate::{
    Agent, AgentRef, AnswerOutcome, Extra, JsonObject, Messages, ModelUsage, Nullable, Timestamp,
    ToolRequest, UserMessageEvent,
};
use serde_json::Value;

open_enum! {
    /// The state of a session.
    pub enum TrajectoryStatus {
        /// Accepted over the organisation's limit of concurrent sessions; starts, oldest first, when a slot becomes
        /// free.
        Queued = "queued",
        /// Holds a slot; the agent is being launched.
        Pending = "pending",
        /// Working.
        Running = "running",
        /// Halted on request, its state kept.
        Paused = "paused",
        /// Has answered and is kept open for the next message.
        Idle = "idle",
        /// Blocked until the client's tools have answered.
        AwaitingToolResults = "awaiting_tool_results",
        /// Finished.
        Completed = "completed",
        /// Ended by an error.
        Failed = "failed",
        /// Ended by its time limit.
        TimedOut = "timed_out",
        /// Cancelled.
        Interrupted = "interrupted",
    }
}

impl TrajectoryStatus {
    /// Whether the session has ended for good: completed, failed, timed out or interrupted.
    pub const fn is_terminal(&self) -> bool {
        matches!(self, Self::Completed | Self::Failed | Self::TimedOut | Self::Interrupted)
    }

    /// Whether there is nothing to wait for: terminal, or idle until the next message.
    pub const fn is_settled(&self) -> bool {
        self.is_terminal() || matches!(self, Self::Idle)
    }
}

open_enum! {
    /// Why a session failed.
    pub enum SessionErrorCode {
        /// The environment could not be provided or broke.
        EnvironmentError = "environment_error",
        /// The agent came to no answer.
        NoAnswer = "no_answer",
        /// The answer did not fit the asked format.
        AnswerValidation = "answer_validation",
        /// The time was over.
        Timeout = "timeout",
        /// The credit was used up.
        InsufficientCredit = "insufficient_credit",
        /// A fault of the service.
        Internal = "internal",
    }
}

wire_struct! {
    /// Asks for a session. Fields that are not given are not sent, and the service's defaults apply.
    pub struct SessionRequest [open, checked, setters] {
        /// The agent, by name (`h/web-surfer-pro`, or pinned `name:3`) or in place.
        pub agent: AgentRef,
        /// What the agent is told first.
        pub messages: Nullable<Messages>,
        /// Steps after which a final answer is asked for, at least 1; null: unbounded.
        #[limits(minimum = 1)]
        pub max_steps: Nullable<u32>,
        /// Seconds of work toward each answer, above 0; at the limit the agent answers with what it has. Null:
        /// unbounded.
        #[limits(above = 0)]
        pub max_time_s: Nullable<f64>,
        /// Seconds the session stays open after each answer, above 0; null: it ends with the answer.
        #[limits(above = 0)]
        pub idle_timeout_s: Nullable<u64>,
        /// IANA name of the time zone the agent lives in; null: UTC.
        pub timezone: Nullable<String>,
        /// Minutes after which the session is deleted, at least 1. Absent: the organisation's preference; a value can
        /// only shorten that.
        #[limits(minimum = 1)]
        pub delete_after_min: Nullable<u64>,
        /// Minutes after which screenshots are deleted, at least 1. Absent: the organisation's preference; a value
        /// can only shorten that.
        #[limits(minimum = 1)]
        pub delete_screenshot_after_min: Nullable<u64>,
        /// Over the limit of concurrent sessions: whether to queue (true) or to be refused with 429 (false).
        pub queue: Option<bool> = true,
        /// Groups sessions; free text.
        pub group_id: Nullable<String>,
        /// The session this one is a child of.
        pub parent_session_id: Nullable<String>,
        /// Replaces parts of the resolved request, by dotted path: `agent.answer_format`,
        /// `agent.environments[kind=web].start_url`.
        pub overrides: Option<JsonObject> = absent,
    }
}

impl SessionRequest {
    /// A session of this agent.
    pub fn new(agent: impl Into<AgentRef>) -> Self {
        Self {
            agent: agent.into(),
            messages: Nullable::Absent,
            max_steps: Nullable::Absent,
            max_time_s: Nullable::Absent,
            idle_timeout_s: Nullable::Absent,
            timezone: Nullable::Absent,
            delete_after_min: Nullable::Absent,
            delete_screenshot_after_min: Nullable::Absent,
            queue: None,
            group_id: Nullable::Absent,
            parent_session_id: Nullable::Absent,
            overrides: None,
            extra: Extra::new(),
        }
    }

    /// What the agent is told first.
    #[must_use]
    pub fn message(mut self, messages: impl Into<Messages>) -> Self {
        self.messages = Nullable::Value(messages.into());
        self
    }

    /// Replaces the part of the resolved request at `path`.
    #[must_use]
    pub fn set_override(mut self, path: impl Into<String>, value: impl Into<Value>) -> Self {
        self.overrides.get_or_insert_default().insert(path.into(), value.into());
        self
    }
}

impl Default for SessionRequest {
    /// A request whose agent is yet to be set: its name is empty.
    fn default() -> Self {
        Self::new("")
    }
}

wire_struct! {
    /// A session as the service keeps it.
    pub struct Session [tolerant] {
        /// The session's id.
        #[limits(format = "uuid")]
        pub id: String,
        /// What was asked for, with the agent resolved to its full specification and secrets shown as `***`.
        pub request: SessionRequest,
        /// How it is doing.
        pub status: SessionStatus,
        /// The revision of the agent that runs; null for agents given in place.
        pub agent_revision: Option<u64>,
        /// A web page with the live view and the replay.
        pub agent_view_url: Option<String>,
        /// The newest answer, text or object.
        pub latest_answer: Option<Value> = absent,
        /// When it was asked for.
        pub created_at: Timestamp,
        /// When the agent began.
        pub started_at: Option<Timestamp>,
        /// When it ended.
        pub finished_at: Option<Timestamp>,
    }
}

wire_struct! {
    /// How a session is doing: the cheap and authoritative snapshot.
    pub struct SessionStatus [open] {
        /// The state.
        pub status: TrajectoryStatus,
        /// Why it failed, in words.
        pub error: Option<String>,
        /// Why it failed, as a category; set on failed and timed out.
        pub error_code: Option<SessionErrorCode>,
        /// The agent's own verdict on its answer.
        pub outcome: Option<AnswerOutcome>,
        /// Steps taken so far.
        pub steps: u64 = 0,
        /// Tokens used so far, by model.
        pub usage_per_model: Vec<ModelUsage> = absent,
        /// The sessions of the subagents.
        #[limits(format = "uuid")]
        pub subagent_session_ids: Vec<String> = absent,
        /// Calls waiting for the client; empty unless the session awaits tool results, and kept while it is paused.
        pub pending_tool_calls: Vec<ToolRequest> = absent,
    }
}

impl SessionStatus {
    /// A snapshot of which only the state is known.
    pub fn new(status: TrajectoryStatus) -> Self {
        Self {
            status,
            error: None,
            error_code: None,
            outcome: None,
            steps: 0,
            usage_per_model: Vec::new(),
            subagent_session_ids: Vec::new(),
            pending_tool_calls: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// Tokens used so far, over all models.
    pub fn total_usage(&self) -> ModelUsage {
        ModelUsage::total(&self.usage_per_model)
    }
}

wire_struct! {
    /// A session in a listing.
    pub struct SessionSummary [tolerant] {
        /// The session's id.
        #[limits(format = "uuid")]
        pub id: String,
        /// The name of the agent.
        pub agent: Option<String>,
        /// The revision of the agent.
        pub agent_revision: Option<u64>,
        /// The state.
        pub status: TrajectoryStatus,
        /// A web page with the live view and the replay.
        pub agent_view_url: Option<String>,
        /// What the agent was told first.
        pub first_message: Option<UserMessageEvent>,
        /// When it was asked for.
        pub created_at: Timestamp,
        /// When the agent began.
        pub started_at: Option<Timestamp>,
        /// When it ended.
        pub finished_at: Option<Timestamp>,
        /// When something last happened.
        pub last_activity_at: Option<Timestamp>,
        /// When its contents were removed.
        pub anonymized_at: Option<Timestamp>,
    }
}

wire_struct! {
    /// A link under which anybody can view a session.
    pub struct ShareLink [tolerant] {
        /// The link; may be a path relative to the service's host.
        pub share_url: String,
    }
}

wire_struct! {
    /// A verdict on a session or on one of its events.
    pub struct Feedback [bare, setters] {
        /// Whether it went well.
        pub success: bool,
        /// Why.
        pub message: Option<String>,
    }
}

impl Feedback {
    /// A verdict without words.
    pub fn new(success: bool) -> Self {
        Self { success, message: None }
    }
}

impl From<&str> for SessionRequest {
    /// A session of the agent of this name.
    fn from(agent: &str) -> Self {
        Self::new(agent)
    }
}

impl From<String> for SessionRequest {
    /// A session of the agent of this name.
    fn from(agent: String) -> Self {
        Self::new(agent)
    }
}

impl From<Agent> for SessionRequest {
    /// A session of this agent, defined in place.
    fn from(agent: Agent) -> Self {
        Self::new(agent)
    }
}
