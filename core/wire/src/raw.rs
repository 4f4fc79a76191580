//! JSON text kept as it came, sharing the memory of the page it is part of.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use serde::de::{DeserializeOwned, Error as _, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::envelope::first_member;

/// One JSON value as text. Cloning shares the memory; equality is that of the text.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RawJson(Bytes);

impl RawJson {
    /// Checks that `bytes` is one JSON value and keeps it, without the white space around it.
    pub fn parse(bytes: &Bytes) -> Result<Self, serde_json::Error> {
        let raw: &RawValue = serde_json::from_slice(bytes)?;
        Ok(Self(bytes.slice_ref(raw.get().as_bytes())))
    }

    /// Keeps bytes that a JSON parser has found to be one value.
    pub(crate) fn checked(bytes: Bytes) -> Self {
        Self(bytes)
    }

    /// The text of a value.
    pub fn from_value(value: &Value) -> Self {
        Self(value.to_string().into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        text(&self.0)
    }

    /// The text as bytes.
    pub const fn as_bytes(&self) -> &Bytes {
        &self.0
    }

    /// The value. Halves of surrogate pairs, which JSON allows to escape but which are no text, become U+FFFD;
    /// numbers beyond the range of
    /// `f64` and nesting beyond 128 levels are errors.
    pub fn to_value(&self) -> Result<Value, serde_json::Error> {
        self.to_typed()
    }

    /// The value as a type of one's own; see [`RawJson::to_value`].
    pub fn to_typed<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        mended(self.as_str())
    }
}

impl From<&Value> for RawJson {
    fn from(value: &Value) -> Self {
        Self::from_value(value)
    }
}

impl From<Value> for RawJson {
    fn from(value: Value) -> Self {
        Self::from_value(&value)
    }
}

impl fmt::Debug for RawJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&shortened(self.as_str()))
    }
}

impl fmt::Display for RawJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for RawJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_raw(self.as_str(), serializer)
    }
}

impl<'de> Deserialize<'de> for RawJson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        Ok(Self(Bytes::from(String::from(Box::<str>::from(raw)))))
    }
}

/// Writes JSON text verbatim.
pub(crate) fn serialize_raw<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let raw: &RawValue = serde_json::from_str(text).map_err(serde::ser::Error::custom)?;
    raw.serialize(serializer)
}

/// The beginning of a text that may be long, for `Debug`.
pub(crate) fn shortened(text: &str) -> String {
    const SHOWN_CHARS: usize = 120;
    match text.char_indices().nth(SHOWN_CHARS) {
        Some((end, _)) => format!("{}… ({} bytes)", &text[..end], text.len()),
        None => text.to_owned(),
    }
}

/// A part of a page, in bytes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// Where `part` lies in `whole`, of which it is a slice.
    pub(crate) fn of(part: &[u8], whole: &[u8]) -> Self {
        let start = part.as_ptr().addr() - whole.as_ptr().addr();
        let offset = |at: usize| u32::try_from(at).expect("pages are checked to be shorter than 4 GiB");
        Self { start: offset(start), end: offset(start + part.len()) }
    }

    pub(crate) fn slice(self, whole: &Bytes) -> Bytes {
        whole.slice(self.start as usize..self.end as usize)
    }

    pub(crate) fn bytes(self, whole: &[u8]) -> &[u8] {
        &whole[self.start as usize..self.end as usize]
    }
}

/// The text of a page; refuses what is no text, and pages longer than spans can address.
pub(crate) fn checked_text(bytes: &Bytes) -> Result<&str, serde_json::Error> {
    if u32::try_from(bytes.len()).is_err() {
        return Err(serde_json::Error::custom("longer than 4 GiB"));
    }
    std::str::from_utf8(bytes).map_err(serde_json::Error::custom)
}

/// Bytes that a JSON parser has accepted, as the text they are.
pub(crate) fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("a JSON parser accepted these bytes as text")
}

/// Types that are read from text; unions do it without a detour.
pub(crate) trait FromJson: Sized {
    fn from_json(text: &str) -> Result<Self, serde_json::Error>;
}

/// The text of the member `name` of an object, which must be valid JSON.
pub(crate) fn text_member<'a>(object: &'a str, name: &'static str) -> Option<Cow<'a, str>> {
    struct Member(&'static str);

    impl<'de> Visitor<'de> for Member {
        type Value = Option<&'de RawValue>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut member = None;
            while let Some(key) = map.next_key::<Cow<'de, str>>()? {
                if key == self.0 {
                    member = Some(map.next_value()?);
                } else {
                    map.next_value::<IgnoredAny>()?;
                }
            }
            Ok(member)
        }
    }

    if let Some((text, _)) = first_member(object.as_bytes(), name.as_bytes()) {
        return std::str::from_utf8(text).ok().map(Cow::Borrowed);
    }
    let raw = serde_json::Deserializer::from_str(object).deserialize_map(Member(name)).ok()??.get();
    let inner = raw.strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') { mended(raw).ok().map(Cow::Owned) } else { Some(Cow::Borrowed(inner)) }
}

/// Reads JSON; if that fails, once more with the lone halves of surrogate pairs replaced. Some writers escape them
/// where they cut a text.
pub(crate) fn mended<T: DeserializeOwned>(text: &str) -> Result<T, serde_json::Error> {
    serde_json::from_str(text).or_else(|error| match without_lone_surrogates(text) {
        Some(text) => serde_json::from_str(&text),
        None => Err(error),
    })
}

/// The text with each escape of a lone half of a surrogate pair replaced by that of U+FFFD; `None` if there is none.
fn without_lone_surrogates(text: &str) -> Option<String> {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let mut mended = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = text[at..].find('\\') {
        at += found;
        match unit(at) {
            Some(0xD800..=0xDBFF) if matches!(unit(at + 6), Some(0xDC00..=0xDFFF)) => at += 12,
            Some(0xD800..=0xDFFF) => {
                mended.push_str(&text[copied..at]);
                mended.push_str("\\uFFFD");
                at += 6;
                copied = at;
            }
            _ => at += 2,
        }
    }
    mended.push_str(&text[copied..]);
    (copied > 0).then_some(mended)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lone_halves_of_surrogate_pairs_are_replaced_and_pairs_are_kept() {
        let text = r#"["\ud83d\ude00","cut \ud83d","\ude00 cut","\\ud83d","\"\ud83d\ud83d\ude00"]"#;
        let value: Vec<String> = mended(text).expect("it is read");
        assert_eq!(value, ["\u{1F600}", "cut \u{FFFD}", "\u{FFFD} cut", "\\ud83d", "\"\u{FFFD}\u{1F600}"]);
        assert!(mended::<Value>(r#"{"a":"\ud83d""#).is_err());
        assert!(mended::<Value>("1e999").is_err());
    }
}
