//! All operations of the contract are served, and what is served is what the contract says.
#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, reason = "a test")]

#[path = "../../core/wire/tests/support/compare.rs"]
mod compare;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use reqwest::Method;
use serde_json::{Value, json};
use steersman_runtime::Runtime;
use support::Bench;

fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let mut found = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            found.push((method.clone(), path.clone(), operation.clone()));
        }
    }
    found
}

async fn document(bench: &Bench) -> Value {
    bench
        .http
        .get(format!("{}/openapi.json", bench.runtime.base_url()))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap()
}

/// A path of the document with something in each of its places.
fn concrete(path: &str) -> String {
    let mut concrete = path.trim_start_matches("/api/v2").to_owned();
    for (name, value) in [
        ("{agent_name}", "some/agent"),
        ("{name}", "some-name"),
        ("{number}", "1"),
        ("{event_index}", "0"),
        ("{bucket}", "files"),
        ("{key}", "a/b.txt"),
    ] {
        concrete = concrete.replace(name, value);
    }
    while let (Some(start), Some(end)) = (concrete.find('{'), concrete.find('}')) {
        concrete.replace_range(start..=end, "00000000-0000-4000-8000-000000000000");
    }
    concrete
}

#[tokio::test]
async fn every_operation_of_the_document_is_routed() {
    let bench = Bench::start(Runtime::builder()).await;
    let document = document(&bench).await;
    let operations = operations(&document);
    assert_eq!(operations.len(), 74);
    for (method, path, operation) in operations {
        let mut request =
            bench.request(Method::from_bytes(method.to_uppercase().as_bytes()).unwrap(), &concrete(&path));
        if operation.get("requestBody").is_some() {
            request = request.json(&json!({}));
        }
        let (code, body) = bench.send(request).await;
        assert!(code != 405 && !code.is_server_error(), "{method} {path}: {code} {body}");
        assert!(code != 404 || body["detail"][0]["type"] == "not_found", "{method} {path} is not routed");
        let declared = operation["responses"].get(code.as_str()).is_some();
        assert!(declared, "{method} {path} answers {code}, which the document does not say: {body}");
    }
}

/// Where what is checked and told here differs from the types that travel, and why. Each must be met at least once.
const BESIDE_THE_TYPES: [(&str, &str); 8] = [
    (" open", "a client takes values it does not know; this service knows all that it takes and sends"),
    (" closed", "unknown fields of a request are let pass, as the service does; the types do not send any"),
    (".kind presence", DIFFERENCES[5].1),
    (".type presence", DIFFERENCES[5].1),
    (" discriminator", "a union of one: told apart by its constant"),
    (
        "AgentWithRevision.revision presence",
        "one type stands for listings with and without revisions; here it is always there",
    ),
    ("Page_Agent_.items type", "listings hold agents with and without a revision"),
    ("WebhookDelivery.data type", "an object of any shape, of which one is spelt out here"),
];

#[tokio::test]
async fn the_schemas_of_the_document_are_those_of_the_wire_types() {
    let bench = Bench::start(Runtime::builder()).await;
    let ours = document(&bench).await["components"]["schemas"].as_object().unwrap().clone();
    let types = steersman_wire::schemas();
    // Sets of names, and unions, may be written where they are used.
    let in_place: Vec<String> = types
        .iter()
        .filter(|(name, schema)| !ours.contains_key(*name) && schema.get("properties").is_none())
        .map(|(name, _)| name.clone())
        .collect();
    let strange: Vec<&String> = ours.keys().filter(|name| !types.contains_key(*name)).collect();
    assert_eq!(strange, Vec::<&String>::new(), "schemas of no type");
    let mut met: BTreeSet<&str> = BTreeSet::new();
    let found = compare::differences(types, ours);
    let without_reason: Vec<_> = found
        .iter()
        .filter(|(at, _)| !in_place.contains(at))
        .filter(|(at, _)| {
            let reason = BESIDE_THE_TYPES.iter().find(|(end, _)| at.ends_with(end));
            met.extend(reason.map(|(end, _)| end));
            reason.is_none()
        })
        .collect();
    assert!(without_reason.is_empty(), "{without_reason:#?}");
    for (end, _) in BESIDE_THE_TYPES {
        assert!(met.contains(end), "no difference ends with '{end}' any more");
    }
}

