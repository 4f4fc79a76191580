//! The machine itself: reading the log, surviving trouble, knowing when a session has settled.

use std::sync::{Arc, Mutex};

use steersman_http::Backoff;

use super::calls::{Desk, Position};
use super::claims::Claims;
use super::gap::{Filled, Filling};
use super::{
    Config, Ending, Failure, FailureKind, Gap, GapReason, Input, Mark, Output, Page, Reply, Request,
    Snapshot, Status, Ticket, Time, Until, Vocabulary, Withdrawal,
};

/// Full windows without news after which the status is asked again. A session that ends leaves an event, which
/// the poll brings; the question is for the rare one that dies without.
const WINDOWS_PER_STATUS: u32 = 5;

/// How far the pause between polls answered at once may grow, as a multiple of the configured pace.
const PACE_GROWTH: u32 = 8;

/// Limit of the first page asked for after one was too large.
const SHRUNK_LIMIT: u64 = 64;

/// Further looks at a log that grows, before a gap is given up that nothing tells about.
const LOOKS: u32 = 6;

/// One watch of one session.
#[expect(clippy::struct_excessive_bools, reason = "independent facts, not states")]
pub struct Machine<V: Vocabulary> {
    host: V,
    config: Config,
    /// Index of the next event to ask for.
    cursor: u64,
    phase: Phase,
    reader: Reader,
    tickets: Ticket,
    filling: Option<Filling<V>>,
    /// The event before the cursor, if it was delivered.
    last_event: Option<V::Event>,
    /// Behind a gap at the cursor: where the log is asked for until there is something to compare the history with.
    ahead: Option<u64>,
    /// Gaps in a row about which the log had to be asked again.
    looked_again: u32,
    /// Where the log ended, if its history was as long.
    log_ends: Option<u64>,
    /// Events delivered that the consumer has not taken yet.
    buffered: usize,
    backoff: Backoff,
    trouble: Option<(Time, V::Error)>,
    /// The next poll is not sent before this moment.
    poll_from: Time,
    /// Polls in a row that were answered at once with nothing.
    hurried: u32,
    /// Windows in a row that brought nothing.
    quiet: u32,
    status_due: bool,
    tip_wanted: bool,
    /// Nothing is known yet of a session joined in the middle of its log: it may be idle, over, or waiting for tools,
    /// and a long poll would sit that out.
    joining: bool,
    /// Page limit in force after a page was too large.
    shrunk: Option<u64>,
    longest_page: usize,
    status: Option<Status>,
    last_page: Option<V::Page>,
    last_snapshot: Option<V::Snapshot>,
    /// Index from which activity must be seen before idle counts. Replies to requests up to the ticket may be
    /// older than the message.
    floor: Option<(u64, Ticket)>,
    /// Index up to which the end of a turn was read, or may have been where this watch did not read.
    heard: u64,
    desk: Option<Desk<V>>,
    unanswered_said: bool,
    finished: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// The session goes on.
    Watching,
    /// The session settled; what is left of the log is read.
    Draining { status: Status, has_answer: bool },
    /// The log is read; the answer or the reason of a failure is fetched.
    Concluding { status: Status },
}

#[derive(Clone, Copy, Debug)]
enum Reader {
    Ready,
    Resting { until: Time },
    Asking { ticket: Ticket, ask: Ask, sent: Time },
}

/// What the reader asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ask {
    Poll { from: u64, wait_seconds: u64, limit: Option<u64>, proof: bool },
    History,
    Status,
    Answer,
}

impl<V: Vocabulary> Machine<V> {
    /// A machine that has not done anything yet; its first [`step`](Self::step) may be a [`Input::Tick`].
    /// `claims` is shared by all watches of one handle.
    pub fn new(host: V, config: Config, claims: Arc<Mutex<Claims<V::Outcome>>>) -> Self {
        // Whoever starts past that point has the activity behind it.
        let floor = config.floor.filter(|floor| config.from_index <= *floor);
        let desk = config.tools.then(|| Desk::new(&config, claims));
        Self {
            host,
            cursor: config.from_index,
            phase: Phase::Watching,
            reader: Reader::Ready,
            tickets: Ticket(0),
            filling: None,
            last_event: None,
            ahead: None,
            looked_again: 0,
            log_ends: None,
            buffered: 0,
            backoff: Backoff::with_seed(config.retry.clone(), config.seed),
            trouble: None,
            poll_from: Time::ZERO,
            hurried: 0,
            quiet: 0,
            status_due: false,
            tip_wanted: false,
            joining: config.from_index > 0 && floor.is_none(),
            shrunk: None,
            longest_page: 0,
            status: None,
            last_page: None,
            last_snapshot: None,
            floor: floor.map(|floor| (floor, Ticket(0))),
            heard: config.from_index,
            desk,
            unanswered_said: false,
            finished: false,
            config,
        }
    }

