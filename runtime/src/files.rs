//! The files of sessions: what came with messages, what was written, what agents saw. Kept by session and path.

use std::collections::BTreeMap;
use std::sync::Mutex;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use bytes::Bytes;
use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::http::errors::{ApiError, Fault};
use crate::journal::{Change, Journal};
use crate::session::lock;

/// One file.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    pub(crate) bytes: Bytes,
    pub(crate) media_type: String,
    pub(crate) modified_at: Timestamp,
}

/// The files of all sessions. Paths are `bucket/key`: `files/…` for what is worked with, `images/…` for what was seen or shown.
#[derive(Debug, Default)]
pub(crate) struct Files {
    stored: Mutex<BTreeMap<(Uuid, String), Stored>>,
    journal: Journal,
}

/// A message carries at most this many files, and this many bytes of them.
const MOST_FILES: usize = 10;
const MOST_BYTES: usize = 7_000_000;

impl Files {
    pub(crate) fn new(kept: Vec<(Uuid, String, Stored)>, journal: Journal) -> Self {
        let stored = kept.into_iter().map(|(session, path, file)| ((session, path), file)).collect();
        Self { stored: Mutex::new(stored), journal }
    }

    pub(crate) fn get(&self, session: Uuid, path: &str) -> Option<Stored> {
        lock(&self.stored).get(&(session, path.to_owned())).cloned()
    }

    pub(crate) fn put(&self, session: Uuid, path: &str, file: Stored) {
        let mut stored = lock(&self.stored);
        self.write_down(session, path, &file);
        stored.insert((session, path.to_owned()), file);
    }

    /// Stores under a path that is not taken yet, made from the one that is wished for.
    fn add(&self, session: Uuid, bucket: &str, name: &str, file: Stored) -> String {
        let mut stored = lock(&self.stored);
        let (stem, extension) = match name.rsplit_once('.') {
            Some((stem, extension)) if !stem.is_empty() => (stem, format!(".{extension}")),
            _ => (name, String::new()),
        };
        let mut path = format!("{bucket}/{name}");
        let mut copy = 1;
        while stored.contains_key(&(session, path.clone())) {
            copy += 1;
            path = format!("{bucket}/{stem}-{copy}{extension}");
        }
        self.write_down(session, &path, &file);
        stored.insert((session, path.clone()), file);
        path
    }

    fn write_down(&self, session: Uuid, path: &str, file: &Stored) {
        if self.journal.is_on() {
            self.journal.write(Change::File { session, path: path.to_owned(), file: file.clone() });
        }
    }

    /// Paths and files of a session in one bucket.
    pub(crate) fn list(&self, session: Uuid, bucket: &str) -> Vec<(String, Stored)> {
        let prefix = format!("{bucket}/");
        let stored = lock(&self.stored);
        let from = stored.range((session, prefix.clone())..);
        from.take_while(|((owner, path), _)| *owner == session && path.starts_with(&prefix))
            .map(|((_, path), file)| (path.clone(), file.clone()))
            .collect()
    }

    /// Forgets the files of a session whose path begins like this; all of them for an empty text.
    pub(crate) fn forget(&self, session: Uuid, prefix: &'static str) {
        lock(&self.stored).retain(|(owner, path), _| *owner != session || !path.starts_with(prefix));
        self.journal.write(Change::FilesGone { session, prefix });
    }

    /// Stores a data URI and gives where it is served from; anything else is given back as it is.
    pub(crate) fn store_image(
        &self,
        origin: &str,
        session: Uuid,
        source: &str,
        now: Timestamp,
    ) -> Option<String> {
        let (media_type, data) = source.strip_prefix("data:")?.split_once(";base64,")?;
        let bytes = BASE64.decode(data).ok()?;
        let extension = media_type
            .rsplit('/')
            .next()
            .filter(|part| part.chars().all(char::is_alphanumeric))
            .unwrap_or("bin");
        let name = format!("{}.{extension}", Uuid::new_v4().simple());
        let file = Stored { bytes: bytes.into(), media_type: media_type.to_owned(), modified_at: now };
        let path = self.add(session, "images", &name, file);
        Some(resource_url(origin, session, &path))
    }

