//! `steersman._native`: the core for Python, small and dull. The Python package on top makes an API of it.
//!
//! What takes time is started here and taken when it is there: `hub::Hub` raises a file descriptor, the Python side waits on it
//! in its own way (a loop's reader, `poll`) and takes what there is. No thread of Rust ever touches the interpreter.

mod bound;
mod client;
mod failure;
mod hub;
mod log;
mod options;
mod pending;
mod runtime;
mod session;
mod stream;

use pyo3::prelude::*;

/// The native part of steersman.
#[pymodule]
mod _native {
    #[pymodule_export]
    use crate::client::Client;
    #[pymodule_export]
    use crate::failure::Failure;
    #[pymodule_export]
    use crate::hub::Hub;
    #[pymodule_export]
    use crate::pending::Pending;
    #[pymodule_export]
    use crate::runtime::{LocalRuntime, Runtime};
    #[pymodule_export]
    use crate::session::Session;
    #[pymodule_export]
    use crate::stream::Stream;

    use pyo3::prelude::*;

    /// The version of the library.
    #[pyfunction]
    fn version() -> &'static str {
        env!("CARGO_PKG_VERSION")
    }

    /// Takes the warnings that wait to be written to the log.
    #[pyfunction]
    fn take_log() -> Vec<String> {
        crate::log::take()
    }

    #[pymodule_init]
    #[expect(clippy::unnecessary_wraps, reason = "this is the form of an init function")]
    fn init(_module: &Bound<'_, PyModule>) -> PyResult<()> {
        crate::log::listen();
        Ok(())
    }

    /// Checks a webhook delivery.
    #[pyfunction]
    fn verify_webhook(
        body: &[u8],
        signature: &str,
        timestamp: &str,
        secrets: Vec<String>,
        tolerance_s: f64,
    ) -> PyResult<()> {
        crate::options::verify_webhook(body, signature, timestamp, &secrets, tolerance_s)
    }
}
