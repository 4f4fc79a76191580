//! The channel to the scenario's server: plain HTTP, spoken without the library under test.

use std::io;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The control channel of one scenario.
#[derive(Clone, Debug)]
pub(crate) struct Control {
    address: String,
}

impl Control {
    pub(crate) fn new(url: &str) -> Self {
        Self { address: url.trim_start_matches("http://").trim_end_matches('/').to_owned() }
    }

    pub(crate) async fn get(&self, path: &str) -> io::Result<Value> {
        self.send("GET", path, "").await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> io::Result<Value> {
        self.send("POST", path, &body.to_string()).await
    }

    async fn send(&self, method: &str, path: &str, body: &str) -> io::Result<Value> {
        let mut socket = TcpStream::connect(&self.address).await?;
        let (length, host) = (body.len(), &self.address);
        let head = format!("{method} {path} HTTP/1.1\r\nhost: {host}\r\ncontent-length: {length}\r\n\r\n");
        socket.write_all(format!("{head}{body}").as_bytes()).await?;
        let mut received = Vec::new();
        loop {
            if let Some(reply) = complete(&received) {
                return reply;
            }
            if socket.read_buf(&mut received).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
    }
}

/// The reply in these bytes, once it is all there.
fn complete(received: &[u8]) -> Option<io::Result<Value>> {
    let end = received.windows(4).position(|bytes| bytes == b"\r\n\r\n")? + 4;
    let head = String::from_utf8_lossy(&received[..end]).to_lowercase();
    let status = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok())
        .unwrap_or(0);
    let body = received.get(end..end + length)?;
    Some(match status.as_str() {
        "204" => Ok(Value::Null),
        "200" => serde_json::from_slice(body).map_err(io::Error::other),
        _ => Err(io::Error::other(format!("{status}: {}", String::from_utf8_lossy(body)))),
    })
}
