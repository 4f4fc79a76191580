//! Values checked against JSON Schemas. Without the feature `json-schema` everything fits.

use serde_json::{Map, Value};

/// A JSON Schema, ready to check values.
pub(crate) struct JsonSchema {
    #[cfg(feature = "json-schema")]
    validator: jsonschema::Validator,
}

#[cfg(feature = "json-schema")]
impl JsonSchema {
    /// Reads a schema; the error says what is wrong with it.
    pub(crate) fn new(schema: &Map<String, Value>) -> Result<Self, String> {
        match jsonschema::validator_for(&Value::Object(schema.clone())) {
            Ok(validator) => Ok(Self { validator }),
            Err(error) => Err(error.to_string()),
        }
    }

    /// What does not fit, one line each, with its place before it.
    pub(crate) fn mismatches(&self, value: &Value) -> Vec<String> {
        let line = |error: jsonschema::ValidationError<'_>| match error.instance_path().as_str() {
            "" => error.to_string(),
            path => format!("{path}: {error}"),
        };
        self.validator.iter_errors(value).map(line).collect()
    }
}

#[cfg(not(feature = "json-schema"))]
#[expect(
    clippy::unused_self,
    clippy::unnecessary_wraps,
    reason = "the signatures are those with the feature"
)]
impl JsonSchema {
    pub(crate) fn new(_schema: &Map<String, Value>) -> Result<Self, String> {
        Ok(Self {})
    }

    pub(crate) fn mismatches(&self, _value: &Value) -> Vec<String> {
        Vec::new()
    }
}
