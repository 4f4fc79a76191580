//! The model of the Agents API: one session with its agent, its log, its history and its tool calls.

mod agent;
mod api;

use std::time::Duration;

use fastrand::Rng;
use steersman::session::machine::{Page, Status, Time};

use crate::cover::Cover;
use crate::vocabulary::{Call, Event, Kind, Model};

/// A page with more than this is too large for the client.
pub const LARGEST_PAGE: u32 = 50;

/// The index of an entry of the history that no log has.
pub const FOREIGN: u32 = u32::MAX;

/// How long a session stays idle at the end, where every watch must see it.
const LONG_IDLE: Duration = Duration::from_secs(220);

/// How calls are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ids {
    /// Each once.
    Unique,
    /// The same ones in every step.
    Repeating,
    /// Not at all; different contents.
    Null,
    /// Not at all; the same content, twice in one step too.
    Twins,
}

/// What `/events` has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Past {
    /// Everything.
    Complete,
    /// Everything from some index on, counted from there.
    Truncated,
    /// As before, but its total counts what is gone as well.
    TruncatedSecretly,
    /// Everything, behind entries that are not in the log.
    Shifted,
    /// Nothing: it is not to be read.
    Unreadable,
}

/// How results for calls that are no longer waited for are answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Late {
    /// 202.
    Taken,
    /// 409.
    Conflict,
    /// 422.
    Refused,
}

/// Where lists of waiting calls are told besides the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// In pages and by `/status`.
    Everywhere,
    /// By `/status`.
    ByStatus,
    /// Nowhere.
    Nowhere,
}

/// What kind of server this is.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent properties of a server")]
pub struct Style {
    /// Most events in a page.
    pub page_cap: u32,
    /// Pages may end before the cap and before the tip.
    pub short_pages: bool,
    /// Pages may begin before the index asked from.
    pub duplicates: bool,
    /// Pages say where they begin.
    pub first_index: bool,
    /// Nothing new is sometimes a page without events instead of 204.
    pub empty_pages: bool,
    /// Long polls are answered at once.
    pub instant: bool,
    /// Long polls are answered when the session ends.
    pub end_releases: bool,
    /// The end leaves an event.
    pub end_leaves_event: bool,
    /// Waking up leaves an event.
    pub wake_leaves_event: bool,
    /// The session stays open after an answer.
    pub keeps_open: bool,
    /// Where lists are told.
    pub told: Told,
    /// What `/events` has.
    pub past: Past,
    /// How calls are named.
    pub ids: Ids,
    /// How late results are answered.
    pub late: Late,
    /// Percentage of result posts answered 409 without need.
    pub false_conflicts: u8,
    /// No result is ever taken.
    pub refuses_all: bool,
    /// Events have sizes.
    pub sized: bool,
    /// Most events in a burst.
    pub burst: u32,
    /// Longest time that the agent thinks.
    pub think: Duration,
    /// Percentage of the agent's moves that are tool steps.
    pub tool_steps: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Starting,
    Running,
    Paused,
    Awaiting,
    AwaitingPaused,
    Idle,
    Completed,
    Ended,
}

/// What the session was, from a moment on.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// From when.
    pub at: Time,
    /// The status.
    pub status: Status,
    /// Length of the log.
    pub len: u64,
    /// Turns answered so far.
    pub turn: u32,
    /// The turn that the current answer belongs to.
    pub answer: u32,
}

/// What `/changes` says.
#[derive(Debug)]
pub enum Changes {
    /// Nothing past the index.
    Nothing,
    /// A page.
    Page(Page<Model>),
    /// A page that is too large.
    TooLarge,
}

/// The model server.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, not states")]
pub struct Server {
    /// What kind of server this is.
    pub style: Style,
    log: Vec<Event>,
    evicted: u32,
    past_from: u32,
    /// The history was asked for. It loses nothing from then on: a client could not tell between two pages.
    past_read: bool,
    state: State,
    turn: u32,
    answer: u32,
    errors_from: Time,
    steps: Vec<Vec<Call>>,
    announced: Vec<u64>,
    pending: Vec<Call>,
    next_id: u8,
    /// The list shrank during a pause.
    shrunk_unsaid: bool,
    settling: Vec<(Time, Call)>,
    agent_at: Option<Time>,
    wake_at: Option<Time>,
    work_left: u32,
    /// What the session was when.
    pub timeline: Vec<Moment>,
    /// Nothing odd happens any more.
    pub calm: bool,
    /// The session is idle for long, and nothing odd happens.
    pub idle_in_calm: bool,
}

