//! How a [`Transport`] is made: every option, checked before the first request.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{ACCEPT, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use url::Url;

use crate::connections::{Connections, ProxyChoice, is_loopback, origin, proxy};
use crate::credentials::Credentials;
use crate::error::{Error, ErrorKind};
use crate::identity::{ClientIdentity, user_agent};
use crate::redact::is_secret_name;
use crate::retry::RetryPolicy;
use crate::transport::{Inner, Transport};

/// The API in Europe, the default.
pub const BASE_URL_EU: &str = "https://agp.eu.hcompany.ai";
/// The API in the United States.
pub const BASE_URL_US: &str = "https://agp.hcompany.ai";

/// Where the API runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Region {
    /// Europe.
    #[default]
    Eu,
    /// United States.
    Us,
}

impl Region {
    /// The base URL of the region.
    pub fn base_url(self) -> &'static str {
        match self {
            Self::Eu => BASE_URL_EU,
            Self::Us => BASE_URL_US,
        }
    }
}

/// The options of a [`Transport`]. Made by [`Transport::builder`].
#[derive(Clone)]
#[must_use]
pub struct TransportBuilder {
    credentials: Option<Credentials>,
    base_url: Option<String>,
    region: Region,
    timeout: Duration,
    retry: RetryPolicy,
    proxy: ProxyChoice,
    headers: Vec<(String, String)>,
    user_agent_suffix: Option<String>,
    identity: Option<ClientIdentity>,
    allow_insecure_http: bool,
    max_response_bytes: usize,
}

impl Default for TransportBuilder {
    fn default() -> Self {
        Self {
            credentials: None,
            base_url: None,
            region: Region::default(),
            timeout: Duration::from_mins(1),
            retry: RetryPolicy::default(),
            proxy: ProxyChoice::System,
            headers: Vec::new(),
            user_agent_suffix: None,
            identity: Some(ClientIdentity::default()),
            allow_insecure_http: false,
            max_response_bytes: 64 * 1024 * 1024,
        }
    }
}

impl TransportBuilder {
    /// The key, or a function that gives it. Default: [`Credentials::from_environment`].
    pub fn api_key(mut self, key: impl Into<Credentials>) -> Self {
        self.credentials = Some(key.into());
        self
    }

    /// Where the API is; a path in it is kept. Default: the URL of the [`region`](Self::region).
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// The region, used when there is no [`base_url`](Self::base_url). Default: Europe.
    pub fn region(mut self, region: Region) -> Self {
        self.region = region;
        self
    }

    /// The longest time for one attempt, from the beginning of the connection to the end of the body. Default 60 s.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Most retries of one request. Default 2.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.retry.max_retries = Some(retries);
        self
    }

    /// Most time from the first failure of a request to the beginning of its last retry. Default 2 minutes.
    pub fn retry_budget(mut self, budget: Duration) -> Self {
        self.retry.budget = budget;
        self
    }

    /// All the retry rules at once.
    pub fn retry_policy(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// A proxy for every request that does not go to this machine: `http://`, `https://`, `socks5://` or `socks5h://`, with
    /// `user:password@` if needed. Default: the proxy of the environment or of the operating system.
    pub fn proxy(mut self, url: impl AsRef<str>) -> Self {
        self.proxy = ProxyChoice::Url(url.as_ref().into());
        self
    }

    /// No proxy, whatever the environment says.
    pub fn no_proxy(mut self) -> Self {
        self.proxy = ProxyChoice::Off;
        self
    }

    /// A header for every request, in place of the client's own with the same name (except `Authorization`).
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Added to the user agent, as `name/version`.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent_suffix = Some(suffix.into());
        self
    }

    /// How the client introduces itself; set by the bindings.
    pub fn identity(mut self, identity: ClientIdentity) -> Self {
        self.identity = Some(identity);
        self
    }

    /// Sends no identification headers but the user agent: the server is not the Agents API.
    pub fn without_identity(mut self) -> Self {
        self.identity = None;
        self
    }

    /// Allows to send the key over plain http to another machine. Default: refused.
    pub fn allow_insecure_http(mut self, allow: bool) -> Self {
        self.allow_insecure_http = allow;
        self
    }

    /// The most bytes of a response, after decompression. Default 64 MiB.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.max_response_bytes = bytes;
        self
    }

    /// Checks everything and makes the transport. Nothing is connected yet.
    ///
    /// # Errors
    /// [`Configuration`](ErrorKind::Configuration): no key, or an option that cannot be used.
    pub fn build(self) -> Result<Transport, Error> {
        let base = base_url(self.base_url.as_deref().unwrap_or(self.region.base_url()))?;
        let credentials = match self.credentials {
            Some(credentials) => credentials.checked()?,
            None => Credentials::from_environment()?,
        };
        let secret_header = self.headers.iter().any(|(name, _)| is_secret_name(name));
        if base.scheme() == "http"
            && !self.allow_insecure_http
            && !is_loopback(&base)
            && (secret_header || !credentials.is_anonymous())
        {
            return Err(configuration(
                "base_url",
                format!(
                    "the API key would travel unprotected to {}: use https, or allow it with `allow_insecure_http`",
                    origin(&base)
                ),
            ));
        }
        if let ProxyChoice::Url(url) = &self.proxy {
            proxy(url)?;
        }
        let headers =
            default_headers(self.identity.as_ref(), self.user_agent_suffix.as_deref(), &self.headers)?;
        Ok(Transport(Arc::new(Inner {
            base,
            credentials,
            headers,
            timeout: self.timeout,
            retry: self.retry,
            max_response_bytes: self.max_response_bytes,
            connections: Connections::new(self.proxy),
        })))
    }
}

