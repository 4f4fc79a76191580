//! Idempotency keys: the same create twice makes one session.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use super::errors::{ApiError, Fault};
use crate::journal::SavedKey;
use crate::session::lock;
use crate::signing::sha256_hex;

/// How long a key is remembered.
const REMEMBERED: Duration = Duration::from_hours(24);

#[derive(Debug)]
struct Entry {
    digest: String,
    /// `None` while the first request is still running.
    session: Option<Uuid>,
    since: Timestamp,
}

/// The keys of the last 24 hours.
#[derive(Debug, Default)]
pub(crate) struct Idempotency(Mutex<HashMap<String, Entry>>);

/// What a request with a key is to do.
pub(crate) enum Claim {
    /// Create the session, then say so.
    Create(Running),
    /// Answer with this session: it was created by an earlier request.
    Created(Uuid),
}

/// A create under way, until its reply is made. When it is dropped without a session, its key is free again.
pub(crate) struct Running {
    keys: Arc<Idempotency>,
    key: String,
    session: Option<Uuid>,
}

impl Running {
    /// Key and digest, to be kept together with the session.
    pub(crate) fn saved(&self) -> (String, String) {
        let digest = lock(&self.keys.0).get(&self.key).map(|entry| entry.digest.clone());
        (self.key.clone(), digest.unwrap_or_default())
    }

    /// The session is there: whatever becomes of the reply, the key stands for it from now on.
    pub(crate) fn created(&mut self, id: Uuid) {
        self.session = Some(id);
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let mut keys = lock(&self.keys.0);
        match (self.session, keys.get_mut(&self.key)) {
            (Some(id), Some(entry)) => entry.session = Some(id),
            _ => _ = keys.remove(&self.key),
        }
    }
}

impl Idempotency {
    /// The keys as they were kept.
    pub(crate) fn restored(saved: Vec<SavedKey>) -> Self {
        let entry = |saved: SavedKey| {
            (saved.key, Entry { digest: saved.digest, session: Some(saved.session), since: saved.since })
        };
        Self(Mutex::new(saved.into_iter().map(entry).collect()))
    }

    /// Claims a key for a request body.
    pub(crate) fn claim(
        self: &Arc<Self>,
        key: &str,
        body: &Value,
        now: Timestamp,
    ) -> Result<Claim, ApiError> {
        if key.is_empty() || key.chars().count() > 255 {
            let msg = "Idempotency-Key should have 1 to 255 characters";
            return Err(Fault::new("value_error", ["header", "Idempotency-Key"], msg).into());
        }
        let digest = digest(body);
        let mut keys = lock(&self.0);
        keys.retain(|_, entry| now.duration_since(entry.since).unsigned_abs() < REMEMBERED);
        match keys.get(key) {
            Some(entry) if entry.digest != digest => {
                let msg = "This Idempotency-Key was used with a different request body";
                Err(Fault::new("idempotency_key_reused", ["header", "Idempotency-Key"], msg).into())
            }
            Some(Entry { session: None, .. }) => {
                Err(ApiError::conflict("A request with this Idempotency-Key is still running"))
            }
            Some(Entry { session: Some(id), .. }) => Ok(Claim::Created(*id)),
            None => {
                keys.insert(key.to_owned(), Entry { digest, session: None, since: now });
                Ok(Claim::Create(Running { keys: self.clone(), key: key.to_owned(), session: None }))
            }
        }
    }
}

/// A digest of a JSON value that does not depend on the order of members.
fn digest(value: &Value) -> String {
    fn write(value: &Value, text: &mut String) {
        match value {
            Value::Object(members) => {
                let mut names: Vec<_> = members.keys().collect();
                names.sort();
                text.push('{');
                for name in names {
                    text.push_str(&Value::from(name.as_str()).to_string());
                    text.push(':');
                    write(&members[name], text);
                    text.push(',');
                }
                text.push('}');
            }
            Value::Array(items) => {
                text.push('[');
                for item in items {
                    write(item, text);
                    text.push(',');
                }
                text.push(']');
            }
            scalar => text.push_str(&scalar.to_string()),
        }
    }
    let mut text = String::new();
    write(value, &mut text);
    sha256_hex(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_key_is_busy_while_its_first_request_runs_and_free_again_when_that_fails() {
        let keys = Arc::new(Idempotency::default());
        let now = Timestamp::now();
        let first = keys.claim("k", &json!({ "a": 1 }), now).unwrap();
        assert_eq!(keys.claim("k", &json!({ "a": 1 }), now).err().unwrap().status, 409);
        assert_eq!(keys.claim("k", &json!({ "a": 2 }), now).err().unwrap().status, 422);
        drop(first);
        assert!(matches!(keys.claim("k", &json!({ "a": 2 }), now), Ok(Claim::Create(_))));
    }

    #[test]
    fn a_key_is_forgotten_after_a_day() {
        let keys = Arc::new(Idempotency::default());
        let now = Timestamp::now();
        let Ok(Claim::Create(mut running)) = keys.claim("k", &json!(1), now) else { panic!("not free") };
        running.created(Uuid::nil());
        drop(running);
        assert!(matches!(keys.claim("k", &json!(1), now), Ok(Claim::Created(_))));
        let tomorrow = now.checked_add(REMEMBERED).unwrap();
        assert!(matches!(keys.claim("k", &json!(2), tomorrow), Ok(Claim::Create(_))));
    }
}
