//! Reads a file of agents: YAML or JSON in, checked programs out. What is wrong is reported with its line and its field.

use std::path::Path;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value};
use serde_saphyr::Spanned;

use super::play::Script;
use super::program::{Fault, Program, duration};
use super::shape::{
    AnswerStep, CallStep, Delegate, Duration, Event, Fail, Metrics, Observe, OneOrMany, Short, Think,
    WaitStep,
};
use super::template::Template;
use crate::http::validate;
use crate::policy::Policy;
use crate::policy::chat::Chat;

/// Agents that the runtime plays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    /// The agents. The first is the one that `steersman run --local` takes when none is named.
    #[schemars(with = "Vec<AgentEntry>")]
    agents: Vec<Spanned<AgentEntry>>,
}

/// An agent: its specification as in the API, and what plays it, `steps` or `chat`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AgentEntry {
    /// What a session asks for it by.
    name: String,
    description: Option<String>,
    environments: Option<Value>,
    model: Option<Value>,
    reasoning_effort: Option<Value>,
    instructions: Option<Value>,
    subagents: Option<Value>,
    skills: Option<Value>,
    answer_format: Option<Value>,
    tools: Option<Value>,
    /// What the agent does, one step after the other.
    #[schemars(with = "Option<Vec<Step>>")]
    steps: Option<Vec<Spanned<Step>>>,
    /// What a scripted agent answers when an answer is asked for at once; a template.
    on_force_answer: Option<Value>,
    /// The model that decides what the agent does.
    #[schemars(with = "Option<ChatEntry>")]
    chat: Option<Spanned<ChatEntry>>,
}

/// A model behind an endpoint that speaks the chat-completions API.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ChatEntry {
    /// What comes before `/chat/completions`, such as `https://api.openai.com/v1`.
    base_url: String,
    /// The endpoint's name for the model.
    model: String,
    /// Name of the environment variable that holds the key. Without it no key is sent.
    #[schemars(regex(pattern = r"^[A-Z_][A-Z0-9_]*$"))]
    api_key_env: Option<String>,
    /// Whether the reply is asked for in pieces; true unless given.
    stream: Option<bool>,
    /// The longest wait for a reply, or for the next piece of one; 2m unless given.
    #[schemars(with = "Option<Duration>")]
    timeout: Option<Value>,
    /// Most retries of one request; 2 unless given.
    max_retries: Option<u32>,
    /// Members of the request besides those that the session decides: `temperature`, `max_tokens` …
    options: Option<Map<String, Value>>,
}

/// What a step can be, in the order of [`Step`].
pub(super) const ACTIONS: [&str; 13] = [
    "think", "observe", "call", "wait", "delegate", "metrics", "event", "set", "fail", "crash", "answer",
    "if", "repeat",
];

/// One step: exactly one of the actions, `then` and `else` with `if`, `save` where there is a result.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Step {
    /// The agent thinks: one step of its own.
    #[schemars(with = "Option<Short<Think>>")]
    pub(super) think: Option<Value>,
    /// The agent takes something in.
    #[schemars(with = "Option<Short<Observe>>")]
    pub(super) observe: Option<Value>,
    /// The agent calls tools, all at once.
    #[schemars(with = "Option<CallStep>")]
    pub(super) call: Option<Value>,
    /// Time passes, or until a message comes.
    #[schemars(with = "Option<WaitStep>")]
    pub(super) wait: Option<Value>,
    /// Other agents work, each in a session of its own, side by side.
    #[schemars(with = "Option<OneOrMany<Short<Delegate>>>")]
    pub(super) delegate: Option<Value>,
    /// Usage is counted.
    #[schemars(with = "Option<Metrics>")]
    pub(super) metrics: Option<Value>,
    /// An event of any type.
    #[schemars(with = "Option<Short<Event>>")]
    pub(super) event: Option<Value>,
    /// Names and values for later templates.
    #[schemars(with = "Option<Map<String, Value>>")]
    pub(super) set: Option<Value>,
    /// The session ends as failed.
    #[schemars(with = "Option<Short<Fail>>")]
    pub(super) fail: Option<Value>,
    /// The agent dies without a word of its own.
    pub(super) crash: Option<Value>,
    /// The answer: any value, or one with a verdict.
    #[schemars(with = "Option<AnswerStep>")]
    pub(super) answer: Option<Value>,
    /// A condition (an expression without braces), with `then` and `else`.
    #[serde(rename = "if")]
    pub(super) condition: Option<String>,
    /// The steps when the condition holds.
    #[schemars(with = "Option<Vec<Step>>")]
    pub(super) then: Option<Vec<Spanned<Step>>>,
    /// The steps when it does not.
    #[serde(rename = "else")]
    #[schemars(with = "Option<Vec<Step>>")]
    pub(super) otherwise: Option<Vec<Spanned<Step>>>,
    /// A bounded loop.
    pub(super) repeat: Option<Repeat>,
    /// The name that the result of a `call`, a `delegate` or a `wait` is kept under.
    pub(super) save: Option<String>,
}

impl Step {
    /// Which of the [`ACTIONS`] it has.
    pub(super) fn given(&self) -> [bool; 13] {
        [
            self.think.is_some(),
            self.observe.is_some(),
            self.call.is_some(),
            self.wait.is_some(),
            self.delegate.is_some(),
            self.metrics.is_some(),
            self.event.is_some(),
            self.set.is_some(),
            self.fail.is_some(),
            self.crash.is_some(),
            self.answer.is_some(),
            self.condition.is_some(),
            self.repeat.is_some(),
        ]
    }
}

