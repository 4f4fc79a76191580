//! One event of a session: a light view of the page it came with. Its data is typed when it is first asked for.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::envelope::{Envelope, glance, glance_kind};
use crate::event::{
    AgentEventData, AgentState, AnswerEvent, ErrorEvent, EventPayload, KnownType, MessageEvent,
    ObservationEvent, PolicyEvent,
};
use crate::raw::{RawJson, Span, checked_text, mended, serialize_raw, shortened, text, text_member};
use crate::timestamp::parse_instant;
use crate::{Timestamp, ToolRequest, ToolResultEvent};

/// One event of a session.
///
/// Two words in size; clones share the page and the typed data. The raw text stays as the server wrote it, whatever
/// shape it has: an
/// item without a type, without data, or that is no object at all, is an event too.
#[derive(Clone)]
pub struct SessionEvent {
    page: Arc<EventPage>,
    position: u32,
}

/// The events of one page, all slices of one buffer.
pub(crate) struct EventPage {
    bytes: Bytes,
    items: Box<[Item]>,
}

struct Item {
    raw: Span,
    event_type: Text,
    timestamp: Text,
    payload: OnceLock<Box<EventPayload>>,
}

/// A string of the envelope: none, one of the known types, a part of the page, or (when it was escaped) a text of its
/// own.
enum Text {
    None,
    Known(KnownType),
    Part(Span),
    Own(Box<str>),
}

impl Text {
    fn read(raw: Option<&RawValue>, page: &[u8]) -> Self {
        let Some(raw) = raw.map(RawValue::get).filter(|raw| raw.starts_with('"')) else { return Self::None };
        let inner = &raw[1..raw.len() - 1];
        if inner.contains('\\') {
            mended(raw).map_or(Self::None, Self::Own)
        } else {
            Self::part(inner.as_bytes(), page)
        }
    }

    fn part(text: &[u8], page: &[u8]) -> Self {
        Self::Part(Span::of(text, page))
    }

    /// The same, as a type of events.
    fn into_type(self, page: &[u8]) -> Self {
        let known = match &self {
            Self::Part(span) => KnownType::from_name(span.bytes(page)),
            Self::Own(text) => KnownType::from_name(text.as_bytes()),
            Self::None | Self::Known(_) => None,
        };
        known.map_or(self, Self::Known)
    }

    fn get<'a>(&'a self, page: &'a [u8]) -> Option<&'a str> {
        match self {
            Self::None => None,
            Self::Known(known) => Some(known.name()),
            Self::Part(span) => Some(text(span.bytes(page))),
            Self::Own(own) => Some(own),
        }
    }
}

impl Item {
    /// Reads type and time of one item, which is a slice of `page`.
    fn read(raw: &str, page: &[u8]) -> Self {
        let (event_type, timestamp) = if let Some((event_type, timestamp)) = glance(raw.as_bytes()) {
            (Text::part(event_type, page), Text::part(timestamp, page))
        } else {
            let envelope = Envelope::read(raw);
            (Text::read(envelope.event_type, page), Text::read(envelope.timestamp, page))
        };
        Self {
            raw: Span::of(raw.as_bytes(), page),
            event_type: event_type.into_type(page),
            timestamp,
            payload: OnceLock::new(),
        }
    }
}

impl EventPage {
    /// The events whose raw texts are these slices of `bytes`.
    pub(crate) fn events(bytes: &Bytes, items: &[&RawValue]) -> Vec<SessionEvent> {
        let count = u32::try_from(items.len()).expect("a page shorter than 4 GiB has fewer items");
        let items = items.iter().map(|raw| Item::read(raw.get(), bytes)).collect();
        let page = Arc::new(Self { bytes: bytes.clone(), items });
        (0..count).map(|position| SessionEvent { page: Arc::clone(&page), position }).collect()
    }
}

