//! One operation as a row of a table: the typed call, the same by name, and what both must put on the wire.

use std::future::Future;
use std::pin::Pin;

use serde::Serialize;
use serde_json::{Value, json};
use steersman::{CallOptions, Client, Error};

use crate::server::{Captured, Reply, Server};

type Typed = Box<dyn FnOnce(Client) -> Pin<Box<dyn Future<Output = Result<Value, Error>> + Send>>>;

/// A row of the table.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    typed: Typed,
    arguments: Value,
    line: &'static str,
    headers: Vec<(&'static str, &'static str)>,
    body: Option<Value>,
    reply: Reply,
    output: Value,
}

impl Case {
    pub(crate) fn new<F, R>(name: &'static str, typed: impl FnOnce(Client) -> F + 'static) -> Self
    where
        F: Future<Output = Result<R, Error>> + Send + 'static,
        R: Serialize,
    {
        let typed: Typed = Box::new(move |client| {
            let call = typed(client);
            Box::pin(async move { call.await.map(|output| serde_json::to_value(output).unwrap()) })
        });
        Self {
            name,
            typed,
            arguments: json!({}),
            line: "",
            headers: Vec::new(),
            body: None,
            reply: Reply::empty(204),
            output: Value::Null,
        }
    }

    /// The same call by name.
    pub(crate) fn arguments(mut self, arguments: Value) -> Self {
        self.arguments = arguments;
        self
    }

    /// Method, path and query on the wire.
    pub(crate) fn line(mut self, line: &'static str) -> Self {
        self.line = line;
        self
    }

    pub(crate) fn header(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.push((name, value));
        self
    }

    /// The JSON body on the wire.
    pub(crate) fn body(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }

    /// The server's answer; every member of it must be in what the typed call gives.
    pub(crate) fn reply(mut self, status: u16, body: &Value) -> Self {
        self.reply = Reply::json(status, body);
        self.output = body.clone();
        self
    }

    /// The server's answer, of which the typed call gives nothing.
    pub(crate) fn reply_without_output(mut self, status: u16, body: &Value) -> Self {
        self.reply = Reply::json(status, body);
        self
    }

    pub(crate) fn empty(mut self, status: u16) -> Self {
        self.reply = Reply::empty(status);
        self
    }

    /// Makes both calls and compares.
    pub(crate) async fn check(self, server: &Server) {
        let name = self.name;
        server.reply(self.reply.clone());
        let output = (self.typed)(server.client()).await.unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert_within(&self.output, &output, name);
        let typed = server.taken();
        assert_eq!(typed.len(), 1, "{name}: one request");
        assert_eq!(typed[0].line, self.line, "{name}");
        assert_eq!(typed[0].header("authorization"), Some("Bearer hk-test"), "{name}");
        for (header, value) in &self.headers {
            assert_eq!(typed[0].header(header), Some(*value), "{name}: {header}");
        }
        assert_eq!(typed[0].json(), self.body, "{name}");
        let content_type = self.body.as_ref().map(|_| "application/json");
        assert_eq!(typed[0].header("content-type"), content_type, "{name}");

        server.reply(self.reply.clone());
        let response = server
            .client()
            .call(name, self.arguments, CallOptions::default())
            .await
            .unwrap_or_else(|error| panic!("{name} by name: {error:?}"));
        assert_eq!(response.status, self.reply.status, "{name}");
        assert_eq!(response.body, self.reply.body, "{name}: the JSON of the wire, as it came");
        let dynamic = server.taken();
        assert_eq!(comparable(&dynamic), comparable(&typed), "{name}: by name as by type");
    }
}

/// Request line, headers, body.
type Comparable = (String, Vec<(String, String)>, Option<Value>);

/// Without what differs from request to request: the key that is made for a creation. Bodies compare as JSON.
fn comparable(requests: &[Captured]) -> Vec<Comparable> {
    let one = |request: &Captured| {
        let mut headers = request.headers.clone();
        headers.retain(|(name, value)| {
            name != "content-length" && !(name == "idempotency-key" && value.len() == 36)
        });
        (request.line.clone(), headers, request.json())
    };
    requests.iter().map(one).collect()
}

/// Every member of `expected` is in `actual`; members beyond that are defaults, filled in when read.
fn assert_within(expected: &Value, actual: &Value, at: &str) {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => {
            for (name, value) in expected {
                assert_within(value, actual.get(name).unwrap_or(&Value::Null), &format!("{at}.{name}"));
            }
        }
        (Value::Array(expected), Value::Array(actual)) if expected.len() == actual.len() => {
            for (index, (expected, actual)) in expected.iter().zip(actual).enumerate() {
                assert_within(expected, actual, &format!("{at}[{index}]"));
            }
        }
        _ => assert_eq!(actual, expected, "{at}"),
    }
}
