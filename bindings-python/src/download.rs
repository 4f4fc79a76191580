//! A file that comes piece by piece.

use std::sync::Arc;

use pyo3::prelude::*;
use tokio::runtime::Handle;
use tokio::sync::Mutex;

use crate::bound::Bound;
use crate::pending::{Pending, Reply};

/// A download whose head is there. Collecting it drops the connection.
#[pyclass(frozen, module = "steersman._native")]
pub(crate) struct Download {
    inner: Bound<Arc<Mutex<steersman::Download>>>,
    runtime: Handle,
}

impl Download {
    pub(crate) fn new(download: steersman::Download, runtime: Handle) -> Self {
        Self { inner: Bound::new(Arc::new(Mutex::new(download))), runtime }
    }
}

#[pymethods]
impl Download {
    /// Waits for the next piece; brings bytes, or `True` after the last one.
    fn chunk(&self) -> PyResult<Pending> {
        let download = self.inner.get()?.clone();
        Ok(Pending::start(&self.runtime, async move {
            Ok(download.lock().await.chunk().await?.map_or(Reply::Nothing, Reply::Bytes))
        }))
    }
}
