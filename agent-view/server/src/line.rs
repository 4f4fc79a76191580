//! The lines of a recording (docs/recording.md): what the page is sent, what is exported, what is read from a file.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use steersman_wire::{Session, SessionStatus, Timestamp};

/// Why a gap is there, when a file does not say.
const LEFT_OUT: &str = "left out";

/// A line as it is written.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Out<'a> {
    Session {
        session_id: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        parent_session_id: Option<&'a str>,
        agent: Option<&'a str>,
        base_url: Option<&'a str>,
        created_at: Option<&'a str>,
        started_at: Option<&'a str>,
        finished_at: Option<&'a str>,
    },
    Gap {
        from: u64,
        to: u64,
        reason: &'a str,
    },
    Status(&'a SessionStatus),
    Outcome(Outcome<'a>),
    Resource {
        url: &'a str,
        media_type: &'a str,
        data_base64: &'a str,
    },
    Trouble {
        message: Option<&'a str>,
    },
    Live {
        recorded: bool,
    },
}

#[derive(Serialize)]
struct Outcome<'a> {
    session_id: &'a str,
    #[serde(flatten)]
    status: &'a SessionStatus,
    answer: Option<&'a serde_json::Value>,
    next_index: u64,
}

fn text(line: &Out<'_>) -> String {
    serde_json::to_string(line).expect("lines have string keys and no failing parts")
}

/// Who the following lines belong to.
pub(crate) fn session(id: &str, parent: Option<&str>, base_url: &str, session: Option<&Session>) -> String {
    text(&Out::Session {
        session_id: id,
        parent_session_id: parent,
        agent: session.and_then(agent_name),
        base_url: Some(base_url),
        created_at: session.map(|session| session.created_at.as_str()),
        started_at: session.and_then(|session| session.started_at.as_ref()).map(Timestamp::as_str),
        finished_at: session.and_then(|session| session.finished_at.as_ref()).map(Timestamp::as_str),
    })
}

fn agent_name(session: &Session) -> Option<&str> {
    let agent = &session.request.agent;
    agent.name().or_else(|| agent.inline().map(|agent| agent.name.as_str()))
}

/// One event. Line breaks between its tokens become spaces; inside of strings JSON has none.
pub(crate) fn event(index: u64, raw: &str) -> String {
    let raw =
        if raw.contains(['\n', '\r']) { Cow::Owned(raw.replace(['\n', '\r'], " ")) } else { raw.into() };
    format!("{{\"type\":\"event\",\"index\":{index},\"event\":{raw}}}")
}

/// Events that are not there.
pub(crate) fn gap(from: u64, to: u64, reason: &str) -> String {
    text(&Out::Gap { from, to, reason })
}

/// A gap that an index jumped over.
pub(crate) fn unexplained_gap(from: u64, to: u64) -> String {
    gap(from, to, LEFT_OUT)
}

/// How the session is doing.
pub(crate) fn status(status: &SessionStatus) -> String {
    text(&Out::Status(status))
}

/// What the session came to.
pub(crate) fn outcome(
    id: &str,
    status: &SessionStatus,
    answer: Option<&serde_json::Value>,
    next_index: u64,
) -> String {
    text(&Out::Outcome(Outcome { session_id: id, status, answer, next_index }))
}

/// The bytes behind a URL.
pub(crate) fn resource(url: &str, media_type: &str, data_base64: &str) -> String {
    text(&Out::Resource { url, media_type, data_base64 })
}

/// The stream is broken, or (without a message) whole again. For the page only.
pub(crate) fn trouble(message: Option<&str>) -> String {
    text(&Out::Trouble { message })
}

/// Everything that is there has been sent; what follows is new. For the page only.
/// `recorded`: nothing will ever follow, and nothing can be steered.
pub(crate) fn live(recorded: bool) -> String {
    text(&Out::Live { recorded })
}

/// A line as it is read: only what is needed to find it again.
#[derive(Deserialize)]
pub(crate) struct In<'a> {
    #[serde(borrow, default)]
    pub(crate) r#type: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub(crate) session_id: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub(crate) parent_session_id: Option<Cow<'a, str>>,
    #[serde(default)]
    pub(crate) index: Option<u64>,
    #[serde(default)]
    pub(crate) from: Option<u64>,
    #[serde(default)]
    pub(crate) to: Option<u64>,
    #[serde(borrow, default)]
    pub(crate) url: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub(crate) event: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(crate) data: Option<&'a RawValue>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_one_line_whatever_it_was_before() {
        let line = event(7, "{\"type\":\"A\",\r\n \"data\":{\"text\":\"a\\nb\"}}");
        assert_eq!(line, r#"{"type":"event","index":7,"event":{"type":"A",   "data":{"text":"a\nb"}}}"#);
    }
}
