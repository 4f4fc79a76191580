//! Lists as streams of their entries, whatever way their pages follow one another.

use std::collections::VecDeque;

use futures_core::Stream;
use futures_util::stream::{self, StreamExt};
use serde_json::{Map, Value};
use steersman_http::{Error, ErrorKind};
use steersman_wire::{
    AgentRevisionRecord, AgentWithRevision, BrowserProfileRead, Environment, FileEntry, ListFilesResponse,
    ScheduleRecord, ScheduleRunRecord, SessionEvent, SessionSummary, Skill, VaultConfigRead, WebhookRecord,
};

use super::argument::Argument;
use super::call::{Call, Endpoint};
use super::draft::Draft;
use super::operation::Operation;
use super::{
    agents, browser_profiles, environments, schedules, session_files, sessions, skills, vaults, webhooks,
};

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
    )+};
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
        let mut body: Map<String, Value> = serde_json::from_slice(call.draft.body.as_ref()?).ok()?;
        body.insert("modified_before".to_owned(), last.modified_at.as_str().into());
        body.insert("name_after".to_owned(), last.name.as_str().into());
        let mut next = call.clone();
        next.draft.set_json(&body.into());
        Some(next)
    }
}

/// Where the walk over the pages is.
struct Walk<E: Paged> {
    call: Call<E>,
    entries: VecDeque<E::Item>,
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
    let next = first(&call.draft);
    let walk = Walk { call, entries: VecDeque::new(), next };
    stream::try_unfold(walk, |mut walk| async move {
        loop {
            if let Some(entry) = walk.entries.pop_front() {
                return Ok(Some((entry, walk)));
            }
            if matches!(walk.next, Next::End) {
                return Ok(None);
            }
            walk.advance().await?;
        }
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

impl<E: Paged> Walk<E> {
    /// Fetches the next page.
    async fn advance(&mut self) -> Result<(), Error> {
        match self.next {
            Next::AsIs => {
                let page = self.call.clone().await?;
                let next = E::after(&self.call, &page);
                self.entries = E::entries(page).0.into();
                match next {
                    Some(next) => self.call = next,
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
                    Err(error) if error.kind() == ErrorKind::ContentTooLarge && step > 1 => {
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
        single || self.call.draft.integer("size").is_some()
    }

    async fn fetch(&mut self, position: &[(&str, u64)]) -> Result<(Vec<E::Item>, u64), Error> {
        let mut draft = self.call.draft.clone();
        for (name, value) in position {
            draft.set_named(name, Argument::Integer((*value).into()));
        }
        self.call.again(draft).await.map(E::entries)
    }

    /// Keeps a page's entries and decides whether there is another page: an empty page is the last one, and so is the one
    /// that reaches the total.
    fn take(&mut self, (entries, total): (Vec<E::Item>, u64), next: impl FnOnce(u64) -> Next, position: u64) {
        let count = entries.len() as u64;
        let next = next(count);
        let reached = match next {
            Next::Page { position, .. } => position,
            _ => position + count,
        };
        self.next = if count == 0 || (total > 0 && reached >= total) { Next::End } else { next };
        self.entries = entries.into();
    }
}
