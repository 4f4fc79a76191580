//! Broken connections and bodies.

use std::io::Write;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use steersman_http::{ErrorKind, Retry};

use crate::support::{Reply, Server, builder, get, post, transport};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn gzipped(body: &[u8]) -> Reply {
    Reply::new(200, &[("content-encoding", "gzip"), ("content-type", "application/json")], body)
}

fn ok() -> Reply {
    Reply::json(200, r#"{"ok":true}"#)
}

/// Every way a connection can break after the request was sent.
fn breakages() -> Vec<(&'static str, Reply)> {
    let long = [("content-length", "100"), ("content-type", "application/json")];
    let chunked = [("transfer-encoding", "chunked"), ("content-type", "application/json")];
    vec![
        ("reset before the headers", Reply::default().reset()),
        ("closed before the headers", Reply::default().close()),
        ("reset in the headers", Reply::default().send("HTTP/1.1 200 OK\r\ncontent-").reset()),
        ("reset in the body", Reply::head(200, &long).send(r#"{"ok":"#).reset()),
        ("closed in the body", Reply::head(200, &long).send(r#"{"ok":"#).close()),
        ("closed between chunks", Reply::head(200, &chunked).send("5\r\n{\"ok\"\r\n").close()),
        ("closed in a gzip body", gzip_cut()),
    ]
}

fn gzip_cut() -> Reply {
    let whole = gzip(br#"{"some": "text that is long enough to be cut in two somewhere"}"#);
    let length = whole.len().to_string();
    Reply::head(200, &[("content-encoding", "gzip"), ("content-length", &length)])
        .send(&whole[..whole.len() / 2])
        .close()
}

#[tokio::test]
async fn a_connection_that_breaks_is_survived_by_a_request_that_may_be_sent_twice() {
    for (how, reply) in breakages() {
        let server = Server::start([reply, ok()]).await;
        let response =
            transport(&server).send(get()).await.unwrap_or_else(|error| panic!("{how}: {error:?}"));
        assert_eq!(response.json::<Value>().unwrap()["ok"], true, "{how}");
        assert_eq!(server.requests(), 2, "{how}");
    }
}

#[tokio::test]
async fn a_connection_that_breaks_is_not_survived_by_a_request_that_must_not_be_sent_twice() {
    for (how, reply) in breakages() {
        let server = Server::start([reply, ok()]).await;
        let error = transport(&server).send(post()).await.expect_err(how);
        assert_eq!(
            (error.kind(), error.retry()),
            (ErrorKind::ConnectionLost, Retry::Never),
            "{how}: {error:?}"
        );
        assert_eq!((error.operation(), error.session_id()), (Some("send_message"), Some("s1")), "{how}");
        assert_eq!(server.requests(), 1, "{how}");
    }
}

#[tokio::test]
async fn a_post_that_carries_an_idempotency_key_survives_like_a_read() {
    for (how, reply) in breakages() {
        let server = Server::start([reply, ok()]).await;
        let request = post().header("Idempotency-Key", "k1").idempotent(true);
        transport(&server).send(request).await.unwrap_or_else(|error| panic!("{how}: {error:?}"));
        let keys: Vec<_> = server
            .received()
            .iter()
            .map(|request| request.header("idempotency-key").map(str::to_owned))
            .collect();
        assert_eq!(keys, [Some("k1".to_owned()), Some("k1".to_owned())], "{how}");
    }
}

#[tokio::test]
async fn a_connection_that_stays_broken_ends_exhausted() {
    let server = Server::start([Reply::default().reset()]).await;
    let error = transport(&server).send(get()).await.unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::ConnectionLost, Retry::Exhausted));
    assert!(std::error::Error::source(&error).is_some());
    assert_eq!(server.requests(), 3);
}

#[tokio::test]
async fn a_connection_closed_after_the_body_costs_nothing() {
    let server = Server::start([ok().close(), ok()]).await;
    let transport = transport(&server);
    transport.send(post()).await.unwrap();
    transport.send(post()).await.unwrap();
    assert_eq!((server.requests(), server.connections()), (2, 2));
}

#[tokio::test]
async fn an_open_connection_is_used_again() {
    let server = Server::start([ok()]).await;
    let transport = transport(&server);
    for _ in 0..5 {
        transport.clone().send(get()).await.unwrap();
    }
    assert_eq!((server.requests(), server.connections()), (5, 1));
}

#[tokio::test]
async fn a_server_that_never_answers_is_left_after_the_time_out() {
    let server = Server::start([Reply::default().hang()]).await;
    let transport = builder(&server).timeout(Duration::from_millis(40)).max_retries(1).build().unwrap();
    let error = transport.send(get()).await.unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::RequestTimeout, Retry::Exhausted));
    assert!(error.to_string().contains("40ms"), "{error}");
    assert_eq!(server.requests(), 2);

    let error = transport.send(post()).await.unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::RequestTimeout, Retry::Never));
    assert_eq!(server.requests(), 3, "it may have taken effect, so it is not sent again");
}

#[tokio::test]
async fn a_body_that_drips_is_bounded_by_the_time_out_of_the_whole_answer() {
    let drip = Reply::head(200, &[("content-length", "50")]).drip([b' '; 50], Duration::from_millis(10));
    let server = Server::start([drip]).await;
    let transport = builder(&server).timeout(Duration::from_millis(80)).max_retries(0).build().unwrap();
    assert_eq!(transport.send(get()).await.unwrap_err().kind(), ErrorKind::RequestTimeout);
}

