//! Webhook deliveries: whether one really comes from the service, and what it says.
//!
//! An endpoint is open to everybody, so what arrives there is believed only when it is signed with the webhook's secret and
//! recent. Verify the bytes as they came: text that was parsed and written again has another signature.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;
use steersman_http::{Error, ErrorKind};
use steersman_wire::{Secret, WebhookDelivery};
use subtle::{Choice, ConstantTimeEq};

/// The header that carries the signature: `sha256=` and 64 lower-case hexadecimal digits.
pub const SIGNATURE_HEADER: &str = "X-H-Webhook-Signature";
/// The header that carries the time of the delivery, in seconds since 1970.
pub const TIMESTAMP_HEADER: &str = "X-H-Webhook-Timestamp";
/// How far the time of a delivery may be from now, in both directions: 5 minutes.
pub const DEFAULT_TOLERANCE: Duration = Duration::from_mins(5);

/// Verifies a delivery and reads it, with the [`DEFAULT_TOLERANCE`].
///
/// `body` is the raw body of the request, `signature` and `timestamp` are the values of [`SIGNATURE_HEADER`] and
/// [`TIMESTAMP_HEADER`]. While a secret is being replaced, pass the old and the new one: either may have signed. Types of events that
/// are not known yet pass.
///
/// ```
/// use steersman::verify_webhook;
/// # use steersman::webhook::sign_webhook;
/// # use steersman::{Error, ErrorKind};
///
/// # fn answer(body: &[u8], signature: &str, timestamp: &str, secret: &str) -> u16 {
/// // In the handler of your endpoint, with the bytes as they came:
/// match verify_webhook(body, signature, timestamp, [secret]) {
///     Ok(delivery) => {
///         if let Some(session) = delivery.session() {
///             println!("{}: {} is {}", delivery.r#type, session.session_id, session.status);
///         }
///         204
///     }
///     // Forged, too old or not readable.
///     Err(error) if error.kind() == ErrorKind::WebhookVerification => 400,
///     // A fault on this side: no secret, or an empty one.
///     Err(_) => 500,
/// }
/// # }
/// # let body = br#"{"type":"session.idle","id":"e1","created_at":"2026-03-01T09:00:00Z","data":{"session_id":"s1","status":"idle"}}"#;
/// # let now = std::time::UNIX_EPOCH.elapsed().unwrap().as_secs().to_string();
/// # let signature = sign_webhook(body, &now, "whsec_1");
/// # assert_eq!(answer(body, &signature, &now, "whsec_1"), 204);
/// # assert_eq!(answer(body, &signature, &now, "whsec_2"), 400);
/// # assert_eq!(answer(body, &signature, &now, ""), 500);
/// ```
///
/// # Errors
/// [`InvalidArgument`](ErrorKind::InvalidArgument) when there is no secret or a blank one;
/// [`WebhookVerification`](ErrorKind::WebhookVerification) otherwise, with `timestamp`, `signature` or `body` as its
/// [`field`](Error::field).
pub fn verify_webhook<S: AsRef<str>>(
    body: &[u8],
    signature: &str,
    timestamp: &str,
    secrets: impl IntoIterator<Item = S>,
) -> Result<WebhookDelivery, Error> {
    WebhookVerifier::new(secrets)?.verify(body, signature, timestamp)
}

/// The signature of a delivery, as the service makes it: for testing an endpoint.
pub fn sign_webhook(body: &[u8], timestamp: &str, secret: &str) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else {
        unreachable!("HMAC takes keys of any length")
    };
    for part in [timestamp.as_bytes(), b".", body] {
        mac.update(part);
    }
    let digit = |value: u8| char::from(b"0123456789abcdef"[usize::from(value & 15)]);
    let digits = mac.finalize().into_bytes().into_iter().flat_map(|byte| [digit(byte >> 4), digit(byte)]);
    "sha256=".chars().chain(digits).collect()
}

/// Verifies deliveries with the secrets of one endpoint.
///
/// ```
/// use std::time::Duration;
/// use steersman::webhook::WebhookVerifier;
///
/// let verifier = WebhookVerifier::new(["whsec_new", "whsec_old"])?.tolerance(Duration::from_secs(60));
/// let forged = verifier.verify(b"{}", "sha256=00", "1772355600");
/// assert!(forged.is_err());
/// # Ok::<(), steersman::Error>(())
/// ```
#[derive(Clone)]
pub struct WebhookVerifier {
    secrets: Vec<Secret>,
    tolerance: Duration,
}

