//! The stream of a session's events, in order and each with its index.

use std::fmt;
use std::ops::Deref;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use futures_core::Stream;
use steersman_http::RetryPolicy;
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::task::AbortHandle;

use super::driver::Driver;
use super::handle::SessionHandle;
use super::machine::{CallId, Config, Gap, Machine, Until};
use super::outcome::SessionOutcome;
use super::queue::{Batch, Queue};
use super::shared::ReleaseBell;
use super::vocabulary::Api;
use crate::Error;
use crate::tools::{CallAnswer, Host, HostCall, ToolSet};
use crate::wire::SessionEvent;

/// The most seconds that the API lets a poll wait.
const MAX_WINDOW: u64 = 25;

/// One event of a session, with its place in the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The place in the log, from 0. A stream opened at `index + 1` goes on right after this event.
    pub index: u64,
    /// The event itself; its fields are also reached through `Event` directly.
    pub event: SessionEvent,
}

impl Deref for Event {
    type Target = SessionEvent;

    fn deref(&self) -> &SessionEvent {
        &self.event
    }
}

/// What a stream gives.
#[derive(Clone, Debug, PartialEq)]
pub enum StreamItem {
    /// The next event.
    Event(Event),
    /// Events that cannot be had any more. The stream goes on behind them.
    Gap(Gap),
}

impl StreamItem {
    /// The event, if it is one.
    pub fn event(&self) -> Option<&Event> {
        match self {
            Self::Event(event) => Some(event),
            Self::Gap(_) => None,
        }
    }

    /// The event, if it is one.
    pub fn into_event(self) -> Option<Event> {
        match self {
            Self::Event(event) => Some(event),
            Self::Gap(_) => None,
        }
    }
}

/// Why a stream stands still: its last request failed, and is sent again until the
/// [budget](StreamOptions::retry_budget) is spent.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Reconnecting {
    /// When the first of the requests failed that have failed since one succeeded.
    pub since: Instant,
    /// How the last one failed.
    pub error: Error,
}

/// Which tools a stream runs.
#[derive(Clone, Debug, Default)]
pub enum StreamTools {
    /// None: the stream only watches.
    #[default]
    None,
    /// Those of the handle.
    Handle,
    /// These.
    Set(ToolSet),
}

/// How a session is streamed. The default watches from the first event until the session settles.
#[derive(Clone, Debug)]
#[must_use]
pub struct StreamOptions {
    pub(crate) from_index: u64,
    pub(crate) until: Until,
    pub(crate) limit: Option<u64>,
    pub(crate) window: u64,
    pub(crate) timeout: Option<Duration>,
    pub(crate) retry: RetryPolicy,
    pub(crate) read_ahead: Option<usize>,
    pub(crate) pace: Option<Duration>,
    pub(crate) tools: StreamTools,
    pub(crate) max_parallel_tools: usize,
    pub(crate) tool_timeout: Option<Duration>,
    pub(crate) settle_on_awaiting: bool,
    pub(crate) max_polls: Option<u64>,
}

impl Default for StreamOptions {
    fn default() -> Self {
        Self {
            from_index: 0,
            until: Until::Settled,
            limit: None,
            window: 20,
            timeout: None,
            retry: Config::default().retry,
            read_ahead: None,
            pace: None,
            tools: StreamTools::None,
            max_parallel_tools: Config::default().max_parallel,
            tool_timeout: None,
            settle_on_awaiting: false,
            max_polls: None,
        }
    }
}

impl StreamOptions {
    /// Index of the first event wanted. Default 0.
    pub fn from_index(mut self, index: u64) -> Self {
        self.from_index = index;
        self
    }

    /// Where the stream ends. Default: when the session settles (a terminal state, or idle).
    pub fn until(mut self, until: Until) -> Self {
        self.until = until;
        self
    }

    /// Most events in one page. Default: the server's page size.
    pub fn limit(mut self, events: u64) -> Self {
        self.limit = Some(events);
        self
    }

    /// Seconds that a poll waits at the server for something to happen, at most 25. Default 20.
    pub fn wait_for_seconds(mut self, seconds: u64) -> Self {
        self.window = seconds.min(MAX_WINDOW);
        self
    }

    /// How long the session may take to settle. Bounds requests, retry waits and tools. Default: no limit.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// How long trouble is survived without one successful request. Default 5 minutes.
    pub fn retry_budget(mut self, budget: Duration) -> Self {
        self.retry.budget = budget;
        self
    }

