//! Browser profiles: uploaded to a storage address of this server, then completed. The archive is checked and measured, not kept:
//! no browser here could use it.

use axum::body::Body;
use axum::extract::{FromRequest, Multipart, Path, RawQuery, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::errors::{ApiError, Fault};
use super::extract::{Json, Query, id};
use super::vaults::ORGANISATION;
use super::{Shared, empty, json as reply};
use crate::signing::hex;

const KIND: &str = "browser_profile";
const UPLOAD: &str = "browser_profile_upload";
const DEFAULT: &str = "browser_profile_default";
/// Browsers whose profiles are taken.
const BROWSERS: [&str; 4] = ["chromium", "chrome", "firefox", "webkit"];
/// An upload must be completed within this many seconds.
const EXPIRES_IN: i64 = 24 * 60 * 60;
/// An archive has at most this many bytes.
const MOST_BYTES: u64 = 1 << 30;

fn unknown() -> ApiError {
    ApiError::not_found("Browser profile not found")
}

fn check_browser(name: &str, place: &str) -> Result<(), Fault> {
    if BROWSERS.contains(&name) {
        return Ok(());
    }
    let msg = format!("Input should be one of {}", BROWSERS.join(", "));
    Err(Fault::new("enum", [place, "browser_name"], msg).input(name))
}

fn shown(app: &super::App, mut profile: Value) -> Value {
    let browser = profile["browser_name"].as_str().unwrap_or_default();
    let default = app.engine.records.get(DEFAULT, browser);
    profile["is_default"] = (default.as_ref() == Some(&profile["id"])).into();
    profile
}

pub(super) async fn initiate(State(app): Shared) -> Response {
    let (id, token) = (Uuid::new_v4(), Uuid::new_v4().simple().to_string());
    let expires = app.engine.clock().now().as_second() + EXPIRES_IN;
    app.engine.records.put(
        UPLOAD,
        &id.to_string(),
        json!({ "token": token, "expires": expires, "file": null }),
    );
    reply(
        StatusCode::OK,
        &json!({
            "profile_id": id, "upload_url": format!("{}/uploads/{id}", app.origin),
            "upload_fields": { "key": format!("browser-profiles/{id}.zip"), "Content-Type": "application/zip", "policy": token },
            "upload_expires_in": EXPIRES_IN,
        }),
    )
}

/// Takes the archive: every upload field first, then the file, as storage services want it.
pub(super) async fn upload(
    State(app): Shared,
    Path(profile): Path<String>,
    request: Request<Body>,
) -> Result<Response, ApiError> {
    let key = id(&profile, "profile_id")?.to_string();
    let upload = app.engine.records.get(UPLOAD, &key).ok_or_else(|| ApiError::forbidden("No such upload"))?;
    let late =
        upload["expires"].as_i64().is_none_or(|expires| expires < app.engine.clock().now().as_second());
    if late {
        return Err(ApiError::forbidden("The upload has expired"));
    }
    let bad = |_| ApiError::bad_request("Expected multipart/form-data");
    let mut form = Multipart::from_request(request, &())
        .await
        .map_err(|_| ApiError::bad_request("Expected multipart/form-data"))?;
    let mut fields = Map::new();
    while let Some(mut field) = form.next_field().await.map_err(bad)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name != "file" {
            let text = field.text().await.map_err(bad)?;
            fields.insert(name, text.into());
            continue;
        }
        if fields.get("policy") != Some(&upload["token"]) || !fields.contains_key("key") {
            return Err(ApiError::forbidden(
                "The upload fields must come before the file, as they were given",
            ));
        }
        let (mut size, mut digest, mut head) = (0_u64, Sha256::new(), Vec::<u8>::new());
        while let Some(chunk) = field.chunk().await.map_err(bad)? {
            size += chunk.len() as u64;
            if size > MOST_BYTES {
                return Err(ApiError::too_large("An archive has at most 1 GiB"));
            }
            if head.len() < 4 {
                head.extend(chunk.iter().take(4 - head.len()));
            }
            digest.update(&chunk);
        }
        if head != b"PK\x03\x04" && head != b"PK\x05\x06" {
            return Err(ApiError::bad_request("The file is not a zip archive"));
        }
        let file = json!({ "size": size, "checksum": hex(&digest.finalize()) });
        app.engine.records.change(UPLOAD, &key, |kept| {
            if let Some(kept) = kept {
                kept["file"] = file;
            }
        });
        return Ok(empty(StatusCode::NO_CONTENT));
    }
    Err(ApiError::bad_request("The file is missing"))
}

