//! Sending a file to a storage address that the API gave out: a form over multipart, streamed, and never with the key.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use futures_util::stream::{self, StreamExt};
use reqwest::Body;
use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE};
use tokio::time::{Instant, sleep_until};
use url::Url;

use crate::body::read_error_body;
use crate::error::{Error, ErrorKind};
use crate::error_body::ErrorBody;
use crate::headers::Headers;
use crate::response::Context;
use crate::transport::{Transport, after};
use crate::trouble;

const FORM_DATA: &str = "Content-Disposition: form-data; name=\"";

/// The pieces of a file, as they are read.
pub type FileStream = Pin<Box<dyn Stream<Item = std::io::Result<Bytes>> + Send>>;

/// A form with one file, for a storage address.
pub struct Upload {
    /// The operation this belongs to; used in errors.
    pub operation: &'static str,
    /// Where it goes, as the API gave it out.
    pub url: String,
    /// The fields of the form, sent before the file.
    pub fields: Vec<(String, String)>,
    /// The name of the file in the form.
    pub file_name: String,
    /// The media type of the file.
    pub media_type: String,
    /// The size of the file in bytes.
    pub length: u64,
    /// The content of the file: exactly `length` bytes.
    pub content: FileStream,
    /// The longest time without progress; `None`: the client's time-out.
    pub timeout: Option<Duration>,
    /// The instant after which nothing is sent any more.
    pub deadline: Option<Instant>,
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The address and the fields are a permission to write.
        f.debug_struct("Upload")
            .field("operation", &self.operation)
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}

impl Transport {
    /// Sends a file to a storage address: the fields first, the file last, in one streamed request without the key. It is sent
    /// once; nothing is retried.
    ///
    /// # Errors
    /// [`InvalidArgument`](ErrorKind::InvalidArgument) when reading the file fails or gives another number of bytes than
    /// announced; [`RequestTimeout`](ErrorKind::RequestTimeout) when nothing moves for the time-out; else as
    /// [`send`](Self::send).
    pub async fn upload(&self, upload: Upload) -> Result<(), Error> {
        let context = Context { operation: Some(upload.operation), ..Context::default() };
        let stall = upload.timeout.unwrap_or_else(|| self.timeout());
        let deadline = upload.deadline;
        let progress = Progress::default();
        let sending = self.post_form(upload, &context, progress.clone());
        let watching = async {
            loop {
                let limit = after(progress.last(), stall);
                let until = deadline.map_or(limit, |deadline| deadline.min(limit));
                sleep_until(until).await;
                if deadline.is_some_and(|deadline| Instant::now() >= deadline) {
                    return Error::new(
                        ErrorKind::DeadlineExceeded,
                        "the deadline passed in the middle of the upload",
                    );
                }
                if after(progress.last(), stall) <= Instant::now() {
                    return Error::new(
                        ErrorKind::RequestTimeout,
                        format!("the upload stood still for {stall:?}"),
                    );
                }
            }
        };
        let result = tokio::select! {
            result = sending => result,
            error = watching => Err(error),
        };
        result.map_err(|error| context.blame(error))
    }

    async fn post_form(&self, upload: Upload, context: &Context, progress: Progress) -> Result<(), Error> {
        let url = Url::parse(&upload.url)
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https") && url.host().is_some())
            .ok_or_else(|| {
                Error::new(ErrorKind::Decode, "the storage address of the upload cannot be used")
            })?;
        if url.scheme() == "http" && self.base_url().scheme() == "https" {
            return Err(Error::new(ErrorKind::Decode, "the storage address of the upload is not https"));
        }
        let boundary = format!("steersman-{:032x}", fastrand::u128(..));
        let head = form_head(&boundary, &upload)?;
        let tail = format!("\r\n--{boundary}--\r\n");
        let length = head.len() as u64 + upload.length + tail.len() as u64;
        let fault = progress.clone();
        let file = exactly(upload.content, upload.length).map(move |piece| {
            progress.moved();
            piece.inspect_err(|cause| progress.failed(cause))
        });
        let pieces =
            stream::iter([Ok(Bytes::from(head))]).chain(file).chain(stream::iter([Ok(Bytes::from(tail))]));
        let slot = self.0.connections.slot(&url).await?;
        let sent = slot
            .client
            .post(url.clone())
            .header(CONTENT_TYPE, format!("multipart/form-data; boundary={boundary}"))
            .header(CONTENT_LENGTH, length)
            .body(Body::wrap_stream(pieces))
            .send()
            .await;
        if let Some(cause) = fault.fault() {
            return Err(Error::invalid_argument("archive", format!("cannot be read: {cause}")));
        }
        let mut response = sent.map_err(|cause| trouble::before_response(cause, &url, context))?;
        if response.status().is_success() {
            return Ok(());
        }
        let status = response.status().as_u16();
        let headers = Headers::from(response.headers().clone());
        let body = read_error_body(&mut response).await;
        Err(Error::from_status(status, headers, ErrorBody::read(&body, None), false))
    }
}

/// The part of the form before the file's content.
fn form_head(boundary: &str, upload: &Upload) -> Result<String, Error> {
    if upload.media_type.contains(['\r', '\n']) {
        return Err(Error::invalid_argument("media_type", "must not contain a line break"));
    }
    let mut head = String::new();
    for (name, value) in &upload.fields {
        let name = quoted(name);
        head.extend(["--", boundary, "\r\n", FORM_DATA, &name, "\"\r\n\r\n", value, "\r\n"]);
    }
    let file_name = quoted(&upload.file_name);
    head.extend(["--", boundary, "\r\n", FORM_DATA, "file\"; filename=\"", &file_name, "\"\r\n"]);
    head.extend(["Content-Type: ", &upload.media_type, "\r\n\r\n"]);
    Ok(head)
}

/// A name between quotes, escaped as browsers do it.
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

/// The pieces, with an error in the place of the first that goes over `length` or of the end when it comes too soon.
fn exactly(content: FileStream, length: u64) -> impl Stream<Item = std::io::Result<Bytes>> + Send {
    let wrong =
        move |what: &str| std::io::Error::other(format!("it has {what} than the {length} bytes announced"));
    stream::unfold(Some((content, length)), move |state| async move {
        let (mut content, left) = state?;
        match content.next().await {
            Some(Ok(piece)) => match left.checked_sub(piece.len() as u64) {
                Some(left) => Some((Ok(piece), Some((content, left)))),
                None => Some((Err(wrong("more")), None)),
            },
            Some(Err(cause)) => Some((Err(cause), None)),
            None if left > 0 => Some((Err(wrong("less")), None)),
            None => None,
        }
    })
}

/// When a piece of the file was last asked for, and why reading it failed.
#[derive(Clone)]
struct Progress(Arc<Mutex<(Instant, Option<String>)>>);

impl Default for Progress {
    fn default() -> Self {
        Self(Arc::new(Mutex::new((Instant::now(), None))))
    }
}

impl Progress {
    fn last(&self) -> Instant {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0
    }

    fn moved(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0 = Instant::now();
    }

    fn failed(&self, cause: &std::io::Error) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).1 = Some(cause.to_string());
    }

    fn fault(&self) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).1.clone()
    }
}
