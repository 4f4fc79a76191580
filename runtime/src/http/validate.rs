//! Checks request bodies against the schemas of the contract and says what is wrong field by field.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use jsonschema::{JsonType, ValidationError, Validator};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::errors::Fault;
use super::openapi::DOCUMENT;
use super::secrets::{is_secret, mask};
use crate::session::lock;

/// All schemas of the served document, by name.
pub(crate) static SCHEMAS: LazyLock<Map<String, Value>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct Document {
        components: Components,
    }
    #[derive(Deserialize)]
    struct Components {
        schemas: Map<String, Value>,
    }
    let document: Document =
        serde_json::from_str(DOCUMENT).expect("the document in this crate is valid JSON");
    document.components.schemas
});

static VALIDATORS: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);

/// The validator of a schema, compiled when it is first asked for.
fn validator(name: &str) -> Arc<Validator> {
    if let Some(known) = lock(&VALIDATORS).get(name) {
        return known.clone();
    }
    let document = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": format!("#/components/schemas/{name}"),
        "components": { "schemas": reached_from(name) },
    });
    let compiled = jsonschema::options()
        .should_validate_formats(true)
        .build(&document)
        .expect("the schemas in this crate can be compiled");
    lock(&VALIDATORS).entry(name.to_owned()).or_insert_with(|| Arc::new(compiled)).clone()
}

/// A schema and those it refers to, over however many others: a validator keeps all that it is given.
fn reached_from(name: &str) -> Map<String, Value> {
    fn references<'a>(schema: &'a Value, found: &mut Vec<&'a str>) {
        match schema {
            Value::Object(keywords) => {
                let target = keywords.get("$ref").and_then(Value::as_str);
                found.extend(target.and_then(|target| target.strip_prefix("#/components/schemas/")));
                keywords.values().for_each(|value| references(value, found));
            }
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }
    let mut reached = Map::new();
    let mut wanted = vec![name];
    while let Some(name) = wanted.pop() {
        if let Some(schema) = SCHEMAS.get(name).filter(|_| !reached.contains_key(name)) {
            references(schema, &mut wanted);
            reached.insert(name.to_owned(), schema.clone());
        }
    }
    reached
}

/// What is wrong with `value` as a `schema`; `root` begins every location.
pub(crate) fn faults(schema: &str, value: &Value, root: &[Value]) -> Vec<Fault> {
    let validator = validator(schema);
    if validator.is_valid(value) {
        return Vec::new();
    }
    let mut faults = Vec::new();
    for error in validator.iter_errors(value).take(20) {
        collect(&error, root, &mut faults);
    }
    faults
}

/// Checks a body; the error lists everything found.
pub(crate) fn body(schema: &str, value: &Value) -> Result<(), super::errors::ApiError> {
    let faults = faults(schema, value, &["body".into()]);
    if faults.is_empty() { Ok(()) } else { Err(super::errors::ApiError::invalid(faults)) }
}

fn collect(error: &ValidationError<'_>, root: &[Value], faults: &mut Vec<Fault>) {
    let place = error.instance_path().to_string();
    match error.kind() {
        Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
            // The variant that was meant: the one whose faults lie deepest, and the fewest of them.
            let meant = context.iter().min_by_key(|errors| {
                let shallow = errors.iter().filter(|error| names_the_variant(error, &place)).count();
                (shallow, errors.len())
            });
            match meant {
                // "X or null" is X to whoever reads the error.
                Some(_)
                    if context.len() == 2
                        && context.iter().any(|errors| errors.iter().any(asks_for_null)) =>
                {
                    let other = context.iter().find(|errors| !errors.iter().any(asks_for_null));
                    for error in other.into_iter().flatten() {
                        collect(error, root, faults);
                    }
                }
                Some(errors) if !errors.iter().any(|error| is_type_fault(error, &place)) => {
                    for error in errors {
                        collect(error, root, faults);
                    }
                }
                _ => faults.push(fault(
                    error,
                    root,
                    "union",
                    "Input does not match any of the allowed shapes".into(),
                )),
            }
        }
        Kind::Required { property } => {
            let mut missing = fault(error, root, "missing", "Field required".into());
            missing.loc.push(property.clone());
            faults.push(missing);
        }
        Kind::AdditionalProperties { unexpected } => {
            for name in unexpected {
                let mut extra =
                    fault(error, root, "extra_forbidden", "Extra inputs are not permitted".into());
                extra.loc.push(name.clone().into());
                let value = error.instance().get(name).cloned().unwrap_or_default();
                extra.input = Box::new(shown(&extra.loc, value));
                faults.push(extra);
            }
        }
        kind => {
            let (name, msg) = describe(kind, error);
            faults.push(fault(error, root, name, msg));
        }
    }
}

