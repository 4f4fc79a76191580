//! The outside of an event's object: where its type, time and data are.

use std::fmt;

use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// The members of an event's object, as text. The last one counts where a name repeats.
#[derive(Default)]
pub(crate) struct Envelope<'a> {
    pub(crate) event_type: Option<&'a RawValue>,
    pub(crate) data: Option<&'a RawValue>,
    pub(crate) timestamp: Option<&'a RawValue>,
}

impl<'a> Envelope<'a> {
    /// Reads the members of an item; one that is no object has none.
    pub(crate) fn read(item: &'a str) -> Self {
        if item.starts_with('{') { serde_json::from_str(item).unwrap_or_default() } else { Self::default() }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Envelope<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EnvelopeVisitor)
    }
}

struct EnvelopeVisitor;

impl<'de> Visitor<'de> for EnvelopeVisitor {
    type Value = Envelope<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an event")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut envelope = Envelope::default();
        while let Some(key) = map.next_key()? {
            match key {
                Key::Type => envelope.event_type = Some(map.next_value()?),
                Key::Data => envelope.data = Some(map.next_value()?),
                Key::Timestamp => envelope.timestamp = Some(map.next_value()?),
                Key::Other => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(envelope)
    }
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Key {
    Type,
    Data,
    Timestamp,
    #[serde(other)]
    Other,
}

/// Type and time of an item that has the type first and the time second or last, as servers write it; without a look
/// at what is
/// between. `item` must be valid JSON. Any other order, and anything escaped, gives `None`: then the item must be read.
pub(crate) fn glance(item: &[u8]) -> Option<(&[u8], &[u8])> {
    let (event_type, rest) = first_member(item, b"type")?;
    let next = next_member(rest)?;
    let timestamp = match member_name(next, b"timestamp") {
        Some(rest) => plain_string(rest)?.0,
        None => last_member(item, b"timestamp")?,
    };
    Some((event_type, timestamp))
}

/// The value of the first member of an object, if that is a string without escapes and has this name; and what
/// follows it.
pub(crate) fn first_member<'a>(object: &'a [u8], name: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    plain_string(member_name(skip_space(after(object, b'{')?), name)?)
}

/// The kind that the data of an item has, where that is the first member of the data, and only the type, and perhaps the time, stand
/// before the data, as servers write it; without a look at the rest. `item` must be valid JSON.
pub(crate) fn glance_kind(item: &[u8]) -> Option<&[u8]> {
    let mut next = next_member(first_member(item, b"type")?.1)?;
    if let Some(rest) = member_name(next, b"timestamp") {
        next = next_member(plain_string(rest)?.1)?;
    }
    Some(first_member(member_name(next, b"data")?, b"kind")?.0)
}

fn skip_space(text: &[u8]) -> &[u8] {
    text.trim_ascii_start()
}

/// What follows this byte, if `text` begins with it. (The general functions of slices are calls where code is to be small.)
fn after(text: &[u8], byte: u8) -> Option<&[u8]> {
    match text {
        [first, rest @ ..] if *first == byte => Some(rest),
        _ => None,
    }
}

/// What stands before this byte, if `text` ends with it.
fn before(text: &[u8], byte: u8) -> Option<&[u8]> {
    match text {
        [rest @ .., last] if *last == byte => Some(rest),
        _ => None,
    }
}

/// What follows the comma, if a value is followed by one.
fn next_member(rest: &[u8]) -> Option<&[u8]> {
    Some(skip_space(after(skip_space(rest), b',')?))
}

/// What follows the colon, if `text` begins with the member `name`.
fn member_name<'a>(text: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let rest = after(after(text, b'"')?.strip_prefix(name)?, b'"')?;
    Some(skip_space(after(skip_space(rest), b':')?))
}

/// A string without escapes at the beginning of `text`, and what follows it.
fn plain_string(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let text = after(text, b'"')?;
    let end = text.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
    Some((&text[..end], after(&text[end..], b'"')?))
}

