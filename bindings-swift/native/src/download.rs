//! A stored file, read piece by piece.

use std::sync::Arc;

use steersman::Download;
use tokio::sync::Mutex;

use crate::cancel::NativeCancel;
use crate::failure::NativeError;
use crate::live::Live;
use crate::runtime::run;

/// A file that is read piece by piece.
#[derive(uniffi::Object)]
pub(crate) struct NativeDownload {
    /// `None` after the last piece.
    download: Arc<Mutex<Option<Download>>>,
    length: Option<u64>,
    media_type: Option<String>,
    _live: Live,
}

impl NativeDownload {
    pub(crate) fn new_arc(download: Download) -> Arc<Self> {
        let (length, media_type) = (download.content_length(), download.content_type().map(str::to_owned));
        let download = Arc::new(Mutex::new(Some(download)));
        Arc::new(Self { download, length, media_type, _live: Live::download() })
    }
}

#[uniffi::export]
impl NativeDownload {
    /// How many bytes will come, if the server said so.
    fn length(&self) -> Option<u64> {
        self.length
    }

    /// The media type, if the server said so.
    fn media_type(&self) -> Option<String> {
        self.media_type.clone()
    }

    /// Reads the next piece; nothing at the end. A read that is cancelled ends the download.
    async fn read(&self, cancel: Option<Arc<NativeCancel>>) -> Result<Option<Vec<u8>>, NativeError> {
        let download = self.download.clone();
        run(cancel, async move {
            let mut slot = download.lock().await;
            // Taken meanwhile: a piece that was read for nobody must not be missing in what is read later.
            let Some(mut open) = slot.take() else { return Ok(None) };
            let piece = open.chunk().await?;
            if piece.is_some() {
                *slot = Some(open);
            }
            Ok(piece.map(|bytes| bytes.to_vec()))
        })
        .await
    }
}
