//! The Agents API inside this process: for development without a key, for tests, and to try things out.

use std::path::Path;

pub use steersman_runtime::{Runtime, RuntimeBuilder};

use crate::view::Entrance;
use crate::{Client, Error, ErrorKind};

/// What an embedded runtime starts with. The default: a free port of this machine, a random key, the ready agents
/// `h/showcase`, `h/tools` and `h/conversation`, nothing kept on disk.
#[derive(Default)]
#[must_use]
pub struct LocalOptions {
    runtime: RuntimeBuilder,
}

impl LocalOptions {
    /// Adds the scripted agents of a YAML or JSON file.
    pub fn agents_file(mut self, path: impl AsRef<Path>) -> Self {
        self.runtime = self.runtime.agents_file(path);
        self
    }

    /// Adds scripted agents from a text in the format of such a file.
    pub fn agents_text(mut self, text: impl Into<String>) -> Self {
        self.runtime = self.runtime.agents_text(text);
        self
    }

    /// Starts the runtime, with Agent View at `/view/`: every session's `agent_view_url` opens there. For hosts that give it to a
    /// client of their own; [`Client::local`] is all of it.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`] when it cannot start: a file of agents that is wrong, an address that is taken.
    pub async fn start(self) -> Result<Runtime, Error> {
        let runtime = self.runtime.start().await.map_err(|error| {
            Error::new(ErrorKind::Configuration, format!("the local runtime cannot start: {error}"))
                .with_source(error)
        })?;
        mount_view(&runtime)?;
        Ok(runtime)
    }
}

impl From<RuntimeBuilder> for LocalOptions {
    /// Everything that a runtime can be told: address, key, limits, agents written in Rust.
    fn from(runtime: RuntimeBuilder) -> Self {
        Self { runtime }
    }
}

impl Client {
    /// A client of an Agents API that it starts itself, on loopback and in this process, with Agent View at `/view/`: every
    /// session's `agent_view_url` opens there. The runtime ends with the last
    /// clone of the client. Needs a tokio runtime with I/O and time, and the cargo feature `local`.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`] when it cannot start: a file of agents that is wrong, an address that is taken.
    pub async fn local(options: impl Into<LocalOptions>) -> Result<Self, Error> {
        let runtime = options.into().start().await?;
        Ok(client_of(&runtime)?.keep(runtime))
    }
}

/// A client of a runtime. It does not keep it alive.
fn client_of(runtime: &Runtime) -> Result<Client, Error> {
    // What is sent stays on this machine, whatever address the runtime has.
    let builder = Client::builder().base_url(runtime.base_url()).no_proxy().allow_insecure_http(true);
    match runtime.api_key() {
        // A runtime without a key lets everybody in, whatever they show.
        "" => builder.api_key("none-needed").build(),
        key => builder.api_key(key).build(),
    }
}

/// Serves Agent View under `/view/` of a runtime, so that every session's `agent_view_url` opens there. [`Client::local`] does this by
/// itself. Browsers come in by those links, or without any when the runtime has no key.
///
/// # Errors
/// [`ErrorKind::Configuration`] when the runtime's key or address cannot be used by a client.
pub fn mount_view(runtime: &Runtime) -> Result<(), Error> {
    let entrance = match runtime.api_key() {
        "" => Entrance::Open,
        key => Entrance::Lasting(key.as_bytes()),
    };
    let view = client_of(runtime)?.view(entrance);
    runtime.mount_view(view.router(), move |session| view.link(session));
    Ok(())
}
