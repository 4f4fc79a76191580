//! Python's plain values as the options of the host.

use std::time::Duration;

use pyo3::prelude::*;
use serde::de::DeserializeOwned;
use steersman::webhook::WebhookVerifier;
use steersman::{CallOptions, Error};
use steersman_host::options::{self, DeclaredTool};

use crate::failure::raise;

/// Seconds as a duration; `None` for no limit, which infinity is as well.
pub(crate) fn seconds(field: &str, seconds: Option<f64>) -> PyResult<Option<Duration>> {
    let finite = seconds.filter(|seconds| *seconds != f64::INFINITY);
    finite.map(Duration::try_from_secs_f64).transpose().map_err(|cause| {
        raise(&Error::invalid_argument(field, format!("must be a number of seconds from 0: {cause}")))
    })
}

/// JSON text as a type, naming the member that is wrong.
pub(crate) fn read<T: DeserializeOwned>(field: &str, text: &str) -> PyResult<T> {
    options::read(field, text).map_err(|error| raise(&error))
}

/// Options of one call: seconds for each attempt and for all of them, most retries, headers, query parameters, and members of the body as
/// JSON text.
pub(crate) type CallSettings =
    (Option<f64>, Option<f64>, Option<u32>, Vec<(String, String)>, Vec<(String, String)>, Option<String>);

/// The options of one call.
pub(crate) fn call_options(given: Option<CallSettings>) -> PyResult<CallOptions> {
    let (timeout, deadline, max_retries, headers, query, body) = given.unwrap_or_default();
    let settings = options::CallSettings {
        timeout: seconds("timeout_in_seconds", timeout)?,
        deadline: seconds("deadline_in_seconds", deadline)?,
        max_retries,
        headers,
        query,
        body: body.map(|body| read("additional_body_parameters", &body)).transpose()?,
    };
    Ok(settings.into_options())
}

/// Tools that Python runs: their definitions as JSON text, and the seconds that one call of each may take.
pub(crate) type Tools = (String, Vec<Option<f64>>);

/// Tools that Python runs.
pub(crate) fn tools(given: Option<Tools>) -> PyResult<Option<Vec<DeclaredTool>>> {
    let Some((definitions, timeouts)) = given else { return Ok(None) };
    let mut tools: Vec<DeclaredTool> = read("tools", &definitions)?;
    for (at, (tool, timeout)) in tools.iter_mut().zip(timeouts).enumerate() {
        tool.timeout = seconds(&format!("tools[{at}].timeout"), timeout)?;
    }
    Ok(Some(tools))
}

/// Checks a webhook delivery.
pub(crate) fn verify_webhook(
    body: &[u8],
    signature: &str,
    timestamp: &str,
    secrets: &[String],
    tolerance: f64,
) -> PyResult<()> {
    let tolerance = seconds("tolerance_s", Some(tolerance))?.unwrap_or(Duration::MAX);
    WebhookVerifier::new(secrets)
        .and_then(|verifier| verifier.tolerance(tolerance).verify(body, signature, timestamp))
        .map(drop)
        .map_err(|error| raise(&error))
}
