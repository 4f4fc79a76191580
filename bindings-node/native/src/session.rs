//! One session: steered by calls, watched by streams.

use std::sync::Arc;

use napi_derive::napi;
use steersman::{Error, SessionHandle};
use steersman_host::Watch;
use steersman_host::options::{self, WatchSettings};

use crate::failure;
use crate::hub::{Hub, Outcome};
use crate::stream::NativeStream;

/// A handle on one session.
#[napi]
pub struct NativeSession {
    hub: Arc<Hub>,
    handle: SessionHandle,
}

impl NativeSession {
    pub(crate) fn new(hub: Arc<Hub>, handle: SessionHandle) -> Self {
        Self { hub, handle }
    }
}

#[napi]
impl NativeSession {
    /// The session's id.
    #[napi]
    pub fn id(&self) -> String {
        self.handle.id().to_owned()
    }

    /// Steers the session: `send_message`, `pause`, `resume`, `force_answer`, `cancel` or `send_tool_results`, with a JSON body
    /// where there is one.
    #[napi]
    pub fn steer(&self, call: u32, what: String, body: Option<String>) {
        let handle = self.handle.clone();
        self.hub.run(call, async move {
            steersman_host::steer(&handle, &what, body.as_deref()).await?;
            Ok(Outcome::Nothing)
        });
    }

    /// Opens a stream. `token` names it in the hub's messages; `declared` says whether `tools` of the options count.
    #[napi]
    pub fn stream(&self, token: u32, settings: String) -> napi::Result<NativeStream> {
        self.open(&settings, WatchSettings::stream)
            .map(|watch| NativeStream::new(&self.hub, token, watch))
            .map_err(|error| failure::thrown(&error))
    }

    /// Opens a wait: a stream that ends when the session settles, and gives its outcome.
    #[napi]
    pub fn wait(&self, token: u32, settings: String) -> napi::Result<NativeStream> {
        self.open(&settings, WatchSettings::wait)
            .map(|watch| NativeStream::new(&self.hub, token, watch))
            .map_err(|error| failure::thrown(&error))
    }

    fn open(
        &self,
        settings: &str,
        how: fn(WatchSettings, &SessionHandle) -> Result<Watch, Error>,
    ) -> Result<Watch, Error> {
        how(options::read("options", settings)?, &self.handle)
    }
}
