//! The threads behind everything, and the embedded Agents API.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use pyo3::prelude::*;
use steersman::{Error, ErrorKind};
use tokio::runtime::{Builder, Handle};

use crate::bound::Bound;
use crate::failure::raise;
use crate::hub;

/// How long running work is waited for when the interpreter ends.
const PATIENCE: Duration = Duration::from_millis(500);

/// The threads of this process that do the work. One for a process, kept by the Python side.
#[pyclass(frozen, module = "steersman._native")]
pub(crate) struct Runtime {
    handle: Handle,
    owner: Bound<Mutex<Option<tokio::runtime::Runtime>>>,
}

#[pymethods]
impl Runtime {
    #[new]
    fn new() -> PyResult<Self> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("steersman")
            .enable_all()
            .build()
            .map_err(|cause| {
                raise(&Error::new(ErrorKind::Internal, "no threads can be started").with_source(cause))
            })?;
        Ok(Self { handle: runtime.handle().clone(), owner: Bound::new(Mutex::new(Some(runtime))) })
    }

    /// Ends it, within half a second. Nobody who waits is woken any more.
    fn shutdown(&self) -> PyResult<()> {
        let runtime = self.owner.get()?.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(runtime) = runtime {
            hub::be_quiet();
            runtime.shutdown_timeout(PATIENCE);
        }
        Ok(())
    }
}

impl Runtime {
    /// Where work is started. Refused in a forked child, and after the end.
    pub(crate) fn handle(&self) -> PyResult<&Handle> {
        let running = self.owner.get()?.lock().unwrap_or_else(PoisonError::into_inner).is_some();
        if running {
            Ok(&self.handle)
        } else {
            Err(raise(&Error::new(ErrorKind::Cancelled, "the interpreter is ending")))
        }
    }
}

/// The embedded Agents API; it ends when this is collected.
#[pyclass(frozen, module = "steersman._native")]
pub(crate) struct LocalRuntime {
    runtime: Bound<Mutex<Option<steersman::Runtime>>>,
    base_url: String,
    api_key: String,
    handle: Handle,
}

#[pymethods]
impl LocalRuntime {
    /// Where it is reached.
    #[getter]
    fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The key that callers must show.
    #[getter]
    fn api_key(&self) -> &str {
        &self.api_key
    }

    /// Ends it.
    fn close(&self) -> PyResult<()> {
        let runtime = self.runtime.get()?.lock().unwrap_or_else(PoisonError::into_inner).take();
        let _inside = self.handle.enter();
        drop(runtime);
        Ok(())
    }
}

impl LocalRuntime {
    pub(crate) fn new(runtime: steersman::Runtime, handle: Handle) -> Self {
        Self {
            base_url: runtime.base_url().to_owned(),
            api_key: runtime.api_key().to_owned(),
            runtime: Bound::new(Mutex::new(Some(runtime))),
            handle,
        }
    }
}
