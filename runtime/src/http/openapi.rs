//! `GET /openapi.json`: what is served, and what requests are checked by. It is generated from the definitions of the core
//! (`docs/pipeline.md`).

use axum::http::StatusCode;
use axum::response::Response;

use super::json_text;

/// The document as text.
pub(super) const DOCUMENT: &str = include_str!("openapi.json");

pub(super) async fn openapi() -> Response {
    json_text(StatusCode::OK, DOCUMENT)
}
