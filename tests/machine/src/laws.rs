//! The laws: what every output is held against. Each returns what is wrong, if something is.

use std::time::Duration;

use steersman::session::machine::{Config, Ending, Gap, GapReason, Request, Status, Time, Withdrawal};

use crate::cover::{Cover, Seen};
use crate::server::{Ids, LARGEST_PAGE, Moment, Past, Server, Told};
use crate::vocabulary::{Call, Event, Kind, Made, Model, Outcome, Trouble};
use crate::watch::{Asked, Fate, Flight, Handed, Handle, Watch};

/// Nothing, or what is wrong.
pub(crate) type Verdict = Result<(), String>;

/// Fails with the message unless the condition holds.
macro_rules! law {
    ($condition:expr, $($message:tt)+) => {
        if !$condition {
            return Err(format!($($message)+));
        }
    };
}

pub(crate) use law;

/// Every event once, in order, with its index.
pub(crate) fn deliver(watch: &mut Watch, server: &Server, first_index: u64, events: &[Event]) -> Verdict {
    law!(first_index == watch.next, "delivered from {first_index}, {} was due", watch.next);
    law!(!events.is_empty(), "delivered nothing");
    for event in events {
        law!(u64::from(event.index) == watch.next, "event {} came as {}", event.index, watch.next);
        law!(watch.next < server.len(), "an event from the future");
        watch.next += 1;
        match event.kind {
            Kind::Awaiting(calls) => watch.announced = calls.as_slice()[0].step,
            Kind::Active | Kind::Idle => watch.closed = server.steps_before(watch.next),
            Kind::Plain | Kind::Answer => {}
        }
    }
    watch.queue += events.len();
    Ok(())
}

/// Only what cannot be had is given up, and it is said why.
pub(crate) fn lose(
    watch: &mut Watch,
    server: &Server,
    cover: &mut Cover,
    gap: &Gap,
    asked: Option<Asked>,
    lasting: bool,
) -> Verdict {
    law!(gap.from == watch.next && gap.to > gap.from, "a gap of {}..{} at {}", gap.from, gap.to, watch.next);
    law!(gap.to <= server.len(), "a gap up to {} in a log of {}", gap.to, server.len());
    let evicted = gap.to <= server.evicted();
    let huge = |index| index < server.len() && u32::from(server.event(index).size) > LARGEST_PAGE;
    match gap.reason {
        GapReason::Evicted => {
            law!(evicted, "{}..{} is not evicted", gap.from, gap.to);
            // An event too large to be compared with leaves no way to use the history.
            law!(asked == Some(Asked::History) || huge(gap.to), "a gap without a look at the history");
            law!(!server.past_is_complete() || huge(gap.to), "{}..{} is in the history", gap.from, gap.to);
            cover.see(Seen::GapEvicted);
        }
        GapReason::HistoryUnavailable => {
            law!(asked == Some(Asked::History), "a gap without a look at the history");
            law!(evicted, "{}..{} is not evicted", gap.from, gap.to);
            law!(
                lasting || watch.history_failures >= 3,
                "the history was given up after {} tries",
                watch.history_failures
            );
            watch.history_failures = 0;
            cover.see(Seen::GapUnreadable);
        }
        GapReason::TooLarge => {
            law!(gap.to == gap.from + 1, "more than one event is too large: {}..{}", gap.from, gap.to);
            let first = server.evicted().min(server.len() - 1);
            // Where it is evicted, the client cannot know: it was told of the first event that was left then.
            let any = evicted && (gap.from..=first).any(huge);
            law!(huge(gap.from) || any, "{} is not too large", gap.from);
            cover.see(Seen::GapTooLarge);
        }
        reason => return Err(format!("an unknown reason {reason:?}")),
    }
    watch.next = gap.to;
    Ok(())
}

