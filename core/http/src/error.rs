//! The one error of the project: what kind of trouble, whether trying again may help, and where it happened.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::error_body::{ErrorBody, QuotaLimit, excerpt};
use crate::headers::Headers;

/// Anything that went wrong, with its context.
///
/// `Display` is one line for people: the server's or our own sentence, then ` (status_code: N)` when there was a
/// response. `Debug` is long, with everything known. Neither ever shows a key, a token or a cookie.
#[derive(Clone)]
pub struct Error(Box<Inner>);

#[derive(Clone)]
struct Inner {
    kind: ErrorKind,
    message: String,
    retry: Retry,
    operation: Option<&'static str>,
    status: Option<u16>,
    body: ErrorBody,
    headers: Headers,
    session: Option<Arc<str>>,
    cursor: Option<u64>,
    field: Option<String>,
    retry_after: Option<Duration>,
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

/// What kind of trouble it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client cannot be built or used like this: no key, an unusable URL, a key over plain http.
    Configuration,
    /// An argument is wrong; [`Error::field`] names it. Nothing was sent.
    InvalidArgument,
    /// The request body is over the API's limit. Nothing was sent.
    BodyTooLarge,
    /// No connection could be made. The request was not sent.
    Connect,
    /// The connection broke after the request was sent; whether it took effect is unknown.
    ConnectionLost,
    /// No complete answer within the time-out of the request (or the server said 408).
    RequestTimeout,
    /// The caller's deadline passed; [`source`](StdError::source) is the last trouble before it, if any.
    DeadlineExceeded,
    /// 400.
    BadRequest,
    /// 401: the key is missing or not valid.
    Authentication,
    /// 403.
    PermissionDenied,
    /// 404: unknown, or not visible to the caller.
    NotFound,
    /// 409.
    Conflict,
    /// 410.
    Gone,
    /// 412: the revision in `If-Match` is not the current one any more.
    PreconditionFailed,
    /// 413.
    ContentTooLarge,
    /// 422: the server did not accept the request's content.
    Unprocessable,
    /// 429; see [`Error::quota`].
    RateLimited,
    /// 5xx.
    Server,
    /// Any other status that is not a success, redirects included.
    UnexpectedStatus,
    /// The response is not what the operation returns (HTML, broken JSON, another shape).
    Decode,
    /// The response is over the client's limit.
    ResponseTooLarge,
    /// The answer of the session does not fit the schema that was asked for.
    AnswerValidation,
    /// A webhook delivery is not genuine, too old, or not readable.
    WebhookVerification,
    /// A tool is not declared correctly.
    ToolDefinition,
    /// The caller stopped it.
    Cancelled,
    /// The session has ended, so it cannot do this any more.
    SessionEnded,
    /// A fault of this library.
    Internal,
}

/// Whether the same request, sent again, may succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Retry {
    /// It would fail in the same way, or sending it twice would not be safe.
    Never,
    /// It is safe to send it again, and it may succeed.
    Perhaps,
    /// As `Perhaps`, and the allowed retries were used up.
    Exhausted,
}

impl Retry {
    /// The name in snake case, the same in every language.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Perhaps => "perhaps",
            Self::Exhausted => "exhausted",
        }
    }
}

impl ErrorKind {
    /// The kind that stands for an HTTP status.
    pub fn from_status(status: u16) -> Self {
        match status {
            400 => Self::BadRequest,
            401 => Self::Authentication,
            403 => Self::PermissionDenied,
            404 => Self::NotFound,
            408 => Self::RequestTimeout,
            409 => Self::Conflict,
            410 => Self::Gone,
            412 => Self::PreconditionFailed,
            413 => Self::ContentTooLarge,
            422 => Self::Unprocessable,
            429 => Self::RateLimited,
            500..=599 => Self::Server,
            _ => Self::UnexpectedStatus,
        }
    }

