//! Compares the schemas of the wire types with the stored contract, property by property.
//!
//! The contract is `shared/contract/openapi.json` beside the repository, or the file named by `STEERSMAN_CONTRACT`. Each
//! difference is printed; one that is not explained below fails the test, and so does an explanation nothing needs any more.
#![cfg(feature = "schema")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

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
    ("Session closed", TOLERANT),
    ("SessionSummary closed", TOLERANT),
    ("ShareLink closed", TOLERANT),
    ("WebhookDelivery.data type", "an object of any shape; `session()` types it as session data"),
];
const LISTING: &str =
    "listings hold agents with and without a revision; one type with an optional one stands for both";
const OPEN_UNION: &str =
    "a union of one: told apart by its constant, so that members to come are kept as JSON";
const TOLERANT: &str = "fields the service adds to its responses are kept";

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

/// What a schema says, in a form that does not depend on how it says it.
#[derive(Debug, Default, PartialEq)]
struct Shape {
    /// The alternatives: `null`, `string`, `integer`, `map`, `list<..>`, the name of an object, or `any`.
    types: BTreeSet<String>,
    facts: BTreeMap<String, String>,
}

struct Schemas(Map<String, Value>);

impl Schemas {
    fn resolve<'a>(&'a self, reference: &Value) -> Option<(&'a str, &'a Value)> {
        let name = reference.as_str()?.rsplit('/').next()?;
        self.0.get_key_value(name).map(|(name, schema)| (name.as_str(), schema))
    }

    fn shape(&self, schema: &Value) -> Shape {
        let mut shape = Shape::default();
        self.add(schema, &mut shape);
        for key in ["default", "const"] {
            if let Some(value) = schema.get(key) {
                shape.facts.insert(key.to_owned(), value.to_string());
            }
        }
        shape
    }

    /// Adds the alternatives of one schema. Named enums and unions are the same as ones written in place.
    fn add(&self, schema: &Value, shape: &mut Shape) {
        if let Some((name, target)) = schema.get("$ref").and_then(|reference| self.resolve(reference)) {
            if target.get("properties").is_some() || target.get("allOf").is_some() {
                shape.types.insert(name.to_owned());
            } else {
                self.add(target, shape);
            }
            return;
        }
        if let Some(discriminator) = schema.get("discriminator") {
            let values = discriminator["mapping"].as_object().into_iter().flat_map(Map::keys);
            let values: BTreeSet<&str> = values.map(String::as_str).collect();
            shape
                .facts
                .insert("discriminator".to_owned(), format!("{} {values:?}", discriminator["propertyName"]));
        }
        for key in ["anyOf", "oneOf"] {
            if let Some(alternatives) = schema.get(key).and_then(Value::as_array) {
                for alternative in alternatives {
                    self.add(alternative, shape);
                }
                return;
            }
        }
        let types: Vec<&str> = match schema.get("type") {
            Some(Value::String(name)) => vec![name],
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
            _ => vec!["any"],
        };
        for name in types {
            let alternative = match name {
                "array" => format!("list<{}>", self.inner(schema.get("items"), shape)),
                "object" if schema.get("properties").is_some() => {
                    format!("object {:?}", properties(schema).keys())
                }
                "object" => format!("map<{}>", self.inner(schema.get("additionalProperties"), shape)),
                name => name.to_owned(),
            };
            shape.types.insert(alternative);
        }
        if let Some(values) = schema.get("enum").and_then(Value::as_array) {
            let names: BTreeSet<&str> = values.iter().filter_map(Value::as_str).collect();
            shape.facts.insert("enum".to_owned(), format!("{names:?}"));
            shape
                .facts
                .insert("open".to_owned(), schema.get("x-open-enum").unwrap_or(&Value::Null).to_string());
        }
        for key in ["minLength", "maxLength", "minItems", "exclusiveMinimum", "minimum", "format"] {
            // Unsigned integers bring their own lower bound, and ids are opaque texts here.
            let told = schema.get(key).filter(|value| {
                !(key == "minimum" && **value == 0 || key == "format" && *value != "date-time")
            });
            if let Some(value) = told {
                shape.facts.insert(key.to_owned(), value.to_string());
            }
        }
    }

    fn inner(&self, schema: Option<&Value>, outer: &mut Shape) -> String {
        match schema {
            None | Some(Value::Bool(_)) => "any".to_owned(),
            Some(schema) => {
                let inner = self.shape(schema);
                outer
                    .facts
                    .extend(inner.facts.into_iter().map(|(key, value)| (format!("inner {key}"), value)));
                inner.types.into_iter().collect::<Vec<_>>().join("|")
            }
        }
    }

    /// An object with `allOf` taken apart.
    fn object(&self, schema: &Value) -> (Map<String, Value>, BTreeSet<String>) {
        let mut all = properties(schema);
        let mut needed = required(schema);
        for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            let part = part
                .get("$ref")
                .and_then(|reference| self.resolve(reference))
                .map_or(part, |(_, target)| target);
            let (more, also) = self.object(part);
            all.extend(more);
            needed.extend(also);
        }
        (all, needed)
    }
}