    /// Index of the next event that the machine will deliver.
    pub fn cursor(&self) -> u64 {
        self.cursor
    }

    /// Status when the server was last heard of.
    pub fn status(&self) -> Option<Status> {
        self.status
    }

    /// The trouble at hand: since when no request has succeeded, and how the last one failed. It is sent again.
    pub fn trouble(&self) -> Option<(Time, &V::Error)> {
        self.trouble.as_ref().map(|(since, error)| (*since, error))
    }

    /// Whether the answer to a message is still to come, so that idle does not count yet.
    pub fn awaits_activity(&self) -> bool {
        self.is_stale()
    }

    /// Whether the poll under way asks for news, and does not only read on in a log that is known to be longer, or make sure that it
    /// is at its end.
    pub fn asks_for_news(&self) -> bool {
        matches!(self.phase, Phase::Watching)
            && matches!(self.reader, Reader::Asking { ask: Ask::Poll { proof: false, .. }, .. })
    }

    /// Takes one input at the moment `now` and appends what is to be done to `out`.
    pub fn step(&mut self, now: Time, input: Input<V>, out: &mut Vec<Output<V>>) {
        if self.finished {
            return;
        }
        if self.config.deadline.is_some_and(|deadline| deadline <= now) && !matches!(input, Input::Close) {
            self.note_last(now, input);
            let error = self.trouble.take().map(|(_, error)| error);
            return self.finish(Ending::DeadlinePassed { error }, Withdrawal::WatchEnded, out);
        }
        match input {
            Input::Tick => {}
            Input::Buffered(count) => self.buffered = count,
            Input::MessageSent { floor } => self.message_sent(floor),
            Input::ToolDone(id, outcome) => {
                if let Some(desk) = &mut self.desk {
                    desk.done(id, outcome);
                }
            }
            Input::Released => {
                if let Some(desk) = &mut self.desk {
                    desk.claim_again(&self.host, now, self.tickets);
                }
            }
            Input::Close => return self.finish(Ending::Closed, Withdrawal::WatchEnded, out),
            Input::Reply(ticket, reply) => self.reply(now, ticket, reply, out),
        }
        if !self.finished {
            self.pump(now, out);
        }
    }

    /// Notes what comes with the deadline: what is known of calls stays for the next watch.
    fn note_last(&mut self, now: Time, input: Input<V>) {
        match (&mut self.desk, input) {
            (Some(desk), Input::ToolDone(id, outcome)) => desk.done(id, outcome),
            (Some(desk), Input::Reply(ticket, Ok(Reply::Accepted))) if desk.expects(ticket) => {
                desk.accepted(now);
            }
            (Some(desk), Input::Reply(ticket, _)) if desk.expects(ticket) => {}
            (_, Input::Reply(_, reply)) => self.trouble = reply.err().map(|failure| (now, failure.error)),
            _ => {}
        }
    }

    /// The next moment at which [`Input::Tick`] will do something, if time alone can.
    pub fn wake_at(&self) -> Option<Time> {
        if self.finished {
            return None;
        }
        let reader = match self.reader {
            Reader::Resting { until } => Some(until),
            Reader::Ready if self.has_room() => Some(self.poll_from),
            _ => None,
        };
        let desk = self.desk.as_ref().and_then(Desk::wake_at);
        reader.into_iter().chain(desk).chain(self.config.deadline).min()
    }

