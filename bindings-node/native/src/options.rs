//! What JavaScript passes as JSON, read.

use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use steersman::wire::{SessionRequest, ToolDefinition};
use steersman::{AnswerSchema, CallOptions, Error, StreamOptions, ToolSet, Until};

/// Reads JSON. `what` names it in the error, together with the member that is wrong.
pub(crate) fn read<T: DeserializeOwned>(what: &str, json: &str) -> Result<T, Error> {
    let mut reader = serde_json::Deserializer::from_str(json);
    serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        let field = if path == "." { what.to_owned() } else { path };
        Error::invalid_argument(field, error.into_inner())
    })
}

/// Milliseconds as JavaScript has them.
pub(crate) fn milliseconds(field: &str, value: f64) -> Result<Duration, Error> {
    Duration::try_from_secs_f64(value / 1000.0)
        .map_err(|_| Error::invalid_argument(field, "expected a time in milliseconds, 0 or more"))
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct ClientOptions {
    pub(crate) api_key: Option<String>,
    /// The number of the function that JavaScript has for the key.
    pub(crate) key_source: Option<u32>,
    pub(crate) base_url: Option<String>,
    pub(crate) environment: Option<String>,
    pub(crate) timeout_ms: Option<f64>,
    pub(crate) max_retries: Option<u32>,
    pub(crate) retry_budget_ms: Option<f64>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) proxy: Option<String>,
    pub(crate) user_agent_suffix: Option<String>,
    pub(crate) allow_insecure_http: bool,
    pub(crate) max_response_bytes: Option<usize>,
    pub(crate) runtime: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct LocalSettings {
    pub(crate) agents_file: Option<String>,
    pub(crate) agents_text: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct CallSettings {
    timeout_ms: Option<f64>,
    max_retries: Option<u32>,
    headers: Vec<(String, String)>,
    query: Vec<(String, String)>,
    body: Option<Map<String, Value>>,
}

impl CallSettings {
    pub(crate) fn into_options(self) -> Result<CallOptions, Error> {
        Ok(CallOptions {
            timeout: self.timeout_ms.map(|time| milliseconds("timeoutInSeconds", time)).transpose()?,
            deadline: None,
            max_retries: self.max_retries,
            headers: self.headers,
            query: self.query,
            body: self.body,
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct StartSettings {
    pub(crate) request: SessionRequest,
    pub(crate) idempotency_key: Option<String>,
    pub(crate) tools: Option<Vec<ToolDefinition>>,
    pub(crate) answer_schema: Option<Value>,
}

/// Options of a stream and of a wait; what one of them does not have is not given.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct WatchSettings {
    pub(crate) from_index: Option<u64>,
    pub(crate) until: Option<String>,
    pub(crate) limit: Option<u64>,
    pub(crate) wait_for_seconds: Option<u64>,
    pub(crate) timeout_ms: Option<f64>,
    pub(crate) retry_budget_ms: Option<f64>,
    pub(crate) poll_backoff_ms: Option<f64>,
    pub(crate) max_polls: Option<u64>,
    pub(crate) read_ahead: Option<usize>,
    pub(crate) max_parallel_tools: Option<usize>,
    pub(crate) tool_timeout_ms: Option<f64>,
    pub(crate) tools: Option<Vec<ToolDefinition>>,
    pub(crate) answer_schema: Option<Value>,
}

impl WatchSettings {
    pub(crate) fn stream_options(&self) -> Result<StreamOptions, Error> {
        let mut options = StreamOptions::default();
        if let Some(index) = self.from_index {
            options = options.from_index(index);
        }
        match self.until.as_deref() {
            None | Some("settled") => {}
            Some("terminal") => options = options.until(Until::Terminal),
            Some(_) => {
                return Err(Error::invalid_argument("until", "expected \"settled\" or \"terminal\""));
            }
        }
        if let Some(limit) = self.limit {
            options = options.limit(limit);
        }
        if let Some(seconds) = self.wait_for_seconds {
            options = options.wait_for_seconds(seconds);
        }
        if let Some(time) = self.timeout_ms {
            options = options.timeout(milliseconds("timeoutMs", time)?);
        }
        if let Some(time) = self.retry_budget_ms {
            options = options.retry_budget(milliseconds("retryBudgetMs", time)?);
        }
        if let Some(time) = self.poll_backoff_ms {
            options = options.poll_backoff(milliseconds("pollBackoffMs", time)?);
        }
        if let Some(events) = self.read_ahead {
            options = options.read_ahead(events);
        }
        if let Some(calls) = self.max_parallel_tools {
            options = options.max_parallel_tools(calls);
        }
        if let Some(time) = self.tool_timeout_ms {
            options = options.tool_timeout(milliseconds("toolTimeoutMs", time)?);
        }
        Ok(options)
    }
}

pub(crate) fn tool_set(definitions: Option<Vec<ToolDefinition>>) -> Result<Option<ToolSet>, Error> {
    definitions.map(ToolSet::declared).transpose()
}

pub(crate) fn answer_schema(schema: Option<Value>) -> Result<Option<AnswerSchema>, Error> {
    schema.map(AnswerSchema::json).transpose()
}
