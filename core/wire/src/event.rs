//! What happens in a session: the payloads of its events.

use serde_json::Value;

use crate::raw::mended;
use crate::{
    ContentPart, EnvironmentKind, Extra, ImageContent, JsonObject, Metrics, ToolRequest, ToolResultEvent,
};

open_enum! {
    /// The agent's own verdict on its answer.
    pub enum AnswerOutcome {
        /// The task was done.
        Success = "success",
        /// Part of the task was done.
        Partial = "partial",
        /// The task cannot be done.
        Infeasible = "infeasible",
        /// Something was in the way.
        Blocked = "blocked",
    }
}

open_enum! {
    /// What an agent is doing, as its events tell.
    pub enum AgentState {
        /// Working.
        Running = "running",
        /// Waiting for the next message.
        Idle = "idle",
        /// Waiting for the client's tools.
        AwaitingToolResults = "awaiting_tool_results",
    }
}

open_enum! {
    /// Why an agent came to its end.
    pub enum CompletionReason {
        /// It was done.
        Finished = "finished",
        /// It was stopped.
        Stopped = "stopped",
        /// Its time was over.
        TimedOut = "timed_out",
    }
}

open_enum! {
    /// Whether an agent runs or is halted.
    pub enum RunStatus {
        /// It runs.
        Running = "running",
        /// It is halted.
        Paused = "paused",
    }
}

open_enum! {
    /// Who attached a file.
    pub enum AttachmentOrigin {
        /// The agent.
        Agent = "agent",
        /// The user.
        User = "user",
    }
}

open_enum! {
    /// Which way a file went, seen from the environment.
    pub enum TransferDirection {
        /// Into the environment.
        Download = "download",
        /// Out of the environment.
        Upload = "upload",
    }
}

/// Lists the types of events; one line yields the variant, the reading, and the schema of the envelope.
macro_rules! event_types {
    ($( $(#[doc = $doc:literal])* $name:literal => $variant:ident($data:ty), )+) => {
        /// The data of an event, typed. What is not known here, or not shaped as expected, is kept in `Unknown`.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum EventPayload {
            $( $(#[doc = $doc])* $variant($data), )+
            /// Data this version cannot type, as it came; null when the event has none.
            Unknown(Value),
        }

        impl EventPayload {
            /// The event types known here, as on the wire.
            pub const KNOWN: &'static [&'static str] = &[$($name),+];

            /// The event type this data belongs to; `None` for unknown ones.
            pub const fn event_type(&self) -> Option<&'static str> {
                match self {
                    $( Self::$variant(_) => Some($name), )+
                    Self::Unknown(_) => None,
                }
            }

            /// Types the data of an event of a type known here.
            pub(crate) fn read(known: KnownType, data: &str) -> Self {
                let typed = match known {
                    $( KnownType::$variant => <$data as crate::raw::FromJson>::from_json(data).map(Self::$variant), )+
                };
                typed.unwrap_or_else(|_| Self::Unknown(mended(data).unwrap_or_default()))
            }
        }

        /// The data alone.
        impl serde::Serialize for EventPayload {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $( Self::$variant(data) => data.serialize(serializer), )+
                    Self::Unknown(value) => value.serialize(serializer),
                }
            }
        }

        $(
            impl From<$data> for EventPayload {
                fn from(data: $data) -> Self {
                    Self::$variant(data)
                }
            }
        )+

        /// An event type known here; saves the hot path a string.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum KnownType {
            $( $variant, )+
        }

        impl KnownType {
            pub(crate) fn from_name(name: &[u8]) -> Option<Self> {
                $( if name == $name.as_bytes() { return Some(Self::$variant); } )+
                None
            }

            pub(crate) const fn name(self) -> &'static str {
                match self {
                    $( Self::$variant => $name, )+
                }
            }
        }

        /// Of each event type: name, documentation, schema of the data.
        #[cfg(feature = "schema")]
        pub(crate) fn envelope_schemas(
            generator: &mut schemars::SchemaGenerator,
        ) -> Vec<(&'static str, Vec<&'static str>, schemars::Schema)> {
            vec![$( ($name, vec![$($doc),*], generator.subschema_for::<$data>()) ),+]
        }
    };
}

