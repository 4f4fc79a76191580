//! Agents that are driven by a model: any endpoint that speaks the chat-completions API.
//!
//! `request` says what is sent, `reply` reads what comes back (whole or in pieces), `talk` is the agent: a conversation in which
//! the session's tools are the model's tools.

mod reply;
mod request;
mod talk;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value};
use steersman_http::{ApiKey, Credentials, Error, Method, Request, Transport};

use super::{Agent, Brief, Policy, Stop};
use reply::Reply;

/// A policy that asks a model what to do: an agent's `instructions` and the messages go to a chat-completions endpoint, the tools
/// of the session are offered as its tools, and what it says without calling any is the answer.
///
/// Requests that fail are sent again by the rules of the client of this project: twice at most, within two minutes, as long as
/// `Retry-After` asks for.
///
/// ```
/// use steersman_runtime::{Chat, Runtime};
///
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
/// let chat = Chat::builder("http://127.0.0.1:11434/v1", "qwen3").option("temperature", 0).build().unwrap();
/// let agent = serde_json::json!({
///     "name": "helper", "description": "Helps", "environments": [], "instructions": "Be brief.",
/// });
/// let runtime = Runtime::builder().agent_with(agent, chat).start().await.unwrap();
/// # runtime.shutdown().await;
/// # });
/// ```
#[derive(Clone)]
pub struct Chat(Arc<Endpoint>);

struct Endpoint {
    transport: Transport,
    /// Kept to take it out of what an endpoint echoes.
    key: Option<ApiKey>,
    model: String,
    stream: bool,
    options: Map<String, Value>,
}

/// Collects the options of a [`Chat`].
#[derive(Clone)]
#[must_use = "a builder does nothing until it is built"]
pub struct ChatBuilder {
    base_url: String,
    model: String,
    key: Option<String>,
    stream: bool,
    timeout: Duration,
    max_retries: u32,
    options: Map<String, Value>,
}

impl Chat {
    /// A builder for a model at an endpoint. `base_url` is what comes before `/chat/completions`, such as
    /// `https://api.openai.com/v1`; `model` is the endpoint's name for the model.
    pub fn builder(base_url: impl Into<String>, model: impl Into<String>) -> ChatBuilder {
        ChatBuilder {
            base_url: base_url.into(),
            model: model.into(),
            key: None,
            stream: true,
            timeout: Duration::from_mins(2),
            max_retries: 2,
            options: Map::new(),
        }
    }

    /// Sends one request and reads the whole reply.
    async fn ask(&self, mut body: Map<String, Value>) -> Result<Reply, Stop> {
        let endpoint = &self.0;
        body.insert("model".into(), endpoint.model.clone().into());
        if endpoint.stream {
            body.insert("stream".into(), true.into());
            body.insert("stream_options".into(), serde_json::json!({ "include_usage": true }));
        }
        body.extend(endpoint.options.clone());
        // Asking twice does no harm: it costs the tokens of one more request.
        let request = Request::new("chat_completions", Method::POST, "/chat/completions").idempotent(true);
        let sent = async {
            let request = request.json(&body)?;
            if endpoint.stream {
                let request = request.header("Accept", "text/event-stream, application/json");
                endpoint.transport.read(request, reply::read).await
            } else {
                Reply::from_json(&endpoint.transport.send(request).await?.json()?)
            }
        };
        sent.await.map_err(|error| {
            let mut text = format!("the model '{}' did not reply: {error}", endpoint.model);
            if let Some(key) = &endpoint.key {
                text = text.replace(key.expose(), "***");
            }
            tracing::warn!("{text}");
            let code = if error.status() == Some(402) { "insufficient_credit" } else { "environment_error" };
            Stop::failed(code, text)
        })
    }
}

impl Policy for Chat {
    fn agent(&self, _: &Brief, memory: &Value) -> Box<dyn Agent> {
        Box::new(talk::Talk::new(self.clone(), memory))
    }
}

impl ChatBuilder {
    /// The key, sent as a bearer token. Default: none.
    pub fn api_key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Whether the reply is asked for in pieces. The time-out then bounds the wait for each piece, not for the whole. Default: yes.
    pub fn stream(mut self, stream: bool) -> Self {
        self.stream = stream;
        self
    }

    /// The longest wait for a reply, or for the next piece of a streamed one. Default 2 minutes.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Most retries of one request. Default 2.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.max_retries = retries;
        self
    }

    /// A member of the request's body besides those that the session decides: `temperature`, `max_tokens`, `reasoning_effort` …
    pub fn option(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.options.insert(name.into(), value.into());
        self
    }

    /// Checks everything; nothing is connected yet.
    ///
    /// # Errors
    /// When the URL or the key cannot be used; the text names the field and does not show the key.
    pub fn build(self) -> Result<Chat, Error> {
        if self.model.trim().is_empty() {
            return Err(Error::invalid_argument("model", "the endpoint's name for a model is needed"));
        }
        let key = self.key.map(ApiKey::new).transpose()?;
        let transport = Transport::builder()
            .base_url(self.base_url)
            .api_key(key.clone().map_or_else(Credentials::anonymous, Credentials::from))
            .without_identity()
            .timeout(self.timeout)
            .max_retries(self.max_retries)
            .max_response_bytes(reply::MOST_BYTES)
            .build()?;
        let Self { model, stream, options, .. } = self;
        Ok(Chat(Arc::new(Endpoint { transport, key, model, stream, options })))
    }
}

impl fmt::Debug for Chat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the options: somebody may have put a secret there.
        f.debug_struct("Chat")
            .field("transport", &self.0.transport)
            .field("model", &self.0.model)
            .field("stream", &self.0.stream)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for ChatBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the URL: it has not been checked for a password yet.
        f.debug_struct("ChatBuilder").field("model", &self.model).finish_non_exhaustive()
    }
}
