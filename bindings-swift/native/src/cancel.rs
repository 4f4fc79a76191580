//! Stopping what is under way: `UniFFI` does not tell Rust when a Swift task is cancelled.

use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use crate::failure::NativeError;
use crate::live::Live;

/// Stops the calls that it was given to. It stays cancelled.
#[derive(uniffi::Object)]
pub(crate) struct NativeCancel {
    token: CancellationToken,
    _live: Live,
}

#[uniffi::export]
impl NativeCancel {
    /// One that is not cancelled.
    #[uniffi::constructor]
    fn new() -> Arc<Self> {
        Arc::new(Self { token: CancellationToken::new(), _live: Live::cancel() })
    }

    /// Stops what was given this, now and later.
    fn cancel(&self) {
        self.token.cancel();
    }

    /// Whether it was cancelled.
    fn is_cancelled(&self) -> bool {
        self.token.is_cancelled()
    }
}

/// Waits for work, unless it is cancelled before; a work that is done counts as done.
pub(crate) async fn unless_cancelled<T>(
    cancel: Option<Arc<NativeCancel>>,
    work: impl Future<Output = T>,
) -> Result<T, NativeError> {
    let Some(cancel) = cancel else { return Ok(work.await) };
    tokio::select! {
        biased;
        () = cancel.token.cancelled() => Err(NativeError::Cancelled),
        result = work => Ok(result),
    }
}
