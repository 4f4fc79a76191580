//! Where delivered events wait until they are taken: filled by the driver, emptied by the consumer.
//!
//! An event is in the queue or it was taken; taking is synchronous, so no cancelled wait can lose one.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::Waker;
use std::vec;

use tokio::sync::Notify;
use tokio::time::Instant;

use super::machine::Gap;
use super::outcome::SessionOutcome;
use crate::Error;
use crate::tools::HostCall;
use crate::wire::{SessionEvent, ToolRequest};

/// A run of the log, or the lack of one.
pub(crate) enum Batch {
    Events { next_index: u64, events: vec::IntoIter<SessionEvent> },
    Gap(Gap),
}

#[derive(Default)]
struct State {
    batches: VecDeque<Batch>,
    /// Events in `batches`.
    events: usize,
    calls: VecDeque<HostCall>,
    unanswered: Option<Vec<ToolRequest>>,
    /// Since when no request has succeeded, and how the last one failed.
    trouble: Option<(Instant, Error)>,
    finished: bool,
    end: Option<Result<SessionOutcome, Error>>,
    waker: Option<Waker>,
    /// Woken by calls and the end alone.
    call_waker: Option<Waker>,
}

impl State {
    fn has_items(&self) -> bool {
        !self.batches.is_empty() || self.end.is_some()
    }

    fn has_calls(&self) -> bool {
        !self.calls.is_empty() || self.finished
    }
}

#[derive(Default)]
pub(crate) struct Queue {
    state: Mutex<State>,
    /// Told when the consumer has taken events.
    taken: Notify,
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing that can panic runs while the lock is held.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a batch in, without waking: [`wake`](Self::wake) follows when all of a step is in.
    pub(crate) fn push(&self, batch: Batch) {
        let mut state = self.lock();
        if let Batch::Events { events, .. } = &batch {
            state.events += events.len();
        }
        state.batches.push_back(batch);
    }

    pub(crate) fn push_call(&self, call: HostCall) {
        self.lock().calls.push_back(call);
    }

    pub(crate) fn say_unanswered(&self, calls: Vec<ToolRequest>) {
        self.lock().unanswered = Some(calls);
    }

    pub(crate) fn say_trouble(&self, trouble: Option<(Instant, Error)>) {
        self.lock().trouble = trouble;
    }

    pub(crate) fn trouble(&self) -> Option<(Instant, Error)> {
        self.lock().trouble.clone()
    }

    pub(crate) fn finish(&self, end: Result<SessionOutcome, Error>) {
        let mut state = self.lock();
        state.trouble = None;
        state.finished = true;
        state.end = Some(end);
    }

    /// Whether the end was put in.
    pub(crate) fn is_finished(&self) -> bool {
        self.lock().finished
    }

    pub(crate) fn wake(&self) {
        let mut state = self.lock();
        let due = state.has_items() || !state.calls.is_empty();
        let waker = if due { state.waker.take() } else { None };
        let call_waker = if state.has_calls() { state.call_waker.take() } else { None };
        drop(state);
        for waker in waker.into_iter().chain(call_waker) {
            waker.wake();
        }
    }

    /// Events that wait to be taken.
    pub(crate) fn len(&self) -> usize {
        self.lock().events
    }

    /// Waits until the consumer takes something.
    pub(crate) async fn taken(&self) {
        self.taken.notified().await;
    }

    /// Batches that wait to be taken.
    pub(crate) fn batches(&self) -> usize {
        self.lock().batches.len()
    }

    pub(crate) fn take(&self) -> Option<Batch> {
        let mut state = self.lock();
        let batch = state.batches.pop_front()?;
        if let Batch::Events { events, .. } = &batch {
            state.events -= events.len();
        }
        drop(state);
        self.taken.notify_one();
        Some(batch)
    }

    pub(crate) fn take_calls(&self) -> Vec<HostCall> {
        self.lock().calls.drain(..).collect()
    }

    pub(crate) fn take_unanswered(&self) -> Option<Vec<ToolRequest>> {
        self.lock().unanswered.take()
    }

    /// The end of the watch, once everything before it was taken.
    pub(crate) fn take_end(&self) -> Option<Result<SessionOutcome, Error>> {
        let mut state = self.lock();
        if state.batches.is_empty() { state.end.take() } else { None }
    }

    /// Asks to be woken when something is there. Returns whether something already is.
    pub(crate) fn arm(&self, waker: &Waker) -> bool {
        let mut state = self.lock();
        let due = state.has_items() || !state.calls.is_empty();
        if !due {
            keep(&mut state.waker, waker);
        }
        due
    }

    /// As [`arm`](Self::arm), but calls are not what is waited for, though they may wake as well.
    pub(crate) fn arm_items(&self, waker: &Waker) -> bool {
        let mut state = self.lock();
        let due = state.has_items();
        if !due {
            keep(&mut state.waker, waker);
        }
        due
    }

    /// Asks to be woken when there is a call, or the end. Returns whether there already is.
    pub(crate) fn arm_calls(&self, waker: &Waker) -> bool {
        let mut state = self.lock();
        let due = state.has_calls();
        if !due {
            keep(&mut state.call_waker, waker);
        }
        due
    }
}

fn keep(slot: &mut Option<Waker>, waker: &Waker) {
    match slot {
        Some(known) => known.clone_from(waker),
        none => *none = Some(waker.clone()),
    }
}
