//! Agents as policies: what an agent does, behind one trait. The engine does everything else: state, events, controls, limits.
//!
//! A policy written in Rust is a closure over a [`Context`]:
//!
//! ```
//! use steersman_runtime::{Answer, Context, Runtime, Stop, Thought};
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
//! let runtime = Runtime::builder()
//!     .agent("shouter", "Repeats the task, louder", |cx: Context| async move {
//!         cx.think(Thought::new("The task must be said louder")).await?;
//!         Ok::<_, Stop>(Answer::new(cx.task().to_uppercase()))
//!     })
//!     .start()
//!     .await
//!     .unwrap();
//! assert!(runtime.base_url().starts_with("http://127.0.0.1:"));
//! runtime.shutdown().await;
//! # });
//! ```
//!
//! One that has something to keep is a [`Policy`], which makes an [`Agent`] for each session. What [`Agent::memory`] gives is kept beside
//! the session's log, so that with a data file ([`RuntimeBuilder::data`](crate::RuntimeBuilder::data)) the agent goes on where it
//! stood when the runtime is started again:
//!
//! ```
//! use serde_json::{Value, json};
//! use steersman_runtime::{Agent, Answer, Brief, Context, Policy, Thought, ToolCall, Why, Work};
//!
//! /// Looks every word of the task up with the tool `look_up`, which the program at the other end runs.
//! struct Reader;
//!
//! impl Policy for Reader {
//!     fn agent(&self, _: &Brief, memory: &Value) -> Box<dyn Agent> {
//!         let found = memory.as_array().cloned().unwrap_or_default();
//!         Box::new(Reading { found })
//!     }
//! }
//!
//! struct Reading {
//!     found: Vec<Value>,
//! }
//!
//! impl Agent for Reading {
//!     fn turn<'a>(&'a mut self, cx: &'a Context) -> Work<'a> {
//!         Box::pin(async move {
//!             for word in cx.task().split_whitespace().skip(self.found.len()) {
//!                 let call = ToolCall::new("look_up", json!({ "word": word }));
//!                 // Here a pause takes hold, a limit asks for the final answer, and a cancellation drops the work.
//!                 let results = cx.call(Thought::new(format!("What is {word}?")), vec![call]).await?;
//!                 self.found.extend(results.into_iter().map(|result| result.outcome.unwrap_or_default()));
//!                 cx.remember(self.memory());
//!             }
//!             Ok(Answer::new(json!(self.found).to_string()))
//!         })
//!     }
//!
//!     fn final_answer<'a>(&'a mut self, _: &'a Context, why: Why) -> Work<'a> {
//!         let so_far = format!("{} words ({})", self.found.len(), why.as_str());
//!         Box::pin(async move { Ok(Answer::partial(so_far)) })
//!     }
//!
//!     fn memory(&self) -> Value {
//!         self.found.clone().into()
//!     }
//! }
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
//! let runtime = steersman_runtime::Runtime::builder().agent("reader", "Looks words up", Reader).start().await.unwrap();
//! # runtime.shutdown().await;
//! # });
//! ```

pub(crate) mod chat;
pub(crate) mod draw;
pub(crate) mod ready;
pub(crate) mod scripted;

use std::future::Future;
use std::pin::Pin;

use serde_json::{Value, json};

pub use crate::session::brief::Brief;
pub use crate::session::context::{CallResult, ChildResult, Context, Delegation, ToolCall};
use crate::session::metrics::Tokens;

/// The work of an agent towards one answer.
pub type Work<'a> = Pin<Box<dyn Future<Output = Result<Answer, Stop>> + Send + 'a>>;

/// What an agent does. One policy serves any number of sessions.
pub trait Policy: Send + Sync + 'static {
    /// An agent for one session. `memory` is what [`Agent::memory`] last returned when the session is taken up again
    /// after a restart of the runtime, else null.
    fn agent(&self, brief: &Brief, memory: &Value) -> Box<dyn Agent>;
}

/// One agent at work in one session.
pub trait Agent: Send {
    /// Works towards an answer. Called again for every message that wakes the session up.
    ///
    /// The future is dropped when the session is cancelled. Every method of the context that can wait is a point where a
    /// pause takes hold; it returns [`Stop::AnswerNow`] when a final answer is due, which is best passed on with `?`.
    fn turn<'a>(&'a mut self, context: &'a Context) -> Work<'a>;

