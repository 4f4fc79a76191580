//! How the session is told of over the API, and how results are taken.

use std::time::Duration;

use fastrand::Rng;
use steersman::session::machine::{History, Page, Snapshot, Time};

use super::{Changes, FOREIGN, LARGEST_PAGE, Late, Past, Server, State, Told, chance, up_to};
use crate::cover::{Cover, Seen};
use crate::vocabulary::{Call, Event, Kind, Made, Model, Note, Outcome};

impl Server {
    pub(super) fn note(&self, now: Time) -> Note {
        Note { at: now, status: self.status(), turn: self.turn, answer: self.answer }
    }

    /// `GET /changes`.
    pub fn changes(
        &self,
        from: u64,
        limit: Option<u64>,
        now: Time,
        rng: &mut Rng,
        cover: &mut Cover,
    ) -> Changes {
        let len = self.len();
        let start = from.max(self.evicted());
        if start >= len && start == from {
            return Changes::Nothing;
        }
        let mut begin = start.min(len);
        if self.style.duplicates && self.style.first_index && limit != Some(1) && rng.u8(..) < 48 {
            let back = rng.u64(0..4);
            begin = begin.saturating_sub(back).max(self.evicted());
        }
        let cap = u64::from(self.style.page_cap).min(limit.filter(|limit| *limit > 0).unwrap_or(u64::MAX));
        let mut end = len.min(begin + cap);
        if self.style.short_pages && end > begin + 1 && rng.u8(..) < 64 {
            let less = rng.u64(begin + 1..end);
            if !self.looks_like_tip(less) {
                end = less;
                cover.see(Seen::ShortPage);
            }
        }
        if begin < from {
            cover.see(if end <= from { Seen::DuplicatePage } else { Seen::OverlappingPage });
        }
        if begin > from && begin == end {
            cover.see(Seen::EmptyJump);
        }
        if end < len {
            cover.see(Seen::CappedPage);
        }
        let range = usize::try_from(begin).expect("small")..usize::try_from(end).expect("small");
        let events = &self.log[range];
        if events.iter().map(|event| u32::from(event.size)).sum::<u32>() > LARGEST_PAGE {
            cover.see(Seen::TooLarge);
            return Changes::TooLarge;
        }
        Changes::Page(self.page(begin, events.to_vec(), now))
    }

    /// Whether the log up to an index ends in an announcement that is like the list now, but of another step. No
    /// client could tell that this is not the tip, so no page ends early there.
    pub(super) fn looks_like_tip(&self, end: u64) -> bool {
        let end = usize::try_from(end).expect("small");
        let states =
            self.log[..end].iter().rev().filter(|event| !matches!(event.kind, Kind::Plain | Kind::Answer));
        match states.map(|event| event.kind).next() {
            Some(Kind::Awaiting(calls)) => {
                calls.as_slice().iter().map(Call::key).eq(self.pending.iter().map(Call::key))
                    && calls.as_slice()[0].step != self.step()
            }
            _ => false,
        }
    }

    pub(super) fn page(&self, first_index: u64, events: Vec<Event>, now: Time) -> Page<Model> {
        Page {
            first_index: self.style.first_index.then_some(first_index),
            events,
            status: self.status(),
            pending: (self.style.told == Told::Everywhere).then(|| self.pending.clone()),
            has_answer: self.answer != 0,
            rest: self.note(now),
        }
    }

    /// How it is said that there is nothing new: without a body, or as a page without events.
    pub fn nothing(&self, from: u64, now: Time, rng: &mut Rng) -> Changes {
        if self.style.empty_pages && !self.log.is_empty() && rng.bool() {
            Changes::Page(self.page(from, Vec::new(), now))
        } else {
            Changes::Nothing
        }
    }

    /// `GET /changes` without events, from the start.
    pub fn current(&self, now: Time) -> Option<Page<Model>> {
        (!self.log.is_empty()).then(|| self.page(self.evicted(), Vec::new(), now))
    }

    /// `GET /status`.
    pub fn snapshot(&self, now: Time, cover: &mut Cover) -> Snapshot<Model> {
        let ended = self.state == State::Ended;
        if ended && now < self.errors_from {
            cover.see(Seen::ErrorStillMissing);
        }
        Snapshot {
            status: self.status(),
            pending: (self.style.told != Told::Nowhere).then(|| self.pending.clone()),
            has_error: ended && now >= self.errors_from,
            rest: self.note(now),
        }
    }

    /// `GET /events`; none if it is not to be read.
    pub fn history(&mut self, page: u64, size: u64) -> Option<History<Model>> {
        self.past_read = true;
        let foreign = Event { index: FOREIGN, size: 0, kind: Kind::Plain };
        let (skipped, before) = match self.style.past {
            Past::Complete => (0, 0),
            Past::Truncated | Past::TruncatedSecretly => (u64::from(self.past_from), 0),
            Past::Shifted => (0, 2),
            Past::Unreadable => return None,
        };
        let kept = self.len() - skipped + before;
        let total = if self.style.past == Past::TruncatedSecretly { self.len() } else { kept };
        let begin = ((page - 1) * size).min(kept);
        let end = (begin + size).min(kept);
        let events = (begin..end)
            .map(|place| if place < before { foreign } else { self.event(place - before + skipped) });
        Some(History { total, events: events.collect() })
    }

    /// `POST /tool_results`. `Err` is the status code.
    pub fn results(
        &mut self,
        results: &[(Call, Outcome)],
        now: Time,
        rng: &mut Rng,
        cover: &mut Cover,
    ) -> Result<(), u16> {
        if self.status().is_terminal() {
            return Err(409);
        }
        if !self.calm && chance(rng, self.style.false_conflicts) {
            cover.see(Seen::FalseConflict);
            return Err(409);
        }
        if self.style.refuses_all || results.iter().any(|(_, outcome)| outcome.made == Made::Unpalatable) {
            return Err(422);
        }
        let mut bound: Vec<Call> = Vec::new();
        for (posted, outcome) in results {
            let settling = &self.settling;
            let free = |call: &&Call| {
                call.key() == posted.key()
                    && !bound.contains(call)
                    && settling.iter().all(|(_, taken)| taken != *call)
            };
            match (self.pending.iter().find(free), self.style.late) {
                (Some(call), _) => {
                    if call.step != outcome.step {
                        cover.see(Seen::TakenForAnotherStep);
                    }
                    bound.push(*call);
                }
                (None, Late::Taken) => cover.see(Seen::LateTaken),
                (None, Late::Conflict) => return Err(409),
                (None, Late::Refused) => return Err(422),
            }
        }
        let most = Duration::from_millis(if rng.bool() { 1 } else { 2000 });
        for call in bound {
            self.settling.push((now + up_to(rng, most), call));
        }
        Ok(())
    }
}
