//! Pages of events, read in one scan: what `/changes` and `/events` give.

use std::fmt;

use bytes::Bytes;
use serde::de::{DeserializeOwned, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::event::AnswerOutcome;
use crate::raw::{RawJson, checked_text, mended};
#[cfg(feature = "schema")]
use crate::schema::{ObjectSchema, Presence, Property};
use crate::session_event::{EventPage, readable_calls};
#[cfg(feature = "schema")]
use crate::validate::Limits;
use crate::{Extra, Metrics, Page, SessionErrorCode, SessionEvent, Timestamp, ToolRequest, TrajectoryStatus};

/// What changed in a session: the events past an index, and how the session stood when the page was made.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChangesPage {
    /// The state.
    pub status: TrajectoryStatus,
    /// When the agent began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    /// When the session ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<Timestamp>,
    /// Why it failed, in words; may come later than the failure itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Why it failed, as a category; may come later than the failure itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_code: Option<SessionErrorCode>,
    /// The events, in the order of the log.
    #[serde(rename = "new_events")]
    pub events: Vec<SessionEvent>,
    /// The index of the first event (or, without events, of the point reached); beyond the asked index when older
    /// events were evicted.
    /// `None` when the server does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_index: Option<u64>,
    /// The newest answer, text or object, of the session rather than of the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<RawJson>,
    /// The agent's own verdict on that answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<AnswerOutcome>,
    /// Usage and costs so far.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metrics: Option<Metrics>,
    /// Calls waiting for the client; `None` when the server does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_tool_calls: Option<Vec<ToolRequest>>,
}

impl ChangesPage {
    /// A page of which only the state is known.
    pub const fn new(status: TrajectoryStatus) -> Self {
        Self {
            status,
            started_at: None,
            finished_at: None,
            error: None,
            error_code: None,
            events: Vec::new(),
            first_index: None,
            answer: None,
            outcome: None,
            metrics: None,
            pending_tool_calls: None,
        }
    }

    /// Reads the body of a `/changes` response.
    ///
    /// Events are slices of `bytes`. Missing and null fields are tolerated, except for the state; so are events of
    /// any shape. What is not JSON, or
    /// not an object with a `status`, is an error.
    pub fn parse(bytes: &Bytes) -> Result<Self, serde_json::Error> {
        let body: ChangesBody<'_> = serde_json::from_str(checked_text(bytes)?)?;
        Ok(Self {
            status: body.status,
            started_at: lenient(body.started_at),
            finished_at: lenient(body.finished_at),
            error: body.error.filter(|raw| raw.get() != "null").map(|raw| match mended(raw.get()) {
                Ok(Value::String(text)) => text,
                _ => raw.get().to_owned(),
            }),
            error_code: lenient(body.error_code),
            events: EventPage::events(bytes, &body.new_events.0),
            first_index: lenient(body.first_index),
            answer: body.answer.filter(|raw| raw.get() != "null").map(|raw| slice(bytes, raw)),
            outcome: lenient(body.outcome),
            metrics: lenient(body.metrics),
            pending_tool_calls: lenient(body.pending_tool_calls).map(|calls| readable_calls(&calls)),
        })
    }

    /// The newest answer as a value.
    pub fn answer_value(&self) -> Option<Value> {
        self.answer.as_ref().and_then(|answer| answer.to_value().ok())
    }

