//! What users say to an agent.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::{Extra, FileContent, ImageContent, Nullable, Skill};

wire_struct! {
    /// A message to an agent.
    pub struct UserMessageEvent [open, checked, setters] {
        /// Tells it apart from a batch.
        tag r#type: "user_message",
        /// The text.
        pub message: String,
        /// Images as data URIs (`data:image/png;base64,…`).
        pub images: Option<Vec<String>> = absent,
        /// Files for the agent's workspace or downloads: at most 10, 7,000,000 bytes together.
        pub files: Option<Vec<FileContent>> = absent,
        /// Know-how for this message only, given in place, without helper files.
        pub skills: Option<Vec<Skill>> = absent,
        /// Who speaks.
        pub caller_id: Option<String> = "user",
    }
}

impl UserMessageEvent {
    /// A plain text.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            r#type: crate::Tag::new(),
            message: message.into(),
            images: None,
            files: None,
            skills: None,
            caller_id: None,
            extra: Extra::new(),
        }
    }
}

impl From<&str> for UserMessageEvent {
    fn from(message: &str) -> Self {
        Self::new(message)
    }
}

impl From<String> for UserMessageEvent {
    fn from(message: String) -> Self {
        Self::new(message)
    }
}

wire_struct! {
    /// Several messages in one request, at least one, taken in their order.
    pub struct UserMessageBatch [closed] {
        /// Tells it apart from a single message.
        tag r#type: "batch",
        /// The messages.
        #[limits(min_items = 1)]
        pub messages: Vec<UserMessageEvent>,
    }
}

impl UserMessageBatch {
    /// A batch of messages.
    pub fn new(messages: Vec<UserMessageEvent>) -> Self {
        Self { r#type: crate::Tag::new(), messages }
    }
}

tagged_union! {
    /// The body of a message request: one message, or a batch.
    pub enum SendMessages by "type" {
        /// A single message.
        "user_message" => One(UserMessageEvent),
        /// Several messages.
        "batch" => Batch(UserMessageBatch),
    }
}

impl From<&str> for SendMessages {
    fn from(message: &str) -> Self {
        Self::One(message.into())
    }
}

impl From<String> for SendMessages {
    fn from(message: String) -> Self {
        Self::One(message.into())
    }
}

impl From<Vec<UserMessageEvent>> for SendMessages {
    fn from(messages: Vec<UserMessageEvent>) -> Self {
        Self::Batch(UserMessageBatch::new(messages))
    }
}

/// The messages a session starts with.
#[derive(Clone, Debug, PartialEq)]
pub enum Messages {
    /// A plain text.
    Text(String),
    /// One message.
    One(Box<UserMessageEvent>),
    /// Several messages, taken in their order.
    Many(Vec<UserMessageEvent>),
    /// Something this version cannot type, as it came.
    Unknown(Value),
}

impl Messages {
    /// The messages as a list, whatever form they have.
    pub fn to_list(&self) -> Vec<UserMessageEvent> {
        match self {
            Self::Text(text) => vec![text.as_str().into()],
            Self::One(message) => vec![message.as_ref().clone()],
            Self::Many(messages) => messages.clone(),
            Self::Unknown(_) => Vec::new(),
        }
    }
}

impl From<&str> for Messages {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Messages {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<UserMessageEvent> for Messages {
    fn from(message: UserMessageEvent) -> Self {
        Self::One(Box::new(message))
    }
}

impl From<Vec<UserMessageEvent>> for Messages {
    fn from(messages: Vec<UserMessageEvent>) -> Self {
        Self::Many(messages)
    }
}

impl From<&str> for Nullable<Messages> {
    fn from(text: &str) -> Self {
        Self::Value(text.into())
    }
}

impl From<String> for Nullable<Messages> {
    fn from(text: String) -> Self {
        Self::Value(text.into())
    }
}

impl From<UserMessageEvent> for Nullable<Messages> {
    fn from(message: UserMessageEvent) -> Self {
        Self::Value(message.into())
    }
}

impl From<Vec<UserMessageEvent>> for Nullable<Messages> {
    fn from(messages: Vec<UserMessageEvent>) -> Self {
        Self::Value(messages.into())
    }
}

impl Serialize for Messages {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::One(message) => message.serialize(serializer),
            Self::Many(messages) => messages.serialize(serializer),
            Self::Unknown(value) => value.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Messages {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let typed = match &value {
            Value::String(text) => Some(Self::Text(text.clone())),
            Value::Object(_) => UserMessageEvent::deserialize(&value).ok().map(Self::from),
            Value::Array(_) => Vec::deserialize(&value).ok().map(Self::Many),
            _ => None,
        };
        Ok(typed.unwrap_or(Self::Unknown(value)))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Messages {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Messages".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let one = generator.subschema_for::<UserMessageEvent>();
        schemars::json_schema!({"anyOf": [{"type": "string"}, one, {"type": "array", "items": one}]})
    }
}

/// A part of a message: a text or an image.
#[derive(Clone, Debug, PartialEq)]
pub enum ContentPart {
    /// A text.
    Text(String),
    /// An image.
    Image(ImageContent),
    /// Something this version cannot type, as it came.
    Unknown(Value),
}

impl ContentPart {
    /// The text, if this is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl From<&str> for ContentPart {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for ContentPart {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<ImageContent> for ContentPart {
    fn from(image: ImageContent) -> Self {
        Self::Image(image)
    }
}

impl Serialize for ContentPart {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Image(image) => image.serialize(serializer),
            Self::Unknown(value) => value.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for ContentPart {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Value::deserialize(deserializer)? {
            Value::String(text) => Self::Text(text),
            value => ImageContent::deserialize(&value).map_or_else(|_| Self::Unknown(value), Self::Image),
        })
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for ContentPart {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ContentPart".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let image = generator.subschema_for::<ImageContent>();
        schemars::json_schema!({"anyOf": [{"type": "string"}, image]})
    }
}
