//! The concurrency limit: who holds a slot, and who waits for one, oldest first.

use std::collections::VecDeque;

use uuid::Uuid;

/// What a new session is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Admission {
    /// A slot: it starts at once.
    Slot,
    /// A place in the queue.
    Queued,
    /// Nothing: the limit is reached and it does not want to wait.
    LimitReached,
    /// Nothing: the queue is full as well.
    QueueFull,
}

/// The slots of a runtime.
#[derive(Debug)]
pub(crate) struct Slots {
    limit: usize,
    queue_length: usize,
    active: usize,
    queue: VecDeque<Uuid>,
}

impl Slots {
    pub(crate) fn new(limit: usize, queue_length: usize) -> Self {
        Self { limit, queue_length, active: 0, queue: VecDeque::new() }
    }

    /// Admits a session; one that was given a slot holds it until [`Self::release`].
    pub(crate) fn admit(&mut self, id: Uuid, queue: bool) -> Admission {
        if self.active < self.limit {
            self.active += 1;
            Admission::Slot
        } else if !queue {
            Admission::LimitReached
        } else if self.queue.len() >= self.queue_length {
            Admission::QueueFull
        } else {
            self.queue.push_back(id);
            Admission::Queued
        }
    }

    /// Takes up a session as it was kept: holding a slot, or in the queue.
    pub(crate) fn restore(&mut self, id: Uuid, queued: bool) {
        if queued {
            self.queue.push_back(id);
        } else {
            self.active += 1;
        }
    }

    /// Gives a slot back.
    pub(crate) fn release(&mut self) {
        self.active = self.active.saturating_sub(1);
    }

    /// Leaves the queue; false when it was not in it (any more).
    pub(crate) fn leave_queue(&mut self, id: Uuid) -> bool {
        let before = self.queue.len();
        self.queue.retain(|waiting| *waiting != id);
        self.queue.len() != before
    }

    /// The oldest waiting session, with a slot taken for it.
    pub(crate) fn next(&mut self) -> Option<Uuid> {
        if self.active >= self.limit {
            return None;
        }
        let id = self.queue.pop_front()?;
        self.active += 1;
        Some(id)
    }

    pub(crate) fn limit(&self) -> usize {
        self.limit
    }

    pub(crate) fn active(&self) -> usize {
        self.active
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_waiting_session_gets_the_slot_that_becomes_free() {
        let mut slots = Slots::new(1, 2);
        let ids: Vec<Uuid> = (0..4).map(|_| Uuid::new_v4()).collect();
        assert_eq!(slots.admit(ids[0], true), Admission::Slot);
        assert_eq!(slots.admit(ids[1], false), Admission::LimitReached);
        assert_eq!(slots.admit(ids[1], true), Admission::Queued);
        assert_eq!(slots.admit(ids[2], true), Admission::Queued);
        assert_eq!(slots.admit(ids[3], true), Admission::QueueFull);
        assert_eq!(slots.next(), None);
        slots.release();
        assert!(slots.leave_queue(ids[1]));
        assert_eq!(slots.next(), Some(ids[2]));
        assert_eq!((slots.active(), slots.next()), (1, None));
    }
}