    /// Answers with what is known, after [`Stop::AnswerNow`]. The default says that the work was cut short.
    fn final_answer<'a>(&'a mut self, context: &'a Context, why: Why) -> Work<'a> {
        let _ = context;
        Box::pin(async move {
            Ok(Answer::partial(format!("Stopped before the work was done ({}).", why.as_str())))
        })
    }

    /// What the agent needs to go on where it stands after a restart of the runtime; null: it begins its turn again.
    fn memory(&self) -> Value {
        Value::Null
    }
}

impl<F, W> Policy for F
where
    F: Fn(Context) -> W + Clone + Send + Sync + 'static,
    W: Future<Output = Result<Answer, Stop>> + Send + 'static,
{
    fn agent(&self, _: &Brief, _: &Value) -> Box<dyn Agent> {
        Box::new(FnAgent(self.clone()))
    }
}

struct FnAgent<F>(F);

impl<F, W> Agent for FnAgent<F>
where
    F: Fn(Context) -> W + Send,
    W: Future<Output = Result<Answer, Stop>> + Send + 'static,
{
    fn turn<'a>(&'a mut self, context: &'a Context) -> Work<'a> {
        Box::pin((self.0)(context.clone()))
    }
}

/// What an agent answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Text, or an object where the session asks for a structured answer. Null counts as no answer.
    pub value: Value,
    /// The agent's own verdict: `success`, `partial`, `infeasible` or `blocked`.
    pub outcome: Option<String>,
}

impl Answer {
    /// An answer that reports success.
    pub fn new(value: impl Into<Value>) -> Self {
        Self { value: value.into(), outcome: Some("success".to_owned()) }
    }

    /// An answer that covers a part of the task.
    pub fn partial(value: impl Into<Value>) -> Self {
        Self { value: value.into(), outcome: Some("partial".to_owned()) }
    }
}

/// Why a turn ends without its own answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Stop {
    /// A final answer is due now: the agent's [`Agent::final_answer`] is asked next.
    AnswerNow(Why),
    /// The work cannot go on: the session ends as failed with this `error_code` and text.
    Failed {
        /// One of the contract's codes (`environment_error`, `no_answer`, `timeout`, `internal` …) or one of your own.
        code: String,
        /// What went wrong.
        error: String,
    },
}

impl Stop {
    /// The work cannot go on.
    pub fn failed(code: impl Into<String>, error: impl Into<String>) -> Self {
        Self::Failed { code: code.into(), error: error.into() }
    }
}

/// Why a final answer is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// A client asked for it.
    Forced,
    /// The steps are used up.
    MaxSteps,
    /// The time is up.
    MaxTime,
}

impl Why {
    /// A word for messages and events.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Forced => "a final answer was asked for",
            Self::MaxSteps => "the step limit is reached",
            Self::MaxTime => "the time limit is reached",
        }
    }

    /// Who is behind it, for the flow event.
    pub(crate) fn origin(self) -> &'static str {
        match self {
            Self::Forced => "user",
            Self::MaxSteps => "max_steps",
            Self::MaxTime => "max_time_s",
        }
    }
}

/// What an agent thinks in one step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Thought {
    /// The reasoning.
    pub reasoning: Option<String>,
    /// What the agent says aloud.
    pub content: Option<String>,
    /// Faults found in the model's reply.
    pub validation_errors: Vec<String>,
    /// What the step used of a model. Default: estimated from the length of the texts.
    pub tokens: Option<Tokens>,
}

impl Thought {
    /// A thought that is reasoning only.
    pub fn new(reasoning: impl Into<String>) -> Self {
        Self { reasoning: Some(reasoning.into()), ..Self::default() }
    }

    /// The members of a `policy_event`, with the calls this step makes.
    pub(crate) fn to_json(&self, calls: &[Value]) -> Value {
        json!({
            "reasoning_content": self.reasoning,
            "content": self.content,
            "tool_reqs": calls,
            "validation_errors": self.validation_errors,
        })
    }

    pub(crate) fn text(&self) -> String {
        [self.reasoning.as_deref(), self.content.as_deref()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("\n")
    }
}
