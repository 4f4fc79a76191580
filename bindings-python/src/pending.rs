//! A call under way: started, waited for through a hub, taken once.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Waker;

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use serde_json::value::RawValue;
use steersman::{Client, Error, ErrorKind, Response, SessionHandle, api};
use tokio::runtime::Handle;
use tokio::task::AbortHandle;

use crate::bound::Bound;
use crate::download::Download;
use crate::failure::raise;
use crate::hub::Hub;
use crate::runtime::LocalRuntime;
use crate::session::Session;

/// What a call brings.
pub(crate) enum Reply {
    Nothing,
    Bytes(bytes::Bytes),
    Download(steersman::Download),
    Entries(Vec<Box<RawValue>>),
    Response(Response),
    Session(SessionHandle),
    Local(steersman::Runtime),
}

enum State {
    Waiting(Option<Waker>),
    Done(Box<Result<Reply, Error>>),
    Taken,
}

struct Slot(Mutex<State>);

impl Slot {
    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing that can panic runs while the lock is held.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn fill(&self, result: Result<Reply, Error>) {
        let before = std::mem::replace(&mut *self.lock(), State::Done(Box::new(result)));
        if let State::Waiting(Some(waker)) = before {
            waker.wake();
        }
    }
}

/// Fills the slot in any case: a task that was dropped must not leave somebody waiting.
struct Filler(Option<Arc<Slot>>);

impl Drop for Filler {
    fn drop(&mut self) {
        if let Some(slot) = self.0.take() {
            slot.fill(Err(Error::new(ErrorKind::Cancelled, "the call was dropped before it was done")));
        }
    }
}

/// A call under way. Collecting it drops the request.
#[pyclass(frozen, module = "steersman._native")]
pub(crate) struct Pending {
    inner: Bound<Inner>,
}

struct Inner {
    slot: Arc<Slot>,
    task: AbortHandle,
    handle: Handle,
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Pending {
    pub(crate) fn start(
        handle: &Handle,
        work: impl Future<Output = Result<Reply, Error>> + Send + 'static,
    ) -> Self {
        let slot = Arc::new(Slot(Mutex::new(State::Waiting(None))));
        let mut filler = Filler(Some(slot.clone()));
        let task = handle.spawn(async move {
            let result = work.await;
            if let Some(slot) = filler.0.take() {
                slot.fill(result);
            }
        });
        Self { inner: Bound::new(Inner { slot, task: task.abort_handle(), handle: handle.clone() }) }
    }

    /// A call of an operation by its name.
    pub(crate) fn call(
        handle: &Handle,
        client: Client,
        name: String,
        arguments: serde_json::Value,
        options: steersman::CallOptions,
    ) -> Self {
        Self::start(handle, async move { client.call(&name, arguments, options).await.map(Reply::Response) })
    }
}

#[pymethods]
impl Pending {
    /// Asks the hub to be raised with this token when the call is done. Returns whether it already is.
    fn arm(&self, hub: &Hub, token: u64) -> PyResult<bool> {
        let mut state = self.inner.get()?.slot.lock();
        Ok(match &mut *state {
            State::Waiting(waker) => {
                *waker = Some(hub.waker(token));
                false
            }
            State::Done(_) | State::Taken => true,
        })
    }

    /// Takes the result, once it is there: `None` before; then a tuple `(status, headers, body, revision)`, a `Session`, a
    /// `LocalRuntime`, a `Download`, bytes, the JSON text of a page's entries, or `True` for nothing. Raises `Failure`.
    fn take(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let inner = self.inner.get()?;
        let mut state = inner.slot.lock();
        if let State::Waiting(_) = *state {
            return Ok(py.None());
        }
        let State::Done(result) = std::mem::replace(&mut *state, State::Taken) else {
            return Err(raise(&Error::new(ErrorKind::Internal, "the result was taken before")));
        };
        drop(state);
        match result.map_err(|error| raise(&error))? {
            Reply::Nothing => Ok(true.into_pyobject(py)?.to_owned().into_any().unbind()),
            Reply::Bytes(bytes) => Ok(PyBytes::new(py, &bytes).into_any().unbind()),
            Reply::Download(download) => {
                Ok(Py::new(py, Download::new(download, inner.handle.clone()))?.into_any())
            }
            Reply::Entries(entries) => {
                let entries: Vec<&str> = entries.iter().map(|entry| entry.get()).collect();
                Ok(PyString::new(py, &format!("[{}]", entries.join(","))).into_any().unbind())
            }
            Reply::Session(session) => {
                Ok(Py::new(py, Session::new(session, inner.handle.clone()))?.into_any())
            }
            Reply::Local(runtime) => {
                Ok(Py::new(py, LocalRuntime::new(runtime, inner.handle.clone()))?.into_any())
            }
            Reply::Response(response) => {
                let headers: Vec<(&str, &str)> = response.headers.iter().collect();
                let body = PyBytes::new(py, &response.body);
                let parts = (response.status, headers, body, api::revision(&response));
                Ok(parts.into_pyobject(py)?.into_any().unbind())
            }
        }
    }

    /// Drops the request.
    fn cancel(&self) -> PyResult<()> {
        self.inner.get()?.task.abort();
        Ok(())
    }
}
