"""The threads of the process, and waiting for what they do: on an event loop, or blocking.

Nothing here is called by those threads. They raise a file descriptor; a loop or a waiting thread sees it and takes what is there.
"""

from __future__ import annotations

import atexit
import itertools
import os
import select
import sys
import threading
import time
import weakref
from collections import deque

from . import _native
from ._light import TYPE_CHECKING
from ._log import attend

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable
    from typing import Any, Protocol

    class Source(Protocol):
        """Something that can be waited for."""

        def arm(self, hub: _native.Hub, token: int, /) -> bool:
            """Asks to be told; says whether there is something already."""
            ...


class Process:
    """What belongs to this process. A forked child gets a new one; the parent's is never touched there, and never dropped."""

    def __init__(self) -> None:
        self.pid = os.getpid()
        self.lock = threading.Lock()
        self.runtime: _native.Runtime | None = None
        self.threads = threading.local()
        self.loops: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, LoopHub] = weakref.WeakKeyDictionary()
        self.spare: list[_native.Hub] = []
        self.elsewhere: weakref.WeakSet[_Hub] = weakref.WeakSet()
        """The hubs of threads other than the main one."""

    def start(self) -> _native.Runtime:
        with self.lock:
            if self.runtime is None:
                self.runtime = _native.Runtime()
            return self.runtime


_process = Process()
_parents: list[Process] = []


def _after_fork() -> None:
    global _process
    _parents.append(_process)
    _process = Process()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


@atexit.register
def _shutdown() -> None:
    global _ending
    _ending = True
    runtime = _process.runtime
    if runtime is not None:
        runtime.shutdown()
        attend()
        if sys.version_info < (3, 12):
            _let_rest()


_ending = False
# What threads are given that were woken, and those that are in code of the program, to come to where they stay.
_PATIENCE_WOKEN = 0.5
_PATIENCE_BUSY = 0.05


def _let_rest() -> None:
    """Waits until no thread that waits through us is on its way back to the interpreter. Nobody is woken any more.

    One that comes too late is ended on the spot. Python 3.10 may crash then: it reads memory of the interpreter that was freed. And up to
    3.11 it may be in the middle of native code, where the collector of garbage has called code of Python.
    """
    with _process.lock:
        hubs = [hub for hub in _process.elsewhere if hub.thread.is_alive()]
    awake = select.poll()
    for hub in hubs:
        awake.register(hub.native.fileno(), select.POLLIN)
    began = time.monotonic()
    while hubs and (seconds := time.monotonic() - began) < _PATIENCE_WOKEN:
        # Lets the others go on.
        time.sleep(0.001)
        if not awake.poll(0) and (seconds >= _PATIENCE_BUSY or all(hub.resting for hub in hubs)):
            break


def stay_if_ending() -> None:
    """Keeps a daemon thread where it is when the interpreter ends: neither does it report trouble that is only this end, nor does it ask
    for the interpreter again."""
    while _ending and threading.current_thread() is not threading.main_thread():
        time.sleep(3600)


def start_thread(name: str, run: Callable[..., Any], *arguments: Any) -> None:
    """Runs something in a thread of its own, for which the process does not stay."""
    try:
        threading.Thread(target=run, args=arguments, name=name, daemon=True).start()
    except RuntimeError:
        # From Python 3.12 on, an interpreter that is ending starts none.
        stay_if_ending()
        raise


def process() -> Process:
    """What belongs to this process."""
    return _process


def runtime() -> _native.Runtime:
    """The threads of this process, started when they are first needed."""
    return _process.runtime or _process.start()


class _Hub:
    """How a thread waits, and whether it does."""

    def __init__(self) -> None:
        self.native = _native.Hub()
        self.resting = False
        """The thread waits here, or stays because the interpreter ends."""
        self.thread = threading.current_thread()
        if self.thread is not threading.main_thread():
            with _process.lock:
                _process.elsewhere.add(self)

    def take(self) -> list[int]:
        """What the hub was raised for."""
        self.resting = False
        tokens = self.native.take()
        self.stay_if_ending()
        return tokens

    def stay_if_ending(self) -> None:
        if _ending:
            self.resting = True
            stay_if_ending()


