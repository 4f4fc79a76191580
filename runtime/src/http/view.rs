//! A page for looking at sessions. The runtime does not know it: whoever starts the runtime mounts it.

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;
use hyper_util::service::TowerToHyperService;
use uuid::Uuid;

use super::App;
use super::errors::ApiError;

type Link = Box<dyn Fn(Option<&str>) -> String + Send + Sync>;

/// A page, and how a session is found on it.
pub(crate) struct Mounted {
    router: Router,
    link: Link,
}

impl Mounted {
    pub(crate) fn new(router: Router, link: Link) -> Self {
        Self { router, link }
    }

    /// Where a session is looked at; without one, where they are listed.
    pub(crate) fn url(&self, origin: &str, session: Option<Uuid>) -> String {
        let session = session.map(|id| id.to_string());
        format!("{origin}{}", (self.link)(session.as_deref()))
    }
}

impl std::fmt::Debug for Mounted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mounted").finish_non_exhaustive()
    }
}

/// Hands a request to the page. What it streams ends with the server.
pub(super) async fn view(State(app): State<App>, mut request: Request) -> Response {
    let Some(view) = app.view.get() else {
        return ApiError::status_only(StatusCode::NOT_FOUND).into_response();
    };
    // What this router found in the path would be taken for what the page's router finds.
    request.extensions_mut().clear();
    let service = TowerToHyperService::new(view.router.clone());
    let response = match hyper::service::Service::call(&service, request).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    let closing = app.engine.closing.clone().cancelled_owned();
    response.map(|body| Body::from_stream(body.into_data_stream().take_until(Box::pin(closing))))
}
