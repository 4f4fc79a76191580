//! The event log of one session: append-only, numbered from 0, read by index.
//! Two retentions: what long polls can still reach, and what the paged history can still reach.

use std::collections::VecDeque;
use std::sync::Arc;

/// One event as it was appended: its type, and the whole envelope as JSON text.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) kind: Arc<str>,
    pub(crate) raw: Arc<str>,
}

/// How many of the newest events a session keeps within reach. `None` keeps all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retention {
    /// Events that `/changes` can still hand out; a poll behind them is answered from the oldest one left (`first_index`).
    pub changes: Option<usize>,
    /// Events that `/events` can still hand out. Never fewer than `changes`.
    pub history: Option<usize>,
}

/// The events of one session.
#[derive(Debug, Default)]
pub(crate) struct EventLog {
    retention: Retention,
    /// Index of `events[0]`.
    start: u64,
    events: VecDeque<Event>,
}

/// A run of events read from the log.
#[derive(Debug)]
pub(crate) struct Page {
    /// Index of the first event, or of the point reached when there is none.
    pub(crate) first_index: u64,
    pub(crate) events: Vec<Event>,
}

impl EventLog {
    pub(crate) fn new(retention: Retention) -> Self {
        Self { retention, ..Self::default() }
    }

    /// The log as it was kept.
    pub(crate) fn restored(retention: Retention, start: u64, events: Vec<Event>) -> Self {
        Self { retention, start, events: events.into() }
    }

    /// Index of the oldest event that is left.
    pub(crate) fn oldest(&self) -> u64 {
        self.start
    }

    /// The events from an index on.
    pub(crate) fn since(&self, index: u64) -> Vec<Event> {
        let skip = usize::try_from(index.saturating_sub(self.start)).unwrap_or(usize::MAX);
        self.events.iter().skip(skip).cloned().collect()
    }

    /// Index of the next event to come.
    pub(crate) fn tip(&self) -> u64 {
        self.start + self.events.len() as u64
    }

    pub(crate) fn append(&mut self, event: Event) {
        self.events.push_back(event);
        let Retention { changes, history: Some(history) } = self.retention else { return };
        while self.events.len() > history.max(changes.unwrap_or(0)) {
            self.events.pop_front();
            self.start += 1;
        }
    }

    /// Index of the oldest event that `/changes` still hands out.
    fn reachable(&self) -> u64 {
        let window =
            self.retention.changes.map_or(self.events.len(), |changes| changes.min(self.events.len()));
        self.tip() - window as u64
    }

    /// At most `limit` events from `from` on, beginning at the oldest one left when `from` has been evicted.
    pub(crate) fn read(&self, from: u64, limit: usize) -> Page {
        let first_index = from.max(self.reachable()).min(self.tip());
        let skip = usize::try_from(first_index - self.start).unwrap_or(usize::MAX);
        Page { first_index, events: self.events.iter().skip(skip).take(limit).cloned().collect() }
    }

    /// The whole history that is left, oldest first.
    pub(crate) fn history(&self) -> impl DoubleEndedIterator<Item = &Event> {
        self.events.iter()
    }

    /// Whether an event of this index was ever appended.
    pub(crate) fn contains(&self, index: u64) -> bool {
        index < self.tip()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(retention: Retention, count: u64) -> EventLog {
        let mut log = EventLog::new(retention);
        for index in 0..count {
            log.append(Event { kind: "Tick".into(), raw: index.to_string().into() });
        }
        log
    }

    fn texts(page: &Page) -> Vec<&str> {
        page.events.iter().map(|event| &*event.raw).collect()
    }

    #[test]
    fn a_read_begins_where_it_is_asked_to_and_stops_at_its_limit() {
        let log = log(Retention::default(), 5);
        let page = log.read(1, 2);
        assert_eq!((page.first_index, texts(&page)), (1, vec!["1", "2"]));
        assert_eq!(log.read(5, 9).first_index, 5);
        assert_eq!(log.read(50, 9).first_index, 5);
    }

    #[test]
    fn events_beyond_the_window_of_changes_are_skipped_but_stay_in_the_history() {
        let log = log(Retention { changes: Some(2), history: None }, 5);
        let page = log.read(0, 10);
        assert_eq!((page.first_index, texts(&page)), (3, vec!["3", "4"]));
        assert_eq!(log.history().count(), 5);
    }

    #[test]
    fn events_beyond_the_history_are_gone_and_indexes_stay_true() {
        let log = log(Retention { changes: Some(2), history: Some(3) }, 5);
        assert_eq!(log.history().map(|event| &*event.raw).collect::<Vec<_>>(), ["2", "3", "4"]);
        let page = log.read(4, 10);
        assert_eq!((page.first_index, texts(&page)), (4, vec!["4"]));
        assert_eq!(log.tip(), 5);
        assert!(log.contains(0) && !log.contains(5));
    }

    #[test]
    fn a_history_without_a_window_of_changes_bounds_both() {
        let log = log(Retention { changes: None, history: Some(2) }, 5);
        assert_eq!(log.read(0, 10).first_index, 3);
    }
}
