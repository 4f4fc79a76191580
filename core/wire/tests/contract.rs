//! Compares the schemas of the wire types with the stored contract, property by property.
//!
//! The contract is `shared/contract/openapi.json` beside the repository, or the file named by `STEERSMAN_CONTRACT`. Each
//! difference is printed; one that is not explained below fails the test, and so does an explanation nothing needs any more.
#![cfg(feature = "schema")]

#[path = "support/compare.rs"]
mod compare;

use std::path::PathBuf;

use compare::{differences, properties};
use serde_json::{Map, Value, json};

/// Differences that are meant, each with its reason.
const EXPLAINED: &[(&str, &str)] = &[
    ("AgentWithRevision.revision presence", LISTING),
    ("Page_Agent_.items type", LISTING),
    ("CreateSchedule.timing discriminator", OPEN_UNION),
    ("ScheduleRecord.timing discriminator", OPEN_UNION),
    ("UpdateSchedule.timing discriminator", OPEN_UNION),
    ("VaultConfigRead.provider_config discriminator", OPEN_UNION),
    ("VaultCreateRequest.provider_config discriminator", OPEN_UNION),
    ("VaultUpdateRequest.provider_config discriminator", OPEN_UNION),
    ("BrowserNetwork.proxy_url format", SECRET),
    ("InitiateUploadResponse.upload_fields inner format", SECRET),
    ("InitiateUploadResponse.upload_url format", SECRET),
    ("WebhookWithSecret.secret format", SECRET),
    ("ToolDefinition.name pattern", "the contract says it in words"),
    ("WebhookDelivery.data type", "an object of any shape; `session()` types it as session data"),
];
const LISTING: &str =
    "listings hold agents with and without a revision; one type with an optional one stands for both";
const OPEN_UNION: &str =
    "a union of one: told apart by its constant, so that members to come are kept as JSON";
const SECRET: &str = "what is not to be shown is marked as a password wherever it is";

fn contract() -> Option<Map<String, Value>> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/contract/openapi.json");
    let path = std::env::var_os("STEERSMAN_CONTRACT").map_or(beside, PathBuf::from);
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: there is no contract at {} (set STEERSMAN_CONTRACT)", path.display());
        return None;
    };
    let document: Value = serde_json::from_str(&text).expect("the contract is JSON");
    Some(document["components"]["schemas"].as_object().expect("the contract has schemas").clone())
}

#[test]
fn every_schema_says_what_the_contract_says() {
    let Some(contract) = contract() else { return };
    let count = contract.len();
    let found = differences(contract, steersman_wire::schemas());
    let mut unexplained = Vec::new();
    for (at, difference) in &found {
        match EXPLAINED.iter().find(|(explained, _)| explained == at) {
            Some((_, reason)) => println!("explained: {at}: {difference} ({reason})"),
            None => unexplained.push(format!("{at}: {difference}")),
        }
    }
    let stale: Vec<&str> = EXPLAINED
        .iter()
        .map(|(at, _)| *at)
        .filter(|at| !found.iter().any(|(found, _)| found == at))
        .collect();
    println!("{count} schemas compared, {} differences, {} unexplained", found.len(), unexplained.len());
    assert!(unexplained.is_empty(), "differences nobody explained:\n{}", unexplained.join("\n"));
    assert!(stale.is_empty(), "explanations of differences that are gone: {stale:?}");
}

/// Applies a change to the contract and tells where differences to the unchanged one are seen.
fn seen(change: impl Fn(&mut Value)) -> Vec<String> {
    let ours = Value::Object(steersman_wire::schemas());
    let mut changed = ours.clone();
    change(&mut changed);
    let object = |value: Value| value.as_object().expect("schemas are an object").clone();
    differences(object(changed), object(ours)).into_iter().map(|(at, _)| at).collect()
}

