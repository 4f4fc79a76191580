//! The life of a watched session, without I/O: inputs in, outputs out.
//!
//! [`Machine::step`] is the one loop of the project: everything that waits, streams or runs tools is this
//! machine with another [`Config`]. It owns no socket, no clock and no thread, so that property tests can
//! drive it through any schedule; `driver.rs` runs it on tokio.

mod calls;
mod claims;
mod gap;
mod watch;

pub use calls::CallId;
pub use claims::Claims;
pub use watch::Machine;

use std::fmt::Debug;
use std::time::Duration;

use steersman_http::RetryPolicy;

/// A moment, counted from an epoch that the driver chooses: the same one for all watches that share [`Claims`].
pub type Time = Duration;

/// The concrete things a machine moves about without looking inside.
pub trait Vocabulary: Sized + 'static {
    /// One entry of the session's log.
    type Event: Clone + Debug;
    /// A tool call as the server announced it.
    type Call: Clone + Debug;
    /// What a tool made of a call.
    type Outcome: Clone + Debug;
    /// What is kept of a page besides its events (answer, metrics, …).
    type Page: Clone + Debug;
    /// What `/status` told.
    type Snapshot: Clone + Debug;
    /// Why a request failed.
    type Error: Clone + Debug;

    /// What an event means to the machine.
    fn mark(event: &Self::Event) -> Mark<Self::Call>;
    /// Whether two copies of a log entry are the same entry.
    fn same(one: &Self::Event, other: &Self::Event) -> bool;
    /// What identifies a call inside one step: its id, or its content where it has none.
    fn key(call: &Self::Call) -> String;
    /// The longest a call may run, if there is a limit.
    fn time_limit(&self, call: &Self::Call) -> Option<Duration>;
    /// The outcome of a call that ran longer than its limit.
    fn timed_out(call: &Self::Call, limit: Duration) -> Self::Outcome;
    /// The outcome of a call whose result the server refused.
    fn refused(call: &Self::Call, error: &Self::Error) -> Self::Outcome;
}

/// What an event means to the machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark<C> {
    /// Nothing.
    Plain,
    /// The agent gave an answer.
    Answer,
    /// The agent waits for these calls.
    Awaiting(Vec<C>),
    /// The agent waits for a message.
    Idle,
    /// The agent is in some other state.
    Active,
}

/// A session's status as far as the machine cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Working, queued, paused, or something this version does not know.
    Active,
    /// Blocked on tools that its clients run.
    Awaiting,
    /// Answered, and open for a message.
    Idle,
    /// Completed.
    Completed,
    /// Ended without completing: failed, timed out or interrupted.
    Ended,
}

impl Status {
    /// Whether no further work will come.
    pub fn is_terminal(self) -> bool {
        matches!(self, Self::Completed | Self::Ended)
    }
}

/// Where a watch ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Until {
    /// At a terminal state, or when the session is idle.
    #[default]
    Settled,
    /// At a terminal state only: idle turns are waited through.
    Terminal,
}

