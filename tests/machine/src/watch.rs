//! One watch of the model session, and what it has been seen doing.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use steersman::session::machine::{CallId, Claims, Config, Machine, Ticket, Time};

use crate::vocabulary::{Call, Model, Outcome};

/// What became of a call that was handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It runs.
    Running,
    /// It has an outcome.
    Done,
    /// Somebody else settled it.
    Elsewhere,
    /// Its watch was gone before it had an outcome.
    Free,
}

/// A call that was handed out.
#[derive(Clone, Debug)]
pub struct Handed {
    /// By which watch.
    pub watch: usize,
    /// Its name there.
    pub id: CallId,
    /// The call.
    pub call: Call,
    /// When.
    pub at: Time,
    /// What became of it.
    pub fate: Fate,
}

/// What a handle's watches share, and what they did together.
#[derive(Debug, Default)]
pub struct Handle {
    /// What they share.
    pub claims: Arc<Mutex<Claims<Outcome>>>,
    /// Every call that was handed out.
    pub handed: Vec<Handed>,
    /// Calls whose outcomes the server took, as the watches know.
    pub taken: Vec<(u16, (bool, u8))>,
    /// Calls whose outcomes the server took without the watches knowing: the reply was lost.
    pub taken_unheard: Vec<(u16, (bool, u8))>,
    /// The last message to an idle session: the length of the log, and the turn it ended.
    pub message: Option<(u64, u32)>,
    /// Which events were delivered by a watch with tools.
    pub read: Vec<bool>,
    /// How many watches there were.
    pub watches: usize,
}

impl Handle {
    /// How many outcomes of a call were taken.
    pub fn taken(&self, step: u16, key: (bool, u8)) -> usize {
        self.taken.iter().filter(|call| **call == (step, key)).count()
    }

    /// How many of the calls with this key were handed out and not set free.
    pub fn held(&self, step: u16, key: (bool, u8)) -> usize {
        self.of(step, key).filter(|handed| handed.fate != Fate::Free).count()
    }

    /// Notes that a watch with tools delivered these events.
    pub fn note_read(&mut self, from: u64, to: u64) {
        let (from, to) = (usize::try_from(from).expect("small"), usize::try_from(to).expect("small"));
        self.read.resize(self.read.len().max(to), false);
        self.read[from..to].fill(true);
    }

    /// Whether the log between two indices was delivered without a hole.
    pub fn has_read(&self, from: u64, to: u64) -> bool {
        let (from, to) = (usize::try_from(from).expect("small"), usize::try_from(to).expect("small"));
        self.read.get(from..to).is_some_and(|part| part.iter().all(|read| *read))
    }

    /// The calls handed out with this key.
    pub fn of(&self, step: u16, key: (bool, u8)) -> impl Iterator<Item = &Handed> {
        self.handed.iter().filter(move |handed| handed.call.step == step && handed.call.key() == key)
    }
}

/// A request under way.
#[derive(Clone, Debug)]
pub struct Flight {
    /// Its ticket.
    pub ticket: Ticket,
    /// What was asked.
    pub kind: Asked,
    /// When.
    pub sent: Time,
    /// For results: which.
    pub results: Vec<(u16, (bool, u8))>,
}

/// What a request asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// For changes.
    Changes,
    /// For the answer.
    Answer,
    /// For the status, by the reader of the log.
    Status,
    /// For the status, by whoever posts results.
    Recheck,
    /// For the status, by one of the two.
    Either,
    /// For history.
    History,
    /// To take results.
    Results,
}

/// How one of the two requesters of a watch bears trouble.
#[derive(Clone, Copy, Debug, Default)]
pub struct Patience {
    /// Failures in a row.
    pub failures: u32,
    /// When they began.
    pub since: Option<Time>,
    /// The next request is not sent before.
    pub not_before: Time,
    /// Whether the count is not known for certain.
    pub fuzzy: bool,
}

impl Patience {
    /// The longest wait after the next failure, without `Retry-After`.
    pub fn bound(&self, config: &Config) -> Duration {
        let doubled = config.retry.base.saturating_mul(1 << self.failures.min(20));
        doubled.min(config.retry.ceiling)
    }
}

/// A watch.
#[expect(clippy::struct_excessive_bools, reason = "independent facts, not states")]
pub struct Watch {
    /// Its machine, until it is dropped.
    pub machine: Option<Machine<Model>>,
    /// Which handle it belongs to.
    pub handle: usize,
    /// How it watches.
    pub config: Config,
    /// Its tools' limit.
    pub limit: Option<Duration>,
    /// When it began.
    pub opened: Time,
    /// Index of the next event due.
    pub next: u64,
    /// Events that were delivered and not taken.
    pub queue: usize,
    /// Whether it is over.
    pub finished: bool,
    /// When it is ticked next.
    pub tick_at: Option<Time>,
    /// Requests under way.
    pub flights: Vec<Flight>,
    /// The trouble of the reader.
    pub reader: Patience,
    /// The trouble of the poster.
    pub poster: Patience,
    /// Whether the server did not take some outcome, and it is to be seen whether it still waits for it.
    pub doubt: bool,
    /// Whether a result was refused with a conflict, and lost with a reply.
    pub conflicts: Vec<(u16, (bool, u8))>,
    /// Posts whose reply was lost.
    pub lost: Vec<(u16, (bool, u8))>,
    /// The turn that must be over before idle counts.
    pub least_turn: u32,
    /// When it was told so.
    pub told: Time,
    /// Steps up to this one have ended in the log as far as it was delivered.
    pub closed: u16,
    /// The newest step whose announcement was delivered.
    pub announced: u16,
    /// Whether it said that nobody answers the calls.
    pub unanswered: bool,
    /// Failures of history requests in a row.
    pub history_failures: u32,
    /// Gaps being filled: how many pages delivered.
    pub history_pages: u32,
    /// Whether a status request failed.
    pub status_failed: bool,
    /// Since when nothing has happened.
    pub quiet_since: Time,
    /// Requests since then.
    pub quiet_sends: u32,
    /// Whether the consumer takes nothing at the moment.
    pub stalled: bool,
    /// The longest time that the consumer waits with taking.
    pub appetite: Duration,
    /// Whether a take is planned.
    pub taking: bool,
}

impl Watch {
    /// A watch that begins now.
    pub fn new(
        handle: usize,
        model: Model,
        config: Config,
        claims: Arc<Mutex<Claims<Outcome>>>,
        now: Time,
    ) -> Self {
        Self {
            next: config.from_index,
            machine: Some(Machine::new(model, config.clone(), claims)),
            handle,
            config,
            limit: model.time_limit,
            opened: now,
            queue: 0,
            finished: false,
            tick_at: Some(now),
            flights: Vec::with_capacity(2),
            reader: Patience::default(),
            poster: Patience::default(),
            doubt: false,
            conflicts: Vec::new(),
            lost: Vec::new(),
            least_turn: 0,
            told: Time::ZERO,
            closed: 0,
            announced: 0,
            unanswered: false,
            history_failures: 0,
            history_pages: 0,
            status_failed: false,
            quiet_since: now,
            quiet_sends: 0,
            stalled: false,
            appetite: Duration::ZERO,
            taking: false,
        }
    }

    /// Whether it goes on.
    pub fn is_open(&self) -> bool {
        !self.finished && self.machine.is_some()
    }

    /// Something happened: requests are due.
    pub fn stir(&mut self, now: Time) {
        self.quiet_since = now;
        self.quiet_sends = 0;
    }
}
