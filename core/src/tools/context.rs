//! What a running call knows about itself.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::session::machine::Withdrawal;

/// Where a call comes from, until when its result is wanted, and whether it still is.
#[derive(Clone, Debug)]
pub struct CallContext {
    pub(crate) session_id: Arc<str>,
    pub(crate) tool_name: Arc<str>,
    pub(crate) call_id: Option<Arc<str>>,
    pub(crate) step: Option<u64>,
    pub(crate) attempt: u32,
    pub(crate) deadline: Option<Instant>,
    pub(crate) cancellation: Cancellation,
}

impl CallContext {
    /// The session whose agent calls.
    pub fn session_id(&self) -> &str {
        &self.session_id
    }

    /// The name the tool was called by.
    pub fn tool_name(&self) -> &str {
        &self.tool_name
    }

    /// The call's id, if the agent gave one. Ids may repeat in later steps.
    pub fn call_id(&self) -> Option<&str> {
        self.call_id.as_deref()
    }

    /// Index of the event that announced the step this call belongs to, if the watch has read it. Together with the
    /// session and the call id it names the call for good: a key for making side effects happen once, even when
    /// another process runs the call again.
    pub fn step(&self) -> Option<u64> {
        self.step
    }

    /// Which run of the call this is, as far as this handle knows: 1, and more when a watch ended before its run was
    /// done and a later one runs the call again.
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// How much longer the result is wanted; `None` without a limit.
    pub fn time_left(&self) -> Option<Duration> {
        self.deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()))
    }

    /// Tells when the result is no longer wanted.
    pub fn cancellation(&self) -> &Cancellation {
        &self.cancellation
    }
}

/// Tells a running call that its result is no longer wanted.
#[derive(Clone, Default)]
pub struct Cancellation {
    token: CancellationToken,
    reason: Arc<std::sync::OnceLock<Withdrawal>>,
}

impl Cancellation {
    /// Whether the result is no longer wanted.
    pub fn is_cancelled(&self) -> bool {
        self.token.is_cancelled()
    }

    /// Waits until the result is no longer wanted.
    pub async fn cancelled(&self) {
        self.token.cancelled().await;
    }

    /// Why the result is no longer wanted, once it is.
    pub fn reason(&self) -> Option<Withdrawal> {
        self.is_cancelled().then(|| self.reason.get().copied().unwrap_or(Withdrawal::WatchEnded))
    }

    pub(crate) fn cancel(&self, reason: Withdrawal) {
        // The first reason stands.
        let _ = self.reason.set(reason);
        self.token.cancel();
    }
}

impl fmt::Debug for Cancellation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Cancellation").field(&self.reason()).finish()
    }
}
