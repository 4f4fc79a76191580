//! Agent View, fed by this client: the page gets its events from [`SessionHandle::stream`](crate::SessionHandle::stream).

use std::sync::Arc;

#[cfg(feature = "local")]
pub use crate::local::mount_view as mount;
use bytes::Bytes;
use futures_util::StreamExt;
use steersman_view::{Action, Item, Items, Pending, Source, Trouble};
pub use steersman_view::{Entrance, RecordingError, View, random_secret};

use crate::wire::{Page, Session, SessionStatus, SessionSummary};
use crate::{Client, Error, ErrorKind, StreamItem, StreamOptions, Until, Url};

/// The largest picture or file that a page is given, in bytes.
const MOST_BYTES: usize = 64 << 20;

impl Client {
    /// A page for looking at this client's sessions and steering them; [`View::router`] is to be served on loopback.
    ///
    /// The key stays in this process. `entrance` says which browsers are let in.
    pub fn view(&self, entrance: Entrance<'_>) -> View {
        View::live(Arc::new(ClientSource(self.clone())), entrance)
    }
}

struct ClientSource(Client);

impl Source for ClientSource {
    fn base_url(&self) -> String {
        self.0.base_url().to_string()
    }

    fn watch(&self, session: &str, from_index: u64) -> Items {
        let options = StreamOptions::default().from_index(from_index).until(Until::Terminal);
        let stream = self.0.session(session).stream_with(&options);
        Box::pin(stream.map(|item| match item {
            Ok(StreamItem::Event(event)) => Ok(Item::Event { index: event.index, event: event.event }),
            Ok(StreamItem::Gap(gap)) => {
                Ok(Item::Gap { from: gap.from, to: gap.to, reason: gap.reason.as_str().to_owned() })
            }
            Err(error) => Err(trouble(&error)),
        }))
    }

    fn session<'a>(&'a self, session: &'a str) -> Pending<'a, Session> {
        Box::pin(async move { self.0.sessions().get_session(session).await.map_err(|error| trouble(&error)) })
    }

    fn status<'a>(&'a self, session: &'a str) -> Pending<'a, SessionStatus> {
        Box::pin(async move {
            self.0.sessions().get_session_status(session).await.map_err(|error| trouble(&error))
        })
    }

    fn sessions(&self, page: u64) -> Pending<'_, Page<SessionSummary>> {
        Box::pin(async move {
            self.0.sessions().list_sessions().page(page).size(50).await.map_err(|error| trouble(&error))
        })
    }

    fn steer<'a>(&'a self, session: &'a str, action: Action) -> Pending<'a, ()> {
        let session = self.0.session(session);
        Box::pin(async move {
            let done = match action {
                Action::Message { text } => session.send_message(text).await,
                Action::Pause => session.pause().await,
                Action::Resume => session.resume().await,
                Action::Answer => session.force_answer().await,
                Action::Cancel => session.cancel().await,
            };
            done.map_err(|error| trouble(&error))
        })
    }

    fn resource<'a>(&'a self, url: &'a str) -> Pending<'a, Bytes> {
        Box::pin(async move {
            let stored = stored(self.0.base_url(), url).ok_or_else(|| {
                Trouble::new(422, "it is not stored at the API, and nothing else is loaded: see its address")
            })?;
            let [session, bucket, key] = stored;
            let download = self.0.sessions().get_session_resource(session, bucket, key).await;
            download
                .map_err(|error| trouble(&error))?
                .bytes(MOST_BYTES)
                .await
                .map_err(|error| trouble(&error))
        })
    }
}

/// An error as the page tells it.
fn trouble(error: &Error) -> Trouble {
    let status = match error.kind() {
        ErrorKind::InvalidArgument => 422,
        _ => error.status().filter(|status| (400..600).contains(status)).unwrap_or(502),
    };
    Trouble::new(status, error.to_string())
}

/// Session, bucket and key of a resource of the API at `base_url`; `None` for any other URL.
fn stored(base_url: &Url, url: &str) -> Option<[String; 3]> {
    let mut host = base_url.clone();
    host.set_path("/");
    let url = host.join(url).ok()?;
    if url.origin() != base_url.origin() {
        return None;
    }
    let path = url.path().strip_prefix(base_url.path().trim_end_matches('/')).unwrap_or(url.path());
    let (session, rest) = path.strip_prefix("/api/v2/sessions/")?.split_once("/resources/")?;
    let (bucket, key) = rest.split_once('/')?;
    let decoded =
        |text: &str| Some(percent_encoding::percent_decode_str(text).decode_utf8().ok()?.into_owned());
    Some([decoded(session)?, decoded(bucket)?, decoded(key)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_api_stores_is_fetched() {
        let base = |text: &str| Url::parse(text).unwrap();
        let hosted = base("https://agp.example/prefix");
        let expected = Some(["s".to_owned(), "shots".to_owned(), "a b/1.png".to_owned()]);
        for url in [
            "/api/v2/sessions/s/resources/shots/a%20b/1.png",
            "https://agp.example/prefix/api/v2/sessions/s/resources/shots/a%20b/1.png",
        ] {
            assert_eq!(stored(&hosted, url), expected, "{url}");
        }
        for url in [
            "https://evil.example/api/v2/sessions/s/resources/shots/1.png",
            "http://agp.example/api/v2/sessions/s/resources/shots/1.png",
            "//evil.example/api/v2/sessions/s/resources/shots/1.png",
            "http://169.254.169.254/latest/meta-data",
            "/api/v2/sessions",
            "file:///etc/passwd",
        ] {
            assert_eq!(stored(&hosted, url), None, "{url}");
        }
    }
}
