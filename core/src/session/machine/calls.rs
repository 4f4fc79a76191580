//! The tool desk of one watch: which calls to run, which outcomes to post, and when.
//!
//! The log says which step a call belongs to, the pages' own lists say what the session waits for right now.
//! A call runs once it is known to be waited for and in which step: ids repeat, so a list without its place in
//! the log says too little.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use steersman_http::Backoff;

use super::claims::{Claim, Claims, Progress, Step};
use super::{
    Config, Failure, FailureKind, Mark, Output, Request, Snapshot, Status, Ticket, Time, Vocabulary,
    Withdrawal,
};

/// Refusals of one outcome that are borne while it may be one that the server has taken already: results settle
/// some time after they are accepted, and until then the call is listed but closed.
const REFUSALS_BORNE: u32 = 4;

/// Names a claimed call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallId(pub u64);

/// What the log says about waiting calls, as far as it was read.
enum View<C> {
    /// No state was read yet past this index.
    Unknown { since: u64 },
    /// The agent was last seen doing something else.
    Closed,
    /// The agent waits in this step for these calls, as last announced.
    Open { step: Step, calls: Vec<C> },
}

#[expect(clippy::struct_excessive_bools, reason = "independent facts, not states")]
struct Work<V: Vocabulary> {
    id: CallId,
    key: String,
    call: V::Call,
    /// Requests with later tickets were sent after the call was claimed.
    claimed: Ticket,
    expires: Option<(Time, Duration)>,
    /// Posted on its own, because a batch with it was refused.
    alone: bool,
    /// The server would not take the outcome, so an error result took its place.
    replaced: bool,
    /// A post of it failed after it was sent: the server may have taken it.
    lost: bool,
    /// Its step ended while its outcome was under way.
    over: bool,
    /// How often the server would not take the outcome.
    refusals: u32,
    doubt: Option<Doubt<V::Error>>,
}

/// The server did not take an outcome; whether it still waits for it has to be seen.
enum Doubt<E> {
    Conflict,
    Refused(E),
}

enum Poster {
    Ready,
    Gathering { until: Time },
    Posting { ticket: Ticket, ids: Vec<CallId> },
    Resting { until: Time },
    Rechecking { ticket: Ticket },
}

/// How far the log was read when something was told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    /// There is more to read.
    Behind,
    /// To the end, by the length of the page.
    Tip,
    /// To the end: the server had nothing more.
    ProvenTip,
}

/// A call and what became of it, ready to be posted.
type Ready<V> = (CallId, <V as Vocabulary>::Call, <V as Vocabulary>::Outcome);

/// What became of a step of the desk.
pub(super) type Trouble<E> = Result<(), (E, bool)>;

pub(super) struct Desk<V: Vocabulary> {
    owner: u64,
    claims: Arc<Mutex<Claims<V::Outcome>>>,
    view: View<V::Call>,
    /// Index after the last entry read.
    read: u64,
    /// The calls that the session waited for when it was last heard of.
    listed: Vec<V::Call>,
    /// The keys of the list that was last claimed from, while its step is not known to be over.
    claimed: Vec<String>,
    /// The step of that list.
    claimed_in: Option<Step>,
    /// It waits, and was not heard to say for which calls: the log tells.
    untold: bool,
    work: Vec<Work<V>>,
    poster: Poster,
    backoff: Backoff,
    failing_since: Option<Time>,
}

