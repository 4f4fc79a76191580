//! The operation document: everything that the bindings' code is generated from, as one JSON value.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};
use steersman_wire::{SendMessages, ToolResults};

use super::operation::{Kind, Operation, Paging, Param, Place, ReplyKind};
use super::{Body, OPERATIONS};

/// Where the document keeps the schemas; references begin with `#` and this.
const SCHEMAS: &str = "/components/schemas";

/// Every operation and every wire type as one document.
///
/// `operations` is a list of what [`OPERATIONS`] declares, with the types of parameters, bodies and replies as JSON Schema;
/// `components.schemas` has the wire types by name. The order is that of the declarations, so that the document of a version is
/// always the same text.
pub fn describe() -> Value {
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "operations": OPERATIONS.iter().map(|operation| describe_operation(operation)).collect::<Vec<_>>(),
        "components": {"schemas": schemas()},
    })
}

/// The wire types, with the unions that the contract writes in place and we name.
fn schemas() -> Map<String, Value> {
    let mut settings = SchemaSettings::draft2020_12();
    settings.definitions_path = SCHEMAS.into();
    let mut generator = settings.into_generator();
    generator.subschema_for::<SendMessages>();
    generator.subschema_for::<ToolResults>();
    let mut schemas = generator.take_definitions(true);
    schemas.extend(steersman_wire::schemas());
    schemas.sort_keys();
    schemas
}

fn reference(schema: &str) -> Value {
    json!({"$ref": format!("#{SCHEMAS}/{schema}")})
}

fn describe_operation(operation: &Operation) -> Value {
    json!({
        "name": operation.name,
        "resource": operation.resource,
        "method": operation.method,
        "docs": text(operation.docs),
        "http": {"method": operation.http_method.as_str(), "path": operation.path},
        "parameters": operation.params.iter().map(describe_param).collect::<Vec<_>>(),
        "body": operation.body.as_ref().map(describe_body),
        "reply": describe_reply(operation.reply),
        "status": operation.status,
        "paging": operation.paging().map(|paging| match paging {
            Paging::Pages => "pages",
            Paging::Offsets => "offsets",
            Paging::AfterLast => "after_last",
        }),
    })
}

fn describe_param(param: &Param) -> Value {
    let mut schema = match (param.schema, param.kind) {
        (Some(name), _) => reference(name),
        (None, Kind::Text) => json!({"type": "string"}),
        (None, Kind::Uuid) => json!({"type": "string", "format": "uuid"}),
        (None, Kind::Integer) => json!({"type": "integer"}),
        (None, Kind::Boolean) => json!({"type": "boolean"}),
        (None, Kind::DateTime) => json!({"type": "string", "format": "date-time"}),
        (None, Kind::Revision) => json!({"anyOf": [{"type": "integer"}, {"type": "string"}]}),
    };
    let limits = [
        ("minimum", param.minimum.map(Value::from)),
        ("maximum", param.maximum.map(Value::from)),
        ("minLength", param.min_length.map(Value::from)),
        ("maxLength", param.max_length.map(Value::from)),
        ("enum", (!param.choices.is_empty()).then(|| param.choices.into())),
    ];
    for (keyword, limit) in limits {
        if let Some(limit) = limit {
            schema[keyword] = limit;
        }
    }
    if param.list {
        schema = json!({"type": "array", "items": schema});
    }
    let default = param
        .default
        .map(|json| serde_json::from_str(json).expect("declared defaults are JSON, a test reads them"));
    if let Some(default) = default {
        let default: Value = default;
        schema["default"] = default;
    }
    json!({
        "name": param.name,
        "wire_name": param.wire_name,
        "in": match param.place {
            Place::Path(_) => "path",
            Place::Query => "query",
            Place::Header => "header",
        },
        "required": param.required,
        "docs": text(param.docs),
        "schema": schema,
    })
}

fn describe_body(body: &Body) -> Value {
    json!({
        "required": body.required,
        "schema": reference(body.schema),
        // Whether each member is an argument of its own; else the body is the argument `request`.
        "members": (body.members)().is_some(),
    })
}

fn describe_reply(reply: ReplyKind) -> Value {
    match reply {
        ReplyKind::Nothing => json!({"kind": "nothing"}),
        ReplyKind::Download => json!({"kind": "download"}),
        ReplyKind::Json(schema) => json!({"kind": "json", "schema": reference(schema)}),
        ReplyKind::OptionalJson(schema) => json!({"kind": "optional_json", "schema": reference(schema)}),
        ReplyKind::RevisionedJson(schema) => json!({"kind": "revisioned_json", "schema": reference(schema)}),
        ReplyKind::JsonList(schema) => {
            json!({"kind": "json", "schema": {"type": "array", "items": reference(schema)}})
        }
    }
}

/// A doc comment as text.
fn text(docs: &str) -> String {
    let lines: Vec<&str> = docs.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    lines.join("\n").trim().to_owned()
}
