//! Webhooks: addresses that are told when sessions change. To check what arrives there, see `verify_webhook`.

use steersman_wire::{
    CreateWebhook, UpdateWebhook, WebhookEventTypeDefinition, WebhookPingResult, WebhookRecord,
    WebhookWithSecret,
};

use super::argument::{Id, Text};
use super::declare::resource;

resource! {
    /// Addresses that are told when sessions change.
    Webhooks "webhooks"

    /// Lists webhooks, newest first.
    ListWebhooks: GET "/api/v2/webhooks"
    => list_webhooks() -> Page(WebhookRecord) {
        /// The page, from 1 (default).
        query page: u64 .at_least(1) .default("1");
        /// Webhooks on a page: 1 to 1000, default 10.
        query size: u64 .range(1, 1000) .default("10");
        /// The order: `-created_at` (newest first, default) or `created_at`.
        query sort: [Text] .one_of(&["created_at", "-created_at"]) .default("[\"-created_at\"]");
    }

    /// Creates a webhook. Its signing secret is shown only here and by `rotate_webhook_secret`.
    CreateWebhook: POST "/api/v2/webhooks"
    => create_webhook() body webhook: CreateWebhook -> 201 Json(WebhookWithSecret)

    /// Lists the types of events that webhooks can be told about.
    ListWebhookEvents: GET "/api/v2/webhooks/events"
    => list_webhook_events() -> List(WebhookEventTypeDefinition)

    /// Reads a webhook.
    GetWebhook: GET "/api/v2/webhooks/{webhook_id}"
    => get_webhook(path webhook_id: Id) -> Json(WebhookRecord)

    /// Changes the fields that are given; an explicit null clears one.
    UpdateWebhook: PATCH "/api/v2/webhooks/{webhook_id}"
    => update_webhook(path webhook_id: Id) body changes: UpdateWebhook -> Json(WebhookRecord)

    /// Deletes a webhook.
    DeleteWebhook: DELETE "/api/v2/webhooks/{webhook_id}"
    => delete_webhook(path webhook_id: Id) -> Nothing

    /// Sends a signed test event to a webhook and tells how it was received.
    PingWebhook: POST "/api/v2/webhooks/{webhook_id}/ping"
    => ping_webhook(path webhook_id: Id) -> Json(WebhookPingResult)

    /// Replaces the signing secret of a webhook. Accept both until the new one is in place.
    RotateWebhookSecret: POST "/api/v2/webhooks/{webhook_id}/rotate"
    => rotate_webhook_secret(path webhook_id: Id) -> Json(WebhookWithSecret)
}