impl SessionEvent {
    /// Reads one event from its JSON text. Only text that is no JSON is an error.
    pub fn from_raw(bytes: &Bytes) -> Result<Self, serde_json::Error> {
        let raw: &RawValue = serde_json::from_str(checked_text(bytes)?)?;
        EventPage::events(bytes, &[raw]).pop().ok_or_else(|| serde_json::Error::custom("no event"))
    }

    /// Makes an event of any type from its parts.
    pub fn new(event_type: &str, data: &Value, timestamp: impl Into<Timestamp>) -> Self {
        Self::from_parts(event_type, data, &timestamp.into())
    }

    /// Makes an event of a known type from its typed data; unknown data needs [`SessionEvent::new`], and gets an
    /// empty type here.
    pub fn of(payload: impl Into<EventPayload>, timestamp: impl Into<Timestamp>) -> Self {
        let payload = payload.into();
        Self::from_parts(payload.event_type().unwrap_or_default(), &payload, &timestamp.into())
    }

    fn from_parts(event_type: &str, data: &impl Serialize, timestamp: &Timestamp) -> Self {
        #[derive(Serialize)]
        struct Parts<'a, D> {
            r#type: &'a str,
            data: &'a D,
            timestamp: &'a Timestamp,
        }
        let raw = serde_json::to_vec(&Parts { r#type: event_type, data, timestamp });
        let raw = raw.expect("wire types have string keys and no failing parts");
        Self::from_raw(&raw.into()).expect("the serializer writes JSON")
    }

    fn item(&self) -> &Item {
        &self.page.items[self.position as usize]
    }

    /// The type, such as `AgentEvent`; empty when the item has none.
    pub fn event_type(&self) -> &str {
        self.item().event_type.get(&self.page.bytes).unwrap_or_default()
    }

    /// The time as the server wrote it; `None` when the item has none.
    pub fn timestamp(&self) -> Option<&str> {
        self.item().timestamp.get(&self.page.bytes)
    }

    /// The time as an instant; `None` when the item has none that can be read.
    pub fn instant(&self) -> Option<jiff::Timestamp> {
        parse_instant(self.timestamp()?)
    }

    /// The whole item as it came.
    pub fn raw(&self) -> &str {
        text(self.item().raw.bytes(&self.page.bytes))
    }

    /// The whole item as it came, sharing the memory of the page.
    pub fn raw_json(&self) -> RawJson {
        RawJson::checked(self.item().raw.slice(&self.page.bytes))
    }

    /// The data as it came; `None` when the item has none. Looks for it each time.
    pub fn raw_data(&self) -> Option<RawJson> {
        let data = Envelope::read(self.raw()).data?;
        Some(RawJson::checked(self.page.bytes.slice_ref(data.get().as_bytes())))
    }

    /// The kind of the data, such as `policy_event`; `None` when the data has none. Cheap where the kind is the first member of the
    /// data, as the service writes it.
    pub fn kind(&self) -> Option<Cow<'_, str>> {
        if let Some(kind) = glance_kind(self.item().raw.bytes(&self.page.bytes)) {
            return Some(Cow::Borrowed(text(kind)));
        }
        let data = Envelope::read(self.raw()).data?.get();
        if data.starts_with('{') { text_member(data, "kind") } else { None }
    }

    /// The data, typed. The first call parses it; clones share the result.
    pub fn payload(&self) -> &EventPayload {
        let item = self.item();
        item.payload.get_or_init(|| {
            let data = Envelope::read(self.raw()).data.map_or("null", RawValue::get);
            Box::new(match item.event_type {
                Text::Known(known) => EventPayload::read(known, data),
                _ => EventPayload::Unknown(mended(data).unwrap_or_default()),
            })
        })
    }

