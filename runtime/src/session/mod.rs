//! One session: its state, its log, its mailbox, and who is told when something changes.

pub(crate) mod brief;
pub(crate) mod context;
pub(crate) mod driver;
pub(crate) mod metrics;
mod saved;
pub(crate) mod state;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use bytes::Bytes;
use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::clock::{Clock, Reading};
use crate::engine::Engine;
use crate::event::Body;
use crate::journal::{self, Journal, SavedSession};
use crate::log::{EventLog, Page, Retention};

pub(crate) use brief::Brief;
use metrics::Metrics;
use state::{Input, Refusal, State, Status};

/// Locks, also when a panic of a policy has poisoned the lock: the state behind it is changed in whole steps only.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a long poll waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tip {
    /// Index of the next event.
    pub(crate) next: u64,
    /// No event will come any more.
    pub(crate) ended: bool,
}

/// One session of the runtime.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) id: Uuid,
    /// Place in the order of creation.
    pub(crate) number: u64,
    pub(crate) created_at: Timestamp,
    pub(crate) brief: Brief,
    inner: Mutex<Inner>,
    tip: watch::Sender<Tip>,
    /// Rung on every change, for the agent that waits for one.
    bell: watch::Sender<()>,
    /// Cancelled when the session ends: the agent's work is dropped.
    pub(crate) over: CancellationToken,
    clock: Clock,
    journal: Journal,
    engine: Weak<Engine>,
}

/// What every session of a runtime shares.
pub(crate) struct Surroundings {
    pub(crate) retention: Retention,
    pub(crate) clock: Clock,
    pub(crate) journal: Journal,
    pub(crate) engine: Weak<Engine>,
}

/// The part of a session that changes.
#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) state: State,
    pub(crate) log: EventLog,
    /// Messages the agent has not picked up yet.
    pub(crate) mailbox: VecDeque<Value>,
    /// Messages it has picked up, oldest first.
    pub(crate) heard: Vec<Value>,
    pub(crate) answer: Option<Value>,
    pub(crate) outcome: Option<String>,
    pub(crate) error: Option<String>,
    pub(crate) error_code: Option<String>,
    pub(crate) metrics: Metrics,
    pub(crate) started_at: Option<Timestamp>,
    pub(crate) finished_at: Option<Timestamp>,
    pub(crate) last_activity_at: Timestamp,
    pub(crate) children: Vec<Uuid>,
    pub(crate) share_token: Option<String>,
    pub(crate) feedback: Option<Value>,
    pub(crate) event_feedback: BTreeMap<u64, Value>,
    /// The page of changes that was written last. Many wait for the same one.
    page: Option<Written>,
    /// What the agent needs to go on where it stands.
    pub(crate) memory: Value,
    /// What becomes the memory together with the next step's event.
    pub(crate) staged: Option<Value>,
    /// The calls of the latest step have not been taken in by the agent yet.
    pub(crate) calls_open: bool,
    pub(crate) turn: Turn,
    paused_since: Option<Reading>,
    /// Time spent paused so far: deadlines of work move by it.
    pub(crate) paused_for: Duration,
}

/// A page of changes of more bytes is written anew for each who asks.
const MOST_SHARED: usize = 256 * 1024;

/// A page of changes, as it is sent, and what it was asked for by. It holds until the session changes.
#[derive(Debug)]
struct Written {
    asked: (u64, usize, bool),
    body: Bytes,
}

/// The work towards one answer.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Turn {
    pub(crate) steps: u64,
    pub(crate) deadline: Option<Deadline>,
    /// The final answer is being asked for: limits and wishes no longer interrupt.
    pub(crate) closing: bool,
}

impl Turn {
    /// Whether all steps are made, and another would be one too many.
    pub(crate) fn is_used_up(&self, limit: Option<u64>) -> bool {
        limit.is_some_and(|limit| self.steps >= limit) && !self.closing
    }
}

/// A moment that moves on by the time a session is paused.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline {
    at: Reading,
    paused_before: Duration,
}

impl Inner {
    /// A deadline `span` of unpaused time away.
    pub(crate) fn deadline(&self, now: Reading, span: Duration) -> Deadline {
        Deadline { at: now.after(span), paused_before: self.paused_for }
    }

    /// When a deadline is due, as far as is known now.
    pub(crate) fn due(&self, deadline: Deadline) -> Reading {
        deadline.at.after(self.paused_for.saturating_sub(deadline.paused_before))
    }
}

