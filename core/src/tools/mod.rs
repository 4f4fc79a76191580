//! Tools that run in the user's program: declaring them, running them, telling them when to stop.
//!
//! A [`Tool`] is declared to the agent by its [`ToolDefinition`] and called with JSON arguments. Most are made from a
//! function with [`function`]. The session machine decides when a call runs and what becomes of its outcome;
//! [`run`](self) here only runs it. Hosts that run calls themselves (the bindings) get them from
//! [`EventStream::drain_calls`](crate::EventStream::drain_calls) instead.

mod context;
mod finite;
mod function;
mod host;
mod set;

pub use context::{CallContext, Cancellation};
pub use function::{FunctionTool, function};
pub use host::{CallAnswer, HostCall};
pub use set::{ToolSet, Tools};

pub(crate) use function::schema_of;
pub(crate) use host::Host;

use std::time::Duration;

use futures_util::future::BoxFuture;
use serde_json::Value;

use crate::wire::ToolDefinition;

/// What a tool gives back when it fails: the text that the agent is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToolFailure(String);

impl ToolFailure {
    /// A failure with the text that the agent is shown.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text that the agent is shown.
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl<E: std::error::Error> From<E> for ToolFailure {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

/// A function of the user's program that the agent may call.
pub trait Tool: Send + Sync + 'static {
    /// Name, description and JSON Schema of the arguments, as the agent sees them.
    fn definition(&self) -> ToolDefinition;

    /// Runs one call. `arguments` is the JSON object that the agent gave (`{}` if it gave none).
    ///
    /// The future is dropped some seconds after [`CallContext::cancellation`] told it to stop. A panic becomes
    /// an error result.
    fn call(&self, context: CallContext, arguments: Value) -> BoxFuture<'_, Result<Value, ToolFailure>>;

    /// The longest that one call may run; `None` (the default) leaves it to the option of the watch.
    fn timeout(&self) -> Option<Duration> {
        None
    }
}
