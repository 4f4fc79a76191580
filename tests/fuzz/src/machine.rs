//! The session machine against a server, a consumer and tools that do anything at all: each byte is the next thing that happens.
//!
//! Unlike the random schedules of `tests/machine`, whose server is sane, nothing here has to make sense. What must hold all the same:
//! no panic, events in order and each once (a gap for what is skipped), nothing after the end, no endless waking.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use steersman::session::machine::{
    CallId, Claims, Config, Failure, FailureKind, History, Input, Machine, Output, Page, Reply, Request,
    Snapshot, Status, Ticket, Time, Until,
};
use steersman_machine_tests::vocabulary::{Call, Calls, Event, Kind, Made, Model, Note, Outcome, Trouble};

/// Wakes without anything happening, after which a machine counts as spinning.
const MOST_WAKES: u32 = 64;

/// Lets the bytes happen to a machine.
pub fn check(data: &[u8]) {
    let mut bytes = Bytes(data);
    let mut world = World::new(&mut bytes);
    world.step(Input::Tick);
    while !bytes.0.is_empty() && !world.over {
        world.next(&mut bytes);
    }
    world.step(Input::Close);
    assert!(world.over, "it goes on after it was closed");
}

struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn take(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    fn odds(&mut self) -> bool {
        self.take() % 2 == 1
    }
}

struct World {
    machine: Machine<Model>,
    now: Time,
    requests: Vec<(Ticket, Request<Model>)>,
    running: Vec<(CallId, Call)>,
    started: HashSet<u64>,
    next: u64,
    buffered: usize,
    over: bool,
}

impl World {
    fn new(bytes: &mut Bytes<'_>) -> Self {
        let flags = bytes.take();
        let tools = flags & 1 != 0;
        let config = Config {
            from_index: u64::from(bytes.take() % 4),
            until: if flags & 2 != 0 { Until::Terminal } else { Until::Settled },
            limit: (flags & 4 != 0).then(|| u64::from(bytes.take() % 4)),
            deadline: (flags & 8 != 0).then(|| Duration::from_secs(u64::from(bytes.take()))),
            read_ahead: if flags & 16 != 0 { 1 } else { 512 },
            tools,
            settle_on_awaiting: !tools && flags & 32 != 0,
            max_parallel: if flags & 64 != 0 { 1 } else { 16 },
            ..Config::default()
        };
        let claims = Arc::new(Mutex::new(Claims::default()));
        let next = config.from_index;
        Self {
            machine: Machine::new(Model::default(), config, claims),
            now: Time::ZERO,
            requests: Vec::new(),
            running: Vec::new(),
            started: HashSet::new(),
            next,
            buffered: 0,
            over: false,
        }
    }

    fn step(&mut self, input: Input<Model>) {
        let mut out = Vec::new();
        self.machine.step(self.now, input, &mut out);
        for output in out {
            assert!(!self.over, "{output:?} follows the end");
            match output {
                Output::Send(ticket, request) => self.requests.push((ticket, request)),
                Output::Deliver { first_index, events } => {
                    assert!(first_index == self.next, "events from {first_index}, expected {}", self.next);
                    assert!(!events.is_empty(), "nothing is delivered");
                    self.next += events.len() as u64;
                    self.buffered += events.len();
                }
                Output::Lost(gap) => {
                    assert!(gap.from == self.next && gap.to > gap.from, "{gap:?} at {}", self.next);
                    self.next = gap.to;
                    self.buffered += 1;
                }
                Output::Run { id, call, .. } => {
                    assert!(self.started.insert(id.0), "a call is run twice");
                    self.running.push((id, call));
                }
                Output::Withdraw(id, _) => self.running.retain(|(known, _)| *known != id),
                Output::Unanswered(_) => {}
                Output::Finish(_) => self.over = true,
            }
        }
    }

    fn next(&mut self, bytes: &mut Bytes<'_>) {
        match bytes.take() % 8 {
            0 => self.pass(bytes),
            1 => {
                self.buffered -= self.buffered.min(usize::from(bytes.take()));
                self.step(Input::Buffered(self.buffered));
            }
            2 if !self.running.is_empty() => {
                let nth = usize::from(bytes.take()) % self.running.len();
                let (id, call) = self.running.swap_remove(nth);
                self.step(Input::ToolDone(id, Outcome::of(&call, Made::ByTool)));
            }
            3 if bytes.take() == 0 => {
                self.step(Input::MessageSent { floor: self.next + u64::from(bytes.take() % 4) });
            }
            _ if !self.requests.is_empty() => {
                let nth = usize::from(bytes.take()) % self.requests.len();
                let (ticket, request) = self.requests.swap_remove(nth);
                let reply = if bytes.take().is_multiple_of(4) {
                    Err(failure(bytes))
                } else {
                    Ok(self.reply(&request, bytes))
                };
                self.step(Input::Reply(ticket, reply));
            }
            _ => self.pass(bytes),
        }
    }

