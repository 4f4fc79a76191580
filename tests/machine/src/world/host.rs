//! What stands behind a machine: a consumer, and tools.

use std::time::Duration;

use steersman::session::machine::{CallId, Ending, Input, Status, Time, Withdrawal};

use super::{Due, Given, World};
use crate::cover::Seen;
use crate::laws::{self, Verdict};
use crate::vocabulary::{Call, Made, Model, Outcome};
use crate::watch::{Fate, Handed};

impl World<'_> {
    pub(super) fn plan_take(&mut self, name: usize) {
        let watch = &mut self.watches[name];
        if watch.queue >= watch.config.read_ahead {
            self.cover.see(Seen::ReadAheadFull);
        }
        if watch.queue == 0 || watch.taking || watch.stalled {
            return;
        }
        watch.taking = true;
        let appetite = watch.appetite;
        let after = self.within(appetite);
        self.put(self.now + after, Due::Take(name));
    }

    pub(super) fn take(&mut self, name: usize) -> Verdict {
        let watch = &mut self.watches[name];
        watch.taking = false;
        if watch.queue == 0 || watch.stalled {
            return Ok(());
        }
        let count = if self.rng.bool() { watch.queue } else { self.rng.usize(1..=watch.queue) };
        watch.queue -= count;
        let left = watch.queue;
        if watch.is_open() {
            watch.stir(self.now);
            self.step(name, Input::Buffered(left))?;
        }
        self.plan_take(name);
        Ok(())
    }

    pub(super) fn leave(&mut self, name: usize, dropped: bool) -> Verdict {
        if !self.watches[name].is_open() {
            return Ok(());
        }
        if !dropped {
            return self.step(name, Input::Close);
        }
        self.say(|| format!("w{name} is dropped"));
        self.cover.see(Seen::Dropped);
        let watch = &mut self.watches[name];
        watch.machine = None;
        watch.tick_at = None;
        let handle = &mut self.handles[watch.handle];
        for handed in handle.handed.iter_mut().filter(|handed| handed.watch == name) {
            if handed.fate == Fate::Running {
                handed.fate = Fate::Free;
            }
        }
        self.tell_released(name);
        Ok(())
    }

    /// The other watches of a handle hear that this one let go of its claims, each in its own time.
    fn tell_released(&mut self, gone: usize) {
        let handle = self.watches[gone].handle;
        for name in 0..self.watches.len() {
            if name != gone && self.watches[name].handle == handle {
                let after = self.within(Duration::from_millis(20));
                self.put(self.now + after, Due::Released(name));
            }
        }
    }

    pub(super) fn told(&mut self, handle: usize, floor: u64, turn: u32) -> Verdict {
        let message = &mut self.handles[handle].message;
        *message = (*message).max(Some((floor, turn)));
        for name in 0..self.watches.len() {
            let watch = &mut self.watches[name];
            if watch.handle == handle && watch.is_open() {
                watch.least_turn = watch.least_turn.max(turn + 1);
                watch.told = self.now;
                watch.stir(self.now);
                self.step(name, Input::MessageSent { floor })?;
            }
        }
        Ok(())
    }

    pub(super) fn run(&mut self, name: usize, id: CallId, call: &Call, deadline: Option<Time>) -> Verdict {
        let watch = &mut self.watches[name];
        watch.stir(self.now);
        let handle = &mut self.handles[watch.handle];
        laws::run(watch, handle, &self.server, self.cover, call, deadline, name)?;
        handle.handed.push(Handed { watch: name, id, call: *call, at: self.now, fate: Fate::Running });
        let never = !self.calm() && self.rng.u8(0..100) < self.plan.endless_tools;
        if never {
            return Ok(());
        }
        let most = if self.calm() { Duration::from_millis(50) } else { self.plan.tool_time };
        let after = self.within(most);
        let unpalatable = self.rng.u8(0..100) < self.plan.unpalatable;
        let made = if unpalatable { Made::Unpalatable } else { Made::ByTool };
        self.put(self.now + after, Due::Done { watch: name, id, outcome: Outcome::of(call, made) });
        Ok(())
    }

    pub(super) fn done(&mut self, name: usize, id: CallId, outcome: Outcome) -> Verdict {
        let watch = &mut self.watches[name];
        let handle = &mut self.handles[watch.handle];
        let Some(handed) = handle.handed.iter_mut().find(|handed| handed.id == id) else {
            return Err(format!("{id:?} was never handed out"));
        };
        if handed.fate == Fate::Running {
            handed.fate = Fate::Done;
        } else {
            self.cover.see(Seen::DoneAfterWithdrawal);
        }
        watch.stir(self.now);
        self.step(name, Input::ToolDone(id, outcome))
    }

    pub(super) fn withdraw(&mut self, name: usize, id: CallId, why: Withdrawal) -> Verdict {
        let watch = &mut self.watches[name];
        watch.stir(self.now);
        let handle = &mut self.handles[watch.handle];
        let Some(place) = handle.handed.iter().position(|handed| handed.id == id && handed.watch == name)
        else {
            return Err(format!("{id:?} was withdrawn and never handed out"));
        };
        laws::withdraw(handle, &self.server, self.now, watch.limit, place, why)?;
        let (fate, seen) = match why {
            Withdrawal::TimedOut => (Fate::Done, Seen::TimedOut),
            Withdrawal::SettledElsewhere => (Fate::Elsewhere, Seen::SettledElsewhere),
            _ => (Fate::Free, Seen::WithdrawnAtEnd),
        };
        if fate == Fate::Free && watch.config.deadline.is_some_and(|deadline| deadline <= self.now) {
            self.cover.see(Seen::DeadlineWhileRunning);
        }
        handle.handed[place].fate = fate;
        self.cover.see(seen);
        Ok(())
    }

    pub(super) fn finish(
        &mut self,
        name: usize,
        ending: &Ending<Model>,
        closing: bool,
        given: &Given,
    ) -> Verdict {
        let watch = &self.watches[name];
        let failed = match (&given.flight, given.failure) {
            (Some(flight), Some((transient, _, retry_after))) => Some((flight, transient, retry_after)),
            _ => None,
        };
        let handle = &self.handles[watch.handle];
        laws::finish(watch, handle, &self.server, self.cover, self.now, name, ending, closing, failed)?;
        if matches!(ending, Ending::Settled { status: Status::Ended, .. })
            && !self.server.is_empty()
            && !self.server.style.end_leaves_event
        {
            self.cover.see(Seen::QuietEnd);
        }
        self.watches[name].finished = true;
        self.tell_released(name);
        Ok(())
    }
}
