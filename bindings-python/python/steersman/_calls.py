"""Runs the calls of a watch: in threads of their own, on the user's loop, or in the waiting thread."""

from __future__ import annotations

import contextvars
import json
import math
import os
import threading
from collections import deque
from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any

from . import _native
from ._model import _default
from ._runtime import process, start_thread, trio_if_running

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Coroutine
    from concurrent.futures import Future

    from .tools import Tool, ToolContext


def _lenient(value: Any) -> Any:
    try:
        return _default(value)
    except TypeError:
        return str(value)


def result_text(name: str, value: Any) -> tuple[bool, str]:
    """The JSON text of a result, or the text of an error about it."""
    try:
        return True, json.dumps(value, default=_lenient, allow_nan=False)
    except (ValueError, RecursionError) as error:
        what = "NaN or infinity is not JSON" if isinstance(value, float) and not math.isfinite(value) else str(error)
        return False, f"the result of {name} is not JSON: {what}"
    except Exception as error:
        return False, f"the result of {name} is not JSON: {type(error).__name__}: {error}"


def error_text(error: BaseException) -> str:
    """What the agent is told of an exception."""
    from ._schema import Mismatch

    if isinstance(error, Mismatch):
        return f"wrong arguments: {error}"
    text = str(error)
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


_loop_lock = threading.Lock()
_loops: dict[int, asyncio.AbstractEventLoop] = {}


def _background_loop() -> asyncio.AbstractEventLoop:
    """The loop on which async tools of synchronous programs run: one thread, started when it is first needed."""
    import asyncio

    key = id(process())
    with _loop_lock:
        loop = _loops.get(key)
        if loop is None:
            loop = _loops[key] = asyncio.new_event_loop()
            start_thread("steersman-async-tools", loop.run_forever)
        return loop


def _after_fork() -> None:
    global _loop_lock
    _loop_lock = threading.Lock()
    _loops.clear()



if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


class Calls:
    """The running calls of one watch.

    `inline`: synchronous tools run one after another in the thread that waits. `asynchronous`: coroutines run on the running loop.
    """

    def __init__(self, native: _native.Stream, tools: dict[str, Tool[..., Any]], *, inline: bool, asynchronous: bool) -> None:
        self.native = native
        self.tools = tools
        self.inline = inline
        self.asynchronous = asynchronous
        self.running: dict[int, tuple[ToolContext, Any]] = {}
        self.later: deque[tuple[Any, ...]] = deque()
        self.busy = False

    def dispatch(self) -> None:
        """Starts what is to be started, and tells what is no longer wanted."""
        self._look()
        # A tool in this very thread may read the stream that runs it.
        if not self.later or self.busy:
            return
        from .tools import ToolContext

        while self.later:
            call, name, arguments, session, call_id, step, left, attempt = self.later.popleft()
            context = ToolContext(name, session, call_id, step, left, attempt)
            tool = self.tools[name]
            self.running[call] = (context, None)
            if tool.is_async:
                coroutine = self._await(call, tool, json.loads(arguments), context)
                self.running[call] = (context, _task_here(coroutine) if self.asynchronous else _task_beside(coroutine))
            elif self.inline:
                context._look = self._look
                self.busy = True
                try:
                    self._run(call, tool, json.loads(arguments), context, raising=True)
                finally:
                    self.busy = False
            else:
                run = contextvars.copy_context().run
                start_thread(f"steersman-{name}", run, self._run, call, tool, json.loads(arguments), context)

    def _look(self) -> None:
        """Takes the calls that have come; those that are no longer wanted are told at once."""
        for one in self.native.drain_calls():
            if one[2] is not None:
                self.later.append(one)
            else:
                self.later = deque(other for other in self.later if other[0] != one[0])
                self._withdraw(one[0], one[1])

    def _run(self, call: int, tool: Tool[..., Any], arguments: dict[str, Any], context: Any, raising: bool = False) -> None:
        try:
            value: Any = tool.fn(**tool._arguments(arguments, context))
            if hasattr(value, "__await__"):
                value = _task_beside(_awaited(value)).result()
        except Exception as error:
            self._complete(call, (False, error_text(error)))
        except BaseException as error:
            # Ctrl-C and `sys.exit` in the thread of the program are for the program, which leaves: nothing is said to the session.
            if raising:
                raise
            # Elsewhere the thread just ends.
            self._complete(call, (False, error_text(error)))
        else:
            self._complete(call, result_text(tool.name, value))

    async def _await(self, call: int, tool: Tool[..., Any], arguments: dict[str, Any], context: Any) -> None:
        from asyncio import CancelledError

        try:
            value: Any = await tool.fn(**tool._arguments(arguments, context))
        except CancelledError as error:
            # One of the tool's own is its error. With this task, the loop ends or the program leaves: nothing is said to the session.
            if not context.is_cancelled and not _is_task_cancelled():
                self._complete(call, (False, error_text(error)))
            raise
        except Exception as error:
            self._complete(call, (False, error_text(error)))
        else:
            self._complete(call, result_text(tool.name, value))

    def _complete(self, call: int, result: tuple[bool, str]) -> None:
        self.running.pop(call, None)
        try:
            self.native.complete(call, *result)
        except (_native.Failure, UnicodeEncodeError):
            # The process forked while the tool ran, or its text cannot be text: the watch it is for is not here any more, or the
            # result is taken for lost when its time is over.
            pass

    def _withdraw(self, call: int, reason: str) -> None:
        context, task = self.running.pop(call, (None, None))
        if context is not None:
            context._withdraw(reason)
        if task is not None:
            task.cancel()

    def close(self) -> None:
        """Tells all calls that nobody waits for them."""
        for call in list(self.running):
            self._withdraw(call, "watch_ended")


