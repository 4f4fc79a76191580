//! A watched session: pages of events, and calls of tools.

use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use steersman::tools::{HostCall, ToolFailure};
use steersman::{EventStream, StreamItem};
use steersman_host::{Watch, failure, tool_answer};
use tokio_util::sync::CancellationToken;

use crate::cancel::{NativeCancel, unless_cancelled};
use crate::failure::NativeError;
use crate::live::Live;
use crate::runtime::runtime;

/// An event, or the lack of some.
#[derive(uniffi::Enum)]
pub(crate) enum NativeItem {
    /// The next event.
    Event {
        /// Its place in the log.
        index: u64,
        /// Its type, as the service names it.
        kind: String,
        /// The whole event, as it came.
        json: String,
    },
    /// Events that cannot be had any more.
    Gap {
        /// Index of the first that is missing.
        from: u64,
        /// Index of the first that is there again.
        to: u64,
        /// Why, in snake case.
        reason: String,
    },
}

/// What was there when it was asked for.
#[derive(uniffi::Record)]
pub(crate) struct NativePage {
    /// Events and gaps in order.
    pub(crate) items: Vec<NativeItem>,
    /// Whether everything was taken and nothing will come.
    pub(crate) finished: bool,
    /// The error that ended the stream, after all items; as JSON, told once.
    pub(crate) error: Option<String>,
    /// Index of the event after this page.
    pub(crate) cursor: u64,
}

/// A call of a tool.
#[derive(uniffi::Enum)]
pub(crate) enum NativeCall {
    /// Run this and complete it.
    Run {
        /// Names the call when it is completed.
        id: u64,
        /// The tool.
        name: String,
        /// The arguments, a JSON object.
        arguments: String,
        /// The session whose agent calls.
        session_id: String,
        /// The call's id, if the agent gave one.
        call_id: Option<String>,
        /// Index of the event that announced the step, if it was read.
        step: Option<u64>,
        /// How much longer the result is wanted; nothing without a limit.
        time_left: Option<Duration>,
    },
    /// The result of this call is no longer wanted; completing it does no harm.
    Withdraw {
        /// The call.
        id: u64,
        /// Why, in snake case.
        reason: String,
    },
}

/// The events of one session. Letting go of it ends the watch; nothing is sent to the session.
#[derive(uniffi::Object)]
pub(crate) struct NativeStream {
    watch: Mutex<Watch>,
    closed: CancellationToken,
    _live: Live,
}

impl NativeStream {
    pub(crate) fn new_arc(mut watch: Watch) -> Arc<Self> {
        watch.stream_mut().start(runtime().handle());
        Arc::new(Self { watch: Mutex::new(watch), closed: CancellationToken::new(), _live: Live::stream() })
    }

    fn lock(&self) -> MutexGuard<'_, Watch> {
        // A panic in the core leaves a stream that can still be closed.
        self.watch.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until the stream has ended, was closed, or `is_there` says so. `is_there` asks to be woken when it says no.
    async fn until(
        &self,
        cancel: Option<Arc<NativeCancel>>,
        is_there: impl Fn(&EventStream, &Context<'_>) -> bool,
    ) -> Result<(), NativeError> {
        let there = poll_fn(|context| {
            let watch = self.lock();
            let stream = watch.stream();
            if stream.is_finished() || is_there(stream, context) { Poll::Ready(()) } else { Poll::Pending }
        });
        let there_or_closed = async {
            tokio::select! {
                biased;
                () = self.closed.cancelled() => {}
                () = there => {}
            }
        };
        unless_cancelled(cancel, there_or_closed).await
    }
}

#[uniffi::export]
impl NativeStream {
    /// Waits until there is something to drain, or the end. Takes nothing, so dropping it loses nothing. One waiter at a time.
    async fn ready(&self, cancel: Option<Arc<NativeCancel>>) -> Result<(), NativeError> {
        self.until(cancel, |stream, context| stream.arm_items(context.waker())).await
    }

    /// Takes what is there, at most `max` items, without waiting.
    fn drain(&self, max: u32) -> NativePage {
        let mut watch = self.lock();
        let stream = watch.stream_mut();
        let (mut items, mut error) = (Vec::new(), None);
        for item in stream.drain(max as usize) {
            match item {
                Ok(StreamItem::Event(event)) => items.push(NativeItem::Event {
                    index: event.index,
                    kind: event.event_type().to_owned(),
                    json: event.raw().to_owned(),
                }),
                Ok(StreamItem::Gap(gap)) => {
                    let reason = gap.reason.as_str().to_owned();
                    items.push(NativeItem::Gap { from: gap.from, to: gap.to, reason });
                }
                Err(trouble) => error = Some(failure::json(&trouble).to_string()),
            }
        }
        NativePage { items, finished: stream.is_finished(), error, cursor: stream.cursor() }
    }

    /// Waits until there are calls to drain, or the end. Independent of `ready`; one waiter at a time.
    async fn calls_ready(&self, cancel: Option<Arc<NativeCancel>>) -> Result<(), NativeError> {
        self.until(cancel, |stream, context| stream.arm_calls(context.waker())).await
    }

    /// Takes the calls to run and those no longer wanted, without waiting. Nothing after `calls_ready` means that none will come.
    fn drain_calls(&self) -> Vec<NativeCall> {
        self.lock().stream().drain_calls().into_iter().filter_map(call).collect()
    }

    /// Answers a call with a result, as JSON text.
    fn complete(&self, call: u64, result: String) {
        self.lock().stream().complete(call, tool_answer(&result));
    }

    /// Answers a call with the text of a failure, which the agent reads.
    fn fail(&self, call: u64, text: String) {
        self.lock().stream().complete(call, Err(ToolFailure::new(text)));
    }

    /// Index of the event that is drained next.
    fn cursor(&self) -> u64 {
        self.lock().stream().cursor()
    }

    /// Stops watching, and ends the waits of `ready` and `calls_ready`. What was read already can still be drained.
    fn close(&self) {
        self.lock().stream_mut().close();
        self.closed.cancel();
    }

    /// What the session came to, as JSON, once everything was drained and there was no error; nothing for a stream that has not
    /// ended. Of a wait the answer is checked: one that does not fit is an error.
    fn outcome(&self) -> Result<Option<String>, NativeError> {
        Ok(self.lock().outcome()?.map(|outcome| outcome.to_string()))
    }
}

fn call(call: HostCall) -> Option<NativeCall> {
    match call {
        HostCall::Run { id, name, arguments, context } => Some(NativeCall::Run {
            id,
            name,
            arguments: arguments.to_string(),
            session_id: context.session_id().to_owned(),
            call_id: context.call_id().map(str::to_owned),
            step: context.step(),
            time_left: context.time_left(),
        }),
        HostCall::Withdraw { id, reason } => {
            Some(NativeCall::Withdraw { id, reason: reason.as_str().to_owned() })
        }
        // A newer sort of call that this binding does not know: its time limit answers it.
        _ => None,
    }
}