    /// All the rules by which trouble is survived. Default: no bound on the count, a budget of 5 minutes, waits from 500 ms
    /// doubling to 30 s.
    pub fn retry_policy(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Events read ahead of the consumer before polling stops. Default 512.
    pub fn read_ahead(mut self, events: usize) -> Self {
        self.read_ahead = Some(events);
        self
    }

    /// Least pause between polls that the server answers at once with nothing. Default 250 ms.
    pub fn poll_backoff(mut self, pause: Duration) -> Self {
        self.pace = Some(pause);
        self
    }

    /// Which tools the stream runs. Default: none, it is a read-only view.
    pub fn tools(mut self, tools: StreamTools) -> Self {
        self.tools = tools;
        self
    }

    /// Most calls that run at the same time; 1 runs them one after another. Default 16.
    pub fn max_parallel_tools(mut self, calls: usize) -> Self {
        self.max_parallel_tools = calls;
        self
    }

    /// The longest that a call may run, for tools that do not say themselves. Default: no limit.
    pub fn tool_timeout(mut self, limit: Duration) -> Self {
        self.tool_timeout = Some(limit);
        self
    }
}

/// A session's events in order, until it settles.
///
/// A [`futures_core::Stream`] of `Result<StreamItem, Error>`. It begins when it is first polled, reads ahead in the
/// background, and is cheap to leave: dropping it drops the request in flight and sends nothing to the session.
/// A wait that is cancelled loses no event. After the last item [`outcome`](Self::outcome) tells what the session came to.
///
/// An error ends the stream; its [`cursor`](Error::cursor) is where a new one goes on.
pub struct EventStream {
    session: Arc<str>,
    queue: Arc<Queue>,
    answers: Option<mpsc::UnboundedSender<(CallId, CallAnswer)>>,
    task: Task,
    /// Taken from the queue, not yet handed out.
    current: Option<Batch>,
    cursor: u64,
    /// The handle's tools go unused: say so when the session waits for them.
    unused_tools: Option<ToolSet>,
    end: End,
}

enum Task {
    Waiting(Box<Driver>),
    Running(AbortHandle),
    Over,
}

enum End {
    Ahead,
    Outcome(Box<SessionOutcome>),
    /// An error was given, or the stream was closed.
    Nothing,
}

impl EventStream {
    pub(super) fn new(handle: &SessionHandle, options: &StreamOptions) -> Self {
        let tools = match &options.tools {
            StreamTools::None => None,
            StreamTools::Handle => handle.tools().cloned(),
            StreamTools::Set(set) => Some(set.clone()),
        };
        let unused_tools = if tools.is_none() { handle.tools().cloned() } else { None };
        let shared = handle.shared().clone();
        let floor = shared.began();
        let begun = shared.epoch.elapsed();
        let defaults = Config::default();
        let config = Config {
            from_index: options.from_index,
            until: options.until,
            limit: options.limit,
            window_seconds: options.window,
            pace: options.pace.unwrap_or(defaults.pace),
            read_ahead: options.read_ahead.unwrap_or(defaults.read_ahead),
            deadline: options.timeout.map(|limit| begun.saturating_add(limit)),
            retry: options.retry.clone(),
            tools: tools.is_some(),
            settle_on_awaiting: options.settle_on_awaiting,
            max_parallel: options.max_parallel_tools,
            floor: *floor.borrow(),
            seed: fastrand::u64(..),
            ..defaults
        };
        let (sender, answers) = tools.as_ref().map(|_| mpsc::unbounded_channel()).unzip();
        let queue = Arc::new(Queue::default());
        let host = tools.clone().zip(sender.clone());
        let host = host.map(|(tools, sender)| Host::new(handle.id_arc().clone(), tools, sender));
        let bell = tools.is_some().then(|| ReleaseBell(shared.clone()));
        let api = Api { tools, tool_timeout: options.tool_timeout };
        let driver = Driver {
            transport: handle.client().transport().clone(),
            session: handle.id_arc().clone(),
            bell,
            releases: shared.releases(),
            machine: Machine::new(api, config, shared.claims.clone()),
            queue: queue.clone(),
            begun,
            shared,
            host,
            answers,
            floor,
            timeout: options.timeout,
            polls_left: options.max_polls,
            poll: None,
        };
        Self {
            session: handle.id_arc().clone(),
            queue,
            answers: sender,
            task: Task::Waiting(Box::new(driver)),
            current: None,
            cursor: options.from_index,
            unused_tools,
            end: End::Ahead,
        }
    }

    /// Index of the event that comes next: a stream opened there goes on exactly here.
    pub fn cursor(&self) -> u64 {
        self.cursor
    }

    /// The session that is watched.
    pub fn session_id(&self) -> &str {
        &self.session
    }

    /// What the session came to, once the stream has ended by itself and without an error.
    pub fn outcome(&self) -> Option<&SessionOutcome> {
        match &self.end {
            End::Outcome(outcome) => Some(outcome),
            End::Ahead | End::Nothing => None,
        }
    }

    /// Whether the stream is in trouble at the moment, and in which; `None` while its requests succeed, and when it is over.
    ///
    /// Nothing wakes a waiting consumer for this: whoever shows it looks from time to time.
    pub fn reconnecting(&self) -> Option<Reconnecting> {
        self.queue.trouble().map(|(since, error)| Reconnecting { since: since.into_std(), error })
    }

    /// Begins watching now instead of at the first poll. The time-out counts from the creation of the stream.
    pub fn start(&mut self, runtime: &Handle) {
        if let Task::Waiting(_) = self.task
            && let Task::Waiting(driver) = std::mem::replace(&mut self.task, Task::Over)
        {
            self.task = Task::Running(runtime.spawn(driver.run()).abort_handle());
        }
    }

