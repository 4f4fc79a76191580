//! The Agents API inside this process: for development without a key, for tests, and to try things out.

use std::path::Path;

pub use steersman_runtime::{Runtime, RuntimeBuilder};

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
}

impl From<RuntimeBuilder> for LocalOptions {
    /// Everything that a runtime can be told: address, key, limits, agents written in Rust.
    fn from(runtime: RuntimeBuilder) -> Self {
        Self { runtime }
    }
}

impl Client {
    /// A client of an Agents API that it starts itself, on loopback and in this process. The runtime ends with the last
    /// clone of the client. Needs a tokio runtime with I/O and time, and the cargo feature `local`.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`] when it cannot start: a file of agents that is wrong, an address that is taken.
    pub async fn local(options: impl Into<LocalOptions>) -> Result<Self, Error> {
        let runtime = options.into().runtime.start().await.map_err(|error| {
            Error::new(ErrorKind::Configuration, format!("the local runtime cannot start: {error}"))
                .with_source(error)
        })?;
        let client =
            Self::builder().api_key(runtime.api_key()).base_url(runtime.base_url()).no_proxy().build()?;
        Ok(client.keep(runtime))
    }
}
