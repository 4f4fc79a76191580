# Written by steersman-codegen from the definitions in core. Do not edit: run `cargo run -p steersman-codegen`.
# mypy: disable-error-code="no-any-return"
"""The direct calls: every operation of the API, resource by resource."""

from __future__ import annotations

from ._light import TYPE_CHECKING
from ._resource import OMIT, AsyncResource, Resource

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
    from datetime import datetime
    from typing import Any, Literal

    from .inputs import *
    from .types import *


class Sessions(Resource):
    """`client.sessions`: 18 direct calls."""

    def list_sessions(self, *, owner: Literal["me-in-organization", "me", "organization", "me-or-organization"] | None = OMIT, status: Sequence[TrajectoryStatus] | None = OMIT, agent: Sequence[str] | None = OMIT, group_id: str | None = OMIT, parent_session_id: str | None = OMIT, schedule_id: str | None = OMIT, search: str | None = OMIT, created_before: datetime | str | None = OMIT, created_after: datetime | str | None = OMIT, finished_before: datetime | str | None = OMIT, finished_after: datetime | str | None = OMIT, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["created_at", "-created_at"]] | None = OMIT, request_options: RequestOptions | None = None) -> Page_SessionSummary_:
        """Lists sessions, newest first.

        Args:
        owner: Whose sessions: `me-in-organization` (default), `me`, `organization` or `me-or-organization`.
        status: Only sessions in one of these states.
        agent: Only sessions of one of these agents, by name.
        group_id: Only sessions created with this group id.
        parent_session_id: Only the children of this session.
        schedule_id: Only sessions that this schedule created.
        search: Only sessions with this text in the first message or the answer, whatever the case.
        created_before: Only sessions created before this time.
        created_after: Only sessions created after this time.
        finished_before: Only sessions that ended before this time.
        finished_after: Only sessions that ended after this time.
        page: The page, from 1 (default).
        size: Sessions on a page: 1 to 100, default 10.
        sort: The order: `-created_at` (newest first, default) or `created_at`.
        """
        return self._call("sessions.list_sessions", {"owner": owner, "status": status, "agent": agent, "group_id": group_id, "parent_session_id": parent_session_id, "schedule_id": schedule_id, "search": search, "created_before": created_before, "created_after": created_after, "finished_before": finished_before, "finished_after": finished_after, "page": page, "size": size, "sort": sort}, "Page_SessionSummary_", request_options)

    def list_sessions_all(self, *, owner: Literal["me-in-organization", "me", "organization", "me-or-organization"] | None = OMIT, status: Sequence[TrajectoryStatus] | None = OMIT, agent: Sequence[str] | None = OMIT, group_id: str | None = OMIT, parent_session_id: str | None = OMIT, schedule_id: str | None = OMIT, search: str | None = OMIT, created_before: datetime | str | None = OMIT, created_after: datetime | str | None = OMIT, finished_before: datetime | str | None = OMIT, finished_after: datetime | str | None = OMIT, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["created_at", "-created_at"]] | None = OMIT, request_options: RequestOptions | None = None) -> Iterator[SessionSummary]:
        """Every entry of `list_sessions`, page by page."""
        return self._all("sessions.list_sessions", {"owner": owner, "status": status, "agent": agent, "group_id": group_id, "parent_session_id": parent_session_id, "schedule_id": schedule_id, "search": search, "created_before": created_before, "created_after": created_after, "finished_before": finished_before, "finished_after": finished_after, "page": page, "size": size, "sort": sort}, "SessionSummary", request_options)

    def create_session(self, *, agent: str | AgentInput | Agent, idempotency_key: str | None = OMIT, messages: str | UserMessageEventInput | UserMessageEvent | Sequence[UserMessageEventInput | UserMessageEvent] | None = OMIT, max_steps: int | None = OMIT, max_time_s: float | None = OMIT, idle_timeout_s: int | None = OMIT, timezone: str | None = OMIT, delete_after_min: int | None = OMIT, delete_screenshot_after_min: int | None = OMIT, queue: bool | None = OMIT, group_id: str | None = OMIT, parent_session_id: str | None = OMIT, overrides: Mapping[str, Any] | None = OMIT, request_options: RequestOptions | None = None) -> Session:
        """Creates a session and gives it back at once, before the agent runs.

        Safe to retry: an idempotency key is made when none is given, so that a broken connection neither loses nor
        doubles the
        session. While an earlier attempt is still being worked on (409), the call waits for its result: for a minute,
        or until
        its deadline; not at all with `max_retries(0)`.

        Args:
        idempotency_key: Names this creation: the same key with the same request gives the same session for 24 hours.
        1 to 255 characters.
        agent: The agent, by name (`h/web-surfer-pro`, or pinned `name:3`) or in place.
        messages: What the agent is told first.
        max_steps: Steps after which a final answer is asked for, at least 1; null: unbounded.
        max_time_s: Seconds of work toward each answer, above 0; at the limit the agent answers with what it has.
        Null: unbounded.
        idle_timeout_s: Seconds the session stays open after each answer, above 0; null: it ends with the answer.
        timezone: IANA name of the time zone the agent lives in; null: UTC.
        delete_after_min: Minutes after which the session is deleted, at least 1. Absent: the organisation's
        preference; a value can only shorten that.
        delete_screenshot_after_min: Minutes after which screenshots are deleted, at least 1. Absent: the
        organisation's preference; a value can only shorten that.
        queue: Over the limit of concurrent sessions: whether to queue (true) or to be refused with 429 (false).
        group_id: Groups sessions; free text.
        parent_session_id: The session this one is a child of.
        overrides: Replaces parts of the resolved request, by dotted path: `agent.answer_format`,
        `agent.environments[kind=web].start_url`.
        """
        return self._call("sessions.create_session", {"idempotency_key": idempotency_key, "agent": agent, "messages": messages, "max_steps": max_steps, "max_time_s": max_time_s, "idle_timeout_s": idle_timeout_s, "timezone": timezone, "delete_after_min": delete_after_min, "delete_screenshot_after_min": delete_screenshot_after_min, "queue": queue, "group_id": group_id, "parent_session_id": parent_session_id, "overrides": overrides}, "Session", request_options)

    def get_session_quota(self, *, request_options: RequestOptions | None = None) -> QuotaStatus:
        """How many sessions may run at a time, and how many do."""
        return self._call("sessions.get_session_quota", {}, "QuotaStatus", request_options)

    def get_session(self, id: str, *, request_options: RequestOptions | None = None) -> Session:
        """Reads a session with its request, status and latest answer."""
        return self._call("sessions.get_session", {"id": id}, "Session", request_options)

    def cancel_session(self, id: str, *, request_options: RequestOptions | None = None) -> None:
        """Ends a session for good; it becomes `interrupted`.

        A session that has ended already gives 404 or 409 here.
        """
        self._call("sessions.cancel_session", {"id": id}, None, request_options)

    def get_session_changes(self, id: str, *, from_index: int | None = OMIT, limit: int | None = OMIT, include_events: bool | None = OMIT, wait_for_seconds: int | None = OMIT, request_options: RequestOptions | None = None) -> SessionChanges | None:
        """Reads what happened from an index on, waiting for it if asked to; nothing when there is nothing (yet).

        Args:
        from_index: The index of the first event wanted, from 0 (default).
        limit: The most events; the server's page size when not given.
        include_events: Whether to send events (default), or only status, answer and metrics.
        wait_for_seconds: How long the server may wait for something to happen: 0 (default) to 25 seconds.
        """
        return self._call("sessions.get_session_changes", {"id": id, "from_index": from_index, "limit": limit, "include_events": include_events, "wait_for_seconds": wait_for_seconds}, "SessionChanges", request_options)

    def list_session_events(self, id: str, *, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["timestamp", "-timestamp"]] | None = OMIT, type: str | None = OMIT, request_options: RequestOptions | None = None) -> Page_SessionEvent_:
        """Lists everything that happened, page by page.

        Args:
        page: The page, from 1 (default).
        size: Events on a page: 1 to 200, default 50.
        sort: The order: `timestamp` (oldest first) or `-timestamp`.
        type: Only events of exactly this type.
        """
        return self._call("sessions.list_session_events", {"id": id, "page": page, "size": size, "sort": sort, "type": type}, "Page_SessionEvent_", request_options)

    def list_session_events_all(self, id: str, *, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["timestamp", "-timestamp"]] | None = OMIT, type: str | None = OMIT, request_options: RequestOptions | None = None) -> Iterator[SessionEvent]:
        """Every entry of `list_session_events`, page by page."""
        return self._all("sessions.list_session_events", {"id": id, "page": page, "size": size, "sort": sort, "type": type}, "SessionEvent", request_options)

    def submit_event_feedback(self, id: str, event_index: int, *, success: bool, message: str | None = OMIT, request_options: RequestOptions | None = None) -> None:
        """Says whether an event was what it should have been.

        Args:
        success: Whether it went well.
        message: Why.
        """
        self._call("sessions.submit_event_feedback", {"id": id, "event_index": event_index, "success": success, "message": message}, None, request_options)

    def submit_session_feedback(self, id: str, *, success: bool, message: str | None = OMIT, request_options: RequestOptions | None = None) -> None:
        """Says whether a session did what it should have done.

        Args:
        success: Whether it went well.
        message: Why.
        """
        self._call("sessions.submit_session_feedback", {"id": id, "success": success, "message": message}, None, request_options)

    def force_session_answer(self, id: str, *, request_options: RequestOptions | None = None) -> None:
        """Asks the agent to stop exploring and to answer on its next step. Accepted is not yet done."""
        self._call("sessions.force_session_answer", {"id": id}, None, request_options)

    def send_session_messages(self, id: str, *, request: SendMessagesInput | SendMessages, request_options: RequestOptions | None = None) -> None:
        """Sends a message or several to the agent: picked up on its next step. Wakes an idle session, resumes a paused
        one.

        Takes text, one message, or a batch.

        Args:
        request: The request body.
        """
        self._call("sessions.send_session_messages", {"id": id, "request": request}, None, request_options)

    def pause_session(self, id: str, *, request_options: RequestOptions | None = None) -> None:
        """Halts the agent after its current step. Accepted is not yet done."""
        self._call("sessions.pause_session", {"id": id}, None, request_options)

    def get_session_resource(self, id: str, bucket: str, key: str, *, request_options: RequestOptions | None = None) -> Iterator[bytes]:
        """Reads a stored file of a session (screenshot, attachment), as a stream of bytes.

        The redirect to the storage is followed without the key.
        """
        return self._bytes("sessions.get_session_resource", {"id": id, "bucket": bucket, "key": key}, request_options)

    def resume_session(self, id: str, *, request_options: RequestOptions | None = None) -> None:
        """Lets a paused agent go on. Does nothing to a running one."""
        self._call("sessions.resume_session", {"id": id}, None, request_options)

    def share_session(self, id: str, *, request_options: RequestOptions | None = None) -> ShareLink:
        """Makes a link under which anybody can watch the session, or gives the one there is. The link is absolute."""
        return self._call("sessions.share_session", {"id": id}, "ShareLink", request_options)

    def unshare_session(self, id: str, *, request_options: RequestOptions | None = None) -> None:
        """Takes the share link back."""
        self._call("sessions.unshare_session", {"id": id}, None, request_options)

    def get_session_status(self, id: str, *, request_options: RequestOptions | None = None) -> SessionStatus:
        """Reads the state of a session: status, error, steps, usage, pending tool calls. The cheapest read."""
        return self._call("sessions.get_session_status", {"id": id}, "SessionStatus", request_options)

    def send_session_tool_results(self, id: str, *, request: ToolResultsInput | ToolResults, request_options: RequestOptions | None = None) -> None:
        """Answers tool calls that the session waits for: one result, one error, or a batch.

        A session that has ended gives 409.

        Args:
        request: The request body.
        """
        self._call("sessions.send_session_tool_results", {"id": id, "request": request}, None, request_options)