fn up_to(rng: &mut Rng, most: Duration) -> Duration {
    Duration::from_micros(rng.u64(0..=u64::try_from(most.as_micros()).unwrap_or(u64::MAX)))
}

fn chance(rng: &mut Rng, percentage: u8) -> bool {
    rng.u8(0..100) < percentage
}

impl Server {
    /// A server whose session was just created.
    pub fn new(style: Style, rng: &mut Rng) -> Self {
        let agent_at = Some(up_to(rng, style.think));
        Self {
            work_left: rng.u32(1..12),
            style,
            log: Vec::with_capacity(32),
            evicted: 0,
            past_from: 0,
            past_read: false,
            state: State::Starting,
            turn: 0,
            answer: 0,
            errors_from: Time::ZERO,
            steps: Vec::new(),
            announced: Vec::new(),
            pending: Vec::new(),
            next_id: 0,
            shrunk_unsaid: false,
            settling: Vec::new(),
            agent_at,
            wake_at: None,
            timeline: vec![Moment { at: Time::ZERO, status: Status::Active, len: 0, turn: 0, answer: 0 }],
            calm: false,
            idle_in_calm: false,
        }
    }

    /// Length of the log.
    pub fn len(&self) -> u64 {
        self.log.len() as u64
    }

    /// Whether nothing has happened yet.
    pub fn is_empty(&self) -> bool {
        self.log.is_empty()
    }

    /// Index of the first event that `/changes` still has.
    pub fn evicted(&self) -> u64 {
        u64::from(self.evicted)
    }

    /// The event at an index.
    pub fn event(&self, index: u64) -> Event {
        self.log[usize::try_from(index).expect("a small log")]
    }

    /// The status.
    pub fn status(&self) -> Status {
        match self.state {
            State::Starting | State::Running | State::Paused | State::AwaitingPaused => Status::Active,
            State::Awaiting => Status::Awaiting,
            State::Idle => Status::Idle,
            State::Completed => Status::Completed,
            State::Ended => Status::Ended,
        }
    }

    /// Turns answered so far.
    pub fn turn(&self) -> u32 {
        self.turn
    }

    /// The step at hand, if it is one.
    pub fn step(&self) -> u16 {
        if self.pending.is_empty() { 0 } else { u16::try_from(self.steps.len()).expect("few steps") }
    }

    /// How many calls with this key are waited for.
    pub fn waiting(&self, step: u16, key: (bool, u8)) -> usize {
        self.pending.iter().filter(|call| call.step == step && call.key() == key).count()
    }

    /// How many calls with this key a step has.
    pub fn multiplicity(&self, step: u16, key: (bool, u8)) -> usize {
        self.steps[usize::from(step) - 1].iter().filter(|call| call.key() == key).count()
    }

    /// Index of a step's first announcement.
    pub fn announcement(&self, step: u16) -> u64 {
        self.announced[usize::from(step) - 1]
    }

    /// How many steps were announced before an index.
    pub fn steps_before(&self, index: u64) -> u16 {
        let before = self.announced.iter().filter(|announced| **announced < index).count();
        u16::try_from(before).expect("few steps")
    }

    /// Index of the first event that the history still has.
    pub fn past_from(&self) -> u32 {
        self.past_from
    }

    /// When something happens next by itself.
    pub fn due(&self) -> Option<Time> {
        let settling = self.settling.iter().map(|(at, _)| *at);
        settling.chain(self.agent_at).chain(self.wake_at).min()
    }

    fn remember(&mut self, now: Time) {
        self.timeline.push(Moment {
            at: now,
            status: self.status(),
            len: self.len(),
            turn: self.turn,
            answer: self.answer,
        });
    }

    fn append(&mut self, kind: Kind, rng: &mut Rng) {
        let size = match kind {
            Kind::Plain if self.style.sized && rng.u8(..) < 8 => 100,
            _ if self.style.sized => rng.u16(0..12),
            _ => 0,
        };
        self.log.push(Event { index: u32::try_from(self.log.len()).expect("a small log"), size, kind });
    }

    /// Does what is due.
    pub fn advance(&mut self, now: Time, rng: &mut Rng, cover: &mut Cover) {
        while let Some(place) = self.settling.iter().position(|(at, _)| *at <= now) {
            let (_, call) = self.settling.swap_remove(place);
            self.resolve(&call, now, rng, cover);
        }
        if self.wake_at.is_some_and(|at| at <= now) {
            self.wake(now, rng);
        }
        if self.agent_at.is_some_and(|at| at <= now) {
            self.agent_at = None;
            self.act(now, rng, cover);
            self.remember(now);
        }
    }
}
