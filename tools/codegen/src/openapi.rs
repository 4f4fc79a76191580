//! The document that the runtime serves at `/openapi.json` and checks request bodies by: the operations and schemas of the core, and
//! what only the server knows: how it refuses, and where it is stricter or more lenient than the types.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};
use steersman::api::{Kind, OPERATIONS, Operation, Param, Place, ReplyKind};

const SCHEMAS: &str = "#/components/schemas/";

/// How the server refuses: the status, a name, what it means, and the schema of the body.
const REFUSALS: [(u16, &str, &str, &str); 9] = [
    (
        400,
        "BadRequest",
        "The name in the body is not that in the path, or there are as many as there may be.",
        "ErrorEnvelope",
    ),
    (401, "Unauthorized", "The key is missing or wrong.", "ErrorEnvelope"),
    (403, "Forbidden", "Not allowed; names that begin with `h/` are reserved.", "ErrorEnvelope"),
    (404, "NotFound", "There is no such thing.", "ErrorEnvelope"),
    (
        409,
        "Conflict",
        "The name is taken, the session has ended, or the first request with this idempotency key still runs.",
        "ErrorEnvelope",
    ),
    (412, "PreconditionFailed", "There is a newer revision than that in `If-Match`.", "ErrorEnvelope"),
    (
        413,
        "TooLarge",
        "The body has more than 10,000,000 bytes, or the page has more than 8 MiB of helper files.",
        "ErrorEnvelope",
    ),
    (422, "Invalid", "What is wrong with the request, fault by fault.", "HTTPValidationError"),
    (
        429,
        "LimitReached",
        "The limit of concurrent sessions, or of waiting ones, is reached.",
        "QuotaErrorResponse",
    ),
];

/// Limits that the contract does not have: schema, member, keyword, value.
const LIMITS: [(&str, &str, &str, u32); 2] = [
    // A schedule that is never to create a session would have paused itself before it began.
    ("CreateSchedule", "repeats", "minimum", 1),
    ("UpdateSchedule", "repeats", "minimum", 1),
];

/// Parameters that are taken below the limit that a client holds: a cursor before the first event means the first event.
const UNLIMITED: [(&str, &str); 1] = [("sessions.get_session_changes", "from_index")];

/// The document as text.
pub fn emit(described: &Value) -> String {
    let mut text = String::new();
    write(&document(described), 0, &mut text);
    text.push('\n');
    text
}

fn document(described: &Value) -> Value {
    let mut paths = Map::new();
    let operations = described["operations"].as_array().expect("the document has operations");
    for (operation, described) in OPERATIONS.iter().zip(operations) {
        let methods = paths.entry(operation.path).or_insert_with(|| json!({}));
        methods[operation.http_method.as_str().to_lowercase()] = entry(operation, described);
    }
    let refusal = |(_, name, means, schema): (u16, &str, &str, &str)| {
        let content = json!({ "application/json": { "schema": { "$ref": format!("{SCHEMAS}{schema}") } } });
        (name.to_owned(), json!({ "description": means, "content": content }))
    };
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Steersman local runtime: Agents API", "version": described["version"] },
        "security": [{ "bearer": [] }],
        "paths": paths,
        "components": {
            "schemas": schemas(&described["components"]["schemas"]),
            "responses": REFUSALS.into_iter().map(refusal).collect::<Map<_, _>>(),
            "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer" } },
        },
    })
}

fn entry(operation: &Operation, described: &Value) -> Value {
    // What follows the first paragraph is about clients.
    let docs = described["docs"].as_str().unwrap_or_default();
    let mut entry = json!({
        "operationId": operation.method,
        "summary": docs.split("\n\n").next().unwrap_or_default().replace('\n', " "),
        "tags": [title(operation.resource)],
    });
    let parameters = described["parameters"].as_array().into_iter().flatten();
    let parameters: Vec<Value> = operation
        .params
        .iter()
        .zip(parameters)
        .map(|(param, described)| parameter(operation, param, described))
        .collect();
    if !parameters.is_empty() {
        entry["parameters"] = parameters.into();
    }
    if let Some(body) = &operation.body {
        let mut schema = described["body"]["schema"].clone();
        if !body.required {
            schema = json!({ "anyOf": [schema, { "type": "null" }] });
        }
        let content = json!({ "application/json": { "schema": schema } });
        entry["requestBody"] = json!({ "required": body.required, "content": content });
    }
    let mut responses = success(operation, &described["reply"]["schema"]);
    for status in refusals(operation) {
        let (_, name, ..) = REFUSALS[REFUSALS.partition_point(|(known, ..)| *known < status)];
        responses.insert(status.to_string(), json!({ "$ref": format!("#/components/responses/{name}") }));
    }
    entry["responses"] = responses.into();
    entry
}

fn parameter(operation: &Operation, param: &Param, described: &Value) -> Value {
    let mut schema = described["schema"].clone();
    if param.kind == Kind::Revision {
        // A number is taken by clients, and sent as text.
        schema = json!({ "type": "string" });
    }
    if UNLIMITED.contains(&(operation.name, param.name)) {
        schema.as_object_mut().expect("limited values have a type").remove("minimum");
    }
    let mut parameter = json!({ "name": param.wire_name, "in": described["in"], "required": param.required });
    if described["docs"] != "" {
        parameter["description"] = described["docs"].clone();
    }
    parameter["schema"] = schema;
    parameter
}

