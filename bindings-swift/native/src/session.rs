//! One session: steered, and watched.

use std::sync::Arc;

use steersman::SessionHandle;
use steersman_host::options::{self, WatchSettings};
use steersman_host::steer;

use crate::cancel::NativeCancel;
use crate::failure::NativeError;
use crate::live::Live;
use crate::runtime::run;
use crate::stream::NativeStream;

/// A handle on one session.
#[derive(uniffi::Object)]
pub(crate) struct NativeSession {
    handle: SessionHandle,
    _live: Live,
}

impl NativeSession {
    pub(crate) fn new_arc(handle: SessionHandle) -> Arc<Self> {
        Arc::new(Self { handle, _live: Live::session() })
    }
}

#[uniffi::export]
impl NativeSession {
    /// The session's id.
    fn id(&self) -> String {
        self.handle.id().to_owned()
    }

    /// Steers the session: `send_message` or `send_tool_results` with a JSON body, `pause`, `resume`, `force_answer`, `cancel`.
    async fn steer(
        &self,
        what: String,
        body: Option<String>,
        cancel: Option<Arc<NativeCancel>>,
    ) -> Result<(), NativeError> {
        let handle = self.handle.clone();
        run(cancel, async move { steer(&handle, &what, body.as_deref()).await }).await
    }

    /// Opens a stream; it begins to watch now. It runs the tools that the settings declare.
    fn stream(&self, settings: String) -> Result<Arc<NativeStream>, NativeError> {
        let settings: WatchSettings = options::read("options", &settings)?;
        Ok(NativeStream::new_arc(settings.stream(&self.handle)?))
    }

    /// Opens a wait: a stream that ends when the session settles, and tells its outcome, with the answer checked.
    fn wait(&self, settings: String) -> Result<Arc<NativeStream>, NativeError> {
        let settings: WatchSettings = options::read("options", &settings)?;
        Ok(NativeStream::new_arc(settings.wait(&self.handle)?))
    }
}
