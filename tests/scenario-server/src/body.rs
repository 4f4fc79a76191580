//! The bodies of replies: the short forms of a script, written out as the API would send them.

use std::ops::Range;

use serde_json::{Map, Value, json};

use crate::format::{Exchange, Page};
use crate::http::Request;
use crate::matching::pairs;

/// The time of everything that happens.
const AT: &str = "2026-03-01T09:00:00Z";

/// The most events of a page that are written as a range: all of them are made.
const MOST_EVENTS: u64 = 100_000;

/// What is wrong, and where.
type Fault = (String, String);

/// Checks that the reply of an entry can be made.
pub(crate) fn check(exchange: &Exchange) -> Result<(), Fault> {
    let bodies = [
        ("page", exchange.page.is_some()),
        ("history", exchange.history.is_some()),
        ("session", exchange.session.is_some()),
        ("json", exchange.json.is_some()),
        ("text", exchange.text.is_some()),
        ("filler", exchange.filler.is_some()),
    ];
    let mut given = bodies.iter().filter(|(_, given)| *given).map(|(name, _)| *name);
    if let (Some(first), Some(second)) = (given.next(), given.next()) {
        return Err((second.to_owned(), format!("a reply has one body, this one has {first} and {second}")));
    }
    if let Some(page) = &exchange.page {
        events(&page.events).map_err(|(part, message)| (format!("page.events{part}"), message))?;
    }
    if let Some(history) = &exchange.history {
        events(history).map_err(|(part, message)| (format!("history{part}"), message))?;
    }
    match exchange.headers.iter().find(|(_, value)| !value.is_string()) {
        Some((name, _)) => Err((format!("headers.{name}"), "expected a text".to_owned())),
        None => Ok(()),
    }
}

/// Status, content type and body of a reply.
pub(crate) fn reply(exchange: &Exchange, request: &Request) -> (u16, Option<&'static str>, Vec<u8>) {
    let json = "application/json";
    let post = request.method == "POST";
    let (status, kind, body) = if let Some(page) = &exchange.page {
        (200, json, page_body(page, request).to_string())
    } else if let Some(items) = &exchange.history {
        let items = events(items).unwrap_or_default();
        let query = request.target.split_once('?').map_or(Vec::new(), |(_, query)| pairs(query));
        let page = query.iter().find(|(name, _)| name == "page").and_then(|(_, page)| page.parse().ok());
        let total = exchange.total.unwrap_or(items.len() as u64);
        (200, json, json!({"total": total, "items": items, "page": page.unwrap_or(1_u64)}).to_string())
    } else if let Some(id) = &exchange.session {
        (if post { 201 } else { 200 }, json, session(id).to_string())
    } else if let Some(value) = &exchange.json {
        (200, json, value.to_string())
    } else if let Some(text) = &exchange.text {
        (200, "text/plain", text.clone())
    } else if let Some(size) = exchange.filler {
        (200, json, "x".repeat(size))
    } else {
        let status = if post { 202 } else { 204 };
        return (exchange.status.unwrap_or(status), None, Vec::new());
    };
    (exchange.status.unwrap_or(status), Some(kind), body.into_bytes())
}

fn session(id: &str) -> Value {
    json!({
        "id": id,
        "request": {"agent": {"name": "h/web", "description": "Browses", "environments": []}},
        "status": {"status": "pending", "steps": 0},
        "created_at": AT,
    })
}

fn page_body(page: &Page, request: &Request) -> Value {
    let events = events(&page.events).unwrap_or_default();
    let query = request.target.split_once('?').map_or(Vec::new(), |(_, query)| pairs(query));
    let asked = |name: &str| query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let from: u64 = asked("from_index").and_then(|from| from.parse().ok()).unwrap_or(0);
    let announced = events.last().and_then(|event| event.pointer("/data/pending_tool_calls")).cloned();
    let mut body = Map::new();
    body.insert("status".to_owned(), page.status.clone().into());
    body.insert("started_at".to_owned(), AT.into());
    match page.first_index {
        Some(None) => {}
        Some(Some(index)) => drop(body.insert("first_index".to_owned(), index.into())),
        None => drop(body.insert("first_index".to_owned(), from.into())),
    }
    body.insert("new_events".to_owned(), events.into());
    if !page.answer.is_null() {
        body.insert("answer".to_owned(), page.answer.clone());
    }
    match &page.pending {
        Some(None) => {}
        Some(Some(calls)) => {
            body.insert("pending_tool_calls".to_owned(), calls.iter().map(call).collect());
        }
        None => {
            body.insert("pending_tool_calls".to_owned(), announced.unwrap_or(Value::Array(Vec::new())));
        }
    }
    body.extend(page.more.clone());
    Value::Object(body)
}

