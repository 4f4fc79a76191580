//! Tools that run at the client: how they are declared, called and answered.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::JsonObject;
use crate::event::ErrorEvent;
use crate::nullable::Nullable;

wire_struct! {
    /// A tool that runs at the client, as the agent is told about it.
    pub struct ToolDefinition [open, checked, setters] {
        /// The name the agent calls it by: 1 to 64 of `A-Z a-z 0-9 _`, not starting with a digit.
        #[limits(min_length = 1, max_length = 64, pattern = "^[A-Za-z_][A-Za-z0-9_]*$")]
        pub name: String,
        /// What the tool does and when to use it; the agent reads this. Not empty.
        #[limits(min_length = 1)]
        pub description: String,
        /// JSON Schema of the arguments, an object.
        pub input_schema: Option<JsonObject> = absent,
    }
}

impl ToolDefinition {
    /// A definition made from its parts.
    pub fn new(name: impl Into<String>, description: impl Into<String>, input_schema: JsonObject) -> Self {
        Self {
            name: name.into(),
            description: description.into(),
            input_schema: Some(input_schema),
            extra: JsonObject::new(),
        }
    }
}

wire_struct! {
    /// A call the agent made. A result must echo it whole, unknown fields included.
    pub struct ToolRequest [open] {
        /// The name of the called tool.
        pub tool_name: String,
        /// The arguments; absent and null mean none.
        pub args: Nullable<JsonObject> = absent,
        /// Identifies the call within one step of the agent; may be null, and may repeat in a later step.
        pub id: Nullable<String>,
    }
}

impl ToolRequest {
    /// A call made from its parts.
    pub fn new(tool_name: impl Into<String>, args: JsonObject, id: Option<String>) -> Self {
        let id = id.map_or(Nullable::Absent, Nullable::Value);
        Self { tool_name: tool_name.into(), args: Nullable::Value(args), id, extra: JsonObject::new() }
    }

    /// The arguments, empty when there are none.
    pub fn arguments(&self) -> JsonObject {
        self.args.as_ref().cloned().unwrap_or_default()
    }
}

wire_struct! {
    /// What a tool returned: posted by a client, and seen as an event for tools of either side.
    pub struct ToolResultEvent [open, setters] {
        /// Tells it apart from an [`ErrorEvent`].
        tag kind: "tool_result",
        /// The call this answers, whole.
        pub tool_req: ToolRequest,
        /// The returned value, any JSON.
        pub result: Value = absent,
        /// Whether the service shortened the result.
        pub truncated: Option<bool> = false,
        /// Where the whole result is kept when it was shortened.
        pub output_artifact_path: Option<String>,
    }
}

impl ToolResultEvent {
    /// The successful result of a call.
    pub fn new(tool_req: ToolRequest, result: impl Into<Value>) -> Self {
        Self {
            kind: crate::Tag::new(),
            tool_req,
            result: result.into(),
            truncated: None,
            output_artifact_path: None,
            extra: JsonObject::new(),
        }
    }
}

tagged_union! {
    /// The outcome of one tool call, as posted to a session.
    pub enum ToolResult by "kind" {
        /// The tool returned.
        "tool_result" => Success(ToolResultEvent),
        /// The tool failed, was unknown, or could not be run.
        "error_event" => Failure(ErrorEvent),
    }
}

impl ToolResult {
    /// The successful result of a call.
    pub fn success(tool_req: ToolRequest, result: impl Into<Value>) -> Self {
        Self::Success(ToolResultEvent::new(tool_req, result))
    }

    /// The failure of a call, with `client` as its origin.
    pub fn failure(tool_req: ToolRequest, error: impl Into<String>) -> Self {
        Self::Failure(ErrorEvent::new(error, "client", Some(tool_req)))
    }

    /// The call this answers.
    pub fn tool_req(&self) -> Option<&ToolRequest> {
        match self {
            Self::Success(event) => Some(&event.tool_req),
            Self::Failure(event) => event.tool_req.as_ref(),
            Self::Unknown(_) => None,
        }
    }
}

wire_struct! {
    /// Several results in one request, at least one.
    pub struct ToolResultBatch [closed] {
        /// Tells it apart from a single result.
        tag r#type: "batch",
        /// The results, in the order in which the calls were announced.
        #[limits(min_items = 1)]
        pub results: Vec<ToolResult>,
    }
}

impl ToolResultBatch {
    /// A batch of results.
    pub fn new(results: Vec<ToolResult>) -> Self {
        Self { r#type: crate::Tag::new(), results }
    }
}

/// The body of a tool results request: one result, or a batch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
#[allow(clippy::large_enum_variant, reason = "made once per request")]
pub enum ToolResults {
    /// Several results.
    Batch(ToolResultBatch),
    /// A single result.
    One(ToolResult),
}

impl From<ToolResult> for ToolResults {
    fn from(result: ToolResult) -> Self {
        Self::One(result)
    }
}

impl From<Vec<ToolResult>> for ToolResults {
    /// One result travels bare, several as a batch.
    fn from(mut results: Vec<ToolResult>) -> Self {
        match results.pop() {
            Some(only) if results.is_empty() => Self::One(only),
            last => {
                results.extend(last);
                Self::Batch(ToolResultBatch::new(results))
            }
        }
    }
}