    /// The cursor after this page, which was asked for at `from_index`: the index of the event that comes next.
    pub fn next_index(&self, from_index: u64) -> u64 {
        self.first_index.unwrap_or(from_index) + self.events.len() as u64
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for ChangesPage {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SessionChanges".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        const NO_LIMITS: Limits = Limits::NONE;
        const TEXT_OR_OBJECT: Limits = Limits { types: Some(["string", "object"]), ..Limits::NONE };
        const NULLABLE: Presence = Presence::OptionalNullable;
        let mut object = ObjectSchema::new(
            &["What changed in a session: the events past an index, and how it stood."],
            true,
        );
        let mut property = |name, doc, schema, presence, limits| {
            let default = (name == "new_events").then(|| serde_json::json!([]));
            object.property(Property { name, docs: &[doc], schema, presence, default, limits });
        };
        let status = generator.subschema_for::<TrajectoryStatus>();
        property("status", "The state.", status, Presence::Required, NO_LIMITS);
        let time = generator.subschema_for::<Timestamp>();
        property("started_at", "When the agent began.", time.clone(), NULLABLE, NO_LIMITS);
        property("finished_at", "When the session ended.", time, NULLABLE, NO_LIMITS);
        let text = generator.subschema_for::<String>();
        property("error", "Why it failed, in words; may come late.", text, NULLABLE, NO_LIMITS);
        let code = generator.subschema_for::<SessionErrorCode>();
        property("error_code", "Why it failed, as a category; may come late.", code, NULLABLE, NO_LIMITS);
        let events = generator.subschema_for::<Vec<SessionEvent>>();
        property("new_events", "The events, in the order of the log.", events, Presence::Optional, NO_LIMITS);
        let index = generator.subschema_for::<u64>();
        property(
            "first_index",
            "The index of the first event, or of the point reached.",
            index,
            NULLABLE,
            NO_LIMITS,
        );
        let any = generator.subschema_for::<Value>();
        property("answer", "The newest answer of the session.", any, NULLABLE, TEXT_OR_OBJECT);
        let outcome = generator.subschema_for::<AnswerOutcome>();
        property("outcome", "The agent's own verdict on that answer.", outcome, NULLABLE, NO_LIMITS);
        let metrics = generator.subschema_for::<Metrics>();
        property("metrics", "Usage and costs so far.", metrics, Presence::Optional, NO_LIMITS);
        let calls = generator.subschema_for::<Vec<ToolRequest>>();
        property("pending_tool_calls", "Calls waiting for the client.", calls, Presence::Optional, NO_LIMITS);
        object.finish()
    }
}

fn slice(bytes: &Bytes, raw: &RawValue) -> RawJson {
    RawJson::checked(bytes.slice_ref(raw.get().as_bytes()))
}

/// The value, unless it is null or of another shape than expected.
fn lenient<T: DeserializeOwned>(raw: Option<&RawValue>) -> Option<T> {
    mended::<Option<T>>(raw?.get()).ok().flatten()
}

/// The body with each part but the state as text: what cannot be read must not cost the events.
#[derive(Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
struct ChangesBody<'a> {
    status: TrajectoryStatus,
    started_at: Option<&'a RawValue>,
    finished_at: Option<&'a RawValue>,
    error: Option<&'a RawValue>,
    error_code: Option<&'a RawValue>,
    #[serde(default)]
    new_events: RawItems<'a>,
    first_index: Option<&'a RawValue>,
    answer: Option<&'a RawValue>,
    outcome: Option<&'a RawValue>,
    metrics: Option<&'a RawValue>,
    pending_tool_calls: Option<&'a RawValue>,
}

/// The items of a list as text; null counts as an empty list.
#[derive(Default)]
struct RawItems<'a>(Vec<&'a RawValue>);

impl<'de: 'a, 'a> Deserialize<'de> for RawItems<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawItemsVisitor)
    }
}

struct RawItemsVisitor;

impl<'de> Visitor<'de> for RawItemsVisitor {
    type Value = RawItems<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of events")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(RawItems::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(RawItems(items))
    }
}

/// One page of a session's history.
pub type EventsPage = Page<SessionEvent>;

impl EventsPage {
    /// Reads the body of an `/events` response; the events are slices of `bytes`. What is not JSON, or not an object
    /// with `items`, is an error.
    pub fn parse(bytes: &Bytes) -> Result<Self, serde_json::Error> {
        #[derive(Deserialize)]
        struct Body<'a> {
            #[serde(borrow)]
            items: RawItems<'a>,
            total: Option<u64>,
            page: Option<u64>,
            #[serde(flatten)]
            extra: Extra,
        }
        let body: Body<'_> = serde_json::from_str(checked_text(bytes)?)?;
        Ok(Self {
            items: EventPage::events(bytes, &body.items.0),
            total: body.total.unwrap_or_default(),
            page: body.page.unwrap_or_default(),
            extra: body.extra,
        })
    }
}
