//! What the agent does, and what others do to the session.

use std::time::Duration;

use fastrand::Rng;
use steersman::session::machine::Time;

use super::{Ids, LONG_IDLE, Past, Server, State, up_to};
use crate::cover::{Cover, Seen};
use crate::vocabulary::{Call, Calls, Kind, MOST_CALLS};

impl Server {
    pub(super) fn think(&mut self, now: Time, rng: &mut Rng) {
        let most = if self.calm { self.style.think.min(Duration::from_secs(2)) } else { self.style.think };
        self.agent_at = Some(now + up_to(rng, most));
    }

    pub(super) fn act(&mut self, now: Time, rng: &mut Rng, cover: &mut Cover) {
        match self.state {
            State::Starting if rng.u8(..) < 12 => {
                cover.see(Seen::DeadBeforeFirstEvent);
                self.finish(State::Ended, now, rng);
            }
            State::Starting => {
                for _ in 0..rng.u8(0..3) {
                    self.append(Kind::Plain, rng);
                }
                self.run(now, rng);
            }
            State::Running => self.work(now, rng, cover),
            State::Paused => {
                self.state = State::Running;
                self.append(Kind::Plain, rng);
                self.think(now, rng);
            }
            State::Awaiting => self.loiter(now, rng, cover),
            State::AwaitingPaused => {
                self.append(Kind::Plain, rng);
                if self.pending.is_empty() {
                    self.run(now, rng);
                } else {
                    self.state = State::Awaiting;
                    if self.shrunk_unsaid || rng.bool() {
                        self.announce(rng);
                    }
                    self.think(now, rng);
                }
            }
            State::Idle if self.calm && !self.idle_in_calm => {
                // Long enough for every watch to notice.
                self.idle_in_calm = true;
                self.agent_at = Some(now + LONG_IDLE);
            }
            State::Idle if self.calm || rng.bool() => self.finish(State::Completed, now, rng),
            State::Idle => self.wake(now, rng),
            State::Completed | State::Ended => {}
        }
    }

    pub(super) fn run(&mut self, now: Time, rng: &mut Rng) {
        self.state = State::Running;
        self.pending.clear();
        self.append(Kind::Active, rng);
        self.think(now, rng);
    }

    pub(super) fn work(&mut self, now: Time, rng: &mut Rng, cover: &mut Cover) {
        let odds = rng.u8(0..100);
        if self.work_left == 0 || odds >= 97 {
            let state = match rng.u8(0..8) {
                0 => State::Ended,
                1..=5 if self.style.keeps_open => State::Idle,
                _ => State::Completed,
            };
            return self.conclude(state, now, rng);
        }
        self.work_left -= 1;
        match odds {
            _ if odds < self.style.tool_steps => self.ask(rng, cover),
            0..85 => {
                for _ in 0..rng.u32(1..=self.style.burst) {
                    self.append(Kind::Plain, rng);
                }
            }
            85..91 if self.style.keeps_open => return self.conclude(State::Idle, now, rng),
            _ => {
                self.append(Kind::Plain, rng);
                self.state = State::Paused;
            }
        }
        self.think(now, rng);
    }

    pub(super) fn ask(&mut self, rng: &mut Rng, cover: &mut Cover) {
        let step = u16::try_from(self.steps.len() + 1).expect("few steps");
        let count = rng.usize(1..=MOST_CALLS);
        let mut calls = Vec::with_capacity(count);
        for slot in 0..u8::try_from(count).expect("few calls") {
            let (id, body) = match self.style.ids {
                Ids::Unique => {
                    self.next_id = self.next_id.wrapping_add(1) % 90;
                    (Some(self.next_id), rng.u8(0..4))
                }
                Ids::Repeating => (Some(slot), rng.u8(0..4)),
                Ids::Null => (None, slot),
                Ids::Twins => (None, rng.u8(0..2)),
            };
            calls.push(Call { step, slot, id, body });
        }
        if step > 1 && self.style.ids == Ids::Repeating {
            cover.see(Seen::RepeatedId);
        }
        if calls.iter().enumerate().any(|(at, call)| calls[..at].iter().any(|twin| twin.key() == call.key()))
        {
            cover.see(Seen::Twins);
        }
        self.pending.clone_from(&calls);
        self.steps.push(calls);
        self.announced.push(self.len());
        self.state = State::Awaiting;
        self.announce(rng);
    }

    pub(super) fn announce(&mut self, rng: &mut Rng) {
        self.shrunk_unsaid = false;
        let calls = Calls::new(&self.pending);
        self.append(Kind::Awaiting(calls), rng);
    }

