//! Scenarios: one behaviour each, as a scripted server, a program in abstract steps, and the trace that has to come of it.
//!
//! This crate reads scenarios, plays their servers on loopback with every fault a network has, and compares traces. The programs
//! are run by one small runner per language, which knows nothing of files: it gets its steps over a
//! [control channel](Played::control_url) and reports there what it saw.

mod body;
pub mod check;
mod control;
pub mod diff;
pub mod differential;
pub mod format;
mod http;
mod load;
mod matching;
mod server;
mod state;
mod trace;
mod understudy;

pub use control::{API_KEY, Report};
pub use load::{LoadError, Loaded, load, load_all, parse};
pub use server::{Manner, Played};

/// The JSON Schema of `scenario.yaml`, for editors.
pub fn schema() -> String {
    format!("{:#}\n", schemars::schema_for!(format::Scenario).to_value())
}
