//! Reads a file of agents: YAML or JSON in, checked programs out. What is wrong is reported with its line and its field.

use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value};
use serde_saphyr::Spanned;

use super::program::{Fault, Program};
use super::template::Template;
use crate::http::validate;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    agents: Vec<Spanned<AgentEntry>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AgentEntry {
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
    steps: Vec<Spanned<Step>>,
    on_force_answer: Option<Value>,
}

/// One step as it is written: exactly one of the actions, `then`/`else` with `if`, `save` where there is a result.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Step {
    pub(super) think: Option<Value>,
    pub(super) observe: Option<Value>,
    pub(super) call: Option<Value>,
    pub(super) wait: Option<Value>,
    pub(super) delegate: Option<Value>,
    pub(super) metrics: Option<Value>,
    pub(super) event: Option<Value>,
    pub(super) set: Option<Value>,
    pub(super) fail: Option<Value>,
    pub(super) crash: Option<Value>,
    pub(super) answer: Option<Value>,
    #[serde(rename = "if")]
    pub(super) condition: Option<String>,
    pub(super) then: Option<Vec<Spanned<Step>>>,
    #[serde(rename = "else")]
    pub(super) otherwise: Option<Vec<Spanned<Step>>>,
    pub(super) repeat: Option<Repeat>,
    pub(super) save: Option<String>,
}

/// A bounded loop.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Repeat {
    pub(super) times: u64,
    #[serde(rename = "while")]
    pub(super) condition: Option<String>,
    pub(super) steps: Vec<Spanned<Step>>,
}

/// The agents of a text: specification and program of each.
pub(super) fn parse(text: &str, path: Option<&Path>) -> Result<Vec<(Value, Program)>, Fault> {
    // Only `true` and `false` are booleans: a thought that reads "on" is a text.
    let options = serde_saphyr::options! { strict_booleans: true };
    let file: File = serde_saphyr::from_str_with_options(text, options).map_err(|error| Fault {
        line: error.location().map_or(1, |location| location.line()),
        message: error.without_snippet().render().lines().next().unwrap_or("not valid YAML").to_owned(),
    })?;
    let folder = path.and_then(Path::parent);
    let mut agents: Vec<(Value, Program)> = Vec::new();
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
        let mut program = Program::compile(&agent.steps, &agent.name, folder)?;
        if let Some(answer) = &agent.on_force_answer {
            let template =
                Template::new(answer).map_err(|error| fault(format!("on_force_answer: {error}")))?;
            program.on_force_answer = Some(template);
        }
        agents.push((specification, program));
    }
    Ok(agents)
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
    Value::Object(members)
}
