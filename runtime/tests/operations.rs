//! All operations of the contract are served, and what is served is what the contract says.
#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, reason = "a test")]

mod support;

use std::collections::BTreeSet;
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

#[tokio::test]
async fn every_operation_of_the_document_is_routed() {
    let bench = Bench::start(Runtime::builder()).await;
    let document = document(&bench).await;
    let operations = operations(&document);
    assert_eq!(operations.len(), 74);
    for (method, path, operation) in operations {
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
        let mut request =
            bench.request(Method::from_bytes(method.to_uppercase().as_bytes()).unwrap(), &concrete);
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
async fn the_document_equals_the_contract_but_for_known_differences() {
    let places = ["../../shared", "../../../shared"].map(|place| format!("{place}/contract/openapi.json"));
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let Some(contract) = places.iter().find_map(|place| std::fs::read_to_string(here.join(place)).ok())
    else {
        println!("the contract is not beside this repository: nothing compared");
        return;
    };
    let contract: Value = serde_json::from_str(&contract).unwrap();
    let bench = Bench::start(Runtime::builder()).await;
    let document = document(&bench).await;
    let ours = operations(&document);
    for (method, path, theirs) in operations(&contract) {
        let place = format!("{method} {path}");
        let (_, _, operation) = ours.iter().find(|(m, p, _)| *m == method && *p == path).expect(&place);
        let names = |operation: &Value| -> BTreeSet<String> {
            let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
            parameters.iter().map(|parameter| format!("{}:{}", parameter["in"], parameter["name"])).collect()
        };
        assert_eq!(names(operation), names(&theirs), "{place}");
        for code in theirs["responses"].as_object().unwrap().keys() {
            // The default reply is spelt out by its codes; a resource is always a redirect with 302 here.
            let known = code == "default"
                || (path.contains("/resources/") && ["200", "307"].contains(&code.as_str()));
            assert!(known || operation["responses"].get(code).is_some(), "{place}: {code}");
        }
    }
    for (name, theirs) in contract["components"]["schemas"].as_object().unwrap() {
        let ours = &document["components"]["schemas"][name];
        let keys = |schema: &Value| -> BTreeSet<String> {
            schema["properties"]
                .as_object()
                .map(|members| members.keys().cloned().collect())
                .unwrap_or_default()
        };
        assert_eq!(keys(ours), keys(theirs), "{name}");
        for field in theirs["required"].as_array().into_iter().flatten() {
            // More is required here where a member tells the variants of a union apart.
            assert!(ours["required"].as_array().unwrap().contains(field), "{name}.{field}");
        }
    }
}
