//! Redirects: followed where that is safe, and the key stays with the API.

use steersman_http::{ErrorKind, Method, Request};

use crate::support::{Reply, Server, builder, get, post, transport};

fn ok() -> Reply {
    Reply::json(200, r#"{"ok":true}"#)
}

#[tokio::test]
async fn a_redirect_on_the_same_host_is_followed_with_the_key() {
    for status in [301, 302, 303, 307, 308] {
        let server = Server::start([Reply::redirect(status, "/elsewhere?x=1"), ok()]).await;
        transport(&server).send(get()).await.unwrap();
        let second = &server.received()[1];
        assert_eq!(
            (second.target.as_str(), second.header("authorization")),
            ("/elsewhere?x=1", Some("Bearer hk-test"))
        );
    }
}

#[tokio::test]
async fn a_redirect_to_another_host_is_followed_without_anything_secret() {
    let storage = Server::start([ok()]).await;
    let to = format!("{}/bucket/key?X-Amz-Signature=abc", storage.url());
    let server = Server::start([Reply::redirect(302, &to)]).await;
    let transport = builder(&server).header("X-Api-Key", "secret").header("X-Own", "1").build().unwrap();
    let request =
        get().header("Cookie", "sid=1").header("Proxy-Authorization", "secret").header("Range", "bytes=0-9");
    transport.send(request).await.unwrap();

    let first = &server.received()[0];
    assert_eq!((first.header("x-api-key"), first.header("cookie")), (Some("secret"), Some("sid=1")));
    let second = &storage.received()[0];
    assert_eq!(second.target, "/bucket/key?X-Amz-Signature=abc");
    assert_eq!(second.header("range"), Some("bytes=0-9"));
    let names: Vec<String> = second.headers.iter().map(|(name, _)| name.to_ascii_lowercase()).collect();
    for name in &names {
        assert!(
            ["accept", "accept-encoding", "host", "range", "user-agent"].contains(&name.as_str()),
            "{name} went to another host"
        );
    }
    assert!(!second.headers.iter().any(|(_, value)| value.contains("secret") || value.contains("hk-test")));
}

#[tokio::test]
async fn the_key_does_not_come_back_after_a_detour() {
    let home = Server::start([]).await;
    let away = Server::start([Reply::redirect(302, &format!("{}/back", home.url()))]).await;
    home.reply([Reply::redirect(302, &format!("{}/away", away.url())), ok()]);
    transport(&home).send(get()).await.unwrap();
    assert!(home.received()[0].header("authorization").is_some());
    assert!(away.received()[0].header("authorization").is_none());
    assert!(home.received()[1].header("authorization").is_none());
}

#[tokio::test]
async fn a_request_that_changes_something_is_not_redirected() {
    let elsewhere = Server::start([ok()]).await;
    for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
        let server = Server::start([Reply::redirect(307, &elsewhere.url())]).await;
        let error = transport(&server).send(Request::new("x", method.clone(), "/x")).await.unwrap_err();
        assert_eq!((error.kind(), error.status()), (ErrorKind::UnexpectedStatus, Some(307)));
        assert!(error.to_string().contains(method.as_str()), "{error}");
    }
    assert_eq!(elsewhere.requests(), 0);
}

#[tokio::test]
async fn a_circle_of_redirects_ends() {
    let server = Server::start([Reply::redirect(302, "/again")]).await;
    let error = transport(&server).send(get()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedStatus);
    assert_eq!(server.requests(), 11);
}

#[tokio::test]
async fn a_redirect_to_nowhere_is_an_error() {
    for to in ["ftp://host/file", "http://", "javascript:alert(1)"] {
        let server = Server::start([Reply::redirect(302, to)]).await;
        let error = transport(&server).send(get()).await.unwrap_err();
        assert_eq!((error.kind(), error.status()), (ErrorKind::UnexpectedStatus, Some(302)), "{to}");
        assert_eq!(server.requests(), 1);
    }
    let server = Server::start([Reply::new(302, &[], "{}")]).await;
    assert_eq!(transport(&server).send(post()).await.unwrap_err().kind(), ErrorKind::UnexpectedStatus);
}