    /// What the agent does now, if this event tells; cheap for all other events.
    pub fn active_state(&self) -> Option<ActiveState> {
        if !matches!(self.item().event_type, Text::Known(KnownType::ActiveStateChange)) {
            return None;
        }
        match self.payload() {
            EventPayload::ActiveStateChange(data) => Some(ActiveState {
                state: data.state.clone(),
                pending_tool_calls: data.pending_tool_calls.clone().unwrap_or_default(),
            }),
            EventPayload::Unknown(data) => Some(ActiveState {
                state: data.get("state")?.as_str()?.into(),
                pending_tool_calls: data.get("pending_tool_calls").map(readable_calls).unwrap_or_default(),
            }),
            _ => None,
        }
    }

    /// What the agent did, saw, thought or said, if this is an `AgentEvent`.
    pub fn as_agent_event(&self) -> Option<&AgentEventData> {
        if !matches!(self.item().event_type, Text::Known(KnownType::Agent)) {
            return None;
        }
        match self.payload() {
            EventPayload::Agent(data) => Some(data),
            _ => None,
        }
    }

    /// The agent's answer, if this event brings one.
    pub fn answer(&self) -> Option<&Value> {
        self.as_answer().map(|event| &event.answer)
    }

    /// The agent's answer and verdict, if this event brings one.
    pub fn as_answer(&self) -> Option<&AnswerEvent> {
        match self.as_agent_event()? {
            AgentEventData::Answer(event) => Some(event),
            _ => None,
        }
    }

    /// What the agent was told, if this event brings it.
    pub fn as_message(&self) -> Option<&MessageEvent> {
        match self.as_agent_event()? {
            AgentEventData::Message(event) => Some(event),
            _ => None,
        }
    }

    /// What the agent saw, if this event brings it.
    pub fn as_observation(&self) -> Option<&ObservationEvent> {
        match self.as_agent_event()? {
            AgentEventData::Observation(event) => Some(event),
            _ => None,
        }
    }

    /// What the agent decided, if this event brings it.
    pub fn as_policy(&self) -> Option<&PolicyEvent> {
        match self.as_agent_event()? {
            AgentEventData::Policy(event) => Some(event),
            _ => None,
        }
    }

    /// What a tool gave back, if this event brings it.
    pub fn as_tool_result(&self) -> Option<&ToolResultEvent> {
        match self.as_agent_event()? {
            AgentEventData::ToolResult(event) => Some(event),
            _ => None,
        }
    }

    /// The step that went wrong, if this event brings one.
    pub fn as_error(&self) -> Option<&ErrorEvent> {
        match self.as_agent_event()? {
            AgentEventData::Error(event) => Some(event),
            _ => None,
        }
    }
}

/// What an agent is doing, and what it waits for.
#[derive(Clone, Debug, PartialEq)]
pub struct ActiveState {
    /// What it is doing.
    pub state: AgentState,
    /// The calls of this step that still wait for the client; empty unless it awaits tool results.
    pub pending_tool_calls: Vec<ToolRequest>,
}

/// Those calls of a list that can be read as calls.
pub(crate) fn readable_calls(calls: &Value) -> Vec<ToolRequest> {
    let calls = calls.as_array().map(Vec::as_slice).unwrap_or_default();
    calls.iter().filter_map(|call| ToolRequest::deserialize(call).ok()).collect()
}

impl PartialEq for SessionEvent {
    /// Events are equal when their texts are.
    fn eq(&self, other: &Self) -> bool {
        self.item().raw.bytes(&self.page.bytes) == other.item().raw.bytes(&other.page.bytes)
    }
}

impl Eq for SessionEvent {}

impl fmt::Debug for SessionEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SessionEvent").field(&format_args!("{}", shortened(self.raw()))).finish()
    }
}

impl Serialize for SessionEvent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_raw(self.raw(), serializer)
    }
}

impl<'de> Deserialize<'de> for SessionEvent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = RawJson::deserialize(deserializer)?;
        Self::from_raw(raw.as_bytes()).map_err(D::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for SessionEvent {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SessionEvent".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::schema::session_event(generator)
    }
}
