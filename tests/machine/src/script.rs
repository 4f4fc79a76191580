//! A machine driven by hand, one named behaviour at a time.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use steersman::session::machine::{
    CallId, Claims, Config, Ending, Failure, FailureKind, Gap, History, Input, Machine, Output, Page, Reply,
    Request, Snapshot, Status, Ticket, Time, Withdrawal,
};

use crate::vocabulary::{Call, Calls, Event, Kind, Made, Model, Note, Outcome, Trouble};

/// The claims that watches of one handle share.
pub type Shared = Arc<Mutex<Claims<Outcome>>>;

/// A watch under way: requests wait for their replies, everything else that it said is kept.
pub struct Script {
    machine: Machine<Model>,
    /// The time.
    pub now: Time,
    requests: Vec<(Ticket, Request<Model>)>,
    /// Requests sent so far.
    pub sent: usize,
    /// Indices of the delivered events.
    pub delivered: Vec<u64>,
    /// Lost events.
    pub gaps: Vec<Gap>,
    /// Calls handed out.
    pub runs: Vec<(CallId, Call)>,
    /// Calls withdrawn.
    pub withdrawn: Vec<(CallId, Withdrawal)>,
    /// How often it was said that nobody answers.
    pub unanswered: usize,
    /// How it ended.
    pub ending: Option<Ending<Model>>,
}

impl Script {
    /// A watch that has just begun.
    pub fn new(config: Config) -> Self {
        Self::sharing(config, &Shared::default())
    }

    /// A watch of a handle that has others.
    pub fn sharing(config: Config, claims: &Shared) -> Self {
        Self::with(Model::default(), config, claims, Time::ZERO)
    }

    /// A watch that begins at a moment.
    pub fn with(model: Model, config: Config, claims: &Shared, now: Time) -> Self {
        let mut script = Self {
            machine: Machine::new(model, config, Arc::clone(claims)),
            now,
            requests: Vec::new(),
            sent: 0,
            delivered: Vec::new(),
            gaps: Vec::new(),
            runs: Vec::new(),
            withdrawn: Vec::new(),
            unanswered: 0,
            ending: None,
        };
        script.step(Input::Tick);
        script
    }

    /// Gives an input now. What is delivered is taken at once.
    pub fn step(&mut self, input: Input<Model>) -> &mut Self {
        self.feed(input);
        self.feed(Input::Buffered(0));
        self
    }

    /// Gives an input and takes nothing of what is delivered.
    pub fn feed(&mut self, input: Input<Model>) -> &mut Self {
        let mut out = Vec::new();
        self.machine.step(self.now, input, &mut out);
        for output in out {
            assert!(self.ending.is_none(), "{output:?} follows the end");
            match output {
                Output::Send(ticket, request) => {
                    self.sent += 1;
                    self.requests.push((ticket, request));
                }
                Output::Deliver { first_index, events } => {
                    self.delivered.extend((first_index..).take(events.len()));
                }
                Output::Lost(gap) => self.gaps.push(gap),
                Output::Run { id, call, .. } => self.runs.push((id, call)),
                Output::Withdraw(id, why) => self.withdrawn.push((id, why)),
                Output::Unanswered(_) => self.unanswered += 1,
                Output::Finish(ending) => self.ending = Some(ending),
            }
        }
        self
    }

    /// Lets time pass until something is due, at most so long.
    pub fn pass(&mut self, most: Duration) -> &mut Self {
        let until = self.now + most;
        while let Some(wake) = self.machine.wake_at().filter(|wake| *wake <= until) {
            self.now = self.now.max(wake);
            self.step(Input::Tick);
            assert!(
                self.machine.wake_at().is_none_or(|wake| wake > self.now),
                "it wants to be woken at once, again and again"
            );
        }
        self.now = until;
        self
    }

    /// Lets time pass until it sends a request.
    pub fn rest(&mut self) -> Duration {
        let from = self.now;
        let sent = self.sent;
        while self.sent == sent && self.ending.is_none() {
            let wake = self.machine.wake_at().expect("it waits for something");
            assert!(wake > self.now || self.now == from, "it wakes up for nothing");
            self.now = self.now.max(wake);
            self.step(Input::Tick);
        }
        self.now - from
    }

    /// When it wants to wake up.
    pub fn wake_at(&self) -> Option<Time> {
        self.machine.wake_at()
    }

    /// Index of the next event.
    pub fn cursor(&self) -> u64 {
        self.machine.cursor()
    }

    /// What it asks for at the moment, the results that it posts aside.
    pub fn asks(&self) -> Option<&Request<Model>> {
        let reads = |request: &&Request<Model>| !matches!(request, Request::Results(_));
        self.requests.iter().map(|(_, request)| request).rfind(reads)
    }

    /// Where it polls from, its limit and its window.
    pub fn poll(&self) -> (u64, Option<u64>, u64) {
        match self.asks() {
            Some(Request::Changes { from_index, limit, wait_seconds }) => {
                (*from_index, *limit, *wait_seconds)
            }
            other => panic!("it does not poll: {other:?}"),
        }
    }

    /// The results that it posts at the moment.
    pub fn posts(&self) -> Vec<(Call, Outcome)> {
        self.requests
            .iter()
            .find_map(|(_, request)| match request {
                Request::Results(results) => Some(results.clone()),
                _ => None,
            })
            .unwrap_or_default()
    }

