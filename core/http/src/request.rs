//! What to ask: one call of one operation, before it meets a client.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use reqwest::Method;
use serde::Serialize;
use serde_json::{Map, Value};
use tokio::time::Instant;

use crate::error::{Error, ErrorKind};
use crate::redact::is_secret_name;

/// The most bytes of a request body that the API takes (10,000,000, decimal).
pub const MAX_REQUEST_BYTES: usize = 10_000_000;

/// One call: what to send and how it may be treated.
#[derive(Clone)]
pub struct Request {
    /// The operation, as the contract names it; used in errors and logs.
    pub operation: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path below the base URL, beginning with `/`, already percent-encoded.
    pub path: String,
    /// Query parameters, in order, not yet encoded. A list repeats its name.
    pub query: Vec<(Cow<'static, str>, String)>,
    /// Headers of this operation (`If-Match`, `Idempotency-Key`).
    pub headers: Vec<(Cow<'static, str>, String)>,
    /// The JSON body.
    pub body: Option<Bytes>,
    /// The session it is about; used in errors.
    pub session: Option<Arc<str>>,
    /// Whether it may safely be sent twice. By default so for GET, HEAD, OPTIONS, PUT and DELETE.
    pub idempotent: bool,
    /// The caller's wishes for this call.
    pub options: CallOptions,
}

/// The caller's wishes for one call. The default changes nothing.
#[derive(Clone, Default)]
pub struct CallOptions {
    /// Time-out of one attempt; `None`: the client's.
    pub timeout: Option<Duration>,
    /// The instant after which nothing is sent, waited for or slept any more.
    pub deadline: Option<Instant>,
    /// Most retries; `None`: the client's.
    pub max_retries: Option<u32>,
    /// Headers added to the request, in place of those with the same name.
    pub headers: Vec<(String, String)>,
    /// Query parameters added to the request.
    pub query: Vec<(String, String)>,
    /// Fields merged into the JSON object of the body, in place of those with the same name.
    pub body: Option<Map<String, Value>>,
}

impl Request {
    /// A call without query, headers and body.
    pub fn new(operation: &'static str, method: Method, path: impl Into<String>) -> Self {
        let idempotent = method.is_idempotent();
        Self {
            operation,
            method,
            path: path.into(),
            query: Vec::new(),
            headers: Vec::new(),
            body: None,
            session: None,
            idempotent,
            options: CallOptions::default(),
        }
    }

    /// Adds a query parameter.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "numbers and booleans read better without `&`")]
    pub fn query(mut self, name: impl Into<Cow<'static, str>>, value: impl ToString) -> Self {
        self.query.push((name.into(), value.to_string()));
        self
    }

    /// Adds a query parameter, when there is a value.
    #[must_use]
    pub fn query_opt(self, name: impl Into<Cow<'static, str>>, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.query(name, value),
            None => self,
        }
    }

    /// Adds a query parameter once for each value.
    #[must_use]
    pub fn query_all<V: ToString>(
        mut self,
        name: impl Into<Cow<'static, str>>,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        let name = name.into();
        self.query.extend(values.into_iter().map(|value| (name.clone(), value.to_string())));
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sets the body, as JSON that is ready to be sent.
    #[must_use]
    pub fn body(mut self, json: impl Into<Bytes>) -> Self {
        self.body = Some(json.into());
        self
    }

    /// Sets the body from a value.
    ///
    /// # Errors
    /// [`InvalidArgument`](ErrorKind::InvalidArgument) when the value has no JSON form.
    pub fn json<T: Serialize + ?Sized>(self, value: &T) -> Result<Self, Error> {
        match serde_json::to_vec(value) {
            Ok(json) => Ok(self.body(json)),
            Err(cause) => Err(Error::new(
                ErrorKind::InvalidArgument,
                format!("the request body cannot be written as JSON: {cause}"),
            )
            .with_operation(self.operation)
            .with_source(cause)),
        }
    }

    /// Says which session it is about.
    #[must_use]
    pub fn session(mut self, session: impl Into<Arc<str>>) -> Self {
        self.session = Some(session.into());
        self
    }

    /// Says whether it may safely be sent twice.
    #[must_use]
    pub fn idempotent(mut self, idempotent: bool) -> Self {
        self.idempotent = idempotent;
        self
    }

    /// Sets the caller's wishes.
    #[must_use]
    pub fn options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("path", &self.path)
            .field("query", &shown(&self.query))
            .field("headers", &shown(&self.headers))
            .field("body_bytes", &self.body.as_ref().map(Bytes::len))
            .field("session", &self.session)
            .field("idempotent", &self.idempotent)
            .field("options", &self.options)
            .finish()
    }
}

impl fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallOptions")
            .field("timeout", &self.timeout)
            .field("deadline", &self.deadline)
            .field("max_retries", &self.max_retries)
            .field("headers", &shown(&self.headers))
            .field("query", &shown(&self.query))
            .field("body", &self.body.as_ref().map(|body| body.keys().collect::<Vec<_>>()))
            .finish()
    }
}

/// Pairs with the values of secret names left out.
fn shown<N: AsRef<str>>(pairs: &[(N, String)]) -> Vec<(&str, &str)> {
    pairs
        .iter()
        .map(|(name, value)| {
            let name = name.as_ref();
            (name, if is_secret_name(name) { "***" } else { value.as_str() })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_methods_that_may_be_repeated_are_idempotent_by_default() {
        for (method, idempotent) in [
            (Method::GET, true),
            (Method::HEAD, true),
            (Method::OPTIONS, true),
            (Method::PUT, true),
            (Method::DELETE, true),
            (Method::POST, false),
            (Method::PATCH, false),
        ] {
            assert_eq!(Request::new("x", method.clone(), "/").idempotent, idempotent, "{method}");
        }
    }

    #[test]
    fn debug_shows_no_body_and_no_key() {
        let mut request = Request::new("x", Method::POST, "/p")
            .header("X-Api-Key", "CANARY")
            .query("token", "CANARY")
            .body(r#"{"secret": "CANARY"}"#);
        request.options.body = Some(serde_json::from_str(r#"{"token": "CANARY"}"#).unwrap());
        request.options.headers = vec![("Cookie".into(), "CANARY".into())];
        assert!(!format!("{request:?}").contains("CANARY"));
    }
}
