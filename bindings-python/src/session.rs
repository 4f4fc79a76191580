//! One session: what the core does for it beyond plain calls.

use pyo3::prelude::*;
use steersman::wire::SendMessages;
use steersman::{SessionHandle, StreamOptions, StreamTools, Until};
use tokio::runtime::Handle;

use crate::bound::Bound;
use crate::options;
use crate::pending::{Pending, Reply};
use crate::stream::Stream;

/// A session by its id; what is known of it and which tool calls are taken is shared by all its watches.
#[pyclass(frozen, module = "steersman._native")]
pub(crate) struct Session {
    inner: Bound<SessionHandle>,
    runtime: Handle,
}

impl Session {
    pub(crate) fn new(session: SessionHandle, runtime: Handle) -> Self {
        Self { inner: Bound::new(session), runtime }
    }

    fn pending(&self, work: impl Future<Output = Result<(), steersman::Error>> + Send + 'static) -> Pending {
        Pending::start(&self.runtime, async move { work.await.map(|()| Reply::Nothing) })
    }
}

#[pymethods]
impl Session {
    /// The id.
    #[getter]
    fn id(&self) -> PyResult<String> {
        Ok(self.inner.get()?.id().to_owned())
    }

    /// Sends messages, given as JSON text.
    fn send_message(&self, messages: &str) -> PyResult<Pending> {
        let messages: SendMessages = options::typed("message", messages)?;
        let session = self.inner.get()?.clone();
        Ok(self.pending(async move { session.send_message(messages).await }))
    }

    /// Ends the session.
    fn cancel(&self) -> PyResult<Pending> {
        let session = self.inner.get()?.clone();
        Ok(self.pending(async move { session.cancel().await }))
    }

    /// Watches the session. `tools` are definitions as JSON text.
    #[pyo3(signature = (*, from_index, wait_for_seconds, limit, until, timeout_seconds, tools, max_parallel_tools, tool_timeout,
        retry_budget, poll_backoff_seconds, read_ahead))]
    fn stream(
        &self,
        from_index: u64,
        wait_for_seconds: u64,
        limit: Option<u64>,
        until: &str,
        timeout_seconds: Option<f64>,
        tools: Option<&str>,
        max_parallel_tools: Option<usize>,
        tool_timeout: Option<f64>,
        retry_budget: Option<f64>,
        poll_backoff_seconds: f64,
        read_ahead: Option<usize>,
    ) -> PyResult<Stream> {
        let mut watch = StreamOptions::default()
            .from_index(from_index)
            .wait_for_seconds(wait_for_seconds)
            .until(if until == "terminal" { Until::Terminal } else { Until::Settled });
        if let Some(limit) = limit {
            watch = watch.limit(limit);
        }
        if let Some(timeout) = options::seconds("timeout_seconds", timeout_seconds)? {
            watch = watch.timeout(timeout);
        }
        if let Some(tools) = tools {
            watch = watch.tools(StreamTools::Set(options::tools(tools)?));
        }
        if let Some(most) = max_parallel_tools {
            watch = watch.max_parallel_tools(most);
        }
        if let Some(limit) = options::seconds("tool_timeout", tool_timeout)? {
            watch = watch.tool_timeout(limit);
        }
        if let Some(budget) = options::seconds("retry_budget", retry_budget)? {
            watch = watch.retry_budget(budget);
        }
        if let Some(pause) = options::pace(poll_backoff_seconds)? {
            watch = watch.poll_backoff(pause);
        }
        if let Some(events) = read_ahead {
            watch = watch.read_ahead(events);
        }
        let session = self.inner.get()?;
        Ok(Stream::watch(session.stream_with(&watch), &self.runtime))
    }

    /// Waits for the session to settle: a stream to be read to its end, and then concluded.
    #[pyo3(signature = (*, from_index, wait_for_seconds, limit, timeout_seconds, poll_backoff_seconds, max_polls, answer_schema, tools,
        max_parallel_tools, tool_timeout, retry_budget))]
    fn wait(
        &self,
        from_index: Option<u64>,
        wait_for_seconds: u64,
        limit: Option<u64>,
        timeout_seconds: Option<f64>,
        poll_backoff_seconds: f64,
        max_polls: Option<u64>,
        answer_schema: Option<&str>,
        tools: Option<&str>,
        max_parallel_tools: Option<usize>,
        tool_timeout: Option<f64>,
        retry_budget: Option<f64>,
    ) -> PyResult<Stream> {
        let mut wait = self
            .inner
            .get()?
            .wait_for_completion()
            .wait_for_seconds(wait_for_seconds)
            .tools(tools.map(options::tools).transpose()?)
            .answer_schema(answer_schema.map(options::answer_schema).transpose()?);
        if let Some(index) = from_index {
            wait = wait.from_index(index);
        }
        if let Some(limit) = limit {
            wait = wait.limit(limit);
        }
        if let Some(timeout) = options::seconds("timeout_seconds", timeout_seconds)? {
            wait = wait.timeout(timeout);
        }
        if let Some(pause) = options::pace(poll_backoff_seconds)? {
            wait = wait.poll_backoff(pause);
        }
        if let Some(polls) = max_polls {
            wait = wait.max_polls(polls);
        }
        if let Some(most) = max_parallel_tools {
            wait = wait.max_parallel_tools(most);
        }
        if let Some(limit) = options::seconds("tool_timeout", tool_timeout)? {
            wait = wait.tool_timeout(limit);
        }
        if let Some(budget) = options::seconds("retry_budget", retry_budget)? {
            wait = wait.retry_budget(budget);
        }
        Ok(Stream::wait(wait.into_stream(), &self.runtime))
    }
}