class AsyncSessions(AsyncResource):
    """`client.sessions`: 18 direct calls."""

    async def list_sessions(self, *, owner: Literal["me-in-organization", "me", "organization", "me-or-organization"] | None = OMIT, status: Sequence[TrajectoryStatus] | None = OMIT, agent: Sequence[str] | None = OMIT, group_id: str | None = OMIT, parent_session_id: str | None = OMIT, schedule_id: str | None = OMIT, search: str | None = OMIT, created_before: datetime | str | None = OMIT, created_after: datetime | str | None = OMIT, finished_before: datetime | str | None = OMIT, finished_after: datetime | str | None = OMIT, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["created_at", "-created_at"]] | None = OMIT, request_options: RequestOptions | None = None) -> Page_SessionSummary_:
        """Lists sessions, newest first.

        Args:
        owner: Whose sessions: `me-in-organization` (default), `me`, `organization` or `me-or-organization`.
        status: Only sessions in one of these states.
        agent: Only sessions of one of these agents, by name.
        group_id: Only sessions created with this group id.
        parent_session_id: Only the children of this session.
        schedule_id: Only sessions that this schedule created.
        search: Only sessions with this text in the first message or the answer, whatever the case.
        created_before: Only sessions created before this time.
        created_after: Only sessions created after this time.
        finished_before: Only sessions that ended before this time.
        finished_after: Only sessions that ended after this time.
        page: The page, from 1 (default).
        size: Sessions on a page: 1 to 100, default 10.
        sort: The order: `-created_at` (newest first, default) or `created_at`.
        """
        return await self._call("sessions.list_sessions", {"owner": owner, "status": status, "agent": agent, "group_id": group_id, "parent_session_id": parent_session_id, "schedule_id": schedule_id, "search": search, "created_before": created_before, "created_after": created_after, "finished_before": finished_before, "finished_after": finished_after, "page": page, "size": size, "sort": sort}, "Page_SessionSummary_", request_options)

    def list_sessions_all(self, *, owner: Literal["me-in-organization", "me", "organization", "me-or-organization"] | None = OMIT, status: Sequence[TrajectoryStatus] | None = OMIT, agent: Sequence[str] | None = OMIT, group_id: str | None = OMIT, parent_session_id: str | None = OMIT, schedule_id: str | None = OMIT, search: str | None = OMIT, created_before: datetime | str | None = OMIT, created_after: datetime | str | None = OMIT, finished_before: datetime | str | None = OMIT, finished_after: datetime | str | None = OMIT, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["created_at", "-created_at"]] | None = OMIT, request_options: RequestOptions | None = None) -> AsyncIterator[SessionSummary]:
        """Every entry of `list_sessions`, page by page."""
        return self._all("sessions.list_sessions", {"owner": owner, "status": status, "agent": agent, "group_id": group_id, "parent_session_id": parent_session_id, "schedule_id": schedule_id, "search": search, "created_before": created_before, "created_after": created_after, "finished_before": finished_before, "finished_after": finished_after, "page": page, "size": size, "sort": sort}, "SessionSummary", request_options)

    async def create_session(self, *, agent: str | AgentInput | Agent, idempotency_key: str | None = OMIT, messages: str | UserMessageEventInput | UserMessageEvent | Sequence[UserMessageEventInput | UserMessageEvent] | None = OMIT, max_steps: int | None = OMIT, max_time_s: float | None = OMIT, idle_timeout_s: int | None = OMIT, timezone: str | None = OMIT, delete_after_min: int | None = OMIT, delete_screenshot_after_min: int | None = OMIT, queue: bool | None = OMIT, group_id: str | None = OMIT, parent_session_id: str | None = OMIT, overrides: Mapping[str, Any] | None = OMIT, request_options: RequestOptions | None = None) -> Session:
        """Creates a session and gives it back at once, before the agent runs.

        Safe to retry: an idempotency key is made when none is given, so that a broken connection neither loses nor
        doubles the
        session. While an earlier attempt is still being worked on (409), the call waits for its result: for a minute,
        or until
        its deadline; not at all with `max_retries(0)`.

        Args:
        idempotency_key: Names this creation: the same key with the same request gives the same session for 24 hours.
        1 to 255 characters.
        agent: The agent, by name (`h/web-surfer-pro`, or pinned `name:3`) or in place.
        messages: What the agent is told first.
        max_steps: Steps after which a final answer is asked for, at least 1; null: unbounded.
        max_time_s: Seconds of work toward each answer, above 0; at the limit the agent answers with what it has.
        Null: unbounded.
        idle_timeout_s: Seconds the session stays open after each answer, above 0; null: it ends with the answer.
        timezone: IANA name of the time zone the agent lives in; null: UTC.
        delete_after_min: Minutes after which the session is deleted, at least 1. Absent: the organisation's
        preference; a value can only shorten that.
        delete_screenshot_after_min: Minutes after which screenshots are deleted, at least 1. Absent: the
        organisation's preference; a value can only shorten that.
        queue: Over the limit of concurrent sessions: whether to queue (true) or to be refused with 429 (false).
        group_id: Groups sessions; free text.
        parent_session_id: The session this one is a child of.
        overrides: Replaces parts of the resolved request, by dotted path: `agent.answer_format`,
        `agent.environments[kind=web].start_url`.
        """
        return await self._call("sessions.create_session", {"idempotency_key": idempotency_key, "agent": agent, "messages": messages, "max_steps": max_steps, "max_time_s": max_time_s, "idle_timeout_s": idle_timeout_s, "timezone": timezone, "delete_after_min": delete_after_min, "delete_screenshot_after_min": delete_screenshot_after_min, "queue": queue, "group_id": group_id, "parent_session_id": parent_session_id, "overrides": overrides}, "Session", request_options)

    async def get_session_quota(self, *, request_options: RequestOptions | None = None) -> QuotaStatus:
        """How many sessions may run at a time, and how many do."""
        return await self._call("sessions.get_session_quota", {}, "QuotaStatus", request_options)

    async def get_session(self, id: str, *, request_options: RequestOptions | None = None) -> Session:
        """Reads a session with its request, status and latest answer."""
        return await self._call("sessions.get_session", {"id": id}, "Session", request_options)

    async def cancel_session(self, id: str, *, request_options: RequestOptions | None = None) -> None:
        """Ends a session for good; it becomes `interrupted`.

        A session that has ended already gives 404 or 409 here.
        """
        await self._call("sessions.cancel_session", {"id": id}, None, request_options)

    async def get_session_changes(self, id: str, *, from_index: int | None = OMIT, limit: int | None = OMIT, include_events: bool | None = OMIT, wait_for_seconds: int | None = OMIT, request_options: RequestOptions | None = None) -> SessionChanges | None:
        """Reads what happened from an index on, waiting for it if asked to; nothing when there is nothing (yet).

        Args:
        from_index: The index of the first event wanted, from 0 (default).
        limit: The most events; the server's page size when not given.
        include_events: Whether to send events (default), or only status, answer and metrics.
        wait_for_seconds: How long the server may wait for something to happen: 0 (default) to 25 seconds.
        """
        return await self._call("sessions.get_session_changes", {"id": id, "from_index": from_index, "limit": limit, "include_events": include_events, "wait_for_seconds": wait_for_seconds}, "SessionChanges", request_options)

    async def list_session_events(self, id: str, *, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["timestamp", "-timestamp"]] | None = OMIT, type: str | None = OMIT, request_options: RequestOptions | None = None) -> Page_SessionEvent_:
        """Lists everything that happened, page by page.

        Args:
        page: The page, from 1 (default).
        size: Events on a page: 1 to 200, default 50.
        sort: The order: `timestamp` (oldest first) or `-timestamp`.
        type: Only events of exactly this type.
        """
        return await self._call("sessions.list_session_events", {"id": id, "page": page, "size": size, "sort": sort, "type": type}, "Page_SessionEvent_", request_options)

    def list_session_events_all(self, id: str, *, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["timestamp", "-timestamp"]] | None = OMIT, type: str | None = OMIT, request_options: RequestOptions | None = None) -> AsyncIterator[SessionEvent]:
        """Every entry of `list_session_events`, page by page."""
        return self._all("sessions.list_session_events", {"id": id, "page": page, "size": size, "sort": sort, "type": type}, "SessionEvent", request_options)

    async def submit_event_feedback(self, id: str, event_index: int, *, success: bool, message: str | None = OMIT, request_options: RequestOptions | None = None) -> None:
        """Says whether an event was what it should have been.

        Args:
        success: Whether it went well.
        message: Why.
        """
        await self._call("sessions.submit_event_feedback", {"id": id, "event_index": event_index, "success": success, "message": message}, None, request_options)

    async def submit_session_feedback(self, id: str, *, success: bool, message: str | None = OMIT, request_options: RequestOptions | None = None) -> None:
        """Says whether a session did what it should have done.

        Args:
        success: Whether it went well.
        message: Why.
        """
        await self._call("sessions.submit_session_feedback", {"id": id, "success": success, "message": message}, None, request_options)

    async def force_session_answer(self, id: str, *, request_options: RequestOptions | None = None) -> None:
        """Asks the agent to stop exploring and to answer on its next step. Accepted is not yet done."""
        await self._call("sessions.force_session_answer", {"id": id}, None, request_options)

    async def send_session_messages(self, id: str, *, request: SendMessagesInput | SendMessages, request_options: RequestOptions | None = None) -> None:
        """Sends a message or several to the agent: picked up on its next step. Wakes an idle session, resumes a paused
        one.

        Takes text, one message, or a batch.

        Args:
        request: The request body.
        """
        await self._call("sessions.send_session_messages", {"id": id, "request": request}, None, request_options)

    async def pause_session(self, id: str, *, request_options: RequestOptions | None = None) -> None:
        """Halts the agent after its current step. Accepted is not yet done."""
        await self._call("sessions.pause_session", {"id": id}, None, request_options)

    def get_session_resource(self, id: str, bucket: str, key: str, *, request_options: RequestOptions | None = None) -> AsyncIterator[bytes]:
        """Reads a stored file of a session (screenshot, attachment), as a stream of bytes.

        The redirect to the storage is followed without the key.
        """
        return self._bytes("sessions.get_session_resource", {"id": id, "bucket": bucket, "key": key}, request_options)

    async def resume_session(self, id: str, *, request_options: RequestOptions | None = None) -> None:
        """Lets a paused agent go on. Does nothing to a running one."""
        await self._call("sessions.resume_session", {"id": id}, None, request_options)

    async def share_session(self, id: str, *, request_options: RequestOptions | None = None) -> ShareLink:
        """Makes a link under which anybody can watch the session, or gives the one there is. The link is absolute."""
        return await self._call("sessions.share_session", {"id": id}, "ShareLink", request_options)

    async def unshare_session(self, id: str, *, request_options: RequestOptions | None = None) -> None:
        """Takes the share link back."""
        await self._call("sessions.unshare_session", {"id": id}, None, request_options)

    async def get_session_status(self, id: str, *, request_options: RequestOptions | None = None) -> SessionStatus:
        """Reads the state of a session: status, error, steps, usage, pending tool calls. The cheapest read."""
        return await self._call("sessions.get_session_status", {"id": id}, "SessionStatus", request_options)

    async def send_session_tool_results(self, id: str, *, request: ToolResultsInput | ToolResults, request_options: RequestOptions | None = None) -> None:
        """Answers tool calls that the session waits for: one result, one error, or a batch.

        A session that has ended gives 409.

        Args:
        request: The request body.
        """
        await self._call("sessions.send_session_tool_results", {"id": id, "request": request}, None, request_options)


