//! A model endpoint that a test scripts: the chat-completions API over real HTTP, whole or streamed as it is asked for.
//! It remembers what it was sent.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::Notify;

/// One scripted reply.
#[derive(Clone, Default)]
pub struct Turn {
    message: Value,
    finish: &'static str,
    usage: Value,
    trouble: Option<Trouble>,
    gate: Option<Arc<Notify>>,
}

#[derive(Clone)]
enum Trouble {
    Status(u16, Value, Vec<(&'static str, String)>),
    /// The connection ends after so many pieces of a streamed reply.
    CutAfter(usize),
    /// As a whole, whatever was asked for.
    Whole,
    /// This text, as an event stream.
    Raw(&'static str),
}

impl Turn {
    /// Says something and calls nothing.
    pub fn says(text: &str) -> Self {
        Self { message: json!({ "role": "assistant", "content": text }), finish: "stop", ..Self::default() }
    }

    /// Calls tools: id, name, arguments as JSON text.
    pub fn calls(calls: &[(&str, &str, &str)]) -> Self {
        let calls: Vec<Value> = calls
            .iter()
            .map(|(id, name, arguments)| json!({ "id": id, "type": "function", "function": { "name": name, "arguments": arguments } }))
            .collect();
        let message = json!({ "role": "assistant", "content": null, "tool_calls": calls });
        Self { message, finish: "tool_calls", ..Self::default() }
    }

    /// Answers with an error.
    pub fn fails(status: u16, body: Value) -> Self {
        Self { trouble: Some(Trouble::Status(status, body, vec![])), ..Self::default() }
    }

    /// Answers with this event stream.
    pub fn raw(text: &'static str) -> Self {
        Self { trouble: Some(Trouble::Raw(text)), ..Self::default() }
    }

    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        if let Some(Trouble::Status(_, _, headers)) = &mut self.trouble {
            headers.push((name, value.to_owned()));
        }
        self
    }

    /// Adds a member to the message: `reasoning_content`, `refusal`.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.message[name] = value.into();
        self
    }

    pub fn finish(mut self, reason: &'static str) -> Self {
        self.finish = reason;
        self
    }

    /// Counts tokens: prompt, cached, completion, of which reasoning.
    pub fn usage(mut self, [prompt, cached, completion, reasoning]: [u64; 4]) -> Self {
        self.usage = json!({
            "prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion,
            "prompt_tokens_details": { "cached_tokens": cached },
            "completion_tokens_details": { "reasoning_tokens": reasoning },
        });
        self
    }

    pub fn cut_after(mut self, pieces: usize) -> Self {
        self.trouble = Some(Trouble::CutAfter(pieces));
        self
    }

    pub fn whole(mut self) -> Self {
        self.trouble = Some(Trouble::Whole);
        self
    }

    /// Is held back until the gate is opened.
    pub fn after(mut self, gate: &Arc<Notify>) -> Self {
        self.gate = Some(gate.clone());
        self
    }

    fn completion(&self) -> Value {
        json!({
            "id": "chatcmpl-1", "object": "chat.completion", "model": "stub",
            "choices": [{ "index": 0, "message": self.message, "finish_reason": self.finish }],
            "usage": self.usage,
        })
    }

    /// The events of a streamed reply: texts and arguments in pieces of three characters.
    fn pieces(&self, with_usage: bool) -> Vec<String> {
        let mut deltas = vec![json!({ "role": "assistant" })];
        for name in ["reasoning_content", "content", "refusal"] {
            let text = self.message[name].as_str().unwrap_or_default();
            deltas.extend(in_pieces(text).map(|piece| json!({ name: piece })));
        }
        for (index, call) in self.message["tool_calls"].as_array().into_iter().flatten().enumerate() {
            let head = json!({ "index": index, "id": call["id"], "type": "function", "function": { "name": call["function"]["name"], "arguments": "" } });
            deltas.push(json!({ "tool_calls": [head] }));
            let arguments = call["function"]["arguments"].as_str().unwrap();
            deltas.extend(in_pieces(arguments).map(
                |piece| json!({ "tool_calls": [{ "index": index, "function": { "arguments": piece } }] }),
            ));
        }
        let chunk = |delta: Value, finish: Value| json!({ "object": "chat.completion.chunk", "choices": [{ "index": 0, "delta": delta, "finish_reason": finish }], "usage": null });
        let mut events: Vec<Value> = deltas.into_iter().map(|delta| chunk(delta, Value::Null)).collect();
        events.push(chunk(json!({}), self.finish.into()));
        if with_usage && !self.usage.is_null() {
            events.push(json!({ "object": "chat.completion.chunk", "choices": [], "usage": self.usage }));
        }
        let events = events.into_iter().map(|event| format!("data: {event}\n\n"));
        events.chain(["data: [DONE]\n\n".to_owned()]).collect()
    }
}

fn in_pieces(text: &str) -> impl Iterator<Item = String> {
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(3).map(|piece| piece.iter().collect()).collect::<Vec<String>>().into_iter()
}

/// What the endpoint was sent.
#[derive(Clone)]
pub struct Asked {
    pub headers: HeaderMap,
    pub body: Value,
}

impl Asked {
    /// Role and content of each message, short.
    pub fn messages(&self) -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let messages = self.body["messages"].as_array().unwrap().iter();
        messages.map(|message| (text(&message["role"]), text(&message["content"]))).collect()
    }
}

