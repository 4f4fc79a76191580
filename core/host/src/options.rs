//! Options: as JSON with members in camel case and times in milliseconds, or filled in by a language that has them as values; applied to
//! the core's own.

use std::borrow::Cow;
use std::time::Duration;

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};
use steersman::session::create_request;
use steersman::wire::{SessionRequest, ToolDefinition};
use steersman::{
    AnswerSchema, CallOptions, Client, ClientBuilder, ClientIdentity, Error, EventStream, Region,
    SessionHandle, StartSession, StreamOptions, StreamTools, ToolSet, Until, Waiting,
};
use tokio::time::Instant;

use crate::watch::Watch;

/// Reads JSON. `what` names it in the error, together with the member that is wrong.
pub fn read<T: DeserializeOwned>(what: &str, json: &str) -> Result<T, Error> {
    let mut reader = serde_json::Deserializer::from_str(json);
    serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        let field = match path.as_str() {
            // A place without a name: the whole text, or a member that was not read to its end.
            "." | "?" => what.to_owned(),
            place if place.starts_with('[') => format!("{what}{place}"),
            _ => path,
        };
        let cause = error.into_inner();
        let problem = cause.to_string();
        // Who gave the value has never seen the text.
        let place = format!(" at line {} column {}", cause.line(), cause.column());
        Error::invalid_argument(field, problem.strip_suffix(&place).unwrap_or(&problem))
    })
}

/// Reads milliseconds, which may have a fraction.
fn milliseconds<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Duration>, D::Error> {
    let time = Option::<f64>::deserialize(from)?;
    time.map(|time| Duration::try_from_secs_f64(time / 1000.0))
        .transpose()
        .map_err(|_| D::Error::custom("expected a time in milliseconds, 0 or more"))
}

