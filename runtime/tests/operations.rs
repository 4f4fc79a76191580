//! All operations of the contract are served, and what is served is what the contract says.
#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, reason = "a test")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use reqwest::Method;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use steersman_runtime::Runtime;
use steersman_wire::{
    CreateSchedule, CreateWebhook, FieldError, ListFilesRequest, SessionRequest, Skill, UserMessageBatch,
};
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

#[tokio::test]
async fn the_document_says_what_every_operation_parameter_type_and_member_is() {
    let bench = Bench::start(Runtime::builder()).await;
    let document = document(&bench).await;
    let told = |value: &Value, name: &str| value[name].as_str().is_some_and(|text| text.len() > 3);
    for (method, path, operation) in operations(&document) {
        assert!(told(&operation, "summary"), "{method} {path}");
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        for parameter in parameters.filter(|parameter| parameter["required"] == false) {
            assert!(told(parameter, "description"), "{method} {path}: {parameter}");
        }
    }
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        assert!(told(schema, "description"), "{name}");
        for (member, schema) in schema["properties"].as_object().into_iter().flatten() {
            assert!(told(schema, "description"), "{name}.{member}");
        }
    }
    let text = document.to_string();
    for rust in ["x-open-enum", "[`", "uint64", "::"] {
        assert!(!text.contains(rust), "{rust} is nothing that a reader of the document knows");
    }
}

/// Whether a client would send this body.
fn passes<T: DeserializeOwned>(body: &Value, validate: fn(&T) -> Result<(), FieldError>) -> bool {
    serde_json::from_value(body.clone()).is_ok_and(|typed| validate(&typed).is_ok())
}

