//! What is tried again, how often, and after which wait.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime};

use steersman_http::{CallOptions, Credentials, ErrorKind, Method, Request, Retry, RetryPolicy};

use crate::support::{Reply, Server, builder, get, post, quick, transport};

fn failing(status: u16) -> Reply {
    Reply::json(status, r#"{"detail":"later"}"#)
}

fn ok() -> Reply {
    Reply::json(200, "{}")
}

#[tokio::test]
async fn throttling_and_408_are_retried_for_every_method() {
    for status in [408, 429] {
        for method in [Method::GET, Method::POST, Method::PATCH, Method::DELETE] {
            let server = Server::start([failing(status), failing(status), ok()]).await;
            transport(&server).send(Request::new("x", method, "/x")).await.unwrap();
            assert_eq!(server.requests(), 3);
        }
    }
}

#[tokio::test]
async fn server_errors_are_retried_only_for_requests_that_may_be_sent_twice() {
    for status in [500, 502, 503, 504] {
        for method in [Method::GET, Method::PUT, Method::DELETE] {
            let server = Server::start([failing(status), ok()]).await;
            transport(&server).send(Request::new("x", method, "/x")).await.unwrap();
        }
        for method in [Method::POST, Method::PATCH] {
            let server = Server::start([failing(status), ok()]).await;
            let error = transport(&server).send(Request::new("x", method, "/x")).await.unwrap_err();
            assert_eq!((error.kind(), error.retry()), (ErrorKind::Server, Retry::Never));
            assert_eq!(server.requests(), 1);
        }
    }
}

#[tokio::test]
async fn other_errors_are_never_retried() {
    for status in [400, 401, 403, 404, 409, 410, 412, 413, 422] {
        let server = Server::start([failing(status), ok()]).await;
        let error = transport(&server).send(get()).await.unwrap_err();
        assert_eq!(
            (error.status(), error.retry(), error.kind()),
            (Some(status), Retry::Never, ErrorKind::from_status(status))
        );
        assert_eq!(error.to_string(), format!("later (status_code: {status})"));
        assert_eq!(server.requests(), 1);
    }
}

#[tokio::test]
async fn when_retries_are_used_up_the_last_error_says_so() {
    let server = Server::start([failing(503)]).await;
    let transport = transport(&server);
    let error = transport.send(get()).await.unwrap_err();
    assert_eq!((error.status(), error.retry(), error.is_transient()), (Some(503), Retry::Exhausted, true));
    assert_eq!(server.requests(), 3);

    let none = CallOptions { max_retries: Some(0), ..CallOptions::default() };
    assert_eq!(transport.send(get().options(none)).await.unwrap_err().retry(), Retry::Exhausted);
    assert_eq!(server.requests(), 4);

    let many = CallOptions { max_retries: Some(5), ..CallOptions::default() };
    transport.send(get().options(many)).await.unwrap_err();
    assert_eq!(server.requests(), 10);

    assert_eq!(transport.send_once(get()).await.unwrap_err().retry(), Retry::Perhaps);
    assert_eq!(server.requests(), 11);
}

#[tokio::test]
async fn retry_after_lengthens_the_wait() {
    let server = Server::start([Reply::new(429, &[("retry-after", "0.25")], "{}"), ok()]).await;
    let started = Instant::now();
    transport(&server).send(post()).await.unwrap();
    assert!(started.elapsed() >= Duration::from_millis(250), "{:?}", started.elapsed());
}

#[tokio::test]
async fn retry_after_never_shortens_the_wait() {
    let server = Server::start([Reply::new(503, &[("retry-after", "0")], "{}"), ok()]).await;
    let policy =
        RetryPolicy { base: Duration::from_millis(200), ceiling: Duration::from_millis(200), ..quick() };
    let started = Instant::now();
    builder(&server).retry_policy(policy).build().unwrap().send(get()).await.unwrap();
    assert!(started.elapsed() >= Duration::from_millis(100), "{:?}", started.elapsed());
}

#[tokio::test]
async fn retry_after_may_be_a_date() {
    let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(40));
    let server = Server::start([Reply::new(429, &[("retry-after", &date)], "{}")]).await;
    let error = transport(&server).send_once(get()).await.unwrap_err();
    let asked = error.retry_after().unwrap();
    assert!(asked > Duration::from_secs(30) && asked <= Duration::from_secs(40), "{asked:?}");
}

#[tokio::test]
async fn a_wait_beyond_the_budget_is_not_begun() {
    let server = Server::start([Reply::new(429, &[("retry-after", "3600")], "{}")]).await;
    let started = Instant::now();
    let error = transport(&server).send(get()).await.unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::RateLimited, Retry::Exhausted));
    assert_eq!(error.retry_after(), Some(Duration::from_hours(1)));
    assert!(started.elapsed() < Duration::from_secs(2));
    assert_eq!(server.requests(), 1);
}

#[tokio::test]
async fn the_budget_ends_retries_that_the_count_would_allow() {
    let server = Server::start([failing(503)]).await;
    let policy = RetryPolicy {
        max_retries: None,
        budget: Duration::from_millis(120),
        base: Duration::from_millis(20),
        ceiling: Duration::from_millis(20),
    };
    let error = builder(&server).retry_policy(policy).build().unwrap().send(get()).await.unwrap_err();
    assert_eq!(error.retry(), Retry::Exhausted);
    assert!((2..=13).contains(&server.requests()), "{}", server.requests());
}

#[tokio::test]
async fn a_key_function_is_asked_again_for_every_retry() {
    let server = Server::start([failing(503), Reply::default().reset(), ok()]).await;
    let calls = Arc::new(AtomicUsize::new(0));
    let count = calls.clone();
    let keys = Credentials::function(move || Ok(format!("hk-{}", count.fetch_add(1, Ordering::SeqCst))));
    builder(&server).api_key(keys).build().unwrap().send(get()).await.unwrap();
    let sent: Vec<_> =
        server.received().iter().map(|request| request.header("authorization").unwrap().to_owned()).collect();
    assert_eq!(sent, ["Bearer hk-0", "Bearer hk-1", "Bearer hk-2"]);
}

#[tokio::test]
async fn a_key_function_that_fails_sends_nothing() {
    let server = Server::start([ok()]).await;
    for keys in [Credentials::function(|| Err("closed".into())), Credentials::function(|| Ok("a\nb".into()))]
    {
        let error = builder(&server).api_key(keys).build().unwrap().send(get()).await.unwrap_err();
        assert_eq!((error.kind(), error.operation()), (ErrorKind::Configuration, Some("get_session")));
    }
    assert_eq!(server.requests(), 0);
}

#[tokio::test]
async fn the_reasons_of_a_quota_error_are_typed() {
    let body = r#"{"message": "no slot", "detail": [{"type": "plan_limit", "message": "3 of 3 in use", "scope": "org"}]}"#;
    let server = Server::start([Reply::json(429, body)]).await;
    let error = transport(&server).send_once(post()).await.unwrap_err();
    assert_eq!(error.to_string(), "3 of 3 in use (status_code: 429)");
    assert_eq!(
        (error.quota()[0].limit.as_str(), error.quota()[0].scope.as_deref()),
        ("plan_limit", Some("org"))
    );
    assert_eq!(error.body().json().unwrap()["message"], "no slot");
}
