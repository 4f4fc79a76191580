//! Who may call: the bearer key, and the few reads that are open to everyone.

use axum::extract::{Request, State};
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::App;
use super::errors::ApiError;

/// How a request came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Caller {
    /// With the key.
    Member,
    /// Without one: sees what is open to everyone.
    Anonymous,
}

/// Lets a request through with the key, or without one where anonymous reads are possible.
pub(super) async fn authenticate(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let shown = request
        .headers()
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, key)| key.trim());
    let caller = match (&app.key, shown) {
        (None, _) => Caller::Member,
        (Some(key), Some(shown)) if key.admits(shown) => Caller::Member,
        (Some(_), None) if is_open(request.method(), request.uri().path()) => Caller::Anonymous,
        _ => return ApiError::unauthorized().into_response(),
    };
    request.extensions_mut().insert(caller);
    next.run(request).await
}

/// Whether an anonymous caller may ask at all; what is then visible is the handler's to say.
fn is_open(method: &Method, path: &str) -> bool {
    if path.starts_with("/uploads/") || path.starts_with("/storage/") {
        // What they were given in the path or the form is their permission.
        return true;
    }
    if method != Method::GET {
        return false;
    }
    let Some(path) = path.strip_prefix("/api/v2/") else {
        return path == "/openapi.json" || path.starts_with("/share/");
    };
    let catalog = ["agents", "skills", "environments"];
    catalog
        .iter()
        .any(|kind| path.strip_prefix(kind).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
        || (path.starts_with("sessions/") && (path.ends_with("/events") || path.contains("/resources/")))
}
