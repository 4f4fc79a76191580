//! Webhooks: where the service reports what happens, and what it sends.

use serde_json::Value;

use crate::{JsonObject, Secret, Timestamp, TrajectoryStatus};

wire_struct! {
    /// Makes a webhook; an organisation has at most 10.
    pub struct CreateWebhook [bare, checked, setters] {
        /// Where to deliver: https, up to 2,048 characters.
        #[limits(min_length = 1, max_length = 2048)]
        pub url: String,
        /// The event types to deliver; `*` stands for every status change only, finer types must be listed.
        pub enabled_events: Option<Vec<String>> = ["*"],
        /// What it is for, up to 255 characters.
        #[limits(max_length = 255)]
        pub description: Option<String>,
    }
}

impl CreateWebhook {
    /// A webhook that delivers status changes to `url`.
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), enabled_events: None, description: None }
    }
}

wire_struct! {
    /// Changes some fields of a webhook; absent fields stay, null clears.
    #[derive(Default)]
    pub struct UpdateWebhook [bare, checked, setters] {
        /// Where to deliver: https, up to 2,048 characters.
        #[limits(min_length = 1, max_length = 2048)]
        pub url: Nullable<String>,
        /// The event types to deliver.
        pub enabled_events: Nullable<Vec<String>>,
        /// What it is for, up to 255 characters.
        #[limits(max_length = 255)]
        pub description: Nullable<String>,
        /// Whether deliveries are switched off.
        pub disabled: Nullable<bool>,
    }
}

open_enum! {
    /// What came of a delivery.
    pub enum DeliveryStatus {
        /// The endpoint took it.
        Succeeded = "succeeded",
        /// The endpoint did not take it.
        Failed = "failed",
    }
}

wire_struct! {
    /// A webhook as the service keeps it.
    pub struct WebhookRecord [open] {
        /// The webhook's id.
        #[limits(format = "uuid")]
        pub id: String,
        /// Where it delivers.
        pub url: String,
        /// The event types it delivers.
        pub enabled_events: Vec<String> = required,
        /// What it is for.
        pub description: Option<String> = required,
        /// Whether deliveries are switched off, by hand or after many failures.
        pub disabled: bool = required,
        /// What came of the last delivery.
        pub last_delivery_status: Option<DeliveryStatus>,
        /// Why the last delivery failed.
        pub last_delivery_error: Option<String>,
        /// When the last delivery was tried.
        pub last_delivery_at: Option<Timestamp>,
        /// When a delivery last succeeded.
        pub last_success_at: Option<Timestamp>,
        /// How many deliveries have failed in a row.
        pub consecutive_failures: u64 = 0,
        /// When it was made.
        pub created_at: Timestamp,
        /// When it was last changed.
        pub updated_at: Timestamp,
    }
}

wire_struct! {
    /// A webhook with its signing secret, shown only when it is made and when the secret is replaced.
    pub struct WebhookWithSecret [open] {
        /// The webhook's id.
        #[limits(format = "uuid")]
        pub id: String,
        /// Where it delivers.
        pub url: String,
        /// The event types it delivers.
        pub enabled_events: Vec<String> = required,
        /// What it is for.
        pub description: Option<String> = required,
        /// Whether deliveries are switched off, by hand or after many failures.
        pub disabled: bool = required,
        /// What came of the last delivery.
        pub last_delivery_status: Option<DeliveryStatus>,
        /// Why the last delivery failed.
        pub last_delivery_error: Option<String>,
        /// When the last delivery was tried.
        pub last_delivery_at: Option<Timestamp>,
        /// When a delivery last succeeded.
        pub last_success_at: Option<Timestamp>,
        /// How many deliveries have failed in a row.
        pub consecutive_failures: u64 = 0,
        /// When it was made.
        pub created_at: Timestamp,
        /// When it was last changed.
        pub updated_at: Timestamp,
        /// The signing secret (`whsec_…`).
        pub secret: Secret,
    }
}

wire_struct! {
    /// A type of event that webhooks can deliver.
    pub struct WebhookEventTypeDefinition [open] {
        /// The type's name, such as `session.completed`.
        pub r#type: String,
        /// When it is delivered.
        pub description: String,
    }
}

wire_struct! {
    /// How an endpoint answered a test delivery.
    pub struct WebhookPingResult [open] {
        /// The HTTP status it gave.
        pub response_status: u64,
    }
}

open_enum! {
    /// The types of events webhooks deliver.
    pub enum WebhookEventType {
        /// Any change of a session's state.
        SessionStatusUpdated = "session.status_updated",
        /// A session completed.
        SessionCompleted = "session.completed",
        /// A session failed.
        SessionFailed = "session.failed",
        /// A session ran out of time.
        SessionTimedOut = "session.timed_out",
        /// A session answered and waits for the next message.
        SessionIdle = "session.idle",
        /// A session waits for its client's tools.
        SessionAwaitingToolResults = "session.awaiting_tool_results",
    }
}

wire_struct! {
    /// What a webhook endpoint receives.
    pub struct WebhookDelivery [open] {
        /// The type of the event; see [`WebhookEventType`].
        pub r#type: String,
        /// Identifies the event.
        pub id: String,
        /// When it happened.
        pub created_at: Timestamp,
        /// The details, shaped by the type: of a session event a `WebhookSessionEventData`.
        pub data: JsonObject,
    }
}

impl WebhookDelivery {
    /// The type of the event.
    pub fn event_type(&self) -> WebhookEventType {
        self.r#type.as_str().into()
    }

    /// The details as those of a session event, if they are.
    pub fn session(&self) -> Option<WebhookSessionEventData> {
        serde_json::from_value(Value::Object(self.data.clone())).ok()
    }
}

wire_struct! {
    /// The details of a session event.
    pub struct WebhookSessionEventData [open] {
        /// The session.
        pub session_id: String,
        /// Its state now.
        pub status: String,
        /// Its state before.
        pub previous_status: Option<String>,
    }
}

impl WebhookSessionEventData {
    /// The session's state now.
    pub fn state(&self) -> TrajectoryStatus {
        self.status.as_str().into()
    }
}
