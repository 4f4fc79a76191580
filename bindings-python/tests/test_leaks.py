"""What is opened is closed again, whether anybody closes it or not.

STEERSMAN_LEAKS sets how many streams are opened and dropped (default 1,000; `make test-wheel` takes 100,000).
"""

from __future__ import annotations

import asyncio
import gc
import os
import threading
import tracemalloc

from conftest import report

import steersman

TIMES = int(os.environ.get("STEERSMAN_LEAKS", "1000"))
# What allocators keep for themselves, and connections that are being closed: some, whatever the number of streams.
MOST_DESCRIPTORS = 30
MOST_BYTES = 24 * 1024 * 1024


def threads() -> int:
    return len(os.listdir("/proc/self/task"))


def descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))


def resident() -> int:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def usage() -> tuple[int, int, int]:
    gc.collect()
    return threads(), descriptors(), resident()


class Opener:
    """Opens streams and drops them: unread, read, closed, in mid-wait, and in loops that end."""

    def __init__(self, local: steersman.Client) -> None:
        assert local.local_runtime is not None
        self.client = local
        self.asynchronous = steersman.AsyncClient(local.local_runtime.api_key, base_url=local.base_url)
        self.session = local.start_session(agent="sleeper", messages="go")

    def open(self, times: int) -> None:
        asyncio.run(self.open_async(times // 2))
        for number in range(times - times // 2):
            stream = self.session.stream()
            if number % 10 == 0:
                next(stream)
            if number % 2:
                stream.close()

    async def open_async(self, times: int) -> None:
        handle = self.asynchronous.session(self.session.id)
        for number in range(times):
            stream = handle.stream(from_index=0 if number % 2 else 1000)
            if number % 20 == 1:
                await stream.__anext__()
            if number % 20 == 0:
                task = asyncio.ensure_future(stream.__anext__())
                await asyncio.sleep(0)
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
            if number % 50 == 0:
                # Lets go of what was dropped.
                await asyncio.sleep(0)


def test_streams_that_are_dropped_leave_nothing_behind(local: steersman.Client) -> None:
    opener = Opener(local)
    opener.open(max(400, TIMES // 20))
    before = usage()
    opener.open(TIMES)
    after = usage()
    report(
        f"{TIMES:,} streams opened and dropped",
        f"threads {before[0]} → {after[0]}, descriptors {before[1]} → {after[1]}, memory {before[2] / 1e6:.1f} → {after[2] / 1e6:.1f} MB",
    )
    assert after[0] <= before[0], (before, after)
    assert after[1] <= before[1] + MOST_DESCRIPTORS, (before, after)
    assert after[2] <= before[2] + MOST_BYTES, (before, after)
    assert threading.active_count() <= 2
    opener.session.cancel()


def test_streams_that_are_dropped_leave_no_object_of_python_behind(local: steersman.Client) -> None:
    opener = Opener(local)
    opener.open(200)
    tracemalloc.start()
    try:
        opener.open(100)
        gc.collect()
        before = tracemalloc.take_snapshot()
        opener.open(max(600, min(TIMES // 20, 5000)))
        gc.collect()
        after = tracemalloc.take_snapshot()
    finally:
        tracemalloc.stop()
    ours = [tracemalloc.Filter(True, os.path.join(os.path.dirname(steersman.__file__), "*"))]
    grown = [line for line in after.filter_traces(ours).compare_to(before.filter_traces(ours), "lineno") if line.size_diff > 4096]
    assert not grown, grown
    opener.session.cancel()
