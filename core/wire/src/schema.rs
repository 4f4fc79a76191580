//! JSON Schemas of the wire types, named as in the contract: one document from which other languages are generated.

use schemars::generate::SchemaSettings;
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::event::envelope_schemas;
use crate::validate::Limits;
use crate::{
    Agent, AgentRevisionRecord, AgentWithRevision, BrowserProfileCreate, BrowserProfileList, ChangesPage,
    CreateSchedule, CreateWebhook, Environment, ErrorEnvelope, ErrorEvent, Feedback, HTTPValidationError,
    InitiateUploadResponse, ListFilesRequest, ListFilesResponse, Page, PatchAgent, PatchEnvironment,
    PatchSkill, PauseSchedule, QuotaErrorResponse, QuotaStatus, ReadFileRequest, ReadFileResponse,
    ScheduleRecord, ScheduleRunRecord, Session, SessionEvent, SessionRequest, SessionStatus, SessionSummary,
    ShareLink, Skill, TokenQuotaStatus, ToolResultBatch, ToolResultEvent, UpdateSchedule, UpdateWebhook,
    UserMessageBatch, UserMessageEvent, VaultConfigList, VaultCreateRequest, VaultHealth,
    VaultTokenRotateRequest, VaultUpdateRequest, WebhookDelivery, WebhookEventType,
    WebhookEventTypeDefinition, WebhookPingResult, WebhookRecord, WebhookSessionEventData, WebhookWithSecret,
    WriteFileRequest, WriteFileResponse,
};

/// Whether a property must be there, and whether it may be null.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    Required,
    RequiredNullable,
    Optional,
    OptionalNullable,
}

pub(crate) struct Property<'a> {
    pub(crate) name: &'a str,
    pub(crate) docs: &'a [&'a str],
    pub(crate) schema: Schema,
    pub(crate) presence: Presence,
    pub(crate) default: Option<Value>,
    pub(crate) limits: Limits,
}

/// Collects the properties of one object.
pub(crate) struct ObjectSchema {
    description: String,
    open: bool,
    properties: Map<String, Value>,
    required: Vec<String>,
}

impl ObjectSchema {
    pub(crate) fn new(docs: &[&str], open: bool) -> Self {
        Self { description: text(docs), open, properties: Map::new(), required: Vec::new() }
    }

    pub(crate) fn tag(&mut self, name: &str, docs: &[&str], value: &str) {
        let property = json!({"description": text(docs), "type": "string", "const": value, "default": value});
        self.properties.insert(name.to_owned(), property);
    }

    pub(crate) fn property(&mut self, property: Property<'_>) {
        let mut schema = property.schema.to_value();
        if schema == Value::Bool(true) {
            schema = json!({});
        }
        limit(&mut schema, &property.limits);
        if matches!(property.presence, Presence::RequiredNullable | Presence::OptionalNullable) {
            schema = json!({"anyOf": [schema, {"type": "null"}]});
        }
        schema["description"] = text(property.docs).into();
        if let Some(default) = property.default {
            schema["default"] = default;
        }
        let name = property.name.to_owned();
        if matches!(property.presence, Presence::Required | Presence::RequiredNullable) {
            self.required.push(name.clone());
        }
        self.properties.insert(name, schema);
    }

    pub(crate) fn finish(self) -> Schema {
        let mut schema = json!({
            "description": self.description,
            "type": "object",
            "properties": self.properties,
            "required": self.required,
        });
        if !self.open {
            schema["additionalProperties"] = false.into();
        }
        Schema::try_from(schema).expect("an object is a schema")
    }
}

/// Adds the keywords of JSON Schema that say what the limits say.
fn limit(schema: &mut Value, limits: &Limits) {
    let keywords = [
        ("minLength", limits.min_length.map(Value::from)),
        ("maxLength", limits.max_length.map(Value::from)),
        ("minimum", limits.minimum.map(Value::from)),
        ("exclusiveMinimum", limits.above.map(Value::from)),
        ("minItems", limits.min_items.map(Value::from)),
        ("type", limits.types.map(|types| Vec::from(types).into())),
        ("pattern", limits.pattern.map(Value::from)),
        ("writeOnly", limits.write_only.map(Value::from)),
    ];
    for (keyword, limit) in keywords {
        if let Some(limit) = limit {
            schema[keyword] = limit;
        }
    }
    // The bound that comes with unsigned numbers says less.
    if let Some(keywords) = schema.as_object_mut().filter(|_| limits.above.is_some()) {
        keywords.remove("minimum");
    }
    if let Some(format) = limits.format {
        let texts = if schema["type"] == "array" { &mut schema["items"] } else { schema };
        texts["format"] = format.into();
    }
}

pub(crate) fn open_enum(docs: &[&str], values: &[(&str, &[&str])]) -> Schema {
    let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
    let descriptions: Vec<String> = values.iter().map(|(_, docs)| text(docs)).collect();
    schemars::json_schema!({
        "description": text(docs),
        "type": "string",
        "enum": names,
        "x-open-enum": true,
        "x-enum-descriptions": descriptions,
    })
}

