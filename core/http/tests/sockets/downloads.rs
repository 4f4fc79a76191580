//! Bodies that are read as they come.

use std::time::Duration;

use futures_util::TryStreamExt;
use steersman_http::{ErrorKind, Method, Request, Retry};

use crate::support::{Reply, Server, builder, transport};

fn resource() -> Request {
    Request::new("get_session_resource", Method::GET, "/api/v2/sessions/s1/resources/b/k").session("s1")
}

#[tokio::test]
async fn a_download_follows_to_storage_without_the_key() {
    for status in [302, 307] {
        let picture = vec![7_u8; 300_000];
        let storage = Server::start([Reply::new(200, &[("content-type", "image/png")], &picture)]).await;
        let server = Server::start([Reply::redirect(status, &format!("{}/b/k?sig=1", storage.url()))]).await;
        let download = transport(&server).download(resource()).await.unwrap();
        assert_eq!((download.status(), download.content_type()), (200, Some("image/png")));
        assert_eq!(download.content_length(), Some(300_000));
        assert_eq!(download.bytes(300_000).await.unwrap(), picture);
        assert!(server.received()[0].header("authorization").is_some());
        assert!(storage.received()[0].header("authorization").is_none());
    }
}

#[tokio::test]
async fn a_download_may_be_html_and_may_be_larger_than_a_response() {
    let page = format!("<html>{}</html>", "x".repeat(5000));
    let server = Server::start([Reply::new(200, &[("content-type", "text/html")], &page)]).await;
    let transport = builder(&server).max_response_bytes(100).build().unwrap();
    let pieces: Vec<_> =
        transport.download(resource()).await.unwrap().into_stream().try_collect().await.unwrap();
    assert_eq!(pieces.concat(), page.as_bytes());
    let error = transport.download(resource()).await.unwrap().bytes(1000).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ResponseTooLarge);
}

#[tokio::test]
async fn trouble_before_the_body_is_retried_and_an_unknown_resource_is_an_error() {
    let server =
        Server::start([Reply::default().reset(), Reply::new(503, &[], ""), Reply::new(200, &[], "x")]).await;
    assert_eq!(transport(&server).download(resource()).await.unwrap().bytes(1).await.unwrap(), "x");
    let server = Server::start([Reply::json(404, r#"{"detail":"no such resource"}"#)]).await;
    let error = transport(&server).download(resource()).await.unwrap_err();
    assert_eq!((error.kind(), error.message()), (ErrorKind::NotFound, "no such resource"));
}

#[tokio::test]
async fn a_download_that_breaks_says_so() {
    let server = Server::start([Reply::head(200, &[("content-length", "10")]).send("12345").reset()]).await;
    let mut download = transport(&server).download(resource()).await.unwrap();
    let error = loop {
        match download.chunk().await {
            Ok(piece) => assert!(piece.is_some(), "it must not end as if it were complete"),
            Err(error) => break error,
        }
    };
    assert_eq!(
        (error.kind(), error.retry(), error.session_id()),
        (ErrorKind::ConnectionLost, Retry::Perhaps, Some("s1"))
    );
}

#[tokio::test]
async fn a_long_download_is_bounded_piece_by_piece() {
    let slow = Reply::head(200, &[("content-length", "20")]).drip([b'x'; 20], Duration::from_millis(10));
    let server = Server::start([slow]).await;
    let transport = builder(&server).timeout(Duration::from_millis(150)).build().unwrap();
    assert_eq!(transport.download(resource()).await.unwrap().bytes(20).await.unwrap().len(), 20);

    let stuck = Reply::head(200, &[("content-length", "20")]).send("x").hang();
    let server = Server::start([stuck]).await;
    let transport = builder(&server).timeout(Duration::from_millis(50)).build().unwrap();
    let error = transport.download(resource()).await.unwrap().bytes(20).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RequestTimeout);
    server.client_left().await;
}

#[tokio::test]
async fn dropping_a_download_closes_it() {
    let server = Server::start([Reply::head(200, &[("content-length", "20")]).send("x").hang()]).await;
    let mut download = transport(&server).download(resource()).await.unwrap();
    download.chunk().await.unwrap();
    drop(download);
    server.client_left().await;
}
