//! What stands in a `scenario.yaml`: the server's script, the program that is run against it, and the tools it has.
//!
//! The doc comments here are the reference of the format; `schema.json` is made from them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use serde_saphyr::Spanned;

/// One behaviour: a scripted server, a program, and (beside it, in `expected.trace`) what has to come of it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// What holds, as a sentence.
    pub behaviour: String,
    /// What it is an example of: `law 1`, `errors`, `tools`, `ours 4` (number 4 of the weaknesses of the official clients), …
    pub shows: Vec<String>,
    /// How often it may be tried, for behaviour that hangs on a window of a few milliseconds. Default 1.
    #[serde(default = "one")]
    pub attempts: u32,
    /// Options of the client.
    #[serde(default)]
    pub client: ClientOptions,
    /// The tools that the program has; steps name them.
    #[serde(default)]
    #[schemars(with = "Vec<Tool>")]
    pub tools: Vec<Spanned<Tool>>,
    /// What the server does, in the order of the story. A request is answered by the first entry that fits it and is not used
    /// up; the trace lists requests in the order of the entries.
    #[serde(default)]
    #[schemars(with = "Vec<Exchange>")]
    pub server: Vec<Spanned<Exchange>>,
    /// What the program does, step by step.
    #[schemars(with = "Vec<Step>")]
    pub program: Vec<Spanned<Step>>,
    /// How the program's process ends, where that is what the scenario is about. It is a process of its own then, and the trace
    /// says which exit code it came to.
    #[schemars(with = "Option<Ending>")]
    pub ending: Option<Spanned<Ending>>,
    /// What another program does when the first one is done. It is played in the next language of those that are played.
    #[serde(default)]
    #[schemars(with = "Vec<Step>")]
    pub then: Vec<Spanned<Step>>,
}

/// How a process ends. The program reports before, and leaves nothing: its streams stay open, and its tools at work.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// The program comes to its end.
    Return,
    /// The program exits with code 3.
    Exit,
    /// The program waits until the session settles, and is interrupted, as by Ctrl-C, once the server has seen the request of this
    /// name.
    Interrupt(String),
}

impl Ending {
    /// What the program is told.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Return => "return",
            Self::Exit => "exit",
            Self::Interrupt(_) => "interrupt",
        }
    }
}

fn one() -> u32 {
    1
}

/// Options of the client. Times are in seconds.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClientOptions {
    /// The longest time for one attempt of a request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<f64>,
    /// Most retries of one request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_retries: Option<u32>,
    /// Most time from the first failure of a request to its last retry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_budget: Option<f64>,
    /// The most bytes of a response.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_response_bytes: Option<usize>,
    /// Headers for every request.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub headers: Map<String, Value>,
}

/// A tool of the program, and what it does when it is called. Without a behaviour it gives back null.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// What the agent is told of it. Default: `Test tool`.
    #[serde(default = "description")]
    pub description: String,
    /// JSON Schema of its arguments. Default: any object.
    #[serde(default = "any_object")]
    pub input_schema: Map<String, Value>,
    /// Gives back this value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub returns: Option<Value>,
    /// Gives back its arguments.
    #[serde(default, skip_serializing_if = "is_false")]
    pub echoes: bool,
    /// Gives back what is not JSON: NaN where the language can express it, else what comes closest.
    #[serde(default, skip_serializing_if = "is_false")]
    pub returns_nan: bool,
    /// Fails with this text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raises: Option<String>,
    /// Gives the signal of this name when it begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signals: Option<String>,
    /// Works this many seconds first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sleeps: Option<f64>,
    /// Works until the server has seen the request, or the program has given the signal, of this name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Works until this many calls of the program's tools are at work at the same time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub together: Option<usize>,
    /// The longest one call may run, as declared with the tool.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<f64>,
}

fn description() -> String {
    "Test tool".to_owned()
}

