//! Starting a session, and running it to its answer.

use std::future::IntoFuture;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use serde_json::Value;

use super::handle::SessionHandle;
use super::machine::Until;
use super::outcome::{AnswerRejected, SessionOutcome};
use super::stream::{EventStream, StreamItem, StreamOptions, StreamTools};
use crate::answer::AnswerSchema;
use crate::tools::{ToolSet, Tools};
use crate::wire::{Messages, Ref, SessionRequest, TrajectoryStatus};
use crate::{Client, Error, ErrorKind};

impl Client {
    /// Starts a session of an agent: `client.start_session("h/web-surfer-pro").message("…").await`. Takes an agent's name, an
    /// agent defined in place, or a whole [`SessionRequest`].
    pub fn start_session(&self, request: impl Into<SessionRequest>) -> StartSession {
        StartSession {
            client: self.clone(),
            request: request.into(),
            idempotency_key: None,
            tools: None,
            answer: None,
        }
    }

    /// Starts a session, runs its tools, and waits until it settles.
    pub fn run_session(&self, request: impl Into<SessionRequest>) -> RunSession {
        RunSession { start: self.start_session(request), wait: WaitOptions::default() }
    }
}

/// A session about to be started; await it to get its [`SessionHandle`].
#[must_use = "nothing is sent until this is awaited"]
pub struct StartSession {
    client: Client,
    request: SessionRequest,
    idempotency_key: Option<String>,
    tools: Option<Result<ToolSet, Error>>,
    answer: Option<AnswerSchema>,
}

impl StartSession {
    /// What the agent is told first.
    pub fn message(mut self, messages: impl Into<Messages>) -> Self {
        self.request = self.request.message(messages);
        self
    }

    /// Changes the request: limits, time zone, overrides, …
    pub fn request(mut self, change: impl FnOnce(SessionRequest) -> SessionRequest) -> Self {
        self.request = change(self.request);
        self
    }

    /// The tools of this program that the agent may call. They replace those the agent is defined with.
    pub fn tools(mut self, tools: impl Tools) -> Self {
        self.tools = Some(tools.into_set());
        self
    }

    /// What the answer has to look like.
    pub fn answer_schema(mut self, schema: AnswerSchema) -> Self {
        self.answer = Some(schema);
        self
    }

    /// The key that makes this creation happen once, 1 to 255 characters. Default: a new random one.
    pub fn idempotency_key(mut self, key: impl Into<String>) -> Self {
        self.idempotency_key = Some(key.into());
        self
    }

    async fn send(self) -> Result<SessionHandle, Error> {
        let Self { client, request, idempotency_key, tools, answer } = self;
        let tools = tools.transpose()?;
        let request = create_request(request, tools.as_ref(), answer.as_ref())?;
        let mut create = client.sessions().create_session(request);
        if let Some(key) = idempotency_key {
            create = create.idempotency_key(key);
        }
        let session = create.await?;
        Ok(SessionHandle::new(client, session.id.into(), tools, answer))
    }
}

impl IntoFuture for StartSession {
    type Output = Result<SessionHandle, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

/// The request that creates a session with these tools and this answer schema, for whoever sends it by other means than
/// [`Client::start_session`].
///
/// # Errors
/// [`InvalidArgument`](ErrorKind::InvalidArgument) when the request asks for another form of the answer by itself.
pub fn create_request(
    mut request: SessionRequest,
    tools: Option<&ToolSet>,
    answer: Option<&AnswerSchema>,
) -> Result<SessionRequest, Error> {
    if let Some(tools) = tools.filter(|tools| !tools.is_empty()) {
        set_tools(&mut request, tools)?;
    }
    if let Some(answer) = answer {
        set_answer_format(&mut request, answer)?;
    }
    Ok(request)
}

/// An agent in place is validated before overrides are applied, so its tools stand in the agent itself.
fn set_tools(request: &mut SessionRequest, tools: &ToolSet) -> Result<(), Error> {
    if let Ref::Inline(agent) = &mut request.agent {
        agent.tools = Some(tools.definitions().to_vec());
        return Ok(());
    }
    let definitions = serde_json::to_value(tools.definitions())
        .map_err(|error| Error::invalid_argument("tools", format!("expected JSON: {error}")))?;
    request.overrides.get_or_insert_default().insert("agent.tools".to_owned(), definitions);
    Ok(())
}

fn set_answer_format(request: &mut SessionRequest, answer: &AnswerSchema) -> Result<(), Error> {
    const PATH: &str = "agent.answer_format";
    let overrides = request.overrides.get_or_insert_default();
    if overrides.get(PATH).is_some_and(|value| !value.is_null()) {
        let text = "expected no answer format beside an answer schema; give one of them";
        return Err(Error::invalid_argument(format!("overrides[{PATH}]"), text));
    }
    match &mut request.agent {
        Ref::Inline(agent) => {
            if agent.answer_format.is_some() {
                let text = "expected no answer format beside an answer schema; give one of them";
                return Err(Error::invalid_argument(PATH, text));
            }
            agent.answer_format = Some(answer.schema().clone());
        }
        _ => {
            overrides.insert(PATH.to_owned(), Value::Object(answer.schema().clone()));
        }
    }
    if overrides.is_empty() {
        request.overrides = None;
    }
    Ok(())
}

/// Whether a wait goes by what its handle has, or by what it was given.
#[derive(Clone, Debug)]
enum Choice<T> {
    Handle,
    Given(Option<T>),
}

impl<T: Clone> Choice<T> {
    fn or(self, handle: Option<&T>) -> Option<T> {
        match self {
            Self::Handle => handle.cloned(),
            Self::Given(given) => given,
        }
    }
}

#[derive(Clone, Debug)]
struct WaitOptions {
    stream: StreamOptions,
    from_index: Option<u64>,
    include_events: bool,
    tools: Choice<ToolSet>,
    answer: Choice<AnswerSchema>,
}

impl Default for WaitOptions {
    fn default() -> Self {
        Self {
            stream: StreamOptions::default(),
            from_index: None,
            include_events: true,
            tools: Choice::Handle,
            answer: Choice::Handle,
        }
    }
}

impl WaitOptions {
    /// Opens the watch of this wait, and says what the answer is checked against.
    fn open(self, handle: &SessionHandle) -> (EventStream, Option<AnswerSchema>) {
        let tools = self.tools.or(handle.tools()).filter(|tools| !tools.is_empty());
        let schema = self.answer.or(handle.answer_schema());
        let mut options = self.stream;
        options.from_index = self.from_index.unwrap_or_else(|| handle.shared().waited_to());
        options.settle_on_awaiting = tools.is_none();
        options.tools = tools.map_or(StreamTools::None, StreamTools::Set);
        options.until = Until::Settled;
        (handle.stream_with(&options), schema)
    }

