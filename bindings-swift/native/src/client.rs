//! A client: calls by name, sessions by id.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use steersman::api::Archive;
use steersman::wire::BrowserProfileCreate;
use steersman::{Client, Credentials};
use steersman_host::Reply;
use steersman_host::options::{self, CallSettings, ClientOptions, StartSettings};

use crate::cancel::NativeCancel;
use crate::download::NativeDownload;
use crate::failure::NativeError;
use crate::live::Live;
use crate::pages::NativePages;
use crate::runtime::run;
use crate::session::NativeSession;

/// Why there is no key.
#[derive(Debug, thiserror::Error, uniffi::Error)]
pub(crate) enum NativeKeyError {
    /// The host's function failed.
    #[error("{reason}")]
    Failed {
        /// What it says. It must not contain the key.
        reason: String,
    },
}

impl From<uniffi::UnexpectedUniFFICallbackError> for NativeKeyError {
    fn from(error: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Failed { reason: error.reason }
    }
}

/// Gives the API key, for every request anew.
#[uniffi::export(with_foreign)]
#[async_trait]
pub(crate) trait NativeKeySource: Send + Sync {
    /// The key.
    async fn key(&self) -> Result<String, NativeKeyError>;
}

/// The reply to a call by name.
#[derive(uniffi::Record)]
pub(crate) struct NativeReply {
    /// The JSON of the wire; nothing when there is none.
    pub(crate) json: Option<String>,
    /// The revision that the reply's header tells.
    pub(crate) revision: Option<u64>,
}

impl From<Reply> for NativeReply {
    fn from(reply: Reply) -> Self {
        let json = reply.json.map(|json| String::from(Box::<str>::from(json)));
        Self { json, revision: reply.revision }
    }
}

/// A client of the Agents API.
#[derive(uniffi::Object)]
pub(crate) struct NativeClient {
    /// `None` once it was closed.
    client: Mutex<Option<Client>>,
    _live: Live,
}

impl NativeClient {
    fn new_arc(client: Client) -> Arc<Self> {
        Arc::new(Self { client: Mutex::new(Some(client)), _live: Live::client() })
    }

    fn open(&self) -> Result<Client, NativeError> {
        let client = self.client.lock().unwrap_or_else(PoisonError::into_inner);
        client.clone().ok_or_else(NativeError::closed)
    }
}

#[uniffi::export]
impl NativeClient {
    /// Makes a client. Nothing is connected yet. `language` is what the service is told: `swift` or `kotlin`.
    #[uniffi::constructor]
    fn new(
        options: String,
        language: String,
        key: Option<Arc<dyn NativeKeySource>>,
    ) -> Result<Arc<Self>, NativeError> {
        let options: ClientOptions = options::read("options", &options)?;
        let mut builder = options.builder(language)?;
        if let Some(source) = key {
            builder = builder.api_key(Credentials::async_function(move || {
                let source = source.clone();
                async move { source.key().await.map_err(Into::into) }
            }));
        }
        Ok(Self::new_arc(builder.build()?))
    }

    /// Starts an embedded runtime and makes a client of it.
    #[uniffi::constructor]
    async fn local(options: String, cancel: Option<Arc<NativeCancel>>) -> Result<Arc<Self>, NativeError> {
        let client = run(cancel, async move { steersman_host::local_client(&options).await }).await?;
        Ok(Self::new_arc(client))
    }

    /// Where the API is; nothing once it is closed.
    fn base_url(&self) -> Option<String> {
        self.open().ok().map(|client| client.base_url().to_string())
    }

    /// Lets go of connections and of the embedded runtime, as soon as its sessions and streams are gone too.
    fn close(&self) {
        self.client.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    /// Calls an operation by name, with arguments and settings as JSON objects.
    async fn call(
        &self,
        operation: String,
        arguments: String,
        settings: String,
        cancel: Option<Arc<NativeCancel>>,
    ) -> Result<NativeReply, NativeError> {
        let client = self.open()?;
        let reply = run(cancel, async move {
            let settings: CallSettings = options::read("options", &settings)?;
            Reply::call(&client, &operation, &arguments, settings.into_options()).await
        });
        Ok(reply.await?.into())
    }

    /// Opens the pages of a list that is called by name with JSON arguments. Nothing is sent yet.
    fn pages(
        &self,
        operation: String,
        arguments: String,
        settings: String,
    ) -> Result<Arc<NativePages>, NativeError> {
        let settings: CallSettings = options::read("options", &settings)?;
        let arguments = options::read("arguments", &arguments)?;
        Ok(NativePages::new_arc(self.open()?.pages(&operation, arguments, settings.into_options())?))
    }

    /// Opens the download of a stored file of a session.
    async fn download(
        &self,
        session: String,
        bucket: String,
        key: String,
        settings: String,
        cancel: Option<Arc<NativeCancel>>,
    ) -> Result<Arc<NativeDownload>, NativeError> {
        let client = self.open()?;
        let download = run(cancel, async move {
            let settings: CallSettings = options::read("options", &settings)?;
            let call = client.sessions().get_session_resource(session, bucket, key);
            call.options(settings.into_options()).await
        });
        Ok(NativeDownload::new_arc(download.await?))
    }

    /// Brings in a browser profile, from a file or from memory.
    async fn upload_profile(
        &self,
        path: Option<String>,
        bytes: Option<Vec<u8>>,
        profile: String,
        settings: String,
        cancel: Option<Arc<NativeCancel>>,
    ) -> Result<NativeReply, NativeError> {
        let client = self.open()?;
        let archive: Archive = match path {
            Some(path) => PathBuf::from(path).into(),
            None => bytes.unwrap_or_default().into(),
        };
        let reply = run(cancel, async move {
            let settings: CallSettings = options::read("options", &settings)?;
            let profile: BrowserProfileCreate = options::read("profile", &profile)?;
            Reply::value(&client.browser_profiles().upload(archive, profile, settings.into_options()).await?)
        });
        Ok(reply.await?.into())
    }

    /// A session that exists. Nothing is sent.
    fn session(&self, id: String) -> Result<Arc<NativeSession>, NativeError> {
        Ok(NativeSession::new_arc(self.open()?.session(id)))
    }

    /// Starts a session. `settings`: `request`, `idempotencyKey`, `tools`, `answerSchema`.
    async fn start_session(
        &self,
        settings: String,
        cancel: Option<Arc<NativeCancel>>,
    ) -> Result<Arc<NativeSession>, NativeError> {
        let client = self.open()?;
        let session = run(cancel, async move {
            let settings: StartSettings = options::read("request", &settings)?;
            settings.start(&client)?.await
        });
        Ok(NativeSession::new_arc(session.await?))
    }
}
