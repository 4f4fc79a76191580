//! Sessions: runs of an agent. Create them, read them, steer them, end them.

use steersman_wire::{
    Feedback, QuotaStatus, SendMessages, Session, SessionRequest, SessionStatus, SessionSummary, ShareLink,
    Timestamp, ToolResults, TrajectoryStatus,
};

use super::argument::{Id, Rest, Text};
use super::declare::resource;

/// Whose sessions a list shows; the first is the API's own default.
const OWNERS: &[&str] = &["me-in-organization", "me", "organization", "me-or-organization"];

resource! {
    /// Runs of agents: create them, read them, steer them, end them.
    Sessions "sessions"

    /// Lists sessions, newest first.
    ListSessions: GET "/api/v2/sessions"
    => list_sessions() -> Page(SessionSummary) {
        /// Whose sessions: `me-in-organization` (default), `me`, `organization` or `me-or-organization`.
        query owner: Text .one_of(OWNERS) .default("\"me-in-organization\"");
        /// Only sessions in one of these states.
        query status: [TrajectoryStatus];
        /// Only sessions of one of these agents, by name.
        query agent: [Text];
        /// Only sessions created with this group id.
        query group_id: Text;
        /// Only the children of this session.
        query parent_session_id: Text;
        /// Only sessions that this schedule created.
        query schedule_id: Id;
        /// Only sessions with this text in the first message or the answer, whatever the case.
        query search: Text;
        /// Only sessions created before this time.
        query created_before: Timestamp;
        /// Only sessions created after this time.
        query created_after: Timestamp;
        /// Only sessions that ended before this time.
        query finished_before: Timestamp;
        /// Only sessions that ended after this time.
        query finished_after: Timestamp;
        /// The page, from 1 (default).
        query page: u64 .at_least(1) .default("1");
        /// Sessions on a page: 1 to 100, default 10.
        query size: u64 .range(1, 100) .default("10");
        /// The order: `-created_at` (newest first, default) or `created_at`.
        query sort: [Text] .one_of(&["created_at", "-created_at"]) .default("[\"-created_at\"]");
    }

    /// Creates a session and gives it back at once, before the agent runs.
    ///
    /// Safe to retry: an idempotency key is made when none is given, so that a broken connection neither loses nor doubles the
    /// session. While an earlier attempt is still being worked on (409), the call waits for its result: for a minute, or until
    /// its deadline; not at all with `max_retries(0)`.
    CreateSession: POST "/api/v2/sessions"
    => create_session() body request: SessionRequest -> 201 Json(Session) {
        /// Names this creation: the same key with the same request gives the same session for 24 hours. 1 to 255 characters.
        header idempotency_key: Text .named("Idempotency-Key") .length(1, 255);
    }

    /// How many sessions may run at a time, and how many do.
    GetSessionQuota: GET "/api/v2/sessions/quota"
    => get_session_quota() -> Json(QuotaStatus)

    /// Reads a session with its request, status and latest answer.
    GetSession: GET "/api/v2/sessions/{id}"
    => get_session(path id: Id) -> Json(Session)

    /// Ends a session for good; it becomes `interrupted`.
    ///
    /// A session that has ended already gives 404 or 409 here.
    CancelSession: DELETE "/api/v2/sessions/{id}"
    => cancel_session(path id: Id) -> Nothing

    /// Reads what happened from an index on, waiting for it if asked to; nothing when there is nothing (yet).
    GetSessionChanges: GET "/api/v2/sessions/{id}/changes"
    => get_session_changes(path id: Id) -> Changes {
        /// The index of the first event wanted, from 0 (default).
        query from_index: u64 .at_least(0) .default("0");
        /// The most events; the server's page size when not given.
        query limit: u64 .at_least(0);
        /// Whether to send events (default), or only status, answer and metrics.
        query include_events: bool .default("true");
        /// How long the server may wait for something to happen: 0 (default) to 25 seconds.
        query wait_for_seconds: u64 .range(0, 25) .default("0");
    }

    /// Lists everything that happened, page by page.
    ListSessionEvents: GET "/api/v2/sessions/{id}/events"
    => list_session_events(path id: Id) -> Events {
        /// The page, from 1 (default).
        query page: u64 .at_least(1) .default("1");
        /// Events on a page: 1 to 200, default 50.
        query size: u64 .range(1, 200) .default("50");
        /// The order: `timestamp` (oldest first) or `-timestamp`.
        query sort: [Text] .one_of(&["timestamp", "-timestamp"]);
        /// Only events of exactly this type.
        query event_type: Text .named("type");
    }

    /// Says whether an event was what it should have been.
    SubmitEventFeedback: PUT "/api/v2/sessions/{id}/events/{event_index}/feedback"
    => submit_event_feedback(path id: Id, path event_index: u64 .at_least(0)) body feedback: Feedback -> Nothing

    /// Says whether a session did what it should have done.
    SubmitSessionFeedback: POST "/api/v2/sessions/{id}/feedback"
    => submit_session_feedback(path id: Id) body feedback: Feedback -> Nothing

    /// Asks the agent to stop exploring and to answer on its next step. Accepted is not yet done.
    ForceSessionAnswer: POST "/api/v2/sessions/{id}/force_answer"
    => force_session_answer(path id: Id) -> 202 Nothing

    /// Sends a message or several to the agent: picked up on its next step. Wakes an idle session, resumes a paused one.
    ///
    /// Takes text, one message, or a batch.
    SendSessionMessages: POST "/api/v2/sessions/{id}/messages"
    => send_session_messages(path id: Id) body messages: SendMessages -> 202 Nothing

    /// Halts the agent after its current step. Accepted is not yet done.
    PauseSession: POST "/api/v2/sessions/{id}/pause"
    => pause_session(path id: Id) -> 202 Nothing

    /// Reads a stored file of a session (screenshot, attachment), as a stream of bytes.
    ///
    /// The redirect to the storage is followed without the key.
    GetSessionResource: GET "/api/v2/sessions/{id}/resources/{bucket}/{key}"
    => get_session_resource(path id: Id, path bucket: Text, path key: Rest) -> Download

    /// Lets a paused agent go on. Does nothing to a running one.
    ResumeSession: POST "/api/v2/sessions/{id}/resume"
    => resume_session(path id: Id) -> 202 Nothing

    /// Makes a link under which anybody can watch the session, or gives the one there is. The link is absolute.
    ShareSession: POST "/api/v2/sessions/{id}/share"
    => share_session(path id: Id) -> Json(ShareLink)

    /// Takes the share link back.
    UnshareSession: DELETE "/api/v2/sessions/{id}/share"
    => unshare_session(path id: Id) -> Nothing

    /// Reads the state of a session: status, error, steps, usage, pending tool calls. The cheapest read.
    GetSessionStatus: GET "/api/v2/sessions/{id}/status"
    => get_session_status(path id: Id) -> Json(SessionStatus)

    /// Answers tool calls that the session waits for: one result, one error, or a batch.
    ///
    /// A session that has ended gives 409.
    SendSessionToolResults: POST "/api/v2/sessions/{id}/tool_results"
    => send_session_tool_results(path id: Id) body results: ToolResults -> 202 Nothing
}