/// The value of the last member of an object, if that is a string without escapes and has this name.
///
/// Read from the end, which is sound for valid JSON: the brace closes the object, so the quote before it closes a
/// value; no backslash is in
/// the value or before its opening quote, so that quote does open it; and likewise for the name.
fn last_member<'a>(object: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let text = before(before(object, b'}')?.trim_ascii_end(), b'"')?;
    let start = text.iter().rposition(|byte| matches!(byte, b'"' | b'\\'))?;
    let value = &text[start + 1..];
    let rest = before(before(&text[..=start], b'"')?.trim_ascii_end(), b':')?;
    let rest = before(before(rest.trim_ascii_end(), b'"')?.strip_suffix(name)?, b'"')?;
    matches!(rest.trim_ascii_end().last(), Some(b',' | b'{')).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glance_sees_what_reading_sees() {
        let seen = [
            r#"{"type":"A","data":{"timestamp":"x"},"timestamp":"T"}"#,
            r#"{"type":"A","timestamp":"T","data":{"timestamp":"x"}}"#,
            "{ \"type\" : \"A\" ,\n \"data\" : \"{}\", \"timestamp\" :\t\"T\" }",
            r#"{"type":"A","data":null,"more":[{"type":"B"}],"timestamp":"T"}"#,
        ];
        for item in seen {
            assert_eq!(glance(item.as_bytes()), Some((&b"A"[..], &b"T"[..])), "{item}");
            let envelope = Envelope::read(item);
            assert_eq!(envelope.event_type.map(RawValue::get), Some("\"A\""));
            assert_eq!(envelope.timestamp.map(RawValue::get), Some("\"T\""));
        }
    }

    #[test]
    fn a_glance_sees_the_kind_where_it_comes_first() {
        for item in [
            r#"{"type":"A","data":{"kind":"k","x":1},"timestamp":"T"}"#,
            r#"{"type":"A","timestamp":"T","data":{"kind":"k"}}"#,
            "{ \"type\" : \"A\" ,\n \"data\" : { \"kind\" : \"k\" } }",
        ] {
            assert_eq!(glance_kind(item.as_bytes()), Some(&b"k"[..]), "{item}");
        }
        for item in [
            r#"{"type":"A","data":{"x":1,"kind":"k"}}"#,
            r#"{"type":"A","more":{"kind":"k"},"data":null}"#,
            r#"{"type":"A","data":{"kind":"\u006b"}}"#,
            r#"{"type":"A","data":"{\"kind\":\"k\"}"}"#,
            r#"{"data":{"kind":"k"},"type":"A"}"#,
            r#"{"type":"A","data":[]}"#,
        ] {
            serde_json::from_str::<serde_json::Value>(item).expect("the example is JSON");
            assert_eq!(glance_kind(item.as_bytes()), None, "{item}");
        }
    }

    #[test]
    fn a_glance_does_not_guess() {
        for item in [
            r#"{"data":1,"type":"A","timestamp":"T"}"#,
            r#"{"type":"A","timestamp":null,"data":"x"}"#,
            r#"{"type":"A","data":{"timestamp":"T"}}"#,
            r#"{"type":"A","x":"\"timestamp\":\"T"}"#,
            r#"{"type":"A","x":",\"timestamp\":\"T"}"#,
            r#"{"type":"A","x\"timestamp":"T"}"#,
            r#"{"type":"A","x,\"timestamp":"T"}"#,
            r#"{"type":"A","mytimestamp":"T"}"#,
            r#"{"type":"A","data":1,"timestamp":"\u0054"}"#,
            r#"{"type":"A","data":1,"timestamp":5}"#,
            r#"{"type":"\u0041","data":1,"timestamp":"T"}"#,
            r#"{"type":5,"data":1,"timestamp":"T"}"#,
            r#"{"type":"A"}"#,
            "{}",
            "5",
            r#"["type"]"#,
        ] {
            serde_json::from_str::<serde_json::Value>(item).expect("the example is JSON");
            assert_eq!(glance(item.as_bytes()), None, "{item}");
        }
    }
}
