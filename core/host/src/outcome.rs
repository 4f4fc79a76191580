//! What a session came to, as JSON.

use serde_json::{Value, json};
use steersman::SessionOutcome;

/// What a session came to, without its events.
pub fn outcome(outcome: &SessionOutcome) -> Value {
    json!({
        "id": &*outcome.id,
        "status": outcome.status,
        "answer": outcome.answer,
        "outcome": outcome.outcome,
        "error": outcome.error,
        "error_code": outcome.error_code,
        "usage": outcome.usage,
        "metrics": outcome.metrics,
        "next_index": outcome.next_index,
    })
}
