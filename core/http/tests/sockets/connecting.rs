//! Making the client, and reaching the server.

use std::net::{Ipv4Addr, TcpListener};
use std::time::Instant;

use steersman_http::{BASE_URL_EU, BASE_URL_US, ErrorKind, Region, Retry, Transport};

use crate::support::{get, post, quick};

fn refused(url: &str) -> steersman_http::Error {
    Transport::builder().api_key("hk-test").base_url(url).build().unwrap_err()
}

#[tokio::test]
async fn a_refused_connection_is_retried_for_every_method() {
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap();
    let transport = Transport::builder()
        .api_key("hk-test")
        .base_url(format!("http://{free}"))
        .retry_policy(quick())
        .build()
        .unwrap();
    for request in [get(), post()] {
        let error = transport.send(request).await.unwrap_err();
        assert_eq!((error.kind(), error.retry()), (ErrorKind::Connect, Retry::Exhausted));
        assert!(error.to_string().contains(&free.to_string()), "{error}");
        assert!(error.to_string().contains("refused"), "{error}");
    }
}

#[test]
fn the_region_chooses_the_host_and_a_base_url_goes_before_it() {
    let url = |builder: steersman_http::TransportBuilder| {
        builder.api_key("hk-test").build().unwrap().base_url().to_string()
    };
    assert_eq!(url(Transport::builder()), format!("{BASE_URL_EU}/"));
    assert_eq!(url(Transport::builder().region(Region::Us)), format!("{BASE_URL_US}/"));
    assert_eq!(
        url(Transport::builder().region(Region::Us).base_url("https://own.example/x")),
        "https://own.example/x"
    );
}

#[test]
fn the_key_travels_over_plain_http_only_to_this_machine() {
    for url in [
        "http://127.0.0.1:1/x",
        "http://localhost:1",
        "http://api.localhost",
        "http://[::1]:1",
        "http://127.8.9.1",
    ] {
        Transport::builder()
            .api_key("hk-test")
            .base_url(url)
            .build()
            .unwrap_or_else(|error| panic!("{url}: {error}"));
    }
    for url in [
        "http://agp.eu.hcompany.ai",
        "http://localhost.example.com",
        "http://0.0.0.0:1",
        "http://10.0.0.1",
        "http://[::2]",
    ] {
        let error = refused(url);
        assert_eq!((error.kind(), error.field()), (ErrorKind::Configuration, Some("base_url")), "{url}");
        assert!(error.to_string().contains("allow_insecure_http"), "{error}");
        Transport::builder().api_key("hk-test").base_url(url).allow_insecure_http(true).build().unwrap();
    }
    let anonymous =
        || Transport::builder().api_key(steersman_http::Credentials::anonymous()).base_url("http://10.0.0.1");
    anonymous().build().unwrap();
    anonymous().header("X-Api-Key", "secret").build().unwrap_err();
}

#[test]
fn a_base_url_that_cannot_be_used_is_refused_without_showing_its_secrets() {
    for url in [
        "https://bob:CANARY@host/",
        "https://CANARY@host/",
        "https://host/?key=CANARY",
        "https://host/#CANARY",
        "ftp://CANARY@host",
        "CANARY",
        "https://",
        "https://bob:CANARY@:443",
    ] {
        let error = refused(url);
        assert_eq!((error.kind(), error.field()), (ErrorKind::Configuration, Some("base_url")), "{url}");
        assert!(!format!("{error} {error:?}").contains("CANARY"), "{error:?}");
    }
}

#[test]
fn a_proxy_that_cannot_be_used_is_refused_without_showing_its_password() {
    for url in ["ftp://bob:CANARY@proxy", "bob:CANARY@proxy:3128", "http://bob:CANARY@:1"] {
        let error = Transport::builder().api_key("hk-test").proxy(url).build().unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::Configuration, Some("proxy")), "{url}");
        assert!(!format!("{error} {error:?}").contains("CANARY"), "{error:?}");
    }
}

#[test]
fn a_bad_key_is_refused_before_anything_is_sent() {
    for key in ["", "hk-1\n", "hk 1"] {
        let error = Transport::builder().api_key(key).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
    }
}

#[test]
fn making_a_client_costs_nearly_nothing() {
    let started = Instant::now();
    for _ in 0..1000 {
        Transport::builder().api_key("hk-test").build().unwrap();
    }
    let each = started.elapsed() / 1000;
    println!("one client: {each:?}");
    assert!(each.as_millis() < 5, "{each:?}: the certificates must not be read yet");
}
