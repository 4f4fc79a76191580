//! What the core has to say to people: kept until the host takes it, because only the host may write to its log.

use std::collections::VecDeque;
use std::fmt::{self, Write};
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::Waker;

use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::span;
use tracing::{Event, Level, Metadata, Subscriber};

/// Most records that wait; what comes on top is dropped.
const MOST: usize = 1000;

static QUEUE: Mutex<Queue> = Mutex::new(Queue { records: VecDeque::new(), waker: None });
/// Whether there are records. It only saves looking: the records themselves are behind their lock, so it is relaxed.
static WAITING: AtomicBool = AtomicBool::new(false);
/// The least level that is kept, as an index of [`LEVELS`]. Records around a change may fall either way, so it is relaxed.
static LEVEL: AtomicU8 = AtomicU8::new(1);
const LEVELS: [Level; 5] = [Level::ERROR, Level::WARN, Level::INFO, Level::DEBUG, Level::TRACE];

struct Queue {
    records: VecDeque<Record>,
    waker: Option<Waker>,
}

/// Something for people to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// `error`, `warn`, `info`, `debug` or `trace`.
    pub level: &'static str,
    /// The part of the library it comes from.
    pub target: String,
    /// What it says, in one line, with what it is about as `name=value`.
    pub text: String,
}

/// Begins to keep what the core says at this level and above.
pub fn listen(level: Level) {
    let index = LEVELS.iter().position(|known| *known == level).unwrap_or(1);
    LEVEL.store(u8::try_from(index).unwrap_or(1), Ordering::Relaxed);
    // Fails when there is a subscriber: then it is this one, or the program has its own and needs nothing from here.
    let _ = tracing::subscriber::set_global_default(Listener);
    tracing::callsite::rebuild_interest_cache();
}

/// Takes the records that wait.
pub fn take() -> Vec<Record> {
    if !WAITING.load(Ordering::Relaxed) {
        return Vec::new();
    }
    let mut queue = lock();
    WAITING.store(false, Ordering::Relaxed);
    queue.records.drain(..).collect()
}

/// Asks to be woken when there is a record. Returns whether there already is. The last one who asked is woken.
pub fn arm(waker: &Waker) -> bool {
    let mut queue = lock();
    let due = !queue.records.is_empty();
    if !due {
        queue.waker = Some(waker.clone());
    }
    due
}

fn lock() -> MutexGuard<'static, Queue> {
    // Nothing that can panic runs while the lock is held.
    QUEUE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn level() -> Level {
    LEVELS[usize::from(LEVEL.load(Ordering::Relaxed)).min(LEVELS.len() - 1)]
}

fn name(level: Level) -> &'static str {
    match level {
        Level::ERROR => "error",
        Level::WARN => "warn",
        Level::INFO => "info",
        Level::DEBUG => "debug",
        Level::TRACE => "trace",
    }
}

/// Hears this project, and nothing else.
struct Listener;

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_event() && *metadata.level() <= level() && metadata.target().starts_with("steersman")
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(level().into())
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut text = Text::default();
        event.record(&mut text);
        let Text { mut message, fields } = text;
        message.push_str(&fields);
        let metadata = event.metadata();
        let record =
            Record { level: name(*metadata.level()), target: metadata.target().to_owned(), text: message };
        let mut queue = lock();
        let mut waker = None;
        if queue.records.len() < MOST {
            queue.records.push_back(record);
            WAITING.store(true, Ordering::Relaxed);
            waker = queue.waker.take();
        }
        drop(queue);
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

#[derive(Default)]
struct Text {
    message: String,
    fields: String,
}

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        // Writing into a string cannot fail.
        let _ = if field.name() == "message" {
            write!(self.message, "{value:?}")
        } else {
            write!(self.fields, " {}={value:?}", field.name())
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_kept_from_the_level_that_was_asked_for() {
        listen(Level::WARN);
        tracing::info!(target: "steersman::test", "quiet");
        tracing::warn!(target: "steersman::test", session = %"s1", "a warning");
        tracing::warn!(target: "other", "not ours");
        let warning =
            Record { level: "warn", target: "steersman::test".into(), text: "a warning session=s1".into() };
        assert_eq!(take(), [warning]);
        assert!(!arm(Waker::noop()));
        listen(Level::INFO);
        tracing::info!(target: "steersman::test", "heard");
        assert!(arm(Waker::noop()));
        assert_eq!(take().len(), 1);
    }
}