fn is_type_fault(error: &ValidationError<'_>, place: &str) -> bool {
    matches!(error.kind(), Kind::Type { .. }) && error.instance_path().to_string() == place
}

fn asks_for_null(error: &ValidationError<'_>) -> bool {
    matches!(error.kind(), Kind::Type { kind: TypeKind::Single(JsonType::Null) })
}

/// Whether an error says "this is another variant" rather than "this variant has a fault".
fn names_the_variant(error: &ValidationError<'_>, place: &str) -> bool {
    let at = error.instance_path().to_string();
    let discriminates = at.strip_prefix(place).is_some_and(|rest| rest == "/kind" || rest == "/type");
    is_type_fault(error, place) || (matches!(error.kind(), Kind::Constant { .. }) && discriminates)
}

fn describe(kind: &Kind, error: &ValidationError<'_>) -> (&'static str, String) {
    match kind {
        Kind::Type { .. } => ("type_error", format!("Input has the wrong type: {}", words(error))),
        Kind::MinLength { limit } => {
            ("string_too_short", format!("String should have at least {limit} character{}", plural(*limit)))
        }
        Kind::MaxLength { limit } => {
            ("string_too_long", format!("String should have at most {limit} character{}", plural(*limit)))
        }
        Kind::MinItems { limit } => {
            ("too_short", format!("List should have at least {limit} item{}", plural(*limit)))
        }
        Kind::MaxItems { limit } => {
            ("too_long", format!("List should have at most {limit} item{}", plural(*limit)))
        }
        Kind::Minimum { limit } => {
            ("greater_than_equal", format!("Input should be greater than or equal to {limit}"))
        }
        Kind::ExclusiveMinimum { limit } => ("greater_than", format!("Input should be greater than {limit}")),
        Kind::Maximum { limit } => {
            ("less_than_equal", format!("Input should be less than or equal to {limit}"))
        }
        Kind::Enum { options } => ("enum", format!("Input should be one of {options}")),
        Kind::Constant { expected_value } => ("literal_error", format!("Input should be {expected_value}")),
        Kind::Pattern { pattern } => {
            ("string_pattern_mismatch", format!("String should match pattern '{pattern}'"))
        }
        Kind::Format { format } => ("format", format!("Input should be a valid {format}")),
        Kind::OneOfMultipleValid { .. } => {
            ("union_tag_not_found", "Input does not say which variant it is".into())
        }
        _ => ("value_error", words(error)),
    }
}

/// What the error says of itself, with the value only where that is short and no secret.
fn words(error: &ValidationError<'_>) -> String {
    let value = error.instance();
    let nested = value.is_object() || value.is_array();
    if nested || shown(&location(error), value.clone().into_owned()) != **value {
        return error.masked().to_string();
    }
    error.to_string()
}

fn plural(count: u64) -> &'static str {
    if count == 1 { "" } else { "s" }
}

fn fault(error: &ValidationError<'_>, root: &[Value], kind: &'static str, msg: String) -> Fault {
    let mut loc = root.to_vec();
    loc.extend(location(error));
    let input = shown(&loc, error.instance().clone().into_owned());
    Fault { kind, loc, msg, input: Box::new(input) }
}

/// Where in the checked value an error is.
fn location(error: &ValidationError<'_>) -> Vec<Value> {
    let path = error.instance_path().to_string();
    let token = |token: &str| {
        token.parse::<u64>().map_or_else(|_| token.replace("~1", "/").replace("~0", "~").into(), Value::from)
    };
    path.split('/').skip(1).map(token).collect()
}

/// A value as an error may show it: without secrets, and not if it is long.
fn shown(loc: &[Value], mut input: Value) -> Value {
    if loc.iter().filter_map(Value::as_str).any(is_secret) {
        return "***".into();
    }
    mask(&mut input);
    if input.to_string().len() > 500 { Value::Null } else { input }
}
