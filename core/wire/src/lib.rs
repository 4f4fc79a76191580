//! The types that travel between a program and the Agents API, each defined once.
//!
//! One file per noun; the macros that the definitions are written in are in `macros.rs`. What the service adds later
//! is kept and passed
//! on: unknown fields in `extra`, unknown names in `Other`, unknown members of unions in `Unknown`. [`ChangesPage`]
//! and [`SessionEvent`]
//! are made for speed: a page is scanned once and its events are slices of it.

#[macro_use]
mod macros;

mod agent;
mod browser_profile;
mod changes;
mod envelope;
mod environment;
mod error;
mod event;
mod file;
mod message;
mod nullable;
mod page;
mod quota;
mod raw;
mod reference;
mod schedule;
#[cfg(feature = "schema")]
mod schema;
mod secret;
mod session;
mod session_event;
mod skill;
mod tag;
mod timestamp;
mod tool;
mod usage;
mod validate;
mod vault;
mod webhook;

pub use agent::*;
pub use browser_profile::*;
pub use changes::*;
pub use environment::*;
pub use error::*;
pub use event::*;
pub use file::*;
pub use message::*;
pub use nullable::Nullable;
pub use page::Page;
pub use quota::*;
pub use raw::RawJson;
pub use reference::*;
pub use schedule::*;
#[cfg(feature = "schema")]
pub use schema::schemas;
pub use secret::Secret;
pub use session::*;
pub use session_event::{ActiveState, SessionEvent};
pub use skill::*;
pub use tag::{Members, Tag, Tagged};
pub use timestamp::Timestamp;
pub use tool::*;
pub use usage::*;
pub use validate::{FieldError, MAX_MESSAGE_FILE_BYTES, MAX_MESSAGE_FILES, validate_catalog_name};
pub use vault::*;
pub use webhook::*;

/// A JSON object whose keys keep their order.
pub type JsonObject = serde_json::Map<String, serde_json::Value>;

/// The fields of an object that this version does not know.
pub type Extra = JsonObject;
