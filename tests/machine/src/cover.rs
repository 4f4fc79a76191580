//! Which situations a run of schedules has met. A law that was never put to the test is not kept, only unbroken.

use std::fmt;

macro_rules! situations {
    ($($(#[doc = $doc:literal])* $name:ident,)*) => {
        /// A situation worth meeting.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Seen {
            $($(#[doc = $doc])* $name,)*
        }

        impl Seen {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];
        }
    };
}

situations! {
    /// A watch ended at an idle session.
    SettledIdle,
    /// A watch ended at a completed session.
    SettledCompleted,
    /// A watch ended at a failed session.
    SettledEnded,
    /// A watch without tools ended at a session that waits for them.
    SettledAwaiting,
    /// A session died before its first event.
    DeadBeforeFirstEvent,
    /// A session ended without leaving an event.
    QuietEnd,
    /// The error fields of a failed session came late.
    ErrorStillMissing,
    /// A watch failed at once.
    FailedForGood,
    /// A watch failed when its retry budget was spent.
    BudgetSpent,
    /// A watch failed because its results are refused for ever.
    RefusedForGood,
    /// A watch was given up at its deadline.
    DeadlinePassed,
    /// A watch was given up while it rested after a failure.
    DeadlineWhileResting,
    /// A watch was given up while a call was running.
    DeadlineWhileRunning,
    /// A watch had no time at all.
    NoTime,
    /// A watch was closed.
    Closed,
    /// A watch was dropped without being closed.
    Dropped,
    /// Evicted events came from the history.
    GapFilled,
    /// They came in more than one page.
    GapFilledInPages,
    /// Evicted events were gone from the history, too.
    GapEvicted,
    /// The history could not be read.
    GapUnreadable,
    /// An event was too large.
    GapTooLarge,
    /// A page without events began past the cursor.
    EmptyJump,
    /// A page was too large.
    TooLarge,
    /// A page brought nothing but known events.
    DuplicatePage,
    /// A page began with known events.
    OverlappingPage,
    /// A page did not say where it begins.
    FirstIndexAbsent,
    /// A page did not say which calls are waited for.
    ListAbsent,
    /// A page ended before the tip because of its cap.
    CappedPage,
    /// A page ended before the tip and before its cap.
    ShortPage,
    /// A long poll was answered at once with nothing.
    AnsweredAtOnce,
    /// A long poll took its window.
    WindowPassed,
    /// A reply told of the idle state that a message had ended already.
    StaleIdle,
    /// Such a reply had been sent for before the message was known.
    ReplyOlderThanMessage,
    /// A new watch began after a message.
    WatchedFromMessage,
    /// An id came up again in a later step.
    RepeatedId,
    /// Two calls of one step were the same.
    Twins,
    /// A list shrank.
    ShrunkList,
    /// A list was announced again.
    Reannounced,
    /// The agent went on without its results.
    StepAbandoned,
    /// The session was paused while it waited.
    PausedWhileAwaiting,
    /// Another client answered a call.
    AnsweredElsewhere,
    /// A call was handed out.
    Run,
    /// A call was handed out by a watch that had not read its announcement.
    RunUnread,
    /// A call was handed out whose announcement is evicted.
    RunAnnouncementEvicted,
    /// A call was handed out that only the log told of.
    RunFromLog,
    /// As many calls ran as may.
    AllPlacesTaken,
    /// A call ran too long.
    TimedOut,
    /// A call was withdrawn, because somebody else settled it.
    SettledElsewhere,
    /// A call was withdrawn at the end.
    WithdrawnAtEnd,
    /// A call was done after it was withdrawn.
    DoneAfterWithdrawal,
    /// A call was handed out again after its watch was gone.
    RunAgain,
    /// A call was handed out again, because events were skipped that would have told that it is the same one.
    RunAgainUnclear,
    /// A watch posted the outcome that a former one left.
    TakenOver,
    /// Results were posted together.
    Batch,
    /// A result was posted again after the reply was lost.
    PostedAgain,
    /// A result was posted again after a conflict.
    PostedAfterConflict,
    /// A 409 was given without need.
    FalseConflict,
    /// A batch was refused.
    BatchRefused,
    /// An error result was posted in the place of a refused one.
    Replaced,
    /// A result came too late and was accepted.
    LateTaken,
    /// A result that was under way when its step ended was taken for the same call of the next step.
    TakenForAnotherStep,
    /// Two watches of one handle were open while a call was waited for.
    TwoWatches,
    /// A second watch began where the first one ended.
    Resumed,
    /// The consumer was too slow, and polling stopped.
    ReadAheadFull,
    /// A watch without tools saw the session wait for some.
    Unanswered,
    /// A wait was lengthened by `Retry-After`.
    RetryAfter,
    /// A third retry in a row.
    ThirdRetry,
    /// The reply to a page was lost.
    PageLost,
}

/// How often each situation was met.
#[derive(Clone, Debug)]
pub struct Cover {
    counts: [u64; Seen::ALL.len()],
}

impl Default for Cover {
    fn default() -> Self {
        Self { counts: [0; Seen::ALL.len()] }
    }
}

impl Cover {
    /// Notes a situation.
    pub fn see(&mut self, seen: Seen) {
        self.counts[seen as usize] += 1;
    }

    /// How often it was met.
    pub fn count(&self, seen: Seen) -> u64 {
        self.counts[seen as usize]
    }

    /// Adds what another run met.
    pub fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.counts.iter_mut().zip(&other.counts) {
            *mine += theirs;
        }
    }

    /// What was never met.
    pub fn missing(&self) -> Vec<Seen> {
        Seen::ALL.iter().copied().filter(|seen| self.count(*seen) == 0).collect()
    }
}

impl fmt::Display for Cover {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Seen::ALL.iter().try_for_each(|seen| writeln!(f, "{:>10} {seen:?}", self.count(*seen)))
    }
}
