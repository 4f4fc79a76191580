//! What a machine is told, and how long it may wait after a failure.

use std::time::Duration;

use steersman::session::machine::{FailureKind, Input, Machine, Reply, Status, Ticket, Time};

use super::{Answered, Given, World};
use crate::cover::Seen;
use crate::laws::{self, Verdict, law};
use crate::watch::{Asked, Flight, Patience};

impl World<'_> {
    pub(super) fn reply(&mut self, name: usize, ticket: Ticket, reply: Answered) -> Verdict {
        let now = self.now;
        let watch = &mut self.watches[name];
        if watch.machine.is_none() {
            return Ok(());
        }
        let Some(place) = watch.flights.iter().position(|flight| flight.ticket == ticket) else {
            return Err(format!("no request has ticket {ticket:?}"));
        };
        let flight = watch.flights.swap_remove(place);
        self.see_staleness(name, &flight, &reply);
        let watch = &mut self.watches[name];
        let failure =
            reply.as_ref().err().map(|failure| (failure.transient, failure.kind, failure.retry_after));
        let given = Given { flight: Some(flight.clone()), failure };
        let quiet = match &reply {
            Ok(Reply::NoChange | Reply::Snapshot(_)) => true,
            Ok(Reply::Page(page)) => {
                let first_index = page.first_index.unwrap_or(watch.next);
                first_index + page.events.len() as u64 <= watch.next
            }
            _ => false,
        };
        if !quiet {
            watch.stir(now);
        }
        let before = (watch.reader, watch.poster);
        let waits = failure.and_then(|failure| self.note_failure(name, &flight, failure));
        if failure.is_none() && self.watches[name].is_open() {
            self.note_success(name, &flight, &reply);
        }
        self.feed(name, Input::Reply(ticket, reply), &given)?;
        let watch = &mut self.watches[name];
        if watch.finished {
            return Ok(());
        }
        let Some((least, most)) = waits else { return Ok(()) };
        if flight.kind == Asked::History && watch.history_failures == 0 {
            // The gap was given up: nothing is retried.
            (watch.reader, watch.poster) = before;
            return Ok(());
        }
        let reading = laws::is_reading(flight.kind);
        let patience = if reading { &mut watch.reader } else { &mut watch.poster };
        if patience.fuzzy {
            return Ok(());
        }
        let transient = failure.is_some_and(|(transient, ..)| transient);
        patience.not_before = now + least;
        let since = patience.since.unwrap_or(now);
        law!(
            !transient || now + least - since <= watch.config.retry.budget,
            "goes on after the budget is spent: {:?}",
            now + least - since
        );
        let wake = watch.machine.as_ref().and_then(Machine::wake_at);
        law!(
            !transient || wake.is_some_and(|wake| wake <= now + most),
            "waits too long: until {wake:?}, not {:?}",
            now + most
        );
        Ok(())
    }

    pub(super) fn see_staleness(&mut self, name: usize, flight: &Flight, reply: &Answered) {
        let watch = &self.watches[name];
        let note = match reply {
            Ok(Reply::Page(page)) => page.rest,
            Ok(Reply::Snapshot(snapshot)) => snapshot.rest,
            _ => return,
        };
        if note.turn < watch.least_turn {
            if note.status == Status::Idle {
                self.cover.see(Seen::StaleIdle);
            } else if flight.sent < watch.told {
                self.cover.see(Seen::ReplyOlderThanMessage);
            }
        }
    }

    pub(super) fn note_success(&mut self, name: usize, flight: &Flight, reply: &Answered) {
        let watch = &mut self.watches[name];
        match flight.kind {
            Asked::Results => {
                watch.poster = Patience::default();
                self.handles[watch.handle].taken.extend(flight.results.iter().copied());
                watch.stir(self.now);
            }
            Asked::Recheck => {
                watch.poster.since = None;
                watch.poster.not_before = Time::ZERO;
                watch.doubt = false;
            }
            Asked::Either => {
                // Whoever of the two it was.
                watch.poster.fuzzy = true;
                watch.poster.not_before = Time::ZERO;
                watch.reader = Patience::default();
                watch.reader.fuzzy = true;
            }
            _ => {
                watch.reader = Patience::default();
                watch.history_failures = 0;
                if flight.kind == Asked::Changes {
                    watch.history_pages = 0;
                }
            }
        }
        if matches!(reply, Ok(Reply::Page(_))) && flight.kind == Asked::Changes {
            watch.history_pages = 0;
        }
    }

    /// Notes a failure; returns the shortest and the longest wait before the next try, where one must follow.
    pub(super) fn note_failure(
        &mut self,
        name: usize,
        flight: &Flight,
        (transient, kind, retry_after): (bool, FailureKind, Option<Duration>),
    ) -> Option<(Duration, Duration)> {
        let now = self.now;
        let watch = &mut self.watches[name];
        if flight.kind == Asked::Status || flight.kind == Asked::Either {
            watch.status_failed = true;
        }
        if flight.kind == Asked::History {
            watch.history_failures += 1;
        }
        if flight.kind == Asked::Either {
            watch.reader.fuzzy = true;
            watch.poster.fuzzy = true;
            return None;
        }
        let reading = laws::is_reading(flight.kind);
        if flight.kind == Asked::Results {
            match kind {
                FailureKind::Conflict => {
                    watch.doubt = true;
                    watch.conflicts.extend(flight.results.iter().copied());
                }
                FailureKind::Refused => {
                    watch.doubt = flight.results.len() == 1 || watch.doubt;
                    if flight.results.len() > 1 {
                        self.cover.see(Seen::BatchRefused);
                    }
                }
                _ => watch.lost.extend(flight.results.iter().copied()),
            }
        }
        let results = flight.kind == Asked::Results;
        if results && kind == FailureKind::Refused && flight.results.len() == 1 {
            // Whether it rests now depends on what it knows of earlier tries.
            watch.poster.fuzzy = true;
        }
        let conflict = results && kind == FailureKind::Conflict;
        if !transient && !conflict {
            return None;
        }
        let config = &watch.config;
        let patience = if reading { &mut watch.reader } else { &mut watch.poster };
        let (mut least, most) = laws::waits(patience.failures, config, retry_after);
        if !reading && most > config.retry.budget {
            // Whether the poster counts this one depends on its jitter.
            patience.fuzzy = true;
        }
        if patience.fuzzy {
            least = Duration::ZERO;
        }
        if transient {
            patience.since.get_or_insert(now);
            if retry_after.is_some_and(|wait| wait > config.retry.base * 2) {
                self.cover.see(Seen::RetryAfter);
            }
        }
        patience.failures += 1;
        if patience.failures == 3 {
            self.cover.see(Seen::ThirdRetry);
        }
        Some((least, most))
    }
}