pub(super) async fn complete(
    State(app): Shared,
    Path(profile): Path<String>,
    body: Json,
) -> Result<Response, ApiError> {
    let key = id(&profile, "profile_id")?.to_string();
    let request = body.checked("BrowserProfileCreate")?;
    check_browser(request["browser_name"].as_str().unwrap_or_default(), "body")?;
    let now = app.engine.clock().now();
    let upload = app.engine.records.get(UPLOAD, &key).ok_or_else(unknown)?;
    if upload["expires"].as_i64().is_none_or(|expires| expires < now.as_second()) {
        return Err(ApiError::not_found("The upload has expired"));
    }
    if upload["file"].is_null() {
        return Err(Fault::new("value_error", ["path", "profile_id"], "Nothing was uploaded yet").into());
    }
    let record = json!({
        "id": key, "user_id": ORGANISATION, "org_id": ORGANISATION, "name": request["name"],
        "description": request["description"], "browser_name": request["browser_name"],
        "browser_version": request["browser_version"], "s3_path": null, "file_size_bytes": upload["file"]["size"],
        "checksum": upload["file"]["checksum"], "usage_count": 0, "last_used_at": null,
        "labels": request.get("labels").cloned().unwrap_or_else(|| json!({})), "is_default": false,
        "created_at": now, "updated_at": now,
    });
    app.engine.records.put(KIND, &key, record.clone());
    app.engine.records.remove(UPLOAD, &key);
    Ok(reply(StatusCode::CREATED, &record))
}

pub(super) async fn list(State(app): Shared, RawQuery(raw): RawQuery) -> Result<Response, ApiError> {
    let mut query = Query::parse(raw.as_deref());
    let slice = query.slice(10);
    query.finish()?;
    let all = app.engine.records.list(KIND).into_iter().map(|record| shown(&app, record.value)).collect();
    Ok(reply(StatusCode::OK, &slice.envelope("profiles", all)))
}

pub(super) async fn default(State(app): Shared, RawQuery(raw): RawQuery) -> Result<Response, ApiError> {
    let mut query = Query::parse(raw.as_deref());
    let browser = query.text("browser_name");
    let browser =
        browser.ok_or_else(|| Fault::new("missing", ["query", "browser_name"], "Field required"))?;
    check_browser(&browser, "query")?;
    let unset = || ApiError::not_found(format!("There is no default profile for {browser}"));
    let id = app.engine.records.get(DEFAULT, &browser).ok_or_else(unset)?;
    let profile = app.engine.records.get(KIND, id.as_str().unwrap_or_default()).ok_or_else(unset)?;
    Ok(reply(StatusCode::OK, &shown(&app, profile)))
}

pub(super) async fn get(State(app): Shared, Path(profile): Path<String>) -> Result<Response, ApiError> {
    let key = id(&profile, "profile_id")?.to_string();
    let profile = app.engine.records.get(KIND, &key).ok_or_else(unknown)?;
    Ok(reply(StatusCode::OK, &shown(&app, profile)))
}

pub(super) async fn delete(State(app): Shared, Path(profile): Path<String>) -> Result<Response, ApiError> {
    let key = id(&profile, "profile_id")?.to_string();
    let profile = app.engine.records.remove(KIND, &key).ok_or_else(unknown)?;
    forget_default(&app, &profile);
    Ok(empty(StatusCode::NO_CONTENT))
}

fn forget_default(app: &super::App, profile: &Value) {
    let browser = profile["browser_name"].as_str().unwrap_or_default();
    app.engine.records.change(DEFAULT, browser, |kept| {
        if kept.as_ref() == Some(&profile["id"]) {
            *kept = None;
        }
    });
}

pub(super) async fn set_default(
    State(app): Shared,
    Path(profile): Path<String>,
) -> Result<Response, ApiError> {
    let key = id(&profile, "profile_id")?.to_string();
    let profile = app.engine.records.get(KIND, &key).ok_or_else(unknown)?;
    let browser = profile["browser_name"].as_str().unwrap_or_default();
    app.engine.records.put(DEFAULT, browser, profile["id"].clone());
    Ok(reply(StatusCode::OK, &shown(&app, profile)))
}

pub(super) async fn unset_default(
    State(app): Shared,
    Path(profile): Path<String>,
) -> Result<Response, ApiError> {
    let key = id(&profile, "profile_id")?.to_string();
    let profile = app.engine.records.get(KIND, &key).ok_or_else(unknown)?;
    forget_default(&app, &profile);
    Ok(reply(StatusCode::OK, &shown(&app, profile)))
}
