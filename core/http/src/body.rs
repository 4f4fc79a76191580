//! Reading the body of a response, within its limits.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use tokio::time::{Instant, timeout_at};

use crate::attempt::Open;
use crate::error::{Error, ErrorKind};
use crate::error_body::ErrorBody;
use crate::headers::Headers;
use crate::trouble;

/// Most bytes read of a body that becomes an error.
const MAX_ERROR_BYTES: usize = 1024 * 1024;
/// The longest wait for a body that becomes an error.
const ERROR_BODY_TIME: Duration = Duration::from_secs(3);

/// The most bytes that are copied rather than shared with the connection's buffer.
const SMALL: usize = 32 * 1024;

/// Reads a body that must not be longer than `cap`.
pub(crate) async fn read_body(open: &mut Open, cap: usize) -> Result<Bytes, Error> {
    let Open { status, headers, response, context, .. } = open;
    let too_large = |bytes: u64| {
        Error::new(
            ErrorKind::ResponseTooLarge,
            format!("the response has {bytes} bytes or more, the client takes at most {cap}"),
        )
        .with_response(*status, headers.clone(), ErrorBody::default())
    };
    let announced = response.content_length();
    if let Some(bytes) = announced.filter(|bytes| *bytes > cap as u64) {
        return Err(too_large(bytes));
    }
    let failed = |cause| trouble::in_body(cause, context);
    let Some(first) = response.chunk().await.map_err(failed)? else { return Ok(Bytes::new()) };
    let mut pieces = Pieces::One(first);
    loop {
        if pieces.len() > cap {
            return Err(too_large(pieces.len() as u64));
        }
        match response.chunk().await.map_err(failed)? {
            Some(piece) => pieces.push(&piece, announced),
            None => return Ok(pieces.into_bytes()),
        }
    }
}

/// A body as it arrives. One that comes in one piece is passed on as it is, unless it is small: a piece keeps the whole buffer of
/// its connection alive (up to 400 kB), and whoever keeps a small body should not pay for that.
enum Pieces {
    One(Bytes),
    Many(BytesMut),
}

impl Pieces {
    fn len(&self) -> usize {
        match self {
            Self::One(bytes) => bytes.len(),
            Self::Many(bytes) => bytes.len(),
        }
    }

    fn push(&mut self, piece: &[u8], announced: Option<u64>) {
        if let Self::One(first) = self {
            let expected = announced.and_then(|bytes| usize::try_from(bytes).ok()).unwrap_or_default();
            let mut all = BytesMut::with_capacity(expected.max(2 * (first.len() + piece.len())));
            all.extend_from_slice(first);
            *self = Self::Many(all);
        }
        if let Self::Many(all) = self {
            all.extend_from_slice(piece);
        }
    }

    fn into_bytes(self) -> Bytes {
        match self {
            Self::One(bytes) if bytes.len() <= SMALL => Bytes::copy_from_slice(&bytes),
            Self::One(bytes) => bytes,
            Self::Many(bytes) => bytes.freeze(),
        }
    }
}

/// Reads what an error response says, as far as it can be read: the status counts more than its explanation.
pub(crate) async fn read_error_body(response: &mut reqwest::Response) -> Vec<u8> {
    let until = Instant::now() + ERROR_BODY_TIME;
    let mut body = Vec::new();
    while let Ok(Ok(Some(piece))) = timeout_at(until, response.chunk()).await {
        body.extend_from_slice(&piece);
        if body.len() > MAX_ERROR_BYTES {
            body.truncate(MAX_ERROR_BYTES);
            break;
        }
    }
    body
}

/// Whether a page for people came, as proxies send it, instead of JSON.
pub(crate) fn looks_like_html(headers: &Headers, body: &[u8]) -> bool {
    let says_html =
        headers.get("content-type").is_some_and(|kind| kind.to_ascii_lowercase().contains("html"));
    !body.is_empty() && (says_html || body.trim_ascii_start().first() == Some(&b'<'))
}