fn properties(schema: &Value) -> Map<String, Value> {
    schema.get("properties").and_then(Value::as_object).cloned().unwrap_or_default()
}

fn required(schema: &Value) -> BTreeSet<String> {
    let names = schema.get("required").and_then(Value::as_array).into_iter().flatten();
    names.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Every difference, as `Schema.property what: contract … ours …`.
fn differences(contract: Map<String, Value>, ours: Map<String, Value>) -> Vec<(String, String)> {
    let (contract, ours) = (Schemas(contract), Schemas(ours));
    let mut found = Vec::new();
    for (name, theirs) in &contract.0 {
        let Some(mine) = ours.0.get(name) else {
            found.push((name.clone(), "we have no such schema".to_owned()));
            continue;
        };
        let closed = |schema: &Value| schema.get("additionalProperties") == Some(&Value::Bool(false));
        if closed(theirs) && !closed(mine) {
            found.push((format!("{name} closed"), "the contract forbids other fields".to_owned()));
        }
        let (their_properties, their_required) = contract.object(theirs);
        let (my_properties, my_required) = ours.object(mine);
        if their_properties.is_empty() && my_properties.is_empty() {
            compare(name, &contract.shape(theirs), &ours.shape(mine), &mut found);
        }
        let all: BTreeSet<&String> = their_properties.keys().chain(my_properties.keys()).collect();
        for property in all {
            let at = format!("{name}.{property}");
            match (their_properties.get(property), my_properties.get(property)) {
                (Some(theirs), Some(mine)) => {
                    compare(&at, &contract.shape(theirs), &ours.shape(mine), &mut found);
                    if their_required.contains(property) != my_required.contains(property) {
                        let says = |required| if required { "required" } else { "optional" };
                        let (theirs, mine) =
                            (their_required.contains(property), my_required.contains(property));
                        found.push((
                            format!("{at} presence"),
                            format!("contract {}, ours {}", says(theirs), says(mine)),
                        ));
                    }
                }
                (Some(_), None) => found.push((at, "we have no such property".to_owned())),
                (None, _) => found.push((at, "the contract has no such property".to_owned())),
            }
        }
    }
    found
}

fn compare(at: &str, theirs: &Shape, mine: &Shape, found: &mut Vec<(String, String)>) {
    if theirs.types != mine.types {
        found.push((format!("{at} type"), format!("contract {:?}, ours {:?}", theirs.types, mine.types)));
    }
    let keys: BTreeSet<&String> = theirs.facts.keys().chain(mine.facts.keys()).collect();
    for key in keys {
        let (theirs, mine) = (theirs.facts.get(key), mine.facts.get(key));
        if theirs != mine {
            let say = |fact: Option<&String>| fact.map_or("nothing".to_owned(), String::clone);
            found.push((format!("{at} {key}"), format!("contract {}, ours {}", say(theirs), say(mine))));
        }
    }
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