/// How a session is watched.
#[derive(Clone, Debug)]
pub struct Config {
    /// Index of the first event wanted.
    pub from_index: u64,
    /// Where the watch ends.
    pub until: Until,
    /// Most events asked for in one page; the server's page size if absent.
    pub limit: Option<u64>,
    /// Events that a page without a limit surely has room for: a shorter one ends where the log ends, most likely.
    pub least_room: usize,
    /// Seconds a long poll waits at the server, 0 to 25.
    pub window_seconds: u64,
    /// Least pause between polls that the server answers at once with nothing.
    pub pace: Duration,
    /// Events read ahead of the consumer before polling stops.
    pub read_ahead: usize,
    /// When the watch is given up.
    pub deadline: Option<Time>,
    /// How trouble is survived: its budget is the time without one success.
    pub retry: RetryPolicy,
    /// Whether tool calls are handed out.
    pub tools: bool,
    /// Whether a session that waits for tools ends the watch (only without `tools`).
    pub settle_on_awaiting: bool,
    /// Most calls that run at the same time.
    pub max_parallel: usize,
    /// How long finished results wait for others, to be posted together.
    pub batch_window: Duration,
    /// Index from which activity must be seen before idle counts (see [`Input::MessageSent`]).
    pub floor: Option<u64>,
    /// Seed of the jitter.
    pub seed: u64,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            from_index: 0,
            until: Until::Settled,
            limit: None,
            least_room: 16,
            window_seconds: 20,
            pace: Duration::from_millis(250),
            read_ahead: 512,
            deadline: None,
            retry: RetryPolicy {
                max_retries: None,
                budget: Duration::from_mins(5),
                base: Duration::from_millis(500),
                ceiling: Duration::from_secs(30),
            },
            tools: false,
            settle_on_awaiting: false,
            max_parallel: 16,
            batch_window: Duration::from_millis(3),
            floor: None,
            seed: 0,
        }
    }
}

/// Names a request until its reply is there. Later requests have larger tickets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// What the machine is told.
#[derive(Debug)]
pub enum Input<V: Vocabulary> {
    /// A request was answered, or failed.
    Reply(Ticket, Result<Reply<V>, Failure<V::Error>>),
    /// Time passed.
    Tick,
    /// The consumer took events; this many are still waiting for it.
    Buffered(usize),
    /// A call that was handed out has an outcome.
    ToolDone(CallId, V::Outcome),
    /// A message was accepted by a session that was idle with this many events in its log: that idle, and the
    /// answer that belongs to it, are the past.
    MessageSent {
        /// Length of the log when the message was sent.
        floor: u64,
    },
    /// Another watch of the handle has ended, and with it its claims on calls.
    Released,
    /// The consumer is gone.
    Close,
}

/// What a request brought.
#[derive(Debug)]
pub enum Reply<V: Vocabulary> {
    /// `/changes` with a body.
    Page(Page<V>),
    /// `/changes` without a body: nothing past the index asked from.
    NoChange,
    /// `/status`.
    Snapshot(Snapshot<V>),
    /// A page of `/events`.
    History(History<V>),
    /// Tool results were accepted.
    Accepted,
}

/// A page of `/changes`.
#[derive(Clone, Debug)]
pub struct Page<V: Vocabulary> {
    /// Index of the first event, or of the point reached when there is none; absent if the server does not say.
    pub first_index: Option<u64>,
    /// The events.
    pub events: Vec<V::Event>,
    /// Status when the page was made.
    pub status: Status,
    /// Calls waited for when the page was made; absent if the server does not say.
    pub pending: Option<Vec<V::Call>>,
    /// Whether the page carries an answer.
    pub has_answer: bool,
    /// The rest.
    pub rest: V::Page,
}

/// What `/status` told.
#[derive(Clone, Debug)]
pub struct Snapshot<V: Vocabulary> {
    /// Status.
    pub status: Status,
    /// Calls waited for; absent if the server does not say.
    pub pending: Option<Vec<V::Call>>,
    /// Whether it says why the session failed.
    pub has_error: bool,
    /// The rest.
    pub rest: V::Snapshot,
}

/// A page of `/events`, oldest first.
#[derive(Clone, Debug)]
pub struct History<V: Vocabulary> {
    /// Length of the whole history.
    pub total: u64,
    /// The events of this page.
    pub events: Vec<V::Event>,
}

/// A request that failed.
#[derive(Clone, Debug)]
pub struct Failure<E> {
    /// Whether the same request may succeed later.
    pub transient: bool,
    /// The least wait that the server asked for.
    pub retry_after: Option<Duration>,
    /// What the failure means, where the machine treats it in a way of its own.
    pub kind: FailureKind,
    /// The error.
    pub error: E,
}

/// Failures that the machine treats in a way of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// No particular one.
    Other,
    /// The body was larger than the client accepts.
    TooLarge,
    /// 409: the session, or the call, is over.
    Conflict,
    /// 400, 413, 422, or a check before sending: this content will never be accepted.
    Refused,
}

