//! What depends on environment variables: proxies, and the certificates that are trusted. Each case runs in a process of its own.
//! On Linux only: elsewhere the trusted certificates are not taken from a variable.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

mod support;

use std::convert::Infallible;
use std::env;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::Full;
use hyper::Response;
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use steersman_http::{ErrorKind, Retry, Transport, TransportBuilder};
use support::{Reply, Server, builder, get, quick};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

/// Runs an ignored test of this file in a process with these variables and no others.
fn run_alone(test: &str, variables: &[(&str, &str)]) {
    let output = Command::new(env::current_exe().unwrap())
        .args(["--exact", test, "--ignored", "--nocapture", "--test-threads=1"])
        .env_clear()
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    let said =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    print!("{said}");
    assert!(output.status.success() && said.contains("1 passed"), "{test} failed");
}

fn far_away() -> TransportBuilder {
    let builder = Transport::builder().api_key("hk-test").retry_policy(quick());
    builder.allow_insecure_http(true).base_url("http://api.invalid")
}

#[tokio::test]
async fn the_proxy_of_the_environment_is_used_except_for_this_machine() {
    let proxy = Server::start([Reply::json(200, "{}")]).await;
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY"] {
        let before = proxy.requests();
        let url = proxy.url();
        tokio::task::spawn_blocking(move || run_alone("with_a_proxy_in_the_environment", &[(name, &url)]))
            .await
            .unwrap();
        assert_eq!(proxy.requests() - before, 1, "{name}: only the request to the far host");
        assert_eq!(proxy.received().last().unwrap().target, "http://api.invalid/api/v2/sessions/s1");
    }
}

#[tokio::test]
#[ignore = "run by the test above"]
async fn with_a_proxy_in_the_environment() {
    far_away().build().unwrap().send(get()).await.unwrap();
    let error = far_away().no_proxy().build().unwrap().send(get()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "without the proxy there is no such host");
    let server = Server::start([Reply::json(200, "{}")]).await;
    for host in ["127.0.0.1", "localhost"] {
        let url = format!("http://{host}:{}", server.address.port());
        builder(&server).base_url(url).build().unwrap().send(get()).await.unwrap();
    }
    assert_eq!(server.requests(), 2);
}

/// A certificate authority of our own and a certificate for localhost, as files.
struct Certificates {
    folder: tempfile::TempDir,
}

impl Certificates {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let authority_key = KeyPair::generate().unwrap();
        let mut authority = CertificateParams::new([]).unwrap();
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority_certificate = authority.self_signed(&authority_key).unwrap();
        let key = KeyPair::generate().unwrap();
        let own = CertificateParams::new(["localhost".into(), "127.0.0.1".into()]).unwrap();
        let own = own.signed_by(&key, &Issuer::new(authority, authority_key)).unwrap();
        for (name, pem) in [
            ("ca.pem", authority_certificate.pem()),
            ("cert.pem", own.pem()),
            ("key.pem", key.serialize_pem()),
        ] {
            std::fs::write(folder.path().join(name), pem).unwrap();
        }
        Self { folder }
    }

    fn run_trusted(&self, test: &str) {
        let ca = self.folder.path().join("ca.pem");
        run_alone(
            test,
            &[
                ("SSL_CERT_FILE", ca.to_str().unwrap()),
                ("TEST_CERTIFICATES", self.folder.path().to_str().unwrap()),
            ],
        );
    }
}

/// An https server whose answers wait for `gate`.
struct Secure {
    url: String,
    gate: Arc<Semaphore>,
    inside: Arc<AtomicUsize>,
    connections: Arc<AtomicUsize>,
}

impl Secure {
    async fn start(folder: &Path, protocol: &'static str, redirect: Option<String>) -> Self {
        let certificate = CertificateDer::from_pem_file(folder.join("cert.pem")).unwrap();
        let key = PrivateKeyDer::from_pem_file(folder.join("key.pem")).unwrap();
        let mut tls = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .unwrap();
        tls.alpn_protocols = vec![protocol.into()];
        let acceptor = TlsAcceptor::from(Arc::new(tls));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
        let (gate, inside, connections) = (Arc::new(Semaphore::new(0)), Arc::default(), Arc::default());
        let server = Self { url, gate, inside, connections };
        let (gate, inside, connections) =
            (server.gate.clone(), server.inside.clone(), server.connections.clone());
        tokio::spawn(async move {
            loop {
                let (socket, _) = listener.accept().await.unwrap();
                connections.fetch_add(1, Ordering::SeqCst);
                let (acceptor, gate, inside, redirect) =
                    (acceptor.clone(), gate.clone(), inside.clone(), redirect.clone());
                tokio::spawn(async move {
                    let Ok(socket) = acceptor.accept(socket).await else { return };
                    let service = service_fn(move |request: hyper::Request<_>| {
                        let (gate, inside, redirect) = (gate.clone(), inside.clone(), redirect.clone());
                        async move {
                            drop::<hyper::Request<hyper::body::Incoming>>(request);
                            inside.fetch_add(1, Ordering::SeqCst);
                            gate.acquire().await.unwrap().forget();
                            let response = match redirect {
                                Some(to) => Response::builder().status(302).header("location", to),
                                None => Response::builder(),
                            };
                            Ok::<_, Infallible>(response.body(Full::new(Bytes::from("{}"))).unwrap())
                        }
                    });
                    let io = TokioIo::new(socket);
                    let _ = if protocol == "h2" {
                        let mut builder = http2::Builder::new(TokioExecutor::new());
                        builder.max_concurrent_streams(100).serve_connection(io, service).await
                    } else {
                        http1::Builder::new().serve_connection(io, service).await
                    };
                });
            }
        });
        server
    }

