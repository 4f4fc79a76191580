//! Errors on their way to Python: as data, of which the Python side makes its classes.

use pyo3::prelude::*;
use steersman::Error;

pub(crate) use self::class::Failure;

mod class {
    #![expect(clippy::disallowed_types, reason = "this one is filled when the module is imported")]

    pyo3::create_exception!(
        _native,
        Failure,
        pyo3::exceptions::PyException,
        "Carries an error as JSON text; the Python package raises its own class for it."
    );
}

/// The exception that carries an error.
pub(crate) fn raise(error: &Error) -> PyErr {
    Failure::new_err(text(error))
}

/// An error as JSON text (`steersman_host::failure::json` says what is in it).
pub(crate) fn text(error: &Error) -> String {
    steersman_host::failure::json(error).to_string()
}
