//! The API over HTTP: one file per resource, and what they share.

mod agents;
mod auth;
mod catalog;
mod changes;
mod controls;
pub(crate) mod environments;
pub(crate) mod errors;
mod events;
mod extract;
mod files;
pub(crate) mod idempotency;
mod openapi;
mod profiles;
mod schedules;
pub(crate) mod secrets;
pub(crate) mod server;
mod sessions;
pub(crate) mod skills;
pub(crate) mod validate;
mod vaults;
pub(crate) mod view;
mod webhooks;

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, OnceLock};

use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, any, get, post, put};
use axum::{Router, body::Body};
use futures_util::FutureExt;
use serde_json::Value;
use uuid::Uuid;

use crate::engine::Engine;
use crate::key::ApiKey;
use crate::session::Session;
use errors::ApiError;
use idempotency::Idempotency;

/// What every handler can reach.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) engine: Arc<Engine>,
    /// `None`: every caller is let in.
    pub(crate) key: Option<Arc<ApiKey>>,
    pub(crate) idempotency: Arc<Idempotency>,
    /// Where this server is reached, for links.
    pub(crate) origin: Arc<str>,
    /// A page for looking at sessions, once one is mounted.
    pub(crate) view: Arc<OnceLock<view::Mounted>>,
}

impl App {
    /// The session of an id in a path.
    fn session(&self, id: &str) -> Result<Arc<Session>, ApiError> {
        self.session_named(id, "id")
    }

    /// The same, where the path calls the id something else.
    fn session_named(&self, id: &str, name: &str) -> Result<Arc<Session>, ApiError> {
        let id = extract::id(id, name)?;
        self.engine.session(id).ok_or_else(|| ApiError::not_found(format!("Session {id} not found")))
    }

    /// Where a session can be looked at.
    fn view_url(&self, id: Uuid) -> Option<String> {
        self.view.get().map(|view| view.url(&self.origin, Some(id)))
    }
}

/// All routes.
pub(crate) fn router(app: App) -> Router {
    Router::new()
        .nest("/api/v2", api().router)
        .route("/openapi.json", get(openapi::openapi))
        .route("/share/{token}", get(sessions::shared))
        .route("/uploads/{profile_id}", post(profiles::upload).layer(DefaultBodyLimit::disable()))
        .route("/storage/{id}/{*path}", get(files::storage))
        .fallback(|| async { ApiError::status_only(StatusCode::NOT_FOUND) })
        .method_not_allowed_fallback(|| async { ApiError::status_only(StatusCode::METHOD_NOT_ALLOWED) })
        .layer(middleware::from_fn_with_state(app.clone(), written))
        .layer(middleware::from_fn_with_state(app.clone(), auth::authenticate))
        .route("/view", any(view::view))
        .route("/view/{*rest}", any(view::view))
        .route("/view/", any(view::view))
        .layer(middleware::from_fn(guard))
        .with_state(app)
}

/// What is served under `/api/v2`.
fn api() -> Routes {
    session_routes().merge(catalog_routes()).merge(account_routes())
}

/// A router that can tell its paths, so that a test can hold them against the document.
#[derive(Default)]
struct Routes {
    router: Router<App>,
    paths: Vec<&'static str>,
}

impl Routes {
    fn route(mut self, path: &'static str, methods: MethodRouter<App>) -> Self {
        self.paths.push(path);
        Self { router: self.router.route(path, methods), paths: self.paths }
    }

    fn merge(mut self, other: Self) -> Self {
        self.paths.extend(other.paths);
        Self { router: self.router.merge(other.router), paths: self.paths }
    }
}

fn session_routes() -> Routes {
    Routes::default()
        .route("/sessions", get(sessions::list).post(sessions::create))
        .route("/sessions/quota", get(sessions::quota))
        .route("/sessions/{id}", get(sessions::get).delete(controls::cancel))
        .route("/sessions/{id}/status", get(sessions::status))
        .route("/sessions/{id}/changes", get(changes::changes))
        .route("/sessions/{id}/events", get(events::list))
        .route("/sessions/{id}/events/{event_index}/feedback", put(events::feedback))
        .route("/sessions/{id}/feedback", post(sessions::feedback))
        .route("/sessions/{id}/messages", post(controls::messages))
        .route("/sessions/{id}/tool_results", post(controls::tool_results))
        .route("/sessions/{id}/pause", post(controls::pause))
        .route("/sessions/{id}/resume", post(controls::resume))
        .route("/sessions/{id}/force_answer", post(controls::force_answer))
        .route("/sessions/{id}/share", post(sessions::share).delete(sessions::unshare))
        .route("/sessions/{id}/files/list_files", post(files::list))
        .route("/sessions/{id}/files/read_file", post(files::read))
        .route("/sessions/{id}/files/write_file", post(files::write))
        .route("/sessions/{id}/resources/{bucket}/{*key}", get(files::resource))
        .route("/quota/tokens", get(sessions::token_quota))
}

/// Names may hold a slash, so the routes of one item take the rest of the path.
fn catalog_routes() -> Routes {
    Routes::default()
        .route("/agents", get(agents::list).post(agents::create))
        .route(
            "/agents/{*name}",
            get(agents::get)
                .put(agents::put)
                .patch(agents::patch)
                .delete(agents::delete)
                .post(agents::restore),
        )
        .route("/skills", get(skills::list).post(skills::create))
        .route(
            "/skills/{*name}",
            get(skills::get).put(skills::put).patch(skills::patch).delete(skills::delete),
        )
        .route("/environments", get(environments::list).post(environments::create))
        .route(
            "/environments/{*id}",
            get(environments::get)
                .put(environments::put)
                .patch(environments::patch)
                .delete(environments::delete),
        )
}

