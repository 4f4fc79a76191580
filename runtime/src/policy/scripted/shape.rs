//! The shapes of the agents file: what its members are called and what they hold. The parser checks by them, and the JSON Schema for
//! editors is made from them.
//!
//! A member's declared type is for the schema. Its value is kept as it is written, because a template may stand anywhere in it.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// Declares objects: members, the type each shows to editors, and which must be there.
macro_rules! shapes {
    ($($(#[doc = $about:literal])* $name:ident requires [$($required:literal),*] {
        $($(#[$attribute:meta])* $member:ident: $kind:literal,)*
    })*) => {$(
        $(#[doc = $about])*
        #[derive(Debug, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        #[schemars(extend("required" = [$($required),*]))]
        #[allow(dead_code, reason = "the values are read from the object that was checked")]
        pub(super) struct $name {
            $($(#[$attribute])* #[serde(default)] #[schemars(with = $kind)] $member: Option<Value>,)*
        }
    )*};
}

shapes! {
    /// What the agent thinks in one step.
    Think requires [] {
        /// The reasoning.
        reasoning: "String",
        /// What the agent says aloud.
        content: "String",
        /// Faults found in the model's reply.
        validation_errors: "Vec<String>",
    }
    /// Something of its environment that the agent takes in.
    Observe requires [] {
        /// What kind of environment; `web` unless said otherwise.
        r#type: "String",
        /// What there is to read.
        text: "String",
        /// A URL, or a file beside the agents file.
        image: "Value",
        /// More about it.
        metadata: "Map<String, Value>",
    }
    /// A call of a tool: run by the client when the session has a tool of this name, else the agent's own.
    Call requires ["tool"] {
        /// Name of the tool.
        tool: "String",
        /// Its arguments; `{}` unless given.
        args: "Templated<Map<String, Value>>",
        /// Told apart by it within the step; made up when not given.
        id: "String",
        /// What a tool of the agent's own returns; `ok` unless given.
        result: "Value",
        /// The error a tool of the agent's own ends in.
        error: "String",
    }
    /// Calls of one step, with a thought.
    Calls requires ["tools"] {
        /// What the agent thinks.
        think: "Short<Think>",
        /// The calls.
        tools: "OneOrMany<Short<Call>>",
    }
    /// A wait for a message.
    Listen requires ["message"] {
        /// Always true.
        message: "bool",
        /// The longest wait.
        at_most: "Duration",
    }
    /// A task for another agent, in a session of its own.
    Delegate requires ["agent"] {
        /// Name of the agent, or its whole specification.
        agent: "Value",
        /// The task; the agent's own unless given.
        task: "String",
    }
    /// Usage of a model that is counted.
    Metrics requires [] {
        /// Name of the model; the agent's own unless given.
        model: "String",
        /// Tokens of the prompt, cached ones included.
        input_tokens: "u64",
        /// Tokens of the prompt that came from a cache.
        cached_tokens: "u64",
        /// Tokens of the reply, reasoning not included.
        output_tokens: "u64",
        /// Tokens spent on reasoning.
        reasoning_tokens: "u64",
    }
    /// An event of any type.
    Event requires ["type"] {
        /// Its type, also one that no client knows.
        r#type: "String",
        /// Its payload; `{}` unless given.
        data: "Value",
    }
    /// The end of the session as failed.
    Fail requires ["error"] {
        /// What went wrong.
        error: "String",
        /// The `error_code`; `internal` unless given.
        code: "String",
    }
    /// An answer with a verdict.
    Verdict requires ["value"] {
        /// The answer.
        value: "Value",
        /// `success` unless given.
        outcome: "Outcome",
    }
}

/// Checks the members of an object by its shape: none that is not known, all that must be there.
pub(super) fn check<T: DeserializeOwned>(members: &Map<String, Value>) -> Result<(), String> {
    let object = Value::Object(members.clone());
    serde_json::from_value::<T>(object).map(|_| ()).map_err(|error| error.to_string().replace('`', "'"))
}

/// The agent's own verdict on its answer.
#[derive(Debug, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(dead_code, reason = "for the schema")]
pub(super) enum Outcome {
    Success,
    Partial,
    Infeasible,
    Blocked,
}

/// A text that stands for the main member, or the whole object.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[allow(dead_code, reason = "for the schema")]
pub(super) enum Short<T> {
    Text(String),
    Whole(T),
}

/// One, or a list of them.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[allow(dead_code, reason = "for the schema")]
pub(super) enum OneOrMany<T> {
    One(T),
    Many(Vec<T>),
}

/// A value, or a template that gives one.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[allow(dead_code, reason = "for the schema")]
pub(super) enum Templated<T> {
    Value(T),
    Template(String),
}

/// What a `call` step holds.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[allow(dead_code, reason = "for the schema")]
pub(super) enum CallStep {
    Calls(Box<OneOrMany<Short<Call>>>),
    WithThought(Box<Calls>),
}

/// What an `answer` step holds.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[allow(dead_code, reason = "for the schema")]
pub(super) enum AnswerStep {
    WithVerdict(Verdict),
    Text(String),
    Number(f64),
    Truth(bool),
    List(Vec<Value>),
    /// An object without the member `value`.
    Object(ObjectAnswer),
}

/// What a `wait` step holds.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[allow(dead_code, reason = "for the schema")]
pub(super) enum WaitStep {
    Sleep(Duration),
    Message(MessageWord),
    Listen(Listen),
}

/// The word `message`.
#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(dead_code, reason = "for the schema")]
pub(super) enum MessageWord {
    Message,
}

/// A duration: a number of seconds, or a text such as `250ms`, `2s`, `5m`, `1h`.
pub(super) struct Duration;

impl JsonSchema for Duration {
    fn schema_name() -> Cow<'static, str> {
        "Duration".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A number of seconds, or a text such as 250ms, 2s, 5m, 1h.",
            "anyOf": [
                { "type": "number", "minimum": 0 },
                { "type": "string", "pattern": r"^[0-9]+(\.[0-9]+)? *(ms|s|m|h)?$" },
            ],
        })
    }
}

/// An object that is an answer as it is.
pub(super) struct ObjectAnswer;

impl JsonSchema for ObjectAnswer {
    fn schema_name() -> Cow<'static, str> {
        "ObjectAnswer".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object", "not": { "required": ["value"] } })
    }
}