#[derive(Default)]
struct Script {
    turns: Mutex<VecDeque<Turn>>,
    asked: Mutex<Vec<Asked>>,
    arrived: Notify,
}

/// The running endpoint.
pub struct Model {
    pub base_url: String,
    script: Arc<Script>,
}

impl Model {
    pub async fn start(turns: impl IntoIterator<Item = Turn>) -> Self {
        let script = Arc::new(Script { turns: Mutex::new(turns.into_iter().collect()), ..Script::default() });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base_url = format!("http://{}/v1", listener.local_addr().unwrap());
        let app = Router::new().route("/v1/chat/completions", post(complete)).with_state(script.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { base_url, script }
    }

    /// All requests so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.script.asked.lock().unwrap().clone()
    }

    /// Waits until so many requests have come.
    pub async fn wait_for(&self, count: usize) {
        loop {
            let arrived = self.script.arrived.notified();
            if self.script.asked.lock().unwrap().len() >= count {
                return;
            }
            arrived.await;
        }
    }

    /// Turns that nobody has asked for.
    pub fn left(&self) -> usize {
        self.script.turns.lock().unwrap().len()
    }
}

async fn complete(State(script): State<Arc<Script>>, headers: HeaderMap, body: Bytes) -> Response {
    let body: Value = serde_json::from_slice(&body).unwrap();
    script.asked.lock().unwrap().push(Asked { headers, body: body.clone() });
    let turn = script.turns.lock().unwrap().pop_front();
    script.arrived.notify_one();
    let Some(turn) = turn else {
        return (StatusCode::BAD_REQUEST, "nothing more is scripted").into_response();
    };
    if let Some(gate) = &turn.gate {
        gate.notified().await;
    }
    let whole = || ([("content-type", "application/json")], turn.completion().to_string()).into_response();
    let stream = |body: Body| ([("content-type", "text/event-stream")], body).into_response();
    let streamed = body["stream"] == true;
    let with_usage = body["stream_options"]["include_usage"] == true;
    match &turn.trouble {
        Some(Trouble::Status(status, body, headers)) => {
            let mut reply = (StatusCode::from_u16(*status).unwrap(), body.to_string()).into_response();
            for (name, value) in headers {
                reply.headers_mut().insert(*name, value.parse().unwrap());
            }
            reply
        }
        Some(Trouble::Raw(text)) => stream(Body::from(*text)),
        Some(Trouble::CutAfter(count)) => {
            let pieces = turn.pieces(with_usage).into_iter().take(*count).map(Ok);
            let end = [Err(std::io::Error::other("the endpoint dies"))];
            stream(Body::from_stream(futures_util::stream::iter(pieces.chain(end))))
        }
        None if streamed => {
            let pieces = turn.pieces(with_usage).into_iter().map(Ok::<_, Infallible>);
            stream(Body::from_stream(futures_util::stream::iter(pieces)))
        }
        Some(Trouble::Whole) | None => whole(),
    }
}
