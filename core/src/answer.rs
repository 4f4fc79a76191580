//! Structured answers: a JSON Schema out, a validated value in.

use serde_json::{Map, Value};

use crate::Error;
use crate::json_schema::JsonSchema;
use crate::tools::schema_of;

/// What a session's answer has to look like, as a JSON Schema.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerSchema {
    schema: Map<String, Value>,
}

impl AnswerSchema {
    /// The schema of a type that derives `schemars::JsonSchema`. Read the answer with
    /// [`SessionOutcome::answer_as`](crate::SessionOutcome::answer_as).
    pub fn of<T: schemars::JsonSchema>() -> Self {
        let mut schema = schema_of::<T>();
        schema.insert("title".to_owned(), Value::String(T::schema_name().into_owned()));
        Self { schema }
    }

    /// A schema that stands as JSON. A `title` is added when there is none, as the service names the answer by it.
    ///
    /// # Errors
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument) when it is not an object, or not a JSON Schema.
    pub fn json(schema: Value) -> Result<Self, Error> {
        let Value::Object(mut schema) = schema else {
            return Err(Error::invalid_argument(
                "answer_schema",
                "expected a JSON Schema, which is an object",
            ));
        };
        if !schema.contains_key("title") {
            schema.insert("title".to_owned(), Value::String("Answer".to_owned()));
        }
        check(&schema)?;
        Ok(Self { schema })
    }

    /// The schema.
    pub fn schema(&self) -> &Map<String, Value> {
        &self.schema
    }

    /// Checks an answer. One that came as JSON text is read as such, if that is what fits.
    pub(crate) fn validate(&self, answer: Value) -> Result<Value, Vec<String>> {
        let read = answer.as_str().and_then(|text| serde_json::from_str(text).ok());
        let reasons = match read {
            Some(read) => match self.mismatches(&read) {
                reasons if reasons.is_empty() => return Ok(read),
                reasons => reasons,
            },
            None => Vec::new(),
        };
        match self.mismatches(&answer) {
            mismatches if mismatches.is_empty() => Ok(answer),
            mismatches if reasons.is_empty() => Err(mismatches),
            _ => Err(reasons),
        }
    }

    fn mismatches(&self, answer: &Value) -> Vec<String> {
        match JsonSchema::new(&self.schema) {
            Ok(schema) => schema.mismatches(answer),
            Err(error) => vec![format!("the answer schema is not a JSON Schema: {error}")],
        }
    }
}

fn check(schema: &Map<String, Value>) -> Result<(), Error> {
    JsonSchema::new(schema)
        .map(drop)
        .map_err(|error| Error::invalid_argument("answer_schema", format!("expected a JSON Schema: {error}")))
}