/// Sets an option if it is given.
macro_rules! set {
    ($target:ident.$name:ident($value:expr)) => {
        if let Some(value) = $value {
            $target = $target.$name(value);
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
    #[serde(rename = "timeoutMs", deserialize_with = "milliseconds")]
    pub timeout: Option<Duration>,
    /// Most retries of one request.
    pub max_retries: Option<u32>,
    /// Most time that the retries of one request take.
    #[serde(rename = "retryBudgetMs", deserialize_with = "milliseconds")]
    pub retry_budget: Option<Duration>,
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
    /// The builder with these options, for a program in this language. Left to the binding: `key_source`.
    pub fn builder(self, language: impl Into<Cow<'static, str>>) -> Result<ClientBuilder, Error> {
        let mut identity = ClientIdentity { language: language.into(), ..ClientIdentity::default() };
        if let Some(runtime) = self.runtime {
            identity.runtime = runtime.into();
        }
        let mut builder = Client::builder().identity(identity).allow_insecure_http(self.allow_insecure_http);
        match self.environment.as_deref() {
            None | Some("eu") => {}
            Some("us") => builder = builder.region(Region::Us),
            Some(_) => return Err(Error::invalid_argument("environment", "expected \"eu\" or \"us\"")),
        }
        set!(builder.api_key(self.api_key));
        set!(builder.base_url(self.base_url));
        set!(builder.timeout(self.timeout));
        set!(builder.max_retries(self.max_retries));
        set!(builder.retry_budget(self.retry_budget));
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
    /// The longest time for one attempt.
    #[serde(rename = "timeoutMs", deserialize_with = "milliseconds")]
    pub timeout: Option<Duration>,
    /// The longest time for all attempts.
    #[serde(rename = "deadlineMs", deserialize_with = "milliseconds")]
    pub deadline: Option<Duration>,
    /// Most retries.
    pub max_retries: Option<u32>,
    /// Headers besides those of the client.
    pub headers: Vec<(String, String)>,
    /// Parameters besides those of the operation.
    pub query: Vec<(String, String)>,
    /// Members of the body besides those of the operation.
    pub body: Option<Map<String, Value>>,
}

impl CallSettings {
    /// The options.
    pub fn into_options(self) -> CallOptions {
        CallOptions {
            timeout: self.timeout,
            deadline: self.deadline.and_then(|time| Instant::now().checked_add(time)),
            max_retries: self.max_retries,
            headers: self.headers,
            query: self.query,
            body: self.body,
        }
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
    /// Index of the first event wanted.
    pub from_index: Option<u64>,
    /// Where a stream ends: `settled` or `terminal`.
    pub until: Option<String>,
    /// Most events in one page.
    pub limit: Option<u64>,
    /// Seconds that a poll waits at the server.
    pub wait_for_seconds: Option<u64>,
    /// How long the session may take to settle.
    #[serde(rename = "timeoutMs", deserialize_with = "milliseconds")]
    pub timeout: Option<Duration>,
    /// How long trouble is survived.
    #[serde(rename = "retryBudgetMs", deserialize_with = "milliseconds")]
    pub retry_budget: Option<Duration>,
    /// Least pause between polls that are answered at once with nothing.
    #[serde(rename = "pollBackoffMs", deserialize_with = "milliseconds")]
    pub poll_backoff: Option<Duration>,
    /// Most polls of a wait.
    pub max_polls: Option<u64>,
    /// Events that a stream reads ahead.
    pub read_ahead: Option<usize>,
    /// Most calls that run at the same time.
    pub max_parallel_tools: Option<usize>,
    /// The longest that a call may run, for tools that do not say themselves.
    #[serde(rename = "toolTimeoutMs", deserialize_with = "milliseconds")]
    pub tool_timeout: Option<Duration>,
    /// Tools that the host runs.
    pub tools: Option<Vec<DeclaredTool>>,
    /// The names of those whose arguments are checked against their schema before the host gets a call.
    pub checked_tools: Vec<String>,
    /// What the answer of a wait has to look like.
    pub answer_schema: Option<Value>,
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
            Some(other) => {
                let problem = format!("expected \"settled\" or \"terminal\", got {other:?}");
                return Err(Error::invalid_argument("until", problem));
            }
        }
        set!(options.from_index(self.from_index));
        set!(options.limit(self.limit));
        set!(options.wait_for_seconds(self.wait_for_seconds));
        set!(options.timeout(self.timeout));
        set!(options.retry_budget(self.retry_budget));
        set!(options.poll_backoff(self.poll_backoff));
        set!(options.read_ahead(self.read_ahead));
        set!(options.max_parallel_tools(self.max_parallel_tools));
        set!(options.tool_timeout(self.tool_timeout));
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
        set!(wait.timeout(self.timeout));
        set!(wait.retry_budget(self.retry_budget));
        set!(wait.poll_backoff(self.poll_backoff));
        set!(wait.tool_timeout(self.tool_timeout));
        Ok(wait.into_stream())
    }
}

/// A tool that the host runs: its definition as it travels, and its time limit.
#[derive(Deserialize)]
pub struct DeclaredTool {
    /// The longest that one call may run.
    #[serde(default, rename = "timeoutMs", deserialize_with = "milliseconds")]
    pub timeout: Option<Duration>,
    /// What the agent is told.
    #[serde(flatten)]
    pub definition: ToolDefinition,
}

/// The tools that the host runs, those that are named with checked arguments.
pub fn tool_set(tools: Option<Vec<DeclaredTool>>, checked: &[String]) -> Result<Option<ToolSet>, Error> {
    let Some(tools) = tools else { return Ok(None) };
    let limit = |tool: &DeclaredTool| Some((tool.definition.name.clone(), tool.timeout?));
    let limits: Vec<_> = tools.iter().filter_map(limit).collect();
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
        assert_eq!(field(read::<Vec<DeclaredTool>>("tools", r#"[{"name": 1}]"#)), "tools[0]");
        let error =
            read::<ClientOptions>("options", r#"{"timeoutMs": -1}"#).err().expect("it is less than 0");
        assert_eq!(error.to_string(), "timeoutMs: expected a time in milliseconds, 0 or more");
        let options = read::<ClientOptions>("options", r#"{"environment": "mars"}"#).expect("it is text");
        assert_eq!(field(options.builder("rust")), "environment");
    }

    #[test]
    fn a_stream_and_a_wait_read_the_same_options() {
        let client =
            Client::builder().api_key("k").base_url("http://127.0.0.1:1").build().expect("it is whole");
        let session = client.session("s");
        let read = |text| read::<WatchSettings>("options", text);
        let options = |text| read(text).expect("these are options");
        let watch = options(r#"{"fromIndex": 7, "until": "terminal"}"#).stream(&session).expect("it opens");
        assert_eq!(watch.stream().cursor(), 7);
        let watch = options(r#"{"fromIndex": 9}"#).wait(&session).expect("it opens");
        assert_eq!(watch.stream().cursor(), 9);
        assert_eq!(field(options(r#"{"until": "noon"}"#).stream(&session)), "until");
        assert_eq!(field(read(r#"{"toolTimeoutMs": -1}"#)), "toolTimeoutMs");
        let tools =
            r#"{"tools": [{"name": "look", "description": "Looks.", "input_schema": {}, "timeoutMs": -1}]}"#;
        assert_eq!(field(read(tools)), "tools[0].timeoutMs");
    }
}