    /// Takes images and files out of a message, stores them, and leaves where they are served from.
    pub(crate) fn unpack(
        &self,
        origin: &str,
        session: Uuid,
        message: &mut Value,
        now: Timestamp,
    ) -> Result<(), ApiError> {
        let decoded = check(message)?;
        for (position, image) in items(message, "images").enumerate() {
            let source = image.as_str().unwrap_or_default().to_owned();
            if source.starts_with("data:") {
                let stored = self.store_image(origin, session, &source, now).ok_or_else(|| {
                    let loc = [Value::from("body"), "images".into(), position.into()];
                    Fault::new("value_error", loc, "Input should be a base64 data URI")
                })?;
                *image = stored.into();
            }
        }
        let files = items(message, "files");
        for (file, bytes) in files.zip(decoded) {
            let Some(bytes) = bytes else { continue };
            let name = file["name"]
                .as_str()
                .unwrap_or("file")
                .rsplit(['/', '\\'])
                .next()
                .unwrap_or("file")
                .to_owned();
            let media_type = match file["media_type"].as_str() {
                Some(given) => given.to_owned(),
                None => media_type_of(&name).to_owned(),
            };
            let size = bytes.len();
            let stored = Stored { bytes, media_type: media_type.clone(), modified_at: now };
            let path = self.add(session, "files", &name, stored);
            *file = json!({
                "type": "url", "source": resource_url(origin, session, &path), "name": name,
                "media_type": media_type, "size_bytes": size,
            });
        }
        Ok(())
    }
}

/// The items of a list in a message. Unlike an index, this does not put a null where nothing is.
fn items<'a>(message: &'a mut Value, list: &str) -> impl Iterator<Item = &'a mut Value> {
    message.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten()
}

/// The files of a message, decoded (`None` for one that is a link already), or what is wrong with them.
fn check(message: &Value) -> Result<Vec<Option<Bytes>>, ApiError> {
    let files = message["files"].as_array().map(Vec::as_slice).unwrap_or_default();
    let loc =
        |position: usize, field: &str| [Value::from("body"), "files".into(), position.into(), field.into()];
    if files.len() > MOST_FILES {
        let msg = format!("List should have at most {MOST_FILES} items");
        return Err(Fault::new("too_long", ["body", "files"], msg).into());
    }
    let mut total = 0;
    let mut decoded = Vec::new();
    for (position, file) in files.iter().enumerate() {
        if file["type"] == "url" {
            decoded.push(None);
            continue;
        }
        let source = file["source"].as_str().unwrap_or_default();
        let bytes = BASE64
            .decode(source)
            .map_err(|_| Fault::new("value_error", loc(position, "source"), "Input should be base64"))?;
        total += bytes.len();
        decoded.push(Some(Bytes::from(bytes)));
    }
    if total > MOST_BYTES {
        let msg = format!("The files of a message have at most {MOST_BYTES} bytes in all");
        return Err(Fault::new("value_error", ["body", "files"], msg).into());
    }
    Ok(decoded)
}

/// Where a resource of a session is read.
pub(crate) fn resource_url(origin: &str, session: Uuid, path: &str) -> String {
    let escaped = percent_encoding::utf8_percent_encode(path, PATH);
    format!("{origin}/api/v2/sessions/{session}/resources/{escaped}")
}

/// What is escaped in a path.
pub(crate) const PATH: &percent_encoding::AsciiSet = &percent_encoding::CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'\\');

/// The media type that a name suggests.
pub(crate) fn media_type_of(name: &str) -> &'static str {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    match extension.as_deref() {
        Some("pdf") => "application/pdf",
        Some("txt" | "log") => "text/plain",
        Some("md") => "text/markdown",
        Some("csv") => "text/csv",
        Some("json") => "application/json",
        Some("html" | "htm") => "text/html",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("gif") => "image/gif",
        Some("webp") => "image/webp",
        Some("zip") => "application/zip",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("docx") => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _ => "application/octet-stream",
    }
}
