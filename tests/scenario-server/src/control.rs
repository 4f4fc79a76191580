//! The channel by which a program learns what to do and reports what it saw. Plain HTTP, so that any language can speak it:
//!
//! | request | reply |
//! | --- | --- |
//! | `GET /program` | `{name, base_url, api_key, client, tools, program}`, and `ending` where there is one |
//! | `GET /seen/<name>` | 204 once the request or signal of that name has come |
//! | `POST /signal/<name>` | 204 |
//! | `POST /done` with `{observed: […], tools: […]}` | `{same, trace, diff}`; 204 when that is not the end of the scenario |

use std::sync::Arc;

use serde::Serialize;
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
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
    /// Whether all programs said what they saw.
    pub reported: bool,
    /// What happened.
    pub trace: String,
    /// How that differs from what is expected; empty when it does not.
    pub diff: String,
}

impl Report {
    /// What has come of it so far.
    pub(crate) fn new(state: &State, origins: &Origins) -> Self {
        let trace = trace::render(state, origins);
        let expected = state.scenario.expected();
        let reported = state.seen().len() == state.scenario.programs();
        Self { same: reported && trace == expected, reported, diff: diff::lines(&expected, &trace), trace }
    }
}

pub(crate) async fn serve(listener: TcpListener, state: Arc<State>, origins: Origins) {
    let mut connections = JoinSet::new();
    loop {
        if let Ok((socket, _)) = listener.accept().await {
            connections.spawn(converse(socket, state.clone(), origins.clone()));
        }
    }
}

async fn converse(mut socket: TcpStream, state: Arc<State>, origins: Origins) {
    let mut buffer = Vec::new();
    while let Some(request) = read_request(&mut socket, &mut buffer, false).await {
        let (status, body) = reply(&state, &origins, &request).await;
        let is_report = request.target == "/done" && status != 400;
        let body = body.map_or_else(Vec::new, |body| body.to_string().into_bytes());
        let headers = [("content-type".to_owned(), "application/json".to_owned())];
        let sent = respond(&mut socket, status, &headers, &body).await;
        if is_report {
            // Only now: who waits for it may end this server.
            state.told();
        }
        if sent.is_err() {
            return;
        }
    }
}

async fn reply(state: &State, origins: &Origins, request: &Request) -> (u16, Option<Value>) {
    let scenario = &state.scenario;
    match (request.method.as_str(), request.target.as_str()) {
        ("GET", "/program") => {
            state.begun.notify_one();
            let first = state.seen().is_empty();
            let mut program = json!({
                "name": scenario.name,
                "base_url": origins.base,
                "api_key": API_KEY,
                "client": scenario.client,
                "tools": scenario.tools,
                "program": if first { &scenario.program } else { &scenario.then },
            });
            if let Some(ending) = scenario.ending.as_ref().filter(|_| first) {
                program["ending"] = ending.word().into();
            }
            (200, Some(program))
        }
        ("GET", target) if target.starts_with("/seen/") => {
            let name = &target["/seen/".len()..];
            if state.until_seen(name).await {
                (204, None)
            } else {
                (504, Some(json!({"detail": format!("`{name}` never came")})))
            }
        }
        ("POST", target) if target.starts_with("/signal/") => {
            state.signal(&target["/signal/".len()..]);
            (204, None)
        }
        ("POST", "/done") => match serde_json::from_slice(&request.body) {
            Ok(seen) => {
                let reported = state.reported(seen);
                // What ends with its process has left nothing yet.
                if reported < scenario.programs() || reported == 1 && scenario.ending.is_some() {
                    return (204, None);
                }
                state.until_left().await;
                (200, serde_json::to_value(Report::new(state, origins)).ok())
            }
            Err(error) => (400, Some(json!({"detail": error.to_string()}))),
        },
        _ => (404, Some(json!({"detail": "unknown"}))),
    }
}