    fn reply(
        &mut self,
        now: Time,
        ticket: Ticket,
        reply: Result<Reply<V>, Failure<V::Error>>,
        out: &mut Vec<Output<V>>,
    ) {
        if let Some(desk) = self.desk.as_mut().filter(|desk| desk.expects(ticket)) {
            let trouble = match reply {
                Ok(Reply::Snapshot(snapshot)) => desk.rechecked(now, &snapshot),
                Ok(_) => {
                    desk.accepted(now);
                    Ok(())
                }
                Err(failure) => desk.failed(now, &self.config, failure),
            };
            if let Err((error, exhausted)) = trouble {
                self.fail(error, exhausted, out);
            }
            return;
        }
        let Reader::Asking { ticket: expected, ask, sent } = self.reader else { return };
        if expected != ticket {
            return;
        }
        self.reader = Reader::Ready;
        match reply {
            Ok(reply) => {
                self.trouble = None;
                self.backoff.reset();
                match (ask, reply) {
                    (Ask::Poll { from, limit, .. }, Reply::Page(page)) => {
                        self.page(now, ticket, ask, from, limit, sent, page, out);
                    }
                    (Ask::Poll { .. }, _) => self.no_change(now, ticket, ask, sent, out),
                    (Ask::Status, Reply::Snapshot(snapshot)) => self.snapshot(now, ticket, snapshot, out),
                    (Ask::History, Reply::History(history)) => {
                        let filled = self.filling.as_mut().map(|filling| filling.page(history));
                        self.filled(now, filled, out);
                    }
                    (Ask::Answer, Reply::Page(page)) => self.answer(page, out),
                    (Ask::Answer, _) => self.settle(out),
                    (Ask::Status | Ask::History, _) => {}
                }
            }
            Err(failure) => self.failure(now, ask, failure, out),
        }
    }

    #[expect(clippy::too_many_arguments, reason = "what was asked and what came back")]
    fn page(
        &mut self,
        now: Time,
        ticket: Ticket,
        ask: Ask,
        from: u64,
        limit: Option<u64>,
        sent: Time,
        page: Page<V>,
        out: &mut Vec<Output<V>>,
    ) {
        let usual = self.limit().unwrap_or(SHRUNK_LIMIT + 1);
        self.shrunk =
            self.shrunk.map(|limit| limit * 2).filter(|limit| *limit <= SHRUNK_LIMIT && *limit < usual);
        let first_index = page.first_index.unwrap_or(from);
        if first_index > self.cursor {
            if page.events.is_empty() && page.status == Status::Active && self.last_event.is_none() {
                // Nothing tells yet whether the history counts as the log does; the next event will.
                self.ahead = Some(first_index);
                self.evidence(now, ticket, page.status, page.pending.as_deref(), Position::Behind, out);
                self.judge(page.status, page.has_answer);
                self.nothing_new(now, ask, sent);
                return;
            }
            let before = self.last_event.clone();
            let aligned = page.events.is_empty() && self.log_ends.take() == Some(first_index);
            let patient = self.looked_again < LOOKS;
            self.ahead = None;
            self.filling =
                Some(Filling::new(self.cursor, first_index, page, ticket, before, aligned, patient));
            return;
        }
        let count = page.events.len();
        // A page that is shorter than it could be ends at the tip, most likely; one without news says nothing.
        let full = limit.unwrap_or(u64::MAX).min(self.longest_page.max(self.config.least_room) as u64);
        let news = first_index + count as u64 > self.cursor;
        let position = match count {
            0 => Position::ProvenTip,
            _ if news && (count as u64) < full => Position::Tip,
            _ => Position::Behind,
        };
        self.accept(now, ticket, first_index, page, position, out);
        if count == 0 && !self.finished {
            self.nothing_new(now, ask, sent);
        }
    }

    /// An idle that was about to end the watch is the past now.
    fn message_sent(&mut self, floor: u64) {
        let known = self.floor.map_or(0, |(known, _)| known);
        self.floor = Some((floor.max(known), self.tickets));
        if !self.is_stale() {
            return;
        }
        if let Phase::Draining { status: Status::Idle, .. } | Phase::Concluding { status: Status::Idle } =
            self.phase
            && self.config.until == Until::Settled
        {
            self.phase = Phase::Watching;
        }
    }

