//! All sessions, and what was counted.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};
use tokio::sync::watch;

use super::events::Shape;
use super::plan::Plan;
use super::session::{Pages, Session};

/// What is served.
pub(super) struct World {
    sessions: Mutex<HashMap<String, Arc<Session>>>,
    pages: Mutex<HashMap<Shape, Arc<Pages>>>,
    created: AtomicU64,
    /// How often `/bench/go` was said.
    pub(super) gate: watch::Sender<u64>,
    pub(super) counted: Counted,
}

/// Counted since `/bench/counters` was last asked.
#[derive(Default)]
pub(super) struct Counted {
    pub(super) requests: AtomicU64,
    pub(super) connections: AtomicU64,
    pub(super) bytes: AtomicU64,
    /// Polls that are held at this moment; never reset.
    pub(super) held: AtomicU64,
}

impl Default for World {
    fn default() -> Self {
        Self {
            sessions: Mutex::default(),
            pages: Mutex::default(),
            created: AtomicU64::new(0),
            gate: watch::Sender::new(0),
            counted: Counted::default(),
        }
    }
}

impl World {
    /// The session of this name, made when it is first asked for.
    pub(super) fn session(&self, name: &str) -> Option<Arc<Session>> {
        let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(session) = sessions.get(name) {
            return Some(session.clone());
        }
        let plan = Plan::of(name)?;
        let shape = match plan {
            Plan::Backlog { shape, .. } | Plan::Noisy { shape } => shape,
            _ => Shape::Bytes(300),
        };
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        let pages = pages.entry(shape).or_insert_with(|| Arc::new(Pages::new(shape))).clone();
        let session = Arc::new(Session::new(plan, pages));
        sessions.insert(name.to_owned(), session.clone());
        Some(session)
    }

    /// A new session of an agent that is named after a plan.
    pub(super) fn create(&self, agent: &str) -> Option<Value> {
        let id = format!("{agent}.c{}", self.created.fetch_add(1, Ordering::Relaxed));
        let status = self.session(&id)?.status();
        Some(json!({
            "id": id,
            "request": {"agent": {"name": agent, "description": "Measured", "environments": []}, "messages": null},
            "status": status,
            "agent_revision": null,
            "agent_view_url": null,
            "latest_answer": null,
            "created_at": "2026-03-01T09:00:00Z",
        }))
    }

    /// What was counted since the last time.
    pub(super) fn counters(&self) -> Value {
        let take = |counter: &AtomicU64| counter.swap(0, Ordering::Relaxed);
        json!({
            "requests": take(&self.counted.requests),
            "connections": take(&self.counted.connections),
            "bytes": take(&self.counted.bytes),
            "held": self.counted.held.load(Ordering::Relaxed),
        })
    }
}