fn lock<O>(claims: &Mutex<Claims<O>>) -> MutexGuard<'_, Claims<O>> {
    // A panic while the lock was held cannot have left a claim half changed: each change is one assignment.
    claims.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<V: Vocabulary> Desk<V> {
    pub(super) fn new(config: &Config, claims: Arc<Mutex<Claims<V::Outcome>>>) -> Self {
        let owner = lock(&claims).new_owner();
        Self {
            owner,
            claims,
            // Before its first entry, a log says nothing else than that nothing is waited for.
            view: if config.from_index == 0 {
                View::Closed
            } else {
                View::Unknown { since: config.from_index }
            },
            read: config.from_index,
            listed: Vec::new(),
            claimed: Vec::new(),
            claimed_in: None,
            untold: false,
            work: Vec::new(),
            poster: Poster::Ready,
            backoff: Backoff::with_seed(config.retry.clone(), config.seed ^ owner),
            failing_since: None,
        }
    }

    /// Reads one log entry.
    pub(super) fn observe(&mut self, now: Time, index: u64, mark: &Mark<V::Call>, out: &mut Vec<Output<V>>) {
        self.read = index + 1;
        match mark {
            Mark::Plain | Mark::Answer => {}
            Mark::Awaiting(calls) => {
                let step = match self.view {
                    View::Open { step, .. } => step,
                    View::Closed => Step::At(index),
                    // It may be announced again, and for the first time where this watch has not read.
                    View::Unknown { .. } => Step::Before(index + 1),
                };
                self.view = View::Open { step, calls: calls.clone() };
            }
            Mark::Idle | Mark::Active => {
                self.view = View::Closed;
                self.forget_claimed();
                let over = lock(&self.claims).close_before(index, self.owner);
                for id in over {
                    self.withdraw(id, Withdrawal::SettledElsewhere, now, out);
                }
            }
        }
    }

    /// The log was read from `from` up to what was observed last.
    pub(super) fn read_from(&mut self, from: u64) {
        lock(&self.claims).note_read(from..self.read);
    }

    /// Events before `index` are lost, and with them what they said of the agent's state.
    pub(super) fn lost_until(&mut self, index: u64) {
        self.read = index;
        self.view = View::Unknown { since: index };
        self.forget_claimed();
    }

    /// The step of the list that was last claimed from is over, or no longer certain.
    fn forget_claimed(&mut self) {
        self.claimed.clear();
        self.claimed_in = None;
    }

    /// Takes in what the session waits for, as a reply to request `ticket` told when the log was read so far.
    /// Returns whether proof that this is its end is wanted.
    #[expect(clippy::too_many_arguments, reason = "what was told, and when")]
    pub(super) fn evidence(
        &mut self,
        host: &V,
        now: Time,
        ticket: Ticket,
        latest: Ticket,
        status: Status,
        pending: Option<&[V::Call]>,
        position: Position,
        out: &mut Vec<Output<V>>,
    ) -> bool {
        if status.is_terminal() {
            lock(&self.claims).end();
            let all: Vec<_> = self.work.iter().map(|work| work.id).collect();
            for id in all {
                self.withdraw(id, Withdrawal::SessionEnded, now, out);
            }
        }
        self.withdraw_over(now, out);
        if let Some(listed) = pending {
            self.withdraw_unlisted(now, ticket, listed, out);
        }
        self.untold = status == Status::Awaiting && pending.is_none();
        self.listed = match (status, pending) {
            (Status::Awaiting, Some(listed)) => listed.to_vec(),
            _ => Vec::new(),
        };
        if position == Position::ProvenTip {
            self.list_from_log(now, ticket, out);
        }
        let announced = match &self.view {
            View::Open { calls, .. } if self.untold => {
                !calls.iter().map(V::key).eq(self.claimed.iter().cloned())
            }
            _ => false,
        };
        self.claim(host, now, latest, position) || announced
    }

    /// The log was read to its end, for certain: request `ticket` brought nothing.
    pub(super) fn at_tip(
        &mut self,
        host: &V,
        now: Time,
        ticket: Ticket,
        latest: Ticket,
        out: &mut Vec<Output<V>>,
    ) {
        self.withdraw_over(now, out);
        self.list_from_log(now, ticket, out);
        self.claim(host, now, latest, Position::ProvenTip);
    }

    /// At the tip, the last announcement is the list, if no other was told.
    fn list_from_log(&mut self, now: Time, ticket: Ticket, out: &mut Vec<Output<V>>) {
        if let View::Open { calls, .. } = &self.view
            && self.untold
        {
            let calls = calls.clone();
            self.withdraw_unlisted(now, ticket, &calls, out);
            self.listed = calls;
        }
    }

    /// The step that the listed calls belong to, if the log tells.
    fn step(&self, position: Position) -> Option<Step> {
        match (&self.view, position) {
            (View::Open { step, calls }, Position::Tip) => {
                calls.iter().map(V::key).eq(self.listed.iter().map(V::key)).then_some(*step)
            }
            (View::Open { step, .. }, Position::ProvenTip) => Some(*step),
            (View::Unknown { since }, Position::ProvenTip) => Some(Step::Before(*since)),
            // The announcement never comes.
            (View::Closed, Position::ProvenTip) => Some(Step::Before(self.read)),
            // The list may be newer than the log read so far.
            (_, Position::Behind) | (View::Unknown { .. } | View::Closed, Position::Tip) => None,
        }
    }

    /// Takes the listed calls that nobody has taken. Returns whether a proven tip is wanted to be sure of them.
    fn claim(&mut self, host: &V, now: Time, latest: Ticket, position: Position) -> bool {
        let keys: Vec<String> = self.listed.iter().map(V::key).collect();
        let Some(step) = self.step(position) else { return !keys.is_empty() && keys != self.claimed };
        self.claimed.clone_from(&keys);
        self.claimed_in = Some(step);
        self.claim_in(step, host, now, latest);
        false
    }

    /// Another watch let go of its calls: those that are listed are taken now, not when the server is next heard of.
    pub(super) fn claim_again(&mut self, host: &V, now: Time, latest: Ticket) {
        let Some(step) = self.claimed_in else { return };
        if self.listed.iter().map(V::key).eq(self.claimed.iter().cloned()) {
            self.claim_in(step, host, now, latest);
        }
    }

    /// Takes the listed calls, which are of this step.
    fn claim_in(&mut self, step: Step, host: &V, now: Time, latest: Ticket) {
        let keys: Vec<String> = self.listed.iter().map(V::key).collect();
        if lock(&self.claims).is_over(step) {
            // Another watch has read further.
            return;
        }
        let mut takeable: HashMap<&str, Vec<(CallId, bool)>> = HashMap::new();
        for (call, key) in self.listed.iter().zip(&keys) {
            let takeable = takeable.entry(key).or_insert_with(|| {
                let listed = keys.iter().filter(|other| *other == key).count();
                self.take(key, listed, step, now)
            });
            let Some((id, lost)) = takeable.pop() else { continue };
            self.work.push(Work {
                id,
                key: key.clone(),
                call: call.clone(),
                claimed: latest,
                expires: host.time_limit(call).map(|limit| (now.saturating_add(limit), limit)),
                alone: false,
                replaced: false,
                lost,
                over: false,
                refusals: 0,
                doubt: None,
            });
        }
    }

    /// Takes calls with this key, of which so many are listed, unless somebody has them: those that a watch left
    /// when it ended, with their outcomes where they have one, and new ones. The last one comes first. Says of each
    /// whether its outcome may have been posted before.
    fn take(&self, key: &str, listed: usize, step: Step, now: Time) -> Vec<(CallId, bool)> {
        let mut claims = lock(&self.claims);
        let Some(known) = claims.of_step(key, step, now) else { return Vec::new() };
        let (mut held, mut left) = (0, Vec::new());
        for claim in &known {
            match (claim.owner, &claim.progress) {
                (_, Progress::Settled(_)) => {}
                (Some(_), _) => held += 1,
                (None, progress) => left.push((claim.id, matches!(progress, Progress::Finished(_)))),
            }
        }
        let known = known.len();
        left.truncate(listed.saturating_sub(held));
        for (id, _) in &mut left {
            *id = claims.adopt(*id, step, self.owner);
        }
        if known < listed {
            claims.drop_unclear(key, step);
        }
        for _ in known..listed {
            left.push((claims.open(key.to_owned(), step, self.owner), false));
        }
        left.reverse();
        left
    }

    /// Steps that another watch saw end are over here, too.
    fn withdraw_over(&mut self, now: Time, out: &mut Vec<Output<V>>) {
        let over = {
            let claims = lock(&self.claims);
            let is_over = |id| claims.get(id).is_none_or(|claim| claims.is_over(claim.step));
            self.work.iter().map(|work| work.id).filter(|id| is_over(*id)).collect::<Vec<_>>()
        };
        for id in over {
            self.withdraw(id, Withdrawal::SettledElsewhere, now, out);
        }
    }

    /// Calls that the session no longer lists were settled by somebody else.
    fn withdraw_unlisted(&mut self, now: Time, ticket: Ticket, listed: &[V::Call], out: &mut Vec<Output<V>>) {
        let mut room: HashMap<String, usize> = HashMap::new();
        for call in listed {
            *room.entry(V::key(call)).or_default() += 1;
        }
        let in_flight = match &self.poster {
            Poster::Posting { ids, .. } => ids.clone(),
            _ => Vec::new(),
        };
        let mut gone = Vec::new();
        for work in &self.work {
            if work.claimed >= ticket || in_flight.contains(&work.id) {
                continue;
            }
            match room.get_mut(&work.key) {
                Some(places) if *places > 0 => *places -= 1,
                _ => gone.push(work.id),
            }
        }
        for id in gone {
            self.withdraw(id, Withdrawal::SettledElsewhere, now, out);
        }
    }

    fn withdraw(&mut self, id: CallId, why: Withdrawal, now: Time, out: &mut Vec<Output<V>>) {
        let in_flight = matches!(&self.poster, Poster::Posting { ids, .. } if ids.contains(&id));
        if in_flight {
            // Whether the server took it, its reply will tell.
            self.work.iter_mut().filter(|work| work.id == id).for_each(|work| work.over = true);
            return;
        }
        let running = |claim: &Claim<_>| matches!(claim.progress, Progress::Running);
        if lock(&self.claims).get(id).is_some_and(running) {
            out.push(Output::Withdraw(id, why));
        }
        self.settle(id, now);
    }

    /// A call that was handed out is done.
    pub(super) fn done(&mut self, id: CallId, outcome: V::Outcome) {
        if !self.work.iter().any(|work| work.id == id) {
            return;
        }
        let mut claims = lock(&self.claims);
        if let Some(claim) = claims.get_mut(id).filter(|claim| matches!(claim.progress, Progress::Running)) {
            claim.progress = Progress::Finished(outcome);
        }
    }

    /// Does what time and room allow: ends overdue calls, starts queued ones, posts outcomes.
    pub(super) fn pump(
        &mut self,
        now: Time,
        config: &Config,
        tickets: &mut Ticket,
        out: &mut Vec<Output<V>>,
    ) {
        self.expire(now, out);
        self.start(now, config, out);
        self.post(now, config, tickets, out);
    }

    fn expire(&mut self, now: Time, out: &mut Vec<Output<V>>) {
        let mut claims = lock(&self.claims);
        for work in &self.work {
            let Some((_, limit)) = work.expires.filter(|(until, _)| *until <= now) else { continue };
            if let Some(claim) =
                claims.get_mut(work.id).filter(|claim| matches!(claim.progress, Progress::Running))
            {
                claim.progress = Progress::Finished(V::timed_out(&work.call, limit));
                out.push(Output::Withdraw(work.id, Withdrawal::TimedOut));
            }
        }
    }

    fn start(&mut self, now: Time, config: &Config, out: &mut Vec<Output<V>>) {
        let mut claims = lock(&self.claims);
        let is = |claims: &Claims<V::Outcome>, id, wanted: fn(&Progress<V::Outcome>) -> bool| {
            claims.get(id).is_some_and(|claim| wanted(&claim.progress))
        };
        let running =
            self.work.iter().filter(|work| is(&claims, work.id, |p| matches!(p, Progress::Running))).count();
        let mut room = config.max_parallel.max(1).saturating_sub(running);
        for work in &mut self.work {
            if room == 0 {
                break;
            }
            if !is(&claims, work.id, |p| matches!(p, Progress::Queued)) {
                continue;
            }
            room -= 1;
            // A limit is on the run, not on the wait for a free place.
            work.expires = work.expires.map(|(_, limit)| (now.saturating_add(limit), limit));
            let mut attempt = 1;
            if let Some(claim) = claims.get_mut(work.id) {
                claim.progress = Progress::Running;
                claim.attempts += 1;
                attempt = claim.attempts;
            }
            let deadline = match (work.expires, config.deadline) {
                (Some((at, _)), Some(end)) => Some(at.min(end)),
                (Some((at, _)), None) => Some(at),
                (None, end) => end,
            };
            let step = match claims.get(work.id).map(|claim| claim.step) {
                Some(Step::At(start)) => Some(start),
                Some(Step::Before(_)) | None => None,
            };
            out.push(Output::Run { id: work.id, step, attempt, call: work.call.clone(), deadline });
        }
    }

    fn post(&mut self, now: Time, config: &Config, tickets: &mut Ticket, out: &mut Vec<Output<V>>) {
        match self.poster {
            Poster::Posting { .. } | Poster::Rechecking { .. } => return,
            Poster::Resting { until } if now < until => return,
            _ => {}
        }
        let (ready, unfinished) = self.ready_to_post();
        if ready.is_empty() {
            if self.work.iter().any(|work| work.doubt.is_some()) {
                tickets.0 += 1;
                self.poster = Poster::Rechecking { ticket: *tickets };
                out.push(Output::Send(*tickets, Request::Status));
            } else {
                self.poster = Poster::Ready;
            }
            return;
        }
        if unfinished {
            match self.poster {
                Poster::Gathering { until } if now < until => return,
                Poster::Ready => {
                    self.poster = Poster::Gathering { until: now.saturating_add(config.batch_window) };
                    return;
                }
                _ => {}
            }
        }
        let results = ready.iter().map(|(_, call, outcome)| (call.clone(), outcome.clone())).collect();
        tickets.0 += 1;
        self.poster =
            Poster::Posting { ticket: *tickets, ids: ready.into_iter().map(|(id, ..)| id).collect() };
        out.push(Output::Send(*tickets, Request::Results(results)));
    }

    /// Outcomes that can go in one request, in the order of their announcement, and whether others are to come.
    fn ready_to_post(&self) -> (Vec<Ready<V>>, bool) {
        let claims = lock(&self.claims);
        let mut ready = Vec::new();
        let mut unfinished = false;
        for work in &self.work {
            let Some(claim) = claims.get(work.id) else { continue };
            match &claim.progress {
                Progress::Finished(outcome) if work.doubt.is_none() => {
                    if work.alone {
                        return (vec![(work.id, work.call.clone(), outcome.clone())], false);
                    }
                    ready.push((work.id, work.call.clone(), outcome.clone()));
                }
                Progress::Queued | Progress::Running => unfinished = true,
                Progress::Finished(_) | Progress::Settled(_) => {}
            }
        }
        (ready, unfinished)
    }

    /// Whether a reply with this ticket is for the desk.
    pub(super) fn expects(&self, ticket: Ticket) -> bool {
        matches!(&self.poster, Poster::Posting { ticket: mine, .. } | Poster::Rechecking { ticket: mine } if *mine == ticket)
    }

    /// The outcomes in flight were accepted.
    pub(super) fn accepted(&mut self, now: Time) {
        self.recovered();
        if let Poster::Posting { ids, .. } = std::mem::replace(&mut self.poster, Poster::Ready) {
            for id in ids {
                self.settle(id, now);
            }
        }
    }

    /// The server has an outcome for a call, from here or from somewhere else.
    fn settle(&mut self, id: CallId, now: Time) {
        self.work.retain(|work| work.id != id);
        if let Some(claim) = lock(&self.claims).get_mut(id) {
            claim.progress = Progress::Settled(now);
            claim.owner = None;
        }
    }

    fn recovered(&mut self) {
        self.failing_since = None;
        self.backoff.reset();
    }

    /// A recheck tells whether outcomes that were not taken are still waited for.
    pub(super) fn rechecked(&mut self, now: Time, snapshot: &Snapshot<V>) -> Trouble<V::Error> {
        self.failing_since = None;
        self.poster = Poster::Ready;
        let mut room: HashMap<String, usize> = HashMap::new();
        for call in snapshot.pending.iter().flatten().filter(|_| !snapshot.status.is_terminal()) {
            *room.entry(V::key(call)).or_default() += 1;
        }
        let mut over = Vec::new();
        for work in &mut self.work {
            let Some(doubt) = work.doubt.take() else { continue };
            match room.get_mut(&work.key) {
                Some(places) if *places > 0 => *places -= 1,
                _ => {
                    over.push(work.id);
                    continue;
                }
            }
            let Doubt::Refused(error) = doubt else { continue };
            let may_be_taken = work.lost || work.replaced;
            if may_be_taken && work.refusals <= REFUSALS_BORNE {
                continue;
            }
            if work.replaced {
                return Err((error, false));
            }
            work.replaced = true;
            work.refusals = 0;
            if let Some(claim) = lock(&self.claims).get_mut(work.id) {
                claim.progress = Progress::Finished(V::refused(&work.call, &error));
            }
        }
        for id in over {
            self.settle(id, now);
        }
        Ok(())
    }

    /// A request of the desk failed.
    pub(super) fn failed(
        &mut self,
        now: Time,
        config: &Config,
        failure: Failure<V::Error>,
    ) -> Trouble<V::Error> {
        let in_flight = match std::mem::replace(&mut self.poster, Poster::Ready) {
            Poster::Posting { ids, .. } => ids,
            _ => Vec::new(),
        };
        let over = self.work.iter().filter(|work| work.over).map(|work| work.id).collect::<Vec<_>>();
        for id in over {
            self.settle(id, now);
        }
        match failure.kind {
            FailureKind::Conflict if !in_flight.is_empty() => {
                for work in self.work.iter_mut().filter(|work| in_flight.contains(&work.id)) {
                    work.doubt = Some(Doubt::Conflict);
                }
                self.rest(now, config);
                Ok(())
            }
            FailureKind::Refused | FailureKind::TooLarge if !in_flight.is_empty() => {
                let batch = in_flight.len() > 1;
                let mut rests = false;
                for work in self.work.iter_mut().filter(|work| in_flight.contains(&work.id)) {
                    work.alone = true;
                    if !batch {
                        work.refusals += 1;
                        work.doubt = Some(Doubt::Refused(failure.error.clone()));
                        rests = work.lost || work.replaced;
                    }
                }
                if rests {
                    self.rest(now, config);
                }
                Ok(())
            }
            _ if failure.transient => {
                for work in self.work.iter_mut().filter(|work| in_flight.contains(&work.id)) {
                    work.lost = true;
                }
                let since = *self.failing_since.get_or_insert(now);
                let Some(delay) = self.backoff.next_delay(now.saturating_sub(since), failure.retry_after)
                else {
                    return Err((failure.error, true));
                };
                self.poster = Poster::Resting { until: now.saturating_add(delay) };
                Ok(())
            }
            _ => Err((failure.error, false)),
        }
    }

    /// Waits before it is seen whether an outcome that was not taken is still waited for.
    fn rest(&mut self, now: Time, config: &Config) {
        let rest = self.backoff.next_delay(Duration::ZERO, None).unwrap_or(config.retry.ceiling);
        self.poster = Poster::Resting { until: now.saturating_add(rest) };
    }

    /// The next moment at which time alone lets the desk do something.
    pub(super) fn wake_at(&self) -> Option<Time> {
        let poster = match self.poster {
            Poster::Gathering { until } | Poster::Resting { until } => Some(until),
            _ => None,
        };
        let claims = lock(&self.claims);
        let expiry = self
            .work
            .iter()
            .filter(|work| {
                claims.get(work.id).is_some_and(|claim| matches!(claim.progress, Progress::Running))
            })
            .filter_map(|work| work.expires.map(|(until, _)| until))
            .min();
        poster.into_iter().chain(expiry).min()
    }

    /// Tells running calls that the watch is over, and lets go of all claims.
    pub(super) fn close(&mut self, why: Withdrawal, out: &mut Vec<Output<V>>) {
        let mut claims = lock(&self.claims);
        for work in self.work.drain(..) {
            if claims.get(work.id).is_some_and(|claim| matches!(claim.progress, Progress::Running)) {
                out.push(Output::Withdraw(work.id, why));
            }
        }
        claims.release(self.owner);
        self.poster = Poster::Ready;
    }
}

impl<V: Vocabulary> Drop for Desk<V> {
    fn drop(&mut self) {
        lock(&self.claims).release(self.owner);
    }
}
