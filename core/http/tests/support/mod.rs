//! A server that answers over a raw socket exactly what a test wants, faults included, and remembers what it was asked.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test program uses its part; a panic here is a failed test"
)]

pub(crate) mod capture;

use std::fmt::Write as _;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use steersman_http::{Method, Request, RetryPolicy, Transport, TransportBuilder};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{sleep, timeout};

/// What a server does with one request, step by step. Without an ending the connection stays open for the next request.
#[derive(Clone, Default)]
pub(crate) struct Reply(Vec<Step>);

#[derive(Clone)]
enum Step {
    Send(Vec<u8>),
    /// One byte after another.
    Drip(Vec<u8>, Duration),
    /// Says nothing more, until the client leaves.
    Hang,
    /// Says nothing until the test lets it go on.
    Wait(Arc<Notify>),
    /// Ends the connection with RST.
    Reset,
    /// Ends the connection with FIN.
    Close,
}

impl Reply {
    /// A complete response; `Content-Length` is added.
    pub(crate) fn new(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Self {
        let length = body.as_ref().len().to_string();
        Self::head(status, &[headers, &[("content-length", &length)]].concat()).send(body)
    }

    pub(crate) fn json(status: u16, body: &str) -> Self {
        Self::new(status, &[("content-type", "application/json")], body)
    }

    pub(crate) fn no_content() -> Self {
        Self::head(204, &[])
    }

    pub(crate) fn redirect(status: u16, to: &str) -> Self {
        Self::new(status, &[("location", to)], "")
    }

    /// Status line and headers, nothing else.
    pub(crate) fn head(status: u16, headers: &[(&str, &str)]) -> Self {
        let mut head = format!("HTTP/1.1 {status} Status\r\n");
        for (name, value) in headers {
            write!(head, "{name}: {value}\r\n").unwrap();
        }
        Self::default().send(head + "\r\n")
    }

    pub(crate) fn send(self, bytes: impl AsRef<[u8]>) -> Self {
        self.then(Step::Send(bytes.as_ref().to_vec()))
    }

    pub(crate) fn drip(self, bytes: impl AsRef<[u8]>, every: Duration) -> Self {
        self.then(Step::Drip(bytes.as_ref().to_vec(), every))
    }

    pub(crate) fn hang(self) -> Self {
        self.then(Step::Hang)
    }

    pub(crate) fn wait(self, gate: &Arc<Notify>) -> Self {
        self.then(Step::Wait(gate.clone()))
    }

    pub(crate) fn reset(self) -> Self {
        self.then(Step::Reset)
    }

    pub(crate) fn close(self) -> Self {
        self.then(Step::Close)
    }

    fn then(mut self, step: Step) -> Self {
        self.0.push(step);
        self
    }
}

/// A request as it came over the wire.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// The number of the connection it came on, from 0.
    pub(crate) connection: usize,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

#[derive(Default)]
struct Shared {
    replies: Mutex<Vec<Reply>>,
    received: Mutex<Vec<Received>>,
    connections: AtomicUsize,
    arrived: Notify,
    left: Notify,
}

/// The n-th request gets the n-th reply; the last reply is repeated.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

impl Server {
    pub(crate) async fn start(replies: impl IntoIterator<Item = Reply>) -> Self {
        Self::start_at((Ipv4Addr::LOCALHOST, 0).into(), replies).await
    }

    /// A server at an address, for one that comes back after [`stop`](Self::stop).
    pub(crate) async fn start_at(address: SocketAddr, replies: impl IntoIterator<Item = Reply>) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let shared =
            Arc::new(Shared { replies: Mutex::new(replies.into_iter().collect()), ..Shared::default() });
        let state = shared.clone();
        let task = tokio::spawn(async move {
            // Connections end with the server.
            let mut connections = JoinSet::new();
            loop {
                let (socket, _) = listener.accept().await.unwrap();
                connections.spawn(serve(socket, state.clone()));
            }
        });
        Self { address, shared, task }
    }

    /// Ends the server: it no longer listens, and its connections are closed.
    pub(crate) async fn stop(mut self) {
        self.task.abort();
        assert!((&mut self.task).await.unwrap_err().is_cancelled());
    }

