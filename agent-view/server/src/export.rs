//! A session to take away: as a recording, or as one page that needs nothing else.

use std::collections::HashSet;
use std::convert::Infallible;
use std::sync::Arc;

use axum::body::Body;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use bytes::Bytes;
use futures_util::stream;

use crate::http::{App, bytes_of};
use crate::hub::Lease;
use crate::source::Trouble;
use crate::{assets, images, line};

/// About how many bytes are written at a time.
const PIECE: usize = 256 << 10;
/// Pictures of one export, in bytes, before the rest is left out.
const MOST_PICTURES: usize = 128 << 20;

/// The session and its subagents, as they are now, as a recording.
pub(crate) fn lines(app: &App, id: &str) -> Result<Body, Trouble> {
    let writer = Writer::new(app, id, None)?;
    Ok(Body::from_stream(stream::unfold(writer, Writer::piece)))
}

/// The same inside of the page, with the pictures.
pub(crate) fn page(app: &App, id: &str) -> Result<Body, Trouble> {
    let script = format!(r#"<script type="module">{}</script>"#, assets::SCRIPT);
    let style = format!("<style>{}</style>", assets::STYLE);
    let policy = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src {}; style-src {}; \
         img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'\">",
        assets::fingerprint(assets::SCRIPT),
        assets::fingerprint(assets::STYLE),
    );
    let page = assets::HTML.replace(assets::SCRIPT_TAG, "").replace(assets::STYLE_TAG, &(policy + &style));
    let (head, tail) = page.split_once("</body>").unwrap_or((&page, ""));
    let before = format!("{head}<script type=\"application/x-ndjson\" id=\"recording\">\n");
    let after = format!("</script>\n{script}</body>{tail}");
    let writer = Writer::new(app, id, Some(after))?;
    let first = stream::once(async move { Ok::<_, Infallible>(Bytes::from(before)) });
    Ok(Body::from_stream(futures_util::StreamExt::chain(first, stream::unfold(writer, Writer::piece))))
}

struct Writer {
    app: App,
    base_url: String,
    /// What is still to be written, the next one last.
    left: Vec<Lease>,
    /// Where the current session is; none before its first line.
    position: Option<usize>,
    /// The pictures that are written, and how many bytes of them still may be.
    pictures: HashSet<String>,
    room: usize,
    /// What follows the lines in a page; none outside of one.
    after: Option<String>,
    done: bool,
}

impl Writer {
    fn new(app: &App, id: &str, after: Option<String>) -> Result<Self, Trouble> {
        let mut leases = vec![app.hub.look(id, None)?];
        let mut at = 0;
        while at < leases.len() {
            let watched = leases[at].watched.clone();
            for child in watched.facts().children {
                if !leases.iter().any(|lease| lease.watched.id == child) {
                    leases.push(app.hub.look(&child, Some(&watched.id))?);
                }
            }
            at += 1;
        }
        leases.reverse();
        let base_url = app.hub.source.as_ref().map_or_else(String::new, |source| source.base_url());
        let (app, pictures) = (app.clone(), HashSet::new());
        Ok(Self {
            app,
            base_url,
            left: leases,
            position: None,
            pictures,
            room: MOST_PICTURES,
            after,
            done: false,
        })
    }

    async fn piece(mut self) -> Option<(Result<Bytes, Infallible>, Self)> {
        if self.done {
            return None;
        }
        let mut text = String::new();
        if let Some(watched) = self.left.last().map(|lease| lease.watched.clone()) {
            let position = self.position.unwrap_or_else(|| {
                self.put(&mut text, &watched.session_line(&self.base_url));
                0
            });
            let (lines, next) = watched.log().read(position, usize::MAX, PIECE).unwrap_or_default();
            for line in &lines {
                self.pictures(&mut text, line).await;
                self.put(&mut text, line);
            }
            self.position = Some(next);
            if lines.is_empty() {
                for line in watched.standing() {
                    self.put(&mut text, &line);
                }
                self.left.pop();
                self.position = None;
            }
        } else {
            self.done = true;
            text.push_str(self.after.as_deref().unwrap_or_default());
        }
        Some((Ok(text.into()), self))
    }

    /// Writes a line. In a page, no text of it may end the element it stands in.
    fn put(&self, text: &mut String, line: &str) {
        match self.after {
            Some(_) => text.push_str(&line.replace('<', "\\u003c")),
            None => text.push_str(line),
        }
        text.push('\n');
    }

    /// Writes the pictures that an event names, each once, as long as there is room. One that cannot be had is left out.
    async fn pictures(&mut self, text: &mut String, event: &str) {
        if !event.contains("\"source\"") {
            return;
        }
        let Ok(event) = serde_json::from_str(event) else { return };
        for url in images::pictures(&event) {
            if images::inline(&url).is_some() || !self.pictures.insert(url.clone()) {
                continue;
            }
            let Ok(bytes) = bytes_of(&self.app, &url).await else { continue };
            if let Some(kind) = images::picture_type(&bytes)
                && bytes.len() <= self.room
            {
                self.room -= bytes.len();
                self.put(text, &line::resource(&url, kind, &BASE64.encode(&bytes)));
            }
        }
    }
}

/// The bytes of a `resource` line.
impl crate::recording::Recording {
    pub(crate) fn resource(self: &Arc<Self>, url: &str) -> Result<Bytes, Trouble> {
        #[derive(serde::Deserialize)]
        struct Resource {
            data_base64: String,
        }
        let missing = || Trouble::new(404, "the recording does not hold this picture");
        let (offset, length) = self.resources.get(url).copied().ok_or_else(missing)?;
        let line = crate::log::text_at(&self.file, offset, length)
            .map_err(|error| Trouble::new(500, format!("the recording cannot be read: {error}")))?;
        let resource: Resource = serde_json::from_str(&line).map_err(|_| missing())?;
        let bytes = BASE64.decode(resource.data_base64.trim_ascii());
        bytes.map(Bytes::from).map_err(|_| Trouble::new(422, "the picture in the recording is broken"))
    }
}
