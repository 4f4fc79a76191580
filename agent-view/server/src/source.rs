//! What the page is fed from: an Agents API, reached through whoever implements [`Source`].

use std::pin::Pin;

use bytes::Bytes;
use futures_core::Stream;
use steersman_wire::{Page, Session, SessionEvent, SessionStatus, SessionSummary};

/// Something that is waited for.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, Trouble>> + Send + 'a>>;

/// The events of a session as they happen.
pub type Items = Pin<Box<dyn Stream<Item = Result<Item, Trouble>> + Send>>;

/// An Agents API, seen as far as the page needs it. The client of the core implements it; the key stays behind it.
pub trait Source: Send + Sync + 'static {
    /// Where the API is, for people to read.
    fn base_url(&self) -> String;

    /// The events from an index on, as they happen, until the session ends for good.
    fn watch(&self, session: &str, from_index: u64) -> Items;

    /// The whole session.
    fn session<'a>(&'a self, session: &'a str) -> Pending<'a, Session>;

    /// How the session is doing.
    fn status<'a>(&'a self, session: &'a str) -> Pending<'a, SessionStatus>;

    /// Sessions, newest first.
    fn sessions(&self, page: u64) -> Pending<'_, Page<SessionSummary>>;

    /// Steps in. Accepted is not yet done: the effect shows in the events.
    fn steer<'a>(&'a self, session: &'a str, action: Action) -> Pending<'a, ()>;

    /// The bytes of a resource that an event names by `url`. A URL that does not belong to the API is refused, so that
    /// what an agent writes never makes this process call a stranger.
    fn resource<'a>(&'a self, url: &'a str) -> Pending<'a, Bytes>;
}

/// One thing that happened.
#[derive(Clone, Debug)]
pub enum Item {
    /// An event, with its place in the log.
    Event {
        /// The place, from 0.
        index: u64,
        /// The event.
        event: SessionEvent,
    },
    /// Events that cannot be had any more.
    Gap {
        /// The first missing index.
        from: u64,
        /// The next index that exists.
        to: u64,
        /// Why they are missing.
        reason: String,
    },
}

/// How a person steps in.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(tag = "action", rename_all = "snake_case", deny_unknown_fields)]
pub enum Action {
    /// Says something to the agent.
    Message {
        /// What is said; not empty.
        text: String,
    },
    /// Halts the agent after its current step.
    Pause,
    /// Lets a paused agent go on.
    Resume,
    /// Asks for an answer from what is known.
    Answer,
    /// Ends the session for good.
    Cancel,
}

/// Why something could not be done.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{message}")]
pub struct Trouble {
    /// What is wrong, in words.
    pub message: String,
    /// The HTTP status that says so.
    pub status: u16,
}

impl Trouble {
    /// A trouble with the status that tells it to the page.
    pub fn new(status: u16, message: impl Into<String>) -> Self {
        Self { message: message.into(), status }
    }
}