/// What the machine wants done.
#[derive(Debug)]
pub enum Output<V: Vocabulary> {
    /// Send a request; its reply comes back with the ticket.
    Send(Ticket, Request<V>),
    /// Events for the consumer; the first one has this index.
    Deliver {
        /// Index of the first event.
        first_index: u64,
        /// The events, in order.
        events: Vec<V::Event>,
    },
    /// Events that are gone.
    Lost(Gap),
    /// Run a call.
    Run {
        /// Names the call when it is done.
        id: CallId,
        /// Index of the event that announced the call's step, if it was read.
        step: Option<u64>,
        /// Which run of the call this is: 1, and more where a watch of the handle ended before its run was done.
        attempt: u32,
        /// The call.
        call: V::Call,
        /// When its outcome will no longer be wanted.
        deadline: Option<Time>,
    },
    /// A call that was handed out is no longer wanted.
    Withdraw(CallId, Withdrawal),
    /// The session waits for tools, and this watch answers none. Said once.
    Unanswered(Vec<V::Call>),
    /// The watch is over. Nothing follows.
    Finish(Ending<V>),
}

/// A request to the API.
#[derive(Clone, Debug)]
pub enum Request<V: Vocabulary> {
    /// `GET /changes`.
    Changes {
        /// Index of the first event wanted.
        from_index: u64,
        /// Most events wanted.
        limit: Option<u64>,
        /// Seconds to wait at the server.
        wait_seconds: u64,
    },
    /// `GET /changes` from the start without events: the current answer.
    Answer,
    /// `GET /status`.
    Status,
    /// `GET /events`, oldest first.
    History {
        /// Page, counted from 1.
        page: u64,
        /// Events in a page.
        size: u64,
    },
    /// `POST /tool_results`.
    Results(Vec<(V::Call, V::Outcome)>),
}

/// Events that cannot be had any more: indices `from..to`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Index of the first lost event.
    pub from: u64,
    /// Index after the last lost event.
    pub to: u64,
    /// Why they are lost.
    pub reason: GapReason,
}

/// Why events are lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GapReason {
    /// The server evicted them, and its history does not have them.
    Evicted,
    /// The server evicted them, and its history could not be read.
    HistoryUnavailable,
    /// One event is larger than the client accepts.
    TooLarge,
}

impl GapReason {
    /// The reason as every language spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Evicted => "evicted",
            Self::HistoryUnavailable => "history_unavailable",
            Self::TooLarge => "too_large",
        }
    }
}

/// Why a call is no longer wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Withdrawal {
    /// The call ran longer than its limit; an error result takes its place.
    TimedOut,
    /// The session no longer waits for this call.
    SettledElsewhere,
    /// The session ended.
    SessionEnded,
    /// The watch was closed, failed, or passed its deadline.
    WatchEnded,
}

impl Withdrawal {
    /// The reason as every language spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TimedOut => "timed_out",
            Self::SettledElsewhere => "settled_elsewhere",
            Self::SessionEnded => "session_ended",
            Self::WatchEnded => "watch_ended",
        }
    }
}

/// How a watch ended.
#[derive(Clone, Debug)]
pub enum Ending<V: Vocabulary> {
    /// The session settled and its log was read to the tip.
    Settled {
        /// The status it settled with.
        status: Status,
        /// The last page that speaks for the settled session.
        page: Option<V::Page>,
        /// The last snapshot that speaks for the settled session.
        snapshot: Option<V::Snapshot>,
    },
    /// A request failed for good.
    Failed {
        /// Why.
        error: V::Error,
        /// Whether it was tried again until the budget was spent.
        exhausted: bool,
    },
    /// The deadline passed.
    DeadlinePassed {
        /// The trouble at hand when it did, if any.
        error: Option<V::Error>,
    },
    /// The consumer closed the watch.
    Closed,
}