    /// Takes in a page that continues the log at the cursor (or overlaps what is known already).
    fn accept(
        &mut self,
        now: Time,
        ticket: Ticket,
        first_index: u64,
        page: Page<V>,
        position: Position,
        out: &mut Vec<Output<V>>,
    ) {
        let Page { mut events, status, pending, has_answer, rest, .. } = page;
        let empty = events.is_empty();
        self.longest_page = self.longest_page.max(events.len());
        let known =
            usize::try_from(self.cursor.saturating_sub(first_index)).unwrap_or(usize::MAX).min(events.len());
        events.drain(..known);
        if events.is_empty() && !empty {
            // The server repeats what it has said: no news, and no reason to ask again at once.
            self.hurry(now);
        } else if !empty {
            self.hurried = 0;
            self.quiet = 0;
            self.poll_from = now;
        }
        self.tip_wanted = false;
        self.joining = false;
        self.deliver(now, events, out);
        self.evidence(now, ticket, status, pending.as_deref(), position, out);
        self.last_page = Some(rest);
        self.last_snapshot = None;
        let drained = empty && matches!(self.phase, Phase::Draining { .. });
        self.judge(status, has_answer);
        if drained && let Phase::Draining { status, .. } = self.phase {
            // It was made when there was nothing left to read, so it has the answer, if there is one.
            self.conclude(status, true, out);
        }
    }

    fn deliver(&mut self, now: Time, events: Vec<V::Event>, out: &mut Vec<Output<V>>) {
        if events.is_empty() {
            return;
        }
        let first_index = self.cursor;
        for (index, event) in (first_index..).zip(&events) {
            if self.floor.is_none() && self.desk.is_none() {
                // Nobody needs to know, so nobody looks.
                self.heard = first_index + events.len() as u64;
                break;
            }
            let mark = V::mark(event);
            if matches!(mark, Mark::Idle | Mark::Answer) {
                self.heard = index + 1;
            }
            if let Some(desk) = &mut self.desk {
                desk.observe(now, index, &mark, out);
            }
        }
        if let Some(desk) = &mut self.desk {
            desk.read_from(first_index);
        }
        self.last_event = events.last().cloned();
        self.cursor += events.len() as u64;
        self.buffered += events.len();
        out.push(Output::Deliver { first_index, events });
    }

    fn evidence(
        &mut self,
        now: Time,
        ticket: Ticket,
        status: Status,
        pending: Option<&[V::Call]>,
        position: Position,
        out: &mut Vec<Output<V>>,
    ) {
        self.status = Some(status);
        if status != Status::Active {
            self.ahead = None;
        }
        if status != Status::Idle {
            // An idle session that does something else has noticed the message.
            self.floor = self.floor.filter(|(_, sent)| ticket <= *sent);
        }
        match &mut self.desk {
            Some(desk) => {
                self.tip_wanted =
                    desk.evidence(&self.host, now, ticket, self.tickets, status, pending, position, out);
            }
            None if status == Status::Awaiting
                && !self.unanswered_said
                && !self.config.settle_on_awaiting =>
            {
                if let Some(calls) = pending.filter(|calls| !calls.is_empty()) {
                    self.unanswered_said = true;
                    out.push(Output::Unanswered(calls.to_vec()));
                }
            }
            None => {}
        }
    }

    /// Whether idle is still that of before the last message.
    fn is_stale(&self) -> bool {
        self.floor.is_some_and(|(floor, _)| self.heard <= floor)
    }

    fn judge(&mut self, status: Status, has_answer: bool) {
        let settled = match status {
            Status::Completed | Status::Ended => true,
            Status::Idle => self.config.until == Until::Settled && !self.is_stale(),
            Status::Awaiting => self.config.settle_on_awaiting && self.desk.is_none(),
            Status::Active => false,
        };
        self.phase = if settled { Phase::Draining { status, has_answer } } else { Phase::Watching };
    }

    fn no_change(&mut self, now: Time, ticket: Ticket, ask: Ask, sent: Time, out: &mut Vec<Output<V>>) {
        if let Phase::Draining { status, has_answer } = self.phase {
            return self.conclude(status, has_answer, out);
        }
        self.tip_wanted = false;
        if let Some(desk) = &mut self.desk {
            desk.at_tip(&self.host, now, ticket, self.tickets, out);
        }
        if std::mem::take(&mut self.joining) {
            self.status_due = true;
        } else if !matches!(ask, Ask::Poll { proof: true, .. }) {
            let in_time = self.nothing_new(now, ask, sent);
            self.status_due = !in_time || self.quiet % WINDOWS_PER_STATUS == 1;
        }
    }

    /// Notes a poll that brought nothing; returns whether it took its window.
    fn nothing_new(&mut self, now: Time, ask: Ask, sent: Time) -> bool {
        let Ask::Poll { wait_seconds, .. } = ask else { return true };
        let window = Time::from_secs(wait_seconds);
        let in_time = wait_seconds > 0 && now.saturating_sub(sent) >= window * 9 / 10;
        if in_time {
            self.hurried = 0;
            self.quiet = self.quiet.saturating_add(1);
        } else {
            self.hurry(now);
        }
        in_time
    }

