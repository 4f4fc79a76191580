//! What the core has to say to people: kept until Python takes it, because only Python may write to its log.

use std::collections::VecDeque;
use std::fmt::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use tracing::field::{Field, Visit};
use tracing::span;
use tracing::{Event, Level, Metadata, Subscriber};

/// Most records that wait; what comes on top is dropped.
const MOST: usize = 1000;

static RECORDS: Mutex<VecDeque<String>> = Mutex::new(VecDeque::new());
/// Whether there are records. It only saves looking: the records themselves are behind their lock, so it is relaxed.
static WAITING: AtomicBool = AtomicBool::new(false);

/// Takes the warnings and errors that wait.
pub(crate) fn take() -> Vec<String> {
    if !WAITING.load(Ordering::Relaxed) {
        return Vec::new();
    }
    let mut records = RECORDS.lock().unwrap_or_else(PoisonError::into_inner);
    WAITING.store(false, Ordering::Relaxed);
    records.drain(..).collect()
}

/// Begins to keep what the core says.
pub(crate) fn listen() {
    // Fails when the module is loaded a second time: then it listens already.
    let _ = tracing::subscriber::set_global_default(Listener);
}

/// Hears warnings and errors of this project, and nothing else.
struct Listener;

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_event() && *metadata.level() <= Level::WARN && metadata.target().starts_with("steersman")
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
        let mut records = RECORDS.lock().unwrap_or_else(PoisonError::into_inner);
        if records.len() < MOST {
            records.push_back(message);
            WAITING.store(true, Ordering::Relaxed);
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