    async fn wait(self, handle: &SessionHandle) -> Result<SessionOutcome, Error> {
        let include_events = self.include_events;
        let (mut stream, schema) = self.open(handle);
        let (mut events, mut gaps) = (Vec::new(), Vec::new());
        while let Some(item) = stream.next().await {
            match item? {
                StreamItem::Event(event) if include_events => events.push(event),
                StreamItem::Event(_) => {}
                StreamItem::Gap(gap) => gaps.push(gap),
            }
        }
        let mut outcome = settled(&stream)?;
        outcome.events = events;
        outcome.gaps = gaps;
        conclude(handle, outcome, schema.as_ref())
    }
}

/// Remembers where the wait ended and checks the answer.
fn conclude(
    handle: &SessionHandle,
    outcome: SessionOutcome,
    schema: Option<&AnswerSchema>,
) -> Result<SessionOutcome, Error> {
    handle.shared().set_waited_to(outcome.next_index);
    validated(outcome, schema)
}

fn settled(stream: &EventStream) -> Result<SessionOutcome, Error> {
    stream.outcome().cloned().ok_or_else(|| {
        Error::new(ErrorKind::Internal, "the stream ended without an outcome")
            .with_session(stream.session_id())
            .with_cursor(stream.cursor())
    })
}

/// Checks the answer of a session that answered. An idle session may have nothing to say; a completed one has to.
fn validated(mut outcome: SessionOutcome, schema: Option<&AnswerSchema>) -> Result<SessionOutcome, Error> {
    let Some(schema) = schema else { return Ok(outcome) };
    match (&outcome.status, &outcome.answer) {
        (TrajectoryStatus::Idle, None) => Ok(outcome),
        (TrajectoryStatus::Completed | TrajectoryStatus::Idle, answer) => {
            match schema.validate(answer.clone().unwrap_or(Value::Null)) {
                Ok(answer) => {
                    outcome.answer = Some(answer);
                    Ok(outcome)
                }
                Err(reasons) => Err(AnswerRejected::new(outcome, reasons).into()),
            }
        }
        _ => Ok(outcome),
    }
}

/// A wait for a session to settle; await it to get its [`SessionOutcome`].
#[must_use = "nothing is sent until this is awaited"]
pub struct WaitForCompletion {
    handle: SessionHandle,
    wait: WaitOptions,
}

impl WaitForCompletion {
    pub(super) fn new(handle: SessionHandle) -> Self {
        Self { handle, wait: WaitOptions::default() }
    }

