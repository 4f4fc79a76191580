//! The core's log as Python counts levels and time.

use std::sync::Arc;
use std::time::UNIX_EPOCH;

use steersman_host::log::{self, Level, LevelFilter};

use crate::hub::AnyHub;

/// A record: level as Python counts them, where it comes from, text, seconds since 1970.
pub(crate) type Record = (u8, String, String, f64);

const NUMBERS: [(u8, Level); 5] =
    [(5, Level::TRACE), (10, Level::DEBUG), (20, Level::INFO), (30, Level::WARN), (40, Level::ERROR)];

/// Takes the records that wait.
pub(crate) fn take() -> Vec<Record> {
    let record = |record: log::Record| {
        let number =
            NUMBERS.iter().find(|(_, level)| *level == record.level).map_or(0, |(number, _)| *number);
        let at = record.time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64();
        (number, record.target, record.text, at)
    };
    log::take().into_iter().map(record).collect()
}

/// Keeps records from this level on. Whoever comes by may write them.
pub(crate) fn set_level(least: u8) {
    let level = NUMBERS.iter().find(|(number, _)| *number >= least);
    log::arm(&Arc::new(AnyHub).into());
    log::listen(level.map_or(LevelFilter::OFF, |(_, level)| (*level).into()));
}
