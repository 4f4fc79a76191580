//! What goes over the wire.

use serde_json::{Value, json};
use steersman_http::{CallOptions, ClientIdentity, ErrorKind, MAX_REQUEST_BYTES, Method, Request};

use crate::support::{Received, Reply, Server, builder, get, post, transport};

async fn sent(request: Request) -> Received {
    let server = Server::start([Reply::json(200, "{}")]).await;
    transport(&server).send(request).await.unwrap();
    server.received().remove(0)
}

#[tokio::test]
async fn every_request_carries_the_key_and_introduces_the_client() {
    let server = Server::start([Reply::json(200, "{}")]).await;
    let identity = ClientIdentity {
        language: "python".into(),
        runtime: "cpython/3.13".into(),
        ..ClientIdentity::default()
    };
    let transport = builder(&server).identity(identity).user_agent_suffix("my-app/2").build().unwrap();
    transport.send(get()).await.unwrap();
    let request = server.received().remove(0);
    let version = env!("CARGO_PKG_VERSION");
    for (name, value) in [
        ("authorization", "Bearer hk-test"),
        ("user-agent", format!("steersman/{version} my-app/2").as_str()),
        ("x-hcompany-client-name", "steersman"),
        ("x-hcompany-client-version", version),
        ("x-hcompany-client-type", "sdk"),
        ("x-hcompany-language", "python"),
        ("x-hcompany-runtime", "cpython/3.13"),
        ("accept", "application/json"),
    ] {
        assert_eq!(request.header(name), Some(value), "{name}");
    }
    assert!(request.header("x-hcompany-platform").is_some());
    assert!(request.header("content-type").is_none(), "there is no body");
}

#[tokio::test]
async fn a_path_prefix_of_the_base_url_is_kept() {
    for prefix in ["/gateway/agents", "/gateway/agents/"] {
        let server = Server::start([Reply::json(200, "{}")]).await;
        let transport = builder(&server).base_url(format!("{}{prefix}", server.url())).build().unwrap();
        transport.send(get()).await.unwrap();
        assert_eq!(server.received()[0].target, "/gateway/agents/api/v2/sessions/s1");
    }
}

#[tokio::test]
async fn encoded_names_arrive_as_they_were_encoded() {
    let path = "/api/v2/agents/o/a%3Fb%23c%25d%20e";
    assert_eq!(sent(Request::new("get_agent", Method::GET, path)).await.target, path);
}

#[tokio::test]
async fn a_path_that_would_mean_another_place_is_not_sent() {
    let server = Server::start([Reply::json(200, "{}")]).await;
    for path in ["/api/v2/sessions/../agents", "/a#b", "/a/%2e%2e/b", "/a b"] {
        let error = transport(&server).send(Request::new("x", Method::GET, path)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Internal, "{path}");
    }
    assert_eq!(server.requests(), 0);
}

#[tokio::test]
async fn query_parameters_are_encoded_and_lists_repeat_their_name() {
    let request = Request::new("list_sessions", Method::GET, "/s")
        .query_all("status", ["running", "idle"])
        .query("include_events", true)
        .query_opt("limit", None::<u32>)
        .query_opt("page", Some(2))
        .query("created_after", "2026-03-01T09:00:00Z")
        .query("search", "a&b=c d+e");
    assert_eq!(
        sent(request).await.target,
        "/s?status=running&status=idle&include_events=true&page=2&created_after=2026-03-01T09%3A00%3A00Z&search=a%26b%3Dc+d%2Be"
    );
    assert_eq!(sent(Request::new("x", Method::GET, "/s")).await.target, "/s");
}

#[tokio::test]
async fn one_call_can_add_headers_query_and_body_fields() {
    let options = CallOptions {
        headers: vec![("X-Trace".into(), "7".into()), ("If-Match".into(), "\"4\"".into())],
        query: vec![("debug".into(), "1".into())],
        body: json!({"max_steps": 5, "extra": {"a": null}}).as_object().cloned(),
        ..CallOptions::default()
    };
    let request = Request::new("create_session", Method::POST, "/s")
        .query("a", 1)
        .header("If-Match", "\"3\"")
        .json(&json!({"agent": "h/x", "max_steps": 1}))
        .unwrap()
        .options(options);
    let received = sent(request).await;
    assert_eq!(received.target, "/s?a=1&debug=1");
    assert_eq!((received.header("x-trace"), received.header("if-match")), (Some("7"), Some("\"4\"")));
    assert_eq!(received.header("content-type"), Some("application/json"));
    assert_eq!(
        serde_json::from_slice::<Value>(&received.body).unwrap(),
        json!({"agent": "h/x", "max_steps": 5, "extra": {"a": null}})
    );
}

#[tokio::test]
async fn body_fields_cannot_be_added_to_a_list() {
    let server = Server::start([Reply::json(200, "{}")]).await;
    let options = CallOptions { body: json!({"a": 1}).as_object().cloned(), ..CallOptions::default() };
    let request = Request::new("x", Method::POST, "/s").body("[1]").options(options);
    let error = transport(&server).send(request).await.unwrap_err();
    assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidArgument, Some("options.body")));
    assert_eq!(server.requests(), 0);
}

#[tokio::test]
async fn a_body_of_exactly_the_limit_passes_and_one_more_byte_does_not() {
    let server = Server::start([Reply::json(200, "{}")]).await;
    let transport = transport(&server);
    let body = |bytes: usize| post().body(format!("\"{}\"", "x".repeat(bytes - 2)));
    transport.send(body(MAX_REQUEST_BYTES)).await.unwrap();
    assert_eq!(server.received()[0].body.len(), 10_000_000);
    let error = transport.send(body(MAX_REQUEST_BYTES + 1)).await.unwrap_err();
    assert_eq!((error.kind(), error.operation()), (ErrorKind::BodyTooLarge, Some("send_message")));
    assert!(error.to_string().contains("10000001") && error.to_string().contains("10000000"), "{error}");
    assert_eq!(server.requests(), 1);
}

#[tokio::test]
async fn a_header_that_cannot_be_sent_is_refused_without_showing_it() {
    let server = Server::start([Reply::json(200, "{}")]).await;
    for (name, value) in [("X-Thing", "CANARY\r\nX-Evil: 1"), ("Authorization: CANARY", "x"), ("", "x")] {
        let error = transport(&server).send(get().header(name, value)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidArgument);
        assert!(!format!("{error:?} {error}").contains("CANARY"), "{error:?}");
        let error = builder(&server).header(name, value).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(!format!("{error:?} {error}").contains("CANARY"), "{error:?}");
    }
    assert_eq!(server.requests(), 0);
}

#[tokio::test]
async fn an_own_header_replaces_the_client_s_but_never_the_key() {
    let server = Server::start([Reply::json(200, "{}")]).await;
    let transport =
        builder(&server).header("user-agent", "mine/1").header("authorization", "other").build().unwrap();
    transport.send(get().header("Authorization", "another")).await.unwrap();
    let request = server.received().remove(0);
    assert_eq!(
        (request.header("user-agent"), request.header("authorization")),
        (Some("mine/1"), Some("Bearer hk-test"))
    );
}

#[tokio::test]
async fn an_anonymous_client_sends_no_key() {
    let server = Server::start([Reply::json(200, "{}")]).await;
    let transport = builder(&server).api_key(steersman_http::Credentials::anonymous()).build().unwrap();
    transport.send(get()).await.unwrap();
    assert_eq!(server.received()[0].header("authorization"), None);
}
