//! Where changes are written so that they outlive the process. Without a file: nowhere.
//!
//! Changes are handed over in the order in which they happen and written by one thread, many to a transaction, so what is on disk
//! is always a beginning of what happened. Every reply waits until all that happened before it is written: whatever a client has
//! been told is there after a crash.

#[cfg(feature = "durable")]
mod sqlite;

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use crate::catalog::records::Record;
use crate::files::Stored;
use crate::log::Event;

/// One change, complete in itself.
#[cfg_attr(not(feature = "durable"), expect(dead_code, reason = "there is nothing that reads them then"))]
#[derive(Debug)]
pub(crate) enum Change {
    Record {
        kind: String,
        record: Record,
    },
    RecordGone {
        kind: String,
        key: String,
    },
    File {
        session: Uuid,
        path: String,
        file: Stored,
    },
    /// Those whose path begins like this; all of them for an empty text.
    FilesGone {
        session: Uuid,
        prefix: &'static str,
    },
    Created {
        session: SavedSession,
        key: Option<SavedKey>,
    },
    Changed {
        session: Uuid,
        first_index: u64,
        oldest: u64,
        events: Vec<Event>,
        state: Value,
    },
    SessionGone {
        session: Uuid,
    },
}

/// A session as it is kept.
#[derive(Clone, Debug)]
pub(crate) struct SavedSession {
    pub(crate) id: Uuid,
    pub(crate) number: u64,
    pub(crate) created_at: Timestamp,
    pub(crate) brief: Value,
    pub(crate) state: Value,
    /// Index of the first event that is kept.
    pub(crate) oldest: u64,
    pub(crate) events: Vec<Event>,
}

/// An idempotency key as it is kept.
#[derive(Clone, Debug)]
pub(crate) struct SavedKey {
    pub(crate) key: String,
    pub(crate) digest: String,
    pub(crate) session: Uuid,
    pub(crate) since: Timestamp,
}

/// Everything that was kept.
#[derive(Debug, Default)]
pub(crate) struct Saved {
    pub(crate) records: Vec<(String, Record)>,
    pub(crate) files: Vec<(Uuid, String, Stored)>,
    pub(crate) sessions: Vec<SavedSession>,
    pub(crate) keys: Vec<SavedKey>,
}

/// Why a data file cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct JournalError(String);

/// Writes changes down.
#[derive(Clone, Debug, Default)]
pub(crate) struct Journal(Option<Arc<Writer>>);

#[cfg(feature = "durable")]
use sqlite::Writer;

/// There is none without the `durable` feature.
#[cfg(not(feature = "durable"))]
#[derive(Debug)]
enum Writer {}

impl Journal {
    /// Opens a data file (made when it is not there) and reads what was kept in it.
    #[cfg(feature = "durable")]
    pub(crate) fn open(path: &Path) -> Result<(Self, Saved), JournalError> {
        let (writer, saved) = Writer::open(path).map_err(|error| JournalError(error.to_string()))?;
        Ok((Self(Some(Arc::new(writer))), saved))
    }

    #[cfg(not(feature = "durable"))]
    pub(crate) fn open(_: &Path) -> Result<(Self, Saved), JournalError> {
        Err(JournalError("this build cannot keep data: it was made without the durable feature".to_owned()))
    }

    /// Whether anything is written at all; spares the making of changes that go nowhere.
    pub(crate) fn is_on(&self) -> bool {
        self.0.is_some()
    }

    /// Hands a change over.
    pub(crate) fn write(&self, change: Change) {
        #[cfg(feature = "durable")]
        if let Some(writer) = &self.0 {
            writer.write(change);
        }
        #[cfg(not(feature = "durable"))]
        let _ = change;
    }

    /// Waits until everything handed over so far is written; false when it could not be.
    pub(crate) async fn written(&self) -> bool {
        #[cfg(feature = "durable")]
        if let Some(writer) = &self.0 {
            return writer.written().await;
        }
        true
    }
}