event_types! {
    /// What the agent did, saw, thought or said.
    "AgentEvent" => Agent(AgentEventData),
    /// The agent changed between running, idle and waiting for tools.
    "ActiveStateChangeEvent" => ActiveStateChange(ActiveStateChangeData),
    /// Usage and costs so far.
    "MetricsUpdateEvent" => MetricsUpdate(MetricsUpdateData),
    /// The agent came to its end.
    "AgentCompletionEvent" => AgentCompletion(AgentCompletionData),
    /// The agent failed.
    "AgentErrorEvent" => AgentError(AgentErrorData),
    /// The agent was halted or went on.
    "AgentRunStatusChangeEvent" => AgentRunStatusChange(AgentRunStatusChangeData),
    /// The agent began.
    "AgentStartedEvent" => AgentStarted(AgentStartedData),
    /// A file was attached.
    "AttachmentEvent" => Attachment(AttachmentData),
    /// A file went into the environment or out of it.
    "FileTransferEvent" => FileTransfer(FileTransferData),
    /// There is a page on which to watch the environment.
    "LiveViewUrlEvent" => LiveViewUrl(LiveViewUrlData),
    /// The request was handed on.
    "RequestStartDispatchedEvent" => RequestStartDispatched(RequestStartDispatchedData),
    /// The request came in.
    "RequestStartEvent" => RequestStart(RequestStartData),
    /// An environment was provided.
    "RunnerSessionEvent" => RunnerSession(RunnerSessionData),
}

tagged_union! {
    /// What the agent did, saw, thought or said.
    pub enum AgentEventData by "kind" {
        /// Its answer.
        "answer_event" => Answer(AnswerEvent),
        /// A step that went wrong.
        "error_event" => Error(ErrorEvent),
        /// A turn in its course, such as a forced answer.
        "flow_event" => Flow(FlowEvent),
        /// What it was told.
        "message_event" => Message(MessageEvent),
        /// What it saw.
        "observation_event" => Observation(ObservationEvent),
        /// What it decided.
        "policy_event" => Policy(PolicyEvent),
        /// What a tool gave back.
        "tool_result" => ToolResult(ToolResultEvent),
    }
}

wire_struct! {
    /// The agent's answer.
    pub struct AnswerEvent [open] {
        /// The kind.
        tag kind: "answer_event",
        /// Text, or an object when an answer format was asked for; such an object may also come as JSON text.
        #[limits(types = ["string", "object"])]
        pub answer: Value,
        /// Its own verdict.
        pub outcome: Option<AnswerOutcome>,
    }
}

impl AnswerEvent {
    /// An answer made from its parts.
    pub fn new(answer: impl Into<Value>, outcome: Option<AnswerOutcome>) -> Self {
        Self { kind: crate::Tag::new(), answer: answer.into(), outcome, extra: Extra::new() }
    }
}

wire_struct! {
    /// A step that went wrong; posted by clients for tools that failed.
    pub struct ErrorEvent [open] {
        /// The kind.
        tag kind: "error_event",
        /// What went wrong, in words the agent reads.
        pub error: String,
        /// Where it went wrong: `client` for tools of the client.
        pub origin: String,
        /// The call that failed, whole.
        pub tool_req: Option<ToolRequest>,
    }
}

impl ErrorEvent {
    /// A failure made from its parts.
    pub fn new(error: impl Into<String>, origin: impl Into<String>, tool_req: Option<ToolRequest>) -> Self {
        Self {
            kind: crate::Tag::new(),
            error: error.into(),
            origin: origin.into(),
            tool_req,
            extra: Extra::new(),
        }
    }
}

wire_struct! {
    /// A turn in the agent's course.
    pub struct FlowEvent [open] {
        /// The kind.
        tag kind: "flow_event",
        /// Which turn, such as `force_answer`.
        pub flow: String,
        /// Who asked for it.
        pub origin: String,
    }
}

impl FlowEvent {
    /// A turn made from its parts.
    pub fn new(flow: impl Into<String>, origin: impl Into<String>) -> Self {
        Self { kind: crate::Tag::new(), flow: flow.into(), origin: origin.into(), extra: Extra::new() }
    }
}

wire_struct! {
    /// What the agent was told.
    pub struct MessageEvent [open] {
        /// The kind.
        tag kind: "message_event",
        /// Who spoke.
        pub caller_id: String,
        /// Texts and images, in their order.
        pub content: Vec<ContentPart> = absent,
    }
}

