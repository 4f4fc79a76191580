//! One session: what the core does for it beyond plain calls.

use pyo3::prelude::*;
use steersman::SessionHandle;
use steersman_host::options::WatchSettings;
use tokio::runtime::Handle;

use crate::bound::Bound;
use crate::failure::raise;
use crate::options::{self, Tools};
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
}

#[pymethods]
impl Session {
    /// The id.
    #[getter]
    fn id(&self) -> PyResult<String> {
        Ok(self.inner.get()?.id().to_owned())
    }

    /// Steers the session, with JSON text where there is something to say (`steersman_host::steer` says what there is).
    #[pyo3(signature = (what, body=None))]
    fn steer(&self, what: String, body: Option<String>) -> PyResult<Pending> {
        let session = self.inner.get()?.clone();
        Ok(Pending::start(&self.runtime, async move {
            steersman_host::steer(&session, &what, body.as_deref()).await.map(|()| Reply::Nothing)
        }))
    }

    /// Watches the session: as a stream or, with `wait`, until it settles, to be read to the end and then concluded.
    #[pyo3(signature = (*, wait, from_index, wait_for_seconds, limit, timeout_seconds, tools, max_parallel_tools, tool_timeout,
        retry_budget, poll_backoff_seconds, until=None, read_ahead=None, max_polls=None, answer_schema=None))]
    fn watch(
        &self,
        wait: bool,
        from_index: Option<u64>,
        wait_for_seconds: u64,
        limit: Option<u64>,
        timeout_seconds: Option<f64>,
        tools: Option<Tools>,
        max_parallel_tools: Option<usize>,
        tool_timeout: Option<f64>,
        retry_budget: Option<f64>,
        poll_backoff_seconds: Option<f64>,
        until: Option<String>,
        read_ahead: Option<usize>,
        max_polls: Option<u64>,
        answer_schema: Option<&str>,
    ) -> PyResult<Stream> {
        let settings = WatchSettings {
            from_index,
            until,
            limit,
            wait_for_seconds: Some(wait_for_seconds),
            timeout: options::seconds("timeout_seconds", timeout_seconds)?,
            retry_budget: options::seconds("retry_budget", retry_budget)?,
            poll_backoff: options::seconds("poll_backoff_seconds", poll_backoff_seconds)?,
            max_polls,
            read_ahead,
            max_parallel_tools,
            tool_timeout: options::seconds("tool_timeout", tool_timeout)?,
            tools: options::tools(tools)?,
            checked_tools: Vec::new(),
            answer_schema: answer_schema.map(|schema| options::read("answer_schema", schema)).transpose()?,
        };
        let open = if wait { WatchSettings::wait } else { WatchSettings::stream };
        let watch = open(settings, self.inner.get()?).map_err(|error| raise(&error))?;
        Ok(Stream::new(watch, &self.runtime))
    }
}
