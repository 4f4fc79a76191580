//! What a JavaScript context holds one of: the hub, and the ways to a client.

use std::sync::Arc;

use napi::bindgen_prelude::{Buffer, Function};
use napi_derive::napi;
use steersman::{Client, Credentials, Error};
use steersman_host::options::{self, ClientOptions};

use crate::client::NativeClient;
use crate::failure;
use crate::hub::{Hub, Outcome, Parcel};
use crate::session::NativeSession;
use crate::stream::NativeDownload;

/// Connects one JavaScript context with everything that runs for it.
#[napi]
pub struct Bridge {
    hub: Arc<Hub>,
}

#[napi]
impl Bridge {
    /// `wake` is called, without arguments, when there is something to drain.
    #[napi(constructor)]
    pub fn new(wake: Function<'_, (), ()>) -> napi::Result<Self> {
        let wake = wake.build_threadsafe_function::<()>().weak::<true>().build()?;
        Ok(Self { hub: Hub::new(wake) })
    }

    /// All that happened since the last time, as a JSON list.
    #[napi]
    pub fn drain(&self) -> String {
        self.hub.drain()
    }

    /// Stops a call.
    #[napi]
    pub fn cancel(&self, id: u32) {
        self.hub.cancel(id);
    }

    /// Answers the question for a key: with the key, or with what is wrong.
    #[napi]
    pub fn provide_key(&self, id: u32, key: Option<String>, problem: Option<String>) {
        self.hub.provide_key(id, key.ok_or_else(|| problem.unwrap_or_default()));
    }

    /// Makes a client. Nothing is connected yet.
    #[napi]
    pub fn client(&self, options: String) -> napi::Result<NativeClient> {
        let client = options::read("options", &options).and_then(|options| self.build(options));
        match client {
            Ok(client) => Ok(NativeClient::new(self.hub.clone(), client)),
            Err(error) => Err(failure::thrown(&error)),
        }
    }

    fn build(&self, mut options: ClientOptions) -> Result<Client, Error> {
        let source = options.key_source.take();
        let mut builder = options.builder("typescript")?;
        if let Some(source) = source {
            // Weak: the hub outlives its context's interest in it otherwise, with the client that it holds.
            let hub = Arc::downgrade(&self.hub);
            builder = builder.api_key(Credentials::async_function(move || {
                let hub = hub.clone();
                async move {
                    let hub = hub.upgrade().ok_or("the program is ending")?;
                    hub.ask_for_key(source).await.map_err(Into::into)
                }
            }));
        }
        builder.build()
    }

    /// Starts an embedded runtime and makes a client of it, to be taken with [`Self::take_client`].
    #[napi]
    pub fn local(&self, id: u32, options: String) {
        self.hub.run(id, async move { Ok(Outcome::Client(steersman_host::local_client(&options).await?)) });
    }

    /// The client that a call made.
    #[napi]
    pub fn take_client(&self, id: u32) -> napi::Result<NativeClient> {
        match self.hub.take(id) {
            Some(Parcel::Client(client)) => Ok(NativeClient::new(self.hub.clone(), client)),
            _ => Err(failure::internal("no client was made by this call")),
        }
    }

    /// The session that a call started.
    #[napi]
    pub fn take_session(&self, id: u32) -> napi::Result<NativeSession> {
        match self.hub.take(id) {
            Some(Parcel::Session(handle)) => Ok(NativeSession::new(self.hub.clone(), handle)),
            _ => Err(failure::internal("no session was started by this call")),
        }
    }

    /// The download that a call opened.
    #[napi]
    pub fn take_download(&self, id: u32) -> napi::Result<NativeDownload> {
        match self.hub.take(id) {
            Some(Parcel::Download(download)) => Ok(NativeDownload::new(self.hub.clone(), *download)),
            _ => Err(failure::internal("no download was opened by this call")),
        }
    }

    /// The piece of a download that a call read; nothing at its end.
    #[napi]
    pub fn take_piece(&self, id: u32) -> Option<Buffer> {
        match self.hub.take(id) {
            Some(Parcel::Piece(bytes)) => Some(bytes.into()),
            _ => None,
        }
    }
}

impl Drop for Bridge {
    fn drop(&mut self) {
        self.hub.close();
    }
}
