//! What this process uses, as Linux tells it.

use std::fs::read_to_string;
use std::io::{Error, Result};
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// Nanoseconds on the clock that all processes of a machine share.
pub(crate) fn monotonic_nanos() -> u64 {
    nanos(ClockId::Monotonic)
}

/// Processor time so far, of all threads.
pub(crate) fn cpu() -> Duration {
    Duration::from_nanos(nanos(ClockId::ProcessCPUTime))
}

fn nanos(clock: ClockId) -> u64 {
    let now = clock_gettime(clock);
    u64::try_from(now.tv_sec).unwrap_or(0) * 1_000_000_000 + u64::try_from(now.tv_nsec).unwrap_or(0)
}

/// Resident memory in bytes.
pub(crate) fn memory() -> Result<u64> {
    field("VmRSS:").map(|kilobytes| kilobytes * 1024)
}

/// The most resident memory that there was, in KiB.
pub(crate) fn peak_kib() -> Result<u64> {
    field("VmHWM:")
}

/// Threads.
pub(crate) fn threads() -> Result<u64> {
    field("Threads:")
}

fn field(name: &str) -> Result<u64> {
    let status = read_to_string("/proc/self/status")?;
    status
        .lines()
        .find_map(|line| line.strip_prefix(name)?.split_whitespace().next()?.parse().ok())
        .ok_or_else(|| Error::other(format!("/proc/self/status has no {name}")))
}
