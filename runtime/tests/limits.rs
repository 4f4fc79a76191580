//! What a slow or hostile client can take: not the place of others, not the memory, not the server.
#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, reason = "a test")]

mod support;

use std::time::Duration;

use serde_json::{Value, json};
use steersman_runtime::{Config, Runtime};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use support::Bench;

const SHORT: Duration = Duration::from_millis(200);

/// A server with one place, so that whoever holds it keeps everybody else out.
async fn narrow(agents: &str) -> Bench {
    let config = Config {
        max_connections: 1,
        head_timeout: SHORT,
        read_timeout: SHORT,
        write_timeout: SHORT,
        ..Config::default()
    };
    Bench::start(Runtime::builder().config(config).agents_text(agents)).await
}

async fn connect(bench: &Bench) -> TcpStream {
    TcpStream::connect(bench.runtime.base_url().trim_start_matches("http://")).await.unwrap()
}

fn head(bench: &Bench, first: &str, more: &str) -> String {
    format!("{first} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\n{more}\r\n", bench.runtime.api_key())
}

/// The whole reply; the server ends the connection, or an error does.
async fn rest(stream: &mut TcpStream) -> String {
    let mut read = Vec::new();
    let _ = stream.read_to_end(&mut read).await;
    String::from_utf8_lossy(&read).into_owned()
}

const TALKER: &str = "agents: [{name: talker, steps: [{repeat: {times: 400, steps: [{observe: \"{{ '0123456789' * 5000 }}\"}]}}, {answer: done}]}]";

#[tokio::test]
async fn a_client_that_does_not_read_is_cut_off_and_its_place_is_free_again() {
    let bench = narrow(TALKER).await;
    let mut stream = connect(&bench).await;
    let body = json!({ "agent": "talker", "messages": "x" }).to_string();
    let create = head(
        &bench,
        "POST /api/v2/sessions",
        &format!("content-length: {}\r\nconnection: close\r\n", body.len()),
    );
    stream.write_all((create + &body).as_bytes()).await.unwrap();
    let reply = rest(&mut stream).await;
    let id = reply.split("\"id\":\"").nth(1).unwrap()[..36].to_owned();
    loop {
        let mut stream = connect(&bench).await;
        let status = head(&bench, &format!("GET /api/v2/sessions/{id}/status"), "connection: close\r\n");
        stream.write_all(status.as_bytes()).await.unwrap();
        if rest(&mut stream).await.contains("\"completed\"") {
            break;
        }
    }
    let mut idler = connect(&bench).await;
    let page = head(&bench, &format!("GET /api/v2/sessions/{id}/changes"), "");
    idler.write_all(page.as_bytes()).await.unwrap();
    // Does not read. The next client is let in when the server has lost its patience.
    let mut next = connect(&bench).await;
    let quota = head(&bench, "GET /api/v2/sessions/quota", "connection: close\r\n");
    next.write_all(quota.as_bytes()).await.unwrap();
    assert!(rest(&mut next).await.starts_with("HTTP/1.1 200"));
    let got = rest(&mut idler).await;
    let announced: usize =
        got.split("content-length: ").nth(1).unwrap().split("\r\n").next().unwrap().parse().unwrap();
    assert!(announced > 20_000_000 && got.len() < announced, "{} of {announced}", got.len());
}

#[tokio::test]
async fn half_a_head_does_not_hold_a_place() {
    let bench = narrow("agents: []").await;
    let mut slow = connect(&bench).await;
    slow.write_all(b"GET /api/v2/sessions HTTP/1.1\r\nhost").await.unwrap();
    let mut next = connect(&bench).await;
    next.write_all(head(&bench, "GET /api/v2/sessions/quota", "connection: close\r\n").as_bytes())
        .await
        .unwrap();
    assert!(rest(&mut next).await.starts_with("HTTP/1.1 200"));
    assert!(!rest(&mut slow).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let bench = narrow("agents: []").await;
    let mut slow = connect(&bench).await;
    let create = head(&bench, "POST /api/v2/sessions", "content-length: 100\r\nconnection: close\r\n");
    slow.write_all((create + "{\"agent\":").as_bytes()).await.unwrap();
    let reply = rest(&mut slow).await;
    assert!(reply.starts_with("HTTP/1.1 408"), "{reply}");
}

#[tokio::test]
async fn a_head_that_does_not_end_is_refused() {
    let bench = narrow("agents: []").await;
    for more in ["x: ".to_owned() + &"y".repeat(200_000), "a: b\r\n".repeat(500)] {
        let mut stream = connect(&bench).await;
        let _ = stream.write_all(head(&bench, "GET /api/v2/sessions", &(more + "\r\n")).as_bytes()).await;
        let reply = rest(&mut stream).await;
        assert!(reply.is_empty() || reply.starts_with("HTTP/1.1 431"), "{reply}");
    }
    assert_eq!(bench.get("/sessions/quota").await.0, 200);
}

#[tokio::test]
async fn deep_json_is_refused_and_does_no_harm() {
    let bench = Bench::start(Runtime::builder()).await;
    for depth in [200, 1_000_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let nested = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            let body = format!("{{\"agent\": \"h/tools\", \"messages\": {nested}}}");
            let (code, reply) =
                bench.send(bench.request(reqwest::Method::POST, "/sessions").body(body)).await;
            assert_eq!(
                (code.as_u16(), &reply["detail"][0]["type"]),
                (422, &json!("json_invalid")),
                "{depth} {open}"
            );
        }
    }
    // As deep as is taken: the schema of an answer that refers to itself in many levels.
    let mut schema = json!({ "type": "string" });
    for _ in 0..100 {
        schema = json!({ "items": schema });
    }
    let agent = json!({ "name": "a", "description": "d", "tools": [support::tool("add")], "environments": [], "answer_format": schema });
    let (code, _) = bench.post("/sessions", json!({ "agent": agent, "messages": "x" })).await;
    assert!(code == 201 || code == 422, "{code}");
    assert_eq!(bench.post("/sessions", Value::Null).await.0, 422);
}

#[tokio::test]
async fn a_runtime_that_ends_answers_its_long_polls() {
    let bench = Bench::scripted("agents: [{name: a, steps: [{wait: message}, {answer: x}]}]").await;
    let id = bench.start_agent("a", "x").await;
    let tip = bench.until(&id, "running").await["first_index"].as_u64().unwrap();
    let poll = bench
        .request(
            reqwest::Method::GET,
            &format!("/sessions/{id}/changes?from_index={}&wait_for_seconds=25", tip + 100),
        )
        .send();
    let poll = tokio::spawn(poll);
    while bench.runtime.waiting_polls() == 0 {
        tokio::task::yield_now().await;
    }
    bench.runtime.shutdown().await;
    assert_eq!(poll.await.unwrap().unwrap().status(), 204);
}
