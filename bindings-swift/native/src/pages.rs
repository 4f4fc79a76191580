//! The pages of a list.

use std::sync::Arc;

use steersman::api::Pages;
use steersman_host::Reply;
use tokio::sync::Mutex;

use crate::cancel::NativeCancel;
use crate::failure::NativeError;
use crate::live::Live;
use crate::runtime::run;

/// The pages of a list, one after another.
#[derive(uniffi::Object)]
pub(crate) struct NativePages {
    /// One page is fetched at a time.
    pages: Arc<Mutex<Pages>>,
    _live: Live,
}

impl NativePages {
    pub(crate) fn new_arc(pages: Pages) -> Arc<Self> {
        Arc::new(Self { pages: Arc::new(Mutex::new(pages)), _live: Live::pages() })
    }
}

#[uniffi::export]
impl NativePages {
    /// Fetches the next page: a JSON list of entries; nothing behind the last one. After an error the same page is asked for again.
    async fn next(&self, cancel: Option<Arc<NativeCancel>>) -> Result<Option<String>, NativeError> {
        let pages = self.pages.clone();
        run(cancel, async move {
            let Some(entries) = pages.lock().await.next_page().await? else { return Ok(None) };
            Ok(Reply::value(&entries)?.json.map(|json| String::from(Box::<str>::from(json))))
        })
        .await
    }
}
