//! The routes of the page, and the headers that keep it to itself.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Path, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use bytes::Bytes;
use serde::Deserialize;
use serde_json::json;

use crate::access::{self, Access, Refusal};
use crate::hub::Hub;
use crate::recording::Recording;
use crate::source::{Action, Trouble};
use crate::{assets, export, feed, images};

/// The page runs its own script and style, talks to this server, and does nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
                      require-trusted-types-for 'script'; trusted-types 'none'";
/// Everything that is not a page can do nothing at all.
const NOTHING: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";
/// A message to the agent, and what is around it.
const MOST_BODY: usize = 10_000_000;
/// About how many bytes of events are read at once.
const MOST_READ: usize = 4 << 20;

/// What the routes share.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) hub: Arc<Hub>,
    pub(crate) access: Arc<Access>,
    /// The file and the resources of a recording.
    pub(crate) recording: Option<Arc<Recording>>,
}

pub(crate) fn router(app: App) -> Router {
    Router::new()
        .route("/view", get(page))
        .route("/view/", get(page))
        .route("/view/sessions", get(sessions))
        .route("/view/{id}", get(page))
        .route("/view/assets/{name}", get(asset))
        .route("/view/{id}/stream", get(stream))
        .route("/view/{id}/events", get(events))
        .route("/view/{id}/resource", get(resource))
        .route("/view/{id}/export.jsonl", get(export_lines))
        .route("/view/{id}/export.html", get(export_page))
        .route("/view/{id}/steer", post(steer).layer(DefaultBodyLimit::max(MOST_BODY)))
        .layer(middleware::from_fn_with_state(app.clone(), guard))
        .with_state(app)
}

/// Lets in who may come in, turns a link into a cookie, and puts the headers on.
async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let rest = path.strip_prefix("/view").unwrap_or(path).trim_matches('/');
    let page = !rest.contains('/') && rest != "sessions";
    let mut response = match access::check(request.method(), request.headers(), page) {
        Err(Refusal::Host) => refuse(StatusCode::MISDIRECTED_REQUEST, "This address is not this machine's."),
        Err(_) => refuse(StatusCode::FORBIDDEN, "Only the page itself may ask for this."),
        Ok(()) => match token(request.uri().query()) {
            Some(token) if app.access.knows(request.headers()) || app.access.redeem(token) => {
                enter(&app, path, request.headers())
            }
            _ if path.starts_with("/view/assets/") || app.access.knows(request.headers()) => {
                next.run(request).await
            }
            _ => refuse(
                StatusCode::UNAUTHORIZED,
                "This page opens with the link that the command printed. A link is good once: if it was used already, \
                 start `steersman view` again.",
            ),
        },
    };
    let headers = response.headers_mut();
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(NOTHING));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("x-frame-options", "DENY"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn token(query: Option<&str>) -> Option<&str> {
    query?.split('&').find_map(|pair| pair.strip_prefix("token="))
}

/// Sends a browser on to the address without the token.
fn enter(app: &App, path: &str, headers: &HeaderMap) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let (Ok(path), Ok(cookie)) =
        (HeaderValue::from_str(path), HeaderValue::from_str(&app.access.cookie(headers)))
    {
        response.headers_mut().insert(header::LOCATION, path);
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

fn refuse(status: StatusCode, text: &'static str) -> Response {
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::BAD_GATEWAY);
        (status, Json(json!({ "error": self.message }))).into_response()
    }
}

async fn page() -> Response {
    let headers =
        [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CONTENT_SECURITY_POLICY, POLICY)];
    (headers, assets::HTML).into_response()
}