class SessionFiles(Resource):
    """`client.session_files`: 3 direct calls."""

    def list_files(self, session_id: str, *, path: str | None = OMIT, max_entries: int | None = OMIT, modified_before: datetime | str | None = OMIT, name_after: str | None = OMIT, request_options: RequestOptions | None = None) -> ListFilesResponse:
        """Lists a directory, newest entries first.

        Args:
        path: The folder; only allow-listed roots can be read.
        max_entries: How many entries to give at most, at least 1.
        modified_before: Only entries older than this: `modified_at` of the last entry of the previous page.
        name_after: With equal times, only entries whose name comes after this: `name` of the last entry of the
        previous page.
        """
        return self._call("session_files.list_files", {"session_id": session_id, "path": path, "max_entries": max_entries, "modified_before": modified_before, "name_after": name_after}, "ListFilesResponse", request_options)

    def list_files_all(self, session_id: str, *, path: str | None = OMIT, max_entries: int | None = OMIT, modified_before: datetime | str | None = OMIT, name_after: str | None = OMIT, request_options: RequestOptions | None = None) -> Iterator[FileEntry]:
        """Every entry of `list_files`, page by page."""
        return self._all("session_files.list_files", {"session_id": session_id, "path": path, "max_entries": max_entries, "modified_before": modified_before, "name_after": name_after}, "FileEntry", request_options)

    def read_file(self, session_id: str, *, path: str, request_options: RequestOptions | None = None) -> ReadFileResponse:
        """Reads a file; its content comes as base64. The server limits the size.

        Args:
        path: The file; only allow-listed roots can be read.
        """
        return self._call("session_files.read_file", {"session_id": session_id, "path": path}, "ReadFileResponse", request_options)

    def write_file(self, session_id: str, *, path: str, content_base64: str, request_options: RequestOptions | None = None) -> WriteFileResponse:
        """Writes a file from base64. The server limits the size.

        Args:
        path: The file; only allow-listed roots can be written.
        content_base64: The content in base64; the service caps its size.
        """
        return self._call("session_files.write_file", {"session_id": session_id, "path": path, "content_base64": content_base64}, "WriteFileResponse", request_options)


class AsyncSessionFiles(AsyncResource):
    """`client.session_files`: 3 direct calls."""

    async def list_files(self, session_id: str, *, path: str | None = OMIT, max_entries: int | None = OMIT, modified_before: datetime | str | None = OMIT, name_after: str | None = OMIT, request_options: RequestOptions | None = None) -> ListFilesResponse:
        """Lists a directory, newest entries first.

        Args:
        path: The folder; only allow-listed roots can be read.
        max_entries: How many entries to give at most, at least 1.
        modified_before: Only entries older than this: `modified_at` of the last entry of the previous page.
        name_after: With equal times, only entries whose name comes after this: `name` of the last entry of the
        previous page.
        """
        return await self._call("session_files.list_files", {"session_id": session_id, "path": path, "max_entries": max_entries, "modified_before": modified_before, "name_after": name_after}, "ListFilesResponse", request_options)

    def list_files_all(self, session_id: str, *, path: str | None = OMIT, max_entries: int | None = OMIT, modified_before: datetime | str | None = OMIT, name_after: str | None = OMIT, request_options: RequestOptions | None = None) -> AsyncIterator[FileEntry]:
        """Every entry of `list_files`, page by page."""
        return self._all("session_files.list_files", {"session_id": session_id, "path": path, "max_entries": max_entries, "modified_before": modified_before, "name_after": name_after}, "FileEntry", request_options)

    async def read_file(self, session_id: str, *, path: str, request_options: RequestOptions | None = None) -> ReadFileResponse:
        """Reads a file; its content comes as base64. The server limits the size.

        Args:
        path: The file; only allow-listed roots can be read.
        """
        return await self._call("session_files.read_file", {"session_id": session_id, "path": path}, "ReadFileResponse", request_options)

    async def write_file(self, session_id: str, *, path: str, content_base64: str, request_options: RequestOptions | None = None) -> WriteFileResponse:
        """Writes a file from base64. The server limits the size.

        Args:
        path: The file; only allow-listed roots can be written.
        content_base64: The content in base64; the service caps its size.
        """
        return await self._call("session_files.write_file", {"session_id": session_id, "path": path, "content_base64": content_base64}, "WriteFileResponse", request_options)


class Quota(Resource):
    """`client.quota`: 1 direct calls."""

    def get_token_quota(self, *, request_options: RequestOptions | None = None) -> TokenQuotaStatus:
        """How many tokens may be used in the current window, and how many are."""
        return self._call("quota.get_token_quota", {}, "TokenQuotaStatus", request_options)


class AsyncQuota(AsyncResource):
    """`client.quota`: 1 direct calls."""

    async def get_token_quota(self, *, request_options: RequestOptions | None = None) -> TokenQuotaStatus:
        """How many tokens may be used in the current window, and how many are."""
        return await self._call("quota.get_token_quota", {}, "TokenQuotaStatus", request_options)


class Agents(Resource):
    """`client.agents`: 8 direct calls."""

    def list_agents(self, *, agent_name: str | None = OMIT, search: str | None = OMIT, reserved: bool | None = OMIT, include: Literal["revision"] | None = OMIT, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["created_at", "-created_at", "agent_name", "-agent_name"]] | None = OMIT, request_options: RequestOptions | None = None) -> Page_Agent_:
        """Lists agents, newest first.

        Args:
        agent_name: Only agents with this text in their name.
        search: Only agents with this text in them.
        reserved: Only agents of the vendor (`true`), or only others (`false`).
        include: `revision` adds the number of the current revision to each agent.
        page: The page, from 1 (default).
        size: Agents on a page: 1 to 1000, default 10.
        sort: The order: `created_at` or `agent_name`, descending with a `-` before it. Default `-created_at`.
        """
        return self._call("agents.list_agents", {"agent_name": agent_name, "search": search, "reserved": reserved, "include": include, "page": page, "size": size, "sort": sort}, "Page_Agent_", request_options)

    def list_agents_all(self, *, agent_name: str | None = OMIT, search: str | None = OMIT, reserved: bool | None = OMIT, include: Literal["revision"] | None = OMIT, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["created_at", "-created_at", "agent_name", "-agent_name"]] | None = OMIT, request_options: RequestOptions | None = None) -> Iterator[AgentWithRevision]:
        """Every entry of `list_agents`, page by page."""
        return self._all("agents.list_agents", {"agent_name": agent_name, "search": search, "reserved": reserved, "include": include, "page": page, "size": size, "sort": sort}, "AgentWithRevision", request_options)

    def create_agent(self, *, name: str, description: str, environments: Sequence[str | EnvironmentInput | Environment], message: str | None = OMIT, model: str | None = OMIT, reasoning_effort: ReasoningEffort | None = OMIT, instructions: str | None = OMIT, subagents: Sequence[str | AgentInput | Agent] | None = OMIT, skills: Sequence[str | SkillInput | Skill] | None = OMIT, answer_format: Mapping[str, Any] | None = OMIT, tools: Sequence[ToolDefinitionInput | ToolDefinition] | None = OMIT, request_options: RequestOptions | None = None) -> AgentWithRevision:
        """Creates an agent. A name that is taken gives 409.

        Args:
        message: A note on the new revision.
        name: Lower-case ASCII letters, digits and hyphens, up to 63 characters per segment, with at most one `org/`
        prefix; up to 127 in all. The prefix `h/` is reserved.
        description: What the agent is for; a manager reads this to choose its subagents. Not empty.
        environments: Where the agent acts: at most one environment per kind. May be empty for agents that only
        delegate or have tools of their client.
        model: The model; the service chooses when absent.
        reasoning_effort: How much the model thinks.
        instructions: What the agent is told to do and how.
        subagents: Agents it can delegate to; each runs as a session of its own.
        skills: Know-how it can consult.
        answer_format: JSON Schema of the answer; the answer is then an object, otherwise free text.
        tools: Tools that run at the client.
        """
        return self._call("agents.create_agent", {"message": message, "name": name, "description": description, "environments": environments, "model": model, "reasoning_effort": reasoning_effort, "instructions": instructions, "subagents": subagents, "skills": skills, "answer_format": answer_format, "tools": tools}, "AgentWithRevision", request_options)

    def get_agent(self, agent_name: str, *, revision: int | None = OMIT, resolve: bool | None = OMIT, request_options: RequestOptions | None = None) -> AgentWithRevision:
        """Reads an agent, with the number of its revision unless it is resolved.

        Args:
        revision: This revision instead of the current one, from 1.
        resolve: Whether names of environments, skills and subagents are replaced by what they stand for. Default
        `false`.
        """
        return self._call("agents.get_agent", {"agent_name": agent_name, "revision": revision, "resolve": resolve}, "AgentWithRevision", request_options)

    def update_agent(self, agent_name: str, *, name: str, description: str, environments: Sequence[str | EnvironmentInput | Environment], message: str | None = OMIT, if_match: int | str | None = OMIT, model: str | None = OMIT, reasoning_effort: ReasoningEffort | None = OMIT, instructions: str | None = OMIT, subagents: Sequence[str | AgentInput | Agent] | None = OMIT, skills: Sequence[str | SkillInput | Skill] | None = OMIT, answer_format: Mapping[str, Any] | None = OMIT, tools: Sequence[ToolDefinitionInput | ToolDefinition] | None = OMIT, request_options: RequestOptions | None = None) -> AgentWithRevision:
        """Replaces an agent. The name in the body must be the same. Writing what is there already makes no new revision.

        Args:
        message: A note on the new revision.
        if_match: The revision this change is based on (a number, or `*` for any): refused with 412 if there is a
        newer one.
        name: Lower-case ASCII letters, digits and hyphens, up to 63 characters per segment, with at most one `org/`
        prefix; up to 127 in all. The prefix `h/` is reserved.
        description: What the agent is for; a manager reads this to choose its subagents. Not empty.
        environments: Where the agent acts: at most one environment per kind. May be empty for agents that only
        delegate or have tools of their client.
        model: The model; the service chooses when absent.
        reasoning_effort: How much the model thinks.
        instructions: What the agent is told to do and how.
        subagents: Agents it can delegate to; each runs as a session of its own.
        skills: Know-how it can consult.
        answer_format: JSON Schema of the answer; the answer is then an object, otherwise free text.
        tools: Tools that run at the client.
        """
        return self._call("agents.update_agent", {"agent_name": agent_name, "message": message, "if_match": if_match, "name": name, "description": description, "environments": environments, "model": model, "reasoning_effort": reasoning_effort, "instructions": instructions, "subagents": subagents, "skills": skills, "answer_format": answer_format, "tools": tools}, "AgentWithRevision", request_options)

    def patch_agent(self, agent_name: str, *, message: str | None = OMIT, if_match: int | str | None = OMIT, description: str | None = OMIT, environments: Sequence[str | EnvironmentInput | Environment] | None = OMIT, model: str | None = OMIT, reasoning_effort: ReasoningEffort | None = OMIT, instructions: str | None = OMIT, subagents: Sequence[str | AgentInput | Agent] | None = OMIT, skills: Sequence[str | SkillInput | Skill] | None = OMIT, answer_format: Mapping[str, Any] | None = OMIT, tools: Sequence[ToolDefinitionInput | ToolDefinition] | None = OMIT, request_options: RequestOptions | None = None) -> AgentWithRevision:
        """Changes the fields that are given; an explicit null clears one.

        Args:
        message: A note on the new revision.
        if_match: The revision this change is based on (a number, or `*` for any): refused with 412 if there is a
        newer one.
        description: What the agent is for; not empty.
        environments: Where the agent acts. Replaces all of them.
        model: The model.
        reasoning_effort: How much the model thinks.
        instructions: What the agent is told to do and how.
        subagents: Agents it can delegate to. Replaces all of them.
        skills: Know-how it can consult. Replaces all of it.
        answer_format: JSON Schema of the answer.
        tools: Tools that run at the client. Replaces all of them.
        """
        return self._call("agents.patch_agent", {"agent_name": agent_name, "message": message, "if_match": if_match, "description": description, "environments": environments, "model": model, "reasoning_effort": reasoning_effort, "instructions": instructions, "subagents": subagents, "skills": skills, "answer_format": answer_format, "tools": tools}, "AgentWithRevision", request_options)

    def delete_agent(self, agent_name: str, *, if_match: int | str | None = OMIT, request_options: RequestOptions | None = None) -> None:
        """Deletes an agent.

        Args:
        if_match: The revision this is based on (a number, or `*` for any): refused with 412 if there is a newer one.
        """
        self._call("agents.delete_agent", {"agent_name": agent_name, "if_match": if_match}, None, request_options)

    def list_agent_revisions(self, agent_name: str, *, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["number", "-number"]] | None = OMIT, request_options: RequestOptions | None = None) -> Page_AgentRevisionRecord_:
        """Lists the revisions of an agent, newest first.

        Args:
        page: The page, from 1 (default).
        size: Revisions on a page: 1 to 1000, default 10.
        sort: The order: `number` or `-number` (newest first).
        """
        return self._call("agents.list_agent_revisions", {"agent_name": agent_name, "page": page, "size": size, "sort": sort}, "Page_AgentRevisionRecord_", request_options)

    def list_agent_revisions_all(self, agent_name: str, *, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["number", "-number"]] | None = OMIT, request_options: RequestOptions | None = None) -> Iterator[AgentRevisionRecord]:
        """Every entry of `list_agent_revisions`, page by page."""
        return self._all("agents.list_agent_revisions", {"agent_name": agent_name, "page": page, "size": size, "sort": sort}, "AgentRevisionRecord", request_options)

    def restore_agent_revision(self, agent_name: str, number: int, *, if_match: int | str | None = OMIT, request_options: RequestOptions | None = None) -> AgentWithRevision:
        """Makes an earlier revision the current one, as a new revision. Restoring the current one changes nothing.

        Args:
        if_match: The revision this is based on (a number, or `*` for any): refused with 412 if there is a newer one.
        """
        return self._call("agents.restore_agent_revision", {"agent_name": agent_name, "number": number, "if_match": if_match}, "AgentWithRevision", request_options)


