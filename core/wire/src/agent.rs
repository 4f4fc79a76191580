//! Agents of the catalog, and their revisions.

use serde::{Deserialize, Serialize};

use crate::{AgentRef, EnvironmentRef, Extra, JsonObject, SkillRef, Timestamp, ToolDefinition};

open_enum! {
    /// How much a model thinks before it acts.
    pub enum ReasoningEffort {
        /// Not at all.
        Disabled = "disabled",
        /// A little.
        Low = "low",
        /// Moderately.
        Medium = "medium",
        /// As much as it can.
        Xhigh = "xhigh",
    }
}

wire_struct! {
    /// What an agent is: its instructions, environments, tools and helpers.
    pub struct Agent [open, checked, setters] {
        /// Lower-case ASCII letters, digits and hyphens, up to 63 characters per segment, with at most one `org/`
        /// prefix; up to 127 in all.
        /// The prefix `h/` is reserved.
        #[limits(min_length = 1, max_length = 127)]
        pub name: String,
        /// What the agent is for; a manager reads this to choose its subagents. Not empty.
        #[limits(min_length = 1)]
        pub description: String,
        /// Where the agent acts: at most one environment per kind. May be empty for agents that only delegate or have
        /// tools of their client.
        pub environments: Vec<EnvironmentRef> = required,
        /// The model; the service chooses when absent.
        pub model: Option<String>,
        /// How much the model thinks.
        pub reasoning_effort: Option<ReasoningEffort>,
        /// What the agent is told to do and how.
        pub instructions: Option<String>,
        /// Agents it can delegate to; each runs as a session of its own.
        pub subagents: Option<Vec<AgentRef>>,
        /// Know-how it can consult.
        pub skills: Option<Vec<SkillRef>>,
        /// JSON Schema of the answer; the answer is then an object, otherwise free text.
        pub answer_format: Option<JsonObject>,
        /// Tools that run at the client.
        pub tools: Option<Vec<ToolDefinition>>,
    }
}

impl Agent {
    /// An agent made from its required parts, without environments.
    pub fn new(name: impl Into<String>, description: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            description: description.into(),
            environments: Vec::new(),
            model: None,
            reasoning_effort: None,
            instructions: None,
            subagents: None,
            skills: None,
            answer_format: None,
            tools: None,
            extra: Extra::new(),
        }
    }

    /// Adds an environment.
    #[must_use]
    pub fn environment(mut self, environment: impl Into<EnvironmentRef>) -> Self {
        self.environments.push(environment.into());
        self
    }
}

/// An agent in a listing, with the number of its current revision when that was asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AgentWithRevision {
    /// The number of the current revision, from 1; present when the listing was asked to include it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<u64>,
    /// The agent.
    #[serde(flatten)]
    pub agent: Agent,
}

impl From<Agent> for AgentWithRevision {
    fn from(agent: Agent) -> Self {
        Self { revision: None, agent }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for AgentWithRevision {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "AgentWithRevision".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let agent = generator.subschema_for::<Agent>();
        schemars::json_schema!({
            "description": "An agent in a listing, with the number of its current revision when that was asked for.",
            "allOf": [agent, {
                "type": "object",
                "properties": {
                    "revision": {"type": "integer", "minimum": 1, "description": "The number of the current revision, from 1."},
                },
            }],
        })
    }
}

wire_struct! {
    /// Changes some fields of an agent; absent fields stay, null clears.
    #[derive(Default)]
    pub struct PatchAgent [bare, setters] {
        /// What the agent is for; not empty.
        #[limits(min_length = 1)]
        pub description: Nullable<String>,
        /// Where the agent acts. Replaces all of them.
        pub environments: Nullable<Vec<EnvironmentRef>>,
        /// The model.
        pub model: Nullable<String>,
        /// How much the model thinks.
        pub reasoning_effort: Nullable<ReasoningEffort>,
        /// What the agent is told to do and how.
        pub instructions: Nullable<String>,
        /// Agents it can delegate to. Replaces all of them.
        pub subagents: Nullable<Vec<AgentRef>>,
        /// Know-how it can consult. Replaces all of it.
        pub skills: Nullable<Vec<SkillRef>>,
        /// JSON Schema of the answer.
        pub answer_format: Nullable<JsonObject>,
        /// Tools that run at the client. Replaces all of them.
        pub tools: Nullable<Vec<ToolDefinition>>,
    }
}

wire_struct! {
    /// One state of an agent in its history; every write that changes something makes one.
    pub struct AgentRevisionRecord [open] {
        /// The number, counting from 1.
        #[limits(minimum = 1)]
        pub number: u64,
        /// When it was written.
        pub created_at: Timestamp,
        /// Who wrote it.
        pub created_by: Option<String>,
        /// The note given with the write.
        pub message: Option<String>,
        /// The revision this one restored.
        pub restored_from: Option<u64>,
    }
}
