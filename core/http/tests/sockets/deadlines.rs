//! A deadline bounds everything: attempts, waits, bodies.

use std::error::Error as _;
use std::time::{Duration, Instant};

use steersman_http::{CallOptions, Error, ErrorKind, Request, RetryPolicy};
use tokio::time::Instant as Clock;

use crate::support::{Reply, Server, builder, get, quick, transport};

fn within(request: Request, time: Duration) -> Request {
    request.options(CallOptions { deadline: Some(Clock::now() + time), ..CallOptions::default() })
}

fn last(error: &Error) -> Option<&Error> {
    error.source().and_then(|source| source.downcast_ref::<Error>())
}

#[tokio::test]
async fn a_deadline_ends_a_request_that_is_not_answered() {
    let server = Server::start([Reply::default().hang()]).await;
    let started = Instant::now();
    let error = transport(&server).send(within(get(), Duration::from_millis(50))).await.unwrap_err();
    assert_eq!((error.kind(), error.session_id()), (ErrorKind::DeadlineExceeded, Some("s1")));
    assert!(started.elapsed() < Duration::from_secs(2));
    assert_eq!(server.requests(), 1);
    server.client_left().await;
}

#[tokio::test]
async fn a_deadline_that_has_passed_sends_nothing() {
    let server = Server::start([Reply::json(200, "{}")]).await;
    let transport = transport(&server);
    assert_eq!(
        transport.send(within(get(), Duration::ZERO)).await.unwrap_err().kind(),
        ErrorKind::DeadlineExceeded
    );
    assert_eq!(
        transport.send_once(within(get(), Duration::ZERO)).await.unwrap_err().kind(),
        ErrorKind::DeadlineExceeded
    );
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn a_wait_beyond_the_deadline_fails_at_once_with_the_trouble_as_its_source() {
    let server = Server::start([Reply::new(429, &[("retry-after", "8")], r#"{"detail":"busy"}"#)]).await;
    let started = Instant::now();
    let error = transport(&server).send(within(get(), Duration::from_secs(5))).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::DeadlineExceeded);
    assert!(started.elapsed() < Duration::from_secs(2), "it must not sleep first");
    assert_eq!(last(&error).unwrap().kind(), ErrorKind::RateLimited);
    assert!(error.to_string().contains("busy"), "{error}");
}

#[tokio::test]
async fn a_deadline_in_the_last_attempt_keeps_the_trouble_before_it() {
    let server =
        Server::start([Reply::json(503, r#"{"detail":"restarting"}"#), Reply::default().hang()]).await;
    let error = transport(&server).send(within(get(), Duration::from_millis(100))).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::DeadlineExceeded);
    assert_eq!(last(&error).unwrap().status(), Some(503));
}

#[tokio::test]
async fn a_deadline_allows_retries_before_it() {
    let server = Server::start([Reply::json(503, "{}"), Reply::json(200, "{}")]).await;
    transport(&server).send(within(get(), Duration::from_secs(5))).await.unwrap();
}

#[tokio::test]
async fn retries_stop_at_the_deadline() {
    let server = Server::start([Reply::json(503, "{}")]).await;
    let policy = RetryPolicy {
        max_retries: None,
        base: Duration::from_millis(20),
        ceiling: Duration::from_millis(20),
        ..quick()
    };
    let transport = builder(&server).retry_policy(policy).build().unwrap();
    let started = Instant::now();
    let error = transport.send(within(get(), Duration::from_millis(120))).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::DeadlineExceeded);
    assert!(started.elapsed() < Duration::from_secs(1));
    assert!(server.requests() > 1);
}

#[tokio::test]
async fn the_time_out_of_one_call_replaces_the_client_s() {
    let server = Server::start([Reply::default().hang()]).await;
    let options = CallOptions { timeout: Some(Duration::from_millis(30)), ..CallOptions::default() };
    let error = transport(&server).send_once(get().options(options)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RequestTimeout);
    let options = CallOptions { timeout: Some(Duration::MAX), ..CallOptions::default() };
    let server = Server::start([Reply::json(200, "{}")]).await;
    transport(&server).send_once(get().options(options)).await.unwrap();
}
