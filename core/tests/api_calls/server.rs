//! A server on loopback that writes down what it is sent and answers what it was told to.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::Response;
use serde_json::{Value, json};
use steersman::{Client, ClientBuilder};
use tokio::net::TcpListener;

/// A request as it arrived.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Captured {
    /// Method, path and query as they were on the wire: `GET /api/v2/sessions?page=2`.
    pub(crate) line: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Captured {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> Option<Value> {
        (!self.body.is_empty())
            .then(|| serde_json::from_slice(&self.body).expect("requests have JSON bodies"))
    }
}

/// An answer to give.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Self {
            status,
            headers: vec![("content-type", "application/json".into())],
            body: body.to_string().into(),
        }
    }

    pub(crate) fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new() }
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

#[derive(Clone, Default)]
struct Script {
    captured: Arc<Mutex<Vec<Captured>>>,
    replies: Arc<Mutex<VecDeque<Reply>>>,
}

pub(crate) struct Server {
    pub(crate) url: String,
    script: Script,
}

impl Server {
    pub(crate) async fn start() -> Self {
        let script = Script::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let app = Router::new().fallback(answer).with_state(script.clone());
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Self { url, script }
    }

    pub(crate) fn builder(&self) -> ClientBuilder {
        Client::builder().api_key("hk-test").base_url(&self.url).max_retries(0)
    }

    pub(crate) fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    /// Gives this to the next request that has no answer yet.
    pub(crate) fn reply(&self, reply: Reply) {
        self.script.replies.lock().unwrap().push_back(reply);
    }

    /// The requests since the last time.
    pub(crate) fn taken(&self) -> Vec<Captured> {
        std::mem::take(&mut self.script.captured.lock().unwrap())
    }

    /// The request lines since the last time.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.taken().into_iter().map(|request| request.line).collect()
    }
}

async fn answer(State(script): State<Script>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let headers = parts.headers.iter();
    let captured = Captured {
        line: format!("{} {}", parts.method, parts.uri),
        headers: headers
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
            .collect(),
        body: to_bytes(body, usize::MAX).await.unwrap().to_vec(),
    };
    script.captured.lock().unwrap().push(captured);
    let reply = script.replies.lock().unwrap().pop_front();
    let reply = reply.unwrap_or_else(|| Reply::json(500, &json!({"detail": "no answer was told"})));
    let mut response = Response::builder().status(reply.status);
    for (name, value) in reply.headers {
        response = response.header(name, value);
    }
    response.body(Body::from(reply.body)).unwrap()
}