fn success(operation: &Operation, schema: &Value) -> Map<String, Value> {
    let mut replies = Map::new();
    let status = match operation.reply {
        // Never the bytes themselves: they are elsewhere.
        ReplyKind::Download => 302,
        _ => operation.status,
    };
    let mut reply = json!({ "description": reason(status) });
    match operation.reply {
        ReplyKind::Nothing => {}
        ReplyKind::Download => {
            reply["headers"] = json!({ "Location": { "schema": { "type": "string", "format": "uri" } } });
        }
        ReplyKind::Json(_)
        | ReplyKind::OptionalJson(_)
        | ReplyKind::RevisionedJson(_)
        | ReplyKind::JsonList(_) => {
            reply["content"] = json!({ "application/json": { "schema": schema } });
        }
    }
    if matches!(operation.reply, ReplyKind::RevisionedJson(_)) {
        reply["headers"] = json!({ "ETag": { "schema": { "type": "string" } } });
    }
    replies.insert(status.to_string(), reply);
    if matches!(operation.reply, ReplyKind::OptionalJson(_)) {
        replies.insert("204".to_owned(), json!({ "description": reason(204) }));
    }
    replies
}

/// The statuses with which the server refuses a request.
fn refusals(operation: &Operation) -> BTreeSet<u16> {
    let method = operation.http_method.as_str();
    let in_catalog = ["agents", "environments", "skills"].contains(&operation.resource);
    let about_one = operation.params.iter().any(|param| matches!(param.place, Place::Path(_)));
    let when = |condition: bool, status: u16| condition.then_some(status);
    let mut refusals = BTreeSet::from([401, 422]);
    refusals.extend(when(about_one, 404));
    refusals.extend(when(operation.body.is_some(), 413));
    refusals.extend(when(in_catalog && method != "GET", 403));
    refusals.extend(when(in_catalog && method == "PUT", 400));
    refusals.extend(when(in_catalog && method == "POST" && !about_one, 409));
    refusals.extend(when(operation.param("if_match").is_some(), 412));
    let more: &[u16] = match operation.name {
        // 404: the session that an idempotency key stands for is deleted.
        "sessions.create_session" => &[403, 404, 409, 429],
        "sessions.send_session_messages" => &[409, 429],
        "sessions.cancel_session"
        | "sessions.force_session_answer"
        | "sessions.pause_session"
        | "sessions.resume_session"
        | "sessions.send_session_tool_results" => &[409],
        // Too many helper files on a page.
        "skills.list_skills" => &[413],
        // Ten webhooks are the limit.
        "webhooks.create_webhook" => &[400],
        // A browser need not have a default.
        "browser_profiles.get_default_browser_profile" => &[404],
        _ => &[],
    };
    refusals.extend(more);
    refusals
}

/// The wire types as this server reads and writes them.
fn schemas(described: &Value) -> Map<String, Value> {
    let mut schemas = described.as_object().expect("the document has schemas").clone();
    // A union of one is its member: what is unknown to a client is unknown to the server too, and is refused.
    let single = |schema: &Value| match schema["oneOf"].as_array().map(Vec::as_slice) {
        Some([only]) => only["$ref"].as_str().map(str::to_owned),
        _ => None,
    };
    let singles: BTreeMap<String, String> = schemas
        .iter()
        .filter_map(|(name, schema)| Some((format!("{SCHEMAS}{name}"), single(schema)?)))
        .collect();
    schemas.retain(|name, _| !singles.contains_key(&format!("{SCHEMAS}{name}")));
    for schema in schemas.values_mut() {
        visit(schema, &mut |schema| adapt(schema, &singles));
    }
    for (name, member) in constants(&schemas) {
        let required = schemas[&name].as_object_mut().expect("it has members").entry("required");
        let required =
            required.or_insert_with(|| json!([])).as_array_mut().expect("required members are a list");
        if !required.contains(&member.as_str().into()) {
            required.insert(0, member.into());
        }
    }
    for (name, member, keyword, value) in LIMITS {
        let schema = &mut schemas[name]["properties"][member];
        let schema = if schema["anyOf"].is_array() { &mut schema["anyOf"][0] } else { schema };
        schema[keyword] = value.into();
    }
    // To a client the data of a delivery is any object. What is delivered here is about a session, but for test deliveries.
    let data = &mut schemas["WebhookDelivery"]["properties"]["data"];
    let session = json!({ "$ref": format!("{SCHEMAS}WebhookSessionEventData") });
    *data = json!({ "description": data["description"], "anyOf": [session, { "type": "object", "additionalProperties": true }] });
    schemas
}