pub(crate) fn tagged_union(docs: &[&str], tag: &str, members: Vec<(&str, Schema)>) -> Schema {
    let mapping: Map<String, Value> = members
        .iter()
        .map(|(value, schema)| ((*value).to_owned(), schema.get("$ref").cloned().unwrap_or(Value::Null)))
        .collect();
    let members: Vec<Schema> = members.into_iter().map(|(_, schema)| schema).collect();
    let mut union = schemars::json_schema!({
        "oneOf": members,
        "discriminator": {"propertyName": tag, "mapping": mapping},
    });
    if !docs.is_empty() {
        union.insert("description".to_owned(), text(docs).into());
    }
    union
}

/// Joins the lines of a doc comment.
fn text(docs: &[&str]) -> String {
    let lines: Vec<&str> = docs.iter().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    lines.join("\n").trim().to_owned()
}

/// The union of all envelopes; their schemas are added to the definitions.
pub(crate) fn session_event(generator: &mut SchemaGenerator) -> Schema {
    let mut members = Vec::new();
    for (name, docs, data) in envelope_schemas(generator) {
        let event_type = json!({"description": "The type of the event.", "type": "string", "const": name});
        let envelope = envelope(&text(&docs), &event_type, &data.to_value());
        generator.definitions_mut().insert(name.to_owned(), envelope);
        members.push((name, reference(name)));
    }
    let any_type = json!({"description": "The type of the event.", "type": "string"});
    let other = envelope("An event of a type that is not known here, as it came.", &any_type, &json!({}));
    generator.definitions_mut().insert("TrajectoryEvent".to_owned(), other);
    let known = tagged_union(&[], "type", members);
    schemars::json_schema!({
        "description": "One event of a session: of a type known here, or of any other.",
        "anyOf": [known, reference("TrajectoryEvent")],
    })
}

fn envelope(description: &str, event_type: &Value, data: &Value) -> Value {
    let mut data = data.clone();
    data["description"] = "What happened.".into();
    json!({
        "description": description,
        "type": "object",
        "properties": {
            "type": event_type,
            "timestamp": {"description": "When it happened.", "type": "string", "format": "date-time"},
            "data": data,
        },
        "required": ["type", "timestamp", "data"],
    })
}

fn reference(name: &str) -> Schema {
    schemars::json_schema!({"$ref": format!("#{DEFINITIONS_PATH}/{name}")})
}

const DEFINITIONS_PATH: &str = "/components/schemas";

/// The JSON Schemas of all types of the contract, by the names they have there.
///
/// References are of the form `#/components/schemas/Name`. Beyond JSON Schema there are `discriminator` (as in
/// `OpenAPI`), `x-open-enum`
/// (other values may come) and `x-enum-descriptions` (one text per value, in the order of `enum`).
pub fn schemas() -> Map<String, Value> {
    let mut settings = SchemaSettings::draft2020_12();
    settings.definitions_path = DEFINITIONS_PATH.into();
    let mut generator = settings.into_generator();
    macro_rules! collect {
        ($($t:ty),+ $(,)?) => { $( generator.subschema_for::<$t>(); )+ };
    }
    // The roots: everything that is a body of a request or a response. What they contain follows.
    collect![
        Agent,
        PatchAgent,
        Page<AgentWithRevision>,
        Page<AgentRevisionRecord>,
        BrowserProfileCreate,
        BrowserProfileList,
        InitiateUploadResponse,
        Environment,
        PatchEnvironment,
        Page<Environment>,
        ErrorEnvelope,
        HTTPValidationError,
        QuotaErrorResponse,
        ListFilesRequest,
        ListFilesResponse,
        ReadFileRequest,
        ReadFileResponse,
        WriteFileRequest,
        WriteFileResponse,
        UserMessageEvent,
        UserMessageBatch,
        ToolResultEvent,
        ErrorEvent,
        ToolResultBatch,
        QuotaStatus,
        TokenQuotaStatus,
        CreateSchedule,
        UpdateSchedule,
        PauseSchedule,
        Page<ScheduleRecord>,
        Page<ScheduleRunRecord>,
        SessionRequest,
        Session,
        SessionStatus,
        ChangesPage,
        Page<SessionEvent>,
        Page<SessionSummary>,
        ShareLink,
        Feedback,
        Skill,
        PatchSkill,
        Page<Skill>,
        VaultCreateRequest,
        VaultUpdateRequest,
        VaultTokenRotateRequest,
        VaultConfigList,
        VaultHealth,
        CreateWebhook,
        UpdateWebhook,
        WebhookWithSecret,
        Page<WebhookRecord>,
        WebhookEventTypeDefinition,
        WebhookPingResult,
        WebhookDelivery,
        WebhookSessionEventData,
        WebhookEventType,
    ];
    let mut schemas = generator.take_definitions(true);
    schemas.insert("JsonValue".to_owned(), json!({"description": "Any JSON."}));
    schemas.sort_keys();
    schemas
}