class AsyncAgents(AsyncResource):
    """`client.agents`: 8 direct calls."""

    async def list_agents(self, *, agent_name: str | None = OMIT, search: str | None = OMIT, reserved: bool | None = OMIT, include: Literal["revision"] | None = OMIT, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["created_at", "-created_at", "agent_name", "-agent_name"]] | None = OMIT, request_options: RequestOptions | None = None) -> Page_Agent_:
        """Lists agents, newest first.

        Args:
        agent_name: Only agents with this text in their name.
        search: Only agents with this text in them.
        reserved: Only agents of the vendor (`true`), or only others (`false`).
        include: `revision` adds the number of the current revision to each agent.
        page: The page, from 1 (default).
        size: Agents on a page: 1 to 1000, default 10.
        sort: The order: `created_at` or `agent_name`, descending with a `-` before it. Default `-created_at`.
        """
        return await self._call("agents.list_agents", {"agent_name": agent_name, "search": search, "reserved": reserved, "include": include, "page": page, "size": size, "sort": sort}, "Page_Agent_", request_options)

    def list_agents_all(self, *, agent_name: str | None = OMIT, search: str | None = OMIT, reserved: bool | None = OMIT, include: Literal["revision"] | None = OMIT, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["created_at", "-created_at", "agent_name", "-agent_name"]] | None = OMIT, request_options: RequestOptions | None = None) -> AsyncIterator[AgentWithRevision]:
        """Every entry of `list_agents`, page by page."""
        return self._all("agents.list_agents", {"agent_name": agent_name, "search": search, "reserved": reserved, "include": include, "page": page, "size": size, "sort": sort}, "AgentWithRevision", request_options)

    async def create_agent(self, *, name: str, description: str, environments: Sequence[str | EnvironmentInput | Environment], message: str | None = OMIT, model: str | None = OMIT, reasoning_effort: ReasoningEffort | None = OMIT, instructions: str | None = OMIT, subagents: Sequence[str | AgentInput | Agent] | None = OMIT, skills: Sequence[str | SkillInput | Skill] | None = OMIT, answer_format: Mapping[str, Any] | None = OMIT, tools: Sequence[ToolDefinitionInput | ToolDefinition] | None = OMIT, request_options: RequestOptions | None = None) -> AgentWithRevision:
        """Creates an agent. A name that is taken gives 409.

        Args:
        message: A note on the new revision.
        name: Lower-case ASCII letters, digits and hyphens, up to 63 characters per segment, with at most one `org/`
        prefix; up to 127 in all. The prefix `h/` is reserved.
        description: What the agent is for; a manager reads this to choose its subagents. Not empty.
        environments: Where the agent acts: at most one environment per kind. May be empty for agents that only
        delegate or have tools of their client.
        model: The model; the service chooses when absent.
        reasoning_effort: How much the model thinks.
        instructions: What the agent is told to do and how.
        subagents: Agents it can delegate to; each runs as a session of its own.
        skills: Know-how it can consult.
        answer_format: JSON Schema of the answer; the answer is then an object, otherwise free text.
        tools: Tools that run at the client.
        """
        return await self._call("agents.create_agent", {"message": message, "name": name, "description": description, "environments": environments, "model": model, "reasoning_effort": reasoning_effort, "instructions": instructions, "subagents": subagents, "skills": skills, "answer_format": answer_format, "tools": tools}, "AgentWithRevision", request_options)

    async def get_agent(self, agent_name: str, *, revision: int | None = OMIT, resolve: bool | None = OMIT, request_options: RequestOptions | None = None) -> AgentWithRevision:
        """Reads an agent, with the number of its revision unless it is resolved.

        Args:
        revision: This revision instead of the current one, from 1.
        resolve: Whether names of environments, skills and subagents are replaced by what they stand for. Default
        `false`.
        """
        return await self._call("agents.get_agent", {"agent_name": agent_name, "revision": revision, "resolve": resolve}, "AgentWithRevision", request_options)

    async def update_agent(self, agent_name: str, *, name: str, description: str, environments: Sequence[str | EnvironmentInput | Environment], message: str | None = OMIT, if_match: int | str | None = OMIT, model: str | None = OMIT, reasoning_effort: ReasoningEffort | None = OMIT, instructions: str | None = OMIT, subagents: Sequence[str | AgentInput | Agent] | None = OMIT, skills: Sequence[str | SkillInput | Skill] | None = OMIT, answer_format: Mapping[str, Any] | None = OMIT, tools: Sequence[ToolDefinitionInput | ToolDefinition] | None = OMIT, request_options: RequestOptions | None = None) -> AgentWithRevision:
        """Replaces an agent. The name in the body must be the same. Writing what is there already makes no new revision.

        Args:
        message: A note on the new revision.
        if_match: The revision this change is based on (a number, or `*` for any): refused with 412 if there is a
        newer one.
        name: Lower-case ASCII letters, digits and hyphens, up to 63 characters per segment, with at most one `org/`
        prefix; up to 127 in all. The prefix `h/` is reserved.
        description: What the agent is for; a manager reads this to choose its subagents. Not empty.
        environments: Where the agent acts: at most one environment per kind. May be empty for agents that only
        delegate or have tools of their client.
        model: The model; the service chooses when absent.
        reasoning_effort: How much the model thinks.
        instructions: What the agent is told to do and how.
        subagents: Agents it can delegate to; each runs as a session of its own.
        skills: Know-how it can consult.
        answer_format: JSON Schema of the answer; the answer is then an object, otherwise free text.
        tools: Tools that run at the client.
        """
        return await self._call("agents.update_agent", {"agent_name": agent_name, "message": message, "if_match": if_match, "name": name, "description": description, "environments": environments, "model": model, "reasoning_effort": reasoning_effort, "instructions": instructions, "subagents": subagents, "skills": skills, "answer_format": answer_format, "tools": tools}, "AgentWithRevision", request_options)

    async def patch_agent(self, agent_name: str, *, message: str | None = OMIT, if_match: int | str | None = OMIT, description: str | None = OMIT, environments: Sequence[str | EnvironmentInput | Environment] | None = OMIT, model: str | None = OMIT, reasoning_effort: ReasoningEffort | None = OMIT, instructions: str | None = OMIT, subagents: Sequence[str | AgentInput | Agent] | None = OMIT, skills: Sequence[str | SkillInput | Skill] | None = OMIT, answer_format: Mapping[str, Any] | None = OMIT, tools: Sequence[ToolDefinitionInput | ToolDefinition] | None = OMIT, request_options: RequestOptions | None = None) -> AgentWithRevision:
        """Changes the fields that are given; an explicit null clears one.

        Args:
        message: A note on the new revision.
        if_match: The revision this change is based on (a number, or `*` for any): refused with 412 if there is a
        newer one.
        description: What the agent is for; not empty.
        environments: Where the agent acts. Replaces all of them.
        model: The model.
        reasoning_effort: How much the model thinks.
        instructions: What the agent is told to do and how.
        subagents: Agents it can delegate to. Replaces all of them.
        skills: Know-how it can consult. Replaces all of it.
        answer_format: JSON Schema of the answer.
        tools: Tools that run at the client. Replaces all of them.
        """
        return await self._call("agents.patch_agent", {"agent_name": agent_name, "message": message, "if_match": if_match, "description": description, "environments": environments, "model": model, "reasoning_effort": reasoning_effort, "instructions": instructions, "subagents": subagents, "skills": skills, "answer_format": answer_format, "tools": tools}, "AgentWithRevision", request_options)

    async def delete_agent(self, agent_name: str, *, if_match: int | str | None = OMIT, request_options: RequestOptions | None = None) -> None:
        """Deletes an agent.

        Args:
        if_match: The revision this is based on (a number, or `*` for any): refused with 412 if there is a newer one.
        """
        await self._call("agents.delete_agent", {"agent_name": agent_name, "if_match": if_match}, None, request_options)

    async def list_agent_revisions(self, agent_name: str, *, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["number", "-number"]] | None = OMIT, request_options: RequestOptions | None = None) -> Page_AgentRevisionRecord_:
        """Lists the revisions of an agent, newest first.

        Args:
        page: The page, from 1 (default).
        size: Revisions on a page: 1 to 1000, default 10.
        sort: The order: `number` or `-number` (newest first).
        """
        return await self._call("agents.list_agent_revisions", {"agent_name": agent_name, "page": page, "size": size, "sort": sort}, "Page_AgentRevisionRecord_", request_options)

    def list_agent_revisions_all(self, agent_name: str, *, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["number", "-number"]] | None = OMIT, request_options: RequestOptions | None = None) -> AsyncIterator[AgentRevisionRecord]:
        """Every entry of `list_agent_revisions`, page by page."""
        return self._all("agents.list_agent_revisions", {"agent_name": agent_name, "page": page, "size": size, "sort": sort}, "AgentRevisionRecord", request_options)

    async def restore_agent_revision(self, agent_name: str, number: int, *, if_match: int | str | None = OMIT, request_options: RequestOptions | None = None) -> AgentWithRevision:
        """Makes an earlier revision the current one, as a new revision. Restoring the current one changes nothing.

        Args:
        if_match: The revision this is based on (a number, or `*` for any): refused with 412 if there is a newer one.
        """
        return await self._call("agents.restore_agent_revision", {"agent_name": agent_name, "number": number, "if_match": if_match}, "AgentWithRevision", request_options)


