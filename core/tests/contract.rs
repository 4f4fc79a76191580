//! Compares the declared operations with the stored contract: every path, method, parameter, body and reply.
//!
//! The contract is `shared/contract/openapi.json` beside the repository, or the file named by `STEERSMAN_CONTRACT`. Each
//! difference is printed; one that is not explained below fails the test, and so does an explanation nothing needs any more.
#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde_json::Value;
use steersman::api::{Kind, OPERATIONS, Operation, Param, PathForm, Place, ReplyKind};

/// Differences that are meant, each with its reason.
const EXPLAINED: &[(&str, &str)] = &[
    ("sessions.get_session_changes query from_index minimum", COUNTED),
    ("sessions.submit_event_feedback path event_index minimum", COUNTED),
    (
        "agents.restore_agent_revision path number minimum",
        "revisions are counted from 1 (`AgentRevisionRecord.number`)",
    ),
];
const COUNTED: &str = "events are counted from 0";

/// Bodies that the contract writes in place and we name.
const UNIONS: &[(&str, &[&str])] = &[
    ("SendMessages", &["UserMessageBatch", "UserMessageEvent"]),
    ("ToolResults", &["ErrorEvent", "ToolResultBatch", "ToolResultEvent"]),
    ("Environment", &["Android", "Browser", "Desktop", "Workstation"]),
];

/// What is said about operations: a line for each fact, such as `sessions.get_session path id required` → `true`.
type Facts = BTreeMap<String, String>;

fn contract() -> Option<Value> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/contract/openapi.json");
    let path = std::env::var_os("STEERSMAN_CONTRACT").map_or(beside, PathBuf::from);
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: there is no contract at {} (set STEERSMAN_CONTRACT)", path.display());
        return None;
    };
    Some(serde_json::from_str(&text).expect("the contract is JSON"))
}

fn last_segment(reference: &Value) -> String {
    reference.as_str().and_then(|text| text.rsplit('/').next()).expect("references are paths").to_owned()
}

/// The names of the alternatives of a body's or a reply's schema; null is no alternative.
fn schema_names(schema: &Value) -> String {
    if let Some(items) = schema.get("items") {
        return format!("list of {}", schema_names(items));
    }
    if let Some(reference) = schema.get("$ref") {
        return last_segment(reference);
    }
    let alternatives = schema.get("oneOf").or_else(|| schema.get("anyOf")).and_then(Value::as_array);
    let names: BTreeSet<String> = alternatives
        .expect("schemas of bodies and replies are named or unions")
        .iter()
        .filter_map(|schema| schema.get("$ref").map(last_segment))
        .collect();
    names.into_iter().collect::<Vec<_>>().join(" | ")
}

/// The facts of the contract.
fn stated(contract: &Value) -> Facts {
    let mut facts = Facts::new();
    for (path, methods) in contract["paths"].as_object().expect("the contract has paths") {
        for (method, operation) in methods.as_object().expect("paths have methods") {
            let name = operation["x-sdk-method"].as_str().expect("operations are named");
            let mut say = |what: &str, value: String| facts.insert(format!("{name} {what}"), value);
            say("is", format!("{} {path}", method.to_uppercase()));
            for param in operation["parameters"].as_array().into_iter().flatten() {
                let at = format!("{} {}", param["in"].as_str().unwrap(), param["name"].as_str().unwrap());
                say(&format!("{at} required"), param["required"].as_bool().unwrap_or(false).to_string());
                stated_values(&param["schema"], &at, &mut say);
            }
            if let Some(body) = operation.get("requestBody") {
                say("body", schema_names(&body["content"]["application/json"]["schema"]));
                say("body required", body["required"].as_bool().unwrap_or(false).to_string());
            }
            let successes =
                operation["responses"].as_object().unwrap().iter().filter(|(code, _)| code.starts_with('2'));
            let replies: Vec<String> = successes
                .map(|(_, reply)| match reply.get("content").and_then(Value::as_object) {
                    None => "nothing".to_owned(),
                    Some(content) if content.contains_key("application/octet-stream") => "bytes".to_owned(),
                    Some(content) => schema_names(&content["application/json"]["schema"]),
                })
                .collect();
            say("reply", replies.join(" or "));
            let codes = operation["responses"].as_object().unwrap().keys();
            say("status", codes.filter(|code| code.starts_with('2')).min().unwrap().clone());
            let revisions = operation["responses"]["200"]["headers"].get("ETag").is_some();
            if revisions {
                say("reply revision", "true".into());
            }
        }
    }
    facts
}

/// The facts of a parameter's schema.
fn stated_values(schema: &Value, at: &str, say: &mut impl FnMut(&str, String) -> Option<String>) {
    if let Some(default) = schema.get("default") {
        say(&format!("{at} default"), default.to_string());
    }
    let alternatives = schema.get("anyOf").and_then(Value::as_array);
    let schema = match alternatives {
        Some(schemas) => schemas.iter().find(|schema| schema["type"] != "null").expect("null is not alone"),
        None => schema,
    };
    let (schema, list) = match schema.get("items") {
        Some(items) => (items, "list of "),
        None => (schema, ""),
    };
    let kind = match schema.get("$ref") {
        Some(reference) => last_segment(reference),
        None => match schema.get("format") {
            Some(format) => format.as_str().unwrap().to_owned(),
            None => schema["type"].as_str().unwrap().to_owned(),
        },
    };
    say(&format!("{at} type"), format!("{list}{kind}"));
    for limit in ["minimum", "maximum", "minLength", "maxLength"] {
        if let Some(value) = schema.get(limit) {
            say(&format!("{at} {limit}"), value.to_string());
        }
    }
    let choices = schema.get("enum").and_then(Value::as_array).cloned();
    let choices =
        choices.or_else(|| schema.get("const").map(|value| vec![value.clone()])).unwrap_or_default();
    let choices: BTreeSet<&str> = choices.iter().filter_map(Value::as_str).collect();
    if !choices.is_empty() {
        say(&format!("{at} choices"), choices.into_iter().collect::<Vec<_>>().join(", "));
    }
}