/// A bounded loop.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Repeat {
    /// Most rounds.
    pub(super) times: u64,
    /// The condition (an expression without braces) that each round needs.
    #[serde(rename = "while")]
    pub(super) condition: Option<String>,
    /// The steps of one round.
    #[schemars(with = "Vec<Step>")]
    pub(super) steps: Vec<Spanned<Step>>,
}

/// An agent's specification, and what plays it.
pub(super) type Read = (Value, Arc<dyn Policy>);

/// The agents of a text.
pub(super) fn parse(text: &str, path: Option<&Path>) -> Result<Vec<Read>, Fault> {
    // Only `true` and `false` are booleans: a thought that reads "on" is a text.
    let options = serde_saphyr::options! { strict_booleans: true };
    let file: File = serde_saphyr::from_str_with_options(text, options).map_err(|error| Fault {
        line: error.location().map_or(1, |location| location.line()),
        message: error.without_snippet().render().lines().next().unwrap_or("not valid YAML").to_owned(),
    })?;
    let folder = path.and_then(Path::parent);
    let mut agents: Vec<Read> = Vec::new();
    for entry in file.agents {
        let line = entry.referenced.line();
        let agent = entry.value;
        let fault = |message: String| Fault { line, message: format!("agent '{}': {message}", agent.name) };
        if agents.iter().any(|(other, _)| other["name"] == agent.name.as_str()) {
            return Err(fault("there are two agents of this name".into()));
        }
        let specification = specification(&agent);
        if let Some(first) = validate::faults("Agent", &specification, &[]).into_iter().next() {
            let place: Vec<String> = first.loc.iter().map(|part| part.to_string().replace('"', "")).collect();
            return Err(fault(format!("{}: {}", place.join("."), first.msg)));
        }
        if let Some(schema) = &agent.answer_format {
            crate::answer::check_schema(schema).map_err(|error| fault(format!("answer_format: {error}")))?;
        }
        let policy: Arc<dyn Policy> = match (&agent.steps, &agent.chat) {
            (Some(steps), None) => {
                let mut program = Program::compile(steps, &agent.name, folder)?;
                if let Some(answer) = &agent.on_force_answer {
                    let template =
                        Template::new(answer).map_err(|error| fault(format!("on_force_answer: {error}")))?;
                    program.on_force_answer = Some(template);
                }
                Arc::new(Script(Arc::new(program)))
            }
            (None, Some(entry)) => {
                let chat = chat(&entry.value).map_err(|error| Fault {
                    line: entry.referenced.line(),
                    message: format!("agent '{}': chat.{error}", agent.name),
                })?;
                Arc::new(chat)
            }
            _ => {
                return Err(fault(
                    "an agent is played by steps or chat: exactly one of them is needed".into(),
                ));
            }
        };
        agents.push((specification, policy));
    }
    Ok(agents)
}

/// The model of an agent. A fault begins with the field.
fn chat(entry: &ChatEntry) -> Result<Chat, String> {
    let mut builder = Chat::builder(&entry.base_url, &entry.model);
    if let Some(variable) = &entry.api_key_env {
        builder = builder.api_key(key(variable).map_err(|error| format!("api_key_env: {error}"))?);
    }
    if let Some(stream) = entry.stream {
        builder = builder.stream(stream);
    }
    if let Some(timeout) = &entry.timeout {
        builder = builder.timeout(duration(timeout).map_err(|error| format!("timeout: {error}"))?);
    }
    if let Some(retries) = entry.max_retries {
        builder = builder.max_retries(retries);
    }
    for (name, value) in entry.options.iter().flatten() {
        builder = builder.option(name, value.clone());
    }
    builder.build().map_err(|error| match error.field() {
        Some(field) => format!("{field}: {}", error.message().trim_start_matches(&format!("{field}: "))),
        None => error.message().to_owned(),
    })
}

/// The key in an environment variable. What is no name of a variable is not repeated: it may be the key itself.
fn key(variable: &str) -> Result<String, String> {
    let named = |letter: char| letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == '_';
    if variable.is_empty() || !variable.chars().all(named) {
        return Err(
            "the name of a variable in capital letters is needed; the key itself does not belong here".into(),
        );
    }
    match std::env::var(variable) {
        Ok(key) if !key.is_empty() => Ok(key),
        _ => Err(format!("the environment variable {variable} is not set: export it with the key")),
    }
}

fn specification(agent: &AgentEntry) -> Value {
    let mut members = Map::new();
    members.insert("name".into(), agent.name.clone().into());
    let description =
        agent.description.clone().unwrap_or_else(|| format!("The scripted agent {}", agent.name));
    members.insert("description".into(), description.into());
    members.insert("environments".into(), agent.environments.clone().unwrap_or_else(|| Value::Array(vec![])));
    let optional = [
        ("model", &agent.model),
        ("reasoning_effort", &agent.reasoning_effort),
        ("instructions", &agent.instructions),
        ("subagents", &agent.subagents),
        ("skills", &agent.skills),
        ("answer_format", &agent.answer_format),
        ("tools", &agent.tools),
    ];
    for (name, value) in optional {
        if let Some(value) = value {
            members.insert(name.into(), value.clone());
        }
    }
    if let (Some(chat), None) = (&agent.chat, &agent.model) {
        // Usage is counted under the name of the model that is used.
        members.insert("model".into(), chat.value.model.clone().into());
    }
    Value::Object(members)
}
