//! What a session was asked to do: fixed when it is created.

use std::time::Duration;

use serde_json::{Value, json};

/// The order a session works on: the agent's specification and the limits. Fixed for the life of the session.
#[derive(Clone, Debug)]
pub struct Brief {
    /// Name the agent was asked for by, or the inline agent's own name.
    pub(crate) agent_name: String,
    pub(crate) agent_revision: Option<u64>,
    /// The whole request, the agent resolved; the secrets are in here.
    pub(crate) request: Value,
    /// The session that delegated to this one.
    pub(crate) delegated_by: Option<uuid::Uuid>,
    pub(crate) schedule_id: Option<uuid::Uuid>,
    /// Name of the policy that was found for the agent; `None`: the versatile one.
    pub(crate) policy: Option<String>,
}

impl Brief {
    /// Name of the agent: a catalog name, or that of an inline agent.
    pub fn agent_name(&self) -> &str {
        &self.agent_name
    }

    /// The agent's whole specification (`Agent` of the contract), overrides applied.
    pub fn agent(&self) -> &Value {
        &self.request["agent"]
    }

    /// Name of the model that usage is counted under.
    pub fn model(&self) -> &str {
        self.agent()["model"].as_str().unwrap_or("steersman-local")
    }

    /// The client-run tools: `{name, description, input_schema}` each.
    pub fn tools(&self) -> &[Value] {
        self.agent()["tools"].as_array().map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a client runs a tool of this name.
    pub fn has_tool(&self, name: &str) -> bool {
        self.tools().iter().any(|tool| tool["name"] == name)
    }

    /// The agents this one may delegate to: names or whole specifications.
    pub fn subagents(&self) -> &[Value] {
        self.agent()["subagents"].as_array().map(Vec::as_slice).unwrap_or_default()
    }

    /// The JSON Schema the answer must conform to, where one was given.
    pub fn answer_format(&self) -> Option<&Value> {
        self.agent().get("answer_format").filter(|format| !format.is_null())
    }

    /// Environments of the agent (specifications; names that were not resolved are left out).
    pub(crate) fn environments(&self) -> impl Iterator<Item = &Value> {
        let all = self.agent()["environments"].as_array().map(Vec::as_slice).unwrap_or_default();
        all.iter().filter(|environment| environment.is_object())
    }

    /// Steps towards each answer after which a final answer is asked for.
    pub fn max_steps(&self) -> Option<u64> {
        self.request["max_steps"].as_u64()
    }

    /// Time of work towards each answer after which a final answer is asked for.
    pub fn max_time(&self) -> Option<Duration> {
        self.request["max_time_s"].as_f64().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
    }

    /// How long the session stays open after each answer; `None`: it ends with the answer.
    pub fn idle_timeout(&self) -> Option<Duration> {
        self.request["idle_timeout_s"].as_u64().map(Duration::from_secs)
    }

    /// The messages the session was created with, each a `UserMessageEvent`.
    pub(crate) fn messages(&self) -> Vec<Value> {
        as_messages(&self.request["messages"])
    }
}

/// The messages of a request in their long form, whichever form they were given in.
pub(crate) fn as_messages(messages: &Value) -> Vec<Value> {
    match messages {
        Value::String(text) => vec![json!({ "type": "user_message", "message": text, "caller_id": "user" })],
        Value::Object(_) => vec![with_defaults(messages)],
        Value::Array(messages) => messages.iter().map(with_defaults).collect(),
        _ => vec![],
    }
}

fn with_defaults(message: &Value) -> Value {
    let mut message = message.clone();
    if let Some(members) = message.as_object_mut() {
        members.entry("type").or_insert_with(|| "user_message".into());
        members.entry("caller_id").or_insert_with(|| "user".into());
    }
    message
}