/// A request is sent in its time, for the right thing, and not too often.
pub(crate) fn send(
    watch: &mut Watch,
    server: &Server,
    now: Time,
    request: &Request<Model>,
) -> Result<Asked, String> {
    let config = &watch.config;
    law!(config.deadline.is_none_or(|deadline| now < deadline), "sent after the deadline");
    let asked = match request {
        Request::Changes { from_index, limit, wait_seconds } => {
            let gap = watch.next < server.evicted();
            law!(
                *from_index == watch.next || gap && *from_index > watch.next,
                "asked from {from_index}, {} is due",
                watch.next
            );
            law!(*wait_seconds <= config.window_seconds, "a window of {wait_seconds} s");
            law!(
                config.deadline.is_none_or(|deadline| {
                    now + Duration::from_secs(*wait_seconds) < deadline + Duration::from_secs(1)
                }),
                "a window past the deadline"
            );
            law!(limit.is_none_or(|limit| limit > 0), "a limit of nothing");
            let most = config.limit.filter(|most| *most > 0);
            law!(
                most.is_none_or(|most| limit.is_some_and(|limit| limit <= most)),
                "asked for {limit:?}, {most:?} is the limit"
            );
            Asked::Changes
        }
        Request::Answer => Asked::Answer,
        Request::History { .. } => Asked::History,
        Request::Results(results) => {
            law!(!results.is_empty(), "posted nothing");
            Asked::Results
        }
        Request::Status => {
            let busy = watch.flights.iter().any(|flight| is_reading(flight.kind));
            match (watch.doubt, busy) {
                (false, _) => Asked::Status,
                (true, true) => Asked::Recheck,
                (true, false) => Asked::Either,
            }
        }
    };
    if asked == Asked::Changes || asked == Asked::History && watch.history_pages > 0 {
        law!(watch.queue < config.read_ahead.max(1), "read ahead with {} events waiting", watch.queue);
    }
    let alike = |one: Asked| match asked {
        Asked::Results | Asked::Recheck => !is_reading(one) && one != Asked::Either,
        Asked::Either => false,
        _ => is_reading(one),
    };
    law!(
        watch.flights.len() < 2 && !watch.flights.iter().any(|flight| alike(flight.kind)),
        "two requests at once: {asked:?} beside {:?}",
        watch.flights
    );
    let patience = match asked {
        Asked::Results | Asked::Recheck => Some(&watch.poster),
        Asked::Either => None,
        _ => Some(&watch.reader),
    };
    if let Some(patience) = patience.filter(|patience| !patience.fuzzy) {
        law!(now >= patience.not_before, "tried again before {:?}", patience.not_before);
    }
    if asked != Asked::Results {
        watch.quiet_sends += 1;
        let quiet = (now - watch.quiet_since).as_secs_f64();
        let window = f64::from(u32::try_from(config.window_seconds).expect("a short window"));
        let most = if server.style.instant || window == 0.0 {
            14.0 + quiet * 1.3
        } else {
            8.0 + 1.35 * quiet / window
        };
        law!(
            f64::from(watch.quiet_sends) <= most,
            "{} requests in {quiet} s in which nothing happened",
            watch.quiet_sends
        );
    }
    Ok(asked)
}

/// Whether it is the reader of the log who asks this.
pub(crate) fn is_reading(asked: Asked) -> bool {
    matches!(asked, Asked::Changes | Asked::Answer | Asked::Status | Asked::History)
}

/// Outcomes go to the step they were made for, in the order of announcement, and not again once they are taken.
pub(crate) fn post(
    watch: &Watch,
    handle: &Handle,
    server: &Server,
    cover: &mut Cover,
    results: &[(Call, Outcome)],
) -> Verdict {
    for (place, (call, outcome)) in results.iter().enumerate() {
        let key = call.key();
        law!(key == outcome.key, "an outcome of another call: {call:?} {outcome:?}");
        law!(call.step == outcome.step, "an outcome of another step: {call:?} {outcome:?}");
        law!(outcome.step > watch.closed, "step {} is over", outcome.step);
        let before =
            results[..place].iter().filter(|(other, _)| other.step == call.step && other.key() == key);
        law!(
            handle.taken(outcome.step, key) + before.count() < server.multiplicity(outcome.step, key),
            "posted again after it was taken: {call:?}"
        );
        law!(
            handle.watches > 1
                || place == 0
                || !handle.has_read(server.announcement(call.step), watch.next)
                || results[place - 1].0.step < call.step
                || results[place - 1].0.slot < call.slot,
            "posted in another order than announced"
        );
        if outcome.made == Made::Refused {
            law!(
                server.style.ids == Ids::Twins
                    || handle.watches > 1
                    || !handle.taken_unheard.contains(&(outcome.step, key)),
                "replaced by an error, though it was taken: {call:?}"
            );
            cover.see(Seen::Replaced);
        }
        law!(
            outcome.made != Made::ByTool
                || handle.of(outcome.step, key).any(|handed| handed.fate == Fate::Done),
            "an outcome that no tool gave: {outcome:?}"
        );
    }
    if results.len() > 1 {
        cover.see(Seen::Batch);
    }
    Ok(())
}