impl fmt::Debug for TransportBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the base URL and the headers: what they hold has not been checked yet.
        f.debug_struct("TransportBuilder")
            .field("credentials", &self.credentials)
            .field("region", &self.region)
            .field("timeout", &self.timeout)
            .field("retry", &self.retry)
            .field("identity", &self.identity)
            .field("max_response_bytes", &self.max_response_bytes)
            .finish_non_exhaustive()
    }
}

fn configuration(field: &str, message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Configuration, message).with_field(field)
}

/// Reads the base URL. Error texts do not repeat it: it may hold a password.
fn base_url(text: &str) -> Result<Url, Error> {
    let url = Url::parse(text.trim()).map_err(|cause| {
        configuration("base_url", format!("the base URL cannot be read: {cause}; expected https://host/path"))
    })?;
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err(configuration("base_url", "the base URL must begin with https:// (or http://)"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(configuration(
            "base_url",
            format!(
                "the base URL of {} holds a user name or password: pass the key as `api_key`",
                origin(&url)
            ),
        ));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(configuration("base_url", "the base URL must not have a query or a fragment"));
    }
    Ok(url)
}

fn default_headers(
    identity: Option<&ClientIdentity>,
    suffix: Option<&str>,
    custom: &[(String, String)],
) -> Result<HeaderMap, Error> {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    let agent = HeaderValue::try_from(user_agent(suffix))
        .map_err(|_| configuration("user_agent_suffix", "the user agent cannot be sent in a header"))?;
    headers.insert(USER_AGENT, agent);
    for (name, value) in identity.into_iter().flat_map(ClientIdentity::headers) {
        let value = HeaderValue::try_from(value.as_ref()).map_err(|_| {
            configuration("identity", format!("the value of {name} cannot be sent in a header"))
        })?;
        headers.insert(name, value);
    }
    for (name, value) in custom {
        let (name, value) = header(name, value).map_err(|message| configuration("header", message))?;
        headers.insert(name, value);
    }
    Ok(headers)
}

/// A header from text. The message of a failure does not contain the value.
pub(crate) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    // Only the first word of what is no name: somebody may have written `Authorization: Bearer …`.
    let parsed = HeaderName::try_from(name).map_err(|_| {
        let word: String = name.chars().take_while(char::is_ascii_alphabetic).take(40).collect();
        format!("a header name that begins with {word:?} cannot be sent")
    })?;
    let mut value =
        HeaderValue::try_from(value).map_err(|_| format!("the value of header {name} cannot be sent"))?;
    value.set_sensitive(is_secret_name(name));
    Ok((parsed, value))
}
