//! Webhooks: what is delivered to whom, signed, once.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::catalog::records::Records;
use crate::clock::Clock;
use crate::session::state::Status;
use crate::signing::hmac_hex;

pub(crate) const KIND: &str = "webhook";
/// What can be subscribed to besides `*`, which stands for the first one.
pub(crate) const EVENTS: [(&str, &str); 6] = [
    ("session.status_updated", "The status of a session has changed"),
    ("session.completed", "A session has finished"),
    ("session.failed", "A session has failed"),
    ("session.timed_out", "A session was over its time limit"),
    ("session.idle", "A session has answered and waits for the next message"),
    ("session.awaiting_tool_results", "A session waits for the results of client-run tools"),
];
/// An endpoint has this long to answer.
const TIMEOUT: Duration = Duration::from_secs(10);
/// Deliveries under way at the same time.
const PARALLEL: usize = 32;
/// An endpoint that fails this often in a row is disabled.
const FAILURES_TO_DISABLE: u64 = 50;

/// Delivers events to webhooks.
#[derive(Clone)]
pub(crate) struct Webhooks {
    records: Arc<Records>,
    clock: Clock,
    client: Arc<OnceLock<Option<reqwest::Client>>>,
    places: Arc<Semaphore>,
}

impl std::fmt::Debug for Webhooks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Webhooks")
    }
}

/// A new signing secret.
pub(crate) fn new_secret() -> String {
    format!("whsec_{}", Uuid::new_v4().simple())
}

/// The value of the signature header: HMAC-SHA256 over the timestamp, a dot and the body.
fn signature(secret: &str, timestamp: i64, body: &str) -> String {
    format!("sha256={}", hmac_hex(secret, &format!("{timestamp}.{body}")))
}

impl Webhooks {
    pub(crate) fn new(records: Arc<Records>, clock: Clock) -> Self {
        Self { records, clock, client: Arc::default(), places: Arc::new(Semaphore::new(PARALLEL)) }
    }

    /// Tells every endpoint that asked for it that a session has changed its status.
    pub(crate) fn status_changed(&self, session: Uuid, before: Option<Status>, after: Status) {
        let endpoints = self.records.list(KIND);
        if endpoints.is_empty() {
            return;
        }
        let granular = format!("session.{after}");
        for endpoint in endpoints {
            if endpoint.value["disabled"] == true {
                continue;
            }
            let enabled = endpoint.value["enabled_events"].as_array().map(Vec::as_slice).unwrap_or_default();
            let wants = |name: &str| enabled.iter().any(|event| event == name);
            let firehose = "session.status_updated";
            let kinds = [(firehose, wants("*") || wants(firehose)), (granular.as_str(), wants(&granular))];
            for (kind, _) in kinds.into_iter().filter(|(_, wanted)| *wanted) {
                let data = json!({
                    "session_id": session, "status": after.as_str(), "previous_status": before.map(Status::as_str),
                });
                let (me, key, kind) = (self.clone(), endpoint.key.clone(), kind.to_owned());
                tokio::spawn(async move {
                    me.deliver(&key, &kind, data).await;
                });
            }
        }
    }

    /// Delivers one event and notes how that went; the status code of the endpoint's reply, 0 without one.
    pub(crate) async fn deliver(&self, key: &str, kind: &str, data: Value) -> u16 {
        // Never closed.
        let _place = self.places.acquire().await;
        let Some(endpoint) = self.records.get(KIND, key) else { return 0 };
        let now = self.clock.now();
        let body = json!({ "type": kind, "id": format!("evt_{}", Uuid::new_v4().simple()), "created_at": now, "data": data })
            .to_string();
        let secret = endpoint["secret"].as_str().unwrap_or_default();
        // The receiver compares with its own clock, so this is the system's whatever ours shows.
        let timestamp = Timestamp::now().as_second();
        let request = self.client.get_or_init(client).as_ref().map(|client| {
            client
                .post(endpoint["url"].as_str().unwrap_or_default())
                .header("content-type", "application/json")
                .header("x-h-webhook-timestamp", timestamp.to_string())
                .header("x-h-webhook-signature", signature(secret, timestamp, &body))
                .timeout(TIMEOUT)
                .body(body)
        });
        let outcome = match request {
            Some(request) => sent(request).await,
            None => Err((0, "requests cannot be made on this machine".to_owned())),
        };
        self.note(key, &outcome);
        match outcome {
            Ok(status) | Err((status, _)) => status,
        }
    }

    fn note(&self, key: &str, outcome: &Result<u16, (u16, String)>) {
        let now = self.clock.now();
        self.records.change(KIND, key, |kept| {
            let Some(endpoint) = kept else { return };
            endpoint["last_delivery_at"] = json!(now);
            match outcome {
                Ok(_) => {
                    endpoint["last_delivery_status"] = "succeeded".into();
                    endpoint["last_delivery_error"] = Value::Null;
                    endpoint["last_success_at"] = json!(now);
                    endpoint["consecutive_failures"] = 0.into();
                }
                Err((_, error)) => {
                    let failures = endpoint["consecutive_failures"].as_u64().unwrap_or(0) + 1;
                    endpoint["last_delivery_status"] = "failed".into();
                    endpoint["last_delivery_error"] = error.clone().into();
                    endpoint["consecutive_failures"] = failures.into();
                    if failures >= FAILURES_TO_DISABLE {
                        endpoint["disabled"] = true.into();
                    }
                }
            }
        });
    }
}

/// The status code of the endpoint's reply, or that and what is wrong.
async fn sent(request: reqwest::RequestBuilder) -> Result<u16, (u16, String)> {
    match request.send().await {
        Ok(reply) if reply.status().is_success() => Ok(reply.status().as_u16()),
        Ok(reply) => Err((reply.status().as_u16(), format!("HTTP {}", reply.status().as_u16()))),
        Err(error) if error.is_timeout() => Err((0, "no reply within 10 s".to_owned())),
        Err(error) if error.is_connect() => Err((0, "cannot connect".to_owned())),
        Err(_) => Err((0, "the request failed".to_owned())),
    }
}

/// A client that trusts what the system trusts and follows no redirects: a delivery goes where it was asked to go.
fn client() -> Option<reqwest::Client> {
    // A machine without certificates: endpoints on this machine can still be told.
    let tls = steersman_http::tls_config().or_else(|_| steersman_http::tls_config_trusting_nobody()).ok()?;
    let builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy();
    builder.tls_backend_preconfigured(tls).build().ok()
}
