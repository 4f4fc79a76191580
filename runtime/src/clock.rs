//! The clock every timer of the runtime runs on: the system's, or one that a test turns by hand.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::watch;
use tokio::time::Instant;

/// Where the runtime takes the time from. Cheap to clone; all clones show the same time.
#[derive(Clone, Debug, Default)]
pub struct Clock(Option<ManualClock>);

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self(None)
    }

    /// The wall-clock time, for timestamps in events and records.
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            None => Timestamp::now(),
            Some(manual) => {
                let elapsed = *manual.0.elapsed.borrow();
                manual.0.epoch.checked_add(elapsed).unwrap_or(Timestamp::MAX)
            }
        }
    }

    /// The reading timers compare against: time since an arbitrary start, never going back.
    pub(crate) fn reading(&self) -> Reading {
        match &self.0 {
            None => Reading::System(Instant::now()),
            Some(manual) => Reading::Manual(*manual.0.elapsed.borrow()),
        }
    }

    /// Ends when `deadline` is reached on this clock.
    pub(crate) fn sleep_until(&self, deadline: Reading) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        match (deadline, &self.0) {
            (Reading::System(at), _) => Box::pin(tokio::time::sleep_until(at)),
            (Reading::Manual(at), Some(manual)) => {
                let mut elapsed = manual.0.elapsed.subscribe();
                let sleepers = Sleeper::new(manual.0.clone());
                Box::pin(async move {
                    let _counted = sleepers;
                    let _ = elapsed.wait_for(|now| *now >= at).await;
                })
            }
            // A reading of a manual clock never meets the system clock: one runtime has one clock.
            (Reading::Manual(_), None) => Box::pin(std::future::pending()),
        }
    }

    /// Ends after `span` on this clock.
    pub(crate) fn sleep(&self, span: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        self.sleep_until(self.reading().after(span))
    }
}

impl From<ManualClock> for Clock {
    fn from(clock: ManualClock) -> Self {
        Self(Some(clock))
    }
}

/// A moment on one clock. Readings of different clocks are never compared.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(crate) enum Reading {
    System(Instant),
    Manual(Duration),
}

impl Reading {
    /// The moment `span` later (far in the future where that overflows).
    pub(crate) fn after(self, span: Duration) -> Self {
        const FAR: Duration = Duration::from_hours(24 * 365 * 30);
        match self {
            Self::System(at) => Self::System(at.checked_add(span.min(FAR)).unwrap_or(at)),
            Self::Manual(at) => Self::Manual(at.saturating_add(span)),
        }
    }

    /// The time from `earlier` to this moment, zero when it lies behind.
    pub(crate) fn since(self, earlier: Self) -> Duration {
        match (self, earlier) {
            (Self::System(now), Self::System(then)) => now.saturating_duration_since(then),
            (Self::Manual(now), Self::Manual(then)) => now.saturating_sub(then),
            _ => Duration::ZERO,
        }
    }
}

/// A clock that stands still until it is advanced: time-outs, idle limits and schedules are tested with it, without sleeping.
///
/// ```
/// use std::time::Duration;
/// use steersman_runtime::{Clock, ManualClock};
///
/// let hands = ManualClock::default();
/// let clock = Clock::from(hands.clone());
/// let before = clock.now();
/// hands.advance(Duration::from_secs(90));
/// assert_eq!(clock.now().duration_since(before).as_secs(), 90);
/// ```
#[derive(Clone, Debug)]
pub struct ManualClock(Arc<Hands>);

#[derive(Debug)]
struct Hands {
    epoch: Timestamp,
    elapsed: watch::Sender<Duration>,
    sleepers: watch::Sender<usize>,
}

impl Default for ManualClock {
    /// A clock that shows the present time and stands still.
    fn default() -> Self {
        Self::starting_at(Timestamp::now())
    }
}

impl ManualClock {
    /// A clock that shows `epoch` until it is advanced.
    pub fn starting_at(epoch: Timestamp) -> Self {
        Self(Arc::new(Hands {
            epoch,
            elapsed: watch::Sender::new(Duration::ZERO),
            sleepers: watch::Sender::new(0),
        }))
    }

    /// Moves the clock on and wakes every timer that is due.
    pub fn advance(&self, span: Duration) {
        self.0.elapsed.send_modify(|elapsed| *elapsed = elapsed.saturating_add(span));
    }

    /// Waits until at least `count` timers are set, so that an advance cannot come before the timer it is meant for.
    pub async fn sleepers(&self, count: usize) {
        let mut sleepers = self.0.sleepers.subscribe();
        let _ = sleepers.wait_for(|now| *now >= count).await;
    }
}

/// Counts one timer of a manual clock as long as it lives.
struct Sleeper(Arc<Hands>);

impl Sleeper {
    fn new(hands: Arc<Hands>) -> Self {
        hands.sleepers.send_modify(|count| *count += 1);
        Self(hands)
    }
}

impl Drop for Sleeper {
    fn drop(&mut self) {
        self.0.sleepers.send_modify(|count| *count -= 1);
    }
}
