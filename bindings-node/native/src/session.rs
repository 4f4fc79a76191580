//! One session: steered by calls, watched by streams.

use std::sync::Arc;

use napi_derive::napi;
use std::time::Duration;
use steersman::wire::{SendMessages, ToolResult};
use steersman::{Error, ErrorKind, SessionHandle, StreamTools, ToolSet};

use crate::failure;
use crate::hub::{Hub, Outcome};
use crate::options::{self, WatchSettings, answer_schema, milliseconds, tool_set};
use crate::stream::{NativeStream, Watch};

/// A handle on one session.
#[napi]
pub struct NativeSession {
    hub: Arc<Hub>,
    handle: SessionHandle,
}

impl NativeSession {
    pub(crate) fn new(hub: Arc<Hub>, handle: SessionHandle) -> Self {
        Self { hub, handle }
    }
}

#[napi]
impl NativeSession {
    /// The session's id.
    #[napi]
    pub fn id(&self) -> String {
        self.handle.id().to_owned()
    }

    /// Steers the session: `send_message`, `pause`, `resume`, `force_answer`, `cancel` or `send_tool_results`, with a JSON body
    /// where there is one.
    #[napi]
    pub fn steer(&self, call: u32, what: String, body: Option<String>) {
        let handle = self.handle.clone();
        self.hub.run(call, async move {
            let body = body.unwrap_or_else(|| "null".to_owned());
            match what.as_str() {
                "send_message" => {
                    handle.send_message(options::read::<SendMessages>("message", &body)?).await?;
                }
                "send_tool_results" => {
                    handle.send_tool_results(options::read::<Vec<ToolResult>>("results", &body)?).await?;
                }
                "pause" => handle.pause().await?,
                "resume" => handle.resume().await?,
                "force_answer" => handle.force_answer().await?,
                "cancel" => handle.cancel().await?,
                _ => return Err(Error::new(ErrorKind::Internal, format!("no way to {what} a session"))),
            }
            Ok(Outcome::Nothing)
        });
    }

    /// Opens a stream. `token` names it in the hub's messages; `declared` says whether `tools` of the options count.
    #[napi]
    pub fn stream(&self, token: u32, settings: String) -> napi::Result<NativeStream> {
        self.open_stream(&settings)
            .map(|watch| NativeStream::new(&self.hub, token, watch))
            .map_err(|error| failure::thrown(&error))
    }

    /// Opens a wait: a stream that ends when the session settles, and gives its outcome.
    #[napi]
    pub fn wait(&self, token: u32, settings: String) -> napi::Result<NativeStream> {
        self.open_wait(&settings)
            .map(|watch| NativeStream::new(&self.hub, token, watch))
            .map_err(|error| failure::thrown(&error))
    }

    fn open_stream(&self, settings: &str) -> Result<Watch, Error> {
        let mut settings: WatchSettings = options::read("options", settings)?;
        let tools = tool_set(settings.tools.take())?;
        let options = settings.stream_options()?.tools(tools.map_or(StreamTools::None, StreamTools::Set));
        Ok(Watch::Stream(self.handle.stream_with(&options)))
    }

    fn open_wait(&self, settings: &str) -> Result<Watch, Error> {
        let mut settings: WatchSettings = options::read("options", settings)?;
        let tools: Option<ToolSet> = tool_set(settings.tools.take())?;
        let mut wait = self.handle.wait_for_completion().tools(tools);
        wait = wait.answer_schema(answer_schema(settings.answer_schema.take())?);
        if let Some(index) = settings.from_index {
            wait = wait.from_index(index);
        }
        if let Some(limit) = settings.limit {
            wait = wait.limit(limit);
        }
        if let Some(seconds) = settings.wait_for_seconds {
            wait = wait.wait_for_seconds(seconds);
        }
        if let Some(polls) = settings.max_polls {
            wait = wait.max_polls(polls);
        }
        if let Some(calls) = settings.max_parallel_tools {
            wait = wait.max_parallel_tools(calls);
        }
        let time = |field, value: Option<f64>| -> Result<Option<Duration>, Error> {
            value.map(|value| milliseconds(field, value)).transpose()
        };
        if let Some(limit) = time("timeoutMs", settings.timeout_ms)? {
            wait = wait.timeout(limit);
        }
        if let Some(budget) = time("retryBudgetMs", settings.retry_budget_ms)? {
            wait = wait.retry_budget(budget);
        }
        if let Some(pause) = time("pollBackoffMs", settings.poll_backoff_ms)? {
            wait = wait.poll_backoff(pause);
        }
        if let Some(limit) = time("toolTimeoutMs", settings.tool_timeout_ms)? {
            wait = wait.tool_timeout(limit);
        }
        Ok(Watch::Wait(wait.into_stream()))
    }
}