impl MessageEvent {
    /// A message made from its parts.
    pub fn new(caller_id: impl Into<String>, content: Vec<ContentPart>) -> Self {
        Self { kind: crate::Tag::new(), caller_id: caller_id.into(), content, extra: Extra::new() }
    }

    /// The texts of the message, one per line.
    pub fn text(&self) -> String {
        let texts: Vec<&str> = self.content.iter().filter_map(ContentPart::text).collect();
        texts.join("\n")
    }
}

wire_struct! {
    /// What the agent saw.
    #[derive(Default)]
    pub struct ObservationEvent [open] {
        /// The kind.
        tag kind: "observation_event",
        /// What sort of place it looked at.
        pub r#type: Option<String>,
        /// What it read.
        pub text: Option<String>,
        /// What it saw.
        pub image: Option<ImageContent>,
        /// More on the place, such as its `url`.
        pub metadata: Option<JsonObject> = absent,
    }
}

wire_struct! {
    /// What the agent decided.
    #[derive(Default)]
    pub struct PolicyEvent [open] {
        /// The kind.
        tag kind: "policy_event",
        /// What it thought.
        pub reasoning_content: Option<String>,
        /// What it said.
        pub content: Option<String>,
        /// The tools it calls.
        pub tool_reqs: Vec<ToolRequest> = absent,
        /// What was wrong with its calls.
        pub validation_errors: Vec<String> = absent,
    }
}

wire_struct! {
    /// The agent changed between running, idle and waiting for tools.
    pub struct ActiveStateChangeData [open] {
        /// What it is doing now.
        pub state: AgentState,
        /// The calls of this step that wait for the client; published again, shorter, whenever one of them is answered.
        pub pending_tool_calls: Option<Vec<ToolRequest>>,
    }
}

wire_struct! {
    /// The agent came to its end.
    pub struct AgentCompletionData [open] {
        /// Why.
        pub reason: CompletionReason,
    }
}

wire_struct! {
    /// The agent failed.
    pub struct AgentErrorData [open] {
        /// What went wrong.
        pub error: String,
        /// Where in the service it went wrong.
        pub trace: String = "",
        /// More on it.
        pub info: Option<JsonObject>,
    }
}

wire_struct! {
    /// The agent was halted or went on.
    pub struct AgentRunStatusChangeData [open] {
        /// Whether it runs now.
        pub status: RunStatus,
    }
}

wire_struct! {
    /// The agent began.
    #[derive(Default)]
    pub struct AgentStartedData [open] {}
}

wire_struct! {
    /// A file was attached.
    pub struct AttachmentData [open] {
        /// Who attached it.
        pub origin: AttachmentOrigin,
        /// Its name.
        pub name: String,
        /// Where it is in the workspace.
        pub path: String,
        /// Its media type.
        pub media_type: String,
        /// Its size in bytes.
        pub size_bytes: u64,
        /// Where to download it; may be relative to the service's host.
        pub url: String,
    }
}

wire_struct! {
    /// A file went into the environment or out of it.
    pub struct FileTransferData [open] {
        /// Which way.
        pub direction: TransferDirection,
        /// Where it is in the environment.
        pub path: String,
        /// Its size in bytes.
        pub size_bytes: Option<u64>,
    }
}

wire_struct! {
    /// There is a page on which to watch the environment.
    pub struct LiveViewUrlData [open] {
        /// The page.
        pub live_view_url: String,
    }
}

wire_struct! {
    /// Usage and costs so far.
    pub struct MetricsUpdateData [open] {
        /// Steps, tokens and costs.
        pub metrics: Metrics,
    }
}

wire_struct! {
    /// The request came in.
    #[derive(Default)]
    pub struct RequestStartData [open] {}
}

wire_struct! {
    /// The request was handed on.
    pub struct RequestStartDispatchedData [open] {
        /// What came of it.
        pub status: String,
    }
}

wire_struct! {
    /// An environment was provided.
    pub struct RunnerSessionData [open] {
        /// The id under which its files can be reached.
        pub runner_session_id: String,
        /// What sort of environment it is.
        pub kind: Option<EnvironmentKind>,
    }
}
