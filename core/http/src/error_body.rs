//! What an error response said: its raw text, its JSON, and the sentence for people inside.

use std::borrow::Cow;
use std::fmt;

use serde_json::Value;

use crate::redact;

/// Most characters of a raw body that an error keeps.
const MAX_TEXT: usize = 64 * 1024;
/// Most characters of a raw body in a message for people.
const MAX_EXCERPT: usize = 300;

/// The body of a response that became an error. Empty when there was no response.
#[derive(Clone, Default, PartialEq)]
pub struct ErrorBody {
    text: String,
    json: Option<Value>,
}

/// One reason of a quota error (429): which limit was met, and whose.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct QuotaLimit {
    /// `plan_limit`, `capacity`, `queue_full`, or a newer word.
    pub limit: String,
    /// The explanation for people; empty when the server gave none.
    pub message: String,
    /// `user`, `org`, `platform`, or a newer word; `None` when the server did not say.
    pub scope: Option<String>,
}

impl ErrorBody {
    /// Reads a body: any bytes are taken, JSON is recognised. Every occurrence of `secret` is replaced, and so are
    /// the values of fields whose names mark them as secret.
    pub(crate) fn read(bytes: &[u8], secret: Option<&str>) -> Self {
        let mut text = String::from_utf8_lossy(bytes).into_owned();
        if let Some(secret) = secret.filter(|secret| !secret.is_empty() && text.contains(secret)) {
            text = text.replace(secret, "***");
        }
        let mut json: Option<Value> = serde_json::from_str(&text).ok();
        if let Some(json) = &mut json {
            if redact::json(json) {
                text = json.to_string();
            }
        } else if let Cow::Owned(redacted) = redact::broken_json(&text) {
            text = redacted;
        }
        if text.len() > MAX_TEXT {
            text.truncate(text.floor_char_boundary(MAX_TEXT));
            text.push('…');
        }
        Self { text, json }
    }

    /// The body as text, at most 64 KiB of it; secrets in it are replaced by `***`.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The body as JSON; `None` when it is none.
    pub fn json(&self) -> Option<&Value> {
        self.json.as_ref()
    }

    /// Whether there was no body.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The sentence for people: from `detail` (its items joined with `"; "`), else `message`, else `error.message`, else a short
    /// excerpt of the whole body. `None` when the body is empty.
    pub fn message(&self) -> Option<String> {
        let Some(json) = &self.json else {
            let excerpt = excerpt(&self.text);
            return (!excerpt.is_empty()).then_some(excerpt);
        };
        let detail = json.get("detail");
        if let Some(items) = detail.and_then(Value::as_array) {
            let texts: Vec<&str> = items.iter().filter_map(text_of).collect();
            if !texts.is_empty() {
                return Some(texts.join("; "));
            }
        } else if let Some(text) = detail.and_then(text_of) {
            return Some(text.to_owned());
        }
        let error = || json.get("error").and_then(|error| filled(error.get("message")));
        if let Some(text) = filled(json.get("message")).or_else(error) {
            return Some(text.to_owned());
        }
        if let Some(text) = filled(Some(json)) {
            return Some(text.to_owned());
        }
        Some(excerpt(&json.to_string()))
    }

    /// The reasons of a quota error; empty when the body has none.
    pub fn quota(&self) -> Vec<QuotaLimit> {
        let items = self.json.as_ref().and_then(|json| json.get("detail")).and_then(Value::as_array);
        let text = |item: &Value, name| item.get(name).and_then(Value::as_str).map(str::to_owned);
        items
            .into_iter()
            .flatten()
            .filter(|item| item.get("loc").is_none())
            .filter_map(|item| {
                Some(QuotaLimit {
                    limit: text(item, "type")?,
                    message: text(item, "message").unwrap_or_default(),
                    scope: text(item, "scope"),
                })
            })
            .collect()
    }
}

/// The text of one `detail`: itself a string, or an object with `msg` or `message`.
fn text_of(value: &Value) -> Option<&str> {
    filled(Some(value)).or_else(|| filled(value.get("msg"))).or_else(|| filled(value.get("message")))
}

