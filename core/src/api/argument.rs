//! The values of parameters: the types they are declared with, the checks both kinds of call share, and their text on the wire.

use serde_json::Value;
use steersman_http::{Error, encode_catalog_name, encode_path_segment};
use steersman_wire::{EnvironmentKind, Timestamp, TrajectoryStatus};

use super::operation::{Kind, Param, PathForm, Place};

/// A value on its way into the path, the query or a header.
#[derive(Clone, Debug)]
pub(crate) enum Argument {
    Text(String),
    Integer(i128),
    Boolean(bool),
    List(Vec<Argument>),
}

/// A type that a parameter can be declared with.
pub(crate) trait Parameter {
    /// What the typed method takes.
    type Value;
    const KIND: Kind;
    const FORM: PathForm = PathForm::Segment;
    const SCHEMA: Option<&'static str> = None;

    fn argument(value: Self::Value) -> Argument;
}

/// The id of a session, a webhook, a vault…
pub(crate) enum Id {}
/// The name of a catalog entry.
pub(crate) enum Name {}
/// Any text.
pub(crate) enum Text {}
/// The rest of a path.
pub(crate) enum Rest {}

macro_rules! text_parameter {
    ($($marker:ident, $kind:ident, $form:ident;)+) => {$(
        impl Parameter for $marker {
            type Value = String;
            const KIND: Kind = Kind::$kind;
            const FORM: PathForm = PathForm::$form;

            fn argument(value: String) -> Argument {
                Argument::Text(value)
            }
        }
    )+};
}

text_parameter! {
    Id, Uuid, Segment;
    Name, Text, Name;
    Text, Text, Segment;
    Rest, Text, Rest;
}

/// Parameters whose values are names that `wire` knows.
macro_rules! named_parameter {
    ($($name:ident),+) => {$(
        impl Parameter for $name {
            type Value = $name;
            const KIND: Kind = Kind::Text;
            const SCHEMA: Option<&'static str> = Some(stringify!($name));

            fn argument(value: $name) -> Argument {
                Argument::Text(value.as_str().to_owned())
            }
        }
    )+};
}

named_parameter! { EnvironmentKind, TrajectoryStatus }

impl Parameter for u64 {
    type Value = u64;
    const KIND: Kind = Kind::Integer;

    fn argument(value: u64) -> Argument {
        Argument::Integer(value.into())
    }
}

impl Parameter for bool {
    type Value = bool;
    const KIND: Kind = Kind::Boolean;

    fn argument(value: bool) -> Argument {
        Argument::Boolean(value)
    }
}

impl Parameter for Timestamp {
    type Value = Timestamp;
    const KIND: Kind = Kind::DateTime;

    fn argument(value: Timestamp) -> Argument {
        Argument::Text(value.as_str().to_owned())
    }
}

/// The revision that a change is based on: refused with [`PreconditionFailed`](crate::ErrorKind::PreconditionFailed) when it
/// is not the current one any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IfMatch(String);

impl IfMatch {
    /// Whatever the current revision is.
    pub fn any() -> Self {
        Self("*".to_owned())
    }
}

impl From<u64> for IfMatch {
    fn from(revision: u64) -> Self {
        Self(revision.to_string())
    }
}

/// A number, `*`, or the text of an `ETag`. Anything else is refused when the call is sent.
impl From<&str> for IfMatch {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// As from `&str`.
impl From<String> for IfMatch {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl Parameter for IfMatch {
    type Value = IfMatch;
    const KIND: Kind = Kind::Revision;

    fn argument(value: IfMatch) -> Argument {
        Argument::Text(value.0)
    }
}

impl Argument {
    /// Reads a value given as JSON; `None` for null, which stands for not given.
    pub(crate) fn from_json(param: &Param, value: Value) -> Result<Option<Self>, Error> {
        match value {
            Value::Null => Ok(None),
            Value::Array(values) if param.list => {
                let one = |(index, value)| one_from_json(param, &format!("{}[{index}]", param.name), value);
                values
                    .into_iter()
                    .enumerate()
                    .map(one)
                    .collect::<Result<_, _>>()
                    .map(|list| Some(Self::List(list)))
            }
            value if param.list => Ok(Some(Self::List(vec![one_from_json(param, param.name, value)?]))),
            value => one_from_json(param, param.name, value).map(Some),
        }
    }

