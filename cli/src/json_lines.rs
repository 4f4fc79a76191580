//! Lines for programs: one JSON object per line, told apart by `type`. The shape is described in `docs/cli.md` and is
//! stable: members may be added, none changes its meaning.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;

/// One line.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum JsonLine<'a> {
    /// The session that is watched; always the first line.
    Session {
        session_id: &'a str,
        agent: Option<&'a str>,
        base_url: &'a str,
        agent_view_url: Option<&'a str>,
    },
    /// One event, as the API sent it.
    Event { index: u64, event: &'a RawValue },
    /// Events that can no longer be had: `from` is the first missing index, `to` the next one that exists.
    Gap { from: u64, to: u64, reason: &'a str },
    /// The status, the steps or the tokens changed.
    Status { status: &'a str, elapsed_s: f64, steps: u64, tokens: u64 },
    /// How it ended; always the last line of a watch that was not left.
    Outcome {
        session_id: &'a str,
        status: &'a str,
        outcome: Option<&'a str>,
        answer: Option<Value>,
        error: Option<&'a str>,
        error_code: Option<&'a str>,
        next_index: u64,
        elapsed_s: f64,
        steps: u64,
        tokens: u64,
        exit_code: u8,
    },
    /// The command was left; the session may go on, and `next_index` is where to go on reading. No session id: it was
    /// left while the session was being created.
    Left { session_id: Option<&'a str>, next_index: u64, exit_code: u8 },
    /// The command could not go on.
    Error {
        kind: &'a str,
        message: &'a str,
        status_code: Option<u16>,
        session_id: Option<&'a str>,
        next_index: Option<u64>,
        exit_code: u8,
    },
}

/// Writes one line and hands it over at once, so that a reader at the other end of a pipe is never late.
pub(crate) fn write_line(out: &mut impl Write, line: &JsonLine<'_>) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_passed_on_with_the_members_this_version_does_not_know() {
        let raw = RawValue::from_string(r#"{"type":"New","data":{"b":1,"a":2.50},"more":true}"#.to_owned())
            .unwrap();
        let mut out = Vec::new();
        write_line(&mut out, &JsonLine::Event { index: 7, event: &raw }).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "{\"type\":\"event\",\"index\":7,\"event\":{\"type\":\"New\",\"data\":{\"b\":1,\"a\":2.50},\"more\":true}}\n"
        );
    }

    #[test]
    fn a_member_without_a_value_is_null_not_absent() {
        let mut out = Vec::new();
        let line = JsonLine::Session {
            session_id: "s",
            agent: None,
            base_url: "http://127.0.0.1:1",
            agent_view_url: None,
        };
        write_line(&mut out, &line).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "{\"type\":\"session\",\"session_id\":\"s\",\"agent\":null,\"base_url\":\"http://127.0.0.1:1\",\"agent_view_url\":null}\n"
        );
    }
}
