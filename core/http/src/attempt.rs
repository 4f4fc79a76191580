//! One attempt: the request on the wire, redirects followed, the body read within its limits.

use std::borrow::Cow;
use std::mem;
use std::time::Duration;

use bytes::Bytes;
use reqwest::Method;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, LOCATION};
use serde_json::{Map, Value};
use tokio::time::Instant;
use tracing::{debug, trace};
use url::Url;

use crate::body::{looks_like_html, read_body, read_error_body};
use crate::connections::{Slot, origin};
use crate::credentials::ApiKey;
use crate::download::Download;
use crate::error::{Error, ErrorKind};
use crate::error_body::ErrorBody;
use crate::headers::Headers;
use crate::redact;
use crate::request::{CallOptions, MAX_REQUEST_BYTES, Request};
use crate::response::{Context, Response};
use crate::transport::Inner;
use crate::transport_builder::header;
use crate::trouble;

/// Most redirects followed for one request.
const MAX_REDIRECTS: usize = 10;
/// What another host may see of the request's headers. Everything else (the key, cookies, own headers) stays home.
const PUBLIC_HEADERS: [HeaderName; 4] = [
    reqwest::header::ACCEPT,
    reqwest::header::ACCEPT_ENCODING,
    reqwest::header::RANGE,
    reqwest::header::USER_AGENT,
];

/// A request that has been checked and can be sent any number of times.
pub(crate) struct Prepared<'a> {
    transport: &'a Inner,
    method: Method,
    url: Url,
    headers: HeaderMap,
    body: Option<Bytes>,
    pub(crate) context: Context,
    pub(crate) timeout: Duration,
    pub(crate) deadline: Option<Instant>,
    pub(crate) max_retries: Option<u32>,
}

/// The head of a response, its body still to be read.
pub(crate) struct Open {
    pub(crate) status: u16,
    pub(crate) headers: Headers,
    pub(crate) response: reqwest::Response,
    pub(crate) context: Context,
    pub(crate) slot: Slot,
}

impl<'a> Prepared<'a> {
    pub(crate) fn new(transport: &'a Inner, request: Request) -> Result<Self, Error> {
        let context = Context {
            operation: Some(request.operation),
            session: request.session,
            idempotent: request.idempotent,
            key: None,
        };
        let CallOptions {
            timeout,
            deadline,
            max_retries,
            headers: own_headers,
            query: own_query,
            body: own_body,
        } = request.options;
        let made = (|| {
            let own_query = own_query.into_iter().map(|(name, value)| (Cow::Owned(name), value));
            let url = join(&transport.base, &request.path, request.query.into_iter().chain(own_query))?;
            let body = merge(request.body, own_body)?;
            if let Some(bytes) = body.as_ref().map(Bytes::len).filter(|bytes| *bytes > MAX_REQUEST_BYTES) {
                return Err(Error::new(
                    ErrorKind::BodyTooLarge,
                    format!("the request body has {bytes} bytes, the API takes at most {MAX_REQUEST_BYTES}"),
                ));
            }
            let mut headers = transport.headers.clone();
            if body.is_some() {
                headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            }
            let own_headers = own_headers.into_iter().map(|(name, value)| (Cow::Owned(name), value));
            for (name, value) in request.headers.into_iter().chain(own_headers) {
                let (name, value) = header(&name, &value).map_err(|message| {
                    Error::new(ErrorKind::InvalidArgument, message).with_field("headers")
                })?;
                headers.insert(name, value);
            }
            Ok((url, body, headers))
        })();
        let (url, body, headers) = made.map_err(|error| context.blame(error))?;
        Ok(Self {
            method: request.method,
            url,
            headers,
            body,
            context,
            timeout: timeout.unwrap_or(transport.timeout),
            deadline,
            max_retries,
            transport,
        })
    }

    pub(crate) fn origin(&self) -> String {
        origin(&self.url)
    }

    pub(crate) fn deadline_exceeded(&self, last: Option<Error>) -> Error {
        let error = match last {
            Some(last) => Error::new(
                ErrorKind::DeadlineExceeded,
                format!("the deadline leaves no time for another attempt after: {last}"),
            )
            .with_source(last),
            None => Error::new(ErrorKind::DeadlineExceeded, "the deadline passed before there was an answer"),
        };
        self.context.blame(error)
    }

    /// One attempt, to the end of the body.
    pub(crate) async fn send(&self) -> Result<Response, Error> {
        let mut open = self.open_success().await?;
        let body = read_body(&mut open, self.transport.max_response_bytes).await?;
        let Open { status, headers, context, .. } = open;
        if looks_like_html(&headers, &body) {
            let body = context.body(&body);
            let text = body.message().unwrap_or_default();
            return Err(Error::new(ErrorKind::Decode, format!("HTML came where JSON was expected: {text}"))
                .with_response(status, headers, body)
                .with_retry(context.retry_if_idempotent()));
        }
        Ok(Response { status, headers, body, context })
    }

    /// One attempt, to the end of the headers.
    pub(crate) async fn open(&self) -> Result<Download, Error> {
        Ok(Download::new(self.open_success().await?, self.timeout, self.deadline))
    }

    async fn open_success(&self) -> Result<Open, Error> {
        let mut open = self.open_following().await?;
        if (200..=299).contains(&open.status) {
            return Ok(open);
        }
        let body = open.context.body(&read_error_body(&mut open.response).await);
        Err(Error::from_status(open.status, open.headers, body, open.context.idempotent))
    }