fn any_object() -> Map<String, Value> {
    Map::from_iter([("type".to_owned(), Value::from("object"))])
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

/// One request and what the server does with it. Without a reply it says 202 to POST and 204 to everything else.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exchange {
    /// Which request: `GET changes?from_index=3`. The path is below `/api/v2/sessions/s/`, or with a leading slash below
    /// `/api/v2`; `@other/…` is any path at the server's second origin. Each part of the query has to be there; more may be.
    pub on: String,
    /// A name that other entries and steps wait for; with `collect`, until everything has come.
    pub name: Option<String>,

    /// Replies a page of `/changes`.
    pub page: Option<Page>,
    /// Replies a page of `/events`: these events, which are the whole history if there is no `total`.
    pub history: Option<Value>,
    /// The length of the whole history.
    pub total: Option<u64>,
    /// Replies a session with this id (201 to POST).
    pub session: Option<String>,
    /// Replies this JSON.
    pub json: Option<Value>,
    /// Replies this text, as it is.
    pub text: Option<String>,
    /// Replies this many bytes of `x`.
    pub filler: Option<usize>,
    /// The status. Default: 200 with a body.
    pub status: Option<u16>,
    /// Headers of the reply. `{base}` and `{other}` stand for the URLs of the server's two origins, `{soon}` for the date in two
    /// seconds.
    #[serde(default)]
    pub headers: Map<String, Value>,

    /// Seconds before the reply.
    pub delay: Option<f64>,
    /// Replies once the request, or the signal, of this name has come.
    pub until: Option<String>,
    /// What goes wrong.
    pub fault: Option<Fault>,
    /// Sends the body in pieces of 16 bytes with this many seconds in between.
    pub drip: Option<f64>,
    /// After the reply, the server is gone for this many seconds: connections end, new ones are refused.
    pub down: Option<f64>,

    /// How many requests it answers: a number, or `any`. Default 1.
    pub times: Option<Times>,
    /// Whether it is all right when no such request comes, and leaves it out of the trace.
    #[serde(default)]
    pub optional: bool,
    /// Takes posted tool results until this many have come, in however many requests, and shows them in one list sorted by call.
    pub collect: Option<usize>,
    /// The request may not come earlier than this many seconds after the last reply to one of its method and path; the trace says so if it does.
    pub not_before: Option<f64>,
    /// The request has to come within this many seconds after the reply before it; the trace says so if it does not.
    pub within: Option<f64>,
}

/// A number of requests.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "times: expected a number or `any`")]
pub enum Times {
    /// Exactly so many.
    Exactly(u32),
    /// Any number.
    Any(AnyNumber),
}

/// The word for any number.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AnyNumber {
    /// `any`
    Any,
}

/// What goes wrong with a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// The connection is reset before there is an answer.
    Reset,
    /// The connection is closed before there is an answer.
    Close,
    /// The connection is reset in the middle of the body.
    ResetInBody,
    /// The connection is closed in the middle of the body.
    Truncate,
    /// Nothing is ever said; the connection stays open until the client leaves.
    HalfOpen,
    /// Half of the body comes, then nothing.
    StallInBody,
}

/// A page of `/changes`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// The session's status. Default `running`.
    #[serde(default = "running")]
    pub status: String,
    /// The events: `0..5` (numbered ones), or a list of a type's name, `{state: idle}`, `{state: awaiting_tool_results, calls: […]}`,
    /// `{answer: …}`, `{say: text}`, `{raw: anything}` or an event as it is on the wire. Default: none.
    #[serde(default)]
    pub events: Value,
    /// Index of the first event: default the index asked for; null leaves the field out.
    #[serde(default, deserialize_with = "given")]
    #[schemars(with = "Option<u64>")]
    pub first_index: Option<Option<u64>>,
    /// The session's answer.
    #[serde(default)]
    pub answer: Value,
    /// Calls waited for. Default: those of the last event, if it announces some; null leaves the field out.
    #[serde(default, deserialize_with = "given")]
    #[schemars(with = "Option<Vec<Value>>")]
    pub pending: Option<Option<Vec<Value>>>,
    /// Further fields of the page.
    #[serde(default)]
    pub more: Map<String, Value>,
}

fn running() -> String {
    "running".to_owned()
}