/// A call in its short form `{id, tool, args}`.
fn call(short: &Value) -> Value {
    let Some(object) = short.as_object() else { return short.clone() };
    let mut call = object.clone();
    if let Some(tool) = call.shift_remove("tool") {
        call.insert("tool_name".to_owned(), tool);
    }
    Value::Object(call)
}

fn events(list: &Value) -> Result<Vec<Value>, Fault> {
    match list {
        Value::Null => Ok(Vec::new()),
        Value::String(text) => {
            let numbers = range(text)
                .ok_or_else(|| (String::new(), format!("expected numbers like 0..5, got `{text}`")))?;
            Ok(numbers.map(numbered).collect())
        }
        Value::Array(list) => {
            let mut events = Vec::new();
            for (at, short) in list.iter().enumerate() {
                match short.as_str().and_then(range) {
                    Some(numbers) => events.extend(numbers.map(numbered)),
                    None => {
                        events.push(
                            event(short).map_err(|(part, message)| (format!("[{at}]{part}"), message))?,
                        );
                    }
                }
            }
            Ok(events)
        }
        _ => Err((String::new(), "expected numbers like 0..5, or a list".to_owned())),
    }
}

fn range(text: &str) -> Option<Range<u64>> {
    let (from, to) = text.split_once("..")?;
    let range: Range<u64> = from.parse().ok()?..to.parse().ok()?;
    (!range.is_empty() && range.end - range.start <= MOST_EVENTS).then_some(range)
}

fn numbered(number: u64) -> Value {
    agent_event(json!({"kind": "flow_event", "flow": format!("step {number}"), "origin": "test"}))
}

#[expect(clippy::needless_pass_by_value, reason = "it becomes part of the event")]
fn agent_event(data: Value) -> Value {
    json!({"type": "AgentEvent", "data": data, "timestamp": AT})
}

fn event(short: &Value) -> Result<Value, Fault> {
    let object = match short {
        Value::String(kind) if kind.contains("..") => {
            return Err((String::new(), format!("expected numbers like 0..5, got `{kind}`")));
        }
        Value::String(kind) => return Ok(json!({"type": kind, "data": {}, "timestamp": AT})),
        Value::Object(object) => object,
        _ => return Err((String::new(), "expected a text or an object".to_owned())),
    };
    if let Some(raw) = object.get("raw") {
        return Ok(raw.clone());
    }
    if let Some(state) = object.get("state") {
        if !state.is_string() {
            return Err((".state".to_owned(), "expected a text".to_owned()));
        }
        let mut data = json!({"state": state});
        if let Some(calls) = object.get("calls") {
            let calls =
                calls.as_array().ok_or_else(|| (".calls".to_owned(), "expected a list".to_owned()))?;
            data["pending_tool_calls"] = calls.iter().map(call).collect();
        }
        return Ok(json!({"type": "ActiveStateChangeEvent", "data": data, "timestamp": AT}));
    }
    if let Some(answer) = object.get("answer") {
        return Ok(agent_event(json!({"kind": "answer_event", "answer": answer})));
    }
    if let Some(text) = object.get("say") {
        return Ok(agent_event(json!({"kind": "message_event", "caller_id": "user", "content": [text]})));
    }
    if object.contains_key("type") {
        let mut event = object.clone();
        event.entry("timestamp").or_insert_with(|| AT.into());
        return Ok(Value::Object(event));
    }
    Err((String::new(), "expected one of state, answer, say, raw, type".to_owned()))
}
