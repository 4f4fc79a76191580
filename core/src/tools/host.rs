//! Running calls: here, or by handing them to the host and taking its answers.

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use serde_json::Value;
use tokio::sync::mpsc;
use tokio::time::Instant;

use super::set::Runner;
use super::{CallContext, Cancellation, ToolFailure, ToolSet};
use crate::session::machine::{CallId, Withdrawal};
use crate::wire::{ToolRequest, ToolResult};

/// How long a call that was told to stop may go on before it is dropped.
const GRACE: Duration = Duration::from_secs(5);

/// A call for a host that runs the tools itself.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum HostCall {
    /// Run this, then [`complete`](crate::EventStream::complete) it.
    Run {
        /// Names the call when it is completed.
        id: u64,
        /// The tool.
        name: String,
        /// The arguments, a JSON object.
        arguments: Value,
        /// Where the call comes from and whether it is still wanted.
        context: CallContext,
    },
    /// The result of this call is no longer wanted; completing it does no harm.
    Withdraw {
        /// The call.
        id: u64,
        /// Why.
        reason: Withdrawal,
    },
}

/// What a tool made of a call.
pub type CallAnswer = Result<Value, ToolFailure>;

/// Runs the calls of one watch.
pub(crate) struct Host {
    session: Arc<str>,
    tools: ToolSet,
    running: HashMap<CallId, (ToolRequest, Cancellation)>,
    done: mpsc::UnboundedSender<(CallId, CallAnswer)>,
}

impl Host {
    pub(crate) fn new(
        session: Arc<str>,
        tools: ToolSet,
        done: mpsc::UnboundedSender<(CallId, CallAnswer)>,
    ) -> Self {
        Self { session, tools, running: HashMap::new(), done }
    }

    /// Starts a call. Returns it if the host outside has to run it.
    pub(crate) fn run(
        &mut self,
        id: CallId,
        step: Option<u64>,
        attempt: u32,
        call: ToolRequest,
        deadline: Option<Instant>,
    ) -> Option<HostCall> {
        let cancellation = Cancellation::default();
        let context = CallContext {
            session_id: self.session.clone(),
            tool_name: call.tool_name.as_str().into(),
            call_id: call.id.as_deref().map(Into::into),
            step,
            attempt,
            deadline,
            cancellation: cancellation.clone(),
        };
        let arguments = Value::Object(call.arguments());
        let name = call.tool_name.clone();
        self.running.insert(id, (call, cancellation));
        if !self.tools.has(&name) {
            self.answer(id, Err(ToolFailure::new(self.tools.unknown(&name))));
            return None;
        }
        match self.tools.runner() {
            Runner::Host(_) => match self.tools.fits(&name, &arguments) {
                Ok(()) => return Some(HostCall::Run { id: id.0, name, arguments, context }),
                Err(failure) => self.answer(id, Err(failure)),
            },
            Runner::Functions(functions) => {
                if let Some(tool) = functions.get(&name).cloned() {
                    let done = self.done.clone();
                    tokio::spawn(async move {
                        let stopped = context.cancellation.clone();
                        let work =
                            AssertUnwindSafe(async { tool.call(context, arguments).await }).catch_unwind();
                        let outlasted = async {
                            stopped.cancelled().await;
                            tokio::time::sleep(GRACE).await;
                        };
                        tokio::select! {
                            answer = work => {
                                let answer = answer.unwrap_or_else(|panic| Err(panicked(&name, panic.as_ref())));
                                // Nobody listens any more when the watch has ended.
                                let _ = done.send((id, answer));
                            }
                            () = outlasted => {}
                        }
                    });
                }
            }
        }
        None
    }

    fn answer(&self, id: CallId, answer: CallAnswer) {
        // The receiver lives in the driver that owns this host.
        let _ = self.done.send((id, answer));
    }

    /// Turns the answer of a call into what is posted.
    pub(crate) fn outcome(&mut self, id: CallId, answer: CallAnswer) -> Option<ToolResult> {
        let (call, _) = self.running.remove(&id)?;
        Some(match answer {
            Ok(value) => ToolResult::success(call, value),
            Err(failure) => ToolResult::failure(call, failure.text()),
        })
    }

    /// Tells a call that its result is no longer wanted. Returns what the host outside has to be told.
    pub(crate) fn withdraw(&mut self, id: CallId, reason: Withdrawal) -> Option<HostCall> {
        let (_, cancellation) = self.running.remove(&id)?;
        cancellation.cancel(reason);
        matches!(self.tools.runner(), Runner::Host(_)).then_some(HostCall::Withdraw { id: id.0, reason })
    }
}

impl Drop for Host {
    /// Whoever still runs is told that the watch is gone.
    fn drop(&mut self) {
        for (_, cancellation) in self.running.values() {
            cancellation.cancel(Withdrawal::WatchEnded);
        }
    }
}

fn panicked(name: &str, panic: &(dyn std::any::Any + Send)) -> ToolFailure {
    let text = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message");
    ToolFailure::new(format!("the tool {name} panicked: {text}"))
}
