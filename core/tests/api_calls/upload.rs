//! Bringing in a browser profile: three steps, and the key stays home.

use std::time::Duration;

use bytes::Bytes;
use futures_util::stream;
use serde_json::{Value, json};
use steersman::api::Archive;
use steersman::wire::BrowserProfileCreate;
use steersman::{CallOptions, ErrorKind};

use tokio::net::TcpListener;
use tokio::time::Instant;

use crate::samples;
use crate::server::{Captured, Reply, Server};

fn profile() -> BrowserProfileCreate {
    BrowserProfileCreate::new("shop", "chromium", "130")
}

fn begun(storage: &Server) -> Value {
    json!({
        "profile_id": "p7", "upload_url": format!("{}/bucket", storage.url),
        "upload_fields": {"key": "profiles/p7.zip", "policy": "cG9s\"aWN5"}, "upload_expires_in": 3600,
    })
}

async fn upload(archive: Archive) -> (Vec<Captured>, Captured) {
    let (server, storage) = (Server::start().await, Server::start().await);
    server.reply(Reply::json(200, &begun(&storage)));
    storage.reply(Reply::empty(204));
    server.reply(Reply::json(201, &samples::profile("p7")));
    let uploaded =
        server.client().browser_profiles().upload(archive, profile(), CallOptions::default()).await.unwrap();
    assert_eq!(uploaded.id, "p7");
    (server.taken(), storage.taken().remove(0))
}

/// The names and contents of the form's parts.
fn parts(form: &Captured) -> Vec<(String, String)> {
    let boundary =
        form.header("content-type").unwrap().strip_prefix("multipart/form-data; boundary=").unwrap();
    let text = String::from_utf8(form.body.clone()).unwrap();
    let mark = format!("--{boundary}");
    let parts = text.split(&mark).filter(|part| !matches!(*part, "" | "--\r\n"));
    parts
        .map(|part| {
            let (head, content) = part.split_once("\r\n\r\n").unwrap();
            let name = head.split("name=\"").nth(1).unwrap().split('"').next().unwrap();
            (name.to_owned(), content.strip_suffix("\r\n").unwrap().to_owned())
        })
        .collect()
}

#[tokio::test]
async fn an_archive_in_memory_goes_to_the_storage_after_the_fields_and_without_the_key() {
    let (api, form) = upload(Archive::from(Bytes::from_static(b"PK-zip"))).await;
    assert_eq!(form.line, "POST /bucket");
    assert_eq!(form.header("authorization"), None);
    assert_eq!(form.header("content-length"), Some(form.body.len().to_string().as_str()));
    assert_eq!(
        parts(&form),
        [
            ("key".to_owned(), "profiles/p7.zip".to_owned()),
            ("policy".to_owned(), "cG9s\"aWN5".to_owned()),
            ("file".to_owned(), "PK-zip".to_owned())
        ]
    );
    assert!(String::from_utf8_lossy(&form.body).contains("Content-Type: application/zip"));
    let lines: Vec<&str> = api.iter().map(|request| request.line.as_str()).collect();
    assert_eq!(
        lines,
        ["POST /api/v2/browser-profiles/initiate-upload", "POST /api/v2/browser-profiles/p7/complete-upload"]
    );
    assert_eq!(
        api[1].json().unwrap(),
        json!({"name": "shop", "browser_name": "chromium", "browser_version": "130"})
    );
}

#[tokio::test]
async fn a_file_and_a_stream_are_read_piece_by_piece() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("profile.zip");
    let content = "z".repeat(700_000);
    std::fs::write(&path, &content).unwrap();
    let (_, form) = upload(Archive::from(path.as_path())).await;
    assert_eq!(parts(&form)[2].1, content);

    let pieces = stream::iter([Ok(Bytes::from_static(b"ab")), Ok(Bytes::from_static(b"c"))]);
    let (_, form) = upload(Archive::stream(3, pieces)).await;
    assert_eq!(parts(&form)[2].1, "abc");
}

#[tokio::test]
async fn what_cannot_be_uploaded_is_told_before_anything_is_sent() {
    let server = Server::start().await;
    let profiles = server.client().browser_profiles();
    let empty = stream::iter([]);
    for archive in [
        Archive::from(std::path::Path::new("/no/such/file.zip")),
        Archive::from(Vec::new()),
        Archive::stream((1 << 30) + 1, empty),
    ] {
        let error = profiles.upload(archive, profile(), CallOptions::default()).await.unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidArgument, Some("archive")), "{error}");
    }
    assert!(server.taken().is_empty());
}

#[tokio::test]
async fn a_stream_of_another_length_or_a_refusal_of_the_storage_does_not_complete_the_upload() {
    let (server, storage) = (Server::start().await, Server::start().await);
    let profiles = server.client().browser_profiles();
    for length in [2, 4] {
        server.reply(Reply::json(200, &begun(&storage)));
        let pieces = stream::iter([Ok(Bytes::from_static(b"abc"))]);
        let error = profiles
            .upload(Archive::stream(length, pieces), profile(), CallOptions::default())
            .await
            .unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidArgument, Some("archive")), "{error}");
    }
    server.reply(Reply::json(200, &begun(&storage)));
    storage.reply(Reply { status: 403, headers: Vec::new(), body: b"<Error>expired</Error>".into() });
    let error = profiles.upload(vec![1], profile(), CallOptions::default()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PermissionDenied);
    assert!(error.body().text().contains("expired"));
    assert_eq!(server.lines().len(), 3, "three uploads were begun, none completed");
}

#[tokio::test]
async fn a_storage_that_stops_reading_is_given_up_after_the_time_out_and_at_the_deadline() {
    let server = Server::start().await;
    let storage = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut begun = json!({"profile_id": "p7", "upload_fields": {}, "upload_expires_in": 3600});
    begun["upload_url"] = format!("http://{}/bucket", storage.local_addr().unwrap()).into();
    let (timeout, deadline) = (Duration::from_millis(300), Duration::from_millis(250));
    for (kind, options) in [
        (ErrorKind::RequestTimeout, CallOptions { timeout: Some(timeout), ..CallOptions::default() }),
        (
            ErrorKind::DeadlineExceeded,
            CallOptions { deadline: Some(Instant::now() + 2 * timeout + deadline), ..CallOptions::default() },
        ),
    ] {
        server.reply(Reply::json(200, &begun));
        let endless = stream::repeat_with(|| Ok(Bytes::from_static(&[0; 16384])));
        let archive = Archive::stream(1 << 30, endless);
        let error = server.client().browser_profiles().upload(archive, profile(), options).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        assert_eq!(error.operation(), Some("browser_profiles.upload"));
    }
    assert_eq!(server.lines().len(), 2, "two uploads were begun, none completed");
}
