//! Webhook deliveries.

use std::time::Duration;

use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;
use steersman::webhook::{WebhookVerifier, sign_webhook};

use crate::failure;

/// Verifies a delivery. The bytes that were verified are the delivery's JSON.
#[napi]
pub(crate) fn verify_webhook(
    body: Uint8Array,
    signature: String,
    timestamp: String,
    secrets: Vec<String>,
    tolerance_seconds: u32,
) -> napi::Result<()> {
    WebhookVerifier::new(secrets)
        .and_then(|verifier| {
            verifier
                .tolerance(Duration::from_secs(tolerance_seconds.into()))
                .verify(&body, &signature, &timestamp)
        })
        .map(drop)
        .map_err(|error| failure::thrown(&error))
}

/// The signature of a delivery, as the service makes it.
#[napi]
pub(crate) fn sign_webhook_delivery(body: Uint8Array, timestamp: String, secret: String) -> String {
    sign_webhook(&body, &timestamp, &secret)
}
