//! Watching one session: its events into the log, its state into the facts.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::{FutureExt, StreamExt};
use tokio::sync::Notify;
use tokio::time::sleep;

use crate::hub::{Hub, Watched};
use crate::source::{Item, Source, Trouble};

/// How long a snapshot waits for more events that ask for one.
const SETTLE: Duration = Duration::from_millis(120);
/// A session that works silently is asked how it does this often, at most and at least.
const QUIET: [Duration; 2] = [Duration::from_millis(1500), Duration::from_secs(20)];
/// A stream that failed for good is opened again after this time.
const AGAIN: [Duration; 2] = [Duration::from_secs(2), Duration::from_secs(30)];
/// Events that are taken before pages are told.
const PAGE: usize = 512;

/// Watches until the session has ended.
pub(crate) async fn watch(hub: Arc<Hub>, source: Arc<dyn Source>, watched: Arc<Watched>) {
    let task = Watcher { hub, source, watched, due: Notify::new(), ended: AtomicBool::new(false) };
    tokio::join!(task.events(), task.snapshots());
}

struct Watcher {
    hub: Arc<Hub>,
    source: Arc<dyn Source>,
    watched: Arc<Watched>,
    /// A snapshot is due.
    due: Notify,
    /// The last event was read.
    ended: AtomicBool,
}

impl Watcher {
    /// Reads the events; when the stream fails, says so and opens it again.
    async fn events(&self) {
        let mut pause = AGAIN[0];
        loop {
            let next_index = self.watched.log().next_index();
            let mut items = self.source.watch(&self.watched.id, next_index);
            let trouble = loop {
                let Some(first) = items.next().await else {
                    self.ended.store(true, Ordering::Release);
                    self.due.notify_one();
                    return;
                };
                let mut taken = self.take(first);
                let mut count = 1;
                while taken.is_ok() && count < PAGE {
                    match items.next().now_or_never() {
                        Some(Some(item)) => taken = self.take(item),
                        Some(None) | None => break,
                    }
                    count += 1;
                }
                self.due.notify_one();
                self.hub.notify();
                match taken {
                    Ok(()) => pause = AGAIN[0],
                    Err(trouble) => break trouble,
                }
            };
            tracing::debug!(session = %self.watched.id, %trouble, "the stream of a view failed");
            self.watched.learn(|facts| facts.trouble = Some(trouble.message));
            self.hub.notify();
            sleep(pause).await;
            pause = (pause * 2).min(AGAIN[1]);
        }
    }

    fn take(&self, item: Result<Item, Trouble>) -> Result<(), Trouble> {
        let mut log = self.watched.log();
        let kept = match item? {
            Item::Event { index, event } => log.push_event(index, event.raw()),
            Item::Gap { from, to, reason } => log.push_gap(from, to, &reason),
        };
        kept.map_err(|error| Trouble::new(500, format!("an event could not be kept: {error}")))
    }

    /// Reads how the session does: when events come, and now and then while none come.
    async fn snapshots(&self) {
        let mut quiet = QUIET[0];
        loop {
            let ended = self.ended.load(Ordering::Acquire);
            let busy = self.snapshot(ended).await;
            if ended {
                return;
            }
            let pause = if busy { quiet } else { QUIET[1] };
            let told = tokio::time::timeout(pause, self.due.notified()).await.is_ok();
            if told {
                sleep(SETTLE).await;
                quiet = QUIET[0];
            } else {
                quiet = (quiet * 2).min(QUIET[1]);
            }
        }
    }

    /// Takes one snapshot; whether the session is at work.
    async fn snapshot(&self, ended: bool) -> bool {
        let id = &self.watched.id;
        let known = self.watched.facts();
        let started = known.session.as_ref().is_some_and(|session| session.started_at.is_some());
        // The session itself changes at its beginning and at its end.
        let session = if ended || !started { Some(self.source.session(id).await) } else { None };
        let status = match &session {
            Some(Ok(session)) => Ok(session.status.clone()),
            _ => self.source.status(id).await,
        };
        let busy = status.as_ref().is_ok_and(|status| !status.status.is_settled());
        self.watched.learn(|facts| {
            if let Some(Ok(session)) = session {
                facts.session = Some(session);
            }
            match status {
                Ok(status) => {
                    facts.caught_up = ended || !status.status.is_terminal();
                    facts.children =
                        status.subagent_session_ids.iter().map(|child| child.as_str().into()).collect();
                    facts.status = Some(status);
                    facts.trouble = None;
                }
                Err(trouble) => facts.trouble = Some(trouble.message),
            }
            facts.over = ended;
        });
        self.hub.notify();
        busy
    }
}
