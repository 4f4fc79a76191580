//! The transport: sends requests with the client's key, within their time, and tries again where that is safe.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::HeaderMap;
use tokio::time::{Instant, sleep, timeout_at};
use tracing::{Instrument, Span, debug, debug_span, field};
use url::Url;

use crate::attempt::Prepared;
use crate::connections::Connections;
use crate::credentials::Credentials;
use crate::download::Download;
use crate::error::{Error, ErrorKind, Retry};
use crate::redact;
use crate::request::Request;
use crate::response::Response;
use crate::retry::{Backoff, RetryPolicy};
use crate::transport_builder::TransportBuilder;

/// Sends requests to the API. Cheap to clone; clones share their connections.
#[derive(Clone)]
pub struct Transport(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) base: Url,
    pub(crate) credentials: Credentials,
    pub(crate) headers: HeaderMap,
    pub(crate) timeout: Duration,
    pub(crate) retry: RetryPolicy,
    pub(crate) max_response_bytes: usize,
    pub(crate) connections: Connections,
}

impl Transport {
    /// The options of a new transport.
    pub fn builder() -> TransportBuilder {
        TransportBuilder::default()
    }

    /// Where the API is.
    pub fn base_url(&self) -> &Url {
        &self.0.base
    }

    /// The time-out of one attempt when a request asks for no other.
    pub fn timeout(&self) -> Duration {
        self.0.timeout
    }

    /// Sends a request, and sends it again after trouble that may pass: a failed connection, 408 and 429 for any request; a broken
    /// connection, a time-out and 5xx for those that may be sent twice. Dropping the future drops the request.
    ///
    /// # Errors
    /// The last trouble, with [`Retry::Exhausted`] when retries were used up; [`DeadlineExceeded`](ErrorKind::DeadlineExceeded)
    /// with the last trouble as source when the deadline does not allow another attempt.
    pub async fn send(&self, request: Request) -> Result<Response, Error> {
        let prepared = Prepared::new(&self.0, request)?;
        self.with_retries(&prepared, || self.within_time(&prepared, prepared.send()))
            .instrument(span(&prepared))
            .await
    }

    /// Sends a request once.
    ///
    /// # Errors
    /// See [`Error::kind`]; [`Retry::Perhaps`] says that sending it again is safe and may help.
    pub async fn send_once(&self, request: Request) -> Result<Response, Error> {
        let prepared = Prepared::new(&self.0, request)?;
        self.within_time(&prepared, prepared.send()).instrument(span(&prepared)).await
    }

    /// Opens a download: redirects are followed (without the key to other hosts), and the body is read as it comes. The time-out
    /// bounds the wait for the headers and for each piece, the deadline bounds everything.
    ///
    /// # Errors
    /// As [`send`](Self::send). Trouble in the middle of the body is not retried.
    pub async fn download(&self, request: Request) -> Result<Download, Error> {
        let prepared = Prepared::new(&self.0, request)?;
        self.with_retries(&prepared, || self.within_time(&prepared, prepared.open()))
            .instrument(span(&prepared))
            .await
    }

    /// Opens a body as [`download`](Self::download) does and has `read` take it in as it comes. Trouble that may pass begins the whole
    /// again, also in the middle of the body: `read` is called anew then. For replies that come in pieces and mean something only
    /// when they are complete.
    ///
    /// # Errors
    /// As [`send`](Self::send), and what `read` returns.
    pub async fn read<T, R>(&self, request: Request, read: impl Fn(Download) -> R) -> Result<T, Error>
    where
        R: Future<Output = Result<T, Error>>,
    {
        let prepared = Prepared::new(&self.0, request)?;
        let attempt = || async {
            let download = self.within_time(&prepared, prepared.open()).await?;
            read(download).await.map_err(|error| prepared.context.blame(error))
        };
        self.with_retries(&prepared, attempt).instrument(span(&prepared)).await
    }

    /// One attempt under the time-out and the deadline.
    async fn within_time<T>(
        &self,
        prepared: &Prepared<'_>,
        attempt: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        let now = Instant::now();
        let allowed = prepared.timeout;
        let limit = after(now, allowed);
        let (until, by_deadline) = match prepared.deadline {
            Some(deadline) if deadline < limit => (deadline, true),
            _ => (limit, false),
        };
        if by_deadline && until <= now {
            return Err(prepared.deadline_exceeded(None));
        }
        let result = match timeout_at(until, attempt).await {
            Ok(result) => result,
            Err(_) if by_deadline => return Err(prepared.deadline_exceeded(None)),
            Err(_) => Err(Error::new(
                ErrorKind::RequestTimeout,
                format!("no complete answer from {} within {allowed:?}", prepared.origin()),
            )
            .with_retry(prepared.context.retry_if_idempotent())),
        };
        result.map_err(|error| prepared.context.blame(error))
    }

    async fn with_retries<T, F, A>(&self, prepared: &Prepared<'_>, attempt: A) -> Result<T, Error>
    where
        A: Fn() -> F,
        F: Future<Output = Result<T, Error>>,
    {
        let mut policy = self.0.retry.clone();
        if prepared.max_retries.is_some() {
            policy.max_retries = prepared.max_retries;
        }
        let mut backoff = Backoff::new(policy);
        let mut trouble: Option<(Instant, Error)> = None;
        loop {
            let error = match attempt().await {
                Ok(value) => return Ok(value),
                Err(error) => error,
            };
            if error.kind() == ErrorKind::DeadlineExceeded {
                return Err(match trouble {
                    Some((_, last)) => prepared.deadline_exceeded(Some(last)),
                    None => error,
                });
            }
            if error.retry() != Retry::Perhaps {
                return Err(error);
            }
            let now = Instant::now();
            let since = trouble.as_ref().map_or(now, |(since, _)| *since);
            let Some(delay) = backoff.next_delay(now - since, error.retry_after()) else {
                return Err(error.exhausted());
            };
            if prepared
                .deadline
                .is_some_and(|deadline| now.checked_add(delay).is_none_or(|at| at >= deadline))
            {
                return Err(prepared.deadline_exceeded(Some(error)));
            }
            debug!(
                target: "steersman::http",
                kind = %error.kind(),
                status = error.status(),
                retry = backoff.retries(),
                ?delay,
                "trying again"
            );
            trouble = Some((since, error));
            sleep(delay).await;
        }
    }
}

/// The instant after a time-out, which may be longer than the clock can hold.
pub(crate) fn after(now: Instant, timeout: Duration) -> Instant {
    const NEVER: Duration = Duration::from_hours(24 * 365 * 30);
    now + timeout.min(NEVER)
}

/// What the events of one request have in common.
fn span(prepared: &Prepared<'_>) -> Span {
    debug_span!(
        target: "steersman::http",
        "request",
        operation = prepared.context.operation,
        session = prepared.context.session.as_deref().map(field::display),
    )
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transport")
            .field("base_url", &redact::url(&self.0.base))
            .field("credentials", &self.0.credentials)
            .field("timeout", &self.0.timeout)
            .field("retry", &self.0.retry)
            .finish_non_exhaustive()
    }
}