    /// Puts off the next poll, the longer the more often this happens in a row.
    fn hurry(&mut self, now: Time) {
        let factor = 1_u32.checked_shl(self.hurried).unwrap_or(PACE_GROWTH).min(PACE_GROWTH);
        self.hurried = self.hurried.saturating_add(1);
        self.poll_from = now.saturating_add(self.config.pace * factor);
    }

    fn snapshot(&mut self, now: Time, ticket: Ticket, snapshot: Snapshot<V>, out: &mut Vec<Output<V>>) {
        self.status_due = false;
        let Snapshot { status, pending, has_error, rest } = snapshot;
        self.last_snapshot = Some(rest);
        if let Phase::Concluding { .. } = self.phase {
            return self.settle(out);
        }
        // The log may have grown since it was read.
        self.evidence(now, ticket, status, pending.as_deref(), Position::Behind, out);
        // What a page said before is not about this state.
        self.last_page = None;
        self.judge(status, has_error);
        if let Phase::Draining { .. } = self.phase {
            self.poll_from = now;
        }
    }

    fn conclude(&mut self, status: Status, known: bool, out: &mut Vec<Output<V>>) {
        self.phase = Phase::Concluding { status };
        let enough = match status {
            Status::Ended => self.last_snapshot.is_some() && known,
            Status::Completed | Status::Idle => self.last_page.is_some() && known,
            Status::Active | Status::Awaiting => true,
        };
        if enough {
            self.settle(out);
        }
    }

    fn answer(&mut self, page: Page<V>, out: &mut Vec<Output<V>>) {
        self.last_page = Some(page.rest);
        let Phase::Concluding { status } = self.phase else { return };
        if page.status != status {
            // Somebody woke or ended the session meanwhile: it is watched on.
            self.last_snapshot = None;
            self.judge(page.status, page.has_answer);
        } else if status == Status::Idle {
            // It may be the answer of a turn that came and went meanwhile: then there is more to read.
            self.phase = Phase::Draining { status, has_answer: true };
        } else {
            self.settle(out);
        }
    }

    fn settle(&mut self, out: &mut Vec<Output<V>>) {
        let Phase::Concluding { status } = self.phase else { return };
        let ending =
            Ending::Settled { status, page: self.last_page.take(), snapshot: self.last_snapshot.take() };
        self.finish(ending, Withdrawal::SessionEnded, out);
    }

    fn filled(&mut self, now: Time, filled: Option<Filled<V>>, out: &mut Vec<Output<V>>) {
        let done = match filled {
            None => return,
            Some(Filled::LookAgain { ends }) => {
                self.looked_again += 1;
                self.log_ends = ends;
                self.filling = None;
                return;
            }
            Some(Filled::Some { first_index, events, done }) => {
                debug_assert_eq!(first_index, self.cursor, "history is read in order");
                self.deliver(now, events, out);
                done
            }
            Some(Filled::Lost { from, to, reason }) => {
                self.lose(Gap { from, to, reason }, out);
                true
            }
        };
        if done && let Some(filling) = self.filling.take() {
            self.looked_again = 0;
            // The page was asked for before the history was: newer pages may prove the tip, this one does not.
            self.accept(now, filling.asked, self.cursor, filling.held, Position::Behind, out);
        }
    }

    fn lose(&mut self, gap: Gap, out: &mut Vec<Output<V>>) {
        self.cursor = gap.to;
        self.last_event = None;
        self.heard = gap.to;
        if let Some(desk) = &mut self.desk {
            desk.lost_until(gap.to);
        }
        out.push(Output::Lost(gap));
    }

    fn failure(&mut self, now: Time, ask: Ask, failure: Failure<V::Error>, out: &mut Vec<Output<V>>) {
        if let (Ask::Poll { .. }, FailureKind::TooLarge) = (ask, failure.kind) {
            return self.too_large(out);
        }
        if ask == Ask::History {
            let given_up = self.filling.as_mut().and_then(|filling| filling.failed(failure.transient));
            if given_up.is_some() {
                return self.filled(now, given_up, out);
            }
        }
        // Why a session failed is worth asking for, but not worth failing for.
        let optional = matches!((ask, self.phase), (Ask::Status, Phase::Concluding { .. }));
        let since = self.trouble.as_ref().map_or(now, |(since, _)| *since);
        let delay = failure
            .transient
            .then(|| self.backoff.next_delay(now.saturating_sub(since), failure.retry_after))
            .flatten();
        if let Some(delay) = delay {
            self.trouble = Some((since, failure.error));
            self.reader = Reader::Resting { until: now.saturating_add(delay) };
        } else if optional {
            self.settle(out);
        } else {
            self.fail(failure.error, failure.transient, out);
        }
    }

