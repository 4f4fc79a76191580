//! The pages of a list, one call a page.

use std::sync::Arc;

use pyo3::prelude::*;
use steersman::api;
use tokio::runtime::Handle;
use tokio::sync::Mutex;

use crate::bound::Bound;
use crate::pending::{Pending, Reply};

/// A list that is walked page by page.
#[pyclass(frozen, module = "steersman._native")]
pub(crate) struct Pages {
    /// One page is fetched at a time.
    inner: Bound<Arc<Mutex<api::Pages>>>,
    runtime: Handle,
}

impl Pages {
    pub(crate) fn new(pages: api::Pages, runtime: Handle) -> Self {
        Self { inner: Bound::new(Arc::new(Mutex::new(pages))), runtime }
    }
}

#[pymethods]
impl Pages {
    /// Fetches the next page; brings its entries as JSON text, or `True` behind the last one.
    fn next(&self) -> PyResult<Pending> {
        let pages = self.inner.get()?.clone();
        Ok(Pending::start(&self.runtime, async move {
            Ok(pages.lock().await.next_page().await?.map_or(Reply::Nothing, Reply::Entries))
        }))
    }
}
