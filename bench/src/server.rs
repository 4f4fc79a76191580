//! A server that answers from memory: sessions are serialised once, so that it is never what is measured.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A finished session, page by page.
pub(crate) struct Recording {
    /// Ready responses of `/changes`, by `from_index`.
    pages: HashMap<u64, Bytes>,
}

impl Recording {
    /// A completed session of `events` events of about `size` bytes, given out in pages of `per_page`.
    pub(crate) fn new(events: u64, size: usize, per_page: u64) -> Self {
        let mut pages = HashMap::new();
        let mut first = 0;
        while first < events {
            let next = (first + per_page).min(events);
            let body = json!({
                "status": "completed",
                "new_events": (first..next).map(|index| event(index, size)).collect::<Vec<_>>(),
                "first_index": first,
                "answer": "done",
                "pending_tool_calls": [],
            });
            pages.insert(first, response(&body));
            first = next;
        }
        Self { pages }
    }
}

fn event(index: u64, size: usize) -> Value {
    let filler = "the quick brown fox jumps over the lazy dog ".repeat(size / 44 + 1);
    let text = &filler[..size.saturating_sub(150).min(filler.len())];
    json!({
        "type": "AgentEvent",
        "data": {"kind": "policy_event", "reasoning_content": text, "content": null, "tool_reqs": [], "n": index},
        "timestamp": "2026-03-01T09:00:00Z",
    })
}

fn response(body: &Value) -> Bytes {
    let body = body.to_string();
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    Bytes::from(head + &body)
}

/// What is served.
pub(crate) enum Plan {
    /// A finished session.
    Finished(Recording),
    /// A session in which nothing ever happens: polls are held for ever.
    Silent,
}

/// Serves a plan on loopback; returns the base URL and the number of requests so far.
pub(crate) async fn serve(plan: Plan) -> std::io::Result<(String, Arc<AtomicU64>)> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    let plan = Arc::new(plan);
    let requests = Arc::new(AtomicU64::new(0));
    let counter = requests.clone();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let (plan, counter) = (plan.clone(), counter.clone());
            // A client that goes away is no event for the server.
            tokio::spawn(async move { connection(socket, &plan, &counter).await.ok() });
        }
    });
    Ok((url, requests))
}

async fn connection(socket: TcpStream, plan: &Plan, requests: &AtomicU64) -> std::io::Result<()> {
    socket.set_nodelay(true)?;
    let mut socket = BufReader::new(socket);
    let mut line = String::new();
    loop {
        let mut from = None;
        loop {
            line.clear();
            if socket.read_line(&mut line).await? == 0 {
                return Ok(());
            }
            if let Some(path) = line.strip_prefix("GET ") {
                from = path.split_once("from_index=").and_then(|(_, rest)| {
                    rest.split(|c: char| !c.is_ascii_digit()).next()?.parse::<u64>().ok()
                });
            }
            if line == "\r\n" {
                break;
            }
        }
        requests.fetch_add(1, Ordering::Relaxed);
        let page = match plan {
            Plan::Finished(recording) => from.and_then(|from| recording.pages.get(&from)),
            Plan::Silent => std::future::pending().await,
        };
        match page {
            Some(page) => socket.write_all(page).await?,
            None => socket.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").await?,
        }
    }
}
