//! A watched session, page by page, and downloads piece by piece.

use std::fmt::Write;
use std::sync::Arc;

use napi_derive::napi;
use serde_json::{Value, json};
use steersman::tools::{HostCall, ToolFailure};
use steersman::{Download, Error, StreamItem};
use steersman_host::{Watch, tool_answer};
use tokio::sync::Mutex;

use crate::failure;
use crate::hub::{Hub, Outcome};
use crate::runtime::runtime;

/// The events of one session.
#[napi]
pub struct NativeStream {
    hub: Arc<Hub>,
    token: u32,
    watch: Watch,
}

impl NativeStream {
    pub(crate) fn new(hub: &Arc<Hub>, token: u32, mut watch: Watch) -> Self {
        watch.stream_mut().start(runtime().handle());
        Self { hub: hub.clone(), token, watch }
    }
}

#[napi]
impl NativeStream {
    /// Takes at most `max` items that are there, without waiting: a JSON list of runs of events, gaps and at most one error, or
    /// nothing when there is none.
    #[napi]
    pub fn drain(&mut self, max: u32) -> Option<String> {
        let items = self.watch.stream_mut().drain(max as usize);
        if items.is_empty() { None } else { Some(page(items)) }
    }

    /// Asks for a message when there is something to drain, a call to run, or the end. True when there already is.
    #[napi]
    pub fn arm(&self) -> bool {
        self.watch.stream().arm(&self.hub.waker(self.token))
    }

    /// Whether everything was taken and nothing will come.
    #[napi]
    pub fn is_finished(&self) -> bool {
        self.watch.stream().is_finished()
    }

    /// Index of the event that is drained next.
    #[napi]
    pub fn cursor(&self) -> f64 {
        count(self.watch.stream().cursor())
    }

    /// Stops watching.
    #[napi]
    pub fn close(&mut self) {
        self.watch.stream_mut().close();
    }

    /// Calls to run and calls that are no longer wanted, as a JSON list; nothing when there is none.
    #[napi]
    pub fn drain_calls(&self) -> Option<String> {
        let calls = self.watch.stream().drain_calls();
        let calls: Vec<Value> = calls.into_iter().filter_map(call).collect();
        if calls.is_empty() { None } else { Some(Value::Array(calls).to_string()) }
    }

    /// Answers a call with JSON, or with the text of a failure.
    #[napi]
    pub fn complete(&self, call: f64, value: Option<String>, problem: Option<String>) {
        let answer = match (value, problem) {
            (Some(value), None) => tool_answer(&value),
            (_, problem) => Err(ToolFailure::new(problem.unwrap_or_default())),
        };
        // Numbers of calls come from `drain_calls`: whole, and far below 2^53.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "see above")]
        self.watch.stream().complete(call as u64, answer);
    }

    /// What the session came to, as JSON, once the stream has ended without an error. Of a wait the answer is checked.
    #[napi]
    pub fn outcome(&self) -> napi::Result<Option<String>> {
        let outcome = self.watch.outcome().map_err(|error| failure::thrown(&error))?;
        Ok(outcome.map(|outcome| outcome.to_string()))
    }
}

fn count(value: u64) -> f64 {
    // Indices stay far below 2^53.
    #[expect(clippy::cast_precision_loss, reason = "see above")]
    let number = value as f64;
    number
}

/// Runs of events with the index of their first, so that a page needs one number and no field per event.
fn page(items: Vec<Result<StreamItem, Error>>) -> String {
    let mut out = String::with_capacity(items.len() * 256);
    let mut next = None;
    out.push('[');
    for item in items {
        match item {
            Ok(StreamItem::Event(event)) => {
                if next == Some(event.index) {
                    out.push(',');
                } else {
                    end_run(&mut out, &mut next);
                    let _ = write!(out, r#"{{"index":{},"events":["#, event.index);
                }
                out.push_str(event.raw());
                next = Some(event.index + 1);
            }
            Ok(StreamItem::Gap(gap)) => {
                end_run(&mut out, &mut next);
                let gap = json!({"from": gap.from, "to": gap.to, "reason": gap.reason.as_str()});
                let _ = write!(out, r#"{{"gap":{gap}}},"#);
            }
            Err(error) => {
                end_run(&mut out, &mut next);
                let _ = write!(out, r#"{{"error":{}}},"#, failure::json(&error));
            }
        }
    }
    end_run(&mut out, &mut next);
    out.truncate(out.trim_end_matches(',').len());
    out.push(']');
    out
}

fn end_run(out: &mut String, next: &mut Option<u64>) {
    if next.take().is_some() {
        out.push_str("]},");
    }
}

fn call(call: HostCall) -> Option<Value> {
    match call {
        HostCall::Run { id, name, arguments, context } => Some(json!({
            "run": id,
            "name": name,
            "arguments": arguments,
            "sessionId": context.session_id(),
            "callId": context.call_id(),
            "step": context.step(),
            "timeLeftMs": context.time_left().map(|time| time.as_secs_f64() * 1000.0),
        })),
        HostCall::Withdraw { id, reason } => Some(json!({"withdraw": id, "reason": reason.as_str()})),
        // A newer sort of call that this binding does not know: its time limit answers it.
        _ => None,
    }
}

/// A file that is read piece by piece.
#[napi]
pub struct NativeDownload {
    hub: Arc<Hub>,
    /// Taken by the reader; one piece is read at a time.
    download: Arc<Mutex<Option<Download>>>,
    length: Option<u64>,
    media_type: Option<String>,
}

impl NativeDownload {
    pub(crate) fn new(hub: Arc<Hub>, download: Download) -> Self {
        let (length, media_type) = (download.content_length(), download.content_type().map(str::to_owned));
        Self { hub, download: Arc::new(Mutex::new(Some(download))), length, media_type }
    }
}

#[napi]
impl NativeDownload {
    /// How many bytes will come, if the server said so.
    #[napi]
    pub fn length(&self) -> Option<f64> {
        self.length.map(count)
    }

    /// The media type, if the server said so.
    #[napi]
    pub fn media_type(&self) -> Option<String> {
        self.media_type.clone()
    }

    /// Reads the next piece, to be taken by the number of the call; none at the end.
    #[napi]
    pub fn read(&self, call: u32) {
        let download = self.download.clone();
        self.hub.run(call, async move {
            let mut slot = download.lock().await;
            let Some(open) = slot.as_mut() else { return Ok(Outcome::Nothing) };
            let Some(bytes) = open.chunk().await? else {
                *slot = None;
                return Ok(Outcome::Nothing);
            };
            Ok(Outcome::Piece(bytes.to_vec()))
        });
    }
}