    /// The name in snake case, the same in every language: `rate_limited`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Configuration => "configuration",
            Self::InvalidArgument => "invalid_argument",
            Self::BodyTooLarge => "body_too_large",
            Self::Connect => "connect",
            Self::ConnectionLost => "connection_lost",
            Self::RequestTimeout => "request_timeout",
            Self::DeadlineExceeded => "deadline_exceeded",
            Self::BadRequest => "bad_request",
            Self::Authentication => "authentication",
            Self::PermissionDenied => "permission_denied",
            Self::NotFound => "not_found",
            Self::Conflict => "conflict",
            Self::Gone => "gone",
            Self::PreconditionFailed => "precondition_failed",
            Self::ContentTooLarge => "content_too_large",
            Self::Unprocessable => "unprocessable",
            Self::RateLimited => "rate_limited",
            Self::Server => "server",
            Self::UnexpectedStatus => "unexpected_status",
            Self::Decode => "decode",
            Self::ResponseTooLarge => "response_too_large",
            Self::AnswerValidation => "answer_validation",
            Self::WebhookVerification => "webhook_verification",
            Self::ToolDefinition => "tool_definition",
            Self::Cancelled => "cancelled",
            Self::SessionEnded => "session_ended",
            Self::Internal => "internal",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Error {
    /// An error of this kind with a sentence for people. Not to be retried unless [`with_retry`](Self::with_retry) says so.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            retry: Retry::Never,
            operation: None,
            status: None,
            body: ErrorBody::default(),
            headers: Headers::default(),
            session: None,
            cursor: None,
            field: None,
            retry_after: None,
            source: None,
        }))
    }

    /// A wrong argument: `field` names it (`messages[0].files`), `message` says what is wrong with it.
    pub fn invalid_argument(field: impl Into<String>, message: impl fmt::Display) -> Self {
        let field = field.into();
        Self::new(ErrorKind::InvalidArgument, format!("{field}: {message}")).with_field(field)
    }

    /// The error that an HTTP response stands for. `idempotent` tells whether the request may be sent twice.
    pub(crate) fn from_status(status: u16, headers: Headers, body: ErrorBody, idempotent: bool) -> Self {
        let message = body.message().unwrap_or_else(|| "the response has no body".to_owned());
        let mut error = Self::new(ErrorKind::from_status(status), message);
        if crate::retry::is_retryable_status(status, idempotent) {
            error.0.retry = Retry::Perhaps;
        }
        error.0.retry_after = headers.get("retry-after").and_then(crate::retry::parse_retry_after);
        error.with_response(status, headers, body)
    }

    /// What kind of trouble it was.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Whether the same request, sent again, may succeed.
    pub fn retry(&self) -> Retry {
        self.0.retry
    }

    /// Whether the trouble may pass by itself: `retry()` is not [`Retry::Never`].
    pub fn is_transient(&self) -> bool {
        self.0.retry != Retry::Never
    }

    /// The sentence for people, without the status.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The operation that failed, as the contract names it.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
    }

    /// The HTTP status; `None` when there was no response.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// What the response said; empty when there was none.
    pub fn body(&self) -> &ErrorBody {
        &self.0.body
    }

    /// The headers of the response; empty when there was none.
    pub fn headers(&self) -> &Headers {
        &self.0.headers
    }

    /// The session it was about.
    pub fn session_id(&self) -> Option<&str> {
        self.0.session.as_deref()
    }

    /// The index of the next event, when watching a session failed: a new stream opened there goes on without loss.
    pub fn cursor(&self) -> Option<u64> {
        self.0.cursor
    }

    /// The argument or JSON field that is wrong.
    pub fn field(&self) -> Option<&str> {
        self.0.field.as_deref()
    }

    /// How long the server asked to wait (`Retry-After`).
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Which limits were met, for [`ErrorKind::RateLimited`]; empty when the server did not say.
    pub fn quota(&self) -> Vec<QuotaLimit> {
        if self.0.kind == ErrorKind::RateLimited { self.0.body.quota() } else { Vec::new() }
    }

    /// Says which session it was about.
    #[must_use]
    pub fn with_session(mut self, session: impl Into<Arc<str>>) -> Self {
        self.0.session = Some(session.into());
        self
    }

    /// Says where watching stopped.
    #[must_use]
    pub fn with_cursor(mut self, cursor: u64) -> Self {
        self.0.cursor = Some(cursor);
        self
    }

    /// Says which operation failed.
    #[must_use]
    pub fn with_operation(mut self, operation: &'static str) -> Self {
        self.0.operation = Some(operation);
        self
    }

    /// Names the argument or field that is wrong.
    #[must_use]
    pub fn with_field(mut self, field: impl Into<String>) -> Self {
        self.0.field = Some(field.into());
        self
    }

    /// Says whether trying again may help.
    #[must_use]
    pub fn with_retry(mut self, retry: Retry) -> Self {
        self.0.retry = retry;
        self
    }

    /// Keeps the cause.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(Arc::from(source.into()));
        self
    }

    /// Keeps what the server sent.
    #[must_use]
    pub fn with_response(mut self, status: u16, headers: Headers, body: ErrorBody) -> Self {
        self.0.status = Some(status);
        self.0.headers = headers;
        self.0.body = body;
        self
    }

    /// Turns "may help" into "was tried often enough".
    #[must_use]
    pub fn exhausted(mut self) -> Self {
        if self.0.retry == Retry::Perhaps {
            self.0.retry = Retry::Exhausted;
        }
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The message may come from a server: it is kept to one line.
        if self.0.message.contains(['\n', '\r']) {
            f.write_str(&self.0.message.split_whitespace().collect::<Vec<_>>().join(" "))?;
        } else {
            f.write_str(&self.0.message)?;
        }
        match self.0.status {
            Some(status) => write!(f, " (status_code: {status})"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        let mut out = f.debug_struct("Error");
        out.field("kind", &inner.kind).field("message", &inner.message).field("retry", &inner.retry);
        macro_rules! when_known {
            ($($name:ident),*) => {
                $(if let Some(value) = &inner.$name { out.field(stringify!($name), value); })*
            };
        }
        when_known!(operation, status, session, cursor, field, retry_after);
        if !inner.body.is_empty() {
            out.field("body", &excerpt(inner.body.text()));
        }
        if !inner.headers.is_empty() {
            out.field("headers", &inner.headers);
        }
        when_known!(source);
        out.finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_ref().map(|source| &**source as &(dyn StdError + 'static))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn display_is_one_line_and_ends_with_the_status() {
        let body = ErrorBody::read(br#"{"detail": "line one\nline two"}"#, None);
        let error = Error::from_status(404, Headers::new(), body, true);
        assert_eq!(error.to_string(), "line one line two (status_code: 404)");
        assert_eq!(error.kind(), ErrorKind::NotFound);
        assert_eq!(Error::new(ErrorKind::Internal, "odd").to_string(), "odd");
    }

    #[test]
    fn a_422_with_text_for_detail_is_still_a_422() {
        let body = ErrorBody::read(br#"{"detail": "key reused"}"#, None);
        let error = Error::from_status(422, Headers::new(), body, false);
        assert_eq!((error.kind(), error.message()), (ErrorKind::Unprocessable, "key reused"));
    }

    #[test]
    fn only_trouble_that_may_pass_becomes_exhausted() {
        let error = Error::new(ErrorKind::Server, "x");
        assert_eq!(error.clone().exhausted().retry(), Retry::Never);
        assert_eq!(error.with_retry(Retry::Perhaps).exhausted().retry(), Retry::Exhausted);
    }

    #[test]
    fn debug_tells_everything_that_is_known() {
        let error = Error::new(ErrorKind::Connect, "no route")
            .with_operation("get_session")
            .with_session("s1")
            .with_cursor(7)
            .with_source(std::io::Error::other("down"));
        let shown = format!("{error:?}");
        for part in ["Connect", "no route", "get_session", "s1", "7", "down"] {
            assert!(shown.contains(part), "{shown}");
        }
        assert!(error.source().is_some());
    }

    #[test]
    fn an_error_is_small_to_pass_around() {
        assert_eq!(size_of::<Error>(), size_of::<usize>());
        assert_eq!(size_of::<Result<(), Error>>(), size_of::<usize>());
    }
}
