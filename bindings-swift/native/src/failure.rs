//! Errors on their way out.

use steersman::{Error, ErrorKind};
use steersman_host::failure;

/// What a call can fail with.
#[derive(Debug, thiserror::Error, uniffi::Error)]
pub(crate) enum NativeError {
    /// It failed. The packages make their own error of this.
    #[error("{json}")]
    Failed {
        /// Everything that is known, as JSON (`steersman_host::failure::json` says what is in it).
        json: String,
    },
    /// It was stopped with its `NativeCancel`.
    #[error("cancelled")]
    Cancelled,
}

impl From<Error> for NativeError {
    fn from(error: Error) -> Self {
        Self::Failed { json: failure::json(&error).to_string() }
    }
}

impl NativeError {
    /// The client was closed.
    pub(crate) fn closed() -> Self {
        Error::new(ErrorKind::Configuration, "the client is closed").into()
    }
}
