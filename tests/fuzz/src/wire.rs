//! Replies of the API: the first byte chooses what is read. Reading never panics, events come out as they went in, and what was
//! read and is written is read as the same again.

use std::fmt::Debug;

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use steersman::wire::{
    ChangesPage, EventsPage, Session, SessionEvent, SessionRequest, SessionStatus, ToolRequest, ToolResult,
};

/// Reads the bytes as a reply.
pub fn check(data: &[u8]) {
    let Some((kind, json)) = data.split_first() else { return };
    match kind % 8 {
        0 | 1 => {
            if let Ok(page) = ChangesPage::parse(&Bytes::copy_from_slice(json)) {
                page.events.iter().for_each(event);
            }
        }
        2 => {
            if let Ok(page) = EventsPage::parse(&Bytes::copy_from_slice(json)) {
                page.items.iter().for_each(event);
            }
        }
        3 => same_again::<SessionStatus>(json),
        4 => same_again::<Session>(json),
        5 => same_again::<ToolRequest>(json),
        6 => same_again::<ToolResult>(json),
        _ => same_again::<SessionRequest>(json),
    }
}

fn event(event: &SessionEvent) {
    assert!(
        serde_json::from_str::<serde_json::Value>(event.raw()).is_ok(),
        "an event is not JSON: {}",
        event.raw()
    );
    let _ = (event.event_type(), event.payload());
}

fn same_again<T: DeserializeOwned + Serialize + PartialEq + Debug>(json: &[u8]) {
    let Ok(read) = serde_json::from_slice::<T>(json) else { return };
    let written = serde_json::to_string(&read).expect("what was read can be written");
    let again: T = serde_json::from_str(&written).expect("what was written can be read");
    assert!(again == read, "{read:?} became {again:?}");
}
