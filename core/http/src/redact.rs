//! What may be written to a log or an error: names that mark secrets, and URLs without them.

use std::borrow::Cow;

use serde_json::Value;
use url::Url;

/// Parts of a header or query name that mark its value as a secret. Compared in lower case.
const SECRET_PARTS: [&str; 11] = [
    "authorization",
    "cookie",
    "token",
    "secret",
    "password",
    "passwd",
    "credential",
    "signature",
    "api-key",
    "api_key",
    "apikey",
];

/// Query names of presigned storage URLs that the parts above do not cover.
const SECRET_QUERY: [&str; 7] = ["sig", "key", "awsaccesskeyid", "policy", "expires", "x-amz-date", "code"];

/// Whether the value under this header or query name is to be kept out of logs and errors.
pub(crate) fn is_secret_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    SECRET_PARTS.iter().any(|part| name.contains(part)) || name.ends_with("-key") || name.ends_with("_key")
}

/// Replaces the values of secret fields in a JSON value. True when there were any.
pub(crate) fn json(value: &mut Value) -> bool {
    match value {
        Value::Array(items) => items.iter_mut().fold(false, |found, item| json(item) | found),
        Value::Object(fields) => {
            // A validation error repeats the value it did not like under `input`, and names it in `loc`.
            let about_secret = fields
                .get("loc")
                .and_then(Value::as_array)
                .is_some_and(|path| path.iter().filter_map(Value::as_str).any(is_secret_name));
            let mut found = false;
            for (name, value) in fields {
                if value.is_string() && (is_secret_name(name) || (about_secret && name == "input")) {
                    *value = "***".into();
                    found = true;
                } else {
                    found |= json(value);
                }
            }
            found
        }
        _ => false,
    }
}

/// Replaces the values of secret fields in text that should have been JSON but is broken.
pub(crate) fn broken_json(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(open) = text[at..].find('"').map(|found| at + found) {
        let close = end_of_string(text, open);
        let Some(after) = text.get(close + 1..) else { break };
        at = close + 1;
        let value = after.trim_start().strip_prefix(':').map(str::trim_start);
        if let Some(value) =
            value.filter(|rest| rest.starts_with('"') && is_secret_name(&text[open + 1..close]))
        {
            let start = text.len() - value.len();
            out.push_str(&text[copied..=start]);
            out.push_str("***");
            copied = end_of_string(text, start);
            at = (copied + 1).min(text.len());
        }
    }
    if copied == 0 { Cow::Borrowed(text) } else { Cow::Owned(out + &text[copied..]) }
}

/// Where the string that begins at `open` ends: at its closing quote, or at the end of the text.
fn end_of_string(text: &str, open: usize) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(open + 1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at,
            _ => {}
        }
    }
    text.len()
}

fn is_secret_query(name: &str) -> bool {
    is_secret_name(name) || SECRET_QUERY.contains(&name.to_ascii_lowercase().as_str())
}

/// The URL without user name, password and fragment, with the values of secret query parameters replaced.
pub(crate) fn url(url: &Url) -> String {
    let mut shown = url.clone();
    // Both fail only for URLs that cannot have user information, which then have none to hide.
    let _ = shown.set_username("");
    let _ = shown.set_password(None);
    shown.set_fragment(None);
    if let Some(query) = url.query() {
        let query: Vec<String> = query
            .split('&')
            .map(|pair| match pair.split_once('=') {
                Some((name, _)) if is_secret_query(name) => format!("{name}=***"),
                _ => pair.to_owned(),
            })
            .collect();
        shown.set_query(Some(&query.join("&")));
    }
    shown.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        url(&Url::parse(text).expect("a URL"))
    }

    #[test]
    fn user_information_and_presigned_signatures_are_not_shown() {
        assert_eq!(shown("https://bob:pw@host/p?page=2"), "https://host/p?page=2");
        assert_eq!(
            shown(
                "https://s3/b/k?X-Amz-Signature=abc&X-Amz-Credential=def&X-Amz-Security-Token=g&part=1#frag"
            ),
            "https://s3/b/k?X-Amz-Signature=***&X-Amz-Credential=***&X-Amz-Security-Token=***&part=1"
        );
        assert_eq!(shown("https://blob/c?sv=1&sig=abc"), "https://blob/c?sv=1&sig=***");
        assert_eq!(shown("https://h/p?api_key=hk-1&API-KEY=2"), "https://h/p?api_key=***&API-KEY=***");
    }

    #[test]
    fn secret_fields_of_json_are_replaced_wherever_they_are() {
        let mut value = serde_json::json!({
            "id": "w1", "secret": "CANARY", "list": [{"api_key": "CANARY", "input_tokens": 5}],
            "detail": [
                {"loc": ["body", "token"], "msg": "too short", "input": "CANARY"},
                {"loc": ["body"], "input": {"name": "n", "token": "CANARY"}},
            ],
        });
        assert!(json(&mut value));
        let shown = value.to_string();
        assert!(!shown.contains("CANARY"), "{shown}");
        assert!(shown.contains("too short") && shown.contains("\"input_tokens\":5"), "{shown}");
        assert!(!json(&mut serde_json::json!({"loc": ["body", "name"], "input": "x"})));
    }

    #[test]
    fn secret_fields_of_broken_json_are_replaced_too() {
        for (text, shown) in [
            (r#"{"secret" : "CAN\"ARY", "id": 1"#, r#"{"secret" : "***", "id": 1"#),
            (r#"{"a": "b", "token":"CANAR"#, r#"{"a": "b", "token":"***"#),
            (r#"{"a": "secret", "b": "é"#, r#"{"a": "secret", "b": "é"#),
            (r#"{"token": 5, "secret""#, r#"{"token": 5, "secret""#),
            (r#""token":"x""token":"y""#, r#""token":"***""token":"***""#),
            ("<html>", "<html>"),
            ("\"", "\""),
        ] {
            assert_eq!(broken_json(text), shown);
        }
    }

    #[test]
    fn key_like_header_names_are_recognised() {
        for name in
            ["Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "X-Api-Key", "X-My-Secret-2"]
        {
            assert!(is_secret_name(name), "{name}");
        }
        for name in ["Content-Type", "X-Request-Id", "ETag", "Idempotency-Replayed"] {
            assert!(!is_secret_name(name), "{name}");
        }
    }
}
