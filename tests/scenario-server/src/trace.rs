//! The trace: what a scenario comes to, as lines that are the same in every language and on every machine.

use std::fmt::Write as _;
use std::time::{Duration, SystemTime};

use serde_json::{Map, Value};

use crate::control::API_KEY;
use crate::http::Request;
use crate::state::{Answered, State, results};

/// Headers that the trace shows, besides those that begin with `x-test`.
const SHOWN: [&str; 3] = ["idempotency-key", "if-match", "range"];
/// Bodies longer than this are shown by their length.
const LONGEST_BODY: usize = 4000;

/// The URLs of the two origins that a scenario's server has.
#[derive(Clone, Debug)]
pub(crate) struct Origins {
    pub(crate) base: String,
    pub(crate) other: String,
}

impl Origins {
    /// Puts the URLs in where `{base}` and `{other}` stand, and a date in two seconds where `{soon}` stands.
    pub(crate) fn fill(&self, text: &str) -> String {
        let soon = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(2));
        text.replace("{base}", &self.base).replace("{other}", &self.other).replace("{soon}", &soon)
    }

    /// The other way round.
    fn hide(&self, text: &str) -> String {
        let bare = |url: &str| url.strip_prefix("http://").unwrap_or(url).to_owned();
        text.replace(&self.base, "{base}")
            .replace(&self.other, "{other}")
            .replace(&bare(&self.base), "{base}")
            .replace(&bare(&self.other), "{other}")
    }
}

pub(crate) fn render(state: &State, origins: &Origins) -> String {
    let mut text = format!("# {}\n", state.scenario.behaviour);
    text.push_str("\nrequests\n");
    let mut keys = Keys { given: given_keys(state), made: Vec::new() };
    for (answered, (_, exchange)) in state.answered().iter().zip(&state.scenario.server) {
        if exchange.optional {
            continue;
        }
        if answered.is_empty() {
            let _ = writeln!(text, "  never came: {}", exchange.on);
        } else if exchange.collect.is_some() {
            collected(answered, &mut text);
        } else {
            let mut blocks: Vec<(String, usize)> = Vec::new();
            for answered in answered {
                let block = block(answered, &mut keys);
                match blocks.last_mut().filter(|(last, _)| *last == block) {
                    Some((_, count)) => *count += 1,
                    None => blocks.push((block, 1)),
                }
            }
            let any = matches!(exchange.times, Some(crate::format::Times::Any(_)));
            for (block, count) in blocks {
                if any {
                    text.push_str(&block.replacen('\n', " (any number)\n", 1));
                } else if count > 1 {
                    text.push_str(&block.replacen('\n', &format!(" ({count} times)\n"), 1));
                } else {
                    text.push_str(&block);
                }
            }
        }
    }
    for request in state.strangers() {
        let answered = Answered { request, reply: "not in the script".to_owned(), remark: None };
        text.push_str(&block(&answered, &mut keys));
    }
    let seen = state.seen();
    let mut tools: Vec<String> = Vec::new();
    for (at, title) in
        ["program", "then, in another program"].into_iter().enumerate().take(state.scenario.programs())
    {
        let _ = writeln!(text, "\n{title}");
        let Some(seen) = seen.get(at) else {
            text.push_str("  note the program did not report\n");
            continue;
        };
        for entry in seen["observed"].as_array().into_iter().flatten() {
            let _ = writeln!(text, "  {}", observation(entry));
        }
        if at == 0 && state.scenario.ending.is_some() {
            // A person who plays by hand sees it for himself.
            let ended = state.ended().unwrap_or_else(|| "not seen".to_owned());
            let _ = writeln!(text, "  process {ended}");
        }
        tools.extend(seen["tools"].as_array().into_iter().flatten().map(observation));
    }
    if !tools.is_empty() {
        tools.sort();
        text.push_str("\ntools (in no order)\n");
        for line in tools {
            let _ = writeln!(text, "  {line}");
        }
    }
    origins.hide(&text)
}

/// Generated idempotency keys by the order of their appearance; those that the scenario gives stay as they are.
struct Keys {
    given: String,
    made: Vec<String>,
}

impl Keys {
    fn name(&mut self, key: &str) -> String {
        if self.given.contains(&format!("\"{key}\"")) {
            return key.to_owned();
        }
        let at = self.made.iter().position(|made| made == key).unwrap_or_else(|| {
            self.made.push(key.to_owned());
            self.made.len() - 1
        });
        format!("generated {}", at + 1)
    }
}

