//! Both kinds of watching as one.

use serde_json::Value;
use steersman::tools::{CallAnswer, ToolFailure};
use steersman::{Error, EventStream, Waiting};

use crate::outcome::outcome;

/// What is watched: a stream, or a wait for the outcome.
#[derive(Debug)]
pub enum Watch {
    /// A stream.
    Stream(EventStream),
    /// A wait for the outcome.
    Wait(Waiting),
}

impl Watch {
    /// The stream that brings the events.
    pub fn stream(&self) -> &EventStream {
        match self {
            Self::Stream(stream) => stream,
            Self::Wait(wait) => &wait.stream,
        }
    }

    /// The stream that brings the events.
    pub fn stream_mut(&mut self) -> &mut EventStream {
        match self {
            Self::Stream(stream) => stream,
            Self::Wait(wait) => &mut wait.stream,
        }
    }

    /// What the session came to, as JSON, once the stream has ended without an error; before, nothing for a stream and an
    /// error for a wait. Of a wait the answer is checked.
    pub fn outcome(&self) -> Result<Option<Value>, Error> {
        match self {
            Self::Stream(stream) => Ok(stream.outcome().map(outcome)),
            Self::Wait(wait) => Ok(Some(outcome(&wait.conclude()?))),
        }
    }
}

/// The answer to a call of a tool, from the text that the tool's host made of its result. What is not JSON is a failure that says
/// so: the agent reads it and goes on.
pub fn tool_answer(result: &str) -> CallAnswer {
    serde_json::from_str(result)
        .map_err(|cause| ToolFailure::new(format!("the result cannot be sent as JSON: {cause}")))
}
