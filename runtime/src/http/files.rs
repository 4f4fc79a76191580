//! Files of a session, read and written directly, and its resources by redirect to a link that carries its own permission.

use std::collections::BTreeMap;

use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::auth::Caller;
use super::errors::{ApiError, Fault};
use super::extract::{Json, Query, id};
use super::{App, Shared, empty, json as reply};
use crate::files::{PATH, Stored, media_type_of};
use crate::signing::{hmac_hex, same};

/// A file read or written in one request has at most this many bytes.
const MOST_BYTES: usize = 7_000_000;
/// A link to a resource is good for this long, in seconds.
const LINK_SECONDS: i64 = 900;
/// What paths may begin with; both are the same place.
const ROOTS: [&str; 2] = ["~/Downloads", "files"];

/// The stored path of a path as clients write it.
fn stored_path(path: &str) -> Result<(&'static str, String), Fault> {
    let fault = || {
        let msg = "Only paths under ~/Downloads and files can be reached";
        Fault::new("value_error", ["body", "path"], msg).input(path)
    };
    let root = ROOTS
        .into_iter()
        .find(|root| path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')));
    let root = root.ok_or_else(fault)?;
    let rest = path[root.len()..].trim_matches('/');
    if rest.split('/').any(|part| part == ".." || part == ".") || rest.contains(['\\', '\0']) {
        return Err(fault());
    }
    Ok((root, if rest.is_empty() { "files".to_owned() } else { format!("files/{rest}") }))
}

pub(super) async fn list(
    State(app): Shared,
    Path(session): Path<String>,
    body: Json,
) -> Result<Response, ApiError> {
    let session = app.session_named(&session, "session_id")?;
    let request = body.checked("ListFilesRequest")?;
    let path = request["path"].as_str().unwrap_or("~/Downloads");
    let (_, folder) = stored_path(path)?;
    let most = request["max_entries"].as_u64().and_then(|most| usize::try_from(most).ok()).unwrap_or(500);
    let before: Option<Timestamp> = match request["modified_before"].as_str() {
        Some(text) => Some(text.parse().map_err(|_| {
            Fault::new("datetime_parsing", ["body", "modified_before"], "Input should be a valid datetime")
                .input(text)
        })?),
        None => None,
    };
    let after = request["name_after"].as_str().unwrap_or_default();
    let mut entries: BTreeMap<String, (u64, Timestamp, bool)> = BTreeMap::new();
    for (stored, file) in app.engine.files.list(session.id, &folder) {
        let rest = &stored[folder.len() + 1..];
        let (name, is_dir) = rest.split_once('/').map_or((rest, false), |(folder, _)| (folder, true));
        let size = if is_dir { 0 } else { file.bytes.len() as u64 };
        let entry = entries.entry(name.to_owned()).or_insert((size, file.modified_at, is_dir));
        entry.1 = entry.1.max(file.modified_at);
    }
    let mut entries: Vec<_> = entries.into_iter().collect();
    entries.retain(|(name, (_, modified, _))| {
        before.is_none_or(|before| *modified < before || (*modified == before && name.as_str() > after))
    });
    entries.sort_by(|one, other| other.1.1.cmp(&one.1.1).then_with(|| one.0.cmp(&other.0)));
    let truncated = entries.len() > most;
    let files: Vec<Value> = entries
        .into_iter()
        .take(most)
        .map(|(name, (size, modified_at, is_dir))| {
            let full = format!("{}/{name}", path.trim_end_matches('/'));
            json!({ "name": name, "path": full, "size_bytes": size, "modified_at": modified_at, "is_dir": is_dir })
        })
        .collect();
    Ok(reply(StatusCode::OK, &json!({ "path": path, "files": files, "truncated": truncated })))
}

pub(super) async fn read(
    State(app): Shared,
    Path(session): Path<String>,
    body: Json,
) -> Result<Response, ApiError> {
    let session = app.session_named(&session, "session_id")?;
    let request = body.checked("ReadFileRequest")?;
    let path = request["path"].as_str().unwrap_or_default();
    let (_, stored) = stored_path(path)?;
    let not_found = || ApiError::not_found(format!("File '{path}' not found"));
    let file = app.engine.files.get(session.id, &stored).ok_or_else(not_found)?;
    if file.bytes.len() > MOST_BYTES {
        return Err(ApiError::too_large(format!("The file is larger than {MOST_BYTES} bytes")));
    }
    Ok(reply(
        StatusCode::OK,
        &json!({
            "path": path, "content_base64": BASE64.encode(&file.bytes), "size_bytes": file.bytes.len(),
            "modified_at": file.modified_at,
        }),
    ))
}

pub(super) async fn write(
    State(app): Shared,
    Path(session): Path<String>,
    body: Json,
) -> Result<Response, ApiError> {
    let session = app.session_named(&session, "session_id")?;
    let request = body.checked("WriteFileRequest")?;
    let path = request["path"].as_str().unwrap_or_default();
    let (_, stored) = stored_path(path)?;
    if stored == "files" {
        return Err(Fault::new("value_error", ["body", "path"], "Input should be the path of a file").into());
    }
    let bytes = BASE64
        .decode(request["content_base64"].as_str().unwrap_or_default())
        .map_err(|_| Fault::new("value_error", ["body", "content_base64"], "Input should be base64"))?;
    if bytes.len() > MOST_BYTES {
        return Err(ApiError::too_large(format!("The file is larger than {MOST_BYTES} bytes")));
    }
    let size = bytes.len();
    let media_type = media_type_of(path).to_owned();
    let file = Stored { bytes: bytes.into(), media_type, modified_at: app.engine.clock().now() };
    app.engine.files.put(session.id, &stored, file);
    Ok(reply(StatusCode::OK, &json!({ "path": path, "size_bytes": size })))
}

/// What a link is signed over.
fn signed(app: &App, session: &str, path: &str, expires: i64) -> String {
    hmac_hex(&app.engine.link_secret, &format!("{session}/{path}/{expires}"))
}

pub(super) async fn resource(
    State(app): Shared,
    Extension(caller): Extension<Caller>,
    Path((session, bucket, key)): Path<(String, String, String)>,
) -> Result<Response, ApiError> {
    let found = app.session(&session);
    if caller == Caller::Anonymous {
        let shared = found.as_ref().is_ok_and(|session| session.read(|inner| inner.share_token.is_some()));
        if !shared {
            return Err(ApiError::unauthorized());
        }
    }
    let session = found?;
    let path = format!("{bucket}/{key}");
    let not_found = || ApiError::not_found(format!("Resource '{path}' not found"));
    app.engine.files.get(session.id, &path).ok_or_else(not_found)?;
    let expires = Timestamp::now().as_second() + LINK_SECONDS;
    let id = session.id.to_string();
    let signature = signed(&app, &id, &path, expires);
    let escaped = percent_encoding::utf8_percent_encode(&path, PATH);
    let link = format!("{}/storage/{id}/{escaped}?expires={expires}&signature={signature}", app.origin);
    let mut response = empty(StatusCode::FOUND);
    let location = HeaderValue::from_str(&link).map_err(|_| not_found())?;
    response.headers_mut().insert(header::LOCATION, location);
    Ok(response)
}

/// Serves what a signed link points to; no key is needed, the link is the permission.
pub(super) async fn storage(
    State(app): Shared,
    Path((session, path)): Path<(String, String)>,
    RawQuery(raw): RawQuery,
) -> Result<Response, ApiError> {
    let mut query = Query::parse(raw.as_deref());
    let expires = query.int("expires", 0..=i64::MAX).unwrap_or(0);
    let signature = query.text("signature").unwrap_or_default();
    if expires < Timestamp::now().as_second() || !same(&signature, &signed(&app, &session, &path, expires)) {
        return Err(ApiError::forbidden("The link is not valid, or not any more"));
    }
    let file = app.engine.files.get(id(&session, "id")?, &path);
    let file = file.ok_or_else(|| ApiError::not_found("The file is gone"))?;
    let mut response = Response::new(Body::from(file.bytes));
    let headers = response.headers_mut();
    let media_type = HeaderValue::from_str(&file.media_type)
        .unwrap_or(HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_TYPE, media_type);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox"));
    Ok(response)
}
