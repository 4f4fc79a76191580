//! A stream over real sockets with every fault the network has: nothing is lost, nothing comes twice.
#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

#[path = "../http/tests/support/mod.rs"]
mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::StreamExt;
use serde_json::{Value, json};
use steersman::tools::{ToolFailure, Tools, function};
use steersman::{
    Client, ErrorKind, EventStream, Gap, GapReason, Retry, RetryPolicy, StreamItem, StreamOptions,
    StreamTools,
};
use support::{Reply, Server};
use tokio::sync::Notify;

fn event(number: u64) -> Value {
    json!({"type": "AgentEvent", "data": {"kind": "flow_event", "flow": format!("{number}"), "origin": "test"},
        "timestamp": "2026-03-01T09:00:00Z"})
}

fn body(first: u64, numbers: impl IntoIterator<Item = u64>, status: &str) -> String {
    let events: Vec<Value> = numbers.into_iter().map(event).collect();
    json!({"status": status, "new_events": events, "first_index": first, "answer": "done", "pending_tool_calls": []})
        .to_string()
}

fn page(numbers: std::ops::Range<u64>, status: &str) -> Reply {
    Reply::json(200, &body(numbers.start, numbers, status))
}

fn client(server: &Server) -> Client {
    Client::builder().api_key("hk-test").base_url(server.url()).max_response_bytes(100_000).build().unwrap()
}

fn quick() -> StreamOptions {
    StreamOptions::default().retry_policy(RetryPolicy {
        max_retries: None,
        budget: Duration::from_secs(20),
        base: Duration::from_millis(2),
        ceiling: Duration::from_millis(10),
    })
}

async fn collect(stream: &mut EventStream) -> Vec<u64> {
    let mut numbers = Vec::new();
    while let Some(item) = stream.next().await {
        let event = item.unwrap().into_event().expect("nothing is lost");
        let payload: Value = serde_json::from_str(event.raw()).unwrap();
        assert_eq!(payload["data"]["flow"], event.index.to_string(), "an event has the wrong index");
        numbers.push(event.index);
    }
    numbers
}

/// The targets asked for, without the common part.
fn asked(server: &Server) -> Vec<String> {
    let short = |target: String| target.replace("/api/v2/sessions/s/", "");
    server.received().into_iter().map(|request| short(request.target)).collect()
}