/// Tells a null from a field that is not there.
#[expect(clippy::option_option, reason = "absent, null and a value are three things here")]
fn given<'de, D: serde::Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// One step of the program. A step that fails says so in the trace, and the program goes on.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Attaches to a session by its id. At first the program is attached to the session `s`, with the tools `attach_tools` gave it.
    Session(String),
    /// Gives the attached handle these tools (all of the program's if the list is empty).
    AttachTools(Vec<String>),
    /// Starts a session.
    Start(Box<Start>),
    /// Starts a session and waits until it settles.
    Run(Box<Run>),
    /// Waits until the session settles.
    Wait(Box<Watch>),
    /// Opens a stream; the steps below read it.
    Stream(Box<Watch>),
    /// Takes so many items from the stream.
    Take(usize),
    /// Takes items until the stream ends.
    TakeAll,
    /// Takes so many items, and says how many of them were at hand: they came without a call into the native part or, where that
    /// cannot be seen, before anything else had its turn.
    TakeAtHand(usize),
    /// Waits for an item so many times, each time giving up after a few milliseconds; there must be none.
    CancelWait(u32),
    /// Says where the stream is.
    Cursor,
    /// Leaves the stream.
    Close,
    /// Leaves the stream and opens another one at its cursor, with the same options.
    Reopen,
    /// Waits until the server has seen the request of this name.
    Sync(String),
    /// Gives the signal of this name.
    Signal(String),
    /// Does nothing for so many seconds.
    Rest(f64),
    /// Sends a message: text, or a body.
    SendMessage(Value),
    /// Calls a method of the handle.
    Steer(Steer),
    /// Calls an operation by name.
    Call(Box<Call>),
    /// Goes through all pages of a list operation.
    All(Box<Call>),
    /// Downloads a resource of the session: the path after `resources/`.
    Download(String),
    /// Verifies a webhook delivery.
    Webhook(Box<Webhook>),
    /// Runs lists of steps at the same time. Each begins with the attached session; the trace shows one after the other.
    Together(Vec<Vec<Step>>),
    /// Runs steps in a thread of its own (a worker, where the language has those), with an event loop and a client of its own,
    /// which is attached to the same session and has no tools.
    Elsewhere(Vec<Step>),
}

/// A method of the session's handle.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Steer {
    /// Reads the session.
    Get,
    /// Reads the status.
    Status,
    /// Pauses.
    Pause,
    /// Resumes.
    Resume,
    /// Asks for the answer.
    ForceAnswer,
    /// Cancels.
    Cancel,
    /// Shares.
    Share,
}

/// How a session is started.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Start {
    /// The agent: a name, or an agent in place.
    pub agent: Value,
    /// The first message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Value>,
    /// Names of the tools that the agent may call.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tools: Vec<String>,
    /// What the answer has to look like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_schema: Option<Value>,
    /// The idempotency key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idempotency_key: Option<String>,
    /// Overrides, by path.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub overrides: Map<String, Value>,
}

/// A start and a wait.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// How it is started.
    pub start: Start,
    /// How it is waited for.
    #[serde(default)]
    pub wait: Watch,
}

/// Options of a stream or a wait. Times are in seconds.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Watch {
    /// Index of the first event wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_index: Option<u64>,
    /// `settled` or `terminal`; streams only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Most events in a page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
    /// Seconds that a poll waits at the server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait_for_seconds: Option<u64>,
    /// How long the session may take to settle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<f64>,
    /// How long trouble is survived without one success.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_budget: Option<f64>,
    /// Events read ahead; streams only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_ahead: Option<usize>,
    /// Least pause between polls that are answered at once with nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub poll_backoff: Option<f64>,
    /// Most polls; waits only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_polls: Option<u64>,
    /// Whether the outcome carries the events; waits only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_events: Option<bool>,
    /// The tools that are run: names, or `handle` for the handle's. Without it a stream runs none, a wait the handle's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tools: Option<WatchTools>,
    /// Most calls at the same time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_parallel_tools: Option<usize>,
    /// The longest a call may run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tool_timeout: Option<f64>,
    /// What the answer has to look like; waits only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_schema: Option<Value>,
    /// Any answer will do, whatever schema the handle has; waits only.
    #[serde(default, skip_serializing_if = "is_false")]
    pub any_answer: bool,
}

/// The tools of a stream or a wait.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(untagged, expecting = "tools: expected `handle` or a list of names")]
pub enum WatchTools {
    /// Those of the handle.
    Handle(HandleWord),
    /// These; an empty list means none.
    Named(Vec<String>),
}

/// The word for the tools of the handle.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HandleWord {
    /// `handle`
    Handle,
}

/// A call by name.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// The operation: `sessions.get_session`.
    pub operation: String,
    /// Its arguments.
    #[serde(default)]
    pub arguments: Map<String, Value>,
    /// Arguments that are made here because they are large: a text of so many `x`.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub filler: Map<String, Value>,
    /// Most time for all of it, retries included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<f64>,
}

/// A webhook delivery to verify.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Webhook {
    /// The raw body.
    pub body: String,
    /// The signature; by default the body is signed with the first secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signature: Option<String>,
    /// Makes the default signature with this secret instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed_by: Option<String>,
    /// The timestamp, if it is not to be a moment near now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<String>,
    /// How many seconds ago it was sent; negative: in the future.
    #[serde(default)]
    pub age: i64,
    /// The secrets of the endpoint.
    pub secrets: Vec<String>,
}
