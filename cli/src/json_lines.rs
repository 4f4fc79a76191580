//! What programs read: the objects of `--json`. Their shape is described in `docs/cli.md` and `docs/cli.schema.json`, and
//! is stable: members may be added, none changes its meaning.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;
use steersman::Url;
use steersman::wire::{QuotaStatus, TokenQuotaStatus};

/// One line of `run`, `watch`, `record`, `replay` and `sessions events`; and how a command tells that it could not go on.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    Event {
        index: u64,
        #[cfg_attr(feature = "schema", schemars(with = "steersman::wire::SessionEvent"))]
        event: &'a RawValue,
    },
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
        next_step: Option<&'a str>,
        status_code: Option<u16>,
        session_id: Option<&'a str>,
        next_index: Option<u64>,
        exit_code: u8,
    },
}

/// What a session was asked for, and whether it was accepted.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Done<'a> {
    /// `send`, `pause`, `resume`, `answer`, `cancel`, `unshare`.
    pub(crate) action: &'static str,
    pub(crate) session_id: &'a str,
    /// False when there was nothing left to do. Accepted is not yet done: the events tell when it is.
    pub(crate) accepted: bool,
    /// The state that left nothing to do.
    pub(crate) status: Option<&'a str>,
}

/// How much may be used, and how much is.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Quotas {
    pub(crate) sessions: QuotaStatus,
    pub(crate) tokens: TokenQuotaStatus,
}

/// A file of a session that was written to this machine.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Downloaded<'a> {
    /// Where the agent has it.
    pub(crate) path: &'a str,
    /// Where it is here.
    pub(crate) file: &'a str,
    pub(crate) size_bytes: u64,
}

/// A key was accepted and stored.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Login<'a> {
    pub(crate) base_url: &'a str,
    pub(crate) file: &'a str,
}

/// The stored key was removed, or there was none.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Logout<'a> {
    pub(crate) removed: bool,
    pub(crate) file: &'a str,
}

/// Which API is used, and with whose key.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Whoami<'a> {
    pub(crate) base_url: &'a str,
    /// Whether the API accepts the key; false without one.
    pub(crate) authenticated: bool,
    /// `option`, `environment`, `file` or `none`.
    pub(crate) source: &'static str,
    /// Where `steersman login` keeps a key.
    pub(crate) file: Option<&'a str>,
}

/// What works on this machine, and what does not.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Doctor {
    /// Whether no check failed.
    pub(crate) ok: bool,
    /// The version of the command.
    pub(crate) version: &'static str,
    pub(crate) checks: Vec<Check>,
}

/// One thing that was checked.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Check {
    pub(crate) name: &'static str,
    pub(crate) verdict: Verdict,
    pub(crate) detail: String,
    pub(crate) next_step: Option<String>,
}

/// What a check came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub(crate) enum Verdict {
    Ok,
    Warning,
    Failed,
    Skipped,
}

/// A recording was written.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Recorded<'a> {
    pub(crate) session_id: &'a str,
    pub(crate) file: &'a str,
    /// Index of the event that comes next.
    pub(crate) next_index: u64,
    /// How many were written by this command.
    pub(crate) events: u64,
    /// The state in which the recording ended.
    pub(crate) status: &'a str,
}

/// The address of a page without what lets its reader in. These lines are recordings, which are kept and passed on.
pub(crate) fn without_token(link: &str) -> Cow<'_, str> {
    let Ok(mut url) = Url::parse(link) else { return link.into() };
    let others: Vec<_> = url.query_pairs().into_owned().filter(|(name, _)| name != "token").collect();
    if others.len() == url.query_pairs().count() {
        return link.into();
    }
    url.set_query(None);
    if !others.is_empty() {
        url.query_pairs_mut().extend_pairs(others);
    }
    String::from(url).into()
}

/// JSON without line breaks: between its tokens they become spaces, and inside of them there are none.
pub(crate) fn single_line(json: &str) -> Cow<'_, str> {
    if json.contains(['\n', '\r']) { json.replace(['\n', '\r'], " ").into() } else { json.into() }
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
    fn what_lets_a_reader_in_is_taken_out_of_a_link_and_nothing_else() {
        for (link, address) in [
            ("http://127.0.0.1:1/view/s?token=abc", "http://127.0.0.1:1/view/s"),
            ("http://127.0.0.1:1/view/s?lane=2&token=abc#e=7", "http://127.0.0.1:1/view/s?lane=2#e=7"),
            ("https://platform.example/view?id=s%20", "https://platform.example/view?id=s%20"),
            ("/view/s", "/view/s"),
        ] {
            assert_eq!(without_token(link), address);
        }
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
