//! What the tests share: a runtime, a client that speaks plain HTTP, and waiting without sleeping.
#![allow(
    dead_code,
    clippy::needless_pass_by_value,
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "every test file uses a part of it"
)]

use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use steersman_runtime::{Runtime, RuntimeBuilder};

/// A runtime and a client for it.
pub struct Bench {
    pub runtime: Runtime,
    pub http: reqwest::Client,
}

impl Bench {
    pub async fn start(builder: RuntimeBuilder) -> Self {
        // The client is built without a provider of its own; a second install is refused, and that is fine.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Self { runtime: builder.start().await.unwrap(), http }
    }

    /// A runtime with the scripted agents of a text.
    pub async fn scripted(agents: &str) -> Self {
        Self::start(Runtime::builder().agents_text(agents)).await
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}/api/v2{path}", self.runtime.base_url())
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, self.url(path)).bearer_auth(self.runtime.api_key())
    }

    pub async fn send(&self, request: RequestBuilder) -> (StatusCode, Value) {
        let reply = request.send().await.unwrap();
        let status = reply.status();
        let text = reply.text().await.unwrap();
        let body = if text.is_empty() { Value::Null } else { serde_json::from_str(&text).expect(&text) };
        (status, body)
    }

    pub async fn get(&self, path: &str) -> (StatusCode, Value) {
        self.send(self.request(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, body: Value) -> (StatusCode, Value) {
        let mut request = self.request(Method::POST, path);
        if !body.is_null() {
            request = request.json(&body);
        }
        self.send(request).await
    }

    pub async fn delete(&self, path: &str) -> StatusCode {
        self.send(self.request(Method::DELETE, path)).await.0
    }

    /// Creates a session and gives its id.
    pub async fn create(&self, request: Value) -> String {
        let (status, body) = self.post("/sessions", request).await;
        assert_eq!(status, 201, "{body}");
        body["id"].as_str().unwrap().to_owned()
    }

    /// Starts an agent of the catalog on a task.
    pub async fn start_agent(&self, agent: &str, task: &str) -> String {
        self.create(json!({ "agent": agent, "messages": task })).await
    }

    pub async fn status(&self, id: &str) -> Value {
        self.get(&format!("/sessions/{id}/status")).await.1
    }

    pub async fn control(&self, id: &str, name: &str) -> StatusCode {
        self.post(&format!("/sessions/{id}/{name}"), Value::Null).await.0
    }

    pub async fn say(&self, id: &str, text: &str) -> StatusCode {
        let message = json!({ "type": "user_message", "message": text });
        self.post(&format!("/sessions/{id}/messages"), message).await.0
    }

    /// One page of changes; `None` is a 204.
    pub async fn changes(&self, id: &str, query: &str) -> Option<Value> {
        let (status, body) = self.get(&format!("/sessions/{id}/changes?{query}")).await;
        match status.as_u16() {
            200 => Some(body),
            204 => None,
            other => panic!("{other}: {body}"),
        }
    }

    /// All events there are now.
    pub async fn events(&self, id: &str) -> Vec<Value> {
        let page = self.changes(id, "").await.unwrap_or_default();
        page["new_events"].as_array().cloned().unwrap_or_default()
    }

    /// Follows the long poll until the session has this status; gives the page that showed it.
    pub async fn until(&self, id: &str, wanted: &str) -> Value {
        let mut cursor = 0;
        loop {
            let Some(page) = self.changes(id, &format!("from_index={cursor}&wait_for_seconds=25")).await
            else {
                let status = self.status(id).await["status"].clone();
                assert_eq!(status, wanted, "no event is coming any more");
                return self.changes(id, "include_events=false").await.unwrap_or_default();
            };
            if page["status"] == wanted {
                return page;
            }
            cursor =
                page["first_index"].as_u64().unwrap() + page["new_events"].as_array().unwrap().len() as u64;
        }
    }
}

/// What an event is, in short: its type, and what tells it apart from others of its type.
pub fn short(event: &Value) -> String {
    let data = &event["data"];
    let detail = ["kind", "state", "status", "reason"].iter().find_map(|name| data[*name].as_str());
    match (event["type"].as_str().unwrap(), detail) {
        ("AgentEvent", Some(kind)) | (kind, None) => kind.to_owned(),
        (kind, Some(detail)) => format!("{kind} {detail}"),
    }
}

pub fn shorts(events: &[Value]) -> Vec<String> {
    events.iter().map(short).collect()
}

/// A tool definition.
pub fn tool(name: &str) -> Value {
    json!({
        "name": name, "description": format!("Runs {name}"),
        "input_schema": { "type": "object", "properties": { "a": { "type": "integer" }, "b": { "type": "integer" } } },
    })
}

/// The result of a pending call.
pub fn result_of(call: &Value, result: Value) -> Value {
    json!({ "kind": "tool_result", "tool_req": call, "result": result })
}
