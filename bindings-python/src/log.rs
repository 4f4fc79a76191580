//! What the core has to say to people: kept until Python takes it, because only Python may write to its log.

use std::collections::VecDeque;
use std::fmt::{self, Write};
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Mutex, MutexGuard, Once, TryLockError};
use std::time::{SystemTime, UNIX_EPOCH};

use tracing::field::{Field, Visit};
use tracing::span;
use tracing::{Event, Level, Metadata, Subscriber};

use crate::hub;

/// Most records that wait; what comes on top is dropped.
const MOST: usize = 1000;

/// A record: level as Python counts them, where it comes from, text, seconds since 1970.
pub(crate) type Record = (u8, String, String, f64);

static RECORDS: Mutex<VecDeque<Record>> = Mutex::new(VecDeque::new());
/// Whether there are records. It only saves looking: the records themselves are behind their lock, so it is relaxed.
static WAITING: AtomicBool = AtomicBool::new(false);
/// The least level that is kept, as Python counts them. A plain setting, so it is relaxed.
static LEAST: AtomicU8 = AtomicU8::new(u8::MAX);

/// Takes the records that wait.
pub(crate) fn take() -> Vec<Record> {
    if !WAITING.load(Ordering::Relaxed) {
        return Vec::new();
    }
    let Some(mut records) = records() else { return Vec::new() };
    WAITING.store(false, Ordering::Relaxed);
    records.drain(..).collect()
}

/// The records, unless somebody holds them for long: a thread that was at it when the process forked holds them in the child for good.
fn records() -> Option<MutexGuard<'static, VecDeque<Record>>> {
    for _ in 0..100 {
        match RECORDS.try_lock() {
            Ok(records) => return Some(records),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => std::thread::yield_now(),
        }
    }
    None
}

/// Keeps records from this level on (10 for debug to 40 for error). Until the first call nothing listens at all.
pub(crate) fn set_level(least: u8) {
    static LISTEN: Once = Once::new();
    LEAST.store(least, Ordering::Relaxed);
    if least < u8::MAX {
        // Fails when somebody else in this process listens: then it is theirs to write.
        LISTEN.call_once(|| drop(tracing::subscriber::set_global_default(Listener)));
    }
    tracing::callsite::rebuild_interest_cache();
}

fn number(level: Level) -> u8 {
    match level {
        Level::ERROR => 40,
        Level::WARN => 30,
        Level::INFO => 20,
        Level::DEBUG => 10,
        Level::TRACE => 5,
    }
}

/// Hears this project, and nothing else.
struct Listener;

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_event()
            && number(*metadata.level()) >= LEAST.load(Ordering::Relaxed)
            && metadata.target().starts_with("steersman")
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
        let at = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64();
        let metadata = event.metadata();
        let Some(mut records) = records().filter(|records| records.len() < MOST) else { return };
        records.push_back((number(*metadata.level()), metadata.target().to_owned(), message, at));
        drop(records);
        // One call for all that comes until somebody takes it.
        if !WAITING.swap(true, Ordering::Relaxed) {
            hub::wake_one();
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
