//! Errors thrown into JavaScript.

pub(crate) use steersman_host::failure::json;

use steersman::{Error, ErrorKind};

/// An error that TypeScript recognises: its message is the JSON.
pub(crate) fn thrown(error: &Error) -> napi::Error {
    napi::Error::from_reason(json(error).to_string())
}

/// A fault of the TypeScript part: something was used that is not there (any more).
pub(crate) fn internal(text: &str) -> napi::Error {
    thrown(&Error::new(ErrorKind::Internal, text))
}