impl Session {
    pub(crate) fn new(id: Uuid, number: u64, brief: Brief, queued: bool, surroundings: Surroundings) -> Self {
        let now = surroundings.clock.now();
        let inner = Inner {
            state: State::new(queued),
            log: EventLog::new(surroundings.retention),
            mailbox: brief.messages().into(),
            heard: Vec::new(),
            answer: None,
            outcome: None,
            error: None,
            error_code: None,
            metrics: Metrics::default(),
            started_at: None,
            finished_at: None,
            last_activity_at: now,
            children: Vec::new(),
            share_token: None,
            feedback: None,
            event_feedback: BTreeMap::new(),
            page: None,
            memory: Value::Null,
            staged: None,
            calls_open: false,
            turn: Turn::default(),
            paused_since: None,
            paused_for: Duration::ZERO,
        };
        Self::assembled(id, number, now, brief, inner, surroundings)
    }

    /// A session as it was kept.
    pub(crate) fn restored(saved: SavedSession, surroundings: Surroundings) -> Self {
        let brief = saved::restored_brief(&saved.brief);
        let (id, number, created_at) = (saved.id, saved.number, saved.created_at);
        let inner = saved::restored_inner(saved, surroundings.retention);
        Self::assembled(id, number, created_at, brief, inner, surroundings)
    }

    fn assembled(
        id: Uuid,
        number: u64,
        created_at: Timestamp,
        brief: Brief,
        inner: Inner,
        surroundings: Surroundings,
    ) -> Self {
        let ended = inner.state.status.is_terminal();
        let over = CancellationToken::new();
        if ended {
            over.cancel();
        }
        let Surroundings { clock, journal, engine, .. } = surroundings;
        Self {
            id,
            number,
            created_at,
            brief,
            tip: watch::Sender::new(Tip { next: inner.log.tip(), ended }),
            inner: Mutex::new(inner),
            bell: watch::Sender::new(()),
            over,
            clock,
            journal,
            engine,
        }
    }

    /// The session as it is to be kept.
    pub(crate) fn saved(&self) -> SavedSession {
        let inner = lock(&self.inner);
        SavedSession {
            id: self.id,
            number: self.number,
            created_at: self.created_at,
            brief: saved::brief(&self.brief),
            state: saved::state(&inner),
            oldest: inner.log.oldest(),
            events: Vec::new(),
        }
    }

    /// Looks at the session.
    pub(crate) fn read<R>(&self, look: impl FnOnce(&Inner) -> R) -> R {
        look(&lock(&self.inner))
    }

    pub(crate) fn status(&self) -> Status {
        self.read(|inner| inner.state.status)
    }

