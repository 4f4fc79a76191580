//! Judging answers: free text, or a value that conforms to the session's `answer_format`.

use serde_json::Value;

/// An answer without a format is text; anything else is shown as JSON text.
pub(crate) fn as_free_text(value: Value) -> Value {
    match value {
        Value::String(_) => value,
        other => other.to_string().into(),
    }
}

/// Checks that a schema can be used at all; the text says why not.
pub(crate) fn check_schema(schema: &Value) -> Result<(), String> {
    jsonschema::validator_for(schema).map(|_| ()).map_err(|error| error.to_string())
}

/// The value as it conforms to `schema` (JSON text is parsed), or what is wrong with it.
pub(crate) fn conform(schema: &Value, value: Value) -> Result<Value, String> {
    let validator = jsonschema::validator_for(schema)
        .map_err(|error| format!("answer_format cannot be used: {error}"))?;
    let parsed = match &value {
        Value::String(text) => serde_json::from_str(text).ok().filter(|parsed| validator.is_valid(parsed)),
        _ => None,
    };
    let value = parsed.unwrap_or(value);
    let faults: Vec<String> = validator
        .iter_errors(&value)
        .take(5)
        .map(|error| {
            let place = error.instance_path().to_string();
            if place.is_empty() { error.to_string() } else { format!("{place}: {error}") }
        })
        .collect();
    if faults.is_empty() {
        Ok(value)
    } else {
        Err(format!("the answer does not conform to answer_format: {}", faults.join("; ")))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_answer_conforms_as_an_object_or_as_json_text() {
        let schema =
            json!({ "type": "object", "properties": { "sum": { "type": "integer" } }, "required": ["sum"] });
        assert_eq!(conform(&schema, json!({ "sum": 3 })), Ok(json!({ "sum": 3 })));
        assert_eq!(conform(&schema, json!("{\"sum\": 3}")), Ok(json!({ "sum": 3 })));
        let error = conform(&schema, json!({ "sum": "three" })).unwrap_err();
        assert!(error.contains("/sum"), "{error}");
        assert!(conform(&schema, json!("three")).is_err());
    }

    #[test]
    fn a_schema_that_only_refers_to_itself_does_no_harm() {
        for schema in [
            json!({ "$ref": "#" }),
            json!({ "allOf": [{ "$ref": "#" }] }),
            json!({ "$defs": { "a": { "$ref": "#/$defs/b" }, "b": { "$ref": "#/$defs/a" } }, "$ref": "#/$defs/a" }),
        ] {
            if check_schema(&schema).is_ok() {
                let _ = conform(&schema, json!({ "a": 1 }));
            }
        }
        let remote = json!({ "$ref": "http://127.0.0.1:1/schema.json" });
        assert!(check_schema(&remote).is_err());
    }

    #[test]
    fn a_text_schema_keeps_text_that_happens_to_be_json() {
        assert_eq!(conform(&json!({ "type": "string" }), json!("3")), Ok(json!("3")));
    }
}