#[tokio::test]
async fn every_passing_fault_is_survived_without_loss_or_repetition() {
    let whole = body(2, 2..4, "running");
    let head = |length: usize| Reply::head(200, &[("content-length", &length.to_string())]);
    let retry_after = |value: &str| Reply::new(429, &[("retry-after", value)], r#"{"detail": "slow down"}"#);
    let faults = [
        ("reset before the headers", Reply::default().reset()),
        ("close before the headers", Reply::default().close()),
        ("reset in the body", head(whole.len()).send(&whole[..50]).reset()),
        ("close in the body", head(whole.len()).send(&whole[..50]).close()),
        ("429 for a second", retry_after("1")),
        ("429 until a date that has passed", retry_after("Sun, 06 Nov 1994 08:49:37 GMT")),
        ("408", Reply::json(408, "{}")),
        ("500", Reply::json(500, r#"{"detail": "oops"}"#)),
        ("502", Reply::new(502, &[("content-type", "text/html")], "<h1>Bad Gateway</h1>")),
        ("503", Reply::json(503, "")),
        ("504", Reply::json(504, "")),
        ("HTML instead of JSON", Reply::new(200, &[("content-type", "text/html")], "<h1>Please log in</h1>")),
        ("JSON that is cut short", Reply::json(200, &whole[..50])),
        ("JSON that is none", Reply::json(200, "{oops}")),
        ("JSON that is no page", Reply::json(200, "[]")),
        ("no body where there should be one", Reply::json(200, "")),
    ];
    for (name, fault) in faults {
        let replies = [
            page(0..2, "running"),
            fault,
            page(2..4, "running"),
            page(4..5, "completed"),
            Reply::no_content(),
        ];
        let server = Server::start(replies).await;
        let mut stream = client(&server).session("s").stream_with(&quick());
        assert_eq!(collect(&mut stream).await, [0, 1, 2, 3, 4], "{name}");
        assert_eq!(stream.outcome().unwrap().answer, Some(json!("done")), "{name}");
        let polls = asked(&server);
        assert_eq!(polls[1], polls[2], "{name}: the same page is asked for again");
    }
}

#[tokio::test]
async fn a_page_after_which_the_connection_dies_still_counts() {
    let replies = [page(0..2, "running").reset(), page(2..3, "completed"), Reply::no_content()];
    let server = Server::start(replies).await;
    let mut stream = client(&server).session("s").stream_with(&quick());
    assert_eq!(collect(&mut stream).await, [0, 1, 2]);
}

#[tokio::test]
async fn a_page_that_drips_in_is_read() {
    let whole = body(0, 0..1, "completed");
    let head = Reply::head(200, &[("content-length", &whole.len().to_string())]);
    let server = Server::start([head.drip(&whole, Duration::from_millis(1)), Reply::no_content()]).await;
    assert_eq!(collect(&mut client(&server).session("s").stream_with(&quick())).await, [0]);
}

#[tokio::test]
async fn gzipped_pages_are_read() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut encoder, body(0, 0..50, "completed").as_bytes()).unwrap();
    let zipped = encoder.finish().unwrap();
    let page = Reply::new(200, &[("content-type", "application/json"), ("content-encoding", "gzip")], zipped);
    let server = Server::start([page, Reply::no_content()]).await;
    assert_eq!(collect(&mut client(&server).session("s").stream_with(&quick())).await.len(), 50);
}

#[tokio::test]
async fn a_server_that_restarts_in_mid_stream_is_waited_for() {
    let first = Server::start([page(0..2, "running"), Reply::default().hang()]).await;
    let address = first.address;
    let mut stream = client(&first).session("s").stream_with(&quick());
    assert!(stream.next().await.unwrap().is_ok());
    first.arrived(2).await;
    first.stop().await;
    // Nobody listens: connections are refused until the server is back.
    let waiting = tokio::spawn(async move {
        let mut seen = vec![0];
        seen.extend(collect(&mut stream).await);
        seen
    });
    let _second = Server::start_at(address, [page(2..3, "completed"), Reply::no_content()]).await;
    assert_eq!(waiting.await.unwrap(), [0, 1, 2]);
}

#[tokio::test]
async fn a_connection_that_died_silently_is_left_after_window_and_margin() {
    let silent = Reply::default().hang();
    let server =
        Server::start([page(0..1, "running"), silent, page(1..2, "completed"), Reply::no_content()]).await;
    let client =
        Client::builder().api_key("hk-test").base_url(server.url()).timeout(Duration::from_millis(200));
    let begin = std::time::Instant::now();
    let mut stream = client.build().unwrap().session("s").stream_with(&quick().wait_for_seconds(1));
    assert_eq!(collect(&mut stream).await, [0, 1]);
    assert!(begin.elapsed() >= Duration::from_millis(1200), "the window and a margin are waited for");
}

#[tokio::test]
async fn a_storm_of_empty_answers_is_paced() {
    let server = Server::start([
        page(0..1, "running"),
        Reply::no_content(),
        Reply::json(200, r#"{"status": "running"}"#),
        Reply::no_content(),
        Reply::json(200, r#"{"status": "running"}"#),
        Reply::no_content(),
        Reply::json(200, r#"{"status": "running"}"#),
        page(1..2, "completed"),
        Reply::no_content(),
    ])
    .await;
    let begin = std::time::Instant::now();
    assert_eq!(collect(&mut client(&server).session("s").stream_with(&quick())).await, [0, 1]);
    // 250 ms, then 500 ms, then 1 s between the polls.
    assert!(begin.elapsed() >= Duration::from_millis(1750), "{:?}", begin.elapsed());
}

#[tokio::test]
async fn when_the_budget_is_spent_the_error_says_where_to_go_on() {
    let server = Server::start([page(0..3, "running"), Reply::json(503, "")]).await;
    let options = quick().retry_budget(Duration::from_millis(60));
    let mut stream = client(&server).session("s").stream_with(&options);
    for _ in 0..3 {
        assert!(stream.next().await.unwrap().is_ok());
    }
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.status(), error.cursor()), (ErrorKind::Server, Some(503), Some(3)));
    assert_eq!((error.retry(), error.session_id()), (Retry::Exhausted, Some("s")));
    assert!(stream.next().await.is_none());
    assert!(stream.outcome().is_none());
}

#[tokio::test]
async fn a_lasting_refusal_ends_the_stream_at_once() {
    for (status, kind) in
        [(401, ErrorKind::Authentication), (403, ErrorKind::PermissionDenied), (404, ErrorKind::NotFound)]
    {
        let server = Server::start([Reply::json(status, r#"{"detail": "no"}"#)]).await;
        let error = client(&server).session("s").stream_with(&quick()).next().await.unwrap().unwrap_err();
        assert_eq!((error.kind(), error.cursor()), (kind, Some(0)));
        assert_eq!(server.requests(), 1);
    }
}

#[tokio::test]
async fn a_deadline_bounds_a_wait_that_the_server_asks_for() {
    let server = Server::start([Reply::new(429, &[("retry-after", "60")], "")]).await;
    let begin = std::time::Instant::now();
    let options = quick().retry_budget(Duration::from_mins(10)).timeout(Duration::from_millis(100));
    let error = client(&server).session("s").stream_with(&options).next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::DeadlineExceeded);
    assert!(begin.elapsed() < Duration::from_secs(30), "the deadline bounds the wait");
    let cause = std::error::Error::source(&error).unwrap();
    assert!(cause.to_string().contains("429"), "{cause}");
}

#[tokio::test]
async fn no_time_sends_nothing() {
    let server = Server::start([Reply::no_content()]).await;
    let options = quick().timeout(Duration::ZERO);
    let error = client(&server).session("s").stream_with(&options).next().await.unwrap().unwrap_err();
    assert_eq!((error.kind(), server.requests()), (ErrorKind::DeadlineExceeded, 0));
}

#[tokio::test]
async fn evicted_events_come_from_the_history() {
    let history = json!({"items": (0..5).map(event).collect::<Vec<_>>(), "total": 5, "page": 1}).to_string();
    let replies = [page(3..5, "completed"), Reply::json(200, &history), Reply::no_content()];
    let server = Server::start(replies).await;
    assert_eq!(collect(&mut client(&server).session("s").stream_with(&quick())).await, [0, 1, 2, 3, 4]);
    assert_eq!(asked(&server)[1], "events?page=1&size=200&sort=timestamp");
}

#[tokio::test]
async fn events_that_are_gone_are_a_gap_and_no_error() {
    let history = json!({"items": (3..5).map(event).collect::<Vec<_>>(), "total": 2, "page": 1}).to_string();
    for (reply, reason) in [
        (Reply::json(200, &history), GapReason::Evicted),
        (Reply::json(404, "{}"), GapReason::HistoryUnavailable),
    ] {
        let server = Server::start([page(3..5, "completed"), reply, Reply::no_content()]).await;
        let mut stream = client(&server).session("s").stream_with(&quick());
        let first = stream.next().await.unwrap().unwrap();
        assert_eq!(first, StreamItem::Gap(Gap { from: 0, to: 3, reason }));
        assert_eq!(stream.cursor(), 3);
        assert_eq!(collect(&mut stream).await, [3, 4]);
    }
}

#[tokio::test]
async fn a_page_over_the_limit_is_asked_for_in_smaller_ones() {
    let large = Reply::new(200, &[], "x".repeat(200_000));
    let replies = [large, page(0..1, "running"), page(1..2, "completed"), Reply::no_content()];
    let server = Server::start(replies).await;
    assert_eq!(collect(&mut client(&server).session("s").stream_with(&quick())).await, [0, 1]);
    assert!(asked(&server)[1].contains("limit=64"), "{:?}", asked(&server));
}

#[tokio::test]
async fn unknown_events_fields_and_states_are_passed_on() {
    let strange = json!({"status": "dreaming", "first_index": 0, "mood": "good", "new_events": [
        {"type": "DreamEvent", "data": {"sheep": 7}, "timestamp": "2026-03-01T09:00:00Z", "lucid": true},
        {"type": "AgentEvent", "data": {"kind": "dream_event"}, "timestamp": "2026-03-01T09:00:00Z"},
        {"type": "AgentErrorEvent"},
        {"type": 7},
        "not even an object",
        null,
    ]});
    let done = json!({"status": "completed", "first_index": 6, "new_events": [], "answer": 7});
    let server =
        Server::start([Reply::json(200, &strange.to_string()), Reply::json(200, &done.to_string())]).await;
    let mut stream = client(&server).session("s").stream_with(&quick());
    let mut raw = Vec::new();
    while let Some(item) = stream.next().await {
        raw.push(serde_json::from_str::<Value>(item.unwrap().event().unwrap().raw()).unwrap());
    }
    assert_eq!(Value::Array(raw), strange["new_events"]);
    assert_eq!(stream.outcome().unwrap().answer, Some(json!(7)));
}

#[tokio::test]
async fn leaving_the_loop_drops_the_request_and_sends_nothing() {
    let server = Server::start([page(0..1, "running"), Reply::default().hang()]).await;
    let mut stream = client(&server).session("s").stream_with(&quick());
    assert!(stream.next().await.unwrap().is_ok());
    server.arrived(2).await;
    drop(stream);
    server.client_left().await;
    assert_eq!(server.requests(), 2);
}

#[tokio::test]
async fn a_busy_session_costs_one_request_a_page() {
    let pages = 40_u64;
    let mut replies: Vec<Reply> = (0..pages).map(|at| page(at * 5..at * 5 + 5, "running")).collect();
    replies.push(page(pages * 5..pages * 5 + 1, "completed"));
    replies.push(Reply::no_content());
    let server = Server::start(replies).await;
    assert_eq!(collect(&mut client(&server).session("s").stream_with(&quick())).await.len(), 201);
    assert_eq!(server.requests(), 42);
}

#[test]
fn a_stream_whose_runtime_ends_says_so_instead_of_waiting_for_ever() {
    let runtime =
        || tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let (here, there) = (runtime(), runtime());
    let (_server, mut stream) = here.block_on(async {
        let server = Server::start([page(0..1, "running"), Reply::default().hang()]).await;
        let mut stream = client(&server).session("s").stream_with(&quick());
        stream.start(there.handle());
        server.arrived(2).await;
        (server, stream)
    });
    drop(there);
    let error = here.block_on(async {
        assert!(stream.next().await.unwrap().is_ok());
        stream.next().await.unwrap().unwrap_err()
    });
    assert_eq!((error.kind(), error.cursor()), (ErrorKind::Cancelled, Some(1)));
}

/// The session waits for one call of a tool.
fn waiting_for_a_tool() -> Reply {
    let call = json!({"tool_name": "look", "args": {}, "id": "c1"});
    let event = json!({"type": "ActiveStateChangeEvent", "timestamp": "2026-03-01T09:00:00Z",
        "data": {"state": "awaiting_tool_results", "pending_tool_calls": [call]}});
    let page = json!({"status": "awaiting_tool_results", "new_events": [event], "first_index": 0, "pending_tool_calls": [call]});
    Reply::json(200, &page.to_string())
}

#[tokio::test]
async fn a_call_that_a_stream_leaves_behind_is_run_at_once_by_another_that_waits() {
    let silent = || Reply::default().hang();
    let accepted = Reply::new(202, &[], Vec::new());
    // Each stream makes sure that the log ends there before it waits.
    let watched = || [waiting_for_a_tool(), Reply::no_content(), silent()];
    let server = Server::start(watched().into_iter().chain(watched()).chain([accepted])).await;
    let runs = Arc::new(AtomicUsize::new(0));
    let (count, started) = (runs.clone(), Arc::new(Notify::new()));
    let begun = started.clone();
    let look = function("look", "Looks", move |_: Value| {
        let (first, begun) = (count.fetch_add(1, Ordering::Relaxed) == 0, begun.clone());
        async move {
            if first {
                begun.notify_one();
                std::future::pending::<()>().await;
            }
            Ok::<_, ToolFailure>("seen")
        }
    });
    let session = client(&server).session("s").with_tools(look.into_set().unwrap());
    let watch = || session.stream_with(&quick().tools(StreamTools::Handle));
    let (mut first, mut second) = (watch(), watch());
    assert!(first.next().await.unwrap().is_ok());
    started.notified().await;
    server.arrived(3).await;
    assert!(second.next().await.unwrap().is_ok());
    server.arrived(6).await;
    assert_eq!(runs.load(Ordering::Relaxed), 1, "the first one has the call");
    drop(first);
    server.arrived(7).await;
    // Not only when the server is next heard of: it keeps silent.
    assert_eq!(asked(&server)[6], "tool_results");
    assert_eq!(runs.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn a_stream_that_lost_its_server_says_so_until_it_is_back() {
    let first = Server::start([page(0..2, "running"), Reply::default().hang()]).await;
    let address = first.address;
    let mut stream = client(&first).session("s").stream_with(&quick());
    assert!(stream.next().await.unwrap().is_ok());
    assert!(stream.next().await.unwrap().is_ok());
    assert!(stream.reconnecting().is_none());
    first.arrived(2).await;
    first.stop().await;
    let trouble = loop {
        match stream.reconnecting() {
            Some(trouble) => break trouble,
            None => tokio::task::yield_now().await,
        }
    };
    assert!(trouble.error.is_transient(), "{}", trouble.error);
    let _second = Server::start_at(address, [page(2..3, "running"), Reply::default().hang()]).await;
    assert!(stream.next().await.unwrap().is_ok());
    assert!(stream.reconnecting().is_none());
}
