//! The key is a marker here, everything goes wrong, and the marker must not be found anywhere: not in a log line at TRACE of any
//! crate, not in an error or what it was caused by, not in `Debug`, not in a panic.
#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

mod support;

use std::panic;
use std::time::Duration;

use steersman_http::{ApiKey, CallOptions, Credentials, Request, Transport, TransportBuilder};
use support::capture::{CANARY, Capture};
use support::{Reply, Server, builder, get, post, quick};

fn canary(server: &Server) -> TransportBuilder {
    builder(server).api_key(CANARY).timeout(Duration::from_millis(60)).max_response_bytes(200)
}

/// Every reply that leads to an error, each repeating what it was sent as a careless server may.
fn bad_replies(elsewhere: &str) -> Vec<Reply> {
    let echo = format!("Bearer {CANARY}");
    let json =
        format!(r#"{{"detail": "no access for {echo}", "your_headers": {{"authorization": "{echo}"}}}}"#);
    let echoing = |status, body: &str| {
        Reply::new(status, &[("x-echo", &echo), ("set-cookie", &echo), ("content-type", "text/html")], body)
    };
    let mut replies: Vec<Reply> = [400, 401, 403, 404, 408, 409, 412, 422, 429, 500, 503, 302]
        .map(|status| echoing(status, &json))
        .into();
    replies.extend([
        echoing(200, &format!("<html>{echo}</html>")),
        echoing(502, &format!("<html>{echo}</html>")),
        echoing(200, &"x".repeat(300)),
        Reply::json(
            429,
            &format!(
                r#"{{"message": "{CANARY}", "detail": [{{"type": "capacity", "message": "{CANARY}"}}]}}"#
            ),
        ),
        Reply::json(
            422,
            &format!(
                r#"{{"detail": [{{"loc": ["body"], "msg": "bad", "input": {{"token": "{CANARY}"}}}}]}}"#
            ),
        ),
        Reply::default().reset(),
        Reply::default().close(),
        Reply::default().hang(),
        Reply::default().send(&echo).close(),
        Reply::head(200, &[("content-length", "50")]).send(&echo).reset(),
        Reply::head(200, &[("content-encoding", "gzip"), ("content-length", "5")]).send("notgz"),
        Reply::head(200, &[("x-echo", &format!("{echo}\u{1}"))]),
        Reply::redirect(302, &format!("{elsewhere}/b/k?X-Amz-Signature={CANARY}&token={CANARY}")),
        Reply::redirect(302, &format!("http://user:{CANARY}@127.0.0.1:1/")),
        Reply::redirect(302, &format!("ftp://{CANARY}@host/")),
        Reply::redirect(302, "/again"),
    ]);
    replies
}

fn requests() -> [Request; 3] {
    let options = CallOptions {
        headers: vec![("X-Api-Key".into(), CANARY.into()), ("Cookie".into(), CANARY.into())],
        query: vec![("api_key".into(), CANARY.into())],
        ..CallOptions::default()
    };
    [get(), post().body(format!(r#"{{"token": "{CANARY}"}}"#)), get().options(options)]
}

#[tokio::test]
async fn the_key_is_found_in_no_log_error_or_panic() {
    let capture = Capture::default();
    tracing_subscriber::fmt()
        .with_ansi(false)
        .with_max_level(tracing::Level::TRACE)
        .with_writer(capture.clone())
        .init();
    panic::set_hook(Box::new(|_| {}));

    let storage = Server::start([Reply::new(403, &[], format!("<Error><Key>{CANARY}</Key></Error>"))]).await;
    for reply in bad_replies(&storage.url()) {
        for request in requests() {
            let server = Server::start([reply.clone()]).await;
            let transport = canary(&server).build().unwrap();
            capture.note(&format!("{request:?} {transport:?} {:?}", canary(&server)));
            capture.error(&transport.send_once(request.clone()).await.unwrap_err());
            if let Err(error) = transport.download(request).await {
                capture.error(&error);
            }
        }
    }

    // A success that is not what was expected.
    let server =
        Server::start([Reply::json(200, &format!(r#"{{"secret": "{CANARY}", "e": "{CANARY}"}}"#))]).await;
    let transport = canary(&server).build().unwrap();
    let response = transport.send(get()).await.unwrap();
    capture.note(&format!("{response:?} {:?}", transport.download(get()).await.unwrap()));
    capture.error(&response.json::<Vec<u8>>().unwrap_err());

    // Nobody is there, a deadline, a key that cannot be sent, a function that fails, unusable options.
    let nowhere = || Transport::builder().retry_policy(quick()).base_url("http://127.0.0.1:9");
    capture.error(&nowhere().api_key(CANARY).build().unwrap().send(get()).await.unwrap_err());
    let soon = CallOptions { deadline: Some(tokio::time::Instant::now()), ..CallOptions::default() };
    capture.error(&nowhere().api_key(CANARY).build().unwrap().send(get().options(soon)).await.unwrap_err());
    for builder in [
        nowhere().api_key(format!("{CANARY}\n")),
        nowhere().api_key(CANARY).header("X-Api-Key", format!("{CANARY}\n")),
        nowhere().api_key(CANARY).header(format!("X: {CANARY}"), "1"),
        nowhere().api_key(CANARY).user_agent_suffix(format!("{CANARY}\n")),
        nowhere().api_key(CANARY).proxy(format!("nothing://user:{CANARY}@host")),
        nowhere().api_key(CANARY).base_url(format!("https://user:{CANARY}@host")),
        nowhere().api_key(CANARY).base_url("http://example.com"),
    ] {
        capture.note(&format!("{builder:?}"));
        capture.error(&builder.build().unwrap_err());
    }
    let bad = Credentials::function(|| Ok(format!("{CANARY}\r\n")));
    capture.error(&nowhere().api_key(bad).build().unwrap().send(get()).await.unwrap_err());

    // A proxy with a password that is not there.
    let proxied = Transport::builder()
        .retry_policy(quick())
        .api_key(CANARY)
        .allow_insecure_http(true)
        .base_url("http://api.invalid")
        .proxy(format!("http://user:{CANARY}@127.0.0.1:9"));
    capture.error(&proxied.build().unwrap().send(get()).await.unwrap_err());

    // What a careless program prints.
    capture.panic(ApiKey::new(CANARY).unwrap());
    capture.panic(Credentials::from(CANARY));
    capture.panic(transport);
    capture.panic(requests());
    capture.panic(response);
    let _ = panic::take_hook();

    let text = capture.text();
    for sign in ["steersman::http", "hyper_util::client", "operation=\"get_session\"", "TRACE", "RateLimited"]
    {
        assert!(text.contains(sign), "the capture should show {sign}");
    }
    let leaks: Vec<&str> = text.lines().filter(|line| line.contains("CANARY")).collect();
    assert!(leaks.is_empty(), "{} lines: {leaks:#?}", leaks.len());
}
