//! The error replies, in the exact envelopes of the contract.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::session::state::Refusal;

/// An error reply: a status code and the JSON that goes with it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ApiError {
    pub(crate) status: StatusCode,
    pub(crate) body: Value,
}

/// One fault of a request, as validation reports it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fault {
    pub(crate) kind: &'static str,
    /// Where: `body`, `query`, `path` or `header`, then member names and positions.
    pub(crate) loc: Vec<Value>,
    pub(crate) msg: String,
    pub(crate) input: Box<Value>,
}

impl Fault {
    pub(crate) fn new(
        kind: &'static str,
        loc: impl IntoIterator<Item = impl Into<Value>>,
        msg: impl Into<String>,
    ) -> Self {
        Self { kind, loc: loc.into_iter().map(Into::into).collect(), msg: msg.into(), input: Box::default() }
    }

    pub(crate) fn input(mut self, input: impl Into<Value>) -> Self {
        self.input = Box::new(input.into());
        self
    }
}

impl ApiError {
    /// `{"detail": "text"}`
    fn text(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, body: json!({ "detail": detail.into() }) }
    }

    /// `{"message": "text", "detail": [{"type", "message"}]}`
    fn typed(status: StatusCode, kind: &str, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { status, body: json!({ "message": message, "detail": [{ "type": kind, "message": message }] }) }
    }

    pub(crate) fn bad_request(detail: impl Into<String>) -> Self {
        Self::text(StatusCode::BAD_REQUEST, detail)
    }

    /// The gateway's reply to a missing or wrong key.
    pub(crate) fn unauthorized() -> Self {
        Self {
            status: StatusCode::UNAUTHORIZED,
            body: json!({ "message": "Unauthorized: a valid API key is needed as bearer token" }),
        }
    }

    pub(crate) fn forbidden(message: impl Into<String>) -> Self {
        Self::typed(StatusCode::FORBIDDEN, "forbidden", message)
    }

    pub(crate) fn not_found(message: impl Into<String>) -> Self {
        Self::typed(StatusCode::NOT_FOUND, "not_found", message)
    }

    pub(crate) fn conflict(detail: impl Into<String>) -> Self {
        Self::text(StatusCode::CONFLICT, detail)
    }

    pub(crate) fn precondition_failed(message: impl Into<String>) -> Self {
        Self::typed(StatusCode::PRECONDITION_FAILED, "revision_conflict", message)
    }

    pub(crate) fn too_large(message: impl Into<String>) -> Self {
        Self::typed(StatusCode::PAYLOAD_TOO_LARGE, "too_large", message)
    }

    pub(crate) fn invalid(faults: Vec<Fault>) -> Self {
        let detail: Vec<Value> = faults
            .into_iter()
            .map(|fault| json!({ "type": fault.kind, "loc": fault.loc, "msg": fault.msg, "input": fault.input }))
            .collect();
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, body: json!({ "detail": detail }) }
    }

    /// A concurrency limit: `plan_limit`, `capacity` or `queue_full`.
    pub(crate) fn quota(kind: &str, message: &str) -> Self {
        Self {
            status: StatusCode::TOO_MANY_REQUESTS,
            body: json!({
                "message": message,
                "detail": [{ "type": kind, "message": message, "scope": "org" }],
            }),
        }
    }

    /// Something that must not happen; what exactly is in the log, not in the reply.
    pub(crate) fn internal() -> Self {
        Self::text(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error")
    }

    pub(crate) fn status_only(status: StatusCode) -> Self {
        Self::text(status, status.canonical_reason().unwrap_or("Error"))
    }
}

impl From<Fault> for ApiError {
    fn from(fault: Fault) -> Self {
        Self::invalid(vec![fault])
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Ended(status) => Self::conflict(format!("The session has already ended ({status})")),
            Refusal::OutOfPlace(status) => {
                Self::conflict(format!("Not possible while the session is {status}"))
            }
            Refusal::AlreadySettled => Self::conflict("The tool call already has a result"),
            Refusal::UnknownCall(position) => Fault::new(
                "unknown_tool_call",
                [Value::from("body"), "results".into(), position.into(), "tool_req".into()],
                "No tool call of this name, id and arguments is waiting for a result",
            )
            .into(),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        (self.status, [(header::CONTENT_TYPE, "application/json")], self.body.to_string()).into_response()
    }
}
