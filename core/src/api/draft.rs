//! A call that has not been sent yet: arguments collected by a typed method or by [`Client::call`](crate::Client::call),
//! checked in one place and turned into a request.

use std::borrow::Cow;
use std::time::Duration;

use bytes::Bytes;
use serde_json::Value;
use steersman_http::{CallOptions, Download, Error, ErrorKind, Request, Response, Retry};
use tokio::time::Instant;
use uuid::Uuid;

use super::argument::{Argument, encode_path};
use super::body::RequestBody;
use super::operation::{IDEMPOTENCY_KEY, Operation, Param, Place, ReplyKind};
use super::reply;
use crate::client::Client;

/// The first wait when a creation with the same key is still in flight (409); it doubles up to [`IN_FLIGHT_CEILING`].
const IN_FLIGHT_BASE: Duration = Duration::from_millis(250);
/// The longest wait between two questions whether the creation in flight is done.
const IN_FLIGHT_CEILING: Duration = Duration::from_secs(4);
/// How long a creation in flight is waited for when the call has no deadline.
const IN_FLIGHT_BUDGET: Duration = Duration::from_mins(1);

/// The most bytes of a download that is not read as a stream.
const MAX_COLLECTED_BYTES: usize = 64 * 1024 * 1024;

/// The arguments of one call.
#[derive(Clone)]
pub(crate) struct Draft {
    pub(crate) operation: &'static Operation,
    arguments: Vec<(&'static Param, Argument)>,
    pub(crate) body: Option<Bytes>,
    /// The first thing that was wrong; told when the call is sent.
    error: Option<Error>,
    pub(crate) options: CallOptions,
}

impl Draft {
    pub(crate) fn new(operation: &'static Operation) -> Self {
        Self { operation, arguments: Vec::new(), body: None, error: None, options: CallOptions::default() }
    }

    /// Sets a parameter, in place of an earlier value.
    pub(crate) fn set(&mut self, param: &'static Param, value: Argument) {
        match self.arguments.iter_mut().find(|(known, _)| known.name == param.name) {
            Some((_, old)) => *old = value,
            None => self.arguments.push((param, value)),
        }
    }

    /// Sets a parameter that the operation's declaration names.
    pub(crate) fn set_named(&mut self, name: &str, value: Argument) {
        match self.operation.params.iter().find(|param| param.setter == name) {
            Some(param) => self.set(param, value),
            None => self.fail(Error::new(ErrorKind::Internal, format!("no parameter `{name}` is declared"))),
        }
    }

    /// The value of a whole-number parameter.
    pub(crate) fn integer(&self, name: &str) -> Option<u64> {
        self.arguments.iter().find_map(|(param, value)| match value {
            Argument::Integer(value) if param.name == name => u64::try_from(*value).ok(),
            _ => None,
        })
    }

    /// Checks and writes the body.
    pub(crate) fn set_body<T: RequestBody>(&mut self, body: &T) {
        match body.to_json() {
            Ok(json) => self.body = Some(json),
            Err(error) => self.fail(error),
        }
    }

    /// Sets the body from JSON that was checked already.
    pub(crate) fn set_json(&mut self, body: &Value) {
        self.body = Some(body.to_string().into());
    }

    fn fail(&mut self, error: Error) {
        self.error.get_or_insert(error);
    }

    /// Sends it, and a creation that is still in flight again until it is done. A download is read to its end.
    pub(crate) async fn send(self, client: &Client) -> Result<Response, Error> {
        let operation = self.operation;
        if operation.reply == ReplyKind::Download {
            let download = self.download(client).await?;
            let (status, headers) = (download.status(), download.headers().clone());
            return Ok(Response::new(status, headers, download.bytes(MAX_COLLECTED_BYTES).await?));
        }
        let request = self.into_request().map_err(|error| error.with_operation(operation.name))?;
        let response = if operation.takes_idempotency_key() {
            send_creation(client, request).await?
        } else {
            client.transport().send(request).await?
        };
        reply::with_absolute_links(operation, client.transport().base_url(), response)
    }

    /// Sends it and gives the head of the response; the body is read as it comes.
    pub(crate) async fn download(self, client: &Client) -> Result<Download, Error> {
        let operation = self.operation;
        let request = self.into_request().map_err(|error| error.with_operation(operation.name))?;
        client.transport().download(request).await
    }

    /// Checks everything and writes the request.
    pub(crate) fn into_request(self) -> Result<Request, Error> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let operation = self.operation;
        let mut path = operation.path.to_owned();
        let mut request = Request::new(operation.name, operation.http_method.clone(), "");
        for param in operation.params {
            let value = self.arguments.iter().find(|(known, _)| known.name == param.name);
            let Some((_, value)) = value else {
                if param.required {
                    return Err(Error::invalid_argument(param.name, "is required"));
                }
                if param.name == IDEMPOTENCY_KEY {
                    request = request.header(param.wire_name, Uuid::new_v4().to_string());
                }
                continue;
            };
            for text in value.clone().into_texts(param)? {
                request = match param.place {
                    Place::Path(form) => {
                        let encoded = encode_path(form, param.name, &text)?;
                        path = path.replace(&format!("{{{}}}", param.wire_name), &encoded);
                        if operation.session_param() == Some(param.name) {
                            request.session(text)
                        } else {
                            request
                        }
                    }
                    Place::Query => request.query(param.wire_name, text),
                    Place::Header => request.header(param.wire_name, text),
                };
            }
        }
        request.path = path;
        request.body = self.body;
        request.idempotent = operation.idempotent();
        request.options = self.options;
        Ok(request)
    }
}

/// 409 on a creation says that the first request with this key is still being worked on: its result will be ours.
async fn send_creation(client: &Client, request: Request) -> Result<Response, Error> {
    let begun = Instant::now();
    let end = request.options.deadline.unwrap_or(begun + IN_FLIGHT_BUDGET);
    let mut wait = IN_FLIGHT_BASE;
    loop {
        let error = match client.transport().send(request.clone()).await {
            Err(error) if error.kind() == ErrorKind::Conflict => error.with_retry(Retry::Perhaps),
            done => return done,
        };
        if request.options.max_retries == Some(0) {
            return Err(error);
        }
        let pause = wait.mul_f64(0.5 + fastrand::f64() / 2.0).max(error.retry_after().unwrap_or_default());
        if Instant::now() + pause >= end {
            return Err(error.exhausted());
        }
        tokio::time::sleep(pause).await;
        wait = (wait * 2).min(IN_FLIGHT_CEILING);
    }
}

impl std::fmt::Debug for Draft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<Cow<'_, str>> = self.arguments.iter().map(|(param, _)| param.name.into()).collect();
        f.debug_struct("Call")
            .field("operation", &self.operation.name)
            .field("arguments", &names)
            .field("body_bytes", &self.body.as_ref().map(Bytes::len))
            .finish_non_exhaustive()
    }
}
