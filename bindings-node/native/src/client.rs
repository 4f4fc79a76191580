//! A client: calls by name, sessions by id.

use std::path::PathBuf;
use std::sync::Arc;

use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;
use steersman::api::{Archive, Pages};
use steersman::wire::BrowserProfileCreate;
use steersman::{Client, Error, ErrorKind};
use steersman_host::Reply;
use steersman_host::options::{self, CallSettings, StartSettings};
use tokio::sync::Mutex;

use crate::failure;
use crate::hub::{Hub, Outcome};
use crate::session::NativeSession;

/// A client of the Agents API.
#[napi]
pub struct NativeClient {
    hub: Arc<Hub>,
    /// `None` once it was closed.
    client: Option<Client>,
}

impl NativeClient {
    pub(crate) fn new(hub: Arc<Hub>, client: Client) -> Self {
        Self { hub, client: Some(client) }
    }

    fn open(&self) -> Result<Client, Error> {
        self.client.clone().ok_or_else(|| Error::new(ErrorKind::Configuration, "the client is closed"))
    }
}

#[napi]
impl NativeClient {
    /// Where the API is.
    #[napi]
    pub fn base_url(&self) -> Option<String> {
        self.client.as_ref().map(|client| client.base_url().to_string())
    }

    /// Lets go of connections and of the embedded runtime.
    #[napi]
    pub fn close(&mut self) {
        self.client = None;
    }

    /// Calls an operation by name with JSON arguments.
    #[napi]
    pub fn call(&self, id: u32, operation: String, arguments: String, settings: String) {
        let client = self.open();
        self.hub.run(id, async move {
            let settings: CallSettings = options::read("options", &settings)?;
            let reply = Reply::call(&client?, &operation, &arguments, settings.into_options()).await?;
            Ok(reply.into())
        });
    }

    /// Opens the pages of a list that is called by name with JSON arguments. Nothing is sent yet.
    #[napi]
    pub fn pages(&self, operation: String, arguments: String, settings: String) -> napi::Result<NativePages> {
        let open = || {
            let settings: CallSettings = options::read("options", &settings)?;
            let arguments = options::read("arguments", &arguments)?;
            self.open()?.pages(&operation, arguments, settings.into_options())
        };
        match open() {
            Ok(pages) => Ok(NativePages { hub: self.hub.clone(), pages: Arc::new(Mutex::new(pages)) }),
            Err(error) => Err(failure::thrown(&error)),
        }
    }

    /// Opens the download of a stored file of a session.
    #[napi]
    pub fn download(&self, id: u32, session: String, bucket: String, key: String, settings: String) {
        let client = self.open();
        self.hub.run(id, async move {
            let settings: CallSettings = options::read("options", &settings)?;
            let call = client?.sessions().get_session_resource(session, bucket, key);
            let download = call.options(settings.into_options()).await?;
            Ok(Outcome::Download(Box::new(download)))
        });
    }

    /// Brings in a browser profile: from a file, or from memory.
    #[napi]
    pub fn upload_profile(
        &self,
        id: u32,
        path: Option<String>,
        bytes: Option<Uint8Array>,
        profile: String,
        settings: String,
    ) {
        let client = self.open();
        let archive: Archive = match (path, bytes) {
            (Some(path), _) => PathBuf::from(path).into(),
            (None, bytes) => bytes.map(|bytes| bytes.to_vec()).unwrap_or_default().into(),
        };
        self.hub.run(id, async move {
            let settings: CallSettings = options::read("options", &settings)?;
            let profile: BrowserProfileCreate = options::read("profile", &profile)?;
            let made = client?.browser_profiles().upload(archive, profile, settings.into_options()).await?;
            Ok(Reply::value(&made)?.into())
        });
    }

    /// A session that exists.
    #[napi]
    pub fn session(&self, id: String) -> napi::Result<NativeSession> {
        match self.open() {
            Ok(client) => Ok(NativeSession::new(self.hub.clone(), client.session(id))),
            Err(error) => Err(failure::thrown(&error)),
        }
    }

    /// Starts a session, to be taken by the number of this call.
    #[napi]
    pub fn start_session(&self, id: u32, settings: String) {
        let client = self.open();
        self.hub.run(id, async move {
            let settings: StartSettings = options::read("request", &settings)?;
            Ok(Outcome::Session(settings.start(&client?)?.await?))
        });
    }
}

/// The pages of a list.
#[napi]
pub struct NativePages {
    hub: Arc<Hub>,
    /// One page is fetched at a time.
    pages: Arc<Mutex<Pages>>,
}

#[napi]
impl NativePages {
    /// Fetches the next page: a JSON list of entries, nothing behind the last one.
    #[napi]
    pub fn next(&self, id: u32) {
        let pages = self.pages.clone();
        self.hub.run(id, async move {
            match pages.lock().await.next_page().await? {
                Some(entries) => Ok(Reply::value(&entries)?.into()),
                None => Ok(Outcome::Nothing),
            }
        });
    }
}
