"""Streams of events: iterators that lose nothing when a wait is cancelled, and that can be left at any time."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Iterator

from . import _native
from ._light import TYPE_CHECKING, loads
from ._model import Event, Gap, event_classes
from ._runtime import wait, wait_async
from .errors import AnswerValidationError, ClosedError, from_native

if TYPE_CHECKING:
    from typing import Any

    from typing_extensions import Self

    from ._answer import AnswerType
    from ._calls import Calls
    from .client import _BaseClient
    from .result import SessionResult
    from .tools import Tool

_PAGE = 512


class _BaseStream:
    _asynchronous = False

    def __init__(
        self,
        client: _BaseClient,
        session_id: str,
        native: _native.Stream,
        tools: dict[str, Tool[..., Any]],
        answer: AnswerType | None,
        *,
        in_turn: bool = False,
    ) -> None:
        self._client = client
        self._session_id = session_id
        self._native = native
        self._answer = answer
        self._calls: Calls | None = None
        if tools:
            from ._calls import Calls

            self._calls = Calls(native, tools, inline=in_turn and not self._asynchronous, asynchronous=self._asynchronous)
        self._buffer: deque[Event] = deque()
        event_classes()
        self._end: Any = None
        self._closed = False

    @property
    def session_id(self) -> str:
        """The session that is watched."""
        return self._session_id

    @property
    def cursor(self) -> int:
        """Index of the event that comes next: a stream opened with `from_index=cursor` goes on exactly here."""
        if self._buffer:
            return self._buffer[0].index or 0
        try:
            return self._native.cursor
        except _native.Failure as failure:
            raise from_native(failure)

    def _fill(self) -> bool:
        """Takes what is there; says whether there is something to hand out, be it the end."""
        try:
            items, end = self._native.drain(_PAGE)
            if self._calls is not None:
                self._calls.dispatch()
        except _native.Failure as failure:
            raise from_native(failure)
        self._buffer.extend(items)
        if end is not None:
            self._end = end
        return bool(items) or end is not None

    def _over(self) -> None:
        """At the end: raises the error it ended with, once."""
        end, self._end = self._end, True
        self._end_calls()
        if isinstance(end, str):
            raise from_native(end)

    def result(self) -> SessionResult[Any]:
        """What the session came to, once the stream has ended by itself.

        Raises:
            AnswerValidationError: The answer does not fit the `answer_schema` of the session.
            SteersmanError: The stream has not ended, was closed before, or ended with an error.
        """
        return self._result([], [], checked=False)

    def _result(self, events: list[Event], gaps: list[Gap], checked: bool = True) -> SessionResult[Any]:
        from .result import make_result

        try:
            outcome = self._native.outcome()
        except _native.Failure as failure:
            error = from_native(failure)
            if isinstance(error, AnswerValidationError):
                data = loads(failure.args[0])["outcome"]
                error.result = make_result(data, data["answer"], events, gaps)
            raise error
        if outcome is None:
            raise ClosedError("the stream has not come to its end", session_id=self._session_id)
        data = loads(outcome)
        answer = data["answer"]
        if self._answer is not None and answer is not None and data["status"] in ("completed", "idle"):
            try:
                # The core has read and checked that of a wait.
                if not checked and isinstance(answer, str) and self._answer.kind is not str:
                    answer = _parsed(answer)
                answer = self._answer.convert(answer)
            except AnswerValidationError as error:
                error.session_id = self._session_id
                error.result = make_result(data, data["answer"], events, gaps)
                raise
        return make_result(data, answer, events, gaps)

    def _close(self) -> None:
        if self._closed:
            return
        self._closed = True
        try:
            self._native.close()
        except _native.Failure:
            # Of the parent process: it is not ours to close.
            return
        self._end_calls()

    def _end_calls(self) -> None:
        if self._calls is not None:
            self._calls.close()

    def __del__(self) -> None:
        if not getattr(self, "_closed", True):
            self._close()

    def __repr__(self) -> str:
        state = "closed" if self._closed else "ended" if self._end is not None and not self._buffer else "open"
        return f"<{type(self).__name__} of session {self._session_id}, {state}>"


def _parsed(text: str) -> Any:
    try:
        return loads(text)
    except ValueError:
        return text


class EventStream(_BaseStream, Iterator[Event]):
    """The events of a session in order, until it settles: `for event in stream`.

    Leaving it (`break`, `close()`, the end of a `with`) stops watching and sends nothing to the session. An error ends it; its `cursor`
    is where a new stream goes on.
    """

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Event:
        while True:
            try:
                # Events come by the page, so this is all there is to do for nearly every one of them.
                return self._buffer.popleft()
            except IndexError:
                pass
            if self._end is not None or self._closed:
                break
            self._client._refresh_key()
            if not self._fill():
                try:
                    wait(self._native)
                except _native.Failure as failure:
                    raise from_native(failure)
        self._over()
        raise StopIteration

    def close(self) -> None:
        """Stops watching. Nothing is sent to the session."""
        self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncEventStream(_BaseStream, AsyncIterator[Event]):
    """The events of a session in order, until it settles: `async for event in stream`.

    A cancelled wait (`asyncio.wait_for`, `task.cancel()`) loses nothing: the next one goes on where it was. Leaving the stream
    (`break`, `aclose()`, the end of an `async with`) stops watching and sends nothing to the session.
    """

    _asynchronous = True

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Event:
        while True:
            try:
                # Events come by the page, so this is all there is to do for nearly every one of them.
                return self._buffer.popleft()
            except IndexError:
                pass
            if self._end is not None or self._closed:
                break
            await self._client._prepare()
            if not self._fill():
                try:
                    await wait_async(self._native)
                except _native.Failure as failure:
                    raise from_native(failure)
        self._over()
        raise StopAsyncIteration

    async def aclose(self) -> None:
        """Stops watching. Nothing is sent to the session."""
        self._close()

    def close(self) -> None:
        """As `aclose`, where nothing can be awaited."""
        self._close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._close()


__all__ = ["AsyncEventStream", "EventStream"]
