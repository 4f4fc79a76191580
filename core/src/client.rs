//! The client: where the API is, with which key, and how patiently it is asked.

use std::fmt;
use std::time::Duration;

use steersman_http::{
    ClientIdentity, Credentials, Error, Region, RetryPolicy, Transport, TransportBuilder, Url,
};

use crate::api::agents::Agents;
use crate::api::browser_profiles::BrowserProfiles;
use crate::api::environments::Environments;
use crate::api::quota::Quota;
use crate::api::schedules::Schedules;
use crate::api::session_files::SessionFiles;
use crate::api::sessions::Sessions;
use crate::api::skills::Skills;
use crate::api::vaults::Vaults;
use crate::api::webhooks::Webhooks;

/// A client of the Agents API. Cheap to clone; clones share their connections, and one client serves any number of sessions.
///
/// ```no_run
/// # async fn example() -> Result<(), steersman::Error> {
/// let client = steersman::Client::new()?;
/// let session = client.sessions().get_session("3f0c…").await?;
/// println!("{}", session.status.status);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    transport: Transport,
    /// The embedded runtime that this client started.
    #[cfg(feature = "local")]
    runtime: Option<std::sync::Arc<steersman_runtime::Runtime>>,
}

impl Client {
    /// A client with the key of the environment: `HAI_API_KEY`, else the credential file.
    ///
    /// # Errors
    /// [`Configuration`](crate::ErrorKind::Configuration) when there is no key; the text says what to do.
    pub fn new() -> Result<Self, Error> {
        Self::builder().build()
    }

    /// The options of a new client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// Where the API is.
    pub fn base_url(&self) -> &Url {
        self.transport.base_url()
    }

    /// Keeps a runtime as long as there is a clone of the client.
    #[cfg(feature = "local")]
    pub(crate) fn keep(mut self, runtime: steersman_runtime::Runtime) -> Self {
        self.runtime = Some(std::sync::Arc::new(runtime));
        self
    }

    pub(crate) fn transport(&self) -> &Transport {
        &self.transport
    }

    /// Runs of agents: create them, read them, steer them, end them.
    pub fn sessions(&self) -> Sessions {
        Sessions::new(self.clone())
    }

    /// Files where a session's agent works.
    pub fn session_files(&self) -> SessionFiles {
        SessionFiles::new(self.clone())
    }

    /// Quotas of the organisation.
    pub fn quota(&self) -> Quota {
        Quota::new(self.clone())
    }

    /// The catalog of agents.
    pub fn agents(&self) -> Agents {
        Agents::new(self.clone())
    }

    /// What agents work in.
    pub fn environments(&self) -> Environments {
        Environments::new(self.clone())
    }

    /// Instructions that agents can be given.
    pub fn skills(&self) -> Skills {
        Skills::new(self.clone())
    }

    /// Sessions created by the clock.
    pub fn schedules(&self) -> Schedules {
        Schedules::new(self.clone())
    }

    /// Password stores.
    pub fn vaults(&self) -> Vaults {
        Vaults::new(self.clone())
    }

    /// Stored logins and settings for cloud browsers.
    pub fn browser_profiles(&self) -> BrowserProfiles {
        BrowserProfiles::new(self.clone())
    }

    /// Addresses that are told when sessions change.
    pub fn webhooks(&self) -> Webhooks {
        Webhooks::new(self.clone())
    }
}

impl From<Transport> for Client {
    fn from(transport: Transport) -> Self {
        Self {
            transport,
            #[cfg(feature = "local")]
            runtime: None,
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("transport", &self.transport).finish_non_exhaustive()
    }
}

/// The options of a [`Client`]. Made by [`Client::builder`].
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct ClientBuilder {
    transport: TransportBuilder,
}

/// Setters that are those of the transport.
macro_rules! transport_options {
    ($($(#[doc = $doc:literal])+ $name:ident($($argument:ident: $type:ty),*);)+) => {
        impl ClientBuilder {
            $(
                $(#[doc = $doc])+
                pub fn $name(mut self, $($argument: $type),*) -> Self {
                    self.transport = self.transport.$name($($argument),*);
                    self
                }
            )+
        }
    };
}

transport_options! {
    /// The key, or a function that gives it for every request. Default: the key of the environment.
    api_key(key: impl Into<Credentials>);
    /// The region, used when there is no [`base_url`](Self::base_url). Default: Europe.
    region(region: Region);
    /// Where the API is; a path in it is kept. Default: the URL of the [`region`](Self::region).
    base_url(url: impl Into<String>);
    /// The longest time for one attempt of a request. Default 60 s.
    timeout(timeout: Duration);
    /// Most retries of one request. Default 2.
    max_retries(retries: u32);
    /// Most time from the first failure of a request to the beginning of its last retry. Default 2 minutes.
    retry_budget(budget: Duration);
    /// All the retry rules at once.
    retry_policy(policy: RetryPolicy);
    /// A proxy for every request that does not go to this machine: `http://`, `https://`, `socks5://` or `socks5h://`, with
    /// `user:password@` if needed. Default: the proxy of the environment or of the operating system.
    proxy(url: impl AsRef<str>);
    /// No proxy, whatever the environment says.
    no_proxy();
    /// A header for every request, in place of the client's own with the same name (except `Authorization`).
    header(name: impl Into<String>, value: impl Into<String>);
    /// Added to the user agent, as `name/version`.
    user_agent_suffix(suffix: impl Into<String>);
    /// How the client introduces itself; set by the bindings.
    identity(identity: ClientIdentity);
    /// Allows to send the key over plain http to another machine. Default: refused.
    allow_insecure_http(allow: bool);
    /// The most bytes of a response, after decompression. Default 64 MiB.
    max_response_bytes(bytes: usize);
}

impl ClientBuilder {
    /// Checks everything and makes the client. Nothing is connected yet.
    ///
    /// # Errors
    /// [`Configuration`](crate::ErrorKind::Configuration): no key, or an option that cannot be used.
    pub fn build(self) -> Result<Client, Error> {
        Ok(self.transport.build()?.into())
    }
}