class Environments(Resource):
    """`client.environments`: 6 direct calls."""

    def list_environments(self, *, id: str | None = OMIT, kind: EnvironmentKind | None = OMIT, search: str | None = OMIT, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["created_at", "-created_at", "id", "-id"]] | None = OMIT, request_options: RequestOptions | None = None) -> EnvironmentPage:
        """Lists environments, newest first.

        Args:
        id: Only environments with this text in their id.
        kind: Only environments of this kind.
        search: Only environments with this text in them.
        page: The page, from 1 (default).
        size: Environments on a page: 1 to 1000, default 10.
        sort: The order: `created_at` or `id`, descending with a `-` before it. Default `-created_at`.
        """
        return self._call("environments.list_environments", {"id": id, "kind": kind, "search": search, "page": page, "size": size, "sort": sort}, "EnvironmentPage", request_options)

    def list_environments_all(self, *, id: str | None = OMIT, kind: EnvironmentKind | None = OMIT, search: str | None = OMIT, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["created_at", "-created_at", "id", "-id"]] | None = OMIT, request_options: RequestOptions | None = None) -> Iterator[Environment]:
        """Every entry of `list_environments`, page by page."""
        return self._all("environments.list_environments", {"id": id, "kind": kind, "search": search, "page": page, "size": size, "sort": sort}, "Environment", request_options)

    def create_environment(self, *, request: EnvironmentInput | Environment, request_options: RequestOptions | None = None) -> Environment:
        """Creates an environment. An id that is taken gives 409.

        Args:
        request: The request body.
        """
        return self._call("environments.create_environment", {"request": request}, "Environment", request_options)

    def get_environment(self, id: str, *, request_options: RequestOptions | None = None) -> Environment:
        """Reads an environment."""
        return self._call("environments.get_environment", {"id": id}, "Environment", request_options)

    def update_environment(self, id: str, *, request: EnvironmentInput | Environment, request_options: RequestOptions | None = None) -> Environment:
        """Replaces an environment. The id in the body must be the same.

        Args:
        request: The request body.
        """
        return self._call("environments.update_environment", {"id": id, "request": request}, "Environment", request_options)

    def patch_environment(self, id: str, *, host: Host | None = OMIT, start_url: str | None = OMIT, headless: bool | None = OMIT, session_id: str | None = OMIT, mode: BrowserModeInput | BrowserMode | None = OMIT, lazy: bool | None = OMIT, settle_s: float | None = OMIT, vault_id: str | None = OMIT, browser_profile_id: str | None = OMIT, use_default_browser_profile: bool | None = OMIT, persist_browser_profile: bool | None = OMIT, network: BrowserNetworkInput | BrowserNetwork | None = OMIT, screenshot_max_width: int | None = OMIT, image: str | None = OMIT, storage: WorkstationStorageInput | WorkstationStorage | None = OMIT, request_options: RequestOptions | None = None) -> Environment:
        """Changes the fields that are given; an explicit null clears one.

        Args:
        host: Where it runs.
        start_url: The page a browser opens first.
        headless: Whether a browser runs without a window.
        session_id: Attaches to something that is running already.
        mode: How the agent perceives pages.
        lazy: Whether it starts only when the agent first needs it.
        settle_s: Seconds to wait after an action before looking again.
        vault_id: The vault with the credentials the agent may use.
        browser_profile_id: The stored profile to start from.
        use_default_browser_profile: Whether to start from the default profile.
        persist_browser_profile: Whether to write the profile back at the end.
        network: How a browser reaches the network.
        screenshot_max_width: Screenshots of a desktop are scaled down to this width in pixels.
        image: The system image of an Android device.
        storage: Where the files of a workstation live.
        """
        return self._call("environments.patch_environment", {"id": id, "host": host, "start_url": start_url, "headless": headless, "session_id": session_id, "mode": mode, "lazy": lazy, "settle_s": settle_s, "vault_id": vault_id, "browser_profile_id": browser_profile_id, "use_default_browser_profile": use_default_browser_profile, "persist_browser_profile": persist_browser_profile, "network": network, "screenshot_max_width": screenshot_max_width, "image": image, "storage": storage}, "Environment", request_options)

    def delete_environment(self, id: str, *, request_options: RequestOptions | None = None) -> None:
        """Deletes an environment."""
        self._call("environments.delete_environment", {"id": id}, None, request_options)


class AsyncEnvironments(AsyncResource):
    """`client.environments`: 6 direct calls."""

    async def list_environments(self, *, id: str | None = OMIT, kind: EnvironmentKind | None = OMIT, search: str | None = OMIT, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["created_at", "-created_at", "id", "-id"]] | None = OMIT, request_options: RequestOptions | None = None) -> EnvironmentPage:
        """Lists environments, newest first.

        Args:
        id: Only environments with this text in their id.
        kind: Only environments of this kind.
        search: Only environments with this text in them.
        page: The page, from 1 (default).
        size: Environments on a page: 1 to 1000, default 10.
        sort: The order: `created_at` or `id`, descending with a `-` before it. Default `-created_at`.
        """
        return await self._call("environments.list_environments", {"id": id, "kind": kind, "search": search, "page": page, "size": size, "sort": sort}, "EnvironmentPage", request_options)

    def list_environments_all(self, *, id: str | None = OMIT, kind: EnvironmentKind | None = OMIT, search: str | None = OMIT, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["created_at", "-created_at", "id", "-id"]] | None = OMIT, request_options: RequestOptions | None = None) -> AsyncIterator[Environment]:
        """Every entry of `list_environments`, page by page."""
        return self._all("environments.list_environments", {"id": id, "kind": kind, "search": search, "page": page, "size": size, "sort": sort}, "Environment", request_options)

    async def create_environment(self, *, request: EnvironmentInput | Environment, request_options: RequestOptions | None = None) -> Environment:
        """Creates an environment. An id that is taken gives 409.

        Args:
        request: The request body.
        """
        return await self._call("environments.create_environment", {"request": request}, "Environment", request_options)

    async def get_environment(self, id: str, *, request_options: RequestOptions | None = None) -> Environment:
        """Reads an environment."""
        return await self._call("environments.get_environment", {"id": id}, "Environment", request_options)

    async def update_environment(self, id: str, *, request: EnvironmentInput | Environment, request_options: RequestOptions | None = None) -> Environment:
        """Replaces an environment. The id in the body must be the same.

        Args:
        request: The request body.
        """
        return await self._call("environments.update_environment", {"id": id, "request": request}, "Environment", request_options)

    async def patch_environment(self, id: str, *, host: Host | None = OMIT, start_url: str | None = OMIT, headless: bool | None = OMIT, session_id: str | None = OMIT, mode: BrowserModeInput | BrowserMode | None = OMIT, lazy: bool | None = OMIT, settle_s: float | None = OMIT, vault_id: str | None = OMIT, browser_profile_id: str | None = OMIT, use_default_browser_profile: bool | None = OMIT, persist_browser_profile: bool | None = OMIT, network: BrowserNetworkInput | BrowserNetwork | None = OMIT, screenshot_max_width: int | None = OMIT, image: str | None = OMIT, storage: WorkstationStorageInput | WorkstationStorage | None = OMIT, request_options: RequestOptions | None = None) -> Environment:
        """Changes the fields that are given; an explicit null clears one.

        Args:
        host: Where it runs.
        start_url: The page a browser opens first.
        headless: Whether a browser runs without a window.
        session_id: Attaches to something that is running already.
        mode: How the agent perceives pages.
        lazy: Whether it starts only when the agent first needs it.
        settle_s: Seconds to wait after an action before looking again.
        vault_id: The vault with the credentials the agent may use.
        browser_profile_id: The stored profile to start from.
        use_default_browser_profile: Whether to start from the default profile.
        persist_browser_profile: Whether to write the profile back at the end.
        network: How a browser reaches the network.
        screenshot_max_width: Screenshots of a desktop are scaled down to this width in pixels.
        image: The system image of an Android device.
        storage: Where the files of a workstation live.
        """
        return await self._call("environments.patch_environment", {"id": id, "host": host, "start_url": start_url, "headless": headless, "session_id": session_id, "mode": mode, "lazy": lazy, "settle_s": settle_s, "vault_id": vault_id, "browser_profile_id": browser_profile_id, "use_default_browser_profile": use_default_browser_profile, "persist_browser_profile": persist_browser_profile, "network": network, "screenshot_max_width": screenshot_max_width, "image": image, "storage": storage}, "Environment", request_options)

    async def delete_environment(self, id: str, *, request_options: RequestOptions | None = None) -> None:
        """Deletes an environment."""
        await self._call("environments.delete_environment", {"id": id}, None, request_options)


class Skills(Resource):
    """`client.skills`: 6 direct calls."""

    def list_skills(self, *, name: str | None = OMIT, search: str | None = OMIT, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["created_at", "-created_at", "name", "-name"]] | None = OMIT, request_options: RequestOptions | None = None) -> Page_Skill_:
        """Lists skills, newest first.

        A page whose helper files are over 8 MiB is refused with 413: ask for one skill at a time then. `all()` does
        so by
        itself.

        Args:
        name: Only skills with this text in their name.
        search: Only skills with this text in their name or description.
        page: The page, from 1 (default).
        size: Skills on a page: 1 to 1000, default 10.
        sort: The order: `created_at` or `name`, descending with a `-` before it. Default `-created_at`.
        """
        return self._call("skills.list_skills", {"name": name, "search": search, "page": page, "size": size, "sort": sort}, "Page_Skill_", request_options)

    def list_skills_all(self, *, name: str | None = OMIT, search: str | None = OMIT, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["created_at", "-created_at", "name", "-name"]] | None = OMIT, request_options: RequestOptions | None = None) -> Iterator[Skill]:
        """Every entry of `list_skills`, page by page."""
        return self._all("skills.list_skills", {"name": name, "search": search, "page": page, "size": size, "sort": sort}, "Skill", request_options)

    def create_skill(self, *, name: str, description: str, body: str, source: str | None = OMIT, url_pattern: str | None = OMIT, compatibility: str | None = OMIT, files: Mapping[str, str] | None = OMIT, executable_files: Sequence[str] | None = OMIT, request_options: RequestOptions | None = None) -> Skill:
        """Creates a skill. A name that is taken gives 409.

        Args:
        name: The name in the catalog; not empty.
        description: When the skill is of use; the agent reads this to decide. Not empty.
        body: The know-how itself; not empty.
        source: Where the skill comes from.
        url_pattern: The pages it is for, 1 to 1,024 characters.
        compatibility: What the skill needs in order to work.
        files: Helper files: path to content.
        executable_files: Which of `files` may be executed.
        """
        return self._call("skills.create_skill", {"name": name, "description": description, "body": body, "source": source, "url_pattern": url_pattern, "compatibility": compatibility, "files": files, "executable_files": executable_files}, "Skill", request_options)

    def get_skill(self, name: str, *, request_options: RequestOptions | None = None) -> Skill:
        """Reads a skill."""
        return self._call("skills.get_skill", {"name": name}, "Skill", request_options)

    def update_skill(self, name: str, *, description: str, body: str, source: str | None = OMIT, url_pattern: str | None = OMIT, compatibility: str | None = OMIT, files: Mapping[str, str] | None = OMIT, executable_files: Sequence[str] | None = OMIT, request_options: RequestOptions | None = None) -> Skill:
        """Replaces a skill. The name in the body must be the same.

        Args:
        description: When the skill is of use; the agent reads this to decide. Not empty.
        body: The know-how itself; not empty.
        source: Where the skill comes from.
        url_pattern: The pages it is for, 1 to 1,024 characters.
        compatibility: What the skill needs in order to work.
        files: Helper files: path to content.
        executable_files: Which of `files` may be executed.
        """
        return self._call("skills.update_skill", {"name": name, "description": description, "body": body, "source": source, "url_pattern": url_pattern, "compatibility": compatibility, "files": files, "executable_files": executable_files}, "Skill", request_options)

    def patch_skill(self, name: str, *, description: str | None = OMIT, body: str | None = OMIT, source: str | None = OMIT, url_pattern: str | None = OMIT, compatibility: str | None = OMIT, files: Mapping[str, str] | None = OMIT, executable_files: Sequence[str] | None = OMIT, request_options: RequestOptions | None = None) -> Skill:
        """Changes the fields that are given; an explicit null clears one.

        Args:
        description: When the skill is of use; not empty.
        body: The know-how itself; not empty.
        source: Where the skill comes from.
        url_pattern: The pages it is for, 1 to 1,024 characters.
        compatibility: What the skill needs in order to work.
        files: Helper files: path to content. Replaces all of them.
        executable_files: Which of `files` may be executed.
        """
        return self._call("skills.patch_skill", {"name": name, "description": description, "body": body, "source": source, "url_pattern": url_pattern, "compatibility": compatibility, "files": files, "executable_files": executable_files}, "Skill", request_options)

    def delete_skill(self, name: str, *, request_options: RequestOptions | None = None) -> None:
        """Deletes a skill."""
        self._call("skills.delete_skill", {"name": name}, None, request_options)


