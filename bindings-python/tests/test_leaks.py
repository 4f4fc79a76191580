"""What is opened is closed again, whether anybody closes it or not."""

from __future__ import annotations

import asyncio
import gc
import os
import threading

import steersman

TIMES = int(os.environ.get("STEERSMAN_LEAKS", "300"))


def descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))


def test_streams_that_are_dropped_leave_nothing_behind(local: steersman.Client) -> None:
    runtime = local.local_runtime
    assert runtime is not None
    session = local.start_session(agent="sleeper", messages="go")

    def once() -> None:
        next(session.stream())
        with session.stream() as stream:
            next(stream)

    async def once_async() -> None:
        client = steersman.AsyncClient(runtime.api_key, base_url=runtime.base_url)
        handle = client.session(session.id)
        await handle.stream().__anext__()
        task = asyncio.create_task(handle.stream(from_index=1000).__anext__())
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    for _ in range(20):
        once()
    asyncio.run(once_async())
    gc.collect()
    before = descriptors(), threading.active_count()
    for _ in range(TIMES):
        once()
    for _ in range(TIMES // 10):
        asyncio.run(once_async())
    gc.collect()
    after = descriptors(), threading.active_count()
    # Connections that are being closed may still be counted: a few, whatever the number of streams.
    assert after[0] <= before[0] + 20 and after[1] == before[1], (before, after)
    session.cancel()
