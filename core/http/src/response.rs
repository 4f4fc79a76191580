//! What came back, when it is a success.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::credentials::ApiKey;
use crate::error::{Error, ErrorKind, Retry};
use crate::error_body::ErrorBody;
use crate::headers::Headers;

/// A successful response (2xx), read to its end.
#[derive(Clone)]
pub struct Response {
    /// The HTTP status, 200 to 299.
    pub status: u16,
    /// The headers.
    pub headers: Headers,
    /// The body; empty for 204.
    pub body: Bytes,
    pub(crate) context: Context,
}

/// Whose response it is, for errors.
#[derive(Clone, Debug, Default)]
pub(crate) struct Context {
    pub(crate) operation: Option<&'static str>,
    pub(crate) session: Option<Arc<str>>,
    pub(crate) idempotent: bool,
    /// The key of the request, to be kept out of what a server echoes.
    pub(crate) key: Option<ApiKey>,
}

impl Context {
    /// Completes an error with what is known here.
    pub(crate) fn blame(&self, mut error: Error) -> Error {
        if let (Some(operation), None) = (self.operation, error.operation()) {
            error = error.with_operation(operation);
        }
        match &self.session {
            Some(session) if error.session_id().is_none() => error.with_session(session.clone()),
            _ => error,
        }
    }

    /// What an error keeps of a body.
    pub(crate) fn body(&self, bytes: &[u8]) -> ErrorBody {
        ErrorBody::read(bytes, self.key.as_ref().map(ApiKey::expose))
    }

    /// The headers without the key.
    pub(crate) fn headers(&self, headers: Headers) -> Headers {
        match &self.key {
            Some(key) => headers.without(key.expose()),
            None => headers,
        }
    }

    /// `Perhaps` when the request may be sent twice.
    pub(crate) fn retry_if_idempotent(&self) -> Retry {
        if self.idempotent { Retry::Perhaps } else { Retry::Never }
    }
}

impl Response {
    /// A response made by hand, for tests and other transports.
    pub fn new(status: u16, headers: Headers, body: impl Into<Bytes>) -> Self {
        Self { status, headers, body: body.into(), context: Context::default() }
    }

    /// Reads the body as JSON of the expected shape.
    ///
    /// # Errors
    /// [`Decode`](ErrorKind::Decode), with the body's text. Broken JSON counts as transient when the request may be sent twice;
    /// JSON of another shape does not.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        serde_json::from_slice(&self.body).map_err(|cause| self.decode_error(cause))
    }

    /// The error for a body that could not be read because of `cause`.
    pub fn decode_error(&self, cause: serde_json::Error) -> Error {
        let what = if self.body.is_empty() {
            "the response is empty where JSON was expected".to_owned()
        } else {
            format!("the response cannot be read: {cause}")
        };
        // Text that stops or makes no sense is a broken transfer; sound JSON of another shape will be the same next time.
        let retry = if cause.is_data() { Retry::Never } else { self.context.retry_if_idempotent() };
        let error = Error::new(ErrorKind::Decode, what)
            .with_response(
                self.status,
                self.context.headers(self.headers.clone()),
                self.context.body(&self.body),
            )
            .with_retry(retry)
            .with_source(cause);
        self.context.blame(error)
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the body: some responses carry a secret.
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize, Debug)]
    struct Thing {
        #[expect(dead_code, reason = "only its absence is of interest")]
        name: String,
    }

    fn error(body: &'static str, idempotent: bool) -> Error {
        let mut response = Response::new(200, Headers::new(), body);
        response.context = Context {
            operation: Some("get_thing"),
            session: Some("s1".into()),
            idempotent,
            key: Some(ApiKey::new("hk-CANARY").unwrap()),
        };
        response.json::<Thing>().unwrap_err()
    }

    #[test]
    fn broken_json_may_be_asked_for_again_and_json_of_another_shape_not() {
        for broken in ["", "{\"name\": \"tru", "{\"name\" nonsense"] {
            assert_eq!(error(broken, true).retry(), Retry::Perhaps, "{broken}");
            assert_eq!(error(broken, false).retry(), Retry::Never, "{broken}");
        }
        let error = error("{\"other\": 1}", true);
        assert_eq!(
            (error.kind(), error.retry(), error.status()),
            (ErrorKind::Decode, Retry::Never, Some(200))
        );
        assert_eq!((error.operation(), error.session_id()), (Some("get_thing"), Some("s1")));
        assert!(error.to_string().contains("name"), "{error}");
        assert_eq!(error.body().text(), "{\"other\": 1}");
    }

    #[test]
    fn what_could_not_be_read_shows_no_secret() {
        let error = error("{\"secret\": \"whsec_CANARY\", \"you_sent\": \"hk-CANARY\"", true);
        assert!(!format!("{error} {error:?} {}", error.body().text()).contains("CANARY"));
        let response = Response::new(200, Headers::new(), "whsec_CANARY");
        assert!(!format!("{response:?}").contains("CANARY"));
    }
}
