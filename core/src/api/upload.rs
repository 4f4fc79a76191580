//! Bringing a browser profile in: the three steps of an upload as one call.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use futures_util::stream::{self, StreamExt};
use steersman_http::{CallOptions, Error, FileStream, Upload};
use steersman_wire::{BrowserProfileCreate, BrowserProfileRead};
use tokio::fs::File;
use tokio::io::AsyncReadExt;

use super::argument::Argument;
use super::browser_profiles::BrowserProfiles;

/// The largest archive the storage takes: 1 GiB.
pub const MAX_ARCHIVE_BYTES: u64 = 1 << 30;
/// How much of a file is read at a time.
const PIECE_BYTES: usize = 256 * 1024;
/// What [`BrowserProfiles::upload`] is called in errors.
const OPERATION: &str = "browser_profiles.upload";

/// The zip archive of a browser profile.
pub struct Archive(Content);

enum Content {
    File(PathBuf),
    Memory(Bytes),
    Stream { length: u64, pieces: FileStream },
}

impl Archive {
    /// A stream of exactly `length` bytes.
    pub fn stream(length: u64, pieces: impl Stream<Item = io::Result<Bytes>> + Send + 'static) -> Self {
        Self(Content::Stream { length, pieces: pieces.boxed() })
    }

    /// The size, and the content piece by piece.
    async fn open(self) -> Result<(u64, FileStream), Error> {
        let (length, pieces) = match self.0 {
            Content::File(path) => {
                let unreadable = |cause: io::Error| {
                    Error::invalid_argument("archive", format!("{} cannot be read: {cause}", path.display()))
                        .with_source(cause)
                };
                let file = File::open(&path).await.map_err(unreadable)?;
                (file.metadata().await.map_err(unreadable)?.len(), pieces_of(file))
            }
            Content::Memory(bytes) => (bytes.len() as u64, stream::iter([Ok(bytes)]).boxed()),
            Content::Stream { length, pieces } => (length, pieces),
        };
        if length == 0 || length > MAX_ARCHIVE_BYTES {
            return Err(Error::invalid_argument(
                "archive",
                format!("must have 1 to {MAX_ARCHIVE_BYTES} bytes, has {length}"),
            ));
        }
        Ok((length, pieces))
    }
}

fn pieces_of(file: File) -> FileStream {
    stream::try_unfold(file, |mut file| async move {
        let mut piece = BytesMut::with_capacity(PIECE_BYTES);
        let read = file.read_buf(&mut piece).await?;
        Ok((read > 0).then(|| (piece.freeze(), file)))
    })
    .boxed()
}

impl From<&Path> for Archive {
    fn from(path: &Path) -> Self {
        Self(Content::File(path.to_owned()))
    }
}

impl From<PathBuf> for Archive {
    fn from(path: PathBuf) -> Self {
        Self(Content::File(path))
    }
}

impl From<Bytes> for Archive {
    fn from(bytes: Bytes) -> Self {
        Self(Content::Memory(bytes))
    }
}

impl From<Vec<u8>> for Archive {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Content::Memory(bytes.into()))
    }
}

impl fmt::Debug for Archive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Content::File(path) => f.debug_tuple("Archive").field(path).finish(),
            Content::Memory(bytes) => write!(f, "Archive({} bytes)", bytes.len()),
            Content::Stream { length, .. } => write!(f, "Archive(stream of {length} bytes)"),
        }
    }
}

impl BrowserProfiles {
    /// Brings in a browser profile: begins the upload, sends the archive to the storage, and names the profile.
    ///
    /// The archive is a zip of at most 1 GiB: a path, bytes, or a [stream](Archive::stream). It is read and sent piece by piece,
    /// and the API key does not travel with it. The time-out of `options` (else the client's) is the longest standstill of the
    /// transfer, the deadline bounds all three steps.
    ///
    /// # Errors
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument) when the archive cannot be read, is empty or too large; nothing was
    /// sent then. Else as the three steps. The sending itself is not retried: begin again with a new upload.
    pub async fn upload(
        &self,
        archive: impl Into<Archive>,
        profile: impl Into<BrowserProfileCreate>,
        options: CallOptions,
    ) -> Result<BrowserProfileRead, Error> {
        // Before anything is sent: a wrong profile is told now, not after a long transfer.
        let mut complete = self.complete_browser_profile_upload("checked", profile);
        complete.draft.clone().into_request().map_err(|error| error.with_operation(OPERATION))?;
        let (length, content) =
            archive.into().open().await.map_err(|error| error.with_operation(OPERATION))?;
        let begun = self.initiate_browser_profile_upload().options(options.clone()).await?;
        let (timeout, deadline) = (options.timeout, options.deadline);
        let upload = Upload {
            operation: OPERATION,
            url: begun.upload_url.expose().to_owned(),
            fields: begun
                .upload_fields
                .iter()
                .map(|(name, value)| (name.clone(), value.expose().to_owned()))
                .collect(),
            file_name: "profile.zip".to_owned(),
            media_type: "application/zip".to_owned(),
            length,
            content,
            timeout,
            deadline,
        };
        complete.client.transport().upload(upload).await?;
        complete.draft.set_named("profile_id", Argument::Text(begun.profile_id));
        complete.options(options).await
    }
}