fn account_routes() -> Routes {
    Routes::default()
        .route("/webhooks", get(webhooks::list).post(webhooks::create))
        .route("/webhooks/events", get(webhooks::events))
        .route("/webhooks/{webhook_id}", get(webhooks::get).patch(webhooks::patch).delete(webhooks::delete))
        .route("/webhooks/{webhook_id}/ping", post(webhooks::ping))
        .route("/webhooks/{webhook_id}/rotate", post(webhooks::rotate))
        .route("/schedules", get(schedules::list).post(schedules::create))
        .route(
            "/schedules/{schedule_id}",
            get(schedules::get).patch(schedules::patch).delete(schedules::delete),
        )
        .route("/schedules/{schedule_id}/pause", post(schedules::pause))
        .route("/schedules/{schedule_id}/resume", post(schedules::resume))
        .route("/schedules/{schedule_id}/runs", get(schedules::runs))
        .route("/schedules/{schedule_id}/trigger", post(schedules::trigger))
        .route("/browser-profiles", get(profiles::list))
        .route("/browser-profiles/default", get(profiles::default))
        .route("/browser-profiles/initiate-upload", post(profiles::initiate))
        .route("/browser-profiles/{profile_id}", get(profiles::get).delete(profiles::delete))
        .route("/browser-profiles/{profile_id}/complete-upload", post(profiles::complete))
        .route(
            "/browser-profiles/{profile_id}/default",
            put(profiles::set_default).delete(profiles::unset_default),
        )
        .route("/vaults", get(vaults::list).post(vaults::create))
        .route("/vaults/{vault_id}", get(vaults::get).patch(vaults::patch).delete(vaults::delete))
        .route("/vaults/{vault_id}/health", get(vaults::health))
        .route("/vaults/{vault_id}/token", put(vaults::rotate))
}

/// Holds a reply back until everything it may tell about is written down.
async fn written(State(app): State<App>, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    if app.engine.journal.written().await { response } else { ApiError::internal().into_response() }
}

/// Logs a request in one line, without its query values, headers or body; keeps a panic from reaching the client.
async fn guard(request: Request, next: Next) -> Response {
    let started = std::time::Instant::now();
    let (method, path) = (request.method().clone(), shown(request.uri().path()));
    let response = AssertUnwindSafe(next.run(request)).catch_unwind().await.unwrap_or_else(|_| {
        tracing::error!(%method, path, "a handler panicked");
        ApiError::internal().into_response()
    });
    tracing::info!(%method, path, status = response.status().as_u16(), elapsed = ?started.elapsed(), "request");
    response
}

/// A path as it may be logged: who has the link of a shared session can read it.
fn shown(path: &str) -> String {
    let share = path.strip_prefix("/share/").map(|_| "/share/***");
    share.unwrap_or(path).to_owned()
}

/// A JSON reply.
fn json(status: StatusCode, body: &Value) -> Response {
    json_text(status, body.to_string())
}

/// A JSON reply from text.
fn json_text(status: StatusCode, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    let json = header::HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response
}

/// A reply without a body.
fn empty(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

type Shared = State<App>;

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio_util::sync::CancellationToken;

    use super::*;

    async fn broken() -> &'static str {
        std::panic::panic_any("CANARY")
    }

    #[tokio::test]
    #[allow(clippy::unwrap_used, reason = "a test")]
    async fn a_handler_that_panics_answers_500_and_the_server_goes_on() {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let router = Router::new()
            .route("/broken", get(broken))
            .route("/whole", get(|| async { "whole" }))
            .layer(middleware::from_fn(guard));
        let listener = server::bind(([127, 0, 0, 1], 0).into(), false).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let patience = Duration::from_secs(30);
        let limits = server::Limits { connections: 4, head_timeout: patience, write_timeout: patience };
        let closing = CancellationToken::new();
        let serving = tokio::spawn(server::serve(listener, router, limits, closing.clone()));
        let reply = reqwest::get(format!("{url}/broken")).await.unwrap();
        assert_eq!(reply.status(), 500);
        let body = reply.text().await.unwrap();
        assert!(body.starts_with("{\"detail\"") && !body.contains("CANARY"), "{body}");
        assert_eq!(reqwest::get(format!("{url}/whole")).await.unwrap().text().await.unwrap(), "whole");
        closing.cancel();
        serving.await.unwrap();
    }

    #[test]
    #[allow(clippy::unwrap_used, reason = "a test")]
    fn every_route_is_of_an_operation_of_the_document() {
        // What a place in a path is called is not told to anybody.
        let unnamed = |path: &str| {
            let parts: Vec<&str> =
                path.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest)).collect();
            parts.join("{}")
        };
        let document: Value = serde_json::from_str(openapi::DOCUMENT).unwrap();
        let told: Vec<String> =
            document["paths"].as_object().unwrap().keys().map(|path| unnamed(path)).collect();
        for path in api().paths {
            let path = format!("/api/v2{path}");
            // What takes the rest of a path stands for several operations.
            let known = match path.split_once("{*") {
                Some((before, _)) => told.iter().any(|told| told.starts_with(&unnamed(before))),
                None => told.contains(&unnamed(&path)),
            };
            assert!(known, "{path} is served, and no operation tells of it");
        }
    }
}
