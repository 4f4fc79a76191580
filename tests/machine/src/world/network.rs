//! The way of a request to the server and back.

use std::time::Duration;

use steersman::session::machine::{Failure, FailureKind, Reply, Request, Ticket};

use super::{Answered, Due, Held, Luck, World};
use crate::cover::Seen;
use crate::laws::{self, Verdict};
use crate::server::Changes;
use crate::vocabulary::{Made, Model, Trouble};
use crate::watch::Flight;

impl World<'_> {
    pub(super) fn send(&mut self, name: usize, ticket: Ticket, request: Request<Model>) -> Verdict {
        let asked = laws::send(&mut self.watches[name], &self.server, self.now, &request)?;
        let mut results = Vec::new();
        if let Request::Results(posted) = &request {
            let watch = &mut self.watches[name];
            let handle = &self.handles[watch.handle];
            laws::post(watch, handle, &self.server, self.cover, posted)?;
            for (call, _) in posted {
                let key = (call.step, call.key());
                results.push(key);
                if watch.conflicts.contains(&key) {
                    self.cover.see(Seen::PostedAfterConflict);
                }
                if watch.lost.contains(&key) {
                    self.cover.see(Seen::PostedAgain);
                }
                if handle.of(key.0, key.1).all(|handed| handed.watch != name) {
                    self.cover.see(Seen::TakenOver);
                }
            }
            watch.stir(self.now);
        }
        self.watches[name].flights.push(Flight { ticket, kind: asked, sent: self.now, results });
        let luck = self.luck();
        let there = self.within(self.plan.latency);
        self.put(self.now + there, Due::Arrive { watch: name, ticket, request, luck });
        Ok(())
    }

    pub(super) fn luck(&mut self) -> Luck {
        if self.calm() || self.rng.u8(0..100) >= self.plan.faults {
            return Luck::Fine;
        }
        match self.rng.u8(0..32) {
            0..8 => Luck::LostBefore,
            8..18 => Luck::LostAfter,
            18..31 => {
                let wait = Duration::from_millis(self.rng.u64(0..40_000));
                Luck::Busy(self.rng.bool().then_some(wait))
            }
            _ => Luck::Lasting,
        }
    }

    /// A request is at the server.
    pub(super) fn arrive(&mut self, name: usize, ticket: Ticket, request: Request<Model>, luck: Luck) {
        let early = match luck {
            Luck::LostBefore => Some((true, None)),
            Luck::Busy(retry_after) => Some((true, retry_after)),
            Luck::Lasting => Some((false, None)),
            Luck::Fine | Luck::LostAfter => None,
        };
        if let Some((transient, retry_after)) = early {
            let error = if transient { Trouble::Passing } else { Trouble::Lasting };
            let failure = Failure { transient, retry_after, kind: FailureKind::Other, error };
            return self.respond(name, ticket, luck, Err(failure));
        }
        let refused = |kind, error| Err(Failure { transient: false, retry_after: None, kind, error });
        let reply = match request {
            Request::Changes { from_index, limit, wait_seconds } => {
                return self.poll(name, ticket, luck, from_index, limit, wait_seconds);
            }
            Request::Answer => Ok(self.server.current(self.now).map_or(Reply::NoChange, Reply::Page)),
            Request::Status => Ok(Reply::Snapshot(self.server.snapshot(self.now, self.cover))),
            Request::History { page, size } => match self.server.history(page, size) {
                Some(history) => Ok(Reply::History(history)),
                None => refused(FailureKind::Other, Trouble::Lasting),
            },
            Request::Results(results) => {
                let taken = self.server.results(&results, self.now, &mut self.rng, self.cover);
                if taken.is_ok() && luck == Luck::LostAfter && !self.calm() {
                    let handle = &mut self.handles[self.watches[name].handle];
                    let own = results.iter().filter(|(_, outcome)| outcome.made != Made::Refused);
                    handle.taken_unheard.extend(own.map(|(call, _)| (call.step, call.key())));
                }
                self.release();
                match taken {
                    Ok(()) => Ok(Reply::Accepted),
                    Err(409) => refused(FailureKind::Conflict, Trouble::Conflict),
                    Err(_) => refused(FailureKind::Refused, Trouble::Refused),
                }
            }
        };
        self.respond(name, ticket, luck, reply);
    }

    pub(super) fn poll(
        &mut self,
        name: usize,
        ticket: Ticket,
        luck: Luck,
        from: u64,
        limit: Option<u64>,
        wait_seconds: u64,
    ) {
        let changes = self.server.changes(from, limit, self.now, &mut self.rng, self.cover);
        let over = self.server.status().is_terminal() && self.server.style.end_releases;
        if matches!(changes, Changes::Nothing) && wait_seconds > 0 && !self.server.style.instant && !over {
            self.held.push(Held { watch: name, ticket, from, limit });
            self.put(self.now + Duration::from_secs(wait_seconds), Due::Expire { watch: name, ticket });
            return;
        }
        let changes = if matches!(changes, Changes::Nothing) {
            if wait_seconds > 0 {
                self.cover.see(Seen::AnsweredAtOnce);
            }
            self.server.nothing(from, self.now, &mut self.rng)
        } else {
            changes
        };
        self.respond_changes(name, ticket, luck, changes);
    }

    pub(super) fn respond_changes(&mut self, name: usize, ticket: Ticket, luck: Luck, changes: Changes) {
        let reply = match changes {
            Changes::Nothing => Ok(Reply::NoChange),
            Changes::Page(page) => {
                if page.first_index.is_none() {
                    self.cover.see(Seen::FirstIndexAbsent);
                }
                if page.pending.is_none() {
                    self.cover.see(Seen::ListAbsent);
                }
                Ok(Reply::Page(page))
            }
            Changes::TooLarge => Err(Failure {
                transient: false,
                retry_after: None,
                kind: FailureKind::TooLarge,
                error: Trouble::TooLarge,
            }),
        };
        self.respond(name, ticket, luck, reply);
    }

    /// Answers the held polls that have something to be answered.
    pub(super) fn release(&mut self) {
        let over = self.server.status().is_terminal() && self.server.style.end_releases;
        let mut place = 0;
        while place < self.held.len() {
            let Held { watch, ticket, from, limit } = self.held[place];
            if self.server.len() > from || self.server.evicted() > from || over {
                self.held.swap_remove(place);
                let mut changes = self.server.changes(from, limit, self.now, &mut self.rng, self.cover);
                if matches!(changes, Changes::Nothing) {
                    changes = self.server.nothing(from, self.now, &mut self.rng);
                }
                self.respond_changes(watch, ticket, Luck::Fine, changes);
            } else {
                place += 1;
            }
        }
    }

    /// Sends a reply on its way, if it does not get lost.
    pub(super) fn respond(&mut self, name: usize, ticket: Ticket, luck: Luck, reply: Answered) {
        let reply = if luck == Luck::LostAfter && !self.calm() {
            if matches!(reply, Ok(Reply::Page(_))) {
                self.cover.see(Seen::PageLost);
            }
            Err(Failure {
                transient: true,
                retry_after: None,
                kind: FailureKind::Other,
                error: Trouble::Passing,
            })
        } else {
            reply
        };
        let back = self.within(self.plan.latency);
        self.put(self.now + back, Due::Reply { watch: name, ticket, reply });
    }
}