#[tokio::test]
async fn a_client_and_the_server_hold_the_same_limits() {
    let bench = Bench::start(Runtime::builder()).await;
    let session =
        bench.create(json!({ "agent": "h/conversation", "messages": "x", "idle_timeout_s": 1000 })).await;
    let mut cases: Vec<(String, Value, bool)> = Vec::new();
    let mut number = 0;
    let mut unique = || {
        number += 1;
        format!("n{number}")
    };
    let long = |length: usize| "x".repeat(length);
    for name in
        ["a", "A_1", "_x", "1a", "a-b", "", "é", "a b", "a\n", "a\0", &long(64), &long(65)].map(str::to_owned)
    {
        let tool = json!({ "name": name, "description": "d", "input_schema": {} });
        let agent = json!({ "name": "x", "description": "d", "environments": [], "tools": [tool] });
        let body = json!({ "agent": agent, "messages": "x" });
        let sent = passes(&body, SessionRequest::validate);
        cases.push(("/sessions".into(), body, sent));
    }
    for (member, values) in [
        ("max_steps", json!([0, 1, null])),
        ("max_time_s", json!([0, 0.5, -1.5, null])),
        ("idle_timeout_s", json!([0, 1, null])),
        ("delete_after_min", json!([0, 1])),
        ("delete_screenshot_after_min", json!([0, 1])),
        ("agent", json!(["", "h/conversation"])),
        (
            "agent",
            json!([{ "name": "x", "description": "", "environments": [{ "kind": "web", "id": "w" }] }]),
        ),
        (
            "agent",
            json!([{ "name": "x", "description": "d", "environments": [{ "kind": "web", "id": "" }] }]),
        ),
    ] {
        for value in values.as_array().unwrap() {
            let mut body = json!({ "agent": "h/conversation", "messages": "x" });
            body[member] = value.clone();
            let sent = passes(&body, SessionRequest::validate);
            cases.push(("/sessions".into(), body, sent));
        }
    }
    for length in [0, 1, 1024, 1025] {
        let body = json!({ "name": unique(), "description": "d", "body": "b", "url_pattern": long(length) });
        let sent = passes(&body, Skill::validate);
        cases.push(("/skills".into(), body, sent));
    }
    let timing = json!({ "type": "cron", "expression": "0 0 1 1 *", "timezone": "UTC" });
    for (name, description) in [(0, 1), (1, 255), (255, 256), (256, 0), (255, 0)] {
        let body = json!({ "name": long(name), "description": long(description), "timing": timing, "session_request": { "agent": "a" } });
        let sent = passes(&body, CreateSchedule::validate);
        cases.push(("/schedules".into(), body, sent));
    }
    for (url, description) in [(2048, 255), (2049, 1), (100, 256)] {
        let url = format!("https://127.0.0.1:9/{}", long(url - 20));
        let body = json!({ "url": url, "description": long(description) });
        let sent = passes(&body, CreateWebhook::validate);
        cases.push(("/webhooks".into(), body, sent));
    }
    for count in [0, 1] {
        let body = json!({ "path": "files", "max_entries": count });
        let sent = passes(&body, ListFilesRequest::validate);
        cases.push((format!("/sessions/{session}/files/list_files"), body, sent));
        let messages: Vec<Value> = vec![json!({ "type": "user_message", "message": "x" }); count];
        let body = json!({ "type": "batch", "messages": messages });
        let sent = passes(&body, UserMessageBatch::validate);
        cases.push((format!("/sessions/{session}/messages"), body, sent));
    }
    assert!(cases.iter().filter(|(.., sent)| !sent).count() > 20, "limits are met from both sides");
    for (path, body, sent) in cases {
        let (code, reply) = bench.post(&path, body.clone()).await;
        assert!(code.is_success() || code == 422, "{path} {body}: {code} {reply}");
        assert_eq!(code.is_success(), sent, "{path} {body}: {reply}");
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
const DIFFERENCES: [(&str, &str); 17] = [
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
    ("/agents*responses/20?/headers: only here*", "every reply with an agent says which revision it is"),
    ("event_index\"/schema/minimum: only here, 0", "events are counted from 0"),
    ("number\"/schema/minimum: only here, 1", "revisions are counted from 1"),
    ("schema */required: *\"kind\"*", CONSTANT),
    ("schema */required: *\"type\"*", CONSTANT),
    ("/tool_results/body*/discriminator: only here*", "says what tells a result from an error"),
    ("schema */minimum: only here, 0", "what is counted is not negative"),
    ("Schedule/properties/repeats/minimum: only here, 1", "a schedule that never fires is none"),
    ("schema *format: only here, \"password\"", "what is not to be shown is marked wherever it is"),
    ("schema ToolDefinition/properties/name/pattern: only here*", "the contract says it in words"),
    ("schema AgentWithRevision/allOf*", LISTING),
    ("schema Page_Agent_/properties/items/items*", LISTING),
];
const CONSTANT: &str = "the constant that tells the variants of a union apart must be sent: the service reads it before it fills in defaults";
const LISTING: &str =
    "listings hold agents with and without a revision; one type with an optional one stands for both";

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
    assert!(ours.len() > 150, "74 operations and the schemas of objects");
    let mut found = Vec::new();
    differences(&Value::Object(ours), &Value::Object(theirs), "", &mut found);
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    let without_reason: Vec<&String> = found
        .iter()
        .filter(|place| match DIFFERENCES.iter().find(|(pattern, _)| matches(pattern, place)) {
            Some((pattern, _)) => {
                *met.entry(pattern).or_default() += 1;
                false
            }
            None => true,
        })
        .collect();
    assert!(without_reason.is_empty(), "{without_reason:#?}");
    for (pattern, why) in DIFFERENCES {
        let count = met.get(pattern).unwrap_or_else(|| panic!("no difference looks like {pattern} any more"));
        println!("{count:4} × {pattern}: {why}");
    }
}

/// What a document states, by operation and by schema, whatever words it uses.
fn facts(document: &Value) -> Map<String, Value> {
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let mut facts = Map::new();
    for (method, path, operation) in operations(document) {
        let parameters: Map<String, Value> = operation["parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|parameter| {
                let name = format!("{} {}", parameter["in"], parameter["name"]);
                let mut schema = plain(&parameter["schema"], schemas);
                // Not to send a parameter is not to send null.
                schema.as_object_mut().unwrap().remove("nullable");
                (name, json!({ "required": parameter["required"], "schema": schema }))
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
        facts.insert(format!("{method} {path}"), plain(&operation, schemas));
    }
    for (name, schema) in schemas.iter().filter(|(_, schema)| is_object(schema)) {
        facts.insert(format!("schema {name}"), plain(schema, schemas));
    }
    facts
}

/// Sets of names and unions are no objects: they are the same whether they have a name or are written in place.
fn is_object(schema: &Value) -> bool {
    schema.get("properties").is_some() || schema.get("allOf").is_some()
}

/// A schema, or something with schemas in it, without texts for people, and with what can be said in several ways said in one.
fn plain(value: &Value, schemas: &Map<String, Value>) -> Value {
    let members = match value {
        Value::Object(members) => members,
        Value::Array(items) => return items.iter().map(|item| plain(item, schemas)).collect(),
        other => return other.clone(),
    };
    let target = members.get("$ref").and_then(|name| schemas.get(name.as_str()?.rsplit('/').next()?));
    if let Some(target) = target.filter(|target| !is_object(target)) {
        let mut whole = target.as_object().unwrap().clone();
        whole.extend(members.clone().into_iter().filter(|(keyword, _)| keyword != "$ref"));
        return plain(&whole.into(), schemas);
    }
    let texts = ["description", "title", "examples", "example", "summary", "deprecated"];
    let mut said = Map::new();
    for (keyword, value) in members {
        let keyword = keyword.as_str();
        if texts.contains(&keyword) || keyword.starts_with("x-") || value.is_null() {
            continue;
        }
        match (keyword, value) {
            ("additionalProperties", Value::Bool(true)) => {}
            ("const", only) => _ = said.insert("enum".into(), json!([only])),
            ("type", Value::Array(names)) => {
                let types = names.iter().map(|name| json!({ "type": name }));
                said.insert("anyOf".into(), types.collect());
            }
            ("properties", Value::Object(members)) => {
                let members = members.iter().map(|(name, schema)| (name.clone(), plain(schema, schemas)));
                said.insert("properties".into(), members.collect::<Map<_, _>>().into());
            }
            _ => _ = said.insert(keyword.into(), plain(value, schemas)),
        }
    }
    // A union in a union is one union.
    let mut members = Vec::new();
    for member in said.remove("anyOf").map(|members| members.as_array().unwrap().clone()).unwrap_or_default()
    {
        match ["anyOf", "oneOf"].into_iter().find_map(|key| member[key].as_array()) {
            Some(inner) => {
                members.extend(inner.iter().cloned());
                let discriminator = member.get("discriminator").cloned();
                said.extend(discriminator.map(|value| ("discriminator".to_owned(), value)));
            }
            None => members.push(member),
        }
    }
    let null = json!({ "type": "null" });
    if members.contains(&null) {
        said.insert("nullable".into(), true.into());
        members.retain(|member| *member != null);
    }
    match members.as_slice() {
        [] => {}
        [Value::Object(only)] => said.extend(only.clone()),
        _ => _ = said.insert("anyOf".into(), members.into()),
    }
    said.into()
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
