//! Dropping a request's future ends the request, wherever it is.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::support::{Reply, Server, get, transport};

#[tokio::test]
async fn dropping_a_request_that_waits_for_its_answer_closes_the_connection() {
    let server = Server::start([Reply::default().hang()]).await;
    let transport = transport(&server);
    let request = tokio::spawn(async move { transport.send(get()).await });
    server.arrived(1).await;
    request.abort();
    server.client_left().await;
}

#[tokio::test]
async fn dropping_a_request_in_the_middle_of_its_body_closes_the_connection() {
    let server = Server::start([Reply::head(200, &[("content-length", "9")]).send("{").hang()]).await;
    let transport = transport(&server);
    let request = tokio::spawn(async move { transport.send(get()).await });
    server.arrived(1).await;
    request.abort();
    server.client_left().await;
}

#[tokio::test]
async fn dropping_a_request_that_waits_for_its_retry_sends_nothing_more() {
    let server = Server::start([Reply::new(429, &[("retry-after", "0.1")], "{}")]).await;
    let transport = transport(&server);
    let cancelled = timeout(Duration::from_millis(50), transport.send(get())).await;
    assert!(cancelled.is_err());
    // Longer than the wait would have been.
    let _ = timeout(Duration::from_millis(150), server.arrived(2)).await;
    assert_eq!(server.requests(), 1);
}

#[tokio::test]
async fn hundreds_of_long_polls_wait_side_by_side() {
    const POLLS: usize = 600;
    let gate = Arc::new(Notify::new());
    let server = Server::start([Reply::default().wait(&gate).send("HTTP/1.1 204 None\r\n\r\n")]).await;
    let transport = transport(&server);
    let mut polls = JoinSet::new();
    for _ in 0..POLLS {
        let transport = transport.clone();
        polls.spawn(async move { transport.send_once(get()).await });
    }
    server.arrived(POLLS).await;
    for _ in 0..POLLS {
        gate.notify_one();
        let poll = polls.join_next().await.unwrap().unwrap().unwrap();
        assert_eq!(poll.status, 204);
    }
}