#[tokio::test]
async fn a_body_that_drips_within_the_time_out_is_read() {
    let drip = Reply::head(200, &[("content-length", "11")]).drip(r#"{"ok":true}"#, Duration::from_millis(2));
    let server = Server::start([drip]).await;
    assert_eq!(transport(&server).send(get()).await.unwrap().body, r#"{"ok":true}"#);
}

#[tokio::test]
async fn no_content_is_an_empty_success_however_often_it_comes() {
    let server = Server::start([Reply::no_content()]).await;
    let transport = transport(&server);
    for _ in 0..200 {
        let response = transport.send_once(get()).await.unwrap();
        assert_eq!((response.status, response.body.len()), (204, 0));
    }
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn html_is_an_error_with_its_text_at_any_status() {
    let page = "<!doctype html>\n<h1>Gateway trouble</h1>";
    for (status, kind) in [(200, ErrorKind::Decode), (404, ErrorKind::NotFound), (502, ErrorKind::Server)] {
        for content_type in ["text/html; charset=utf-8", "application/json"] {
            let server = Server::start([Reply::new(status, &[("content-type", content_type)], page)]).await;
            let error = transport(&server).send_once(get()).await.unwrap_err();
            assert_eq!((error.kind(), error.status()), (kind, Some(status)));
            assert_eq!(error.body().text(), page);
            assert!(error.to_string().contains("Gateway trouble"), "{error}");
        }
    }
}

#[tokio::test]
async fn html_from_a_proxy_in_trouble_is_survived_by_a_read() {
    let page = Reply::new(200, &[("content-type", "text/html")], "<html>maintenance</html>");
    let server = Server::start([page.clone(), ok()]).await;
    transport(&server).send(get()).await.unwrap();
    let server = Server::start([page, ok()]).await;
    let error = transport(&server).send(post()).await.unwrap_err();
    assert_eq!((error.kind(), error.retry(), server.requests()), (ErrorKind::Decode, Retry::Never, 1));
}

#[tokio::test]
async fn json_that_is_cut_short_or_wrong_is_a_decode_error_with_its_text() {
    for text in [r#"{"ok": tr"#, "{'ok': 1}", "plain words"] {
        let server = Server::start([Reply::json(200, text)]).await;
        let error = transport(&server).send(get()).await.unwrap().json::<Value>().unwrap_err();
        assert_eq!(
            (error.kind(), error.retry(), error.status()),
            (ErrorKind::Decode, Retry::Perhaps, Some(200))
        );
        assert_eq!((error.body().text(), error.operation()), (text, Some("get_session")));
    }
}

#[tokio::test]
async fn what_is_not_http_is_a_broken_connection() {
    let server = Server::start([Reply::default().send("SSH-2.0-OpenSSH_9.9\r\n").close()]).await;
    let error = transport(&server).send(get()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionLost);
}

#[tokio::test]
async fn a_response_over_the_limit_is_refused_by_its_announced_length() {
    let server = Server::start([Reply::head(200, &[("content-length", "1001")]).hang()]).await;
    let transport = builder(&server).max_response_bytes(1000).build().unwrap();
    let error = transport.send(get()).await.unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::ResponseTooLarge, Retry::Never));
    assert!(error.to_string().contains("1001") && error.to_string().contains("1000"), "{error}");
    server.client_left().await;
}

#[tokio::test]
async fn a_response_over_the_limit_is_refused_while_it_comes() {
    let mut chunked = Reply::head(200, &[("transfer-encoding", "chunked")]);
    for _ in 0..20 {
        chunked = chunked.send(format!("64\r\n{}\r\n", "x".repeat(100)));
    }
    let server = Server::start([chunked.hang()]).await;
    let limited = |bytes| builder(&server).max_response_bytes(bytes).build().unwrap();
    assert_eq!(limited(1999).send(get()).await.unwrap_err().kind(), ErrorKind::ResponseTooLarge);
    server.client_left().await;
}

#[tokio::test]
async fn a_response_of_exactly_the_limit_passes() {
    let server = Server::start([Reply::json(200, &format!("\"{}\"", "x".repeat(998)))]).await;
    let transport = builder(&server).max_response_bytes(1000).build().unwrap();
    assert_eq!(transport.send(get()).await.unwrap().body.len(), 1000);
}

#[tokio::test]
async fn gzip_is_asked_for_and_unpacked() {
    let text = format!(r#"{{"text":"{}"}}"#, "steady ".repeat(20_000));
    let server = Server::start([gzipped(&gzip(text.as_bytes()))]).await;
    assert_eq!(transport(&server).send(get()).await.unwrap().body, text);
    assert_eq!(server.received()[0].header("accept-encoding"), Some("gzip"));
}

#[tokio::test]
async fn a_gzip_bomb_stops_at_the_limit() {
    let bomb = gzip(&vec![b' '; 20_000_000]);
    assert!(bomb.len() < 100_000);
    let server = Server::start([gzipped(&bomb)]).await;
    let transport = builder(&server).max_response_bytes(1_000_000).build().unwrap();
    let error = transport.send(get()).await.unwrap_err();
    assert_eq!((error.kind(), server.requests()), (ErrorKind::ResponseTooLarge, 1));
}

#[tokio::test]
async fn gzip_that_is_none_cannot_be_decoded() {
    let server = Server::start([gzipped(b"this is not gzip at all, is it")]).await;
    assert_eq!(transport(&server).send(get()).await.unwrap_err().kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn an_error_whose_body_never_ends_keeps_its_status() {
    let stuck = Reply::head(403, &[("content-length", "500")]).send(r#"{"detail": "no"#).hang();
    let broken = Reply::head(403, &[("content-length", "500")]).send(r#"{"detail": "no"#).reset();
    for reply in [stuck, broken] {
        let server = Server::start([reply]).await;
        let error = transport(&server).send(get()).await.unwrap_err();
        assert_eq!((error.kind(), error.status()), (ErrorKind::PermissionDenied, Some(403)));
    }
}