/// A call is handed out once per step and handle, and not more of them than may run.
pub(crate) fn run(
    watch: &Watch,
    handle: &Handle,
    server: &Server,
    cover: &mut Cover,
    call: &Call,
    deadline: Option<Time>,
    name: usize,
) -> Verdict {
    law!(watch.config.tools, "a watch without tools handed out a call");
    law!(call.step > watch.closed, "handed out {call:?}, whose step is over");
    // Where nobody has read on from the announcement, nobody can tell this step from the next.
    let unclear = !handle.has_read(server.announcement(call.step), watch.next);
    let multiplicity = server.multiplicity(call.step, call.key());
    if handle.held(call.step, call.key()) >= multiplicity {
        let running = handle.of(call.step, call.key()).filter(|handed| handed.fate == Fate::Running).count();
        law!(unclear && running < multiplicity, "handed out again: {call:?}");
        cover.see(Seen::RunAgainUnclear);
    }
    let running =
        handle.handed.iter().filter(|handed| handed.watch == name && handed.fate == Fate::Running).count();
    law!(running < watch.config.max_parallel.max(1), "{running} calls are running already");
    if running + 1 == watch.config.max_parallel {
        cover.see(Seen::AllPlacesTaken);
    }
    law!(
        watch.config.deadline.is_none_or(|end| deadline.is_some_and(|deadline| deadline <= end)),
        "a call may run past the deadline of its watch"
    );
    cover.see(Seen::Run);
    if watch.announced < call.step {
        cover.see(Seen::RunUnread);
        if server.announcement(call.step) < server.evicted() {
            cover.see(Seen::RunAnnouncementEvicted);
        }
    }
    if server.style.told == Told::Nowhere {
        cover.see(Seen::RunFromLog);
    }
    if handle.of(call.step, call.key()).any(|handed| handed.fate == Fate::Free) {
        cover.see(Seen::RunAgain);
    }
    Ok(())
}

/// No call runs longer than it may.
pub(crate) fn time_out(watch: &Watch, handle: &Handle, name: usize, wake: Option<Time>) -> Verdict {
    let Some(limit) = watch.limit else { return Ok(()) };
    let limited = |handed: &&Handed| {
        handed.watch == name && handed.fate == Fate::Running && handed.call.body.is_multiple_of(2)
    };
    let late =
        handle.handed.iter().filter(limited).find(|handed| wake.is_none_or(|wake| wake > handed.at + limit));
    law!(late.is_none(), "it sleeps past the limit of {late:?}");
    Ok(())
}

/// A call is withdrawn while it runs, and for a reason.
pub(crate) fn withdraw(
    handle: &Handle,
    server: &Server,
    now: Time,
    limit: Option<Duration>,
    place: usize,
    why: Withdrawal,
) -> Verdict {
    let handed = &handle.handed[place];
    law!(handed.fate == Fate::Running, "withdrawn while it does not run: {handed:?}");
    let (step, key) = (handed.call.step, handed.call.key());
    match why {
        Withdrawal::TimedOut => {
            law!(
                limit.is_some_and(|limit| now >= handed.at + limit) && handed.call.body.is_multiple_of(2),
                "timed out too early: {handed:?}"
            );
        }
        Withdrawal::SettledElsewhere => {
            let ours = handle
                .of(step, key)
                .filter(|handed| matches!(handed.fate, Fate::Running | Fate::Done))
                .count();
            let waiting = server.waiting(step, key);
            // Itself is one of ours; what is taken may not have settled yet.
            law!(waiting < ours, "withdrawn, but waited for: {handed:?}");
        }
        Withdrawal::SessionEnded | Withdrawal::WatchEnded => {}
        other => return Err(format!("an unknown reason {other:?}")),
    }
    Ok(())
}