    /// Sends the request and follows redirects, as far as that is safe.
    async fn open_following(&self) -> Result<Open, Error> {
        let key = self.transport.credentials.key().await?;
        let mut abroad = false;
        let mut url = self.url.clone();
        for _ in 0..=MAX_REDIRECTS {
            let slot = self.transport.connections.slot(&url).await?;
            let headers = self.headers_for(abroad, key.as_ref());
            let mut response = self.exchange(&slot, &url, headers).await?;
            let Some(target) = redirect_target(&response, &url) else {
                let context = Context { key, ..self.context.clone() };
                let status = response.status().as_u16();
                let headers = context.headers(mem::take(response.headers_mut()).into());
                return Ok(Open { status, headers, response, context, slot });
            };
            let target = target?;
            if !matches!(self.method, Method::GET | Method::HEAD) {
                return Err(refused(&response, &format!("{} is not redirected", self.method), &target));
            }
            if url.scheme() == "https" && target.scheme() != "https" {
                return Err(refused(&response, "a redirect from https to plain http is refused", &target));
            }
            abroad |= target.origin() != url.origin();
            debug!(target: "steersman::http", to = redact::url(&target), "redirected");
            url = target;
        }
        Err(Error::new(ErrorKind::UnexpectedStatus, format!("more than {MAX_REDIRECTS} redirects")))
    }

    /// What goes along: everything, or, once a redirect has led to another host, what anybody may see.
    fn headers_for(&self, abroad: bool, key: Option<&ApiKey>) -> HeaderMap {
        if abroad {
            let public = |name| self.headers.get(&name).map(|value| (name, value.clone()));
            return PUBLIC_HEADERS.into_iter().filter_map(public).collect();
        }
        let mut headers = self.headers.clone();
        if let Some(key) = key {
            headers.insert(AUTHORIZATION, key.bearer());
        }
        headers
    }

    async fn exchange(&self, slot: &Slot, url: &Url, headers: HeaderMap) -> Result<reqwest::Response, Error> {
        let mut request = slot.client.request(self.method.clone(), url.clone()).headers(headers);
        if let Some(body) = &self.body {
            request = request.body(body.clone());
        }
        let started = Instant::now();
        trace!(
            target: "steersman::http",
            method = %self.method,
            url = redact::url(url),
            body_bytes = self.body.as_ref().map(Bytes::len),
            "sending"
        );
        let response =
            request.send().await.map_err(|cause| trouble::before_response(cause, url, &self.context))?;
        debug!(
            target: "steersman::http",
            method = %self.method,
            url = redact::url(url),
            status = response.status().as_u16(),
            version = ?response.version(),
            elapsed = ?started.elapsed(),
            "answered"
        );
        Ok(response)
    }
}

/// The error for a redirect that is not followed.
fn refused(response: &reqwest::Response, why: &str, target: &Url) -> Error {
    let status = response.status().as_u16();
    Error::new(ErrorKind::UnexpectedStatus, format!("{why} (to {})", origin(target))).with_response(
        status,
        Headers::default(),
        ErrorBody::default(),
    )
}

/// Where a redirect leads; `None` when the response is none.
fn redirect_target(response: &reqwest::Response, from: &Url) -> Option<Result<Url, Error>> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let location = response.headers().get(LOCATION)?;
    let target = location.to_str().ok().and_then(|text| from.join(text).ok());
    Some(match target {
        Some(target) if matches!(target.scheme(), "http" | "https") && target.host().is_some() => Ok(target),
        _ => Err(Error::new(
            ErrorKind::UnexpectedStatus,
            "the redirect leads to an address that cannot be used",
        )
        .with_response(response.status().as_u16(), Headers::default(), ErrorBody::default())),
    })
}

/// Base and path written one after the other, so that a path of the base is kept.
fn join(
    base: &Url,
    path: &str,
    query: impl Iterator<Item = (Cow<'static, str>, String)>,
) -> Result<Url, Error> {
    let unusable = || Error::new(ErrorKind::Internal, "the path of the request cannot be used");
    let (path, inline) = path.split_once('?').map_or((path, None), |(path, query)| (path, Some(query)));
    let joined = format!("{}/{}", base.as_str().trim_end_matches('/'), path.trim_start_matches('/'));
    let mut url = Url::parse(&joined).map_err(|_| unusable())?;
    // Dot segments were refused where names are encoded: a path that changes when it is read is not ours.
    if url.as_str() != joined || url.fragment().is_some() {
        return Err(unusable());
    }
    url.set_query(inline);
    let mut query = query.peekable();
    if query.peek().is_some() {
        url.query_pairs_mut().extend_pairs(query);
    }
    Ok(url)
}

/// The body with the caller's own fields in it.
fn merge(body: Option<Bytes>, own: Option<Map<String, Value>>) -> Result<Option<Bytes>, Error> {
    let Some(own) = own.filter(|own| !own.is_empty()) else { return Ok(body) };
    let no_object = || {
        Error::invalid_argument(
            "options.body",
            "fields can only be added to a request whose body is a JSON object",
        )
    };
    let mut fields: Map<String, Value> = match &body {
        Some(body) => serde_json::from_slice(body).map_err(|_| no_object())?,
        None => Map::new(),
    };
    fields.extend(own);
    let merged = serde_json::to_vec(&fields).expect("a map of JSON values can be written");
    Ok(Some(merged.into()))
}