    /// Stops watching. Nothing is sent to the session; events that were read already can still be taken.
    pub fn close(&mut self) {
        if let Task::Running(task) = std::mem::replace(&mut self.task, Task::Over) {
            task.abort();
        }
        if let End::Ahead = self.end {
            self.end = End::Nothing;
        }
    }

    /// Takes what is there without waiting, at most `max` items. An error comes as the last item.
    ///
    /// With [`arm`](Self::arm) this is how bindings read a page in one crossing; programs in Rust use the stream.
    pub fn drain(&mut self, max: usize) -> Vec<Result<StreamItem, Error>> {
        let mut items = Vec::new();
        // No more than is there now: what comes meanwhile has not been asked for, and is read ahead.
        let mut batches = self.queue.batches();
        while items.len() < max {
            match self.next_now(&mut batches) {
                Some(item) => items.push(item),
                None => break,
            }
        }
        items
    }

    /// Asks to be woken when there is something to drain, a call to run, or the end. Returns whether there already is.
    pub fn arm(&self, waker: &Waker) -> bool {
        self.current.is_some() || self.queue.arm(waker)
    }

    /// As [`arm`](Self::arm), for a host that takes events and calls in two loops: for events, gaps and the end.
    pub fn arm_items(&self, waker: &Waker) -> bool {
        self.current.is_some() || self.queue.arm_items(waker)
    }

    /// As [`arm`](Self::arm), for a host that takes events and calls in two loops: for calls and the end.
    pub fn arm_calls(&self, waker: &Waker) -> bool {
        self.queue.arm_calls(waker)
    }

    /// Whether everything was taken and nothing will come.
    pub fn is_finished(&self) -> bool {
        !matches!(self.end, End::Ahead)
    }

    /// Calls for a host that declared its tools with [`ToolSet::declared`], and calls it need not finish.
    pub fn drain_calls(&self) -> Vec<HostCall> {
        self.queue.take_calls()
    }

    /// Answers a call from [`drain_calls`](Self::drain_calls). Does nothing when the call is no longer wanted.
    pub fn complete(&self, call: u64, answer: CallAnswer) {
        // The receiver is gone when the watch is over; then nobody wants the answer.
        if let Some(answers) = &self.answers {
            let _ = answers.send((CallId(call), answer));
        }
    }

    /// The next item that is there; at most `batches` are taken from the queue for it.
    fn next_now(&mut self, batches: &mut usize) -> Option<Result<StreamItem, Error>> {
        loop {
            match &mut self.current {
                Some(Batch::Events { next_index, events }) => {
                    if let Some(event) = events.next() {
                        let index = *next_index;
                        *next_index += 1;
                        self.cursor = *next_index;
                        return Some(Ok(StreamItem::Event(Event { index, event })));
                    }
                }
                Some(Batch::Gap(gap)) => {
                    let gap = gap.clone();
                    self.cursor = gap.to;
                    self.current = None;
                    return Some(Ok(StreamItem::Gap(gap)));
                }
                None => {}
            }
            self.current = if *batches > 0 { self.queue.take() } else { None };
            if self.current.is_none() {
                return self.finish();
            }
            *batches -= 1;
        }
    }

    fn finish(&mut self) -> Option<Result<StreamItem, Error>> {
        self.hint_at_unused_tools();
        if self.is_finished() {
            return None;
        }
        let end = self.queue.take_end()?;
        self.task = Task::Over;
        match end {
            Ok(outcome) => {
                self.end = End::Outcome(Box::new(outcome));
                None
            }
            Err(error) => {
                self.end = End::Nothing;
                Some(Err(error))
            }
        }
    }

    /// A session that waits for tools which the handle has, and which this stream does not run, would wait for ever.
    fn hint_at_unused_tools(&mut self) {
        let Some(calls) = self.queue.take_unanswered() else { return };
        let Some(tools) = &self.unused_tools else { return };
        if let Some(call) = calls.iter().find(|call| tools.has(&call.tool_name)) {
            tracing::warn!(
                session = %self.session,
                tool = %call.tool_name,
                "the session waits for a tool that this stream does not run: stream() only watches; pass \
                 tools(StreamTools::Handle), or use wait_for_completion()"
            );
        }
    }
}

impl Stream for EventStream {
    type Item = Result<StreamItem, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Task::Waiting(_) = self.task {
            self.start(&Handle::current());
        }
        loop {
            let mut all = usize::MAX;
            if let Some(item) = self.next_now(&mut all) {
                return Poll::Ready(Some(item));
            }
            if self.is_finished() {
                return Poll::Ready(None);
            }
            if !self.queue.arm(context.waker()) {
                return Poll::Pending;
            }
        }
    }
}

impl Drop for EventStream {
    fn drop(&mut self) {
        self.close();
    }
}

impl fmt::Debug for EventStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream")
            .field("session", &self.session)
            .field("cursor", &self.cursor)
            .finish_non_exhaustive()
    }
}