fn filled(value: Option<&Value>) -> Option<&str> {
    value.and_then(Value::as_str).filter(|text| !text.trim().is_empty())
}

/// The beginning of a text on one line.
pub(crate) fn excerpt(text: &str) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.len() > MAX_EXCERPT {
            line.truncate(line.floor_char_boundary(MAX_EXCERPT));
            line.push('…');
            break;
        }
    }
    line
}

impl fmt::Debug for ErrorBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ErrorBody").field(&self.text).finish()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn message(body: &Value) -> String {
        ErrorBody::read(body.to_string().as_bytes(), None).message().expect("a message")
    }

    #[test]
    fn the_text_is_taken_in_the_order_of_the_contract() {
        assert_eq!(message(&json!({"detail": "no such session"})), "no such session");
        assert_eq!(
            message(
                &json!({"detail": [{"loc": ["body", 0], "msg": "field required"}, {"message": "and more"}, "third"]})
            ),
            "field required; and more; third"
        );
        assert_eq!(message(&json!({"message": "gateway says no"})), "gateway says no");
        assert_eq!(
            message(&json!({"message": "m", "detail": [{"type": "not_found", "message": "d"}]})),
            "d",
            "detail goes before message"
        );
        assert_eq!(message(&json!({"message": "m", "detail": [{"type": "x"}]})), "m");
        assert_eq!(message(&json!({"message": "m", "detail": []})), "m");
        assert_eq!(message(&json!({"detail": {"message": "nested"}})), "nested");
        assert_eq!(message(&json!({"detail": {"msg": "short", "message": "long"}})), "short");
        assert_eq!(message(&json!({"detail": {"other": 1}, "message": "m"})), "m");
        assert_eq!(message(&json!({"error": {"message": "no such model", "type": "t"}})), "no such model");
        assert_eq!(message(&json!({"error": "odd"})), r#"{"error":"odd"}"#);
        assert_eq!(message(&json!("just text")), "just text");
    }

    #[test]
    fn a_body_that_is_not_json_keeps_its_text_and_gives_a_short_line() {
        let html = format!("<html>\n  <h1>Bad Gateway</h1>{}</html>", "x".repeat(100_000));
        let body = ErrorBody::read(html.as_bytes(), None);
        assert!(body.json().is_none());
        assert!(body.text().len() > 60_000 && body.text().len() < 66_000);
        let message = body.message().expect("a message");
        assert!(message.starts_with("<html> <h1>Bad Gateway</h1>"), "{message}");
        assert!(message.len() < 310 && !message.contains('\n'), "{message}");
        assert_eq!(ErrorBody::read(b"", None).message(), None);
        assert!(ErrorBody::read(b"\xff\xfe", None).message().is_some());
    }

    #[test]
    fn a_secret_the_server_echoed_is_replaced_in_text_and_json() {
        let body = ErrorBody::read(br#"{"detail": "bad key hk-1"}"#, Some("hk-1"));
        assert_eq!(body.message().as_deref(), Some("bad key ***"));
        assert!(!format!("{body:?} {:?}", body.json()).contains("hk-1"));
    }

    #[test]
    fn quota_reasons_are_typed() {
        let body = json!({"message": "m", "detail": [
            {"type": "plan_limit", "message": "3 of 3 sessions", "scope": "org"}, {"type": "newer"}]});
        let limits = ErrorBody::read(body.to_string().as_bytes(), None).quota();
        assert_eq!(limits.len(), 2);
        assert_eq!((limits[0].limit.as_str(), limits[0].scope.as_deref()), ("plan_limit", Some("org")));
        assert_eq!((limits[1].message.as_str(), limits[1].scope.as_deref()), ("", None));
        assert!(
            ErrorBody::read(br#"{"detail":[{"type":"missing","loc":["a"],"msg":"m"}]}"#, None)
                .quota()
                .is_empty()
        );
        assert!(ErrorBody::read(b"<html>", None).quota().is_empty());
    }
}
