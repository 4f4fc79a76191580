//! The sessions that are looked at: each is watched once, however many pages show it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::Value;
use steersman_wire::{Session, SessionStatus};
use tokio::sync::watch;
use tokio::task::AbortHandle;

use crate::line;
use crate::log::Log;
use crate::recording::Recording;
use crate::source::{Source, Trouble};
use crate::watcher;

/// A session that nobody looks at any more is forgotten after this time.
const LINGER: Duration = Duration::from_secs(30);
/// The most sessions that are watched at a time.
const MOST: usize = 256;

/// All sessions that are looked at.
pub(crate) struct Hub {
    pub(crate) source: Option<Arc<dyn Source>>,
    sessions: Mutex<HashMap<Arc<str>, Arc<Watched>>>,
    /// Counts changes, of any session.
    pub(crate) changed: watch::Sender<u64>,
}

/// A session that is looked at.
pub(crate) struct Watched {
    pub(crate) id: Arc<str>,
    log: Mutex<Log>,
    facts: Mutex<Facts>,
    viewers: Mutex<Viewers>,
}

/// What is known of a session beside its events.
#[derive(Clone, Default)]
pub(crate) struct Facts {
    /// Counts changes of what follows.
    pub(crate) version: u64,
    pub(crate) parent: Option<Arc<str>>,
    pub(crate) session: Option<Session>,
    pub(crate) status: Option<SessionStatus>,
    pub(crate) trouble: Option<String>,
    pub(crate) children: Vec<Arc<str>>,
    /// Nothing more will happen.
    pub(crate) over: bool,
    /// Everything that had happened by now has been read once.
    pub(crate) caught_up: bool,
    /// The lines of a recording that stand for the members above.
    pub(crate) recorded: [Option<String>; 2],
}

#[derive(Default)]
struct Viewers {
    count: usize,
    task: Option<AbortHandle>,
}

/// Locks, whatever became of the last owner: what is guarded is whole after every statement.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Hub {
    /// The sessions of an API.
    pub(crate) fn live(source: Arc<dyn Source>) -> Self {
        Self { source: Some(source), sessions: Mutex::default(), changed: watch::Sender::new(0) }
    }

    /// The sessions of a recording.
    pub(crate) fn recorded(recording: Recording) -> Self {
        let mut children: HashMap<String, Vec<Arc<str>>> = HashMap::new();
        for session in &recording.sessions {
            if let Some(parent) = &session.parent {
                children.entry(parent.clone()).or_default().push(session.id.as_str().into());
            }
        }
        let sessions = recording.sessions.into_iter().map(|recorded| {
            let id: Arc<str> = recorded.id.as_str().into();
            let facts = Facts {
                parent: recorded.parent.as_deref().map(Into::into),
                children: children.remove(&recorded.id).unwrap_or_default(),
                over: true,
                caught_up: true,
                recorded: [recorded.session, recorded.last],
                ..Facts::default()
            };
            let watched = Watched {
                id: id.clone(),
                log: Mutex::new(recorded.log),
                facts: Mutex::new(facts),
                viewers: Mutex::default(),
            };
            (id, Arc::new(watched))
        });
        let sessions = Mutex::new(sessions.collect());
        Self { source: None, sessions, changed: watch::Sender::new(0) }
    }

    pub(crate) fn notify(&self) {
        self.changed.send_modify(|count| *count += 1);
    }

    /// Looks at a session, as long as the lease is kept.
    pub(crate) fn look(self: &Arc<Self>, id: &str, parent: Option<&Arc<str>>) -> Result<Lease, Trouble> {
        let mut sessions = lock(&self.sessions);
        let watched = match sessions.get(id) {
            Some(watched) => watched.clone(),
            None if self.source.is_none() => {
                return Err(Trouble::new(404, "this recording has no such session"));
            }
            None if sessions.len() >= MOST => {
                return Err(Trouble::new(
                    503,
                    format!("{MOST} sessions are looked at already: close some pages"),
                ));
            }
            None => {
                let log = Log::new().map_err(|error| {
                    Trouble::new(500, format!("no temporary file could be made: {error}"))
                })?;
                let watched = Arc::new(Watched {
                    id: id.into(),
                    log: Mutex::new(log),
                    facts: Mutex::new(Facts { parent: parent.cloned(), ..Facts::default() }),
                    viewers: Mutex::default(),
                });
                sessions.insert(watched.id.clone(), watched.clone());
                watched
            }
        };
        let mut viewers = lock(&watched.viewers);
        viewers.count += 1;
        if let (None, Some(source)) = (&viewers.task, &self.source) {
            let task = watcher::watch(self.clone(), source.clone(), watched.clone());
            viewers.task = Some(tokio::spawn(task).abort_handle());
        }
        drop(viewers);
        Ok(Lease { hub: self.clone(), watched })
    }

    /// Forgets a session, unless somebody looks at it.
    fn forget(&self, watched: &Arc<Watched>) {
        let mut sessions = lock(&self.sessions);
        let mut viewers = lock(&watched.viewers);
        if viewers.count == 0 {
            if let Some(task) = viewers.task.take() {
                task.abort();
            }
            sessions.remove(&watched.id);
        }
    }
}

impl Watched {
    pub(crate) fn log(&self) -> MutexGuard<'_, Log> {
        lock(&self.log)
    }

    pub(crate) fn facts(&self) -> Facts {
        lock(&self.facts).clone()
    }

    /// Changes what is known.
    pub(crate) fn learn(&self, change: impl FnOnce(&mut Facts)) {
        let mut facts = lock(&self.facts);
        change(&mut facts);
        facts.version += 1;
    }

    /// The `session` line.
    pub(crate) fn session_line(&self, base_url: &str) -> String {
        let facts = lock(&self.facts);
        facts.recorded[0].clone().unwrap_or_else(|| {
            line::session(&self.id, facts.parent.as_deref(), base_url, facts.session.as_ref())
        })
    }

    /// The lines that say how the session stands.
    pub(crate) fn standing(&self) -> Vec<String> {
        let facts = self.facts();
        let mut lines: Vec<String> = facts.recorded[1].iter().cloned().collect();
        if let Some(status) = &facts.status {
            if facts.over {
                let answer: Option<&Value> =
                    facts.session.as_ref().and_then(|session| session.latest_answer.as_ref());
                lines.push(line::outcome(&self.id, status, answer, self.log().next_index()));
            } else {
                lines.push(line::status(status));
            }
        }
        lines
    }
}

/// Somebody looks at a session.
pub(crate) struct Lease {
    hub: Arc<Hub>,
    pub(crate) watched: Arc<Watched>,
}

impl Drop for Lease {
    fn drop(&mut self) {
        let mut viewers = lock(&self.watched.viewers);
        viewers.count -= 1;
        if viewers.count > 0 || self.hub.source.is_none() {
            return;
        }
        drop(viewers);
        let (hub, watched) = (self.hub.clone(), self.watched.clone());
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                tokio::time::sleep(LINGER).await;
                hub.forget(&watched);
            });
        }
    }
}