    /// Time passes, up to when the machine wants to wake or a little.
    fn pass(&mut self, bytes: &mut Bytes<'_>) {
        let until = self.now + Duration::from_millis(u64::from(bytes.take()) * 250);
        let mut wakes = 0;
        while let Some(wake) = self.machine.wake_at().filter(|wake| *wake <= until && !self.over) {
            wakes = if wake > self.now { 0 } else { wakes + 1 };
            assert!(wakes < MOST_WAKES, "it wakes again and again");
            self.now = self.now.max(wake);
            self.step(Input::Tick);
        }
        self.now = until;
        if !self.over {
            self.step(Input::Tick);
        }
    }

    fn reply(&self, request: &Request<Model>, bytes: &mut Bytes<'_>) -> Reply<Model> {
        let status = status(bytes);
        let rest = Note { at: self.now, status, turn: 0, answer: 0 };
        match request {
            Request::Changes { from_index, .. } => {
                if bytes.odds() {
                    return Reply::NoChange;
                }
                let first = match bytes.take() % 4 {
                    0 => None,
                    1 => Some(from_index + u64::from(bytes.take() % 8)),
                    2 => Some(from_index.saturating_sub(u64::from(bytes.take() % 8))),
                    _ => Some(*from_index),
                };
                let events = events(first.unwrap_or(*from_index), bytes);
                let pending = bytes.odds().then(|| calls(bytes));
                Reply::Page(Page {
                    first_index: first,
                    events,
                    status,
                    pending,
                    has_answer: bytes.odds(),
                    rest,
                })
            }
            Request::Answer => Reply::Page(Page {
                first_index: Some(self.next),
                events: Vec::new(),
                status,
                pending: None,
                has_answer: bytes.odds(),
                rest,
            }),
            Request::Status => Reply::Snapshot(Snapshot {
                status,
                pending: bytes.odds().then(|| calls(bytes)),
                has_error: bytes.odds(),
                rest,
            }),
            Request::History { page, size } => Reply::History(History {
                total: u64::from(bytes.take()),
                events: events((page - 1) * size + u64::from(bytes.take() % 2), bytes),
            }),
            Request::Results(_) => Reply::Accepted,
        }
    }
}

fn status(bytes: &mut Bytes<'_>) -> Status {
    match bytes.take() % 8 {
        0 | 1 => Status::Awaiting,
        2 => Status::Idle,
        3 => Status::Completed,
        4 => Status::Ended,
        _ => Status::Active,
    }
}

fn failure(bytes: &mut Bytes<'_>) -> Failure<Trouble> {
    let (transient, kind, error) = match bytes.take() % 8 {
        0 => (false, FailureKind::Other, Trouble::Lasting),
        1 => (false, FailureKind::TooLarge, Trouble::TooLarge),
        2 => (false, FailureKind::Conflict, Trouble::Conflict),
        3 => (false, FailureKind::Refused, Trouble::Refused),
        _ => (true, FailureKind::Other, Trouble::Passing),
    };
    let retry_after = bytes.odds().then(|| Duration::from_secs(u64::from(bytes.take())));
    Failure { transient, retry_after, kind, error }
}

fn calls(bytes: &mut Bytes<'_>) -> Vec<Call> {
    (0..bytes.take() % 4)
        .map(|slot| {
            let id = bytes.odds().then(|| bytes.take() % 4);
            Call { step: 1, slot, id, body: bytes.take() % 4 }
        })
        .collect()
}

fn events(first: u64, bytes: &mut Bytes<'_>) -> Vec<Event> {
    let mut index = u32::try_from(first).unwrap_or(u32::MAX);
    (0..bytes.take() % 6)
        .map(|_| {
            let kind = match bytes.take() % 8 {
                0 => Kind::Answer,
                1 => Kind::Idle,
                2 => Kind::Active,
                3 | 4 => Kind::Awaiting(Calls::new(&calls(bytes))),
                _ => Kind::Plain,
            };
            let event = Event { index, size: 0, kind };
            index = index.saturating_add(1);
            event
        })
        .collect()
}