    /// Replaces all replies, for those that depend on another server's address.
    pub(crate) fn reply(&self, replies: impl IntoIterator<Item = Reply>) {
        *self.shared.replies.lock().unwrap() = replies.into_iter().collect();
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn received(&self) -> Vec<Received> {
        self.shared.received.lock().unwrap().clone()
    }

    /// How many requests there were.
    pub(crate) fn requests(&self) -> usize {
        self.shared.received.lock().unwrap().len()
    }

    pub(crate) fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }

    /// Waits until `count` requests have come.
    pub(crate) async fn arrived(&self, count: usize) {
        let all_there = async {
            loop {
                let arrival = self.shared.arrived.notified();
                if self.requests() >= count {
                    return;
                }
                arrival.await;
            }
        };
        timeout(Duration::from_secs(10), all_there).await.expect("the requests should come");
    }

    /// Waits until a client has left a hanging reply; fails when it stays.
    pub(crate) async fn client_left(&self) {
        timeout(Duration::from_secs(2), self.shared.left.notified())
            .await
            .expect("the client should leave at once");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(mut socket: TcpStream, shared: Arc<Shared>) {
    let connection = shared.connections.fetch_add(1, Ordering::SeqCst);
    let mut buffer = Vec::new();
    while let Some(request) = read_request(&mut socket, &mut buffer, connection).await {
        let reply = {
            let mut received = shared.received.lock().unwrap();
            received.push(request);
            let replies = shared.replies.lock().unwrap();
            replies[received.len().min(replies.len()) - 1].clone()
        };
        shared.arrived.notify_waiters();
        for step in reply.0 {
            match step {
                Step::Send(bytes) => {
                    if socket.write_all(&bytes).await.is_err() {
                        shared.left.notify_one();
                        return;
                    }
                }
                Step::Drip(bytes, every) => {
                    for byte in bytes {
                        if socket.write_all(&[byte]).await.is_err() {
                            return;
                        }
                        sleep(every).await;
                    }
                }
                Step::Hang => {
                    let mut rest = [0; 64];
                    while matches!(socket.read(&mut rest).await, Ok(count) if count > 0) {}
                    shared.left.notify_one();
                    return;
                }
                Step::Wait(gate) => gate.notified().await,
                Step::Reset => {
                    socket.set_zero_linger().unwrap();
                    return;
                }
                Step::Close => return,
            }
        }
    }
}

async fn read_request(socket: &mut TcpStream, buffer: &mut Vec<u8>, connection: usize) -> Option<Received> {
    let end = loop {
        if let Some(end) = buffer.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
            break end + 4;
        }
        if socket.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8(buffer.drain(..end).collect()).unwrap();
    let mut lines = head.lines();
    let mut first = lines.next()?.split(' ');
    let (method, target) = (first.next()?.to_owned(), first.next()?.to_owned());
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let mut request = Received { method, target, headers, body: Vec::new(), connection };
    let length = request.header("content-length").map_or(0, |length| length.parse().unwrap());
    while buffer.len() < length {
        if socket.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    }
    request.body = buffer.drain(..length).collect();
    Some(request)
}

/// Retries without noticeable waits.
pub(crate) fn quick() -> RetryPolicy {
    RetryPolicy {
        max_retries: Some(2),
        budget: Duration::from_secs(10),
        base: Duration::from_millis(1),
        ceiling: Duration::from_millis(4),
    }
}

/// A transport to the server with a test key and quick retries.
pub(crate) fn builder(server: &Server) -> TransportBuilder {
    Transport::builder().api_key("hk-test").base_url(server.url()).retry_policy(quick())
}

pub(crate) fn transport(server: &Server) -> Transport {
    builder(server).build().unwrap()
}

pub(crate) fn get() -> Request {
    Request::new("get_session", Method::GET, "/api/v2/sessions/s1").session("s1")
}

pub(crate) fn post() -> Request {
    Request::new("send_message", Method::POST, "/api/v2/sessions/s1/messages").session("s1").body("{}")
}
