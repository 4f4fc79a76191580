//! A light handle on one session: read it, watch it, steer it.

use std::fmt;
use std::sync::Arc;

use super::run::WaitForCompletion;
use super::shared::{Hearsay, Shared};
use super::stream::{EventStream, StreamOptions};
use crate::answer::AnswerSchema;
use crate::api::Call;
use crate::api::sessions::op::{GetSessionChanges, ListSessionEvents};
use crate::tools::ToolSet;
use crate::wire::{
    Feedback, SendMessages, Session, SessionStatus, ShareLink, ToolResult, ToolResults, TrajectoryStatus,
};
use crate::{Client, Error, ErrorKind};

/// One session, by its id. Cheap to make and to clone; clones share what is known of the session and which tool calls
/// are taken, so that no call runs twice.
#[derive(Clone)]
pub struct SessionHandle {
    inner: Arc<Inner>,
}

struct Inner {
    client: Client,
    id: Arc<str>,
    tools: Option<ToolSet>,
    answer: Option<AnswerSchema>,
    shared: Arc<Shared>,
}

impl Client {
    /// A handle on a session that exists. Nothing is sent.
    pub fn session(&self, id: impl Into<Arc<str>>) -> SessionHandle {
        SessionHandle::new(self.clone(), id.into(), None, None)
    }
}

impl SessionHandle {
    pub(crate) fn new(
        client: Client,
        id: Arc<str>,
        tools: Option<ToolSet>,
        answer: Option<AnswerSchema>,
    ) -> Self {
        Self { inner: Arc::new(Inner { client, id, tools, answer, shared: Arc::new(Shared::new()) }) }
    }

    /// The same session with tools, which waits run.
    #[must_use]
    pub fn with_tools(&self, tools: ToolSet) -> Self {
        let Inner { client, id, answer, shared, .. } = &*self.inner;
        Self {
            inner: Arc::new(Inner {
                client: client.clone(),
                id: id.clone(),
                tools: Some(tools),
                answer: answer.clone(),
                shared: shared.clone(),
            }),
        }
    }

    /// The session's id.
    pub fn id(&self) -> &str {
        &self.inner.id
    }

    /// The client that this handle uses.
    pub fn client(&self) -> &Client {
        &self.inner.client
    }

    /// The tools that waits run, if the session was started with some.
    pub fn tools(&self) -> Option<&ToolSet> {
        self.inner.tools.as_ref()
    }

    /// What answers have to look like, if the session was started with a schema.
    pub fn answer_schema(&self) -> Option<&AnswerSchema> {
        self.inner.answer.as_ref()
    }

    pub(crate) fn id_arc(&self) -> &Arc<str> {
        &self.inner.id
    }

    pub(crate) fn shared(&self) -> &Arc<Shared> {
        &self.inner.shared
    }

    /// Reads the whole session: request, status, latest answer.
    pub async fn get(&self) -> Result<Session, Error> {
        self.inner.client.sessions().get_session(self.id()).await
    }

    /// Reads the cheap snapshot: state, steps, tokens.
    pub async fn status(&self) -> Result<SessionStatus, Error> {
        self.inner.client.sessions().get_session_status(self.id()).await
    }

    /// One poll: what happened from an index on. `None` when there is nothing (yet). Options are set on the returned
    /// value: `handle.changes().from_index(7).wait_for_seconds(20).await`.
    pub fn changes(&self) -> Call<GetSessionChanges> {
        self.inner.client.sessions().get_session_changes(self.id())
    }

    /// The complete history, paged: await it for one page, or call `all()` on it for all events one after another.
    pub fn events(&self) -> Call<ListSessionEvents> {
        self.inner.client.sessions().list_session_events(self.id())
    }

    /// The events as they happen, in order, until the session settles. See [`EventStream`].
    pub fn stream(&self) -> EventStream {
        self.stream_with(&StreamOptions::default())
    }

    /// The events as they happen, with options.
    pub fn stream_with(&self, options: &StreamOptions) -> EventStream {
        EventStream::new(self, options)
    }