    /// A page was larger than the client takes: smaller ones are asked for, down to a single event.
    fn too_large(&mut self, out: &mut Vec<Output<V>>) {
        let limit = self.shrunk.or(self.limit()).unwrap_or(SHRUNK_LIMIT * 2).min(SHRUNK_LIMIT * 2);
        if limit <= 1 {
            if let Some(to) = self.ahead.take() {
                // The event that was waited for, to compare the history with, is the one that is too large.
                self.lose(Gap { from: self.cursor, to, reason: GapReason::Evicted }, out);
            }
            self.lose(Gap { from: self.cursor, to: self.cursor + 1, reason: GapReason::TooLarge }, out);
            // It may have told of another state than the one that was heard of last.
            self.status_due = true;
            if let Phase::Draining { status, .. } = self.phase
                && !status.is_terminal()
            {
                self.phase = Phase::Watching;
            }
        }
        self.shrunk = Some((limit / 2).max(1));
    }

    fn limit(&self) -> Option<u64> {
        self.config.limit.filter(|limit| *limit > 0)
    }

    fn fail(&mut self, error: V::Error, exhausted: bool, out: &mut Vec<Output<V>>) {
        self.finish(Ending::Failed { error, exhausted }, Withdrawal::WatchEnded, out);
    }

    fn finish(&mut self, ending: Ending<V>, why: Withdrawal, out: &mut Vec<Output<V>>) {
        if let Some(desk) = &mut self.desk {
            desk.close(why, out);
        }
        self.finished = true;
        out.push(Output::Finish(ending));
    }

    fn has_room(&self) -> bool {
        self.buffered < self.config.read_ahead.max(1)
    }

    fn pump(&mut self, now: Time, out: &mut Vec<Output<V>>) {
        if let Some(desk) = &mut self.desk {
            desk.pump(now, &self.config, &mut self.tickets, out);
        }
        if let Reader::Resting { until } = self.reader
            && until <= now
        {
            self.reader = Reader::Ready;
        }
        if !matches!(self.reader, Reader::Ready) {
            return;
        }
        let ask = self.next_ask(now);
        let request = match (ask, &self.filling) {
            (Ask::Poll { .. }, _) if !self.has_room() || now < self.poll_from => return,
            (Ask::Poll { from, wait_seconds, limit, .. }, _) => {
                Request::Changes { from_index: from, limit, wait_seconds }
            }
            (Ask::History, Some(filling)) if filling.brings_events() && !self.has_room() => return,
            (Ask::History, Some(filling)) => filling.request(),
            (Ask::Answer, _) => Request::Answer,
            (Ask::Status | Ask::History, _) => Request::Status,
        };
        self.tickets.0 += 1;
        self.reader = Reader::Asking { ticket: self.tickets, ask, sent: now };
        out.push(Output::Send(self.tickets, request));
    }

    fn next_ask(&self, now: Time) -> Ask {
        if self.filling.is_some() {
            return Ask::History;
        }
        match self.phase {
            Phase::Concluding { status: Status::Ended } => return Ask::Status,
            Phase::Concluding { .. } => return Ask::Answer,
            Phase::Watching if self.status_due => return Ask::Status,
            _ => {}
        }
        let draining = matches!(self.phase, Phase::Draining { .. });
        let mut wait_seconds =
            if draining || self.tip_wanted || self.joining { 0 } else { self.config.window_seconds };
        if let Some(deadline) = self.config.deadline {
            let left = deadline.saturating_sub(now);
            wait_seconds = wait_seconds.min(left.as_secs() + u64::from(left.subsec_nanos() > 0));
        }
        let limit = self.shrunk.or(self.limit());
        Ask::Poll {
            from: self.ahead.unwrap_or(self.cursor),
            wait_seconds,
            limit,
            proof: self.tip_wanted && !draining,
        }
    }
}