class AsyncSkills(AsyncResource):
    """`client.skills`: 6 direct calls."""

    async def list_skills(self, *, name: str | None = OMIT, search: str | None = OMIT, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["created_at", "-created_at", "name", "-name"]] | None = OMIT, request_options: RequestOptions | None = None) -> Page_Skill_:
        """Lists skills, newest first.

        A page whose helper files are over 8 MiB is refused with 413: ask for one skill at a time then. `all()` does
        so by
        itself.

        Args:
        name: Only skills with this text in their name.
        search: Only skills with this text in their name or description.
        page: The page, from 1 (default).
        size: Skills on a page: 1 to 1000, default 10.
        sort: The order: `created_at` or `name`, descending with a `-` before it. Default `-created_at`.
        """
        return await self._call("skills.list_skills", {"name": name, "search": search, "page": page, "size": size, "sort": sort}, "Page_Skill_", request_options)

    def list_skills_all(self, *, name: str | None = OMIT, search: str | None = OMIT, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["created_at", "-created_at", "name", "-name"]] | None = OMIT, request_options: RequestOptions | None = None) -> AsyncIterator[Skill]:
        """Every entry of `list_skills`, page by page."""
        return self._all("skills.list_skills", {"name": name, "search": search, "page": page, "size": size, "sort": sort}, "Skill", request_options)

    async def create_skill(self, *, name: str, description: str, body: str, source: str | None = OMIT, url_pattern: str | None = OMIT, compatibility: str | None = OMIT, files: Mapping[str, str] | None = OMIT, executable_files: Sequence[str] | None = OMIT, request_options: RequestOptions | None = None) -> Skill:
        """Creates a skill. A name that is taken gives 409.

        Args:
        name: The name in the catalog; not empty.
        description: When the skill is of use; the agent reads this to decide. Not empty.
        body: The know-how itself; not empty.
        source: Where the skill comes from.
        url_pattern: The pages it is for, 1 to 1,024 characters.
        compatibility: What the skill needs in order to work.
        files: Helper files: path to content.
        executable_files: Which of `files` may be executed.
        """
        return await self._call("skills.create_skill", {"name": name, "description": description, "body": body, "source": source, "url_pattern": url_pattern, "compatibility": compatibility, "files": files, "executable_files": executable_files}, "Skill", request_options)

    async def get_skill(self, name: str, *, request_options: RequestOptions | None = None) -> Skill:
        """Reads a skill."""
        return await self._call("skills.get_skill", {"name": name}, "Skill", request_options)

    async def update_skill(self, name: str, *, description: str, body: str, source: str | None = OMIT, url_pattern: str | None = OMIT, compatibility: str | None = OMIT, files: Mapping[str, str] | None = OMIT, executable_files: Sequence[str] | None = OMIT, request_options: RequestOptions | None = None) -> Skill:
        """Replaces a skill. The name in the body must be the same.

        Args:
        description: When the skill is of use; the agent reads this to decide. Not empty.
        body: The know-how itself; not empty.
        source: Where the skill comes from.
        url_pattern: The pages it is for, 1 to 1,024 characters.
        compatibility: What the skill needs in order to work.
        files: Helper files: path to content.
        executable_files: Which of `files` may be executed.
        """
        return await self._call("skills.update_skill", {"name": name, "description": description, "body": body, "source": source, "url_pattern": url_pattern, "compatibility": compatibility, "files": files, "executable_files": executable_files}, "Skill", request_options)

    async def patch_skill(self, name: str, *, description: str | None = OMIT, body: str | None = OMIT, source: str | None = OMIT, url_pattern: str | None = OMIT, compatibility: str | None = OMIT, files: Mapping[str, str] | None = OMIT, executable_files: Sequence[str] | None = OMIT, request_options: RequestOptions | None = None) -> Skill:
        """Changes the fields that are given; an explicit null clears one.

        Args:
        description: When the skill is of use; not empty.
        body: The know-how itself; not empty.
        source: Where the skill comes from.
        url_pattern: The pages it is for, 1 to 1,024 characters.
        compatibility: What the skill needs in order to work.
        files: Helper files: path to content. Replaces all of them.
        executable_files: Which of `files` may be executed.
        """
        return await self._call("skills.patch_skill", {"name": name, "description": description, "body": body, "source": source, "url_pattern": url_pattern, "compatibility": compatibility, "files": files, "executable_files": executable_files}, "Skill", request_options)

    async def delete_skill(self, name: str, *, request_options: RequestOptions | None = None) -> None:
        """Deletes a skill."""
        await self._call("skills.delete_skill", {"name": name}, None, request_options)


class Schedules(Resource):
    """`client.schedules`: 9 direct calls."""

    def list_schedules(self, *, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["created_at", "-created_at"]] | None = OMIT, request_options: RequestOptions | None = None) -> Page_ScheduleRecord_:
        """Lists schedules, newest first.

        Args:
        page: The page, from 1 (default).
        size: Schedules on a page: 1 to 1000, default 10.
        sort: The order: `-created_at` (newest first, default) or `created_at`.
        """
        return self._call("schedules.list_schedules", {"page": page, "size": size, "sort": sort}, "Page_ScheduleRecord_", request_options)

    def list_schedules_all(self, *, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["created_at", "-created_at"]] | None = OMIT, request_options: RequestOptions | None = None) -> Iterator[ScheduleRecord]:
        """Every entry of `list_schedules`, page by page."""
        return self._all("schedules.list_schedules", {"page": page, "size": size, "sort": sort}, "ScheduleRecord", request_options)

    def create_schedule(self, *, name: str, timing: TimingInput | Timing, session_request: SessionRequestInput | SessionRequest, description: str | None = OMIT, repeats: int | None = OMIT, request_options: RequestOptions | None = None) -> ScheduleRecord:
        """Creates a schedule.

        Args:
        name: The name, 1 to 255 characters.
        description: What it is for, up to 255 characters.
        timing: When it fires.
        session_request: What it starts; resolved anew each time.
        repeats: How many sessions it creates before it pauses itself; null: no end. Manual triggers do not count.
        """
        return self._call("schedules.create_schedule", {"name": name, "description": description, "timing": timing, "session_request": session_request, "repeats": repeats}, "ScheduleRecord", request_options)

    def get_schedule(self, schedule_id: str, *, request_options: RequestOptions | None = None) -> ScheduleRecord:
        """Reads a schedule."""
        return self._call("schedules.get_schedule", {"schedule_id": schedule_id}, "ScheduleRecord", request_options)

    def update_schedule(self, schedule_id: str, *, name: str | None = OMIT, description: str | None = OMIT, timing: TimingInput | Timing | None = OMIT, session_request: SessionRequestInput | SessionRequest | None = OMIT, repeats: int | None = OMIT, request_options: RequestOptions | None = None) -> ScheduleRecord:
        """Changes the fields that are given; an explicit null clears one. A new timing is computed from now on.

        Args:
        name: The name, 1 to 255 characters.
        description: What it is for, up to 255 characters.
        timing: When it fires.
        session_request: What it starts.
        repeats: How many sessions it creates before it pauses itself; null: no end.
        """
        return self._call("schedules.update_schedule", {"schedule_id": schedule_id, "name": name, "description": description, "timing": timing, "session_request": session_request, "repeats": repeats}, "ScheduleRecord", request_options)

    def delete_schedule(self, schedule_id: str, *, request_options: RequestOptions | None = None) -> None:
        """Deletes a schedule. Sessions it created go on."""
        self._call("schedules.delete_schedule", {"schedule_id": schedule_id}, None, request_options)

    def pause_schedule(self, schedule_id: str, *, note: str | None = OMIT, request_options: RequestOptions | None = None) -> ScheduleRecord:
        """Stops a schedule from firing until it is resumed.

        Args:
        note: Why, up to 255 characters.
        """
        return self._call("schedules.pause_schedule", {"schedule_id": schedule_id, "note": note}, "ScheduleRecord", request_options)

    def resume_schedule(self, schedule_id: str, *, request_options: RequestOptions | None = None) -> ScheduleRecord:
        """Lets a paused schedule fire again; the next time is computed from now."""
        return self._call("schedules.resume_schedule", {"schedule_id": schedule_id}, "ScheduleRecord", request_options)

    def list_schedule_runs(self, schedule_id: str, *, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["scheduled_for", "-scheduled_for"]] | None = OMIT, request_options: RequestOptions | None = None) -> Page_ScheduleRunRecord_:
        """Lists when a schedule fired and what came of it, newest first.

        Args:
        page: The page, from 1 (default).
        size: Runs on a page: 1 to 1000, default 10.
        sort: The order: `-scheduled_for` (newest first, default) or `scheduled_for`.
        """
        return self._call("schedules.list_schedule_runs", {"schedule_id": schedule_id, "page": page, "size": size, "sort": sort}, "Page_ScheduleRunRecord_", request_options)

    def list_schedule_runs_all(self, schedule_id: str, *, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["scheduled_for", "-scheduled_for"]] | None = OMIT, request_options: RequestOptions | None = None) -> Iterator[ScheduleRunRecord]:
        """Every entry of `list_schedule_runs`, page by page."""
        return self._all("schedules.list_schedule_runs", {"schedule_id": schedule_id, "page": page, "size": size, "sort": sort}, "ScheduleRunRecord", request_options)

    def trigger_schedule(self, schedule_id: str, *, request_options: RequestOptions | None = None) -> ScheduleRunRecord:
        """Fires a schedule now, also when it is paused. Its next time does not change."""
        return self._call("schedules.trigger_schedule", {"schedule_id": schedule_id}, "ScheduleRunRecord", request_options)


