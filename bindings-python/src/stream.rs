//! A watched session: events by the page, tool calls, and the end.

use std::sync::{Mutex, MutexGuard, PoisonError};

use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};
use steersman::StreamItem;
use steersman::tools::{HostCall, ToolFailure};
use steersman_host::{Watch, tool_answer};
use tokio::runtime::Handle;

use crate::bound::Bound;
use crate::failure::{self, raise};
use crate::hub::Hub;
use crate::record::{make_event, make_gap};

/// A watch that began. Collecting it ends the watch; nothing is sent to the session.
#[pyclass(frozen, module = "steersman._native")]
pub(crate) struct Stream {
    watch: Bound<Mutex<Watch>>,
}

/// A call to run: id, name, arguments as JSON text, session, call id, step, seconds left, attempt. Or one that is no longer wanted: id,
/// and the reason in place of the name.
type Call = (u64, String, Option<String>, String, Option<String>, Option<u64>, Option<f64>, u32);

impl Stream {
    pub(crate) fn new(mut watch: Watch, runtime: &Handle) -> Self {
        watch.stream_mut().start(runtime);
        Self { watch: Bound::new(Mutex::new(watch)) }
    }

    fn lock(&self) -> PyResult<MutexGuard<'_, Watch>> {
        // A panic in the core leaves a stream that can still be closed.
        Ok(self.watch.get()?.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[pymethods]
impl Stream {
    /// Takes what is there, at most `max` items: a list of events and gaps, of the classes that `set_event_classes` was told of; and the
    /// end: `None` when there is more to come, `True` after the last item, an error as JSON text.
    #[pyo3(signature = (max) -> "tuple[list[Any], bool | str | None]")]
    fn drain<'py>(
        &self,
        py: Python<'py>,
        max: usize,
    ) -> PyResult<(pyo3::Bound<'py, PyList>, pyo3::Bound<'py, PyAny>)> {
        let mut watch = self.lock()?;
        let stream = watch.stream_mut();
        let items = stream.drain(max);
        let finished = stream.is_finished();
        drop(watch);
        let list = PyList::empty(py);
        let mut end =
            if finished { true.into_pyobject(py)?.to_owned().into_any() } else { py.None().into_bound(py) };
        for item in items {
            match item {
                Ok(StreamItem::Event(event)) => {
                    list.append(make_event(py, event.event, event.index)?)?;
                }
                Ok(StreamItem::Gap(missing)) => {
                    list.append(make_gap(py, missing.from, missing.to, missing.reason.as_str())?)?;
                }
                Err(error) => end = PyString::new(py, &failure::text(&error)).into_any(),
            }
        }
        Ok((list, end))
    }

    /// Asks the hub to be raised with this token when there is something to drain, a call, or the end. Returns whether there
    /// already is.
    fn arm(&self, hub: &Hub, token: u64) -> PyResult<bool> {
        let mut watch = self.lock()?;
        let stream = watch.stream_mut();
        Ok(stream.is_finished() || stream.arm(&hub.waker(token)))
    }

    /// Index of the event after those that were drained.
    #[getter]
    fn cursor(&self) -> PyResult<u64> {
        Ok(self.lock()?.stream().cursor())
    }

    /// Calls to run, and calls that are no longer wanted (without arguments).
    fn drain_calls(&self) -> PyResult<Vec<Call>> {
        let calls = self.lock()?.stream().drain_calls();
        let call = |call| match call {
            HostCall::Run { id, name, arguments, context } => Some((
                id,
                name,
                Some(arguments.to_string()),
                context.session_id().to_owned(),
                context.call_id().map(str::to_owned),
                context.step(),
                context.time_left().map(|left| left.as_secs_f64()),
                context.attempt(),
            )),
            HostCall::Withdraw { id, reason } => {
                Some((id, reason.as_str().to_owned(), None, String::new(), None, None, None, 0))
            }
            _ => None,
        };
        Ok(calls.into_iter().filter_map(call).collect())
    }

    /// Answers a call: with JSON text, or with the text of an error.
    fn complete(&self, id: u64, succeeded: bool, text: &str) -> PyResult<()> {
        let answer = if succeeded { tool_answer(text) } else { Err(ToolFailure::new(text)) };
        self.lock()?.stream().complete(id, answer);
        Ok(())
    }

    /// What the session came to, as JSON text, after the end; `None` before it. A wait checks the answer.
    fn outcome(&self) -> PyResult<Option<String>> {
        let outcome = self.lock()?.outcome().map_err(|error| raise(&error))?;
        Ok(outcome.map(|outcome| outcome.to_string()))
    }

    /// Ends the watch. What was read already can still be drained.
    fn close(&self) -> PyResult<()> {
        self.lock()?.stream_mut().close();
        Ok(())
    }
}
