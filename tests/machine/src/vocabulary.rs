//! What the model's sessions are made of: small copyable values that also carry the truth the machine cannot see.

use std::fmt;
use std::time::Duration;

use steersman::session::machine::{Mark, Status, Time, Vocabulary};

/// Most calls in one step.
pub const MOST_CALLS: usize = 4;

/// A tool call. `step` and `slot` are the truth; a client only sees `id` and `body`.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Call {
    /// The step it belongs to, counted from 1.
    pub step: u16,
    /// Its place in the step's first announcement.
    pub slot: u8,
    /// Its id, which may repeat in another step.
    pub id: Option<u8>,
    /// Its content.
    pub body: u8,
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (has_id, value) = self.key();
        write!(f, "{}{value}/step{}.{}", if has_id { "id" } else { "body" }, self.step, self.slot)
    }
}

impl Call {
    /// What a client can tell calls apart by.
    pub fn key(&self) -> (bool, u8) {
        self.id.map_or((false, self.body), |id| (true, id))
    }
}

/// A list of calls, as announced.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Calls {
    len: u8,
    list: [Call; MOST_CALLS],
}

impl fmt::Debug for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_slice().fmt(f)
    }
}

impl Calls {
    /// The list of these calls: at most [`MOST_CALLS`].
    pub fn new(calls: &[Call]) -> Self {
        let mut list = [Call::default(); MOST_CALLS];
        list[..calls.len()].copy_from_slice(calls);
        Self { len: u8::try_from(calls.len()).expect("few calls"), list }
    }

    /// The calls.
    pub fn as_slice(&self) -> &[Call] {
        &self.list[..usize::from(self.len)]
    }
}

/// What an event says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Something that does not matter here.
    Plain,
    /// An answer.
    Answer,
    /// The agent is idle.
    Idle,
    /// The agent works.
    Active,
    /// The agent waits for these calls.
    Awaiting(Calls),
}

/// One entry of the log.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// Where it really stands.
    pub index: u32,
    /// How large it is.
    pub size: u16,
    /// What it says.
    pub kind: Kind,
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { index, size, kind } = self;
        if *size > 0 { write!(f, "{index}:{kind:?}({size})") } else { write!(f, "{index}:{kind:?}") }
    }
}

/// How an outcome came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// By the tool.
    ByTool,
    /// By the tool, and the server will not take it.
    Unpalatable,
    /// By the machine: the tool took too long.
    TimedOut,
    /// By the machine: the server would not take the tool's.
    Refused,
}

/// What became of a call, and of which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The step of the call it was made for.
    pub step: u16,
    /// The key of the call it was made for.
    pub key: (bool, u8),
    /// How.
    pub made: Made,
}

impl Outcome {
    /// The outcome of `call`.
    pub fn of(call: &Call, made: Made) -> Self {
        Self { step: call.step, key: call.key(), made }
    }
}

/// When and in which state of the session a reply was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// When.
    pub at: Time,
    /// The status then.
    pub status: Status,
    /// Turns answered so far.
    pub turn: u32,
    /// The turn that the answer in it belongs to; 0 if there is none.
    pub answer: u32,
}

/// Why a request failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The connection broke, or the server was busy.
    Passing,
    /// It will never succeed.
    Lasting,
    /// The page was too large.
    TooLarge,
    /// 409.
    Conflict,
    /// 422.
    Refused,
}

/// The model's vocabulary; also how long calls may run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Model {
    /// The limit of calls whose body is even.
    pub time_limit: Option<Duration>,
}

impl Vocabulary for Model {
    type Event = Event;
    type Call = Call;
    type Outcome = Outcome;
    type Page = Note;
    type Snapshot = Note;
    type Error = Trouble;

    fn mark(event: &Event) -> Mark<Call> {
        match &event.kind {
            Kind::Plain => Mark::Plain,
            Kind::Answer => Mark::Answer,
            Kind::Idle => Mark::Idle,
            Kind::Active => Mark::Active,
            Kind::Awaiting(calls) => Mark::Awaiting(calls.as_slice().to_vec()),
        }
    }

    fn same(one: &Event, other: &Event) -> bool {
        one.index == other.index
    }

    fn key(call: &Call) -> String {
        let (has_id, value) = call.key();
        let mut key = String::with_capacity(2);
        key.push(if has_id { 'i' } else { 'b' });
        key.push(char::from(b' ' + value % 90));
        key
    }

    fn time_limit(&self, call: &Call) -> Option<Duration> {
        self.time_limit.filter(|_| call.body.is_multiple_of(2))
    }

    fn timed_out(call: &Call, _: Duration) -> Outcome {
        Outcome::of(call, Made::TimedOut)
    }

    fn refused(call: &Call, _: &Trouble) -> Outcome {
        Outcome::of(call, Made::Refused)
    }
}
