//! What comes back: the shapes of reply that are more than JSON of one type.

use std::ops::Deref;

use serde::de::DeserializeOwned;
use serde_json::Value;
use steersman_http::{Error, ErrorKind, Response, Url};
use steersman_wire::{ChangesPage, EventsPage};

use super::operation::Operation;

/// A value with the number of its revision, where the server tells it (`ETag`).
#[derive(Clone, Debug, PartialEq)]
pub struct Revisioned<T> {
    /// The value.
    pub value: T,
    /// The number of its revision; pass it as `if_match` to change nothing that somebody else changed meanwhile.
    pub revision: Option<u64>,
}

impl<T> Deref for Revisioned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: DeserializeOwned> Revisioned<T> {
    pub(crate) fn read(response: &Response) -> Result<Self, Error> {
        Ok(Self { value: response.json()?, revision: revision(response) })
    }
}

/// The number in the `ETag` of a response: `"3"`, or weak `W/"3"`.
pub fn revision(response: &Response) -> Option<u64> {
    let tag = response.headers.etag()?;
    tag.strip_prefix("W/").unwrap_or(tag).trim_matches('"').parse().ok()
}

/// A page of changes, or nothing when the server has none (204). An empty body with any other status is an error.
pub(crate) fn changes(response: &Response) -> Result<Option<ChangesPage>, Error> {
    if response.status == 204 {
        return Ok(None);
    }
    ChangesPage::parse(&response.body).map(Some).map_err(|cause| response.decode_error(cause))
}

/// A page of events.
pub(crate) fn events(response: &Response) -> Result<EventsPage, Error> {
    EventsPage::parse(&response.body).map_err(|cause| response.decode_error(cause))
}

/// The members of a reply that may be relative to the API's host, and are made absolute.
fn links(operation: &Operation) -> &'static [&'static str] {
    match operation.name {
        "sessions.share_session" => &["share_url"],
        _ => &[],
    }
}

/// Makes the links of a reply absolute; everything else stays as it came.
pub(crate) fn with_absolute_links(
    operation: &'static Operation,
    base: &Url,
    mut response: Response,
) -> Result<Response, Error> {
    let links = links(operation);
    if links.is_empty() {
        return Ok(response);
    }
    let mut body: Value = response.json()?;
    for link in links {
        if let Some(Value::String(text)) = body.get_mut(*link) {
            *text = base
                .join(text)
                .map_err(|cause| {
                    Error::new(ErrorKind::Decode, format!("`{link}` is not a link: {cause}"))
                        .with_operation(operation.name)
                })?
                .into();
        }
    }
    response.body = body.to_string().into();
    Ok(response)
}