fn adapt(schema: &mut Map<String, Value>, singles: &BTreeMap<String, String>) {
    if let Some(member) = schema.get("$ref").and_then(Value::as_str).and_then(|name| singles.get(name)) {
        schema["$ref"] = member.as_str().into();
    }
    // Sizes of numbers are Rust's.
    if schema.get("type").is_some_and(|kind| kind == "integer" || kind == "number") {
        schema.remove("format");
    }
    // A client takes values that it does not know. The server knows all that it takes and sends.
    schema.remove("x-open-enum");
    if schema.get("required").and_then(Value::as_array).is_some_and(Vec::is_empty) {
        schema.remove("required");
    }
    if let Some(Value::String(text)) = schema.get_mut("description") {
        // References to Rust items read as plain names elsewhere.
        *text = text.replace("[`", "`").replace("`]", "`");
    }
}

/// The constants that tell the members of unions apart: schema and member. They must be sent: the server looks at them before it fills
/// in defaults.
fn constants(schemas: &Map<String, Value>) -> BTreeSet<(String, String)> {
    let mut constants = BTreeSet::new();
    let mut unions: Vec<Value> = Vec::new();
    for schema in schemas.values() {
        visit(&mut schema.clone(), &mut |schema| {
            unions.extend(["anyOf", "oneOf"].into_iter().filter_map(|key| schema.get(key).cloned()));
        });
    }
    for union in &unions {
        let members: BTreeSet<(String, String)> =
            objects(union, schemas).into_iter().filter_map(|name| constant(&name, &schemas[&name])).collect();
        if members.len() > 1 {
            constants.extend(members);
        }
    }
    // A session is created with messages that are not told from anything else.
    constants.retain(|(name, _)| name != "UserMessageEvent");
    constants
}

fn constant(name: &str, schema: &Value) -> Option<(String, String)> {
    let mut members = schema["properties"].as_object()?.iter();
    let (member, _) = members.find(|(_, schema)| schema.get("const").is_some())?;
    Some((name.to_owned(), member.clone()))
}

/// The objects among the members of a union, those of unions in it included.
fn objects(union: &Value, schemas: &Map<String, Value>) -> Vec<String> {
    let mut found = Vec::new();
    for member in union.as_array().into_iter().flatten() {
        let (name, target) = match member["$ref"].as_str().and_then(|name| name.strip_prefix(SCHEMAS)) {
            Some(name) => (name, &schemas[name]),
            None => ("", member),
        };
        match target.get("anyOf").or_else(|| target.get("oneOf")) {
            Some(union) => found.extend(objects(union, schemas)),
            None if target.get("properties").is_some() && !name.is_empty() => found.push(name.to_owned()),
            None => {}
        }
    }
    found
}

/// Calls `act` for a schema and for every schema in it.
fn visit(schema: &mut Value, act: &mut impl FnMut(&mut Map<String, Value>)) {
    let Some(keywords) = schema.as_object_mut() else { return };
    act(keywords);
    for (keyword, value) in keywords {
        match (keyword.as_str(), value) {
            ("properties", Value::Object(members)) => {
                for schema in members.values_mut() {
                    visit(schema, act);
                }
            }
            ("anyOf" | "oneOf" | "allOf", Value::Array(members)) => {
                for schema in members {
                    visit(schema, act);
                }
            }
            ("items" | "additionalProperties", schema) => visit(schema, act),
            _ => {}
        }
    }
}

/// `session_files` as `Session Files`.
fn title(resource: &str) -> String {
    let words = resource.split('_').map(|word| {
        let (first, rest) = word.split_at(1);
        first.to_uppercase() + rest
    });
    words.collect::<Vec<_>>().join(" ")
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        204 => "No Content",
        302 => "Found",
        other => panic!("no operation succeeds with {other}"),
    }
}

/// Writes JSON so that it can be reviewed and stays small: what fits into a line is on one.
fn write(value: &Value, depth: usize, text: &mut String) {
    const WIDTH: usize = 140;
    let whole = value.to_string();
    if depth + whole.len() <= WIDTH {
        return text.push_str(&whole);
    }
    let (brackets, entries): ([char; 2], Vec<(String, &Value)>) = match value {
        Value::Object(members) => {
            let key = |(name, value)| (format!("{}:", Value::from(name)), value);
            (['{', '}'], members.iter().map(|(name, value)| key((name.as_str(), value))).collect())
        }
        Value::Array(items) => (['[', ']'], items.iter().map(|item| (String::new(), item)).collect()),
        _ => return text.push_str(&whole),
    };
    let indented = |depth| format!("\n{}", " ".repeat(depth));
    for (position, (key, value)) in entries.iter().enumerate() {
        text.push(if position == 0 { brackets[0] } else { ',' });
        text.push_str(&indented(depth + 1));
        text.push_str(key);
        write(value, depth + 1, text);
    }
    text.push_str(&indented(depth));
    text.push(brackets[1]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_long_is_written_in_lines_and_reads_back_the_same() {
        let value =
            json!({ "a": ["x".repeat(100), { "b": "y".repeat(60) }, []], "c": null, "d": { "e\"": 1 } });
        let mut text = String::new();
        write(&value, 0, &mut text);
        assert_eq!(serde_json::from_str::<Value>(&text).expect("it is JSON"), value);
        assert_eq!(text.lines().count(), 9, "{text}");
    }
}
