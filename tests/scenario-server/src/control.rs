//! The channel by which a program learns what to do and reports what it saw. Plain HTTP, so that any language can speak it:
//!
//! | request | reply |
//! | --- | --- |
//! | `GET /program` | `{name, base_url, api_key, client, tools, program}` |
//! | `GET /seen/<name>` | 204 once the request or signal of that name has come |
//! | `POST /signal/<name>` | 204 |
//! | `POST /done` with `{observed: […], tools: […]}` | `{same, trace, diff}` |

use std::sync::Arc;

use serde::Serialize;
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex, oneshot};
use tokio::task::JoinSet;

use crate::diff;
use crate::http::{Request, read_request, respond};
use crate::state::State;
use crate::trace::{self, Origins};

/// The key that programs use.
pub const API_KEY: &str = "hk-test";

/// What came of playing a scenario.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Whether the trace is the expected one.
    pub same: bool,
    /// Whether the program said what it saw.
    pub reported: bool,
    /// What happened.
    pub trace: String,
    /// How that differs from what is expected; empty when it does not.
    pub diff: String,
}

impl Report {
    pub(crate) fn new(state: &State, origins: &Origins, seen: &Value) -> Self {
        let trace = trace::render(state, origins, seen);
        let expected = state.scenario.expected();
        Self { same: trace == expected, reported: true, diff: diff::lines(&expected, &trace), trace }
    }
}

/// The report of a program that gave none.
pub(crate) fn unreported(state: &State, origins: &Origins) -> Report {
    let seen = json!({"observed": [{"note": "the program did not report"}]});
    Report { same: false, reported: false, ..Report::new(state, origins, &seen) }
}

type Sender = Arc<Mutex<Option<oneshot::Sender<Report>>>>;

pub(crate) async fn serve(
    listener: TcpListener,
    state: Arc<State>,
    origins: Origins,
    report: oneshot::Sender<Report>,
) {
    let report: Sender = Arc::new(Mutex::new(Some(report)));
    let mut connections = JoinSet::new();
    loop {
        if let Ok((socket, _)) = listener.accept().await {
            connections.spawn(converse(socket, state.clone(), origins.clone(), report.clone()));
        }
    }
}

async fn converse(mut socket: TcpStream, state: Arc<State>, origins: Origins, report: Sender) {
    let mut buffer = Vec::new();
    while let Some(request) = read_request(&mut socket, &mut buffer, false).await {
        let (status, body, finished) = reply(&state, &origins, &request).await;
        let body = body.map_or_else(Vec::new, |body| body.to_string().into_bytes());
        let headers = [("content-type".to_owned(), "application/json".to_owned())];
        let sent = respond(&mut socket, status, &headers, &body).await;
        if let Some(finished) = finished
            && let Some(sender) = report.lock().await.take()
        {
            // Nobody may be waiting for it.
            let _ = sender.send(finished);
        }
        if sent.is_err() {
            return;
        }
    }
}

async fn reply(state: &State, origins: &Origins, request: &Request) -> (u16, Option<Value>, Option<Report>) {
    let scenario = &state.scenario;
    match (request.method.as_str(), request.target.as_str()) {
        ("GET", "/program") => {
            state.begun.notify_one();
            let program = json!({
                "name": scenario.name,
                "base_url": origins.base,
                "api_key": API_KEY,
                "client": scenario.client,
                "tools": scenario.tools,
                "program": scenario.program,
            });
            (200, Some(program), None)
        }
        ("GET", target) if target.starts_with("/seen/") => {
            let name = &target["/seen/".len()..];
            if state.until_seen(name).await {
                (204, None, None)
            } else {
                (504, Some(json!({"detail": format!("`{name}` never came")})), None)
            }
        }
        ("POST", target) if target.starts_with("/signal/") => {
            state.signal(&target["/signal/".len()..]);
            (204, None, None)
        }
        ("POST", "/done") => match serde_json::from_slice(&request.body) {
            Ok(seen) => {
                state.until_left().await;
                let report = Report::new(state, origins, &seen);
                (200, serde_json::to_value(&report).ok(), Some(report))
            }
            Err(error) => (400, Some(json!({"detail": error.to_string()})), None),
        },
        _ => (404, Some(json!({"detail": "unknown"})), None),
    }
}