#[tokio::test]
async fn no_method_is_answered_that_the_document_does_not_name() {
    let bench = Bench::start(Runtime::builder()).await;
    let document = document(&bench).await;
    let mut named: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (method, path, _) in operations(&document) {
        named.entry(concrete(&path)).or_default().insert(method.to_uppercase());
    }
    for (path, methods) in named {
        for method in
            ["GET", "POST", "PUT", "PATCH", "DELETE"].into_iter().filter(|name| !methods.contains(*name))
        {
            let request = bench.request(Method::from_bytes(method.as_bytes()).unwrap(), &path);
            let (code, body) = bench.send(request).await;
            // What follows the name of an agent may be a part of its name, which is looked at then.
            let is_name = path.starts_with("/agents/some/agent/") && [404, 422].contains(&code.as_u16());
            assert!(code == 405 || is_name, "{method} {path}: {code} {body}");
        }
    }
}

#[tokio::test]
async fn nothing_lets_pages_of_other_origins_in() {
    let bench = Bench::start(Runtime::builder()).await;
    let origin = |request: reqwest::RequestBuilder| request.header("Origin", "https://evil.example");
    let preflight = bench
        .http
        .request(Method::OPTIONS, bench.url("/sessions"))
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "authorization,content-type");
    let body = json!({ "agent": "h/conversation", "messages": "x" });
    let unknown = bench.http.get(format!("{}/nowhere", bench.runtime.base_url()));
    for request in [
        preflight,
        bench.request(Method::GET, "/sessions"),
        bench.request(Method::POST, "/sessions").json(&body),
        bench.http.get(bench.url("/sessions")),
        bench.http.get(format!("{}/openapi.json", bench.runtime.base_url())),
        unknown,
    ] {
        let reply = origin(request).send().await.unwrap();
        let allowed: Vec<_> =
            reply.headers().keys().filter(|name| name.as_str().starts_with("access-control-")).collect();
        assert!(allowed.is_empty(), "{}: {allowed:?}", reply.url());
    }
}

/// Where the document differs from the contract: what the place looks like, and why it is so. Each must be met at least once.
const DIFFERENCES: [(&str, &str); 7] = [
    (
        "responses/default: only in the contract",
        "the codes an operation answers with are spelt out, one by one",
    ),
    ("responses/4??: only here*", "a code that the contract leaves to `default`"),
    ("responses/401/content*", "the gateway's body is one of those that ErrorEnvelope describes"),
    (
        "*/resources/*responses/200: only in the contract",
        "a resource is always a redirect here, never the bytes themselves",
    ),
    ("*/resources/*responses/307: only in the contract", "the redirect is always a 302"),
    (
        "schema */required: *\"kind\"*",
        "the constant that tells the variants of a union apart must be sent: the service reads it before it fills in defaults",
    ),
    ("schema ToolDefinition/properties/name/pattern: only here*", "the contract says it in words"),
];

/// As above, for unions that are told apart by `type`.
const BY_TYPE: (&str, &str) = ("schema */required: *\"type\"*", DIFFERENCES[5].1);

#[tokio::test]
async fn the_document_equals_the_contract_but_for_differences_that_have_a_reason() {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/contract/openapi.json");
    let path = std::env::var_os("STEERSMAN_CONTRACT").map_or(beside, PathBuf::from);
    let Ok(contract) = std::fs::read_to_string(&path) else {
        println!("skipped: there is no contract at {} (set STEERSMAN_CONTRACT)", path.display());
        return;
    };
    let contract: Value = serde_json::from_str(&contract).unwrap();
    let bench = Bench::start(Runtime::builder()).await;
    let document = document(&bench).await;
    let (ours, theirs) = (facts(&document), facts(&contract));
    assert!(ours.len() > 150, "74 operations and the schemas");
    let mut found = Vec::new();
    differences(&Value::Object(ours), &Value::Object(theirs), "", &mut found);
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    let without_reason: Vec<&String> = found
        .iter()
        .filter(|place| {
            match DIFFERENCES.iter().chain([&BY_TYPE]).find(|(pattern, _)| matches(pattern, place)) {
                Some((pattern, _)) => {
                    *met.entry(pattern).or_default() += 1;
                    false
                }
                None => true,
            }
        })
        .collect();
    assert!(without_reason.is_empty(), "{without_reason:#?}");
    for (pattern, why) in DIFFERENCES.iter().chain([&BY_TYPE]) {
        let count = met.get(pattern).unwrap_or_else(|| panic!("no difference looks like {pattern} any more"));
        println!("{count:4} × {pattern}: {why}");
    }
}

