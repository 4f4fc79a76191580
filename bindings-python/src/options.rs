//! Python's plain values as the core's options.

use std::time::Duration;

use pyo3::prelude::*;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use steersman::tools::ToolSet;
use steersman::webhook::WebhookVerifier;
use steersman::wire::ToolDefinition;
use steersman::{AnswerSchema, CallOptions, Error, SessionOutcome};
use tokio::time::Instant;

use crate::failure::raise;

/// Seconds as a duration; `None` for no limit, which infinity is as well.
pub(crate) fn seconds(field: &str, seconds: Option<f64>) -> PyResult<Option<Duration>> {
    match seconds {
        None | Some(f64::INFINITY) => Ok(None),
        Some(seconds) => Duration::try_from_secs_f64(seconds).map(Some).map_err(|cause| {
            raise(&Error::invalid_argument(field, format!("must be a number of seconds from 0: {cause}")))
        }),
    }
}

/// The least pause between quick polls: 0 is the default of the Python API and stands for the core's own pace.
pub(crate) fn pace(pause: f64) -> PyResult<Option<Duration>> {
    if pause == 0.0 { Ok(None) } else { seconds("poll_backoff_seconds", Some(pause)) }
}

/// JSON text as a value.
pub(crate) fn json(field: &str, text: &str) -> PyResult<Value> {
    serde_json::from_str(text)
        .map_err(|cause| raise(&Error::invalid_argument(field, format!("must be JSON: {cause}"))))
}

/// JSON text as a type of the wire, naming the member that is wrong.
pub(crate) fn typed<T: DeserializeOwned>(field: &str, text: &str) -> PyResult<T> {
    let mut reader = serde_json::Deserializer::from_str(text);
    serde_path_to_error::deserialize(&mut reader).map_err(|cause| {
        let path = cause.path().to_string();
        let field = if path == "." { field.to_owned() } else { path };
        raise(&Error::invalid_argument(field, cause.into_inner()))
    })
}

/// Options of one call: seconds for each attempt and for all of them, most retries, headers, query parameters, and members of the body as
/// JSON text.
pub(crate) type CallSettings =
    (Option<f64>, Option<f64>, Option<u32>, Vec<(String, String)>, Vec<(String, String)>, Option<String>);

/// The options of one call.
pub(crate) fn call_options(given: Option<CallSettings>) -> PyResult<CallOptions> {
    let Some((timeout, deadline, max_retries, headers, query, body)) = given else {
        return Ok(CallOptions::default());
    };
    Ok(CallOptions {
        timeout: seconds("timeout_in_seconds", timeout)?,
        deadline: seconds("deadline_in_seconds", deadline)?.and_then(|time| Instant::now().checked_add(time)),
        max_retries,
        headers,
        query,
        body: body.map(|body| typed("additional_body_parameters", &body)).transpose()?,
    })
}

/// A tool that Python runs: its definition as it travels, and its time limit.
#[derive(Deserialize)]
struct DeclaredTool {
    timeout: Option<f64>,
    #[serde(flatten)]
    definition: ToolDefinition,
}

/// Tools that Python runs.
pub(crate) fn tools(tools: &str) -> PyResult<ToolSet> {
    let tools: Vec<DeclaredTool> = typed("tools", tools)?;
    let mut limits = Vec::new();
    for (at, tool) in tools.iter().enumerate() {
        if let Some(limit) = seconds(&format!("tools[{at}].timeout"), tool.timeout)? {
            limits.push((tool.definition.name.clone(), limit));
        }
    }
    ToolSet::declared(tools.into_iter().map(|tool| tool.definition).collect())
        .map(|set| set.with_time_limits(limits))
        .map_err(|error| raise(&error))
}

/// What answers have to look like.
pub(crate) fn answer_schema(schema: &str) -> PyResult<AnswerSchema> {
    AnswerSchema::json(json("answer_schema", schema)?).map_err(|error| raise(&error))
}

/// What a session came to, as JSON text.
pub(crate) fn outcome(outcome: &SessionOutcome) -> String {
    serde_json::json!({
        "id": &*outcome.id,
        "status": outcome.status,
        "answer": outcome.answer,
        "outcome": outcome.outcome,
        "error": outcome.error,
        "error_code": outcome.error_code,
        "usage": outcome.usage,
        "metrics": outcome.metrics,
        "next_from_index": outcome.next_index,
    })
    .to_string()
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