    /// Changes the session and tells everyone who waits: the one way in which anything changes.
    pub(crate) fn update<R>(self: &Arc<Self>, change: impl FnOnce(&mut Change<'_>) -> R) -> R {
        let mut inner = lock(&self.inner);
        let before = (inner.state.status, inner.log.tip());
        inner.page = None;
        let result = change(&mut Change { session: self, inner: &mut inner });
        let after = (inner.state.status, inner.log.tip());
        if before.0 != after.0 {
            self.note_status(&mut inner, before.0);
        }
        if self.journal.is_on() {
            let oldest = inner.log.oldest();
            self.journal.write(journal::Change::Changed {
                session: self.id,
                first_index: before.1.max(oldest),
                oldest,
                events: inner.log.since(before.1),
                state: saved::state(&inner),
            });
        }
        let tip = Tip { next: after.1, ended: after.0.is_terminal() };
        self.tip.send_if_modified(|old| std::mem::replace(old, tip) != tip);
        drop(inner);
        self.bell.send_replace(());
        if before.0 != after.0 {
            if tip.ended {
                self.over.cancel();
            }
            if let Some(engine) = self.engine.upgrade() {
                engine.status_changed(self, before.0, after.0);
            }
        }
        result
    }

    fn note_status(&self, inner: &mut Inner, before: Status) {
        let now = self.clock.reading();
        match (before, inner.state.status) {
            (_, Status::Paused) => inner.paused_since = Some(now),
            (Status::Paused, _) => {
                let pause = inner.paused_since.take().map_or(Duration::ZERO, |since| now.since(since));
                inner.paused_for += pause;
            }
            (_, Status::Running) if inner.started_at.is_none() => inner.started_at = Some(self.clock.now()),
            _ => {}
        }
        if inner.state.status.is_terminal() {
            inner.finished_at = Some(self.clock.now());
        }
    }

    /// Takes one input of the state machine.
    pub(crate) fn apply(self: &Arc<Self>, input: Input) -> Result<(), Refusal> {
        self.update(|change| change.apply(input))
    }

    /// Watches for new events and for the end.
    pub(crate) fn watch_tip(&self) -> watch::Receiver<Tip> {
        self.tip.subscribe()
    }

    /// Resolves when the session has ended.
    pub(crate) async fn ended(&self) {
        self.over.cancelled().await;
    }

    /// The `SessionStatus` of the contract.
    pub(crate) fn status_json(&self) -> Value {
        self.read(|inner| {
            json!({
                "status": inner.state.status.as_str(),
                "error": inner.error,
                "error_code": inner.error_code,
                "outcome": inner.outcome,
                "steps": inner.metrics.steps,
                "usage_per_model": inner.metrics.usage(),
                "subagent_session_ids": inner.children,
                "pending_tool_calls": inner.state.pending(),
            })
        })
    }

    /// The `Session` of the contract; `request` is what may be shown of it.
    pub(crate) fn to_json(&self, request: &Value, view_url: Option<&str>) -> Value {
        let status = self.status_json();
        self.read(|inner| {
            json!({
                "id": self.id,
                "request": request,
                "status": status,
                "agent_revision": self.brief.agent_revision,
                "agent_view_url": view_url,
                "latest_answer": inner.answer,
                "created_at": self.created_at,
                "started_at": inner.started_at,
                "finished_at": inner.finished_at,
            })
        })
    }

    /// The `SessionSummary` of the contract.
    pub(crate) fn summary_json(&self, view_url: Option<&str>) -> Value {
        self.read(|inner| {
            json!({
                "id": self.id,
                "agent": self.brief.agent_name,
                "agent_revision": self.brief.agent_revision,
                "status": inner.state.status.as_str(),
                "agent_view_url": view_url,
                "first_message": self.brief.messages().into_iter().next(),
                "created_at": self.created_at,
                "started_at": inner.started_at,
                "finished_at": inner.finished_at,
                "last_activity_at": inner.last_activity_at,
                "anonymized_at": null,
            })
        })
    }

    /// The body of a `/changes` reply with the events from `from` on; `None` when there is none past it.
    pub(crate) fn changes(&self, from: u64, limit: usize, include_events: bool) -> Option<Bytes> {
        let mut inner = lock(&self.inner);
        if inner.log.tip() <= from {
            return None;
        }
        let asked = (from, limit, include_events);
        if let Some(page) = inner.page.as_ref().filter(|page| page.asked == asked) {
            return Some(page.body.clone());
        }
        let body = Bytes::from(inner.changes(from, limit, include_events));
        // Kept for the others that wait, not for one reader after another, and not when it is large.
        if self.tip.receiver_count() > 1 && body.len() <= MOST_SHARED {
            inner.page = Some(Written { asked, body: body.clone() });
        }
        Some(body)
    }
}

impl Inner {
    fn changes(&self, from: u64, limit: usize, include_events: bool) -> String {
        let page = if include_events {
            self.log.read(from, limit)
        } else {
            Page { first_index: self.log.tip(), events: Vec::new() }
        };
        let head = json!({
            "status": self.state.status.as_str(),
            "started_at": self.started_at,
            "finished_at": self.finished_at,
            "error": self.error,
            "error_code": self.error_code,
            "first_index": page.first_index,
            "answer": self.answer,
            "outcome": self.outcome,
            "metrics": self.metrics.to_json(),
            "pending_tool_calls": self.state.pending(),
        });
        let mut body = head.to_string();
        body.pop();
        body.push_str(",\"new_events\":[");
        push_joined(&mut body, page.events.iter().map(|event| &*event.raw));
        body.push_str("]}");
        body
    }
}

/// Appends JSON texts, separated by commas.
pub(crate) fn push_joined<'a>(body: &mut String, texts: impl Iterator<Item = &'a str>) {
    for (position, text) in texts.enumerate() {
        if position > 0 {
            body.push(',');
        }
        body.push_str(text);
    }
}

/// A session while it is being changed.
pub(crate) struct Change<'a> {
    session: &'a Arc<Session>,
    pub(crate) inner: &'a mut Inner,
}

impl Change<'_> {
    /// Appends an event.
    pub(crate) fn publish(&mut self, body: Body) {
        let now = self.session.clock.now().max(self.inner.last_activity_at);
        self.inner.last_activity_at = now;
        self.inner.log.append(body.stamp(now));
    }

    /// Takes one input of the state machine and publishes what follows from it.
    pub(crate) fn apply(&mut self, input: Input) -> Result<(), Refusal> {
        for body in self.inner.state.apply(input)? {
            self.publish(body);
        }
        Ok(())
    }

    /// The agent is done with what came before: its staged memory counts, and the calls are taken in.
    pub(crate) fn take_in(&mut self) {
        if let Some(memory) = self.inner.staged.take() {
            self.inner.memory = memory;
        }
        self.inner.calls_open = false;
    }

    /// Ends the session as failed.
    pub(crate) fn fail(&mut self, code: &str, error: &str) {
        if self.inner.state.status.is_terminal() {
            return;
        }
        self.inner.error = Some(error.to_owned());
        self.inner.error_code = Some(code.to_owned());
        let input = if code == "timeout" { Input::TimeOut } else { Input::Fail { error: error.to_owned() } };
        // Not refused: the session has not ended.
        let _ = self.apply(input);
    }
}