    fn transport(&self) -> Transport {
        Transport::builder().api_key("hk-test").retry_policy(quick()).base_url(&self.url).build().unwrap()
    }

    async fn inside(&self, count: usize) {
        let all_there = async {
            while self.inside.load(Ordering::SeqCst) < count {
                tokio::task::yield_now().await;
            }
        };
        timeout(Duration::from_secs(10), all_there).await.expect("the requests should be there side by side");
    }
}

fn folder() -> PathBuf {
    env::var_os("TEST_CERTIFICATES").unwrap().into()
}

#[test]
fn a_thousand_long_polls_wait_side_by_side_over_http_2() {
    Certificates::new().run_trusted("with_a_trusted_http_2_server");
}

#[tokio::test]
#[ignore = "run by the test above"]
async fn with_a_trusted_http_2_server() {
    const POLLS: usize = 1000;
    let server = Secure::start(&folder(), "h2", None).await;
    let transport = server.transport();
    let started = Instant::now();
    let mut polls = JoinSet::new();
    for _ in 0..POLLS {
        let transport = transport.clone();
        polls.spawn(async move { transport.send_once(get()).await });
    }
    server.inside(POLLS).await;
    let connections = server.connections.load(Ordering::SeqCst);
    println!("{POLLS} requests on {connections} connections after {:?}", started.elapsed());
    assert!((10..=22).contains(&connections), "{connections} connections");
    server.gate.add_permits(POLLS);
    while let Some(poll) = polls.join_next().await {
        assert_eq!(poll.unwrap().unwrap().status, 200);
    }
    // Afterwards one connection is enough.
    server.gate.add_permits(20);
    for _ in 0..20 {
        transport.send_once(get()).await.unwrap();
    }
    assert_eq!(server.connections.load(Ordering::SeqCst), connections);
}

#[test]
fn the_key_is_in_no_log_of_a_request_over_tls() {
    Certificates::new().run_trusted("with_everything_logged");
}

#[tokio::test]
#[ignore = "run by the test above"]
async fn with_everything_logged() {
    let log = tempfile::NamedTempFile::new().unwrap();
    tracing_subscriber::fmt()
        .with_ansi(false)
        .with_max_level(tracing::Level::TRACE)
        .with_writer(Mutex::new(log.reopen().unwrap()))
        .init();
    for protocol in ["h2", "http/1.1"] {
        let server = Secure::start(&folder(), protocol, None).await;
        server.gate.add_permits(1);
        let transport = Transport::builder().api_key("hk-CANARY").base_url(&server.url).build().unwrap();
        transport.send(get().header("X-Api-Key", "CANARY")).await.unwrap();
    }
    let log = std::fs::read_to_string(log.path()).unwrap();
    for sign in ["steersman::http", "h2::", "rustls::", "hyper_util::client"] {
        assert!(log.contains(sign), "the log should show {sign}");
    }
    let leaks: Vec<&str> = log.lines().filter(|line| line.contains("CANARY")).collect();
    assert!(leaks.is_empty(), "{leaks:#?}");
}

#[test]
fn a_server_without_http_2_is_served_over_http_1() {
    Certificates::new().run_trusted("with_a_trusted_http_1_server");
}

#[tokio::test]
#[ignore = "run by the test above"]
async fn with_a_trusted_http_1_server() {
    let server = Secure::start(&folder(), "http/1.1", None).await;
    server.gate.add_permits(2);
    let transport = server.transport();
    transport.send(get()).await.unwrap();
    transport.send(get()).await.unwrap();
    assert_eq!(server.connections.load(Ordering::SeqCst), 1);
}

#[test]
fn https_is_not_redirected_to_plain_http() {
    Certificates::new().run_trusted("with_a_server_that_redirects_to_plain_http");
}

#[tokio::test]
#[ignore = "run by the test above"]
async fn with_a_server_that_redirects_to_plain_http() {
    let plain = Server::start([Reply::json(200, "{}")]).await;
    let server = Secure::start(&folder(), "h2", Some(plain.url())).await;
    server.gate.add_permits(1);
    let error = server.transport().send(get()).await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::UnexpectedStatus, Some(302)));
    assert!(error.to_string().contains("plain http"), "{error}");
    assert_eq!(plain.connections(), 0);
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_refused_and_not_tried_again() {
    let certificates = Certificates::new();
    let server = Secure::start(certificates.folder.path(), "h2", None).await;
    let error = server.transport().send(get()).await.unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Connect, Retry::Never), "{error:?}");
    assert!(error.to_string().contains("certificate"), "{error}");
    assert_eq!(server.connections.load(Ordering::SeqCst), 1);
}
