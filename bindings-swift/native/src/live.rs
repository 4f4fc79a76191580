//! How many native objects there are: what the packages' tests look for leaks with.

use std::sync::atomic::{AtomicU64, Ordering};

static CLIENTS: AtomicU64 = AtomicU64::new(0);
static SESSIONS: AtomicU64 = AtomicU64::new(0);
static STREAMS: AtomicU64 = AtomicU64::new(0);
static DOWNLOADS: AtomicU64 = AtomicU64::new(0);
static PAGES: AtomicU64 = AtomicU64::new(0);
static CANCELS: AtomicU64 = AtomicU64::new(0);
static CALLS: AtomicU64 = AtomicU64::new(0);

/// Counts one object from its making to its end. Counts are only looked at, nothing follows from them, so they are relaxed.
pub(crate) struct Live(&'static AtomicU64);

impl Live {
    fn new(count: &'static AtomicU64) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(count)
    }

    pub(crate) fn client() -> Self {
        Self::new(&CLIENTS)
    }

    pub(crate) fn session() -> Self {
        Self::new(&SESSIONS)
    }

    pub(crate) fn stream() -> Self {
        Self::new(&STREAMS)
    }

    pub(crate) fn download() -> Self {
        Self::new(&DOWNLOADS)
    }

    pub(crate) fn pages() -> Self {
        Self::new(&PAGES)
    }

    pub(crate) fn cancel() -> Self {
        Self::new(&CANCELS)
    }

    pub(crate) fn call() -> Self {
        Self::new(&CALLS)
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// How many there are of each kind.
#[derive(uniffi::Record)]
pub(crate) struct NativeCounts {
    /// Clients.
    pub(crate) clients: u64,
    /// Sessions.
    pub(crate) sessions: u64,
    /// Streams and waits.
    pub(crate) streams: u64,
    /// Downloads.
    pub(crate) downloads: u64,
    /// Lists that are walked through.
    pub(crate) pages: u64,
    /// Tokens of cancellation.
    pub(crate) cancels: u64,
    /// Calls under way.
    pub(crate) calls: u64,
}

/// How many native objects there are.
#[uniffi::export]
fn native_counts() -> NativeCounts {
    let count = |count: &AtomicU64| count.load(Ordering::Relaxed);
    NativeCounts {
        clients: count(&CLIENTS),
        sessions: count(&SESSIONS),
        streams: count(&STREAMS),
        downloads: count(&DOWNLOADS),
        pages: count(&PAGES),
        cancels: count(&CANCELS),
        calls: count(&CALLS),
    }
}
