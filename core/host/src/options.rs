//! Options as JSON with members in camel case and times in milliseconds: read, and applied to the core's own.

use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use steersman::session::create_request;
use steersman::wire::{SessionRequest, ToolDefinition};
use steersman::{
    AnswerSchema, CallOptions, Client, ClientBuilder, Error, EventStream, Region, SessionHandle,
    StartSession, StreamOptions, StreamTools, ToolSet, Until, Waiting,
};
use tokio::time::Instant;

use crate::watch::Watch;

/// Reads JSON. `what` names it in the error, together with the member that is wrong.
pub fn read<T: DeserializeOwned>(what: &str, json: &str) -> Result<T, Error> {
    let mut reader = serde_json::Deserializer::from_str(json);
    serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        // A place without a name: the whole text, or a member that was not read to its end.
        let field = if matches!(path.as_str(), "." | "?") { what.to_owned() } else { path };
        Error::invalid_argument(field, error.into_inner())
    })
}

/// Milliseconds, which may have a fraction.
pub fn milliseconds(field: &str, value: f64) -> Result<Duration, Error> {
    Duration::try_from_secs_f64(value / 1000.0)
        .map_err(|_| Error::invalid_argument(field, "expected a time in milliseconds, 0 or more"))
}

/// Sets an option if it is given.
macro_rules! set {
    ($target:ident.$name:ident($value:expr)) => {
        if let Some(value) = $value {
            $target = $target.$name(value);
        }
    };
    ($target:ident.$name:ident($field:literal, $value:expr)) => {
        if let Some(value) = $value {
            $target = $target.$name(milliseconds($field, value)?);
        }
    };
}

#[cfg(feature = "local")]
pub(crate) use set;

/// Options of a client.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct ClientOptions {
    /// The key; without one, that of the environment.
    pub api_key: Option<String>,
    /// The number of the function that the host has for the key.
    pub key_source: Option<u32>,
    /// Where the API is.
    pub base_url: Option<String>,
    /// The region: `eu` or `us`.
    pub environment: Option<String>,
    /// The longest time for one attempt of a request.
    pub timeout_ms: Option<f64>,
    /// Most retries of one request.
    pub max_retries: Option<u32>,
    /// Most time that the retries of one request take.
    pub retry_budget_ms: Option<f64>,
    /// Headers for every request.
    pub headers: Vec<(String, String)>,
    /// A proxy for every request.
    pub proxy: Option<String>,
    /// No proxy, whatever the environment says.
    pub no_proxy: bool,
    /// Added to the user agent.
    pub user_agent_suffix: Option<String>,
    /// Allows to send the key over plain http to another machine.
    pub allow_insecure_http: bool,
    /// The most bytes of a response.
    pub max_response_bytes: Option<usize>,
    /// What the host runs on, with its version.
    pub runtime: Option<String>,
}

impl ClientOptions {
    /// The builder with these options. Left to the binding: `key_source`, and who the client says it is.
    pub fn builder(self) -> Result<ClientBuilder, Error> {
        let mut builder = Client::builder().allow_insecure_http(self.allow_insecure_http);
        match self.environment.as_deref() {
            None | Some("eu") => {}
            Some("us") => builder = builder.region(Region::Us),
            Some(_) => return Err(Error::invalid_argument("environment", "expected \"eu\" or \"us\"")),
        }
        set!(builder.api_key(self.api_key));
        set!(builder.base_url(self.base_url));
        set!(builder.timeout("timeoutMs", self.timeout_ms));
        set!(builder.max_retries(self.max_retries));
        set!(builder.retry_budget("retryBudgetMs", self.retry_budget_ms));
        for (name, value) in self.headers {
            builder = builder.header(name, value);
        }
        set!(builder.proxy(self.proxy));
        if self.no_proxy {
            builder = builder.no_proxy();
        }
        set!(builder.user_agent_suffix(self.user_agent_suffix));
        set!(builder.max_response_bytes(self.max_response_bytes));
        Ok(builder)
    }
}