/// The facts of our declarations.
fn declared() -> Facts {
    let mut facts = Facts::new();
    for operation in OPERATIONS {
        let name = operation.name;
        let mut say = |what: &str, value: String| facts.insert(format!("{name} {what}"), value);
        say("is", format!("{} {}", operation.http_method, operation.path));
        for param in operation.params {
            let place = match param.place {
                Place::Path(_) => "path",
                Place::Query => "query",
                Place::Header => "header",
            };
            declared_values(param, &format!("{place} {}", param.wire_name), &mut say);
        }
        if let Some(body) = operation.body {
            let union = UNIONS.iter().find(|(name, _)| *name == body.schema);
            say("body", union.map_or_else(|| body.schema.to_owned(), |(_, members)| members.join(" | ")));
            say("body required", body.required.to_string());
        }
        say("reply", declared_reply(operation));
        say("status", operation.status.to_string());
        if operation.name == "agents.get_agent" && matches!(operation.reply, ReplyKind::RevisionedJson(_)) {
            say("reply revision", "true".into());
        }
    }
    facts
}

fn declared_values(param: &Param, at: &str, say: &mut impl FnMut(&str, String) -> Option<String>) {
    say(&format!("{at} required"), param.required.to_string());
    let kind = param.schema.unwrap_or(match param.kind {
        Kind::Text | Kind::Revision => "string",
        Kind::Uuid => "uuid",
        Kind::Integer => "integer",
        Kind::Boolean => "boolean",
        Kind::DateTime => "date-time",
    });
    say(&format!("{at} type"), format!("{}{kind}", if param.list { "list of " } else { "" }));
    let lengths = [("minLength", param.min_length), ("maxLength", param.max_length)];
    let limits = [("minimum", param.minimum), ("maximum", param.maximum)];
    for (limit, value) in limits {
        value.and_then(|value| say(&format!("{at} {limit}"), value.to_string()));
    }
    for (limit, value) in lengths {
        value.and_then(|value| say(&format!("{at} {limit}"), value.to_string()));
    }
    if let Some(default) = param.default {
        say(&format!("{at} default"), default.to_owned());
    }
    let choices: BTreeSet<&str> = param.choices.iter().copied().collect();
    if !choices.is_empty() {
        say(&format!("{at} choices"), choices.into_iter().collect::<Vec<_>>().join(", "));
    }
}

fn declared_reply(operation: &Operation) -> String {
    match operation.reply {
        ReplyKind::Nothing => "nothing".to_owned(),
        ReplyKind::Json(schema) | ReplyKind::RevisionedJson(schema) => schema.to_owned(),
        ReplyKind::OptionalJson(schema) => format!("{schema} or nothing"),
        ReplyKind::JsonList(schema) => format!("list of {schema}"),
        ReplyKind::Download => "bytes".to_owned(),
    }
}

#[test]
fn the_operations_are_those_of_the_contract() {
    let Some(contract) = contract() else { return };
    let (contract, ours) = (stated(&contract), declared());
    let keys: BTreeSet<&String> = contract.keys().chain(ours.keys()).collect();
    let mut faults = Vec::new();
    let mut explained = BTreeSet::new();
    for key in keys {
        let (theirs, own) = (contract.get(key), ours.get(key));
        if theirs == own {
            continue;
        }
        let difference = format!("{key}: the contract has {theirs:?}, we have {own:?}");
        match EXPLAINED.iter().find(|(known, _)| known == key) {
            Some((known, reason)) => {
                explained.insert(*known);
                println!("{difference} ({reason})");
            }
            None => faults.push(difference),
        }
    }
    let unneeded: Vec<&str> =
        EXPLAINED.iter().map(|(known, _)| *known).filter(|known| !explained.contains(known)).collect();
    println!("{} facts compared, {} differences explained", contract.len(), explained.len());
    assert!(faults.is_empty(), "unexplained differences:\n{}", faults.join("\n"));
    assert!(unneeded.is_empty(), "explanations of nothing: {unneeded:?}");
}

#[test]
fn path_parameters_and_paths_agree() {
    for operation in OPERATIONS {
        let in_path: Vec<&str> = operation.path.split(['{', '}']).skip(1).step_by(2).collect();
        let params: Vec<&Param> =
            operation.params.iter().filter(|param| matches!(param.place, Place::Path(_))).collect();
        let in_order: Vec<&str> = params.iter().map(|param| param.wire_name).collect();
        assert_eq!(in_path, in_order, "{}", operation.name);
        assert!(params.iter().all(|param| param.required), "{}", operation.name);
        // Only the names of catalog entries, and the rest of a path at its end, may hold slashes.
        for param in params {
            let slashes = !matches!(param.place, Place::Path(PathForm::Segment));
            let catalog =
                ["agents", "environments", "skills"].contains(&operation.resource) && param.name != "number";
            assert_eq!(slashes, catalog || param.name == "key", "{} {}", operation.name, param.name);
        }
    }
}
