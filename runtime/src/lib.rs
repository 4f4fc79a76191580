//! The Agents API on loopback: real HTTP, real long polls, agents that need no cloud.
//!
//! [`Runtime::builder`] starts one inside a program; `steersman serve` serves the same. Agents are scripts in a file
//! ([`RuntimeBuilder::agents_file`]), closures in Rust ([`RuntimeBuilder::agent`], see [`policy`]), or the three that ship with it:
//! `h/showcase`, `h/tools` and `h/conversation`.

mod answer;
mod catalog;
mod clock;
mod config;
mod engine;
mod event;
mod files;
mod http;
mod journal;
mod key;
mod log;
mod overrides;
pub mod policy;
mod runtime;
mod scheduler;
mod session;
mod signing;
mod slots;
mod webhooks;
mod zone;

pub use clock::{Clock, ManualClock};
pub use config::Config;
pub use journal::JournalError;
pub use key::ApiKey;
pub use log::Retention;
pub use policy::chat::{Chat, ChatBuilder};
pub use policy::scripted::{AgentsFile, ScriptError};
pub use policy::{
    Agent, Answer, Brief, CallResult, ChildResult, Context, Delegation, Policy, Stop, Thought, ToolCall, Why,
    Work,
};
pub use runtime::{Runtime, RuntimeBuilder, StartError};
pub use session::metrics::Tokens;
