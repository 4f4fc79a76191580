//! The agents file, YAML or JSON: agents that play a script of steps, and agents that a model drives (`chat`). `docs/agents-file.md` describes the format.
//!
//! `format` reads the file by the shapes in `shape`, from which `schema` makes the JSON Schema for editors; `program` flattens the steps so that a position is a number, `template` fills texts in, `play` runs it all.

mod format;
mod play;
mod program;
mod schema;
mod shape;
mod template;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use super::Policy;

/// Agents read from a file, checked and ready to run.
pub struct AgentsFile {
    agents: Vec<format::Read>,
}

impl AgentsFile {
    /// Reads a YAML or JSON file of agents.
    pub fn read(path: &Path) -> Result<Self, ScriptError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| ScriptError::Read { path: path.to_owned(), source })?;
        Self::parse(&text, Some(path))
    }

    /// Reads agents from a text. `path` is what errors name and what image files are looked up beside.
    pub fn parse(text: &str, path: Option<&Path>) -> Result<Self, ScriptError> {
        let agents = format::parse(text, path).map_err(|fault| ScriptError::Invalid {
            file: path.map_or_else(|| "agents".to_owned(), |path| path.display().to_string()),
            line: fault.line,
            message: fault.message,
        })?;
        Ok(Self { agents })
    }

    /// The JSON Schema (2020-12) of the format, for editors: `steersman serve --agents-schema` prints it.
    pub fn schema() -> Value {
        schema::schema()
    }

    /// The specifications of the agents (`Agent` of the contract).
    pub fn specifications(&self) -> impl Iterator<Item = &Value> {
        self.agents.iter().map(|(specification, _)| specification)
    }

    /// Each agent's specification with what plays it.
    pub(crate) fn into_agents(self) -> impl Iterator<Item = (Value, Arc<dyn Policy>)> {
        self.agents.into_iter()
    }
}

impl std::fmt::Debug for AgentsFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.specifications().map(|agent| &agent["name"])).finish()
    }
}

/// Why a file of agents cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ScriptError {
    /// The file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Something in it is not as it should be.
    #[error("{file}:{line}: {message}")]
    Invalid {
        /// The file (`agents` when the text came from elsewhere).
        file: String,
        /// The line, from 1.
        line: u64,
        /// The field, and what is wrong with it.
        message: String,
    },
}
