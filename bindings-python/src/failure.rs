//! Errors on their way to Python: as data, of which the Python side makes its classes.
#![expect(
    clippy::disallowed_types,
    reason = "the cell of the exception's class is filled when the module is imported"
)]

use pyo3::create_exception;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;
use steersman::Error;

create_exception!(
    _native,
    Failure,
    PyException,
    "Carries an error as JSON text; the Python package raises its own class for it."
);

/// The exception that carries an error.
pub(crate) fn raise(error: &Error) -> PyErr {
    Failure::new_err(text(error))
}

/// An error as JSON text (`steersman_host::failure::json` says what is in it).
pub(crate) fn text(error: &Error) -> String {
    steersman_host::failure::json(error).to_string()
}