class AsyncSchedules(AsyncResource):
    """`client.schedules`: 9 direct calls."""

    async def list_schedules(self, *, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["created_at", "-created_at"]] | None = OMIT, request_options: RequestOptions | None = None) -> Page_ScheduleRecord_:
        """Lists schedules, newest first.

        Args:
        page: The page, from 1 (default).
        size: Schedules on a page: 1 to 1000, default 10.
        sort: The order: `-created_at` (newest first, default) or `created_at`.
        """
        return await self._call("schedules.list_schedules", {"page": page, "size": size, "sort": sort}, "Page_ScheduleRecord_", request_options)

    def list_schedules_all(self, *, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["created_at", "-created_at"]] | None = OMIT, request_options: RequestOptions | None = None) -> AsyncIterator[ScheduleRecord]:
        """Every entry of `list_schedules`, page by page."""
        return self._all("schedules.list_schedules", {"page": page, "size": size, "sort": sort}, "ScheduleRecord", request_options)

    async def create_schedule(self, *, name: str, timing: TimingInput | Timing, session_request: SessionRequestInput | SessionRequest, description: str | None = OMIT, repeats: int | None = OMIT, request_options: RequestOptions | None = None) -> ScheduleRecord:
        """Creates a schedule.

        Args:
        name: The name, 1 to 255 characters.
        description: What it is for, up to 255 characters.
        timing: When it fires.
        session_request: What it starts; resolved anew each time.
        repeats: How many sessions it creates before it pauses itself; null: no end. Manual triggers do not count.
        """
        return await self._call("schedules.create_schedule", {"name": name, "description": description, "timing": timing, "session_request": session_request, "repeats": repeats}, "ScheduleRecord", request_options)

    async def get_schedule(self, schedule_id: str, *, request_options: RequestOptions | None = None) -> ScheduleRecord:
        """Reads a schedule."""
        return await self._call("schedules.get_schedule", {"schedule_id": schedule_id}, "ScheduleRecord", request_options)

    async def update_schedule(self, schedule_id: str, *, name: str | None = OMIT, description: str | None = OMIT, timing: TimingInput | Timing | None = OMIT, session_request: SessionRequestInput | SessionRequest | None = OMIT, repeats: int | None = OMIT, request_options: RequestOptions | None = None) -> ScheduleRecord:
        """Changes the fields that are given; an explicit null clears one. A new timing is computed from now on.

        Args:
        name: The name, 1 to 255 characters.
        description: What it is for, up to 255 characters.
        timing: When it fires.
        session_request: What it starts.
        repeats: How many sessions it creates before it pauses itself; null: no end.
        """
        return await self._call("schedules.update_schedule", {"schedule_id": schedule_id, "name": name, "description": description, "timing": timing, "session_request": session_request, "repeats": repeats}, "ScheduleRecord", request_options)

    async def delete_schedule(self, schedule_id: str, *, request_options: RequestOptions | None = None) -> None:
        """Deletes a schedule. Sessions it created go on."""
        await self._call("schedules.delete_schedule", {"schedule_id": schedule_id}, None, request_options)

    async def pause_schedule(self, schedule_id: str, *, note: str | None = OMIT, request_options: RequestOptions | None = None) -> ScheduleRecord:
        """Stops a schedule from firing until it is resumed.

        Args:
        note: Why, up to 255 characters.
        """
        return await self._call("schedules.pause_schedule", {"schedule_id": schedule_id, "note": note}, "ScheduleRecord", request_options)

    async def resume_schedule(self, schedule_id: str, *, request_options: RequestOptions | None = None) -> ScheduleRecord:
        """Lets a paused schedule fire again; the next time is computed from now."""
        return await self._call("schedules.resume_schedule", {"schedule_id": schedule_id}, "ScheduleRecord", request_options)

    async def list_schedule_runs(self, schedule_id: str, *, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["scheduled_for", "-scheduled_for"]] | None = OMIT, request_options: RequestOptions | None = None) -> Page_ScheduleRunRecord_:
        """Lists when a schedule fired and what came of it, newest first.

        Args:
        page: The page, from 1 (default).
        size: Runs on a page: 1 to 1000, default 10.
        sort: The order: `-scheduled_for` (newest first, default) or `scheduled_for`.
        """
        return await self._call("schedules.list_schedule_runs", {"schedule_id": schedule_id, "page": page, "size": size, "sort": sort}, "Page_ScheduleRunRecord_", request_options)

    def list_schedule_runs_all(self, schedule_id: str, *, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["scheduled_for", "-scheduled_for"]] | None = OMIT, request_options: RequestOptions | None = None) -> AsyncIterator[ScheduleRunRecord]:
        """Every entry of `list_schedule_runs`, page by page."""
        return self._all("schedules.list_schedule_runs", {"schedule_id": schedule_id, "page": page, "size": size, "sort": sort}, "ScheduleRunRecord", request_options)

    async def trigger_schedule(self, schedule_id: str, *, request_options: RequestOptions | None = None) -> ScheduleRunRecord:
        """Fires a schedule now, also when it is paused. Its next time does not change."""
        return await self._call("schedules.trigger_schedule", {"schedule_id": schedule_id}, "ScheduleRunRecord", request_options)


class Vaults(Resource):
    """`client.vaults`: 7 direct calls."""

    def list_vaults(self, *, limit: int | None = OMIT, offset: int | None = OMIT, request_options: RequestOptions | None = None) -> VaultConfigList:
        """Lists vaults.

        Args:
        limit: The most vaults to send: 1 to 1000, default 50.
        offset: How many vaults to skip, default 0.
        """
        return self._call("vaults.list_vaults", {"limit": limit, "offset": offset}, "VaultConfigList", request_options)

    def list_vaults_all(self, *, limit: int | None = OMIT, offset: int | None = OMIT, request_options: RequestOptions | None = None) -> Iterator[VaultConfigRead]:
        """Every entry of `list_vaults`, page by page."""
        return self._all("vaults.list_vaults", {"limit": limit, "offset": offset}, "VaultConfigRead", request_options)

    def create_vault(self, *, name: str, provider_config: VaultProviderInput | VaultProvider, token: str, request_options: RequestOptions | None = None) -> VaultConfigRead:
        """Connects a vault. The token is checked first, then stored, and never shown again.

        Args:
        name: The name.
        provider_config: Which vault.
        token: The provider's access token; checked before it is stored, and never given back.
        """
        return self._call("vaults.create_vault", {"name": name, "provider_config": provider_config, "token": token}, "VaultConfigRead", request_options)

    def get_vault(self, vault_id: str, *, request_options: RequestOptions | None = None) -> VaultConfigRead:
        """Reads a vault's configuration."""
        return self._call("vaults.get_vault", {"vault_id": vault_id}, "VaultConfigRead", request_options)

    def update_vault(self, vault_id: str, *, name: str | None = OMIT, provider_config: VaultProviderInput | VaultProvider | None = OMIT, request_options: RequestOptions | None = None) -> VaultConfigRead:
        """Changes the fields that are given; an explicit null clears one.

        Args:
        name: The name.
        provider_config: Which vault.
        """
        return self._call("vaults.update_vault", {"vault_id": vault_id, "name": name, "provider_config": provider_config}, "VaultConfigRead", request_options)

    def delete_vault(self, vault_id: str, *, request_options: RequestOptions | None = None) -> None:
        """Disconnects a vault."""
        self._call("vaults.delete_vault", {"vault_id": vault_id}, None, request_options)

    def vault_health(self, vault_id: str, *, request_options: RequestOptions | None = None) -> VaultHealth:
        """Tells whether the vault can be reached with the stored token."""
        return self._call("vaults.vault_health", {"vault_id": vault_id}, "VaultHealth", request_options)

    def rotate_vault_token(self, vault_id: str, *, token: str, request_options: RequestOptions | None = None) -> None:
        """Replaces the stored token.

        Args:
        token: The new token.
        """
        self._call("vaults.rotate_vault_token", {"vault_id": vault_id, "token": token}, None, request_options)


class AsyncVaults(AsyncResource):
    """`client.vaults`: 7 direct calls."""

    async def list_vaults(self, *, limit: int | None = OMIT, offset: int | None = OMIT, request_options: RequestOptions | None = None) -> VaultConfigList:
        """Lists vaults.

        Args:
        limit: The most vaults to send: 1 to 1000, default 50.
        offset: How many vaults to skip, default 0.
        """
        return await self._call("vaults.list_vaults", {"limit": limit, "offset": offset}, "VaultConfigList", request_options)

    def list_vaults_all(self, *, limit: int | None = OMIT, offset: int | None = OMIT, request_options: RequestOptions | None = None) -> AsyncIterator[VaultConfigRead]:
        """Every entry of `list_vaults`, page by page."""
        return self._all("vaults.list_vaults", {"limit": limit, "offset": offset}, "VaultConfigRead", request_options)

    async def create_vault(self, *, name: str, provider_config: VaultProviderInput | VaultProvider, token: str, request_options: RequestOptions | None = None) -> VaultConfigRead:
        """Connects a vault. The token is checked first, then stored, and never shown again.

        Args:
        name: The name.
        provider_config: Which vault.
        token: The provider's access token; checked before it is stored, and never given back.
        """
        return await self._call("vaults.create_vault", {"name": name, "provider_config": provider_config, "token": token}, "VaultConfigRead", request_options)

    async def get_vault(self, vault_id: str, *, request_options: RequestOptions | None = None) -> VaultConfigRead:
        """Reads a vault's configuration."""
        return await self._call("vaults.get_vault", {"vault_id": vault_id}, "VaultConfigRead", request_options)

    async def update_vault(self, vault_id: str, *, name: str | None = OMIT, provider_config: VaultProviderInput | VaultProvider | None = OMIT, request_options: RequestOptions | None = None) -> VaultConfigRead:
        """Changes the fields that are given; an explicit null clears one.

        Args:
        name: The name.
        provider_config: Which vault.
        """
        return await self._call("vaults.update_vault", {"vault_id": vault_id, "name": name, "provider_config": provider_config}, "VaultConfigRead", request_options)

    async def delete_vault(self, vault_id: str, *, request_options: RequestOptions | None = None) -> None:
        """Disconnects a vault."""
        await self._call("vaults.delete_vault", {"vault_id": vault_id}, None, request_options)

    async def vault_health(self, vault_id: str, *, request_options: RequestOptions | None = None) -> VaultHealth:
        """Tells whether the vault can be reached with the stored token."""
        return await self._call("vaults.vault_health", {"vault_id": vault_id}, "VaultHealth", request_options)

    async def rotate_vault_token(self, vault_id: str, *, token: str, request_options: RequestOptions | None = None) -> None:
        """Replaces the stored token.

        Args:
        token: The new token.
        """
        await self._call("vaults.rotate_vault_token", {"vault_id": vault_id, "token": token}, None, request_options)


class BrowserProfiles(Resource):
    """`client.browser_profiles`: 8 direct calls."""

    def list_browser_profiles(self, *, limit: int | None = OMIT, offset: int | None = OMIT, request_options: RequestOptions | None = None) -> BrowserProfileList:
        """Lists browser profiles.

        Args:
        limit: The most profiles to send: 1 to 1000, default 10.
        offset: How many profiles to skip, default 0.
        """
        return self._call("browser_profiles.list_browser_profiles", {"limit": limit, "offset": offset}, "BrowserProfileList", request_options)

    def list_browser_profiles_all(self, *, limit: int | None = OMIT, offset: int | None = OMIT, request_options: RequestOptions | None = None) -> Iterator[BrowserProfileRead]:
        """Every entry of `list_browser_profiles`, page by page."""
        return self._all("browser_profiles.list_browser_profiles", {"limit": limit, "offset": offset}, "BrowserProfileRead", request_options)

    def get_default_browser_profile(self, *, browser_name: str, request_options: RequestOptions | None = None) -> BrowserProfileRead:
        """Reads the default profile of a browser; 404 when there is none."""
        return self._call("browser_profiles.get_default_browser_profile", {"browser_name": browser_name}, "BrowserProfileRead", request_options)

    def initiate_browser_profile_upload(self, *, request_options: RequestOptions | None = None) -> InitiateUploadResponse:
        """Begins an upload: gives the address, and the form fields, to which the archive goes."""
        return self._call("browser_profiles.initiate_browser_profile_upload", {}, "InitiateUploadResponse", request_options)

    def get_browser_profile(self, profile_id: str, *, request_options: RequestOptions | None = None) -> BrowserProfileRead:
        """Reads a browser profile."""
        return self._call("browser_profiles.get_browser_profile", {"profile_id": profile_id}, "BrowserProfileRead", request_options)

    def delete_browser_profile(self, profile_id: str, *, request_options: RequestOptions | None = None) -> None:
        """Deletes a browser profile."""
        self._call("browser_profiles.delete_browser_profile", {"profile_id": profile_id}, None, request_options)

    def complete_browser_profile_upload(self, profile_id: str, *, name: str, browser_name: str, browser_version: str, description: str | None = OMIT, labels: Mapping[str, str] | None = OMIT, request_options: RequestOptions | None = None) -> BrowserProfileRead:
        """Ends an upload, within a day of its beginning: names the profile and says which browser it is of.

        Args:
        name: The name.
        browser_name: The browser it comes from; unknown ones are refused.
        browser_version: The version of that browser.
        description: What it is for.
        labels: Labels of one's own.
        """
        return self._call("browser_profiles.complete_browser_profile_upload", {"profile_id": profile_id, "name": name, "browser_name": browser_name, "browser_version": browser_version, "description": description, "labels": labels}, "BrowserProfileRead", request_options)

    def set_default_browser_profile(self, profile_id: str, *, request_options: RequestOptions | None = None) -> BrowserProfileRead:
        """Makes a profile the default of its browser."""
        return self._call("browser_profiles.set_default_browser_profile", {"profile_id": profile_id}, "BrowserProfileRead", request_options)

    def unset_default_browser_profile(self, profile_id: str, *, request_options: RequestOptions | None = None) -> BrowserProfileRead:
        """Makes a profile no longer the default of its browser."""
        return self._call("browser_profiles.unset_default_browser_profile", {"profile_id": profile_id}, "BrowserProfileRead", request_options)


