"""Handles: one session, to read, watch, steer and wait for."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from . import _native
from ._light import TYPE_CHECKING, Generic, TypeVar, cast, overload
from ._model import Event, Gap, Model
from ._resource import OMIT, encode
from ._runtime import Process, process
from .errors import InvalidArgumentError, from_native
from .stream import AsyncEventStream, EventStream

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from typing import Any, Literal, TypeAlias

    from typing_extensions import Self, Unpack

    from ._answer import AnswerType
    from .client import AsyncClient, Client
    from .inputs import UserMessageBatchInput, UserMessageEventInput
    from .options import CompletionOptions
    from .result import SessionResult
    from .stream import _BaseStream
    from .tools import Tool
    from .types import Session, SessionChanges, SessionStatus, ShareLink, UserMessageBatch, UserMessageEvent

    OneMessage: TypeAlias = str | UserMessageEventInput | UserMessageEvent
    Message: TypeAlias = OneMessage | UserMessageBatchInput | UserMessageBatch | Iterable[OneMessage]
    Tools: TypeAlias = Iterable[Tool[..., Any] | Callable[..., Any]]
    Until: TypeAlias = Literal["settled", "terminal"]

A = TypeVar("A")
B = TypeVar("B")
S = TypeVar("S", bound="_BaseStream")


def message_json(message: Any) -> str:
    """JSON text of what `send_message` takes."""

    def one(part: Any) -> Any:
        return {"type": "user_message", "message": part} if isinstance(part, str) else part

    if isinstance(message, (str, Mapping, Model)):
        return encode(one(message), "message")
    return encode({"type": "batch", "messages": [one(part) for part in message]}, "message")


def built(tools: Any) -> dict[str, Tool[..., Any]]:
    """The tools by name, checked."""
    if not tools:
        return {}
    from .tools import build_tools

    return build_tools(tools)


def answer_type(given: Any) -> AnswerType | None:
    """The answer type for what the user gave."""
    if given is None:
        return None
    from ._answer import AnswerType

    return AnswerType(given)


def _nothing(_: Any) -> None:
    """What is made of a call that brings nothing."""


def definitions(tools: dict[str, Tool[..., Any]]) -> tuple[str, list[float | None]] | None:
    """JSON text of the definitions of tools, and their time limits; `None` without tools."""
    if not tools:
        return None
    return encode([tool.definition() for tool in tools.values()], "tools"), [tool.timeout for tool in tools.values()]


def _whole(name: str, value: float) -> int:
    try:
        if not isinstance(value, bool) and value >= 0:
            return math.ceil(value)
    except (TypeError, ValueError, OverflowError):
        # No number, or none that can be counted to.
        pass
    raise InvalidArgumentError(f"{name}: must be a number from 0, got {value!r}", field=name)


class _BaseHandle:
    def __init__(self, client: Any, id: str, answer_schema: Any = None, tools: Tools | None = None) -> None:
        """A handle on a session that exists. Nothing is sent.

        Args:
            client: The client that it uses.
            id: The session.
            answer_schema: What its answer has to look like: a pydantic model, a dataclass, a TypedDict, or a JSON Schema.
            tools: The tools that its waits run.
        """
        self._begin(client, id, built(tools), answer_type(answer_schema))

    @classmethod
    def _made(cls, client: Any, native: _native.Session, tools: dict[str, Tool[..., Any]], answer: AnswerType | None) -> Self:
        """The handle of a session that was started."""
        handle = cls.__new__(cls)
        handle._begin(client, native.id, tools, answer, native)
        return handle

    def _begin(
        self,
        client: Any,
        id: str,
        tools: dict[str, Tool[..., Any]],
        answer: AnswerType | None,
        native: _native.Session | None = None,
    ) -> None:
        self._client = client
        self._id = id
        self._tools = tools
        self._answer = answer
        self._owner: Process | None = process()
        self._native = native if native is not None else self._open()

    def _open(self) -> _native.Session:
        try:
            return cast("_native.Session", self._client._core().session(self._id, definitions(self._tools)))
        except _native.Failure as failure:
            raise from_native(failure)

    def _core(self) -> _native.Session:
        """The native session of this process: a forked child opens its own."""
        if self._owner is not process():
            self._native, self._owner = self._open(), process()
        return self._native

    @property
    def id(self) -> str:
        """The id of the session."""
        return self._id

    @property
    def tools(self) -> list[Tool[..., Any]]:
        """The tools that waits run."""
        return list(self._tools.values())

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._id}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return _restore, (type(self), self._id, self._client._options())

    def _watch(
        self,
        stream: Callable[..., S],
        from_index: int,
        wait_for_seconds: float,
        limit: int | None,
        until: str,
        timeout_seconds: float | None,
        tools: Any,
        max_parallel_tools: int | None,
        tool_timeout: float | None,
        retry_budget: float | None,
        poll_backoff_seconds: float,
        read_ahead: int | None,
    ) -> S:
        chosen = self._tools if tools is True else built(tools)
        try:
            native = self._core().watch(
                wait=False,
                from_index=_whole("from_index", from_index),
                wait_for_seconds=_whole("wait_for_seconds", wait_for_seconds),
                limit=None if limit is None else _whole("limit", limit),
                until=until,
                timeout_seconds=timeout_seconds,
                tools=definitions(chosen),
                max_parallel_tools=max_parallel_tools,
                tool_timeout=tool_timeout,
                retry_budget=retry_budget,
                poll_backoff_seconds=poll_backoff_seconds or None,
                read_ahead=None if read_ahead is None else _whole("read_ahead", read_ahead),
            )
        except _native.Failure as failure:
            raise from_native(failure)
        return stream(self._client, self._id, native, chosen, self._answer, in_turn=max_parallel_tools == 1)

    def _wait(
        self,
        stream: Callable[..., S],
        from_index: int | None,
        wait_for_seconds: float,
        limit: int | None,
        include_events: bool,
        timeout_seconds: float | None,
        poll_backoff_seconds: float,
        max_polls: int | None,
        answer_schema: Any,
        tools: Any,
        max_parallel_tools: int | None,
        tool_timeout: float | None,
        retry_budget: float | None,
    ) -> _Waiting[S]:
        chosen = self._tools if tools is OMIT else built(tools)
        answer = self._answer if answer_schema is OMIT else answer_type(answer_schema)
        try:
            native = self._core().watch(
                wait=True,
                from_index=None if from_index is None else _whole("from_index", from_index),
                wait_for_seconds=_whole("wait_for_seconds", wait_for_seconds),
                limit=None if limit is None else _whole("limit", limit),
                timeout_seconds=timeout_seconds,
                poll_backoff_seconds=poll_backoff_seconds or None,
                max_polls=None if max_polls is None else _whole("max_polls", max_polls),
                answer_schema=None if answer is None else answer.schema,
                tools=definitions(chosen),
                max_parallel_tools=max_parallel_tools,
                tool_timeout=tool_timeout,
                retry_budget=retry_budget,
            )
        except _native.Failure as failure:
            raise from_native(failure)
        return _Waiting(stream(self._client, self._id, native, chosen, answer, in_turn=max_parallel_tools == 1), include_events)


class _Waiting(Generic[S]):
    """A wait: a stream that is read to its end, and what is kept of it."""

    def __init__(self, stream: S, include_events: bool) -> None:
        self.stream = stream
        self.events: list[Event] = []
        self.gaps: list[Gap] = []
        self.include_events = include_events

    def add(self, event: Event) -> None:
        if isinstance(event, Gap):
            self.gaps.append(event)
        elif self.include_events:
            self.events.append(event)

    def result(self) -> SessionResult[Any]:
        return self.stream._result(self.events, self.gaps)


def _restore(cls: type[_BaseHandle], id: str, options: dict[str, Any]) -> _BaseHandle:
    from .client import shared_client

    return cls(shared_client("Async" in cls.__name__, options), id)


class SessionHandle(_BaseHandle, Generic[A]):
    """One session, by its id. Light: nothing is sent to make one.

    In a `with` it is only a name: leaving it does not stop the session. That is `cancel()`.
    """

    _client: Client

    @property
    def client(self) -> Client:
        """The client that this handle uses."""
        return self._client

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def get(self) -> Session:
        """Reads the whole session: request, status, latest answer."""
        return self._client.sessions.get_session(self._id)

    def status(self) -> SessionStatus:
        """Reads the state of the session: the cheapest read."""
        return self._client.sessions.get_session_status(self._id)

    def changes(
        self, *, from_index: int = 0, wait_for_seconds: int = OMIT, limit: int | None = OMIT, include_events: bool = OMIT
    ) -> SessionChanges | None:
        """One poll: what happened from an index on; `None` when there is nothing (yet)."""
        return self._client.sessions.get_session_changes(
            self._id, from_index=from_index, wait_for_seconds=wait_for_seconds, limit=limit, include_events=include_events
        )

    def events(self, *, size: int = 200, type: str | None = OMIT) -> Iterator[Any]:
        """Everything that happened, oldest first, page by page."""
        return self._client.sessions.list_session_events_all(self._id, size=size, type=type)

    def send_message(self, message: Message) -> None:
        """Sends text, one message or several. The agent reads it before its next step; an idle session wakes, a paused one goes on."""
        text = message_json(message)
        self._client._run(lambda: self._core().steer("send_message", text), _nothing)

    def pause(self) -> None:
        """Halts the agent after its current step; its state is kept."""
        self._client.sessions.pause_session(self._id)

    def resume(self) -> None:
        """Lets a paused agent go on."""
        self._client.sessions.resume_session(self._id)

    def force_answer(self) -> None:
        """Tells the agent to stop exploring and to answer from what it has."""
        self._client.sessions.force_session_answer(self._id)

    def cancel(self) -> None:
        """Stops the session for good; it ends as `interrupted`. A session that has ended already is fine."""
        self._client._run(lambda: self._core().steer("cancel"), _nothing)

    def share(self) -> ShareLink:
        """Makes a link under which anybody can watch the session."""
        return self._client.sessions.share_session(self._id)

    def unshare(self) -> None:
        """Takes the link back."""
        self._client.sessions.unshare_session(self._id)

    def submit_feedback(self, success: bool, message: str | None = None) -> None:
        """Says whether the session did what it should have done."""
        self._client.sessions.submit_session_feedback(self._id, success=success, message=message)

    def stream(
        self,
        *,
        from_index: int = 0,
        wait_for_seconds: float = 20,
        limit: int | None = None,
        until: Until = "settled",
        timeout_seconds: float | None = None,
        tools: Tools | bool | None = None,
        max_parallel_tools: int | None = None,
        tool_timeout: float | None = None,
        retry_budget: float | None = None,
        poll_backoff_seconds: float = 0.0,
        read_ahead: int | None = None,
    ) -> EventStream:
        """The events as they happen, in order, until the session settles.

        Args:
            from_index: Index of the first event wanted.
            wait_for_seconds: Seconds that a poll waits at the server for something to happen, at most 25.
            limit: Most events in one page. Default: the server's page size.
            until: `settled` ends the stream when the session is idle or has ended; `terminal` goes on through idle turns.
            timeout_seconds: How long the session may take to settle; then `SessionTimeout`. Default: no limit.
            tools: The tools to run: a list, or `True` for those of the handle. Default: none, a stream only watches.
            max_parallel_tools: Most calls that run at the same time, default 16; 1 runs them one after another, in this thread.
            tool_timeout: The longest that a call may run, in seconds. Default: no limit.
            retry_budget: How long trouble is survived without one successful request, in seconds. Default 300.
            poll_backoff_seconds: Least pause between polls that the server answers at once with nothing; 0 for the default, 0.25.
            read_ahead: Events read ahead before polling stops. Default 512.
        """
        return self._watch(
            EventStream,
            from_index,
            wait_for_seconds,
            limit,
            until,
            timeout_seconds,
            tools,
            max_parallel_tools,
            tool_timeout,
            retry_budget,
            poll_backoff_seconds,
            read_ahead,
        )

    @overload
    def wait_for_completion(self, *, answer_schema: type[B], **options: Unpack[CompletionOptions]) -> SessionResult[B]: ...
    @overload
    def wait_for_completion(
        self, *, answer_schema: Mapping[str, Any] | None, **options: Unpack[CompletionOptions]
    ) -> SessionResult[Any]: ...
    @overload
    def wait_for_completion(self, **options: Unpack[CompletionOptions]) -> SessionResult[A]: ...
    def wait_for_completion(
        self,
        *,
        from_index: int | None = None,
        wait_for_seconds: float = 20,
        limit: int | None = None,
        include_events: bool = True,
        timeout_seconds: float | None = None,
        poll_backoff_seconds: float = 0.0,
        max_polls: int | None = None,
        answer_schema: Any = OMIT,
        tools: Tools | None = OMIT,
        max_parallel_tools: int | None = None,
        tool_timeout: float | None = None,
        retry_budget: float | None = None,
    ) -> SessionResult[Any]:
        """Waits until the session settles, running its tools meanwhile.

        Args:
            from_index: Index of the first event of the result. Default: where the last wait of this handle ended, 0 at first.
            wait_for_seconds: Seconds that a poll waits at the server for something to happen, at most 25.
            limit: Most events in one page. Default: the server's page size.
            include_events: Whether the result carries the events.
            timeout_seconds: How long the session may take to settle; then `SessionTimeout`. It bounds requests, retries and tools.
            poll_backoff_seconds: Least pause between polls that the server answers at once with nothing; 0 for the default, 0.25.
            max_polls: Most polls before the wait is given up like after a time-out. Default: no limit.
            answer_schema: What the answer has to look like, instead of the handle's; `None` takes any answer.
            tools: The tools to run, instead of the handle's; `None` runs none.
            max_parallel_tools: Most calls that run at the same time, default 16; 1 runs them one after another, in this thread.
            tool_timeout: The longest that a call may run, in seconds. Default: no limit.
            retry_budget: How long trouble is survived without one successful request, in seconds. Default 300.

        Raises:
            SessionTimeout: It took longer. The session goes on.
            AnswerValidationError: The answer does not fit; `result` has everything else.
        """
        waiting = self._wait(
            EventStream,
            from_index,
            wait_for_seconds,
            limit,
            include_events,
            timeout_seconds,
            poll_backoff_seconds,
            max_polls,
            answer_schema,
            tools,
            max_parallel_tools,
            tool_timeout,
            retry_budget,
        )
        with waiting.stream as stream:
            for event in stream:
                waiting.add(event)
        return waiting.result()


class AsyncSessionHandle(_BaseHandle, Generic[A]):
    """One session, by its id. Light: nothing is sent to make one.

    In an `async with` it is only a name: leaving it does not stop the session. That is `cancel()`.
    """

    _client: AsyncClient

    @property
    def client(self) -> AsyncClient:
        """The client that this handle uses."""
        return self._client

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        pass

    async def get(self) -> Session:
        """Reads the whole session: request, status, latest answer."""
        return await self._client.sessions.get_session(self._id)

    async def status(self) -> SessionStatus:
        """Reads the state of the session: the cheapest read."""
        return await self._client.sessions.get_session_status(self._id)

    async def changes(
        self, *, from_index: int = 0, wait_for_seconds: int = OMIT, limit: int | None = OMIT, include_events: bool = OMIT
    ) -> SessionChanges | None:
        """One poll: what happened from an index on; `None` when there is nothing (yet)."""
        return await self._client.sessions.get_session_changes(
            self._id, from_index=from_index, wait_for_seconds=wait_for_seconds, limit=limit, include_events=include_events
        )

    def events(self, *, size: int = 200, type: str | None = OMIT) -> AsyncIterator[Any]:
        """Everything that happened, oldest first, page by page."""
        return self._client.sessions.list_session_events_all(self._id, size=size, type=type)

    async def send_message(self, message: Message) -> None:
        """Sends text, one message or several. The agent reads it before its next step; an idle session wakes, a paused one goes on."""
        text = message_json(message)
        await self._client._run(lambda: self._core().steer("send_message", text), _nothing)

    async def pause(self) -> None:
        """Halts the agent after its current step; its state is kept."""
        await self._client.sessions.pause_session(self._id)

    async def resume(self) -> None:
        """Lets a paused agent go on."""
        await self._client.sessions.resume_session(self._id)

    async def force_answer(self) -> None:
        """Tells the agent to stop exploring and to answer from what it has."""
        await self._client.sessions.force_session_answer(self._id)

    async def cancel(self) -> None:
        """Stops the session for good; it ends as `interrupted`. A session that has ended already is fine."""
        await self._client._run(lambda: self._core().steer("cancel"), _nothing)

    async def share(self) -> ShareLink:
        """Makes a link under which anybody can watch the session."""
        return await self._client.sessions.share_session(self._id)

    async def unshare(self) -> None:
        """Takes the link back."""
        await self._client.sessions.unshare_session(self._id)

    async def submit_feedback(self, success: bool, message: str | None = None) -> None:
        """Says whether the session did what it should have done."""
        await self._client.sessions.submit_session_feedback(self._id, success=success, message=message)

    def stream(
        self,
        *,
        from_index: int = 0,
        wait_for_seconds: float = 20,
        limit: int | None = None,
        until: Until = "settled",
        timeout_seconds: float | None = None,
        tools: Tools | bool | None = None,
        max_parallel_tools: int | None = None,
        tool_timeout: float | None = None,
        retry_budget: float | None = None,
        poll_backoff_seconds: float = 0.0,
        read_ahead: int | None = None,
    ) -> AsyncEventStream:
        """The events as they happen, in order, until the session settles. The arguments are those of `SessionHandle.stream`."""
        return self._watch(
            AsyncEventStream,
            from_index,
            wait_for_seconds,
            limit,
            until,
            timeout_seconds,
            tools,
            max_parallel_tools,
            tool_timeout,
            retry_budget,
            poll_backoff_seconds,
            read_ahead,
        )

    @overload
    async def wait_for_completion(self, *, answer_schema: type[B], **options: Unpack[CompletionOptions]) -> SessionResult[B]: ...
    @overload
    async def wait_for_completion(
        self, *, answer_schema: Mapping[str, Any] | None, **options: Unpack[CompletionOptions]
    ) -> SessionResult[Any]: ...
    @overload
    async def wait_for_completion(self, **options: Unpack[CompletionOptions]) -> SessionResult[A]: ...
    async def wait_for_completion(
        self,
        *,
        from_index: int | None = None,
        wait_for_seconds: float = 20,
        limit: int | None = None,
        include_events: bool = True,
        timeout_seconds: float | None = None,
        poll_backoff_seconds: float = 0.0,
        max_polls: int | None = None,
        answer_schema: Any = OMIT,
        tools: Tools | None = OMIT,
        max_parallel_tools: int | None = None,
        tool_timeout: float | None = None,
        retry_budget: float | None = None,
    ) -> SessionResult[Any]:
        """Waits until the session settles, running its tools meanwhile.

        The arguments are those of `SessionHandle.wait_for_completion`. Async tools run on this event loop, others in threads.
        """
        await self._client._prepare()
        waiting = self._wait(
            AsyncEventStream,
            from_index,
            wait_for_seconds,
            limit,
            include_events,
            timeout_seconds,
            poll_backoff_seconds,
            max_polls,
            answer_schema,
            tools,
            max_parallel_tools,
            tool_timeout,
            retry_budget,
        )
        async with waiting.stream as stream:
            async for event in stream:
                waiting.add(event)
        return waiting.result()


__all__ = ["AsyncSessionHandle", "SessionHandle"]
