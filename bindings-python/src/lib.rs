//! `steersman._native`: the core for Python, small and dull. The Python package on top makes an API of it.
//!
//! What takes time is started here and taken when it is there: `hub::Hub` raises a file descriptor, the Python side waits on it
//! in its own way (a loop's reader, `poll`) and takes what there is. No thread of Rust ever touches the interpreter.

mod allocate;
mod bound;
mod client;
mod download;
mod failure;
mod hub;
mod json;
mod log;
mod options;
mod pages;
mod pending;
mod record;
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
    use crate::download::Download;
    #[pymodule_export]
    use crate::failure::Failure;
    #[pymodule_export]
    use crate::hub::Hub;
    #[pymodule_export]
    use crate::pages::Pages;
    #[pymodule_export]
    use crate::pending::Pending;
    #[pymodule_export]
    use crate::record::Record;
    #[pymodule_export]
    use crate::record::set_event_classes;
    #[pymodule_export]
    use crate::runtime::{LocalRuntime, Runtime};
    #[pymodule_export]
    use crate::session::Session;
    #[pymodule_export]
    use crate::stream::Stream;

    use pyo3::prelude::*;

    /// Runs the `steersman` command with these arguments, the first of which is the program's name, and gives its exit code.
    #[pyfunction]
    #[expect(
        clippy::disallowed_methods,
        reason = "the command is all that the process does, and its main thread waits for it"
    )]
    fn run_command(py: Python<'_>, arguments: Vec<std::ffi::OsString>) -> u8 {
        py.detach(|| {
            let exit = steersman_cli::run_command(arguments);
            // The standard output of Rust is not flushed by the end of a process that Rust did not start. Nobody can be told that
            // there is nobody to tell.
            let _ = std::io::Write::flush(&mut std::io::stdout());
            exit.code()
        })
    }

    /// The version of the library.
    #[pyfunction]
    fn version() -> &'static str {
        env!("CARGO_PKG_VERSION")
    }

    /// Takes the records that wait to be written to the log: level, where it comes from, text, seconds since 1970.
    #[pyfunction]
    fn take_log() -> Vec<crate::log::Record> {
        crate::log::take()
    }

    /// Keeps records from this level on, as `logging` counts them; 255 for none, as in the beginning.
    #[pyfunction]
    fn set_log_level(least: u8) {
        crate::log::set_level(least);
    }

    /// The signature of a webhook delivery, as the service makes it.
    #[pyfunction]
    fn sign_webhook(body: &[u8], timestamp: &str, secret: &str) -> String {
        steersman::webhook::sign_webhook(body, timestamp, secret)
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