class AsyncBrowserProfiles(AsyncResource):
    """`client.browser_profiles`: 8 direct calls."""

    async def list_browser_profiles(self, *, limit: int | None = OMIT, offset: int | None = OMIT, request_options: RequestOptions | None = None) -> BrowserProfileList:
        """Lists browser profiles.

        Args:
        limit: The most profiles to send: 1 to 1000, default 10.
        offset: How many profiles to skip, default 0.
        """
        return await self._call("browser_profiles.list_browser_profiles", {"limit": limit, "offset": offset}, "BrowserProfileList", request_options)

    def list_browser_profiles_all(self, *, limit: int | None = OMIT, offset: int | None = OMIT, request_options: RequestOptions | None = None) -> AsyncIterator[BrowserProfileRead]:
        """Every entry of `list_browser_profiles`, page by page."""
        return self._all("browser_profiles.list_browser_profiles", {"limit": limit, "offset": offset}, "BrowserProfileRead", request_options)

    async def get_default_browser_profile(self, *, browser_name: str, request_options: RequestOptions | None = None) -> BrowserProfileRead:
        """Reads the default profile of a browser; 404 when there is none."""
        return await self._call("browser_profiles.get_default_browser_profile", {"browser_name": browser_name}, "BrowserProfileRead", request_options)

    async def initiate_browser_profile_upload(self, *, request_options: RequestOptions | None = None) -> InitiateUploadResponse:
        """Begins an upload: gives the address, and the form fields, to which the archive goes."""
        return await self._call("browser_profiles.initiate_browser_profile_upload", {}, "InitiateUploadResponse", request_options)

    async def get_browser_profile(self, profile_id: str, *, request_options: RequestOptions | None = None) -> BrowserProfileRead:
        """Reads a browser profile."""
        return await self._call("browser_profiles.get_browser_profile", {"profile_id": profile_id}, "BrowserProfileRead", request_options)

    async def delete_browser_profile(self, profile_id: str, *, request_options: RequestOptions | None = None) -> None:
        """Deletes a browser profile."""
        await self._call("browser_profiles.delete_browser_profile", {"profile_id": profile_id}, None, request_options)

    async def complete_browser_profile_upload(self, profile_id: str, *, name: str, browser_name: str, browser_version: str, description: str | None = OMIT, labels: Mapping[str, str] | None = OMIT, request_options: RequestOptions | None = None) -> BrowserProfileRead:
        """Ends an upload, within a day of its beginning: names the profile and says which browser it is of.

        Args:
        name: The name.
        browser_name: The browser it comes from; unknown ones are refused.
        browser_version: The version of that browser.
        description: What it is for.
        labels: Labels of one's own.
        """
        return await self._call("browser_profiles.complete_browser_profile_upload", {"profile_id": profile_id, "name": name, "browser_name": browser_name, "browser_version": browser_version, "description": description, "labels": labels}, "BrowserProfileRead", request_options)

    async def set_default_browser_profile(self, profile_id: str, *, request_options: RequestOptions | None = None) -> BrowserProfileRead:
        """Makes a profile the default of its browser."""
        return await self._call("browser_profiles.set_default_browser_profile", {"profile_id": profile_id}, "BrowserProfileRead", request_options)

    async def unset_default_browser_profile(self, profile_id: str, *, request_options: RequestOptions | None = None) -> BrowserProfileRead:
        """Makes a profile no longer the default of its browser."""
        return await self._call("browser_profiles.unset_default_browser_profile", {"profile_id": profile_id}, "BrowserProfileRead", request_options)


class Webhooks(Resource):
    """`client.webhooks`: 8 direct calls."""

    def list_webhooks(self, *, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["created_at", "-created_at"]] | None = OMIT, request_options: RequestOptions | None = None) -> Page_WebhookRecord_:
        """Lists webhooks, newest first.

        Args:
        page: The page, from 1 (default).
        size: Webhooks on a page: 1 to 1000, default 10.
        sort: The order: `-created_at` (newest first, default) or `created_at`.
        """
        return self._call("webhooks.list_webhooks", {"page": page, "size": size, "sort": sort}, "Page_WebhookRecord_", request_options)

    def list_webhooks_all(self, *, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["created_at", "-created_at"]] | None = OMIT, request_options: RequestOptions | None = None) -> Iterator[WebhookRecord]:
        """Every entry of `list_webhooks`, page by page."""
        return self._all("webhooks.list_webhooks", {"page": page, "size": size, "sort": sort}, "WebhookRecord", request_options)

    def create_webhook(self, *, url: str, enabled_events: Sequence[str] | None = OMIT, description: str | None = OMIT, request_options: RequestOptions | None = None) -> WebhookWithSecret:
        """Creates a webhook. Its signing secret is shown only here and by `rotate_webhook_secret`.

        Args:
        url: Where to deliver: https, up to 2,048 characters.
        enabled_events: The event types to deliver; `*` stands for every status change only, finer types must be
        listed.
        description: What it is for, up to 255 characters.
        """
        return self._call("webhooks.create_webhook", {"url": url, "enabled_events": enabled_events, "description": description}, "WebhookWithSecret", request_options)

    def list_webhook_events(self, *, request_options: RequestOptions | None = None) -> list[WebhookEventTypeDefinition]:
        """Lists the types of events that webhooks can be told about."""
        return self._call("webhooks.list_webhook_events", {}, ["WebhookEventTypeDefinition"], request_options)

    def get_webhook(self, webhook_id: str, *, request_options: RequestOptions | None = None) -> WebhookRecord:
        """Reads a webhook."""
        return self._call("webhooks.get_webhook", {"webhook_id": webhook_id}, "WebhookRecord", request_options)

    def update_webhook(self, webhook_id: str, *, url: str | None = OMIT, enabled_events: Sequence[str] | None = OMIT, description: str | None = OMIT, disabled: bool | None = OMIT, request_options: RequestOptions | None = None) -> WebhookRecord:
        """Changes the fields that are given; an explicit null clears one.

        Args:
        url: Where to deliver: https, up to 2,048 characters.
        enabled_events: The event types to deliver.
        description: What it is for, up to 255 characters.
        disabled: Whether deliveries are switched off.
        """
        return self._call("webhooks.update_webhook", {"webhook_id": webhook_id, "url": url, "enabled_events": enabled_events, "description": description, "disabled": disabled}, "WebhookRecord", request_options)

    def delete_webhook(self, webhook_id: str, *, request_options: RequestOptions | None = None) -> None:
        """Deletes a webhook."""
        self._call("webhooks.delete_webhook", {"webhook_id": webhook_id}, None, request_options)

    def ping_webhook(self, webhook_id: str, *, request_options: RequestOptions | None = None) -> WebhookPingResult:
        """Sends a signed test event to a webhook and tells how it was received."""
        return self._call("webhooks.ping_webhook", {"webhook_id": webhook_id}, "WebhookPingResult", request_options)

    def rotate_webhook_secret(self, webhook_id: str, *, request_options: RequestOptions | None = None) -> WebhookWithSecret:
        """Replaces the signing secret of a webhook. Accept both until the new one is in place."""
        return self._call("webhooks.rotate_webhook_secret", {"webhook_id": webhook_id}, "WebhookWithSecret", request_options)


class AsyncWebhooks(AsyncResource):
    """`client.webhooks`: 8 direct calls."""

    async def list_webhooks(self, *, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["created_at", "-created_at"]] | None = OMIT, request_options: RequestOptions | None = None) -> Page_WebhookRecord_:
        """Lists webhooks, newest first.

        Args:
        page: The page, from 1 (default).
        size: Webhooks on a page: 1 to 1000, default 10.
        sort: The order: `-created_at` (newest first, default) or `created_at`.
        """
        return await self._call("webhooks.list_webhooks", {"page": page, "size": size, "sort": sort}, "Page_WebhookRecord_", request_options)

    def list_webhooks_all(self, *, page: int | None = OMIT, size: int | None = OMIT, sort: Sequence[Literal["created_at", "-created_at"]] | None = OMIT, request_options: RequestOptions | None = None) -> AsyncIterator[WebhookRecord]:
        """Every entry of `list_webhooks`, page by page."""
        return self._all("webhooks.list_webhooks", {"page": page, "size": size, "sort": sort}, "WebhookRecord", request_options)

    async def create_webhook(self, *, url: str, enabled_events: Sequence[str] | None = OMIT, description: str | None = OMIT, request_options: RequestOptions | None = None) -> WebhookWithSecret:
        """Creates a webhook. Its signing secret is shown only here and by `rotate_webhook_secret`.

        Args:
        url: Where to deliver: https, up to 2,048 characters.
        enabled_events: The event types to deliver; `*` stands for every status change only, finer types must be
        listed.
        description: What it is for, up to 255 characters.
        """
        return await self._call("webhooks.create_webhook", {"url": url, "enabled_events": enabled_events, "description": description}, "WebhookWithSecret", request_options)

    async def list_webhook_events(self, *, request_options: RequestOptions | None = None) -> list[WebhookEventTypeDefinition]:
        """Lists the types of events that webhooks can be told about."""
        return await self._call("webhooks.list_webhook_events", {}, ["WebhookEventTypeDefinition"], request_options)

    async def get_webhook(self, webhook_id: str, *, request_options: RequestOptions | None = None) -> WebhookRecord:
        """Reads a webhook."""
        return await self._call("webhooks.get_webhook", {"webhook_id": webhook_id}, "WebhookRecord", request_options)

    async def update_webhook(self, webhook_id: str, *, url: str | None = OMIT, enabled_events: Sequence[str] | None = OMIT, description: str | None = OMIT, disabled: bool | None = OMIT, request_options: RequestOptions | None = None) -> WebhookRecord:
        """Changes the fields that are given; an explicit null clears one.

        Args:
        url: Where to deliver: https, up to 2,048 characters.
        enabled_events: The event types to deliver.
        description: What it is for, up to 255 characters.
        disabled: Whether deliveries are switched off.
        """
        return await self._call("webhooks.update_webhook", {"webhook_id": webhook_id, "url": url, "enabled_events": enabled_events, "description": description, "disabled": disabled}, "WebhookRecord", request_options)

    async def delete_webhook(self, webhook_id: str, *, request_options: RequestOptions | None = None) -> None:
        """Deletes a webhook."""
        await self._call("webhooks.delete_webhook", {"webhook_id": webhook_id}, None, request_options)

    async def ping_webhook(self, webhook_id: str, *, request_options: RequestOptions | None = None) -> WebhookPingResult:
        """Sends a signed test event to a webhook and tells how it was received."""
        return await self._call("webhooks.ping_webhook", {"webhook_id": webhook_id}, "WebhookPingResult", request_options)

    async def rotate_webhook_secret(self, webhook_id: str, *, request_options: RequestOptions | None = None) -> WebhookWithSecret:
        """Replaces the signing secret of a webhook. Accept both until the new one is in place."""
        return await self._call("webhooks.rotate_webhook_secret", {"webhook_id": webhook_id}, "WebhookWithSecret", request_options)


__all__ = [
    "Agents",
    "AsyncAgents",
    "AsyncBrowserProfiles",
    "AsyncEnvironments",
    "AsyncQuota",
    "AsyncSchedules",
    "AsyncSessionFiles",
    "AsyncSessions",
    "AsyncSkills",
    "AsyncVaults",
    "AsyncWebhooks",
    "BrowserProfiles",
    "Environments",
    "Quota",
    "Schedules",
    "SessionFiles",
    "Sessions",
    "Skills",
    "Vaults",
    "Webhooks",
]