impl WebhookVerifier {
    /// Takes the secrets that deliveries may be signed with.
    ///
    /// # Errors
    /// [`InvalidArgument`](ErrorKind::InvalidArgument) when there is none, or one that is blank: everybody could sign with that.
    pub fn new<S: AsRef<str>>(secrets: impl IntoIterator<Item = S>) -> Result<Self, Error> {
        let secrets: Vec<Secret> = secrets.into_iter().map(|secret| Secret::new(secret.as_ref())).collect();
        if secrets.is_empty() {
            return Err(Error::invalid_argument("secrets", "at least one webhook secret is needed"));
        }
        if secrets.iter().any(|secret| secret.expose().trim().is_empty()) {
            return Err(Error::invalid_argument(
                "secrets",
                "a webhook secret is empty, so anybody could sign; is its environment variable set?",
            ));
        }
        Ok(Self { secrets, tolerance: DEFAULT_TOLERANCE })
    }

    /// How far the time of a delivery may be from now, in both directions, in whole seconds. Default [`DEFAULT_TOLERANCE`].
    #[must_use]
    pub fn tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Verifies a delivery and reads it; see [`verify_webhook`].
    ///
    /// # Errors
    /// [`WebhookVerification`](ErrorKind::WebhookVerification), with `timestamp`, `signature` or `body` as its
    /// [`field`](Error::field).
    pub fn verify(&self, body: &[u8], signature: &str, timestamp: &str) -> Result<WebhookDelivery, Error> {
        self.verify_at(body, signature, timestamp, SystemTime::now())
    }

    /// As [`verify`](Self::verify), at a time of the caller's choice.
    ///
    /// # Errors
    /// As [`verify`](Self::verify).
    pub fn verify_at(
        &self,
        body: &[u8],
        signature: &str,
        timestamp: &str,
        now: SystemTime,
    ) -> Result<WebhookDelivery, Error> {
        let sent: i64 = timestamp
            .parse()
            .map_err(|_| rejected("timestamp", "the timestamp is not a whole number of seconds"))?;
        let distance = seconds(now).abs_diff(sent);
        if distance > self.tolerance.as_secs() {
            let tolerance = self.tolerance.as_secs();
            return Err(rejected(
                "timestamp",
                format!("the timestamp is {distance} s from now, more than the {tolerance} s allowed"),
            ));
        }
        // Every secret is tried, and every comparison takes the same time: how long it takes tells nothing.
        let mut genuine = Choice::from(0);
        for secret in &self.secrets {
            let expected = sign_webhook(body, timestamp, secret.expose());
            genuine |= expected.as_bytes().ct_eq(signature.as_bytes());
        }
        if !bool::from(genuine) {
            return Err(rejected(
                "signature",
                "the signature fits none of the secrets; it must be of the raw body, before any parsing",
            ));
        }
        read(body)
    }
}

impl fmt::Debug for WebhookVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookVerifier")
            .field("secrets", &self.secrets.len())
            .field("tolerance", &self.tolerance)
            .finish()
    }
}

fn rejected(field: &str, message: impl Into<String>) -> Error {
    Error::new(ErrorKind::WebhookVerification, message).with_field(field)
}

/// Whole seconds since 1970, negative before.
fn seconds(time: SystemTime) -> i64 {
    let (distance, sign) = match time.duration_since(UNIX_EPOCH) {
        Ok(after) => (after, 1),
        Err(before) => (before.duration(), -1),
    };
    i64::try_from(distance.as_secs()).map_or(i64::MAX, |seconds| seconds * sign)
}

