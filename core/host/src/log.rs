//! What the core has to say to people: kept until the host takes it, because only the host may write to its log.

use std::collections::VecDeque;
use std::fmt::{self, Write};
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Mutex, MutexGuard, TryLockError};
use std::task::Waker;
use std::time::SystemTime;

use tracing::field::{Field, Visit};
use tracing::span;
use tracing::{Event, Metadata, Subscriber};
pub use tracing::{Level, level_filters::LevelFilter};

/// Most records that wait; what comes on top is dropped.
const MOST: usize = 1000;

static QUEUE: Mutex<Queue> = Mutex::new(Queue { records: VecDeque::new(), waker: None });
/// Whether there are records. It only saves looking: the records themselves are behind their lock, so it is relaxed.
static WAITING: AtomicBool = AtomicBool::new(false);
/// The least level that is kept, as an index of [`LEVELS`]. Records around a change may fall either way, so it is relaxed.
static LEVEL: AtomicU8 = AtomicU8::new(0);
const LEVELS: [LevelFilter; 6] = [
    LevelFilter::OFF,
    LevelFilter::ERROR,
    LevelFilter::WARN,
    LevelFilter::INFO,
    LevelFilter::DEBUG,
    LevelFilter::TRACE,
];

struct Queue {
    records: VecDeque<Record>,
    waker: Option<Waker>,
}

/// Something for people to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// How bad it is.
    pub level: Level,
    /// The part of the library it comes from.
    pub target: String,
    /// What it says, in one line, with what it is about as `name=value`.
    pub text: String,
    /// When it was said.
    pub time: SystemTime,
}

/// Keeps what the core says at this level and above from now on. Until the first call nothing listens at all.
pub fn listen(level: LevelFilter) {
    let index = LEVELS.iter().position(|known| *known == level).unwrap_or(0);
    LEVEL.store(u8::try_from(index).unwrap_or(0), Ordering::Relaxed);
    // Fails when there is a subscriber: then it is this one, or the program has its own and needs nothing from here.
    let _ = tracing::subscriber::set_global_default(Listener);
    tracing::callsite::rebuild_interest_cache();
}

/// Takes the records that wait.
pub fn take() -> Vec<Record> {
    if !WAITING.load(Ordering::Relaxed) {
        return Vec::new();
    }
    let Some(mut queue) = lock() else { return Vec::new() };
    WAITING.store(false, Ordering::Relaxed);
    queue.records.drain(..).collect()
}

/// Asks to be woken whenever there are records again, once for all that come until they are taken. Returns whether there are some
/// already. The last one who asked is woken.
pub fn arm(waker: &Waker) -> bool {
    // Who cannot look yet has to come again.
    let Some(mut queue) = lock() else { return true };
    queue.waker = Some(waker.clone());
    !queue.records.is_empty()
}

/// The queue, unless somebody holds it for long: a thread that was at it when the process forked holds it in the child for good.
fn lock() -> Option<MutexGuard<'static, Queue>> {
    for _ in 0..100 {
        match QUEUE.try_lock() {
            Ok(queue) => return Some(queue),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => std::thread::yield_now(),
        }
    }
    None
}

fn level() -> LevelFilter {
    LEVELS[usize::from(LEVEL.load(Ordering::Relaxed)).min(LEVELS.len() - 1)]
}

/// Hears this project, and nothing else.
struct Listener;

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_event() && *metadata.level() <= level() && metadata.target().starts_with("steersman")
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(level())
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
        let record = Record {
            level: *metadata.level(),
            target: metadata.target().to_owned(),
            text: message,
            time: SystemTime::now(),
        };
        let Some(mut queue) = lock().filter(|queue| queue.records.len() < MOST) else { return };
        queue.records.push_back(record);
        WAITING.store(true, Ordering::Relaxed);
        let waker = queue.waker.clone().filter(|_| queue.records.len() == 1);
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
    fn record_str(&mut self, field: &Field, value: &str) {
        self.record_debug(field, &format_args!("{value}"));
    }

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
    use std::sync::Arc;
    use std::task::Wake;

    use super::*;

    /// Counts how often somebody is woken.
    #[derive(Default)]
    struct Woken(AtomicU8);

    impl Wake for Woken {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    #[test]
    fn what_is_said_is_kept_from_the_level_that_was_asked_for() {
        let woken = Arc::new(Woken::default());
        assert!(!arm(&woken.clone().into()));
        tracing::error!(target: "steersman::test", "nobody listens");
        listen(LevelFilter::WARN);
        tracing::info!(target: "steersman::test", "quiet");
        let before = SystemTime::now();
        tracing::warn!(target: "steersman::test", session = "s1", from = 7, "a warning");
        tracing::warn!(target: "other", "not ours");
        tracing::error!(target: "steersman::test", "an error");
        assert_eq!(woken.0.load(Ordering::Relaxed), 1);
        assert!(arm(&woken.clone().into()));
        let records = take();
        let texts: Vec<_> = records.iter().map(|one| (one.level, &*one.target, &*one.text)).collect();
        let target = "steersman::test";
        assert_eq!(
            texts,
            [(Level::WARN, target, "a warning session=s1 from=7"), (Level::ERROR, target, "an error")]
        );
        assert!(records.iter().all(|one| (before..=SystemTime::now()).contains(&one.time)));
        listen(LevelFilter::INFO);
        tracing::info!(target: "steersman::test", "heard");
        assert_eq!((take().len(), woken.0.load(Ordering::Relaxed)), (1, 2));
        listen(LevelFilter::OFF);
        tracing::error!(target: "steersman::test", "nobody listens any more");
        assert!(take().is_empty());
    }
}
