//! Webhook deliveries: four lines of the input are signature, timestamp, secret and body, taken as they are and signed well.

use std::time::UNIX_EPOCH;

use steersman::webhook::{WebhookVerifier, sign_webhook};

/// Verifies the bytes as a delivery.
pub fn check(data: &[u8]) {
    let mut parts = data.splitn(4, |byte| *byte == b'\n');
    let mut text = || parts.next().map(|part| String::from_utf8_lossy(part).into_owned()).unwrap_or_default();
    let (signature, timestamp, secret) = (text(), text(), text());
    let body = parts.next().unwrap_or_default();
    let Ok(verifier) = WebhookVerifier::new([&secret]) else {
        assert!(secret.trim().is_empty(), "a secret is refused");
        return;
    };
    // What verifies was signed with the secret.
    if verifier.verify(body, &signature, &timestamp).is_ok() {
        assert!(
            signature.contains(&sign_webhook(body, &timestamp, &secret)),
            "a forged delivery is accepted"
        );
    }
    // What is signed verifies, if it is a delivery; under another secret it never does.
    let now = UNIX_EPOCH.elapsed().map_or(0, |now| now.as_secs()).to_string();
    let signed = sign_webhook(body, &now, &secret);
    let read = verifier.verify(body, &signed, &now);
    // By way of a value: of a member that is there twice the last one counts, as in most languages.
    let delivery = serde_json::from_slice::<serde_json::Value>(body)
        .and_then(serde_json::from_value::<steersman::wire::WebhookDelivery>)
        .is_ok();
    assert!(read.is_ok() == delivery, "signed well, {read:?}");
    let Ok(other) = WebhookVerifier::new([format!("{secret}x")]) else { unreachable!("it is not empty") };
    assert!(other.verify(body, &signed, &now).is_err(), "another secret verifies");
}
