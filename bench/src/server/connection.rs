//! As much of HTTP as the clients here speak.

use std::io::Result;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use super::world::World;

#[derive(Default)]
struct Request {
    get: bool,
    path: String,
    query: String,
    body: Vec<u8>,
}

/// Answers the requests of one connection, each of them `way` later there and `way` later back.
pub(super) async fn serve(socket: TcpStream, world: &World, way: Duration) -> Result<()> {
    socket.set_nodelay(true)?;
    world.counted.connections.fetch_add(1, Ordering::Relaxed);
    let mut socket = BufReader::new(socket);
    let mut reply = Vec::new();
    while let Some(request) = read(&mut socket).await? {
        travel(way).await;
        let bench = request.path.starts_with("/bench/");
        reply.clear();
        {
            let answered = answer(&request, world, &mut reply);
            tokio::pin!(answered);
            tokio::select! {
                biased;
                () = &mut answered => {}
                // A client that leaves while its poll is held is no longer one that waits.
                left = socket.fill_buf() => {
                    if left?.is_empty() {
                        return Ok(());
                    }
                    answered.await;
                }
            }
        }
        travel(way).await;
        if !bench {
            world.counted.requests.fetch_add(1, Ordering::Relaxed);
            world.counted.bytes.fetch_add(reply.len() as u64, Ordering::Relaxed);
        }
        socket.write_all(&reply).await?;
    }
    Ok(())
}

/// A sleep of no time at all would still last to the timer's next tick.
async fn travel(way: Duration) {
    if !way.is_zero() {
        tokio::time::sleep(way).await;
    }
}

async fn read(socket: &mut BufReader<TcpStream>) -> Result<Option<Request>> {
    let mut request = Request::default();
    let mut length = 0;
    let mut line = String::new();
    loop {
        line.clear();
        if socket.read_line(&mut line).await? == 0 {
            return Ok(None);
        }
        if request.path.is_empty() {
            let mut words = line.split(' ');
            request.get = words.next() == Some("GET");
            let target = words.next().unwrap_or_default();
            let (path, query) = target.split_once('?').unwrap_or((target, ""));
            (request.path, request.query) = (path.to_owned(), query.to_owned());
        } else if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or(0);
        }
        if line == "\r\n" {
            break;
        }
    }
    request.body.resize(length, 0);
    socket.read_exact(&mut request.body).await?;
    Ok(Some(request))
}

async fn answer(request: &Request, world: &World, reply: &mut Vec<u8>) {
    let json = |reply: &mut Vec<u8>, status: &str, value: &Value| {
        body(reply, status, &[value.to_string().as_bytes()]);
    };
    match request.path.as_str() {
        "/bench/counters" => return json(reply, "200 OK", &world.counters()),
        "/bench/go" => {
            world.gate.send_modify(|times| *times += 1);
            return body(reply, "204 No Content", &[]);
        }
        "/bench/hold" => {
            world.gate.send_replace(0);
            return body(reply, "204 No Content", &[]);
        }
        "/api/v2/sessions" if !request.get => {
            let wanted: Value = serde_json::from_slice(&request.body).unwrap_or_default();
            let agent =
                wanted["agent"].as_str().or_else(|| wanted["agent"]["name"].as_str()).unwrap_or_default();
            return match world.create(agent) {
                Some(session) => json(reply, "201 Created", &session),
                None => body(reply, "404 Not Found", &[]),
            };
        }
        _ => {}
    }
    let (id, what) = request
        .path
        .strip_prefix("/api/v2/sessions/")
        .and_then(|rest| rest.split_once('/'))
        .unwrap_or_default();
    let Some(session) = world.session(id) else { return body(reply, "404 Not Found", &[]) };
    match what {
        "status" => json(reply, "200 OK", &session.status()),
        "tool_results" => {
            session.results(&request.body);
            json(reply, "202 Accepted", &Value::Null);
        }
        "changes" => {
            let wait = Duration::from_secs(query(&request.query, "wait_for_seconds"));
            let mut gate = world.gate.subscribe();
            let held = Held::new(&world.counted.held);
            let page = session.changes(query(&request.query, "from_index"), wait, &mut gate).await;
            drop(held);
            match page {
                Some((first, rest)) => body(reply, "200 OK", &[&first, rest.as_bytes()]),
                None => body(reply, "204 No Content", &[]),
            }
        }
        _ => body(reply, "404 Not Found", &[]),
    }
}

/// Counts a poll for as long as it is held.
struct Held<'a>(&'a AtomicU64);

impl<'a> Held<'a> {
    fn new(counter: &'a AtomicU64) -> Self {
        counter.fetch_add(1, Ordering::Relaxed);
        Self(counter)
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

fn query(query: &str, name: &str) -> u64 {
    let values = query.split('&').filter_map(|pair| pair.split_once('='));
    values.filter(|(key, _)| *key == name).find_map(|(_, value)| value.parse().ok()).unwrap_or(0)
}

fn body(reply: &mut Vec<u8>, status: &str, parts: &[&[u8]]) {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let head = if status.starts_with("204") {
        format!("HTTP/1.1 {status}\r\n\r\n")
    } else {
        format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n")
    };
    reply.reserve(head.len() + length);
    reply.extend_from_slice(head.as_bytes());
    for part in parts {
        reply.extend_from_slice(part);
    }
}
