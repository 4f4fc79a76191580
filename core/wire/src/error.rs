//! The bodies of refusals.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::{Extra, JsonObject};

wire_struct! {
    /// The body of a refusal; which parts are there depends on who refused.
    #[derive(Default)]
    pub struct ErrorEnvelope [open] {
        /// What went wrong, in words.
        pub message: Option<String> = absent,
        /// What went wrong, in one of several shapes.
        pub detail: Option<ErrorDetail> = absent,
    }
}

impl ErrorEnvelope {
    /// What went wrong in one text: the details joined with `; `, else the message; `None` when the body says nothing.
    pub fn text(&self) -> Option<String> {
        let detail = match &self.detail {
            Some(ErrorDetail::Items(items)) => {
                let texts: Vec<&str> = items.iter().filter_map(ErrorDetailItem::text).collect();
                (!texts.is_empty()).then(|| texts.join("; "))
            }
            Some(ErrorDetail::Text(text)) => Some(text.clone()),
            Some(ErrorDetail::Object(object)) => {
                object.get("msg").or_else(|| object.get("message")).and_then(Value::as_str).map(str::to_owned)
            }
            Some(ErrorDetail::Unknown(_)) | None => None,
        };
        detail.or_else(|| self.message.clone())
    }
}

/// The details of a refusal.
#[derive(Clone, Debug, PartialEq)]
pub enum ErrorDetail {
    /// Plain text.
    Text(String),
    /// One entry per fault.
    Items(Vec<ErrorDetailItem>),
    /// An object, usually with a `message`.
    Object(JsonObject),
    /// Anything else, as it came.
    Unknown(Value),
}

impl Serialize for ErrorDetail {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Items(items) => items.serialize(serializer),
            Self::Object(object) => object.serialize(serializer),
            Self::Unknown(value) => value.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for ErrorDetail {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Value::deserialize(deserializer)? {
            Value::String(text) => Self::Text(text),
            Value::Object(object) => Self::Object(object),
            Value::Array(items) => {
                let typed = items.iter().map(|item| match item {
                    Value::String(text) => {
                        Ok(ErrorDetailItem { msg: Some(text.clone()), ..ErrorDetailItem::default() })
                    }
                    item => ErrorDetailItem::deserialize(item),
                });
                match typed.collect() {
                    Ok(typed) => Self::Items(typed),
                    Err(_) => Self::Unknown(Value::Array(items)),
                }
            }
            value => Self::Unknown(value),
        })
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for ErrorDetail {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ErrorDetail".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let items = generator.subschema_for::<Vec<ErrorDetailItem>>();
        schemars::json_schema!({"anyOf": [
            {"type": "string"},
            items,
            {"type": "object", "properties": {"message": {"type": "string"}}, "additionalProperties": true},
        ]})
    }
}

wire_struct! {
    /// One fault among the details of a refusal.
    #[derive(Default)]
    pub struct ErrorDetailItem [open] {
        /// The category, such as `not_found` or `plan_limit`.
        pub r#type: Option<String> = absent,
        /// What is wrong, as validation words it.
        pub msg: Option<String> = absent,
        /// What is wrong, as applications word it.
        pub message: Option<String> = absent,
        /// Where it is wrong: field names and list positions, outermost first.
        pub loc: Option<Vec<Location>> = absent,
        /// Whose limit was met.
        pub scope: Option<String> = absent,
    }
}

impl ErrorDetailItem {
    /// What is wrong, in words.
    pub fn text(&self) -> Option<&str> {
        self.msg.as_deref().or(self.message.as_deref())
    }
}

/// One step of the way to a faulty field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(untagged)]
pub enum Location {
    /// A field.
    Field(String),
    /// A position in a list, from 0.
    Index(i64),
}

wire_struct! {
    /// The body of a 422 by validation.
    #[derive(Default)]
    pub struct HTTPValidationError [open] {
        /// One entry per fault.
        pub detail: Option<Vec<ValidationError>> = absent,
    }
}

wire_struct! {
    /// One fault found by validation.
    pub struct ValidationError [open] {
        /// Where: field names and list positions, outermost first.
        pub loc: Vec<Location>,
        /// What is wrong.
        pub msg: String,
        /// The category.
        pub r#type: String,
        /// The value that was given.
        pub input: Option<Value> = absent,
        /// More on the category.
        pub ctx: Option<JsonObject> = absent,
    }
}

open_enum! {
    /// Which limit was met.
    pub enum QuotaErrorType {
        /// The plan's.
        PlanLimit = "plan_limit",
        /// The platform has no room now.
        Capacity = "capacity",
        /// The queue has no room now.
        QueueFull = "queue_full",
    }
}

open_enum! {
    /// Whose limit was met.
    pub enum QuotaErrorScope {
        /// The user's.
        User = "user",
        /// The organisation's.
        Org = "org",
        /// The platform's.
        Platform = "platform",
    }
}

wire_struct! {
    /// A limit that was met.
    pub struct QuotaError [open] {
        /// Which limit.
        pub r#type: QuotaErrorType,
        /// What was refused, in words.
        pub message: String,
        /// Whose limit.
        pub scope: QuotaErrorScope,
    }
}

impl QuotaError {
    /// An entry made from its parts.
    pub fn new(r#type: QuotaErrorType, message: impl Into<String>, scope: QuotaErrorScope) -> Self {
        Self { r#type, message: message.into(), scope, extra: Extra::new() }
    }
}

wire_struct! {
    /// The body of a 429 by quota.
    pub struct QuotaErrorResponse [open] {
        /// What was refused, in words.
        pub message: String,
        /// The limits that were met.
        pub detail: Vec<QuotaError>,
    }
}
