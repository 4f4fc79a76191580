//! Replies that are more than JSON of one type, and creations that are safe to repeat.

use serde_json::json;
use steersman::wire::{Agent, SessionRequest};
use steersman::{CallOptions, ErrorKind, Retry, api};

use crate::samples;
use crate::server::{Reply, Server};

#[tokio::test]
async fn no_changes_is_nothing_and_an_empty_body_otherwise_an_error() {
    let server = Server::start().await;
    let sessions = server.client().sessions();
    server.reply(Reply::empty(204));
    assert!(sessions.get_session_changes("s1").await.unwrap().is_none());
    server.reply(Reply::empty(200));
    assert_eq!(sessions.get_session_changes("s1").await.unwrap_err().kind(), ErrorKind::Decode);
    server.reply(Reply::empty(404));
    let error = sessions.get_session_changes("s1").await.unwrap_err();
    assert_eq!((error.kind(), error.session_id()), (ErrorKind::NotFound, Some("s1")));
}

#[tokio::test]
async fn an_agent_comes_with_the_number_of_its_revision_where_the_server_tells_it() {
    let server = Server::start().await;
    let agents = server.client().agents();
    for (tag, revision) in
        [(Some("\"12\""), Some(12)), (Some("W/\"3\""), Some(3)), (Some("\"x\""), None), (None, None)]
    {
        let mut reply = Reply::json(200, &samples::agent());
        if let Some(tag) = tag {
            reply = reply.header("etag", tag);
        }
        server.reply(reply.clone());
        let agent = agents.get_agent("h/web").await.unwrap();
        assert_eq!((agent.revision, agent.name.as_str()), (revision, "h/web"));
        server.reply(reply);
        let arguments = json!({"agent_name": "h/web"});
        let response =
            server.client().call("agents.get_agent", arguments, CallOptions::default()).await.unwrap();
        assert_eq!(api::revision(&response), revision);
    }
}

#[tokio::test]
async fn a_change_based_on_an_old_revision_is_a_failed_precondition() {
    let server = Server::start().await;
    server.reply(Reply::json(412, &json!({"detail": "moved on"})));
    let agent: Agent = serde_json::from_value(samples::agent()).unwrap();
    let error = server.client().agents().update_agent("h/web", agent).if_match(2).await.unwrap_err();
    assert_eq!((error.kind(), error.message()), (ErrorKind::PreconditionFailed, "moved on"));
    assert_eq!(error.operation(), Some("agents.update_agent"));
}

#[tokio::test]
async fn a_share_link_is_absolute_by_type_and_by_name() {
    let server = Server::start().await;
    let client = server.builder().base_url(format!("{}/prefix", server.url)).build().unwrap();
    let absolute = format!("{}/share/abc", server.url);
    for _ in 0..2 {
        server.reply(Reply::json(200, &json!({"share_url": "/share/abc", "new": 1})));
    }
    let link = client.sessions().share_session("s1").await.unwrap();
    assert_eq!(link.share_url, absolute);
    let response =
        client.call("sessions.share_session", json!({"id": "s1"}), CallOptions::default()).await.unwrap();
    let body: serde_json::Value = response.json().unwrap();
    assert_eq!(body, json!({"share_url": absolute, "new": 1}));
    assert_eq!(server.lines()[0], "POST /prefix/api/v2/sessions/s1/share", "the base URL keeps its path");
}

#[tokio::test]
async fn a_creation_carries_a_key_of_its_own_that_is_the_same_on_every_attempt() {
    let server = Server::start().await;
    let client = server.builder().max_retries(1).build().unwrap();
    server.reply(Reply::empty(503));
    server.reply(Reply::json(201, &samples::session()));
    client.sessions().create_session(SessionRequest::new("a")).await.unwrap();
    server.reply(Reply::json(201, &samples::session()));
    client.sessions().create_session(SessionRequest::new("a")).await.unwrap();
    let keys: Vec<String> =
        server.taken().iter().map(|request| request.header("idempotency-key").unwrap().to_owned()).collect();
    assert_eq!(keys.len(), 3, "a creation is repeated after 503");
    assert_eq!(keys[0], keys[1]);
    assert_ne!(keys[1], keys[2]);
    assert_eq!(keys[0].len(), 36);
}

#[tokio::test]
async fn a_creation_still_in_flight_is_asked_for_again_until_it_is_there() {
    let server = Server::start().await;
    for _ in 0..2 {
        server.reply(Reply::json(409, &json!({"detail": "still in flight"})));
    }
    server.reply(Reply::json(201, &samples::session()));
    let session = server.client().sessions().create_session(SessionRequest::new("a")).await.unwrap();
    assert_eq!(session.id, "s1");
    let sent = server.taken();
    assert_eq!(sent.len(), 3);
    assert!(
        sent.iter().all(|request| request.header("idempotency-key") == sent[0].header("idempotency-key"))
    );
}

#[tokio::test]
async fn a_creation_in_flight_is_waited_for_no_longer_than_the_deadline() {
    let server = Server::start().await;
    server.reply(Reply::json(409, &json!({"detail": "still in flight"})));
    let deadline = tokio::time::Instant::now() + std::time::Duration::from_millis(100);
    let call = server.client().sessions().create_session(SessionRequest::new("a")).deadline(deadline);
    let error = call.await.unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Conflict, Retry::Exhausted));
    assert_eq!(server.taken().len(), 1);

    server.reply(Reply::json(409, &json!({"detail": "still in flight"})));
    let call = server.client().sessions().create_session(SessionRequest::new("a")).max_retries(0);
    assert_eq!(call.await.unwrap_err().retry(), Retry::Perhaps, "nor when no retries are wanted");
    assert_eq!(server.taken().len(), 1);
}

#[tokio::test]
async fn other_conflicts_are_told_at_once() {
    let server = Server::start().await;
    server.reply(Reply::json(409, &json!({"detail": "ended"})));
    assert_eq!(
        server.client().sessions().cancel_session("s1").await.unwrap_err().kind(),
        ErrorKind::Conflict
    );
    assert_eq!(server.taken().len(), 1);
}

#[tokio::test]
async fn a_resource_is_read_from_the_storage_without_the_key() {
    let server = Server::start().await;
    let storage = Server::start().await;
    for status in [302, 307] {
        server.reply(Reply::empty(status).header("location", format!("{}/b/x?sig=1", storage.url)));
        storage.reply(Reply {
            status: 200,
            headers: vec![("content-type", "image/png".into())],
            body: vec![1, 2, 3],
        });
        let download = server.client().sessions().get_session_resource("s1", "shots", "1.png").await.unwrap();
        assert_eq!(download.content_type(), Some("image/png"));
        assert_eq!(&download.bytes(10).await.unwrap()[..], [1, 2, 3]);
        let fetched = &storage.taken()[0];
        assert_eq!(fetched.line, "GET /b/x?sig=1");
        assert_eq!(fetched.header("authorization"), None);
    }
    server.reply(Reply::json(
        404,
        &json!({"message": "gone", "detail": [{"type": "not_found", "message": "no such key"}]}),
    ));
    let error = server.client().sessions().get_session_resource("s1", "shots", "2.png").await.unwrap_err();
    assert_eq!((error.kind(), error.message()), (ErrorKind::NotFound, "no such key"));
}

#[tokio::test]
async fn html_where_json_was_expected_is_a_decoding_error_with_the_text() {
    let server = Server::start().await;
    server.reply(Reply {
        status: 200,
        headers: vec![("content-type", "text/html".into())],
        body: b"<html>hi".into(),
    });
    let error = server.client().quota().get_token_quota().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.body().text().contains("<html>hi"));
}