fn given_keys(state: &State) -> String {
    serde_json::to_string(&(&state.scenario.program, &state.scenario.then)).unwrap_or_default()
}

fn block(answered: &Answered, keys: &mut Keys) -> String {
    let request = &answered.request;
    let other = if request.other { "@other" } else { "" };
    let mut text = format!("  {} {other}{} -> {}", request.method, request.target, answered.reply);
    if let Some(remark) = &answered.remark {
        let _ = write!(text, " ({remark})");
    }
    text.push('\n');
    match request.header("authorization") {
        None => text.push_str("    no authorization\n"),
        Some(value) if value == format!("Bearer {API_KEY}") => {}
        Some(value) => drop(writeln!(text, "    authorization: {value}")),
    }
    let mut headers: Vec<&(String, String)> = request
        .headers
        .iter()
        .filter(|(name, _)| SHOWN.contains(&name.as_str()) || name.starts_with("x-test"))
        .collect();
    headers.sort();
    for (name, value) in headers {
        let value = if name == "idempotency-key" { keys.name(value) } else { value.clone() };
        let _ = writeln!(text, "    {name}: {value}");
    }
    if !request.body.is_empty() {
        let _ = writeln!(text, "    {}", shown_body(request));
    }
    text
}

fn shown_body(request: &Request) -> String {
    if request.body.len() > LONGEST_BODY {
        return format!("{} bytes", request.body.len());
    }
    match serde_json::from_slice::<Value>(&request.body) {
        Ok(body) => canonical(&body).to_string(),
        Err(_) => format!("{:?}", String::from_utf8_lossy(&request.body)),
    }
}

fn collected(answered: &[Answered], text: &mut String) {
    let mut lines: Vec<String> = answered
        .iter()
        .flat_map(|answered| results(&answered.request))
        .map(|result| canonical(&result).to_string())
        .collect();
    lines.sort();
    let (target, reply) = answered.first().map_or(("", ""), |first| (&*first.request.target, &*first.reply));
    let _ = writeln!(text, "  POST {target} -> {reply} (in one request or several)");
    for line in lines {
        let _ = writeln!(text, "    {line}");
    }
}

/// One line for what a program saw: `{event: {index, raw}}`, `{gap: {…}}`, or a name and a value.
fn observation(entry: &Value) -> String {
    let Some((name, value)) = entry.as_object().and_then(|object| object.iter().next()) else {
        return canonical(entry).to_string();
    };
    match name.as_str() {
        "event" => event(value),
        "gap" => {
            format!("gap {}..{} {}", value["from"], value["to"], value["reason"].as_str().unwrap_or_default())
        }
        _ => match value {
            Value::Null => name.clone(),
            Value::String(text) => format!("{name} {text}"),
            other => format!("{name} {}", canonical(other)),
        },
    }
}

fn event(value: &Value) -> String {
    let (index, raw) = (&value["index"], &value["raw"]);
    match raw.as_object() {
        Some(object)
            if object.len() == 3
                && object.contains_key("timestamp")
                && object.contains_key("data")
                && object.get("type").is_some_and(Value::is_string) =>
        {
            let kind = object["type"].as_str().unwrap_or_default();
            format!("event {index} {kind} {}", canonical(&object["data"]))
        }
        _ => format!("event {index} raw {}", canonical(raw)),
    }
}

/// The same value with its keys in order. What languages word for themselves in the error results of tools is left out: the
/// exception's class, and the reason why a value is not JSON.
fn canonical(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let mut keys: Vec<&String> = object.keys().collect();
            keys.sort();
            let mut sorted: Map<String, Value> =
                keys.into_iter().map(|key| (key.clone(), canonical(&object[key]))).collect();
            if object.get("kind").is_some_and(|kind| kind == "error_event")
                && let Some(Value::String(error)) = sorted.get_mut("error")
            {
                *error = plain(error);
            }
            Value::Object(sorted)
        }
        Value::Array(items) => items.iter().map(canonical).collect(),
        other => other.clone(),
    }
}

fn plain(error: &str) -> String {
    let text = match error.split_once(": ") {
        Some((class, text)) if class.ends_with("Error") || class.ends_with("Exception") => text,
        _ => error,
    };
    match text.split_once(" is not JSON: ") {
        Some((result, _)) => format!("{result} is not JSON"),
        None => text.to_owned(),
    }
}