/// Reads a body that is known to be genuine.
fn read(body: &[u8]) -> Result<WebhookDelivery, Error> {
    let value: Value = serde_json::from_slice(body)
        .map_err(|cause| rejected("body", format!("the delivery is not JSON: {cause}")).with_source(cause))?;
    for (name, fits) in [
        ("type", value["type"].is_string()),
        ("id", value["id"].is_string()),
        ("created_at", value["created_at"].is_string()),
        ("data", value["data"].is_object()),
    ] {
        if !fits {
            let shape = if name == "data" { "an object" } else { "a string" };
            return Err(rejected("body", format!("the delivery has no `{name}` that is {shape}")));
        }
    }
    serde_json::from_value(value)
        .map_err(|cause| rejected("body", format!("the delivery cannot be read: {cause}")).with_source(cause))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &[u8] = br#"{"type":"session.completed","id":"evt_1","created_at":"2026-03-01T09:00:00Z","data":{"session_id":"s-1","status":"completed","previous_status":"running"}}"#;
    const SENT: u64 = 1_772_355_600;
    // Made with another implementation of HMAC.
    const BY_TEST: &str = "sha256=3ede7d545da82085149123345b7da696c77c2d9a662c9ab44cb16c67bb26f923";
    const BY_OLD: &str = "sha256=ff3b3bd45db06ab845ba237210f63b746953ce70cc2d383db7af91cf3c1ebac8";

    fn at(seconds: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(seconds)
    }

    fn verify(secrets: &[&str], signature: &str, now: u64) -> Result<WebhookDelivery, Error> {
        WebhookVerifier::new(secrets)?.verify_at(BODY, signature, &SENT.to_string(), at(now))
    }

    fn why(result: Result<WebhookDelivery, Error>) -> String {
        let error = result.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::WebhookVerification, "{error:?}");
        error.field().unwrap().to_owned()
    }

    fn signed(body: &[u8]) -> Result<WebhookDelivery, Error> {
        let time = SENT.to_string();
        let signature = sign_webhook(body, &time, "whsec_test");
        WebhookVerifier::new(["whsec_test"])?.verify_at(body, &signature, &time, at(SENT))
    }

    #[test]
    fn a_genuine_delivery_is_read() {
        let delivery = verify(&["whsec_test"], BY_TEST, SENT).unwrap();
        assert_eq!((delivery.r#type.as_str(), delivery.id.as_str()), ("session.completed", "evt_1"));
        let session = delivery.session().unwrap();
        assert_eq!(
            (session.session_id.as_str(), session.previous_status.as_deref()),
            ("s-1", Some("running"))
        );
    }

    #[test]
    fn signatures_are_those_of_other_implementations() {
        let time = SENT.to_string();
        assert_eq!(sign_webhook(BODY, &time, "whsec_test"), BY_TEST);
        assert_eq!(sign_webhook(BODY, &time, "whsec_old"), BY_OLD);
        assert_eq!(
            sign_webhook(b"\xff\x00 not json", &time, "whsec_test"),
            "sha256=93ec4843e245c1e664847cb19b43f754e9a950a3dd0e66cab4d3ffa355124fa8"
        );
        assert_eq!(
            sign_webhook(b"", "0", "whsec_é"),
            "sha256=13ef45f958f274ee43d5bb256092ebf3ad8816135312d27b18e709f75d32e257"
        );
    }

    #[test]
    fn any_of_several_secrets_may_have_signed() {
        for signature in [BY_TEST, BY_OLD] {
            verify(&["whsec_test", "whsec_old"], signature, SENT).unwrap();
            verify(&["whsec_old", "whsec_other", "whsec_test"], signature, SENT).unwrap();
        }
        assert_eq!(why(verify(&["whsec_old"], BY_TEST, SENT)), "signature");
    }

    #[test]
    fn the_time_may_be_off_by_exactly_the_tolerance_in_both_directions() {
        for now in [SENT - 300, SENT + 300] {
            verify(&["whsec_test"], BY_TEST, now).unwrap();
        }
        for now in [SENT - 301, SENT + 301, 0] {
            assert_eq!(why(verify(&["whsec_test"], BY_TEST, now)), "timestamp", "{now}");
        }
        let narrow = WebhookVerifier::new(["whsec_test"]).unwrap().tolerance(Duration::ZERO);
        narrow.verify_at(BODY, BY_TEST, &SENT.to_string(), at(SENT)).unwrap();
        assert_eq!(why(narrow.verify_at(BODY, BY_TEST, &SENT.to_string(), at(SENT + 1))), "timestamp");
    }

    #[test]
    fn a_timestamp_must_be_a_whole_number() {
        let verifier = WebhookVerifier::new(["whsec_test"]).unwrap();
        for time in
            ["", "soon", "1772355600.0", " 1772355600", "1772355600\n", "0x10", "99999999999999999999"]
        {
            let signature = sign_webhook(BODY, time, "whsec_test");
            assert_eq!(why(verifier.verify_at(BODY, &signature, time, at(SENT))), "timestamp", "{time:?}");
        }
        for time in [i64::MIN, i64::MAX, -1] {
            let signature = sign_webhook(BODY, &time.to_string(), "whsec_test");
            assert_eq!(why(verifier.verify_at(BODY, &signature, &time.to_string(), at(SENT))), "timestamp");
        }
    }

    #[test]
    fn the_signature_has_one_spelling() {
        let digits = BY_TEST.strip_prefix("sha256=").unwrap();
        for signature in [
            String::new(),
            "sha256=".to_owned(),
            digits.to_owned(),
            format!("sha256={}", digits.to_uppercase()),
            format!("SHA256={digits}"),
            format!("sha256={}", &digits[..63]),
            format!("sha256={digits}0"),
            format!(" {BY_TEST}"),
            format!("{BY_TEST},{BY_OLD}"),
        ] {
            assert_eq!(why(verify(&["whsec_test"], &signature, SENT)), "signature", "{signature:?}");
        }
    }

    #[test]
    fn one_changed_byte_in_body_or_time_is_noticed() {
        let verifier = WebhookVerifier::new(["whsec_test"]).unwrap();
        for place in 0..BODY.len() {
            let mut body = BODY.to_vec();
            body[place] ^= 1;
            assert_eq!(why(verifier.verify_at(&body, BY_TEST, &SENT.to_string(), at(SENT))), "signature");
        }
        assert_eq!(why(verifier.verify_at(BODY, BY_TEST, &(SENT + 1).to_string(), at(SENT))), "signature");
        let spaced = serde_json::to_vec_pretty(&serde_json::from_slice::<Value>(BODY).unwrap()).unwrap();
        assert_eq!(why(verifier.verify_at(&spaced, BY_TEST, &SENT.to_string(), at(SENT))), "signature");
    }

    #[test]
    fn without_a_secret_or_with_an_empty_one_nothing_is_verified() {
        let forged = sign_webhook(BODY, &SENT.to_string(), "");
        for secrets in [&[][..], &[""], &["whsec_test", ""], &["  "]] {
            let error = verify(secrets, &forged, SENT).unwrap_err();
            assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidArgument, Some("secrets")));
        }
    }

    #[test]
    fn checks_come_in_their_order() {
        let verifier = WebhookVerifier::new(["whsec_test"]).unwrap();
        let (time, old) = (SENT.to_string(), "1");
        assert_eq!(why(verifier.verify_at(b"not json", "wrong", "no time", at(SENT))), "timestamp");
        assert_eq!(why(verifier.verify_at(b"not json", "wrong", old, at(SENT))), "timestamp");
        assert_eq!(why(verifier.verify_at(b"not json", "wrong", &time, at(SENT))), "signature");
        assert_eq!(why(signed(b"not json")), "body");
    }

    #[test]
    fn a_genuine_body_of_another_shape_is_an_error() {
        for body in [
            "",
            "null",
            "[]",
            r#"["t","i","2026-03-01T09:00:00Z",{}]"#,
            r#"{"id":"i","created_at":"c","data":{}}"#,
            r#"{"type":5,"id":"i","created_at":"c","data":{}}"#,
            r#"{"type":"t","id":null,"created_at":"c","data":{}}"#,
            r#"{"type":"t","id":"i","created_at":5,"data":{}}"#,
            r#"{"type":"t","id":"i","created_at":"c","data":[]}"#,
            r#"{"type":"t","id":"i","created_at":"c"}"#,
        ] {
            assert_eq!(why(signed(body.as_bytes())), "body", "{body}");
        }
    }

    #[test]
    fn unknown_types_and_fields_pass() {
        let body = br#"{"type":"session.sang","id":"i","created_at":"c","data":{"song":1},"extra":true}"#;
        let delivery = signed(body).unwrap();
        assert_eq!((delivery.r#type.as_str(), delivery.data["song"].as_u64()), ("session.sang", Some(1)));
        assert!(delivery.session().is_none());
        assert_eq!(delivery.extra["extra"], true);
    }

    #[test]
    fn the_secret_is_not_shown() {
        let verifier = WebhookVerifier::new(["whsec_CANARY"]).unwrap();
        let error = verifier.verify_at(BODY, BY_TEST, &SENT.to_string(), at(SENT)).unwrap_err();
        assert!(!format!("{verifier:?} {error:?} {error}").contains("CANARY"));
    }
}