/// It is over, for a reason that is true.
pub(crate) fn finish(
    watch: &Watch,
    handle: &Handle,
    server: &Server,
    cover: &mut Cover,
    now: Time,
    name: usize,
    ending: &Ending<Model>,
    closing: bool,
    failed: Option<(&Flight, bool, Option<Duration>)>,
) -> Verdict {
    let running = handle.handed.iter().find(|handed| handed.watch == name && handed.fate == Fate::Running);
    law!(running.is_none(), "over while a call runs: {running:?}");
    let config = &watch.config;
    law!(
        config.deadline.is_none_or(|deadline| now < deadline)
            || closing
            || matches!(ending, Ending::DeadlinePassed { .. }),
        "over at its deadline, but not because of it"
    );
    match ending {
        Ending::Closed => {
            law!(closing, "closed by nobody");
            cover.see(Seen::Closed);
        }
        Ending::DeadlinePassed { error } => {
            law!(config.deadline.is_some_and(|deadline| deadline <= now), "given up before the deadline");
            law!(
                watch.reader.fuzzy || failed.is_some() || error.is_some() == watch.reader.since.is_some(),
                "the trouble at the deadline: {error:?}"
            );
            cover.see(Seen::DeadlinePassed);
            if error.is_some() {
                cover.see(Seen::DeadlineWhileResting);
            }
        }
        Ending::Failed { error, exhausted } => {
            let Some((flight, transient, retry_after)) = failed else {
                if *error == Trouble::Refused && server.style.refuses_all {
                    cover.see(Seen::RefusedForGood);
                    return Ok(());
                }
                return Err(format!("failed with {error:?} when nothing did"));
            };
            law!(transient == *exhausted, "failed with {error:?}, exhausted: {exhausted}");
            if transient {
                let patience = if is_reading(flight.kind) { &watch.reader } else { &watch.poster };
                let most = patience.bound(config).max(retry_after.unwrap_or_default());
                let since = patience.since.unwrap_or(now);
                law!(
                    patience.fuzzy || now - since + most > config.retry.budget,
                    "gave up before the budget was spent: {:?} of {:?}",
                    now - since,
                    config.retry.budget
                );
                cover.see(Seen::BudgetSpent);
            } else {
                cover.see(Seen::FailedForGood);
            }
        }
        Ending::Settled { status, page, snapshot } => {
            let moment = settled(watch, server, *status)?;
            match status {
                Status::Ended => {
                    cover.see(Seen::SettledEnded);
                    match snapshot {
                        Some(note) => law!(
                            note.status == *status && note.at >= moment.at,
                            "the snapshot is older than the end: {note:?}"
                        ),
                        None => law!(watch.status_failed, "nobody asked why the session failed"),
                    }
                }
                Status::Completed | Status::Idle => {
                    cover.see(if *status == Status::Idle {
                        Seen::SettledIdle
                    } else {
                        Seen::SettledCompleted
                    });
                    match page {
                        Some(note) => law!(
                            note.answer == moment.answer && note.at >= moment.at,
                            "the answer of another turn: {note:?} at {moment:?}"
                        ),
                        None => law!(moment.len == 0, "no answer was asked for"),
                    }
                }
                _ => cover.see(Seen::SettledAwaiting),
            }
        }
    }
    Ok(())
}

/// The moment at which the session was as the ending says, with its log read to the tip.
fn settled(watch: &Watch, server: &Server, status: Status) -> Result<Moment, String> {
    let wanted = |moment: &&Moment| {
        moment.status == status
            && moment.len == watch.next
            && (status != Status::Idle || moment.turn >= watch.least_turn)
    };
    let Some(moment) = server.timeline.iter().find(wanted) else {
        return Err(format!("{status:?} at {} in a log of {}", watch.next, server.len()));
    };
    let allowed = match status {
        Status::Completed | Status::Ended => true,
        Status::Idle => watch.config.until == steersman::session::machine::Until::Settled,
        Status::Awaiting => watch.config.settle_on_awaiting && !watch.config.tools,
        Status::Active => false,
    };
    law!(allowed, "{status:?} does not end this watch");
    Ok(*moment)
}

/// The shortest and the longest wait after one more failure.
pub(crate) fn waits(failures: u32, config: &Config, retry_after: Option<Duration>) -> (Duration, Duration) {
    let whole = config.retry.base.saturating_mul(1 << failures.min(20)).min(config.retry.ceiling);
    let asked = retry_after.unwrap_or_default();
    ((whole / 2).max(asked), whole.max(asked))
}

impl Server {
    /// Whether the history has every event where it belongs.
    pub fn past_is_complete(&self) -> bool {
        match self.style.past {
            Past::Complete => true,
            Past::Truncated | Past::TruncatedSecretly => self.past_from() == 0,
            Past::Shifted | Past::Unreadable => false,
        }
    }
}
