//! Errors on their way to Python: as data, of which the Python side makes its classes.

use std::error::Error as StdError;

use pyo3::create_exception;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;
use serde_json::{Value, json};
use steersman::{AnswerRejected, Error, Retry};

use crate::options;

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

/// An error as JSON text.
pub(crate) fn text(error: &Error) -> String {
    let mut causes = Vec::new();
    let mut cause = error.source();
    while let Some(next) = cause {
        causes.push(match next.downcast_ref::<Error>() {
            Some(error) => facts(error),
            None => json!({"message": next.to_string()}),
        });
        cause = next.source();
    }
    let mut facts = facts(error);
    facts["causes"] = causes.into();
    facts.to_string()
}

/// What is known of an error, without what is behind it.
fn facts(error: &Error) -> Value {
    let rejected = AnswerRejected::of(error).map(|rejected| {
        json!({"raw": rejected.outcome.answer, "reasons": rejected.reasons, "outcome": options::outcome(&rejected.outcome)})
    });
    let quota: Vec<Value> = error
        .quota()
        .iter()
        .map(|limit| json!({"limit": limit.limit, "message": limit.message, "scope": limit.scope}))
        .collect();
    json!({
        "kind": error.kind().as_str(),
        "message": error.to_string(),
        "retry": match error.retry() {
            Retry::Never => "never",
            Retry::Perhaps => "perhaps",
            Retry::Exhausted => "exhausted",
        },
        "operation": error.operation(),
        "status_code": error.status(),
        "text": error.body().text(),
        "body": error.body().json(),
        "headers": error.headers().iter().collect::<Vec<_>>(),
        "session_id": error.session_id(),
        "cursor": error.cursor(),
        "field": error.field(),
        "retry_after": error.retry_after().map(|wait| wait.as_secs_f64()),
        "quota": quota,
        "rejected": rejected,
    })
}