    /// Checks the value against the parameter's limits and gives its texts on the wire: one, or one per value of a list.
    pub(crate) fn into_texts(self, param: &Param) -> Result<Vec<String>, Error> {
        match self {
            Self::List(values) => {
                let one = |(index, value): (usize, Self)| {
                    value.into_text(param, &format!("{}[{index}]", param.name))
                };
                values.into_iter().enumerate().map(one).collect()
            }
            value => Ok(vec![value.into_text(param, param.name)?]),
        }
    }

    fn into_text(self, param: &Param, field: &str) -> Result<String, Error> {
        let text = match self {
            Self::Text(text) => text,
            Self::Boolean(value) => value.to_string(),
            Self::Integer(value) => {
                check_range(param, field, value)?;
                value.to_string()
            }
            Self::List(_) => return Err(Error::invalid_argument(field, "must be one value, not a list")),
        };
        match param.kind {
            Kind::DateTime => utc(field, &text),
            Kind::Revision => revision(field, &text),
            Kind::Text | Kind::Uuid => check_text(param, field, &text).map(|()| text),
            Kind::Integer | Kind::Boolean => Ok(text),
        }
    }
}

/// The text of a path parameter, ready to stand in the path.
pub(crate) fn encode_path(form: PathForm, field: &str, text: &str) -> Result<String, Error> {
    let encoded = match form {
        PathForm::Segment => encode_path_segment(field, text)?,
        PathForm::Name if text.matches('/').count() > 1 => {
            return Err(Error::invalid_argument(field, "a name has one slash at most"));
        }
        PathForm::Name | PathForm::Rest => encode_catalog_name(field, text)?,
    };
    Ok(encoded.into_owned())
}

fn one_from_json(param: &Param, field: &str, value: Value) -> Result<Argument, Error> {
    let expected = match (param.kind, value) {
        (Kind::Text | Kind::Uuid | Kind::DateTime | Kind::Revision, Value::String(text)) => {
            return Ok(Argument::Text(text));
        }
        (Kind::Boolean, Value::Bool(value)) => return Ok(Argument::Boolean(value)),
        (kind @ (Kind::Integer | Kind::Revision), Value::Number(number)) => match number.as_i128() {
            Some(value) => return Ok(Argument::Integer(value)),
            None => expectation(kind),
        },
        (kind, _) => expectation(kind),
    };
    Err(Error::invalid_argument(field, format!("must be {expected}")))
}

fn expectation(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "a string",
        Kind::Uuid => "an id as a string",
        Kind::Integer => "a whole number",
        Kind::Boolean => "true or false",
        Kind::DateTime => "a time as RFC 3339 text",
        Kind::Revision => "a revision number or `*`",
    }
}

fn check_range(param: &Param, field: &str, value: i128) -> Result<(), Error> {
    if let Some(minimum) = param.minimum.filter(|minimum| value < i128::from(*minimum)) {
        return Err(Error::invalid_argument(field, format!("must be at least {minimum}, is {value}")));
    }
    if let Some(maximum) = param.maximum.filter(|maximum| value > i128::from(*maximum)) {
        return Err(Error::invalid_argument(field, format!("must be at most {maximum}, is {value}")));
    }
    Ok(())
}

fn check_text(param: &Param, field: &str, text: &str) -> Result<(), Error> {
    if param.place == Place::Header && text.bytes().any(|byte| !(b' '..=b'~').contains(&byte)) {
        return Err(Error::invalid_argument(field, "must consist of printable ASCII characters"));
    }
    let length = text.chars().count();
    if param.min_length.is_some_and(|least| length < least) {
        return Err(Error::invalid_argument(field, "must not be empty"));
    }
    if let Some(most) = param.max_length.filter(|most| length > *most) {
        return Err(Error::invalid_argument(
            field,
            format!("must have at most {most} characters, has {length}"),
        ));
    }
    if !param.choices.is_empty() && !param.choices.contains(&text) {
        return Err(Error::invalid_argument(field, format!("must be one of {}", param.choices.join(", "))));
    }
    Ok(())
}

fn utc(field: &str, text: &str) -> Result<String, Error> {
    Timestamp::from(text)
        .instant()
        .map(|instant| instant.to_string())
        .ok_or_else(|| Error::invalid_argument(field, "must be a time as RFC 3339 text"))
}

/// The value of `If-Match`: `*`, or a revision number in quotes.
fn revision(field: &str, text: &str) -> Result<String, Error> {
    let number = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    if text == "*" {
        Ok("*".to_owned())
    } else if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(format!("\"{number}\""))
    } else {
        Err(Error::invalid_argument(field, "must be a revision number or `*`"))
    }
}