async fn asset(Path(name): Path<String>) -> Response {
    let (kind, text) = match name.as_str() {
        "view.js" => ("text/javascript; charset=utf-8", assets::SCRIPT),
        "view.css" => ("text/css; charset=utf-8", assets::STYLE),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}

#[derive(Deserialize)]
struct ListQuery {
    page: Option<u64>,
}

async fn sessions(State(app): State<App>, Query(query): Query<ListQuery>) -> Result<Response, Trouble> {
    let Some(source) = &app.hub.source else {
        return Err(Trouble::new(404, "a recording has no list of sessions"));
    };
    let page = source.sessions(query.page.unwrap_or(1).max(1)).await?;
    Ok(Json(json!({ "base_url": source.base_url(), "sessions": page })).into_response())
}

#[derive(Deserialize)]
struct StreamQuery {
    from: Option<String>,
}

async fn stream(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(query): Query<StreamQuery>,
) -> Result<Response, Trouble> {
    let messages = feed::feed(&app.hub, &id, feed::cursors(query.from.as_deref().unwrap_or_default()))?;
    Ok(([(header::CONTENT_TYPE, "text/event-stream")], Body::from_stream(messages)).into_response())
}

#[derive(Deserialize)]
struct RangeQuery {
    from: u64,
    to: u64,
    /// With the pictures in it.
    #[serde(default)]
    whole: bool,
}

/// The lines of a range of indices; fewer when they are long.
async fn events(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(query): Query<RangeQuery>,
) -> Result<Response, Trouble> {
    let lease = app.hub.look(&id, None)?;
    let log = lease.watched.log();
    let read = log.read(log.position(query.from), log.position(query.to), MOST_READ);
    drop(log);
    let (lines, _) = read.map_err(|error| unreadable(&error))?;
    let mut text = String::new();
    for line in &lines {
        text.push_str(if query.whole { line.into() } else { images::slim(line) }.as_ref());
        text.push('\n');
    }
    Ok(([(header::CONTENT_TYPE, "application/x-ndjson")], text).into_response())
}

fn unreadable(error: &std::io::Error) -> Trouble {
    Trouble::new(500, format!("an event could not be read: {error}"))
}

#[derive(Deserialize)]
struct ResourceQuery {
    e: u64,
    at: String,
    /// As a file to keep, whatever it is.
    name: Option<String>,
}

/// A picture or a file that an event names.
async fn resource(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(query): Query<ResourceQuery>,
) -> Result<Response, Trouble> {
    let lease = app.hub.look(&id, None)?;
    let line = lease.watched.log().event(query.e).map_err(|error| unreadable(&error))?;
    let line = line.ok_or_else(|| Trouble::new(404, "there is no such event"))?;
    let url = images::named(&line, &query.at)?;
    let bytes = bytes_of(&app, &url).await?;
    if let Some(name) = query.name {
        let name: String =
            name.chars().filter(|c| c.is_ascii_alphanumeric() || " ._-".contains(*c)).collect();
        let headers = [
            (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
            (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        ];
        return Ok((headers, bytes).into_response());
    }
    let kind = images::picture_type(&bytes)
        .ok_or_else(|| Trouble::new(415, "this is not a PNG, JPEG, GIF or WebP picture"))?;
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "private, max-age=3600")];
    Ok((headers, bytes).into_response())
}

/// The bytes that a URL of an event stands for.
pub(crate) async fn bytes_of(app: &App, url: &str) -> Result<Bytes, Trouble> {
    if let Some(bytes) = images::inline(url) {
        return bytes;
    }
    match (&app.hub.source, &app.recording) {
        (Some(source), _) => source.resource(url).await,
        (None, Some(recording)) => recording.resource(url),
        (None, None) => Err(Trouble::new(404, "there is nothing behind this URL")),
    }
}

/// Steps in. The reply is an acknowledgement; the effect shows in the events.
async fn steer(
    State(app): State<App>,
    Path(id): Path<String>,
    Json(action): Json<Action>,
) -> Result<Response, Trouble> {
    let Some(source) = &app.hub.source else {
        return Err(Trouble::new(409, "a recording cannot be steered"));
    };
    if matches!(&action, Action::Message { text } if text.trim().is_empty()) {
        return Err(Trouble::new(422, "text: must not be empty"));
    }
    source.steer(&id, action).await?;
    Ok((StatusCode::ACCEPTED, Json(json!({}))).into_response())
}

async fn export_lines(State(app): State<App>, Path(id): Path<String>) -> Result<Response, Trouble> {
    let body = export::lines(&app, &id)?;
    Ok(download("application/x-ndjson", &id, "jsonl", body))
}

async fn export_page(State(app): State<App>, Path(id): Path<String>) -> Result<Response, Trouble> {
    let body = export::page(&app, &id)?;
    Ok(download("text/html; charset=utf-8", &id, "html", body))
}

fn download(kind: &'static str, id: &str, ending: &str, body: Body) -> Response {
    let id: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"session-{id}.{ending}\"")),
    ];
    (headers, body).into_response()
}
