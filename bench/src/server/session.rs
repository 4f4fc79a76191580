//! One session: its log, and what a poll of it brings.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use serde_json::{Value, json};
use tokio::sync::{Notify, watch};
use tokio::time::{Instant, timeout_at};

use super::events::{self, Shape};
use super::plan::Plan;
use crate::process::monotonic_nanos;

/// Events of a page, unless fewer are there.
const PAGE: usize = 100;
/// Bytes of a page's events, more or less: a server does not send megabytes at once.
const PAGE_BYTES: usize = 1_000_000;

/// The pages of one shape, ready to be sent.
pub(super) struct Pages {
    events: Vec<String>,
    /// `{"new_events":[…],` of a whole page.
    whole: Bytes,
}

impl Pages {
    pub(super) fn new(shape: Shape) -> Self {
        let mut events = events::page(shape, PAGE);
        let bytes: usize = events.iter().map(String::len).sum();
        events.truncate((PAGE * PAGE_BYTES / bytes.max(1)).clamp(1, PAGE));
        let whole = Bytes::from(format!(r#"{{"new_events":[{}],"#, events.join(",")));
        Self { events, whole }
    }

    fn part(&self, count: usize) -> Bytes {
        if count == self.events.len() {
            return self.whole.clone();
        }
        Bytes::from(format!(r#"{{"new_events":[{}],"#, self.events[..count].join(",")))
    }
}

#[derive(Default)]
struct Log {
    events: Vec<String>,
    status: &'static str,
    calls: Option<Value>,
    answered: usize,
    round: usize,
}

/// A session.
pub(super) struct Session {
    plan: Plan,
    pages: std::sync::Arc<Pages>,
    /// How far the backlog was read.
    read: AtomicU64,
    log: Mutex<Log>,
    changed: Notify,
    trickling: AtomicBool,
}

/// What a poll brings: the first part of a page that is ready, and the rest of it.
pub(super) type Page = (Bytes, String);

impl Session {
    pub(super) fn new(plan: Plan, pages: std::sync::Arc<Pages>) -> Self {
        let session = Self {
            plan,
            pages,
            read: AtomicU64::new(0),
            log: Mutex::new(Log { status: "running", ..Log::default() }),
            changed: Notify::new(),
            trickling: AtomicBool::new(false),
        };
        match plan {
            Plan::Tiny => session.change(|log| {
                log.events = vec![events::started().to_string()];
                end(log);
            }),
            Plan::Tools { calls, .. } => session.change(|log| ask(log, calls)),
            _ => {}
        }
        session
    }

    fn change(&self, change: impl FnOnce(&mut Log)) {
        change(&mut self.log.lock().unwrap_or_else(PoisonError::into_inner));
        self.changed.notify_waiters();
    }

    fn look<T>(&self, look: impl FnOnce(&Log) -> T) -> T {
        look(&self.log.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// `/status`.
    pub(super) fn status(&self) -> Value {
        let status = match self.plan {
            Plan::Backlog { events, .. } if self.read.load(Ordering::Relaxed) >= events => "completed",
            Plan::Backlog { .. } | Plan::Noisy { .. } => "running",
            _ => self.look(|log| log.status),
        };
        let calls = self.look(|log| log.calls.clone()).unwrap_or_else(|| json!([]));
        json!({"status": status, "steps": 1, "pending_tool_calls": calls})
    }

    /// `/changes`: none when nothing came within the window.
    pub(super) async fn changes(
        self: &std::sync::Arc<Self>,
        from: u64,
        wait: Duration,
        gate: &mut watch::Receiver<u64>,
    ) -> Option<Page> {
        match self.plan {
            Plan::Backlog { events, .. } => {
                if from >= events && wait > Duration::ZERO {
                    tokio::time::sleep(wait).await;
                }
                self.backlog(from, events)
            }
            Plan::Noisy { .. } => {
                // As fast as the client asks, and no faster than a real agent's burst.
                tokio::time::sleep(Duration::from_millis(1)).await;
                self.backlog(from, u64::MAX)
            }
            Plan::Burst { events } => {
                if *gate.borrow_and_update() == 0 {
                    tokio::time::timeout(wait, gate.changed()).await.ok()?.ok()?;
                }
                let page = self.backlog(from, events)?;
                self.change(|log| log.status = "completed");
                Some(page)
            }
            Plan::Trickle { rate, events } => {
                if !self.trickling.swap(true, Ordering::Relaxed) {
                    let session = self.clone();
                    tokio::spawn(async move { session.trickle(rate, events).await });
                }
                self.logged(from, wait).await
            }
            Plan::Tiny | Plan::Tools { .. } => self.logged(from, wait).await,
        }
    }

    fn backlog(&self, from: u64, events: u64) -> Option<Page> {
        let left = usize::try_from(events.saturating_sub(from)).unwrap_or(usize::MAX);
        let count = left.min(self.pages.events.len());
        if count == 0 {
            return None;
        }
        let read = from + count as u64;
        self.read.fetch_max(read, Ordering::Relaxed);
        let (status, answer) = if read >= events { ("completed", r#""done""#) } else { ("running", "null") };
        let rest = format!(
            r#""first_index":{from},"status":"{status}","answer":{answer},"pending_tool_calls":[],"metrics":null}}"#
        );
        Some((self.pages.part(count), rest))
    }

    async fn logged(&self, from: u64, wait: Duration) -> Option<Page> {
        let until = Instant::now() + wait;
        let from = usize::try_from(from).unwrap_or(usize::MAX);
        loop {
            let changed = self.changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            let page = self.look(|log| {
                let new = log.events.get(from..).filter(|new| !new.is_empty())?;
                let new = &new[..new.len().min(PAGE)];
                let calls = log.calls.as_ref().map_or_else(|| "[]".to_owned(), Value::to_string);
                let answer = if log.status == "completed" { r#""done""# } else { "null" };
                Some((
                    Bytes::from(format!(r#"{{"new_events":[{}],"#, new.join(","))),
                    format!(
                        r#""first_index":{from},"status":"{}","answer":{answer},"pending_tool_calls":{calls},"metrics":null}}"#,
                        log.status
                    ),
                ))
            });
            // A timer of no time at all would still last to its next tick.
            if page.is_some() || wait.is_zero() {
                return page;
            }
            timeout_at(until, changed).await.ok()?;
        }
    }

    /// Each event's text begins with the moment at which it was appended, on the clock that all processes share.
    async fn trickle(&self, rate: u32, events: u64) {
        let mut ticks = tokio::time::interval(Duration::from_secs(1) / rate);
        for _ in 0..events {
            ticks.tick().await;
            self.change(|log| {
                log.events.push(events::policy(&monotonic_nanos().to_string(), 600).to_string());
            });
        }
        ticks.tick().await;
        self.change(end);
    }

    /// `/tool_results`.
    pub(super) fn results(&self, body: &[u8]) {
        let Plan::Tools { calls, rounds } = self.plan else { return };
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        let settled = body["results"].as_array().map_or(1, Vec::len);
        self.change(|log| {
            log.answered += settled;
            if log.answered < calls {
                return;
            }
            log.answered = 0;
            log.round += 1;
            log.calls = None;
            log.status = "running";
            log.events.push(events::state("running", &json!([])).to_string());
            if log.round < rounds { ask(log, calls) } else { end(log) }
        });
    }
}

fn ask(log: &mut Log, calls: usize) {
    let calls: Vec<_> = (0..calls)
        .map(|call| json!({"tool_name": "work", "args": {"number": call}, "id": format!("call_{call}")}))
        .collect();
    let calls = Value::from(calls);
    log.events.push(events::state("awaiting_tool_results", &calls).to_string());
    log.calls = Some(calls);
    log.status = "awaiting_tool_results";
}

fn end(log: &mut Log) {
    log.events.push(events::answer("done").to_string());
    log.status = "completed";
}
