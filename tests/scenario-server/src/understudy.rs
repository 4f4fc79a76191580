//! Speaks for a script where it has no line: for clients that ask more often, in another order, or twice.
//!
//! Everything it says follows from what the script has said: the events of its pages, and how the session stands in the last one.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::http::Request;
use crate::matching::pairs;

/// How long a poll is held that has nothing to tell.
const HELD: Duration = Duration::from_millis(50);
/// Members of a page that tell how the session stands.
const STANDING: [&str; 5] = ["status", "outcome", "error", "error_code", "pending_tool_calls"];

/// What the script has said.
#[derive(Debug, Default)]
pub(crate) struct Understudy(Mutex<Told>);

#[derive(Debug, Default)]
struct Told {
    events: BTreeMap<u64, Value>,
    /// The last page without its events.
    page: Option<Map<String, Value>>,
}

/// Status, body, and how long it is held.
pub(crate) type Line = (u16, Vec<u8>, Duration);

impl Understudy {
    fn lock(&self) -> MutexGuard<'_, Told> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Listens to a page that the script says.
    pub(crate) fn hear(&self, body: &[u8]) {
        let Ok(Value::Object(mut page)) = serde_json::from_slice(body) else { return };
        let mut told = self.lock();
        let first = page.remove("first_index").and_then(|first| first.as_u64());
        if let (Some(first), Some(Value::Array(events))) = (first, page.remove("new_events")) {
            told.events.extend((first..).zip(events));
        }
        told.page = Some(page);
    }

    /// The answer to a request that is not in the script, if one follows from what was said.
    pub(crate) fn answer(&self, request: &Request) -> Option<Line> {
        let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
        if request.method != "GET" {
            return None;
        }
        let told = self.lock();
        let at_once = |body: &Value| (200, body.to_string().into_bytes(), Duration::ZERO);
        if path.ends_with("/status") {
            let mut status = json!({"status": "running", "steps": 1});
            for (name, value) in told.page.iter().flatten() {
                if STANDING.contains(&name.as_str()) {
                    status[name] = value.clone();
                }
            }
            return Some(at_once(&status));
        }
        if !path.ends_with("/changes") {
            return None;
        }
        let query = pairs(query);
        let asked = |name: &str| query.iter().find(|(known, _)| known == name).map(|(_, value)| &**value);
        let from: u64 = asked("from_index").and_then(|from| from.parse().ok()).unwrap_or(0);
        let without_events = asked("include_events") == Some("false");
        let events: Vec<Value> = told.events.range(from..).map(|(_, event)| event.clone()).collect();
        match &told.page {
            Some(page) if without_events || !events.is_empty() => {
                let first = told.events.range(from..).next().map_or(from, |(index, _)| *index);
                let mut page = page.clone();
                page.insert("first_index".to_owned(), first.into());
                page.insert("new_events".to_owned(), if without_events { json!([]) } else { events.into() });
                Some(at_once(&Value::Object(page)))
            }
            _ => Some((
                204,
                Vec::new(),
                if asked("wait_for_seconds") == Some("0") { Duration::ZERO } else { HELD },
            )),
        }
    }
}
