//! Webhook deliveries.

use std::time::Duration;

use steersman::webhook::{WebhookVerifier, sign_webhook};

use crate::failure::NativeError;

/// Verifies a delivery. The bytes that were verified are the delivery's JSON.
#[uniffi::export]
fn native_verify_webhook(
    body: Vec<u8>,
    signature: String,
    timestamp: String,
    secrets: Vec<String>,
    tolerance: Duration,
) -> Result<(), NativeError> {
    let verifier = WebhookVerifier::new(secrets)?.tolerance(tolerance);
    verifier.verify(&body, &signature, &timestamp).map(drop)?;
    Ok(())
}

/// The signature of a delivery, as the service makes it.
#[uniffi::export]
fn native_sign_webhook(body: Vec<u8>, timestamp: String, secret: String) -> String {
    sign_webhook(&body, &timestamp, &secret)
}