    /// Waits until the session settles, running its tools meanwhile. Options are set on the returned value.
    pub fn wait_for_completion(&self) -> WaitForCompletion {
        WaitForCompletion::new(self.clone())
    }

    /// Sends a message: text, one message, or several. The agent reads it before its next step; an idle session wakes,
    /// a paused one goes on.
    ///
    /// Watches of this handle know from then on that an idle from before the message, and its answer, are the past.
    /// Unless a watch has just seen how the session does, one cheap `status` call finds that out first.
    pub async fn send_message(&self, message: impl Into<SendMessages>) -> Result<(), Error> {
        let message = message.into();
        let idle_at = self.idle_at().await?;
        let before = idle_at.map(|tip| self.shared().message_to_idle(tip));
        let sent = self.inner.client.sessions().send_session_messages(self.id(), message).await;
        if sent.is_err()
            && let Some(before) = before
        {
            self.shared().message_failed(before);
        }
        sent
    }

    /// The length of the log, if the session is idle.
    async fn idle_at(&self) -> Result<Option<u64>, Error> {
        match self.shared().hearsay() {
            Hearsay::Busy => return Ok(None),
            Hearsay::Idle(tip) => return Ok(Some(tip)),
            Hearsay::Nothing => {}
        }
        if self.status().await?.status != TrajectoryStatus::Idle {
            return Ok(None);
        }
        Ok(Some(self.events().size(1).await?.total))
    }

    /// Halts the agent after its current step; its state is kept.
    pub async fn pause(&self) -> Result<(), Error> {
        self.inner.client.sessions().pause_session(self.id()).await
    }

    /// Lets a paused agent go on.
    pub async fn resume(&self) -> Result<(), Error> {
        self.inner.client.sessions().resume_session(self.id()).await
    }

    /// Tells the agent to stop exploring and to answer from what it has.
    pub async fn force_answer(&self) -> Result<(), Error> {
        self.inner.client.sessions().force_session_answer(self.id()).await
    }

    /// Stops the session for good; it ends as `interrupted`. A session that has ended already is fine.
    pub async fn cancel(&self) -> Result<(), Error> {
        match self.inner.client.sessions().cancel_session(self.id()).await {
            Err(error) if error.kind() == ErrorKind::Conflict => Ok(()),
            Err(error) if error.kind() == ErrorKind::NotFound && self.has_ended().await => Ok(()),
            result => result,
        }
    }

    async fn has_ended(&self) -> bool {
        self.status().await.is_ok_and(|status| status.status.is_terminal())
    }

    /// Posts results of tool calls that were run by other means than a watch. A session that has ended, or has settled
    /// the calls itself, is fine.
    pub async fn send_tool_results(
        &self,
        results: impl IntoIterator<Item = ToolResult>,
    ) -> Result<(), Error> {
        let results: ToolResults = results.into_iter().collect::<Vec<_>>().into();
        match self.inner.client.sessions().send_session_tool_results(self.id(), results).await {
            Err(error) if error.kind() == ErrorKind::Conflict => Ok(()),
            result => result,
        }
    }

    /// Makes a link under which anybody can watch the session.
    pub async fn share(&self) -> Result<ShareLink, Error> {
        self.inner.client.sessions().share_session(self.id()).await
    }

    /// Takes the link back.
    pub async fn unshare(&self) -> Result<(), Error> {
        self.inner.client.sessions().unshare_session(self.id()).await
    }

    /// Says whether the session did what it should have done.
    pub async fn submit_feedback(&self, feedback: impl Into<Feedback>) -> Result<(), Error> {
        self.inner.client.sessions().submit_session_feedback(self.id(), feedback).await
    }
}

impl fmt::Debug for SessionHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionHandle")
            .field("id", &self.inner.id)
            .field("base_url", &self.inner.client.base_url().as_str())
            .field("tools", &self.inner.tools)
            .finish_non_exhaustive()
    }
}
