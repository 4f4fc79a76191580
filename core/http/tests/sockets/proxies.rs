//! Requests through an explicit proxy. What the environment says is tested in `environment.rs`.

use steersman_http::{ErrorKind, Transport, TransportBuilder};

use crate::support::{Reply, Server, builder, get, quick};

fn far_away(scheme: &str) -> TransportBuilder {
    Transport::builder()
        .api_key("hk-test")
        .retry_policy(quick())
        .allow_insecure_http(true)
        .base_url(format!("{scheme}://api.invalid/prefix"))
}

#[tokio::test]
async fn an_explicit_proxy_carries_requests_with_its_password() {
    let proxy = Server::start([Reply::json(200, "{}")]).await;
    let url = format!("http://bob:pw@{}", proxy.address);
    far_away("http").proxy(&url).build().unwrap().send(get()).await.unwrap();
    let request = proxy.received().remove(0);
    assert_eq!(request.target, "http://api.invalid/prefix/api/v2/sessions/s1");
    assert_eq!(request.header("proxy-authorization"), Some("Basic Ym9iOnB3"));
}

#[tokio::test]
async fn https_goes_through_a_tunnel_and_a_proxy_that_refuses_is_a_failed_connection() {
    let proxy = Server::start([Reply::new(403, &[], "no")]).await;
    let transport = far_away("https").proxy(proxy.url()).max_retries(0).build().unwrap();
    let error = transport.send(get()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "{error:?}");
    let request = proxy.received().remove(0);
    assert_eq!((request.method.as_str(), request.target.as_str()), ("CONNECT", "api.invalid:443"));
    assert_eq!(request.header("authorization"), None, "the key stays inside the tunnel");
}

#[tokio::test]
async fn this_machine_is_never_reached_through_a_proxy() {
    let proxy = Server::start([Reply::json(502, "{}")]).await;
    let server = Server::start([Reply::json(200, "{}")]).await;
    let transport = builder(&server).proxy(proxy.url()).build().unwrap();
    transport.send(get()).await.unwrap();
    assert_eq!((server.requests(), proxy.connections()), (1, 0));
}