def _is_task_cancelled() -> bool:
    """Whether the task that runs was asked to end. Python 3.10 does not know."""
    import asyncio

    try:
        task: Any = asyncio.current_task()
    except RuntimeError:
        # No loop of asyncio.
        return False
    return bool(hasattr(task, "cancelling") and task.cancelling() > 0)


def _task_beside(coroutine: Coroutine[Any, Any, Any]) -> Future[Any]:
    """Runs a coroutine on the loop that belongs to synchronous programs."""
    import asyncio

    return asyncio.run_coroutine_threadsafe(coroutine, _background_loop())


def _task_here(coroutine: Coroutine[Any, Any, Any]) -> _LoopTask | _TrioTask:
    """Runs a coroutine beside the task that calls this."""
    trio = trio_if_running()
    return _LoopTask(coroutine) if trio is None else _TrioTask(trio, coroutine)


class _LoopTask:
    """A task of asyncio that any thread may cancel."""

    def __init__(self, coroutine: Coroutine[Any, Any, Any]) -> None:
        import asyncio

        self.task = asyncio.get_running_loop().create_task(coroutine)

    def cancel(self) -> None:
        loop = self.task.get_loop()
        if not loop.is_closed():
            loop.call_soon_threadsafe(self.task.cancel)


class _TrioTask:
    """A task of trio that any thread may cancel. It ends with the run of trio, at the latest."""

    def __init__(self, trio: Any, coroutine: Coroutine[Any, Any, Any]) -> None:
        self.trio = trio
        self.scope = trio.CancelScope()
        self.token = trio.lowlevel.current_trio_token()
        trio.lowlevel.spawn_system_task(self._run, coroutine, name="steersman tool", context=contextvars.copy_context())

    async def _run(self, coroutine: Coroutine[Any, Any, Any]) -> None:
        with self.scope:
            await coroutine

    def cancel(self) -> None:
        try:
            self.token.run_sync_soon(self.scope.cancel)
        except self.trio.RunFinishedError:
            pass


async def _awaited(value: Awaitable[Any]) -> Any:
    return await value