    /// While it waits, the agent is not always silent.
    pub(super) fn loiter(&mut self, now: Time, rng: &mut Rng, cover: &mut Cover) {
        match rng.u8(0..20) {
            0..7 => self.append(Kind::Plain, rng),
            7..10 => {
                cover.see(Seen::Reannounced);
                self.announce(rng);
            }
            10..12 if !self.calm => {
                cover.see(Seen::StepAbandoned);
                return self.run(now, rng);
            }
            12 if !self.calm => return self.conclude(State::Ended, now, rng),
            13..15 if !self.calm => {
                cover.see(Seen::PausedWhileAwaiting);
                self.append(Kind::Plain, rng);
                self.state = State::AwaitingPaused;
            }
            // It waits in silence from now on.
            _ => return,
        }
        self.think(now, rng);
    }

    pub(super) fn conclude(&mut self, state: State, now: Time, rng: &mut Rng) {
        if state == State::Ended {
            return self.finish(state, now, rng);
        }
        self.turn += 1;
        self.answer = if rng.u8(..) < 30 { 0 } else { self.turn };
        if self.answer != 0 && rng.u8(..) < 220 {
            self.append(Kind::Answer, rng);
        }
        if state == State::Completed {
            return self.finish(state, now, rng);
        }
        self.append(Kind::Idle, rng);
        self.state = State::Idle;
        self.idle_in_calm = false;
        let wait = Duration::from_secs(rng.u64(0..60));
        self.agent_at = Some(now + wait);
    }

    pub(super) fn finish(&mut self, state: State, now: Time, rng: &mut Rng) {
        self.idle_in_calm = false;
        self.state = state;
        self.pending.clear();
        self.settling.clear();
        self.agent_at = None;
        self.wake_at = None;
        let late = Duration::from_millis(if rng.bool() { 0 } else { rng.u64(1..3000) });
        self.errors_from = now + late;
        if !self.log.is_empty() && self.style.end_leaves_event {
            let kind = if rng.bool() { Kind::Plain } else { Kind::Active };
            self.append(kind, rng);
        }
        self.remember(now);
    }

    pub(super) fn wake(&mut self, now: Time, rng: &mut Rng) {
        self.idle_in_calm = false;
        self.wake_at = None;
        if self.state != State::Idle {
            return;
        }
        self.work_left = self.work_left.max(rng.u32(0..4));
        self.state = State::Running;
        if self.style.wake_leaves_event {
            self.append(Kind::Active, rng);
        }
        self.think(now, rng);
        self.remember(now);
    }

    /// A call has its result.
    pub(super) fn resolve(&mut self, call: &Call, now: Time, rng: &mut Rng, cover: &mut Cover) {
        let Some(place) = self.pending.iter().position(|waiting| waiting == call) else { return };
        self.pending.remove(place);
        if self.state == State::AwaitingPaused {
            self.shrunk_unsaid = true;
            return;
        }
        if self.pending.is_empty() {
            self.run(now, rng);
        } else {
            cover.see(Seen::ShrunkList);
            self.announce(rng);
        }
        self.remember(now);
    }

    /// Someone else ends the session.
    pub fn interrupt(&mut self, now: Time, rng: &mut Rng) {
        if !self.status().is_terminal() {
            self.finish(State::Ended, now, rng);
        }
    }

    /// A message is accepted. Returns whether the session was idle.
    pub fn message(&mut self, now: Time, rng: &mut Rng) -> bool {
        match self.state {
            State::Idle => {
                let most = Duration::from_millis(if rng.bool() { 5 } else { 4000 });
                let late = up_to(rng, most);
                self.wake_at.get_or_insert(now + late);
                self.agent_at = None;
                true
            }
            State::Paused => {
                self.agent_at = Some(now);
                false
            }
            _ => false,
        }
    }

    /// Another client answers one of the calls.
    pub fn answer_elsewhere(&mut self, now: Time, rng: &mut Rng, cover: &mut Cover) {
        if self.state == State::Awaiting {
            cover.see(Seen::AnsweredElsewhere);
            let call = self.pending[rng.usize(0..self.pending.len())];
            self.resolve(&call, now, rng, cover);
        }
    }

    /// Old events go.
    pub fn evict(&mut self, rng: &mut Rng) {
        let len = u32::try_from(self.log.len()).expect("a small log");
        self.evicted = rng.u32(self.evicted..=len);
        if matches!(self.style.past, Past::Truncated | Past::TruncatedSecretly) && !self.past_read {
            self.past_from = rng.u32(self.past_from..=self.evicted);
        }
    }
}
