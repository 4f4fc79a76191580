//! Which tool calls are taken, shared by every watch of one handle.
//!
//! A call is claimed once. Ids repeat in later steps, so a claim belongs to a step; and a reader that joined
//! after the announcement knows only a bound of where the step began.

use std::collections::BTreeSet;
use std::ops::Range;
use std::time::Duration;

use super::Time;
use super::calls::CallId;

/// One agent step that waits for tools, known by where its announcement stands in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Announced at this index.
    At(u64),
    /// Announced somewhere before this index.
    Before(u64),
}

#[derive(Clone, Debug)]
pub(super) enum Progress<O> {
    /// Waits for a free place.
    Queued,
    /// Handed out.
    Running,
    /// Has an outcome that the server does not have yet.
    Finished(O),
    /// The server has an outcome, since this moment.
    Settled(Time),
}

#[derive(Clone, Debug)]
pub(super) struct Claim<O> {
    pub(super) id: CallId,
    pub(super) key: String,
    pub(super) step: Step,
    /// The watch that works on it; none once that watch is gone.
    pub(super) owner: Option<u64>,
    pub(super) progress: Progress<O>,
    /// How often it was handed out.
    pub(super) attempts: u32,
}

/// The calls that one handle's watches have taken, so that no two of them run the same one.
#[derive(Debug)]
pub struct Claims<O> {
    pub(super) taken: Vec<Claim<O>>,
    /// Indices at which some watch saw the agent leave the awaiting state.
    closures: BTreeSet<u64>,
    /// The parts of the log that some watch has read, in order and apart from each other.
    read: Vec<Range<u64>>,
    /// Some watch saw that the session has ended.
    ended: bool,
    next_id: u64,
    next_owner: u64,
}

/// How long a call may be listed after its outcome was taken, where the log does not tell.
const SETTLING: Duration = Duration::from_secs(30);

/// Closures older than the newest ones no longer tell anything: no claim is that old.
const CLOSURES_KEPT: usize = 256;

impl<O> Default for Claims<O> {
    fn default() -> Self {
        Self {
            taken: Vec::new(),
            closures: BTreeSet::new(),
            read: Vec::new(),
            ended: false,
            next_id: 0,
            next_owner: 0,
        }
    }
}

impl<O: Clone> Claims<O> {
    pub(super) fn new_owner(&mut self) -> u64 {
        self.next_owner += 1;
        self.next_owner
    }

    pub(super) fn open(&mut self, key: String, step: Step, owner: u64) -> CallId {
        self.next_id += 1;
        let id = CallId(self.next_id);
        self.taken.push(Claim { id, key, step, owner: Some(owner), progress: Progress::Queued, attempts: 0 });
        id
    }

    /// Takes over a claim that nobody works on, under a new name: the old one may still be running somewhere.
    pub(super) fn adopt(&mut self, id: CallId, step: Step, owner: u64) -> CallId {
        self.next_id += 1;
        let new = CallId(self.next_id);
        if let Some(claim) = self.get_mut(id) {
            claim.id = new;
            claim.step = step;
            claim.owner = Some(owner);
        }
        new
    }

    pub(super) fn get(&self, id: CallId) -> Option<&Claim<O>> {
        self.taken.iter().find(|claim| claim.id == id)
    }

    pub(super) fn get_mut(&mut self, id: CallId) -> Option<&mut Claim<O>> {
        self.taken.iter_mut().find(|claim| claim.id == id)
    }

    /// Notes that a part of the log was read.
    pub(super) fn note_read(&mut self, mut part: Range<u64>) {
        let first = self.read.partition_point(|other| other.end < part.start);
        let last = self.read.partition_point(|other| other.start <= part.end);
        if let Some(touched) = self.read.get(first..last).filter(|touched| !touched.is_empty()) {
            part.start = part.start.min(touched[0].start);
            part.end = part.end.max(touched[touched.len() - 1].end);
        }
        self.read.splice(first..last, [part]);
    }

    /// The claims on `key` in this step. `None` while that is unclear: where nobody read the part of the log that
    /// would tell, a claim may be of this step as long as somebody works on it or its outcome may not have settled.
    pub(super) fn of_step(&self, key: &str, step: Step, now: Time) -> Option<Vec<&Claim<O>>> {
        let mut found = Vec::new();
        for claim in self.taken.iter().filter(|claim| claim.key == key) {
            let is_alive = match claim.progress {
                Progress::Settled(at) => now < at.saturating_add(SETTLING),
                _ => claim.owner.is_some(),
            };
            match self.is_same(claim.step, step) {
                Some(true) => found.push(claim),
                None if is_alive => return None,
                _ => {}
            }
        }
        Some(found)
    }

    /// Lets go of claims on `key` that may or may not be of this step: others take their place.
    pub(super) fn drop_unclear(&mut self, key: &str, step: Step) {
        let mut taken = std::mem::take(&mut self.taken);
        taken.retain(|claim| claim.key != key || self.is_same(claim.step, step).is_some());
        self.taken = taken;
    }

    /// Whether two steps are the same; `None` if nobody has read enough to tell.
    fn is_same(&self, one: Step, other: Step) -> Option<bool> {
        let between = match (one, other) {
            (Step::At(a), Step::At(b)) => return Some(a == b),
            (Step::At(a), Step::Before(b)) | (Step::Before(b), Step::At(a)) if a >= b => return Some(false),
            (Step::At(a), Step::Before(b)) | (Step::Before(b), Step::At(a)) => a..b,
            (Step::Before(a), Step::Before(b)) => a.min(b)..a.max(b),
        };
        if self.closures.range(between.clone()).next().is_some() {
            return Some(false);
        }
        let read = |part: &Range<u64>| part.start <= between.start && between.end <= part.end;
        (between.is_empty() || self.read.iter().any(read)).then_some(true)
    }

    /// Whether some watch saw the agent leave the awaiting state after this step had begun.
    pub(super) fn is_over(&self, step: Step) -> bool {
        let from = match step {
            Step::At(start) => start,
            Step::Before(bound) => bound,
        };
        self.ended || self.closures.range(from..).next().is_some()
    }

    /// Notes that the session has ended, which need not leave an event.
    pub(super) fn end(&mut self) {
        self.ended = true;
    }

    /// Notes that the agent left the awaiting state at `index`. Claims of steps before it that nobody works on
    /// are over; returns those that `owner` still works on.
    pub(super) fn close_before(&mut self, index: u64, owner: u64) -> Vec<CallId> {
        self.closures.insert(index);
        while self.closures.len() > CLOSURES_KEPT {
            self.closures.pop_first();
        }
        let over = |step: Step| match step {
            Step::At(start) => start < index,
            Step::Before(bound) => bound <= index,
        };
        let mine = self
            .taken
            .iter()
            .filter(|claim| over(claim.step) && claim.owner == Some(owner))
            .map(|claim| claim.id)
            .collect();
        self.taken.retain(|claim| {
            !over(claim.step) || claim.owner.is_some() && !matches!(claim.progress, Progress::Settled(_))
        });
        mine
    }

    /// Lets go of what `owner` held. Outcomes that are there stay, so that another watch posts them instead of
    /// running the call again; calls without an outcome wait for another watch.
    pub(super) fn release(&mut self, owner: u64) {
        for claim in self.taken.iter_mut().filter(|claim| claim.owner == Some(owner)) {
            claim.owner = None;
            if matches!(claim.progress, Progress::Running) {
                claim.progress = Progress::Queued;
            }
        }
    }
}
