//! Lists as streams of their entries, whatever way their pages follow one another.

use std::collections::{BTreeMap, VecDeque};

use futures_core::Stream;
use futures_util::stream::{self, StreamExt};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use steersman_http::{CallOptions, Error, ErrorKind};
use steersman_wire::{
    AgentRevisionRecord, AgentWithRevision, BrowserProfileRead, Environment, FileEntry, ListFilesResponse,
    ScheduleRecord, ScheduleRunRecord, SessionEvent, SessionSummary, Skill, VaultConfigRead, WebhookRecord,
};

use super::argument::Argument;
use super::call::{Call, Endpoint};
use super::draft::Draft;
use super::dynamic;
use super::operation::Operation;
use super::{
    agents, browser_profiles, environments, schedules, session_files, sessions, skills, vaults, webhooks,
};
use crate::client::Client;

/// A list of which [`Call::all`] gives every entry.
pub trait Paged: Endpoint {
    /// One entry.
    type Item: Send + 'static;

    /// The entries of a page, and the number of entries on all pages (0 when the server does not say).
    #[doc(hidden)]
    fn entries(page: Self::Output) -> (Vec<Self::Item>, u64);

    /// The call of the next page, for lists in which the last entry of a page tells where the next one begins.
    #[doc(hidden)]
    fn after(_call: &Call<Self>, _page: &Self::Output) -> Option<Call<Self>>
    where
        Self: Sized,
    {
        None
    }
}

macro_rules! paged {
    ($($operation:path => $entries:ident: $item:ty;)+) => {$(
        impl Paged for $operation {
            type Item = $item;

            fn entries(page: Self::Output) -> (Vec<$item>, u64) {
                (page.$entries, page.total)
            }
        }
    )+

        /// The member of a page that has its entries.
        fn member(operation: &Operation) -> &'static str {
            $(if operation.name == <$operation as Endpoint>::OPERATION.name {
                return stringify!($entries);
            })+
            "files"
        }
    };
}

paged! {
    sessions::op::ListSessions => items: SessionSummary;
    sessions::op::ListSessionEvents => items: SessionEvent;
    skills::op::ListSkills => items: Skill;
    environments::op::ListEnvironments => items: Environment;
    agents::op::ListAgents => items: AgentWithRevision;
    agents::op::ListAgentRevisions => items: AgentRevisionRecord;
    webhooks::op::ListWebhooks => items: WebhookRecord;
    schedules::op::ListSchedules => items: ScheduleRecord;
    schedules::op::ListScheduleRuns => items: ScheduleRunRecord;
    browser_profiles::op::ListBrowserProfiles => profiles: BrowserProfileRead;
    vaults::op::ListVaults => vaults: VaultConfigRead;
}

impl Paged for session_files::op::ListFiles {
    type Item = FileEntry;

    fn entries(page: ListFilesResponse) -> (Vec<FileEntry>, u64) {
        (page.files, 0)
    }

    fn after(call: &Call<Self>, page: &ListFilesResponse) -> Option<Call<Self>> {
        let last = page.files.last().filter(|_| page.truncated)?;
        Some(call.again(after(&call.draft, last.modified_at.as_str(), &last.name)?))
    }
}

/// The call for the files behind this one.
fn after(draft: &Draft, modified_at: &str, name: &str) -> Option<Draft> {
    let mut body: Map<String, Value> = serde_json::from_slice(draft.body.as_ref()?).ok()?;
    body.insert("modified_before".to_owned(), modified_at.into());
    body.insert("name_after".to_owned(), name.into());
    let mut next = draft.clone();
    next.set_json(&body.into());
    Some(next)
}

/// One page, read.
struct Page<T> {
    entries: Vec<T>,
    /// The number of entries on all pages; 0 when the server does not say.
    total: u64,
    /// The next call, if this page tells it.
    next: Option<Draft>,
}

/// Sends the calls of a walk.
trait Source: Send {
    type Entry: Send;

    fn fetch(&mut self, draft: Draft) -> impl Future<Output = Result<Page<Self::Entry>, Error>> + Send;
}

impl<E: Paged> Source for Call<E> {
    type Entry = E::Item;

    async fn fetch(&mut self, draft: Draft) -> Result<Page<E::Item>, Error> {
        let call = self.again(draft);
        let page = call.clone().await?;
        let next = E::after(&call, &page).map(|next| next.draft);
        let (entries, total) = E::entries(page);
        Ok(Page { entries, total, next })
    }
}

impl Source for Client {
    type Entry = Box<RawValue>;

    async fn fetch(&mut self, draft: Draft) -> Result<Page<Box<RawValue>>, Error> {
        let operation = draft.operation;
        let response = draft.clone().send(self).await?;
        let mut page: BTreeMap<String, Box<RawValue>> = response.json()?;
        let read = |value: Option<&RawValue>| serde_json::from_str(value.map_or("null", RawValue::get)).ok();
        let total = read(page.get("total").map(AsRef::as_ref)).and_then(|total: Value| total.as_u64());
        let truncated = read(page.get("truncated").map(AsRef::as_ref)) == Some(Value::Bool(true));
        let entries = page.remove(member(operation));
        let entries: Vec<Box<RawValue>> =
            entries.and_then(|entries| serde_json::from_str(entries.get()).ok()).unwrap_or_default();
        let last = entries.last().filter(|_| truncated);
        let last: Option<LastFile> = last.and_then(|last| serde_json::from_str(last.get()).ok());
        let next = last.and_then(|last| after(&draft, &last.modified_at, &last.name));
        Ok(Page { entries, total: total.unwrap_or(0), next })
    }
}

/// Whether a smaller page may come through.
fn too_large(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::ContentTooLarge | ErrorKind::ResponseTooLarge)
}

