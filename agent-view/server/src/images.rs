//! Pictures and files that events name. The page names an event and a place in it, never a URL.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use bytes::Bytes;
use serde_json::Value;

use crate::source::Trouble;

/// Pictures inside of events are sent with them up to this length.
const INLINE: usize = 2048;
/// Stands in an event for a picture that the page has to ask for.
const HELD: &str = "\"steersman:held\"";
const DATA_IMAGE: &str = "\"data:image/";

/// Takes long pictures out of a line; they are asked for one by one.
pub(crate) fn slim(line: &str) -> Cow<'_, str> {
    if line.len() <= INLINE || !line.contains(DATA_IMAGE) {
        return line.into();
    }
    let mut slim = String::with_capacity(line.len().min(1 << 16));
    let mut rest = line;
    while let Some(at) = rest.find(DATA_IMAGE) {
        // A quote behind a backslash is part of a text that quotes an event.
        let quoted = rest[..at].ends_with('\\');
        let end = rest[at + 1..].find('"').map_or(rest.len(), |end| at + 1 + end + 1);
        let image = &rest[at..end];
        slim.push_str(&rest[..at]);
        slim.push_str(if !quoted && image.len() > INLINE && !image.contains('\\') { HELD } else { image });
        rest = &rest[end..];
    }
    slim.push_str(rest);
    slim.into()
}

/// The text at a place of the event in a line.
pub(crate) fn named(line: &str, place: &str) -> Result<String, Trouble> {
    let line: Value = serde_json::from_str(line)
        .map_err(|error| Trouble::new(422, format!("the event cannot be read: {error}")))?;
    line["event"]
        .pointer(place)
        .and_then(Value::as_str)
        .map(str::to_owned)
        .ok_or_else(|| Trouble::new(404, "the event has no text at this place"))
}

/// The URLs of all pictures of an event: `(place, url)`.
pub(crate) fn pictures(event: &Value) -> Vec<String> {
    fn walk(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(members) => {
                if let Some(source) = members.get("source").and_then(Value::as_str)
                    && !source.starts_with("data:")
                    && members.get("type").is_none_or(|kind| kind == "url")
                {
                    found.push(source.to_owned());
                }
                members.values().for_each(|value| walk(value, found));
            }
            Value::Array(items) => items.iter().for_each(|value| walk(value, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(event, &mut found);
    found
}

/// The bytes of a picture that stands in the event itself, as a `data:` URL or as plain base64.
pub(crate) fn inline(source: &str) -> Option<Result<Bytes, Trouble>> {
    let encoded = match source.strip_prefix("data:") {
        Some(data) => data.split_once(";base64,").map_or("", |(_, encoded)| encoded),
        // A path or an address has one of these early on; base64 of a picture does not.
        None if source.len() > 256 && !source[..16].contains([':', '.']) => source,
        None => return None,
    };
    let bytes = BASE64.decode(encoded.trim_ascii());
    Some(bytes.map(Bytes::from).map_err(|_| Trouble::new(422, "the picture in the event is broken")))
}

/// The media type of a picture, by its first bytes; `None` when it is none that a page may show.
pub(crate) fn picture_type(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_picture_is_held_back_and_nothing_else_changes() {
        let picture = format!("data:image/png;base64,{}", "A".repeat(INLINE));
        let quoted = format!(r#"{{\"source\":\"{picture}\"}}"#);
        let line =
            format!(r#"{{"n":1.0,"a":"{picture}","small":"data:image/png;base64,AA","q":"{quoted}"}}"#);
        let expected =
            format!(r#"{{"n":1.0,"a":"steersman:held","small":"data:image/png;base64,AA","q":"{quoted}"}}"#);
        assert_eq!(slim(&line), expected);
        assert!(serde_json::from_str::<Value>(&slim(&line)).is_ok());
    }

    #[test]
    fn a_picture_is_what_its_bytes_say() {
        let pixel = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";
        assert_eq!(picture_type(&inline(pixel).unwrap().unwrap()), Some("image/png"));
        assert_eq!(picture_type(b"<svg onload=alert(1)>"), None);
        assert!(inline("https://shop.example/1.png").is_none());
        assert!(inline("data:text/html,<script>").unwrap().is_ok_and(|bytes| bytes.is_empty()));
    }
}
