//! Building, starting and ending a runtime.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Arc, OnceLock};

use serde_json::{Value, json};
use tokio::task::JoinHandle;

use crate::catalog::agents::AgentCatalog;
use crate::catalog::records::Records;
use crate::clock::Clock;
use crate::config::Config;
use crate::engine::{Engine, Kept};
use crate::files::Files;
use crate::http::idempotency::Idempotency;
use crate::http::server::{self, Limits};
use crate::http::view::Mounted;
use crate::http::{self, App};
use crate::journal::{Journal, JournalError, Saved};
use crate::key::ApiKey;
use crate::policy::scripted::{AgentsFile, ScriptError};
use crate::policy::{Policy, ready};

/// Why a runtime could not be started.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The address could not be bound.
    #[error("cannot listen on {address}: {source}")]
    Bind {
        /// The address that was asked for.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file of agents cannot be used.
    #[error(transparent)]
    Agents(#[from] ScriptError),
    /// The data file cannot be used.
    #[error("cannot use the data file {}: {source}", path.display())]
    Data {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: JournalError,
    },
    /// The address is open to others and no key was set.
    #[error("{0} can be reached by others: set an API key explicitly")]
    KeyNeeded(SocketAddr),
}

/// A running Agents API. It ends with [`Runtime::shutdown`], or, less politely, when it is dropped.
#[derive(Debug)]
pub struct Runtime {
    base_url: String,
    key: Option<Arc<ApiKey>>,
    engine: Arc<Engine>,
    view: Arc<OnceLock<Mounted>>,
    server: Option<JoinHandle<()>>,
}

impl Runtime {
    /// A builder with the defaults: loopback, a free port, a random key, the ready agents.
    pub fn builder() -> RuntimeBuilder {
        RuntimeBuilder::default()
    }

    /// Where it is reached, without a trailing slash: `http://127.0.0.1:PORT`.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The key that callers must show, empty when none is needed.
    pub fn api_key(&self) -> &str {
        self.key.as_deref().map_or("", ApiKey::expose)
    }

    /// Serves a page for looking at sessions under `/view`, to which `agent_view_url` then points. The page's router gets requests with their
    /// whole path and without a check of the key; `link` gives the path, and query, of a session (of the list of sessions
    /// without one). The first page stays.
    pub fn mount_view(
        &self,
        page: axum::Router,
        link: impl Fn(Option<&str>) -> String + Send + Sync + 'static,
    ) {
        if self.view.set(Mounted::new(page, Box::new(link))).is_err() {
            tracing::warn!("a view is mounted already");
        }
    }

    /// Where sessions are listed for people; `None` until a view is mounted.
    pub fn view_url(&self) -> Option<String> {
        self.view.get().map(|view| view.url(&self.base_url, None))
    }

    /// Long polls that are waiting at this moment.
    pub fn waiting_polls(&self) -> usize {
        self.engine.polls.load(Ordering::Relaxed)
    }

    /// Ends it: no new connection, long polls are answered with 204, replies under way are sent (5 s at most).
    pub async fn shutdown(mut self) {
        self.engine.close().await;
        if let Some(server) = self.server.take() {
            let _ = server.await;
        }
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        self.engine.closing.cancel();
        if let Some(server) = &self.server {
            server.abort();
        }
    }
}

/// Collects what a runtime starts with.
#[must_use = "a builder does nothing until it is started"]
pub struct RuntimeBuilder {
    address: SocketAddr,
    allow_remote: bool,
    key: KeyChoice,
    config: Config,
    clock: Clock,
    files: Vec<AgentSource>,
    agents: Vec<(Value, Arc<dyn Policy>)>,
    data: Option<PathBuf>,
}

enum KeyChoice {
    Random,
    Given(ApiKey),
    None,
}

enum AgentSource {
    Path(PathBuf),
    Text(String),
}

impl Default for RuntimeBuilder {
    fn default() -> Self {
        Self {
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            allow_remote: false,
            key: KeyChoice::Random,
            config: Config::default(),
            clock: Clock::default(),
            files: Vec::new(),
            agents: Vec::new(),
            data: None,
        }
    }
}

impl RuntimeBuilder {
    /// The address to listen on. Default: 127.0.0.1 and a free port. Others than loopback must be allowed, see
    /// [`Self::allow_remote`].
    pub fn bind(mut self, address: SocketAddr) -> Self {
        self.address = address;
        self
    }

    /// Allows an address that others can reach. A key must be set explicitly then. Default: no.
    pub fn allow_remote(mut self, allow: bool) -> Self {
        self.allow_remote = allow;
        self
    }

    /// The key that callers must show. Default: a random one, see [`Runtime::api_key`].
    pub fn api_key(mut self, key: impl Into<String>) -> Self {
        self.key = KeyChoice::Given(ApiKey::new(key));
        self
    }

    /// Lets everyone in who can reach the address. Only possible on loopback.
    pub fn without_key(mut self) -> Self {
        self.key = KeyChoice::None;
        self
    }

    /// Limits and habits.
    pub fn config(mut self, config: Config) -> Self {
        self.config = config;
        self
    }

    /// The clock that time-outs, idle limits and schedules run on. Default: the system's.
    pub fn clock(mut self, clock: impl Into<Clock>) -> Self {
        self.clock = clock.into();
        self
    }

    /// Adds an agent with a policy written in Rust. Its name is used in `agent` of a session request.
    pub fn agent(self, name: &str, description: &str, policy: impl Policy) -> Self {
        let specification = json!({ "name": name, "description": description, "environments": [] });
        self.agent_with(specification, policy)
    }

    /// Adds an agent with a whole specification (`Agent` of the contract) and a policy written in Rust.
    pub fn agent_with(mut self, specification: Value, policy: impl Policy) -> Self {
        self.agents.push((specification, Arc::new(policy)));
        self
    }

    /// Adds the scripted agents of a YAML or JSON file. The file is read when the runtime starts.
    pub fn agents_file(mut self, path: impl AsRef<Path>) -> Self {
        self.files.push(AgentSource::Path(path.as_ref().to_owned()));
        self
    }

    /// Adds scripted agents from a text in the format of such a file.
    pub fn agents_text(mut self, text: impl Into<String>) -> Self {
        self.files.push(AgentSource::Text(text.into()));
        self
    }

    /// Keeps everything in this `SQLite` file (made when it is not there) and takes up what is in it. Default: nothing is written
    /// anywhere.
    ///
    /// A reply is sent only when what it tells is written, so whatever a client knows survives a kill of the process. Sessions that
    /// were running go on: scripted agents at the step they had reached, others with their turn begun again.
    pub fn data(mut self, path: impl AsRef<Path>) -> Self {
        self.data = Some(path.as_ref().to_owned());
        self
    }

    /// Starts it on the current tokio runtime (which needs I/O and time enabled).
    pub async fn start(self) -> Result<Runtime, StartError> {
        let exposed = !self.address.ip().is_loopback();
        let key = match self.key {
            KeyChoice::Given(key) => Some(key),
            _ if exposed && self.allow_remote => return Err(StartError::KeyNeeded(self.address)),
            KeyChoice::Random => Some(ApiKey::random()),
            KeyChoice::None => None,
        };
        let now = self.clock.now();
        let (journal, saved) = match &self.data {
            Some(path) => {
                Journal::open(path).map_err(|source| StartError::Data { path: path.clone(), source })?
            }
            None => (Journal::default(), Saved::default()),
        };
        let records = Arc::new(Records::new(saved.records, journal.clone()));
        let catalog = AgentCatalog(records.clone());
        let mut policies: HashMap<String, Arc<dyn Policy>> = HashMap::new();
        let mut install = |specification: Value, policy: Arc<dyn Policy>| {
            policies.insert(specification["name"].as_str().unwrap_or_default().to_owned(), policy);
            catalog.install(&specification, now);
        };
        for (name, description, policy) in ready::all() {
            let specification = json!({ "name": name, "description": description, "environments": [], "model": "steersman-ready" });
            install(specification, policy);
        }
        for source in self.files {
            let file = match source {
                AgentSource::Path(path) => AgentsFile::read(&path)?,
                AgentSource::Text(text) => AgentsFile::parse(&text, None)?,
            };
            for (specification, policy) in file.into_agents() {
                install(specification, policy);
            }
        }
        for (specification, policy) in self.agents {
            install(specification, policy);
        }
        let bind_error = |source| StartError::Bind { address: self.address, source };
        let listener = server::bind(self.address, self.allow_remote).await.map_err(bind_error)?;
        let address = listener.local_addr().map_err(bind_error)?;
        // An address that stands for all of this machine's is reached on loopback.
        let reached = match address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
            ip => ip,
        };
        let base_url = format!("http://{}", SocketAddr::new(reached, address.port()));
        let limits = Limits {
            connections: self.config.max_connections,
            head_timeout: self.config.head_timeout,
            write_timeout: self.config.write_timeout,
        };
        let kept = Kept { records, files: Files::new(saved.files, journal.clone()), journal };
        let engine = Engine::new(self.config, self.clock, kept, policies, base_url.clone());
        engine.restore(saved.sessions);
        engine.start();
        let key = key.map(Arc::new);
        let view = Arc::new(OnceLock::new());
        let app = App {
            engine: engine.clone(),
            key: key.clone(),
            idempotency: Arc::new(Idempotency::restored(saved.keys)),
            origin: base_url.as_str().into(),
            view: view.clone(),
        };
        let serving = server::serve(listener, http::router(app), limits, engine.closing.clone());
        Ok(Runtime { base_url, key, engine, view, server: Some(tokio::spawn(serving)) })
    }
}

impl std::fmt::Debug for RuntimeBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RuntimeBuilder").field("address", &self.address).finish_non_exhaustive()
    }
}