    /// The wait as a stream that its host reads to the end, for hosts that run tools themselves
    /// ([`ToolSet::declared`]). When it has ended, [`Waiting::conclude`] gives what awaiting this would have given, without
    /// events and gaps: the stream has handed them out.
    pub fn into_stream(self) -> Waiting {
        let (stream, answer) = self.wait.open(&self.handle);
        Waiting { stream, handle: self.handle, answer }
    }
}

/// A wait in the hands of its host. Made by [`WaitForCompletion::into_stream`].
#[derive(Debug)]
#[non_exhaustive]
pub struct Waiting {
    /// The events and the calls of the wait.
    pub stream: EventStream,
    handle: SessionHandle,
    answer: Option<AnswerSchema>,
}

impl Waiting {
    /// What the session came to, its answer checked, once the stream has ended without an error.
    pub fn conclude(&self) -> Result<SessionOutcome, Error> {
        conclude(&self.handle, settled(&self.stream)?, self.answer.as_ref())
    }
}

/// A session about to be started and waited for; await it to get its [`SessionOutcome`].
#[must_use = "nothing is sent until this is awaited"]
pub struct RunSession {
    start: StartSession,
    wait: WaitOptions,
}

impl RunSession {
    /// What the agent is told first.
    pub fn message(mut self, messages: impl Into<Messages>) -> Self {
        self.start = self.start.message(messages);
        self
    }

    /// Changes the request: limits, time zone, overrides, …
    pub fn request(mut self, change: impl FnOnce(SessionRequest) -> SessionRequest) -> Self {
        self.start = self.start.request(change);
        self
    }

    /// The tools of this program that the agent may call.
    pub fn tools(mut self, tools: impl Tools) -> Self {
        self.start = self.start.tools(tools);
        self
    }

    /// What the answer has to look like.
    pub fn answer_schema(mut self, schema: AnswerSchema) -> Self {
        self.start = self.start.answer_schema(schema);
        self
    }

    /// The key that makes this creation happen once, 1 to 255 characters. Default: a new random one.
    pub fn idempotency_key(mut self, key: impl Into<String>) -> Self {
        self.start = self.start.idempotency_key(key);
        self
    }
}

/// Options that waiting and running share.
macro_rules! wait_options {
    ($name:ident) => {
        impl $name {
            /// Seconds that a poll waits at the server for something to happen, at most 25. Default 20.
            pub fn wait_for_seconds(mut self, seconds: u64) -> Self {
                self.wait.stream = self.wait.stream.wait_for_seconds(seconds);
                self
            }

            /// Most events in one page. Default: the server's page size.
            pub fn limit(mut self, events: u64) -> Self {
                self.wait.stream = self.wait.stream.limit(events);
                self
            }

            /// Whether the outcome carries the events. Default true.
            pub fn include_events(mut self, include: bool) -> Self {
                self.wait.include_events = include;
                self
            }

            /// How long the session may take to settle. Bounds requests, retry waits and tools. Default: no limit.
            pub fn timeout(mut self, limit: Duration) -> Self {
                self.wait.stream = self.wait.stream.timeout(limit);
                self
            }

            /// How long trouble is survived without one successful request. Default 5 minutes.
            pub fn retry_budget(mut self, budget: Duration) -> Self {
                self.wait.stream = self.wait.stream.retry_budget(budget);
                self
            }

            /// Least pause between polls that the server answers at once with nothing. Default 250 ms.
            pub fn poll_backoff(mut self, pause: Duration) -> Self {
                self.wait.stream = self.wait.stream.poll_backoff(pause);
                self
            }

            /// Most polls before the wait is given up like after a time-out. Those that fail do not count, and neither does
            /// reading what a settled session still has in its log. Default: no limit.
            pub fn max_polls(mut self, polls: u64) -> Self {
                self.wait.stream.max_polls = Some(polls);
                self
            }

            /// Most calls that run at the same time; 1 runs them one after another. Default 16.
            pub fn max_parallel_tools(mut self, calls: usize) -> Self {
                self.wait.stream = self.wait.stream.max_parallel_tools(calls);
                self
            }

            /// The longest that a call may run, for tools that do not say themselves. Default: no limit.
            pub fn tool_timeout(mut self, limit: Duration) -> Self {
                self.wait.stream = self.wait.stream.tool_timeout(limit);
                self
            }
        }
    };
}

wait_options!(WaitForCompletion);
wait_options!(RunSession);

impl WaitForCompletion {
    /// Index of the first event wanted. Default: where the last wait of this handle ended, so that each turn of a
    /// conversation brings its own events; 0 at first.
    pub fn from_index(mut self, index: u64) -> Self {
        self.wait.from_index = Some(index);
        self
    }

    /// The tools to run, instead of the handle's; `None` runs none.
    pub fn tools(mut self, tools: Option<ToolSet>) -> Self {
        self.wait.tools = Choice::Given(tools);
        self
    }

    /// What the answer has to look like, instead of the handle's schema; `None` takes any answer.
    pub fn answer_schema(mut self, schema: Option<AnswerSchema>) -> Self {
        self.wait.answer = Choice::Given(schema);
        self
    }
}

impl IntoFuture for WaitForCompletion {
    type Output = Result<SessionOutcome, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.wait.wait(&self.handle).await })
    }
}

impl IntoFuture for RunSession {
    type Output = Result<SessionOutcome, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let handle = self.start.await?;
            self.wait.wait(&handle).await
        })
    }
}
