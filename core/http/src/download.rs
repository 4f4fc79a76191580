//! A body that is read as it comes.

use std::fmt;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use futures_util::stream::try_unfold;
use tokio::time::{Instant, timeout_at};

use crate::attempt::Open;
use crate::connections::Slot;
use crate::error::{Error, ErrorKind};
use crate::headers::Headers;
use crate::response::Context;
use crate::transport::after;
use crate::trouble;

/// An open download. Dropping it closes it.
pub struct Download {
    status: u16,
    headers: Headers,
    length: Option<u64>,
    response: reqwest::Response,
    context: Context,
    timeout: Duration,
    deadline: Option<Instant>,
    _slot: Slot,
}

impl Download {
    pub(crate) fn new(open: Open, timeout: Duration, deadline: Option<Instant>) -> Self {
        Self {
            status: open.status,
            headers: open.headers,
            length: open.response.content_length(),
            response: open.response,
            context: open.context,
            timeout,
            deadline,
            _slot: open.slot,
        }
    }

    /// The HTTP status, 200 to 299.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The headers of the last response.
    pub fn headers(&self) -> &Headers {
        &self.headers
    }

    /// The media type.
    pub fn content_type(&self) -> Option<&str> {
        self.headers.get("content-type")
    }

    /// How many bytes will come, when the server said so.
    pub fn content_length(&self) -> Option<u64> {
        self.length
    }

    /// The next piece; `None` at the end. Cancelling the wait loses nothing.
    ///
    /// # Errors
    /// [`ConnectionLost`](ErrorKind::ConnectionLost), [`RequestTimeout`](ErrorKind::RequestTimeout) when nothing comes for the length
    /// of the time-out, [`DeadlineExceeded`](ErrorKind::DeadlineExceeded).
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        let now = Instant::now();
        let limit = after(now, self.timeout);
        let until = self.deadline.map_or(limit, |deadline| deadline.min(limit));
        let result = match timeout_at(until, self.response.chunk()).await {
            Ok(result) => result.map_err(|cause| trouble::in_body(cause, &self.context)),
            Err(_) if until < limit => Err(Error::new(
                ErrorKind::DeadlineExceeded,
                "the deadline passed in the middle of the download",
            )),
            Err(_) => Err(Error::new(
                ErrorKind::RequestTimeout,
                format!("the download stood still for {:?}", self.timeout),
            )
            .with_retry(self.context.retry_if_idempotent())),
        };
        result.map_err(|error| self.context.blame(error))
    }

    /// Reads everything, at most `max_bytes`.
    ///
    /// # Errors
    /// As [`chunk`](Self::chunk), and [`ResponseTooLarge`](ErrorKind::ResponseTooLarge).
    pub async fn bytes(mut self, max_bytes: usize) -> Result<Bytes, Error> {
        let too_large = |context: &Context| {
            context.blame(Error::new(
                ErrorKind::ResponseTooLarge,
                format!("the download has more than the {max_bytes} bytes that were allowed"),
            ))
        };
        if self.length.is_some_and(|length| length > max_bytes as u64) {
            return Err(too_large(&self.context));
        }
        let mut all = BytesMut::new();
        while let Some(piece) = self.chunk().await? {
            if all.len() + piece.len() > max_bytes {
                return Err(too_large(&self.context));
            }
            all.extend_from_slice(&piece);
        }
        Ok(all.freeze())
    }

    /// The pieces as a stream, which ends after an error.
    pub fn into_stream(self) -> impl Stream<Item = Result<Bytes, Error>> + Send {
        try_unfold(self, |mut download| async move {
            let piece = download.chunk().await?;
            Ok(piece.map(|piece| (piece, download)))
        })
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}
