//! The JSON Schema of the agents file, made from the types that read it.

use std::collections::BTreeSet;

use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use super::format::{ACTIONS, File};
use crate::http::validate::SCHEMAS;

/// Members of an agent that are as the contract has them.
const AS_IN_THE_CONTRACT: [&str; 9] = [
    "description",
    "environments",
    "model",
    "reasoning_effort",
    "instructions",
    "subagents",
    "skills",
    "answer_format",
    "tools",
];

/// The JSON Schema (2020-12) of the agents file, for editors.
pub(super) fn schema() -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = generator.into_root_schema_for::<File>().to_value();
    schema["$id"] = "https://steersman.invalid/agents-file.schema.json".into();
    schema["title"] = "Agents of the Steersman runtime".into();
    let mut wanted = BTreeSet::new();
    for name in AS_IN_THE_CONTRACT {
        let mut member = SCHEMAS["Agent"]["properties"][name].clone();
        move_references(&mut member, &mut wanted);
        let declared = &mut schema["$defs"]["AgentEntry"]["properties"][name];
        if let Some(about) = declared.get("description") {
            member["description"] = about.clone();
        }
        *declared = member;
    }
    while let Some(name) = wanted.pop_first() {
        if schema["$defs"].get(&name).is_none() {
            let mut definition = SCHEMAS[&name].clone();
            move_references(&mut definition, &mut wanted);
            schema["$defs"][&name] = definition;
        }
    }
    schema["$defs"]["AgentEntry"]["oneOf"] = one_of(&["steps", "chat"]);
    schema["$defs"]["Step"]["oneOf"] = one_of(&ACTIONS);
    schema["$defs"]["Step"]["dependentRequired"] = json!({ "then": ["if"], "else": ["if"] });
    schema
}

/// Exactly one of these members.
fn one_of(names: &[&str]) -> Value {
    names.iter().map(|name| json!({ "required": [name] })).collect()
}

/// Points references to the contract's schemas to this document, and notes which are needed.
fn move_references(schema: &mut Value, wanted: &mut BTreeSet<String>) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(|item| move_references(item, wanted)),
        Value::Object(members) => {
            for (name, value) in members {
                match value.as_str().and_then(|value| value.strip_prefix("#/components/schemas/")) {
                    Some(target) if name == "$ref" => {
                        let target = target.to_owned();
                        *value = format!("#/$defs/{target}").into();
                        wanted.insert(target);
                    }
                    _ => move_references(value, wanted),
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn validator() -> jsonschema::Validator {
        jsonschema::validator_for(&schema()).unwrap()
    }

    fn parsed(text: &str) -> Value {
        serde_saphyr::from_str(text).unwrap()
    }

    #[test]
    fn the_published_schema_is_the_one_of_this_code() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/agents-file.schema.json");
        let published: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        assert!(published == schema(), "docs/agents-file.schema.json is stale: run `make generate`");
    }

    #[test]
    fn what_the_runtime_takes_the_schema_takes() {
        let validator = validator();
        for text in [
            include_str!("../../../../tests/agents.yaml"),
            "agents: [{name: a, steps: [{call: [{tool: x, args: '{{ y }}'}, z]}, {call: {think: {content: c}, tools: x}}, {answer: {value: 1, outcome: partial}}]}]",
            "agents: [{name: a, steps: [{wait: 1.5}, {wait: 250ms}, {wait: message}, {wait: {message: true, at_most: 30s}, save: m}, {answer: [1]}]}]",
            "agents: [{name: a, steps: [{if: x, then: [{think: t}], else: [{crash: c}]}, {repeat: {times: 2, while: x, steps: [{observe: {image: 'https://x.example/a.png'}}]}}]}]",
            "agents: [{name: a, steps: [{delegate: [b, {agent: {name: c, description: d, environments: []}, task: t}]}, {metrics: {input_tokens: 3}}, {event: Odd}, {set: {x: 1}}, {fail: {error: e, code: c}}]}]",
            "agents: [{name: a, chat: {base_url: 'http://127.0.0.1:1/v1', model: m, options: {temperature: 0}, timeout: 90s}, tools: [{name: t, description: d, input_schema: {type: object}}]}]",
        ] {
            let faults: Vec<String> =
                validator.iter_errors(&parsed(text)).map(|error| error.to_string()).collect();
            assert!(faults.is_empty(), "{text}: {faults:?}");
            super::super::AgentsFile::parse(text, None).unwrap_or_else(|error| panic!("{text}: {error}"));
        }
    }

    #[test]
    fn what_the_runtime_refuses_the_schema_refuses() {
        let validator = validator();
        for agent in [
            "{steps: [{answer: x}]}",
            "{name: a}",
            "{name: a, steps: [{answer: x}], chat: {base_url: x, model: m}}",
            "{name: a, colour: red, steps: [{answer: x}]}",
            "{name: a, steps: [{}]}",
            "{name: a, steps: [{think: a, answer: b}]}",
            "{name: a, steps: [{think: {thought: a}}]}",
            "{name: a, steps: [{call: {args: {}}}]}",
            "{name: a, steps: [{wait: soon}]}",
            "{name: a, steps: [{then: [{think: x}], answer: y}]}",
            "{name: a, steps: [{repeat: {steps: []}}]}",
            "{name: a, steps: [{answer: {value: x, outcome: splendid}}]}",
            "{name: a, steps: [{fail: {code: x}}]}",
            "{name: a, reasoning_effort: much, steps: [{answer: x}]}",
            "{name: a, chat: {model: m}}",
            "{name: a, chat: {base_url: 'http://127.0.0.1:1', model: m, temperature: 1}}",
        ] {
            let text = format!("agents: [{agent}]");
            assert!(super::super::AgentsFile::parse(&text, None).is_err(), "{agent}");
            assert!(!validator.is_valid(&parsed(&text)), "{agent}");
        }
    }
}