class ThreadHub(_Hub):
    """How a thread waits: in `poll`, which a signal interrupts and in which no thread of Python is held up."""

    def __init__(self) -> None:
        super().__init__()
        self.poll = select.poll()
        self.poll.register(self.native.fileno(), select.POLLIN)

    def rest(self, milliseconds: float | None = None) -> None:
        """Waits until the hub is raised."""
        self.resting = True
        self.poll.poll(milliseconds)
        self.take()


def wait(source: Source, deadline: float | None = None) -> bool:
    """Waits until there is something to take. With a deadline (of `time.monotonic`) it says whether there is."""
    threads = _process.threads
    hub: ThreadHub | None = getattr(threads, "hub", None)
    if hub is None:
        hub = threads.hub = ThreadHub()
    hub.stay_if_ending()
    attend()
    while not source.arm(hub.native, 0):
        if deadline is None:
            hub.rest()
        else:
            left = deadline - time.monotonic()
            if left <= 0:
                return False
            hub.rest(left * 1000)
        attend()
    return True


# So many waits go on in one turn of a loop. Each takes some microseconds.
_TURN = 256


class LoopHub(_Hub):
    """How an event loop waits: it reads one descriptor, whatever the number of waiting tasks."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self.tokens = itertools.count(1)
        self.waiting: dict[int, asyncio.Future[None]] = {}
        self.woken: deque[int] = deque()
        self.turning = False
        self.ticking = False
        loop.add_reader(self.native.fileno(), self.ready)

    def ready(self) -> None:
        self.woken.extend(self.take())
        if not self.turning:
            self.turn()

    def turn(self) -> None:
        """Wakes some of those that may go on; whatever else is on the loop has its turn before the next ones."""
        for _ in range(min(len(self.woken), _TURN)):
            future = self.waiting.pop(self.woken.popleft(), None)
            if future is not None and not future.done():
                future.set_result(None)
        self.turning = bool(self.woken)
        if self.turning:
            import asyncio

            asyncio.get_running_loop().call_soon(self.turn)
        attend()

    def tick(self, loop: asyncio.AbstractEventLoop) -> None:
        """Keeps the loop of a notebook looking. Its interrupt button cancels the cell from a signal handler, which does not wake a
        sleeping loop."""
        self.ticking = bool(self.waiting)
        if self.ticking:
            loop.call_later(0.1, self.tick, loop)


def trio_if_running() -> Any:
    """The module `trio`, in one of its tasks."""
    trio = sys.modules.get("trio")
    return trio if trio is not None and trio.lowlevel.in_trio_task() else None


async def wait_async(source: Source) -> None:
    """Waits until there is something to take. A cancelled wait has taken nothing."""
    trio = trio_if_running()
    if trio is not None:
        await _wait_trio(trio, source)
        return
    # Read when it is first needed: it is more than what importing this package costs.
    import asyncio

    loop = asyncio.get_running_loop()
    hub = _process.loops.get(loop)
    if hub is None:
        hub = _process.loops[loop] = LoopHub(loop)
    hub.stay_if_ending()
    attend()
    token = next(hub.tokens)
    future = hub.waiting[token] = loop.create_future()
    if not hub.ticking and "ipykernel" in sys.modules:
        hub.tick(loop)
    try:
        if not source.arm(hub.native, token):
            # As far as is known here: the loop may have other things to do.
            hub.resting = True
            await future
    finally:
        hub.waiting.pop(token, None)


async def _wait_trio(trio: Any, source: Source) -> None:
    spare = _process.spare
    hub = spare.pop() if spare else _native.Hub()
    try:
        attend()
        while not source.arm(hub, 0):
            await trio.lowlevel.wait_readable(hub.fileno())
            hub.take()
            attend()
    finally:
        # Raised later for a wait that was given up, it makes the next one look once more.
        spare.append(hub)


def finish(pending: _native.Pending) -> Any:
    """Waits for a call and gives its result."""
    try:
        wait(pending)
    except BaseException:
        pending.cancel()
        raise
    return pending.take()


async def finish_async(pending: _native.Pending) -> Any:
    """Waits for a call and gives its result."""
    try:
        await wait_async(pending)
    except BaseException:
        pending.cancel()
        raise
    return pending.take()
