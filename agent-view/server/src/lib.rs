//! Agent View: a page that shows a session live, replays it, and steers it.
//!
//! The page is fed by a [`Source`], which the client of the core implements: the events come from its stream, the key stays with
//! it. [`View::router`] is what a server mounts; it serves `/view/`, `/view/{id}` and what the page needs.

mod access;
mod assets;
mod export;
mod feed;
mod http;
mod hub;
mod images;
mod line;
mod log;
mod recording;
mod source;
mod watcher;

use std::io;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use tokio::net::TcpListener;
use uuid::Uuid;

pub use recording::RecordingError;
pub use source::{Action, Item, Items, Pending, Source, Trouble};

use access::Access;
use http::App;
use hub::Hub;

/// What stands in a path as it is.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A view of the sessions of an API, or of a recording.
#[derive(Clone)]
pub struct View {
    app: App,
    /// The session it is about, when it is about one.
    session: Option<Arc<str>>,
}

/// Who is let in.
#[derive(Clone, Copy, Debug)]
pub enum Entrance<'a> {
    /// Every browser of this machine.
    Open,
    /// The first that comes with the link. An open page goes on after a restart with the same secret; without one it does not.
    Once(Option<&'a [u8]>),
    /// Every browser that comes with a link, as long as the secret is the same.
    Lasting(&'a [u8]),
}

impl From<Entrance<'_>> for Access {
    fn from(entrance: Entrance<'_>) -> Self {
        match entrance {
            Entrance::Open => Self::open(),
            Entrance::Once(secret) => Self::once(secret),
            Entrance::Lasting(secret) => Self::lasting(secret),
        }
    }
}

/// A new secret for [`Entrance::Once`] and [`Entrance::Lasting`].
pub fn random_secret() -> [u8; 32] {
    let mut secret = [0; 32];
    secret[..16].copy_from_slice(Uuid::new_v4().as_bytes());
    secret[16..].copy_from_slice(Uuid::new_v4().as_bytes());
    secret
}

impl View {
    /// A view of the sessions of an API.
    pub fn live(source: Arc<dyn Source>, entrance: Entrance<'_>) -> Self {
        let access = Arc::new(entrance.into());
        Self { app: App { hub: Arc::new(Hub::live(source)), access, recording: None }, session: None }
    }

    /// A view of a recording (docs/recording.md).
    ///
    /// # Errors
    /// When the file cannot be read or is no recording; the text names the line.
    pub fn recording(path: impl AsRef<Path>, entrance: Entrance<'_>) -> Result<Self, RecordingError> {
        let mut recording = recording::open(path.as_ref())?;
        let session = recording.sessions.first().map(|session| session.id.as_str().into());
        let kept = recording::Recording {
            sessions: Vec::new(),
            resources: std::mem::take(&mut recording.resources),
            file: recording.file.clone(),
        };
        let access = Arc::new(entrance.into());
        let app = App { hub: Arc::new(Hub::recorded(recording)), access, recording: Some(Arc::new(kept)) };
        Ok(Self { app, session })
    }

    /// The path and query under which a session is looked at, or (without one) the recording or the list of sessions.
    pub fn link(&self, session: Option<&str>) -> String {
        let session = session.or(self.session.as_deref()).unwrap_or_default();
        let session = utf8_percent_encode(session, ENCODED);
        format!("/view/{session}{}", self.app.access.link())
    }

    /// Serves on a listener, which should be one of loopback, until it breaks.
    ///
    /// # Errors
    /// When no connection can be accepted any more.
    pub async fn serve(&self, listener: TcpListener) -> io::Result<()> {
        axum::serve(listener, self.router()).await
    }

    /// The routes. They check who asks by themselves, and answer only to names of this machine.
    pub fn router(&self) -> Router {
        http::router(self.app.clone())
    }
}

impl std::fmt::Debug for View {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("View").field("session", &self.session).finish_non_exhaustive()
    }
}
