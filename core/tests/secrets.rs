//! The key is a marker here, sessions go well and badly, and the marker must not be found anywhere.
#![cfg(feature = "local")]
#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

#[path = "../http/tests/support/mod.rs"]
mod support;

use std::time::Duration;

use futures_util::StreamExt;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use steersman::tools::{ToolFailure, function};
use steersman::{AnswerSchema, Client, Runtime, StreamOptions};
use support::capture::{CANARY, Capture};
use support::{Reply, Server};
use tracing_subscriber::filter::LevelFilter;

const AGENTS: &str = r#"
agents:
  - name: calculator
    description: Calls a tool
    steps:
      - call: { tool: double, args: { number: 4 } }
      - answer: "{{ last }}"
  - name: unlucky
    description: Fails
    steps:
      - fail: { error: the browser crashed, code: environment_error }
"#;

#[derive(Deserialize, JsonSchema)]
struct Number {
    number: i64,
}

#[tokio::test]
async fn the_key_is_nowhere_whatever_becomes_of_a_session() {
    let capture = Capture::default();
    let subscriber =
        tracing_subscriber::fmt().with_max_level(LevelFilter::TRACE).with_writer(capture.clone()).finish();
    // Only this thread is needed: the test's runtime has no other.
    let _guard = tracing::subscriber::set_default(subscriber);

    let runtime = Runtime::builder().api_key(CANARY).agents_text(AGENTS).start().await.unwrap();
    let client = Client::builder().api_key(CANARY).base_url(runtime.base_url()).build().unwrap();
    capture.note(&format!("{runtime:?} {client:?} {:?}", Client::builder().api_key(CANARY)));
    let double = function("double", "Doubles a number", |arguments: Number| async move {
        assert!(arguments.number < 0, "only negative numbers");
        Ok::<i64, ToolFailure>(arguments.number * 2)
    });
    let outcome = client.run_session("calculator").message("go").tools(double).await.unwrap();
    capture.note(&format!("{outcome:?}"));
    capture.note(&format!("{:?}", client.run_session("unlucky").message("go").await.unwrap()));
    let handle = client.start_session("calculator").message("go").await.unwrap();
    let schema = AnswerSchema::json(json!({"type": "object"})).unwrap();
    capture.note(&format!("{handle:?} {:?} {schema:?}", handle.stream()));
    capture.error(&client.run_session("nobody").message("go").await.unwrap_err());
    capture.panic(client.session("no such session").status().await.unwrap_err());
    handle.cancel().await.unwrap();
    runtime.shutdown().await;

    // A careless server says the key back, in every way a stream can meet.
    let echo = format!(r#"{{"detail": "no access for Bearer {CANARY}"}}"#);
    let whole = format!(r#"{{"status": "failed", "error": "{CANARY}", "new_events": ["#);
    let replies = [
        Reply::new(429, &[("retry-after", "0"), ("x-echo", CANARY)], &echo),
        Reply::new(500, &[("set-cookie", CANARY)], &echo),
        Reply::new(200, &[("content-type", "text/html")], &echo),
        Reply::json(200, &whole),
        Reply::json(403, &echo),
    ];
    let server = Server::start(replies).await;
    let careless = Client::builder().api_key(CANARY).base_url(server.url()).build().unwrap();
    let options = StreamOptions::default().retry_budget(Duration::from_secs(30));
    let error = careless.session("s").stream_with(&options).next().await.unwrap().unwrap_err();
    assert_eq!(error.status(), Some(403));
    capture.error(&error);

    let printed = capture.text();
    assert!(printed.contains("sessions.get_session_changes"), "the log was caught");
    let at = printed.find("CANARY");
    assert!(at.is_none(), "the key was printed: {}", &printed[at.unwrap_or(0).saturating_sub(300)..][..600]);
}
