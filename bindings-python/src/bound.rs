//! Values that belong to the process that made them. A forked child has their memory, but none of the threads behind them.

use std::fmt;
use std::process;

use pyo3::PyResult;
use steersman::{Error, ErrorKind};

use crate::failure::raise;

/// A value that is only touched in the process that made it. In a forked child it is refused, and leaked instead of dropped:
/// dropping would wait for locks and threads that the child does not have.
pub(crate) struct Bound<T> {
    pid: u32,
    value: Option<T>,
}

impl<T> Bound<T> {
    pub(crate) fn new(value: T) -> Self {
        Self { pid: process::id(), value: Some(value) }
    }

    /// The value, in its own process.
    pub(crate) fn get(&self) -> PyResult<&T> {
        match &self.value {
            Some(value) if self.is_own() => Ok(value),
            _ => Err(raise(&Error::new(
                ErrorKind::Configuration,
                "this was opened before the process forked, and works only in the parent: open it anew in the child",
            ))),
        }
    }

    fn is_own(&self) -> bool {
        self.pid == process::id()
    }
}

impl<T> Drop for Bound<T> {
    fn drop(&mut self) {
        if !self.is_own() {
            std::mem::forget(self.value.take());
        }
    }
}

impl<T> fmt::Debug for Bound<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bound").field("pid", &self.pid).finish_non_exhaustive()
    }
}