/// What a document states, by operation and by schema, without texts for people.
fn facts(document: &Value) -> serde_json::Map<String, Value> {
    let mut facts = serde_json::Map::new();
    for (method, path, operation) in operations(document) {
        let parameters: serde_json::Map<String, Value> = operation["parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|parameter| {
                let name = format!("{} {}", parameter["in"], parameter["name"]);
                (name, json!({ "required": parameter["required"], "schema": parameter["schema"] }))
            })
            .collect();
        let mut responses = operation["responses"].clone();
        for response in responses.as_object_mut().unwrap().values_mut() {
            if let Some(name) = response["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
                *response = document["components"]["responses"][name].clone();
            }
        }
        let operation =
            json!({ "parameters": parameters, "body": operation["requestBody"], "responses": responses });
        facts.insert(format!("{method} {path}"), without_texts(&operation, false));
    }
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        facts.insert(format!("schema {name}"), without_texts(schema, false));
    }
    facts
}

/// `names`: the keys are names of members, not keywords.
fn without_texts(value: &Value, names: bool) -> Value {
    let texts = ["description", "title", "examples", "example", "summary", "deprecated"];
    match value {
        Value::Object(members) => members
            .iter()
            .filter(|(name, value)| {
                names || !(texts.contains(&name.as_str()) || name.starts_with("x-") || value.is_null())
            })
            .map(|(name, value)| (name.clone(), without_texts(value, name == "properties" && !names)))
            .collect::<serde_json::Map<String, Value>>()
            .into(),
        Value::Array(items) => items.iter().map(|item| without_texts(item, false)).collect(),
        other => other.clone(),
    }
}

fn differences(ours: &Value, theirs: &Value, place: &str, found: &mut Vec<String>) {
    if let (Value::Object(ours), Value::Object(theirs)) = (ours, theirs) {
        for (name, value) in ours {
            let place = if place.is_empty() { name.clone() } else { format!("{place}/{name}") };
            match theirs.get(name) {
                Some(other) => differences(value, other, &place, found),
                None => found.push(format!("{place}: only here, {value}")),
            }
        }
        for name in theirs.keys().filter(|name| !ours.contains_key(*name)) {
            found.push(format!("{place}/{name}: only in the contract"));
        }
    } else if sorted(ours) != sorted(theirs) {
        found.push(format!("{place}: {ours}, in the contract {theirs}"));
    }
}

/// The order of a list says nothing in these documents.
fn sorted(value: &Value) -> Value {
    let Value::Array(items) = value else { return value.clone() };
    let mut texts: Vec<String> = items.iter().map(Value::to_string).collect();
    texts.sort();
    texts.into()
}

/// `*` stands for any text, `?` for one letter. What has no `*` in front may stand behind anything.
fn matches(pattern: &str, text: &str) -> bool {
    fn fits(pattern: &[u8], text: &[u8]) -> bool {
        match (pattern.first(), text.first()) {
            (None, None) => true,
            (Some(b'*'), _) => fits(&pattern[1..], text) || (!text.is_empty() && fits(pattern, &text[1..])),
            (Some(b'?'), Some(_)) => fits(&pattern[1..], &text[1..]),
            (Some(one), Some(other)) if one == other => fits(&pattern[1..], &text[1..]),
            _ => false,
        }
    }
    fits(format!("*{pattern}").as_bytes(), text.as_bytes())
}
