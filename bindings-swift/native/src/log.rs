//! What the core has to say to people, taken by the host: no thread of Rust ever calls into it.

use std::future::poll_fn;
use std::str::FromStr;
use std::sync::Arc;
use std::task::Poll;

use steersman::Error;
use steersman_host::log::{self, Level};

use crate::cancel::{NativeCancel, unless_cancelled};
use crate::failure::NativeError;

/// Something for people to read.
#[derive(uniffi::Record)]
pub(crate) struct NativeLogRecord {
    /// `error`, `warn`, `info`, `debug` or `trace`.
    pub(crate) level: String,
    /// The part of the library it comes from.
    pub(crate) target: String,
    /// What it says, in one line.
    pub(crate) text: String,
}

/// Begins to keep what the library says at this level (`error`, `warn`, `info`, `debug`, `trace`) and above, at most 1000 records.
#[uniffi::export]
fn native_log_listen(level: String) -> Result<(), NativeError> {
    let level = Level::from_str(&level).map_err(|_| {
        Error::invalid_argument("level", "expected \"error\", \"warn\", \"info\", \"debug\" or \"trace\"")
    })?;
    log::listen(level.into());
    Ok(())
}

/// Waits until there are records. One reader for a process.
#[uniffi::export]
async fn native_log_ready(cancel: Option<Arc<NativeCancel>>) -> Result<(), NativeError> {
    let ready = poll_fn(|context| if log::arm(context.waker()) { Poll::Ready(()) } else { Poll::Pending });
    unless_cancelled(cancel, ready).await
}

/// Takes the records that are there.
#[uniffi::export]
fn native_log_take() -> Vec<NativeLogRecord> {
    let record = |record: log::Record| NativeLogRecord {
        level: record.level.as_str().to_ascii_lowercase(),
        target: record.target,
        text: record.text,
    };
    log::take().into_iter().map(record).collect()
}
