//! What all watches of one handle share: the claimed calls, and what is known of the session's idling.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;
use tokio::time::Instant;

use super::machine::{Claims, Status};
use crate::wire::ToolResult;

/// What a handle remembers between its watches.
pub(crate) struct Shared {
    pub(crate) claims: Arc<Mutex<Claims<ToolResult>>>,
    /// From when the watches count time: the claims know moments of all of them.
    pub(crate) epoch: Instant,
    /// Length of the log when a message went to the idle session, until its effect was seen.
    floor: watch::Sender<Option<u64>>,
    /// Told when a watch has let go of its claims.
    released: watch::Sender<()>,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    /// Watches at work.
    watches: usize,
    /// The session was last seen idle, with this many events.
    idle_at: Option<u64>,
    /// A watch at work last saw the session busy.
    busy: bool,
    /// Where the last wait that settled ended.
    waited_to: u64,
}

/// What can be said of the session without asking.
pub(crate) enum Hearsay {
    Busy,
    Idle(u64),
    Nothing,
}

impl Shared {
    pub(crate) fn new() -> Self {
        Self {
            claims: Arc::default(),
            epoch: Instant::now(),
            floor: watch::Sender::new(None),
            released: watch::Sender::new(()),
            known: Mutex::default(),
        }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        // Each change is an assignment: a panic leaves nothing half done.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn began(&self) -> watch::Receiver<Option<u64>> {
        self.known().watches += 1;
        self.floor.subscribe()
    }

    /// Hears of claims that other watches let go of, from now on.
    pub(crate) fn releases(&self) -> watch::Receiver<()> {
        self.released.subscribe()
    }

    /// A watch heard from the server.
    pub(crate) fn heard(&self, status: Option<Status>, cursor: u64, awaits_activity: bool) {
        let mut known = self.known();
        match status {
            Some(Status::Idle) if !awaits_activity => {
                known.idle_at = known.idle_at.max(Some(cursor));
                known.busy = false;
            }
            Some(Status::Idle) | None => {}
            Some(_) => {
                known.idle_at = None;
                known.busy = true;
            }
        }
        drop(known);
        if status.is_some() && !awaits_activity {
            self.floor.send_if_modified(|floor| {
                let seen = floor.is_some_and(|floor| floor < cursor);
                if seen {
                    *floor = None;
                }
                seen
            });
        }
    }

    /// A watch ended.
    pub(crate) fn ended(&self, status: Option<Status>, cursor: u64) {
        let mut known = self.known();
        known.watches = known.watches.saturating_sub(1);
        known.busy &= known.watches > 0;
        if status == Some(Status::Idle) {
            known.idle_at = known.idle_at.max(Some(cursor));
        }
    }

    pub(crate) fn hearsay(&self) -> Hearsay {
        let known = self.known();
        match known.idle_at {
            Some(tip) => Hearsay::Idle(tip),
            None if known.busy && known.watches > 0 => Hearsay::Busy,
            None => Hearsay::Nothing,
        }
    }

    /// A message is about to go to the idle session with this many events. Returns what to go back to if it fails.
    pub(crate) fn message_to_idle(&self, tip: u64) -> Option<u64> {
        self.known().idle_at = None;
        self.floor.send_replace(Some(tip))
    }

    pub(crate) fn message_failed(&self, before: Option<u64>) {
        self.floor.send_replace(before);
    }

    pub(crate) fn waited_to(&self) -> u64 {
        self.known().waited_to
    }

    pub(crate) fn set_waited_to(&self, index: u64) {
        self.known().waited_to = index;
    }
}

/// Tells the other watches of a handle, when it is dropped, that claims were let go of: to be dropped behind what held them.
pub(crate) struct ReleaseBell(pub(crate) Arc<Shared>);

impl Drop for ReleaseBell {
    fn drop(&mut self) {
        self.0.released.send_replace(());
    }
}