    fn reply(&mut self, results: bool, reply: Result<Reply<Model>, Failure<Trouble>>) -> &mut Self {
        let place = self
            .requests
            .iter()
            .rposition(|(_, request)| matches!(request, Request::Results(_)) == results)
            .expect("a request waits");
        let (ticket, _) = self.requests.remove(place);
        self.step(Input::Reply(ticket, reply))
    }

    /// Answers the newest poll with a page.
    pub fn page(&mut self, page: Page<Model>) -> &mut Self {
        self.reply(false, Ok(Reply::Page(page)))
    }

    /// Answers the newest poll with nothing, at once.
    pub fn nothing(&mut self) -> &mut Self {
        self.reply(false, Ok(Reply::NoChange))
    }

    /// Answers the newest poll with nothing, when its window is over.
    pub fn window(&mut self) -> &mut Self {
        let (_, _, wait) = self.poll();
        self.pass(Duration::from_secs(wait));
        self.nothing()
    }

    /// Answers the question for the status.
    pub fn status(&mut self, status: Status, pending: &[Call]) -> &mut Self {
        assert!(matches!(self.asks(), Some(Request::Status)), "it asks for {:?}", self.asks());
        let rest = Note { at: self.now, status, turn: 0, answer: 0 };
        let has_error = status == Status::Ended;
        self.reply(
            false,
            Ok(Reply::Snapshot(Snapshot { status, pending: Some(pending.to_vec()), has_error, rest })),
        )
    }

    /// Answers the question for history.
    pub fn history(&mut self, total: u64, events: Vec<Event>) -> &mut Self {
        self.reply(false, Ok(Reply::History(History { total, events })))
    }

    /// Lets the newest question fail.
    pub fn fail(&mut self, failure: Failure<Trouble>) -> &mut Self {
        self.reply(false, Err(failure))
    }

    /// Accepts the results.
    pub fn accept(&mut self) -> &mut Self {
        self.reply(true, Ok(Reply::Accepted))
    }

    /// Lets the post fail.
    pub fn refuse(&mut self, failure: Failure<Trouble>) -> &mut Self {
        self.reply(true, Err(failure))
    }

    /// The tool of the nth call that was handed out is done.
    pub fn done(&mut self, nth: usize) -> &mut Self {
        let (id, call) = self.runs[nth];
        self.step(Input::ToolDone(id, Outcome::of(&call, Made::ByTool)))
    }

    /// The slots of the calls that were handed out.
    pub fn slots(&self) -> Vec<u8> {
        self.runs.iter().map(|(_, call)| call.slot).collect()
    }

    /// The status it settled with; it must have settled.
    pub fn settled(&self) -> Status {
        match &self.ending {
            Some(Ending::Settled { status, .. }) => *status,
            other => panic!("it has not settled: {other:?}"),
        }
    }
}

/// An event.
pub fn event(index: u32, kind: Kind) -> Event {
    Event { index, size: 0, kind }
}

/// Plain events.
pub fn plain(indices: std::ops::Range<u32>) -> Vec<Event> {
    indices.map(|index| event(index, Kind::Plain)).collect()
}

/// An announcement.
pub fn awaiting(index: u32, calls: &[Call]) -> Event {
    event(index, Kind::Awaiting(Calls::new(calls)))
}

/// A call with an id.
pub fn call(step: u16, slot: u8) -> Call {
    Call { step, slot, id: Some(slot), body: 1 }
}

/// A call without one.
pub fn nameless(step: u16, slot: u8) -> Call {
    Call { step, slot, id: None, body: 1 }
}

/// A page whose first event has the index given; there is no list of waiting calls in it unless they are given.
pub fn page(first: u64, events: Vec<Event>, status: Status) -> Page<Model> {
    let rest = Note { at: Time::ZERO, status, turn: 0, answer: 0 };
    Page { first_index: Some(first), events, status, pending: Some(Vec::new()), has_answer: false, rest }
}

/// A page of a session that waits for these calls.
pub fn waiting(first: u64, events: Vec<Event>, calls: &[Call]) -> Page<Model> {
    Page { pending: Some(calls.to_vec()), ..page(first, events, Status::Awaiting) }
}

/// A page of a session that has this answer.
pub fn answered(first: u64, events: Vec<Event>, status: Status, answer: u32) -> Page<Model> {
    let rest = Note { at: Time::ZERO, status, turn: answer, answer };
    Page { has_answer: true, rest, ..page(first, events, status) }
}

/// A connection that broke.
pub fn broken() -> Failure<Trouble> {
    Failure { transient: true, retry_after: None, kind: FailureKind::Other, error: Trouble::Passing }
}

/// A server that is busy for so long.
pub fn busy(retry_after: Duration) -> Failure<Trouble> {
    Failure { retry_after: Some(retry_after), ..broken() }
}

/// An error for good.
pub fn lasting() -> Failure<Trouble> {
    Failure { transient: false, error: Trouble::Lasting, ..broken() }
}

/// A page that is too large.
pub fn too_large() -> Failure<Trouble> {
    Failure { kind: FailureKind::TooLarge, error: Trouble::TooLarge, ..lasting() }
}

/// 409.
pub fn conflict() -> Failure<Trouble> {
    Failure { kind: FailureKind::Conflict, error: Trouble::Conflict, ..lasting() }
}

/// 422.
pub fn refused() -> Failure<Trouble> {
    Failure { kind: FailureKind::Refused, error: Trouble::Refused, ..lasting() }
}
