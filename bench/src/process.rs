//! What this process uses, as Linux tells it.

use std::fs::read_to_string;
use std::io::{Error, Result};
use std::time::Duration;

/// The ticks in a second that `/proc` counts processor time in, the same on all usual Linux systems.
const TICKS_PER_SECOND: u64 = 100;

/// Processor time so far, of all threads.
pub(crate) fn cpu() -> Result<Duration> {
    let stat = read_to_string("/proc/self/stat")?;
    // The name in parentheses may hold anything; what follows it is numbers.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks: u64 = [11, 12].iter().filter_map(|at| fields.get(*at)?.parse::<u64>().ok()).sum();
    Ok(Duration::from_millis(ticks * 1000 / TICKS_PER_SECOND))
}

/// Resident memory in bytes.
pub(crate) fn memory() -> Result<u64> {
    field("VmRSS:").map(|kilobytes| kilobytes * 1024)
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