/// Options of one call.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct CallSettings {
    timeout_ms: Option<f64>,
    deadline_ms: Option<f64>,
    max_retries: Option<u32>,
    headers: Vec<(String, String)>,
    query: Vec<(String, String)>,
    body: Option<Map<String, Value>>,
}

impl CallSettings {
    /// The options.
    pub fn into_options(self) -> Result<CallOptions, Error> {
        let deadline = self.deadline_ms.map(|time| milliseconds("deadlineMs", time)).transpose()?;
        Ok(CallOptions {
            timeout: self.timeout_ms.map(|time| milliseconds("timeoutMs", time)).transpose()?,
            deadline: deadline.and_then(|time| Instant::now().checked_add(time)),
            max_retries: self.max_retries,
            headers: self.headers,
            query: self.query,
            body: self.body,
        })
    }
}

/// What a session is started with.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct StartSettings {
    /// The request, as it travels.
    pub request: SessionRequest,
    /// The key that makes this creation happen once.
    pub idempotency_key: Option<String>,
    /// Tools that the host runs.
    pub tools: Option<Vec<DeclaredTool>>,
    /// The names of those whose arguments are checked against their schema before the host gets a call.
    #[serde(default)]
    pub checked_tools: Vec<String>,
    /// What the answer has to look like.
    pub answer_schema: Option<Value>,
}

impl StartSettings {
    /// The session about to be started.
    pub fn start(self, client: &Client) -> Result<StartSession, Error> {
        let mut start = client.start_session(self.request);
        set!(start.tools(tool_set(self.tools, &self.checked_tools)?));
        set!(start.answer_schema(answer_schema(self.answer_schema)?));
        set!(start.idempotency_key(self.idempotency_key));
        Ok(start)
    }

    /// The request that creates the session, with the tools and the answer schema in it.
    pub fn into_request(self) -> Result<SessionRequest, Error> {
        let tools = tool_set(self.tools, &self.checked_tools)?;
        create_request(self.request, tools.as_ref(), answer_schema(self.answer_schema)?.as_ref())
    }
}

/// Options of a stream and of a wait; what one of them does not have is not given.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct WatchSettings {
    from_index: Option<u64>,
    until: Option<String>,
    limit: Option<u64>,
    wait_for_seconds: Option<u64>,
    timeout_ms: Option<f64>,
    retry_budget_ms: Option<f64>,
    poll_backoff_ms: Option<f64>,
    max_polls: Option<u64>,
    read_ahead: Option<usize>,
    max_parallel_tools: Option<usize>,
    tool_timeout_ms: Option<f64>,
    tools: Option<Vec<DeclaredTool>>,
    checked_tools: Vec<String>,
    answer_schema: Option<Value>,
}

impl WatchSettings {
    /// Opens a stream. It runs the tools that are given, and no others.
    pub fn stream(mut self, session: &SessionHandle) -> Result<Watch, Error> {
        let tools =
            tool_set(self.tools.take(), &self.checked_tools)?.map_or(StreamTools::None, StreamTools::Set);
        Ok(Watch::Stream(self.open_stream(session, tools)?))
    }

    fn open_stream(self, session: &SessionHandle, tools: StreamTools) -> Result<EventStream, Error> {
        let mut options = StreamOptions::default().tools(tools);
        match self.until.as_deref() {
            None | Some("settled") => {}
            Some("terminal") => options = options.until(Until::Terminal),
            Some(_) => {
                return Err(Error::invalid_argument("until", "expected \"settled\" or \"terminal\""));
            }
        }
        set!(options.from_index(self.from_index));
        set!(options.limit(self.limit));
        set!(options.wait_for_seconds(self.wait_for_seconds));
        set!(options.timeout("timeoutMs", self.timeout_ms));
        set!(options.retry_budget("retryBudgetMs", self.retry_budget_ms));
        set!(options.poll_backoff("pollBackoffMs", self.poll_backoff_ms));
        set!(options.read_ahead(self.read_ahead));
        set!(options.max_parallel_tools(self.max_parallel_tools));
        set!(options.tool_timeout("toolTimeoutMs", self.tool_timeout_ms));
        Ok(session.stream_with(&options))
    }