/// What the next page of files begins behind.
#[derive(Deserialize)]
struct LastFile {
    modified_at: String,
    name: String,
}

/// The pages of a list that is called by name: the JSON of the entries, as it came.
///
/// The same walk as that of [`Call::all`]: a page that is larger than the client accepts is asked for in smaller pieces.
pub struct Pages {
    walk: Walk<Client>,
}

impl Pages {
    /// The entries of the next page; `None` behind the last one. After an error the same page is asked for again.
    ///
    /// # Errors
    /// As the call of the list.
    pub async fn next_page(&mut self) -> Result<Option<Vec<Box<RawValue>>>, Error> {
        self.walk.fill().await?;
        let entries = std::mem::take(&mut self.walk.entries);
        Ok((!entries.is_empty()).then(|| entries.into()))
    }
}

impl Client {
    /// The pages of a list by its name (`sessions.list_sessions`), with arguments as for [`Client::call`].
    ///
    /// # Errors
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument) for an operation that is not a list, or wrong arguments.
    pub fn pages(&self, name: &str, arguments: Value, options: CallOptions) -> Result<Pages, Error> {
        let draft = dynamic::named(name, arguments, options)?;
        if draft.operation.paging().is_none() {
            return Err(Error::invalid_argument("name", format!("{name} is not a list of pages")));
        }
        Ok(Pages { walk: Walk::new(self.clone(), draft) })
    }
}

/// Where the walk over the pages is.
struct Walk<S: Source> {
    source: S,
    draft: Draft,
    entries: VecDeque<S::Entry>,
    next: Next,
}

/// What is to be asked for when the entries at hand are used up.
enum Next {
    /// The call as it is; its last entry tells how to go on.
    AsIs,
    /// The page that begins after `position` entries; `size` entries a page, but one at a time up to `single_until`.
    Page { position: u64, size: u64, single_until: u64 },
    /// The entries after the first `position`.
    Offset { position: u64 },
    /// Nothing: that was all.
    End,
}

pub(crate) fn all<E: Paged>(
    call: Call<E>,
) -> impl Stream<Item = Result<E::Item, Error>> + Send + Unpin + 'static {
    let draft = call.draft.clone();
    stream::try_unfold(Walk::new(call, draft), |mut walk| async move {
        walk.fill().await?;
        Ok(walk.entries.pop_front().map(|entry| (entry, walk)))
    })
    .boxed()
}

fn first(draft: &Draft) -> Next {
    if draft.operation.param("page").is_some() {
        let size = draft.integer("size").unwrap_or_else(|| default_size(draft.operation)).max(1);
        let page = draft.integer("page").unwrap_or(1).max(1);
        Next::Page { position: (page - 1).saturating_mul(size), size, single_until: 0 }
    } else if draft.operation.param("offset").is_some() {
        Next::Offset { position: draft.integer("offset").unwrap_or(0) }
    } else {
        Next::AsIs
    }
}

fn default_size(operation: &Operation) -> u64 {
    operation.param("size").and_then(|size| size.default).and_then(|size| size.parse().ok()).unwrap_or(1)
}

impl<S: Source> Walk<S> {
    fn new(source: S, draft: Draft) -> Self {
        let next = first(&draft);
        Self { source, draft, entries: VecDeque::new(), next }
    }

    /// Sees to it that there is an entry, unless there is none any more.
    async fn fill(&mut self) -> Result<(), Error> {
        while self.entries.is_empty() && !matches!(self.next, Next::End) {
            self.advance().await?;
        }
        Ok(())
    }

    /// Fetches the next page.
    async fn advance(&mut self) -> Result<(), Error> {
        match self.next {
            Next::AsIs => {
                let page = self.source.fetch(self.draft.clone()).await?;
                self.entries = page.entries.into();
                match page.next {
                    Some(next) => self.draft = next,
                    None => self.next = Next::End,
                }
            }
            Next::Offset { position } => {
                let fetched = self.fetch(&[("offset", position)]).await?;
                self.take(fetched, |count| Next::Offset { position: position + count }, position);
            }
            Next::Page { position, size, single_until } => {
                let single = position < single_until;
                let step = if single { 1 } else { size };
                let page = [("page", position / step + 1), ("size", step)];
                match self.fetch(if self.sized(single) { &page } else { &page[..1] }).await {
                    Err(error) if step > 1 && too_large(&error) => {
                        self.next = Next::Page { position, size, single_until: position + size };
                    }
                    fetched => {
                        let position = position + step;
                        self.take(fetched?, |_| Next::Page { position, size, single_until }, position - step);
                    }
                }
            }
            Next::End => {}
        }
        Ok(())
    }

    /// Whether to send `size`: a size that nobody asked for is not sent.
    fn sized(&self, single: bool) -> bool {
        single || self.draft.integer("size").is_some()
    }

    async fn fetch(&mut self, position: &[(&str, u64)]) -> Result<Page<S::Entry>, Error> {
        let mut draft = self.draft.clone();
        for (name, value) in position {
            draft.set_named(name, Argument::Integer((*value).into()));
        }
        self.source.fetch(draft).await
    }

    /// Keeps a page's entries and decides whether there is another page: an empty page is the last one, and so is the one
    /// that reaches the total.
    fn take(&mut self, page: Page<S::Entry>, next: impl FnOnce(u64) -> Next, position: u64) {
        let (count, total) = (page.entries.len() as u64, page.total);
        let next = next(count);
        let reached = match next {
            Next::Page { position, .. } => position,
            _ => position + count,
        };
        self.next = if count == 0 || (total > 0 && reached >= total) { Next::End } else { next };
        self.entries = page.entries.into();
    }
}