#[test]
fn the_comparison_sees_every_sort_of_change() {
    assert_eq!(seen(|_| ()), Vec::<String>::new());
    let set = |path: &'static str, value: Value| {
        seen(move |schemas| *schemas.pointer_mut(path).unwrap_or_else(|| panic!("no {path}")) = value.clone())
    };
    let add = |path: &'static str, key: &'static str, value: Value| {
        seen(move |schemas| {
            schemas.pointer_mut(path).unwrap_or_else(|| panic!("no {path}"))[key] = value.clone();
        })
    };
    let kind = "/Browser/properties";
    assert_eq!(add(kind, "new", json!({"type": "string"})), ["Browser.new"]);
    assert_eq!(add("", "NewSchema", json!({"type": "object"})), ["NewSchema"]);
    assert_eq!(set("/Browser/properties/headless/type", json!("string")), ["Browser.headless type"]);
    assert_eq!(set("/Browser/properties/headless/default", json!(true)), ["Browser.headless default"]);
    assert_eq!(set("/Browser/properties/kind/const", json!("net")), ["Browser.kind const"]);
    assert_eq!(set("/Browser/required", json!([])), ["Browser.id presence"]);
    assert_eq!(set("/Skill/properties/name/minLength", json!(2)), ["Skill.name minLength"]);
    assert_eq!(
        set("/Session/properties/started_at/anyOf", json!([{"type": "null"}])),
        ["Session.started_at type", "Session.started_at format",]
    );
    assert_eq!(
        set("/Environment/discriminator/propertyName", json!("type")),
        [
            "Agent.environments inner discriminator",
            "AgentWithRevision.environments inner discriminator",
            "Environment discriminator",
            "EnvironmentPage.items inner discriminator",
            "PatchAgent.environments inner discriminator"
        ]
    );
    assert!(
        set("/TrajectoryStatus/enum/3", json!("halted")).contains(&"SessionStatus.status enum".to_owned())
    );
    assert_eq!(
        set("/ModelUsage/properties/input_tokens/type", json!("number")),
        ["ModelUsage.input_tokens type"]
    );
    assert_eq!(add("/ToolRequest", "additionalProperties", json!(false)), ["ToolRequest closed"]);
    assert_eq!(set("/ToolResultBatch/additionalProperties", json!(true)), ["ToolResultBatch closed"]);
    assert_eq!(set("/SessionSummary/properties/id/format", json!("uri")), ["SessionSummary.id format"]);
    assert_eq!(set("/ToolDefinition/properties/name/pattern", json!("^x$")), ["ToolDefinition.name pattern"]);
    let token = "/VaultTokenRotateRequest/properties/token";
    assert_eq!(add(token, "writeOnly", json!(false)), ["VaultTokenRotateRequest.token writeOnly"]);
}

#[test]
fn every_type_property_and_value_is_described() {
    let described = |schema: &Value| schema["description"].as_str().is_some_and(|text| text.len() > 3);
    for (name, schema) in steersman_wire::schemas() {
        assert!(described(&schema), "{name}: {schema}");
        for (property, schema) in properties(&schema) {
            assert!(described(&schema), "{name}.{property}: {schema}");
        }
        if let Some(values) = schema["enum"].as_array() {
            assert_eq!(schema["x-open-enum"], true, "{name}");
            assert_eq!(schema["x-enum-descriptions"].as_array().map(Vec::len), Some(values.len()), "{name}");
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    fn check(value: &Value, schemas: &Map<String, Value>) {
        match value {
            Value::Object(object) => {
                if let Some(reference) = object.get("$ref").and_then(Value::as_str) {
                    let name =
                        reference.strip_prefix("#/components/schemas/").expect("references are absolute");
                    assert!(schemas.contains_key(name), "{reference}");
                }
                object.values().for_each(|value| check(value, schemas));
            }
            Value::Array(values) => values.iter().for_each(|value| check(value, schemas)),
            _ => (),
        }
    }
    let schemas = steersman_wire::schemas();
    schemas.values().for_each(|schema| check(schema, &schemas));
}
