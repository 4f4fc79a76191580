//! Filling a gap that eviction left: the missing events are read from the paged history, once it is certain
//! that the history counts its events as the log does.

use super::{GapReason, History, Page, Request, Ticket, Vocabulary};

/// Events in a page of history: the most that the API gives.
const PAGE_SIZE: u64 = 200;

/// Tries of one history page before its events count as lost.
const TRIES: u32 = 3;

pub(super) struct Filling<V: Vocabulary> {
    /// Index of the next missing event.
    next: u64,
    /// Index after the last missing event.
    to: u64,
    /// The page that stands behind the gap.
    pub(super) held: Page<V>,
    /// The request that brought it.
    pub(super) asked: Ticket,
    /// The event before the gap, if it was read.
    before: Option<V::Event>,
    /// Whether another look at the log may be taken before the gap is given up.
    patient: bool,
    aligned: bool,
    tries: u32,
}

/// What a page of history brought.
pub(super) enum Filled<V: Vocabulary> {
    /// Missing events, from this index on (none while only the alignment was checked), and whether these were the last.
    Some { first_index: u64, events: Vec<V::Event>, done: bool },
    /// The rest, from this index on, is gone.
    Lost { from: u64, to: u64, reason: GapReason },
    /// No event tells whether the history is aligned; the log has to be looked at again. If it still ends at this
    /// index, the history was as long as the log.
    LookAgain { ends: Option<u64> },
}

impl<V: Vocabulary> Filling<V> {
    pub(super) fn new(
        from: u64,
        to: u64,
        held: Page<V>,
        asked: Ticket,
        before: Option<V::Event>,
        aligned: bool,
        patient: bool,
    ) -> Self {
        Self { next: from, to, held, asked, before, patient, aligned, tries: 0 }
    }

    /// Whether the next request brings events that need room.
    pub(super) fn brings_events(&self) -> bool {
        self.aligned
    }

    /// The index that the next page of history is asked for: before it is aligned, one that tells.
    fn wanted(&self) -> u64 {
        match self.known() {
            _ if self.aligned => self.next,
            Some((index, _)) => index,
            None => self.to - 1,
        }
    }

    pub(super) fn request(&self) -> Request<V> {
        Request::History { page: self.wanted() / PAGE_SIZE + 1, size: PAGE_SIZE }
    }

    pub(super) fn page(&mut self, history: History<V>) -> Filled<V> {
        self.tries = 0;
        let base = self.wanted() / PAGE_SIZE * PAGE_SIZE;
        if !self.aligned {
            let is_as_long = history.total == self.to && base + history.events.len() as u64 == self.to;
            self.aligned = match self.known() {
                Some((index, event)) => {
                    let other = history.events.get(offset(index - base));
                    other.is_some_and(|other| V::same(other, event))
                }
                // An ended log does not grow; another one may have, by as much as its history lost.
                None if self.held.status.is_terminal() => is_as_long,
                None if self.patient && history.total >= self.to => {
                    return Filled::LookAgain { ends: is_as_long.then_some(self.to) };
                }
                None => false,
            };
            if !self.aligned {
                return self.lost(GapReason::Evicted);
            }
            if self.next < base || self.next >= base + PAGE_SIZE {
                return Filled::Some { first_index: self.next, events: Vec::new(), done: false };
            }
        }
        let from = offset(self.next - base);
        let until = offset((self.to - base).min(PAGE_SIZE));
        if history.total < self.to || history.events.len() < until {
            // It has lost something since, and with that its order.
            return self.lost(GapReason::Evicted);
        }
        let events: Vec<_> = history.events.into_iter().take(until).skip(from).collect();
        let first_index = self.next;
        self.next += events.len() as u64;
        Filled::Some { first_index, events, done: self.next == self.to }
    }

    /// An event that is known from the log: the one behind the gap, or the one before it.
    fn known(&self) -> Option<(u64, &V::Event)> {
        let behind = self.held.events.first().map(|event| (self.to, event));
        behind.or_else(|| self.before.as_ref().map(|event| (self.next - 1, event)))
    }

    /// Notes a failed try; gives the gap up after too many, or at once where trying again is useless.
    pub(super) fn failed(&mut self, transient: bool) -> Option<Filled<V>> {
        self.tries += 1;
        (!transient || self.tries >= TRIES).then(|| self.lost(GapReason::HistoryUnavailable))
    }

    fn lost(&self, reason: GapReason) -> Filled<V> {
        Filled::Lost { from: self.next, to: self.to, reason }
    }
}

fn offset(distance: u64) -> usize {
    usize::try_from(distance).unwrap_or(usize::MAX)
}