    /// Opens a wait. It runs the tools that are given, and checks the answer by the schema that is given.
    pub fn wait(self, session: &SessionHandle) -> Result<Watch, Error> {
        Ok(Watch::Wait(self.open_wait(session)?))
    }

    fn open_wait(self, session: &SessionHandle) -> Result<Waiting, Error> {
        let mut wait = session
            .wait_for_completion()
            .tools(tool_set(self.tools, &self.checked_tools)?)
            .answer_schema(answer_schema(self.answer_schema)?);
        set!(wait.from_index(self.from_index));
        set!(wait.limit(self.limit));
        set!(wait.wait_for_seconds(self.wait_for_seconds));
        set!(wait.max_polls(self.max_polls));
        set!(wait.max_parallel_tools(self.max_parallel_tools));
        set!(wait.timeout("timeoutMs", self.timeout_ms));
        set!(wait.retry_budget("retryBudgetMs", self.retry_budget_ms));
        set!(wait.poll_backoff("pollBackoffMs", self.poll_backoff_ms));
        set!(wait.tool_timeout("toolTimeoutMs", self.tool_timeout_ms));
        Ok(wait.into_stream())
    }
}

/// A tool that the host runs: its definition as it travels, and its time limit.
#[derive(Deserialize)]
pub struct DeclaredTool {
    /// The longest that one call may run.
    #[serde(rename = "timeoutMs")]
    pub timeout_ms: Option<f64>,
    /// What the agent is told.
    #[serde(flatten)]
    pub definition: ToolDefinition,
}

fn tool_set(tools: Option<Vec<DeclaredTool>>, checked: &[String]) -> Result<Option<ToolSet>, Error> {
    let Some(tools) = tools else { return Ok(None) };
    let mut limits = Vec::new();
    for (at, tool) in tools.iter().enumerate() {
        if let Some(limit) = tool.timeout_ms {
            let limit = milliseconds(&format!("tools[{at}].timeoutMs"), limit)?;
            limits.push((tool.definition.name.clone(), limit));
        }
    }
    let definitions = tools.into_iter().map(|tool| tool.definition).collect();
    Ok(Some(ToolSet::declared_and_checked(definitions, checked)?.with_time_limits(limits)))
}

fn answer_schema(schema: Option<Value>) -> Result<Option<AnswerSchema>, Error> {
    schema.map(AnswerSchema::json).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field<T>(result: Result<T, Error>) -> String {
        result.err().and_then(|error| error.field().map(str::to_owned)).unwrap_or_default()
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert_eq!(field(read::<ClientOptions>("options", "{")), "options");
        assert_eq!(field(read::<ClientOptions>("options", r#"{"maxRetries": "2"}"#)), "maxRetries");
        assert_eq!(field(read::<CallSettings>("options", r#"{"retries": 2}"#)), "retries");
        let options = |text| read::<ClientOptions>("options", text).and_then(ClientOptions::builder);
        assert_eq!(field(options(r#"{"timeoutMs": -1}"#)), "timeoutMs");
        assert_eq!(field(options(r#"{"environment": "mars"}"#)), "environment");
    }

    #[test]
    fn a_stream_and_a_wait_read_the_same_options() {
        let client =
            Client::builder().api_key("k").base_url("http://127.0.0.1:1").build().expect("it is whole");
        let session = client.session("s");
        let options = |text| read::<WatchSettings>("options", text).expect("these are options");
        let watch = options(r#"{"fromIndex": 7, "until": "terminal"}"#).stream(&session).expect("it opens");
        assert_eq!(watch.stream().cursor(), 7);
        let watch = options(r#"{"fromIndex": 9}"#).wait(&session).expect("it opens");
        assert_eq!(watch.stream().cursor(), 9);
        assert_eq!(field(options(r#"{"until": "noon"}"#).stream(&session)), "until");
        assert_eq!(field(options(r#"{"toolTimeoutMs": -1}"#).wait(&session)), "toolTimeoutMs");
        let tools =
            r#"{"tools": [{"name": "look", "description": "Looks.", "input_schema": {}, "timeoutMs": -1}]}"#;
        assert_eq!(field(options(tools).wait(&session)), "tools[0].timeoutMs");
    }
}
