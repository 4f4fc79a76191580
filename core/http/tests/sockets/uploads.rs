//! Files sent to a storage address.

use std::io;
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream::{self, StreamExt};
use steersman_http::{ErrorKind, FileStream, Transport, Upload};

use crate::support::{Reply, Server, transport};

fn pieces(pieces: &[&'static str]) -> FileStream {
    stream::iter(pieces.iter().map(|piece| Ok(Bytes::from_static(piece.as_bytes()))).collect::<Vec<_>>())
        .boxed()
}

fn upload(storage: &Server, length: u64, content: FileStream) -> Upload {
    Upload {
        operation: "upload",
        url: format!("{}/bucket", storage.url()),
        fields: vec![("key".into(), "a/b".into()), ("policy".into(), "p\"1".into())],
        file_name: "my \"profile\".zip".into(),
        media_type: "application/zip".into(),
        length,
        content,
        timeout: Some(Duration::from_millis(300)),
        deadline: None,
    }
}

#[tokio::test]
async fn a_file_is_sent_after_the_fields_and_without_the_key() {
    let api = Server::start([]).await;
    let storage = Server::start([Reply::no_content()]).await;
    transport(&api).upload(upload(&storage, 11, pieces(&["hello ", "world"]))).await.unwrap();
    let request = storage.received().remove(0);
    assert_eq!((request.method.as_str(), request.target.as_str()), ("POST", "/bucket"));
    assert!(!request.headers.iter().any(|(_, value)| value.contains("hk-test")));
    let boundary =
        request.header("content-type").unwrap().strip_prefix("multipart/form-data; boundary=").unwrap();
    let expected = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\na/b\r\n\
         --{boundary}\r\nContent-Disposition: form-data; name=\"policy\"\r\n\r\np\"1\r\n\
         --{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"my %22profile%22.zip\"\r\n\
         Content-Type: application/zip\r\n\r\nhello world\r\n--{boundary}--\r\n"
    );
    assert_eq!(String::from_utf8(request.body).unwrap(), expected);
}

#[tokio::test]
async fn a_file_that_is_not_as_announced_is_an_error() {
    let storage = Server::start([Reply::no_content()]).await;
    let broken = stream::iter([Ok(Bytes::from("he")), Err(io::Error::other("disk gone"))]).boxed();
    for (length, content, why) in
        [(4, pieces(&["hello"]), "more"), (9, pieces(&["hello"]), "less"), (9, broken, "disk gone")]
    {
        let error = transport(&storage).upload(upload(&storage, length, content)).await.unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidArgument, Some("archive")));
        assert!(error.to_string().contains(why), "{error}");
    }
}

#[tokio::test]
async fn what_the_storage_says_is_kept() {
    let storage = Server::start([Reply::new(403, &[], "<Error><Code>ExpiredToken</Code></Error>")]).await;
    let error = transport(&storage).upload(upload(&storage, 5, pieces(&["hello"]))).await.unwrap_err();
    assert_eq!((error.kind(), error.operation()), (ErrorKind::PermissionDenied, Some("upload")));
    assert!(error.to_string().contains("ExpiredToken"), "{error}");
}

#[tokio::test]
async fn an_upload_that_stands_still_ends() {
    let storage = Server::start([Reply::default().hang()]).await;
    let error = transport(&storage).upload(upload(&storage, 5, pieces(&["hello"]))).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RequestTimeout);
    storage.client_left().await;
    let endless = Upload { timeout: Some(Duration::MAX), ..upload(&storage, 5, pieces(&["hello"])) };
    let server = Server::start([Reply::no_content()]).await;
    transport(&storage).upload(Upload { url: server.url(), ..endless }).await.unwrap();
}

#[tokio::test]
async fn an_upload_goes_to_no_unprotected_or_odd_address() {
    let storage = Server::start([Reply::no_content()]).await;
    let secure = Transport::builder().api_key("hk-test").build().unwrap();
    let error = secure.upload(upload(&storage, 5, pieces(&["hello"]))).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    let odd = Upload { url: "file:///etc/passwd".into(), ..upload(&storage, 5, pieces(&["hello"])) };
    assert_eq!(transport(&storage).upload(odd).await.unwrap_err().kind(), ErrorKind::Decode);
    assert_eq!(storage.connections(), 0);
}
