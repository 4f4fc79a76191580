"""The work of the benchmark with an SDK for Python, as its user would write it: the same program for ours and for the official one.

usage: sdk.py steersman|hai_agents|hai_agents_patched sync|async WORK BASE_URL KEY=VALUE…
"""

from __future__ import annotations

import asyncio
import importlib
import sys
import time
from typing import Any

from report import Order, Watch, stamp, streams


def load(package: str) -> Any:
    if package != "hai_agents_patched":
        return importlib.import_module(package)
    # The official package spends nearly all of its time in one function; its authors could mend that any day. Its modules take the
    # function by name when they are first used, so it is replaced before that.
    serialization = importlib.import_module("hai_agents.core.serialization")
    name = "convert_and_respect_annotation_metadata"
    original = getattr(serialization, name)
    setattr(serialization, name, lambda *, object_, **_: object_)
    if any(vars(module).get(name) is original for module in list(sys.modules.values())):
        raise RuntimeError(f"a module took {name} before it was replaced")
    return importlib.import_module("hai_agents")


class Job:
    """A piece of work with a package."""

    def __init__(self, package: Any, client: type, order: Order) -> None:
        self.package, self.order = package, order
        self.client = client(api_key="hk-bench", base_url=order.url)
        self.watch = Watch()

    @property
    def dictionary(self) -> Any:
        """How an event of the package becomes a dictionary."""
        return (lambda event: event.to_dict()) if hasattr(self.package, "Gap") else (lambda event: event.dict())

    @property
    def events(self) -> Any:
        """The events of the session of the order."""
        session = self.client.session(self.order.text("session"))
        if not self.order.slow:
            return session.stream()

        def asks(number: int) -> bool:
            return number % 100 == 0 or self.order.work == "trickle"

        def slowly() -> Any:
            for number, event in enumerate(session.stream()):
                if asks(number):
                    session.status()
                yield event

        async def slowly_async() -> Any:
            number = 0
            async for event in session.stream():
                if asks(number):
                    await session.status()
                number += 1
                yield event

        return slowly_async() if type(self.client).__name__.startswith("Async") else slowly()


def tool(work: Any) -> Any:
    """The function as the tool of the scripted agent."""
    work.__name__, work.__doc__ = "work", "Works for a while.\n\nArgs:\n    number: Which piece of work."
    return work


# The loops are what is measured: each stands here as the users of both clients write it.


def backlog(job: Job) -> None:
    seen = 0
    for event in job.events:
        if event.type == "AgentEvent" and event.data.kind:
            seen += 1
    job.watch.report(seen)


async def backlog_async(job: Job) -> None:
    seen = 0
    async for event in job.events:
        if event.type == "AgentEvent" and event.data.kind:
            seen += 1
    job.watch.report(seen)


def dicts(job: Job) -> None:
    seen, dictionary = 0, job.dictionary
    for event in job.events:
        seen += dictionary(event)["type"] == "AgentEvent"
    job.watch.report(seen)


async def dicts_async(job: Job) -> None:
    seen, dictionary = 0, job.dictionary
    async for event in job.events:
        seen += dictionary(event)["type"] == "AgentEvent"
    job.watch.report(seen)


def trickle(job: Job) -> None:
    times = []
    for event in job.events:
        if event.data.kind == "policy_event":
            times.append((time.monotonic_ns() - stamp(event.data.reasoning_content)) / 1000)
    job.watch.report(1, times_us=times)


async def delays(events: Any) -> list[float]:
    """From the append of each event to this line, in microseconds."""
    times = []
    async for event in events:
        if event.data.kind == "policy_event":
            times.append((time.monotonic_ns() - stamp(event.data.reasoning_content)) / 1000)
    return times


async def trickle_async(job: Job) -> None:
    job.watch.report(1, times_us=await delays(job.events))


def sessions(job: Job) -> None:
    client, order, times = job.client, job.order, []
    pause = order.number("pause") / 1000

    @tool
    def work(number: int) -> str:
        time.sleep(pause)
        return "done"

    for _ in range(order.number("count")):
        begun = time.perf_counter()
        result = client.run_session(agent=order.text("agent"), messages="Go", tools=[work])
        for _ in range(order.slow):
            client.session(result.id).status()
        times.append((time.perf_counter() - begun) * 1e6)
    job.watch.report(len(times), times_us=times)


async def sessions_async(job: Job) -> None:
    client, order, times = job.client, job.order, []
    pause = order.number("pause") / 1000

    @tool
    async def work(number: int) -> str:
        await asyncio.sleep(pause)
        return "done"

    for _ in range(order.number("count")):
        begun = time.perf_counter()
        result = await client.run_session(agent=order.text("agent"), messages="Go", tools=[work])
        for _ in range(order.slow):
            await client.session(result.id).status()
        times.append((time.perf_counter() - begun) * 1e6)
    job.watch.report(len(times), times_us=times)


async def beside_async(job: Job) -> None:
    """Quiet sessions on one loop with a noisy one."""
    client, order = job.client, job.order

    async def noise() -> None:
        async for event in client.session(order.text("noisy")).stream():
            if event.type == "AgentEvent" and event.data.kind:
                pass

    noisy = asyncio.create_task(noise())
    plan = order.text("session")
    quiet = [delays(client.session(f"{plan}.{number}").stream()) for number in range(order.number("quiet"))]
    times = await asyncio.gather(*quiet)
    noisy.cancel()
    job.watch.report(1, times_us=[time for each in times for time in each])


async def streams_async(job: Job) -> None:
    first: list[float] = []

    async def read(session: str) -> int:
        seen = 0
        async for _ in job.client.session(session).stream():
            if not seen:
                first.append(time.perf_counter())
            seen += 1
        return seen

    async def look() -> dict[str, Any]:
        begun = time.perf_counter()
        stall = await longest_stall()
        waits = sorted(moment - begun for moment in first)
        return {"stall_ms": stall * 1000, "first_event_ms": waits[len(waits) // 2] * 1000 if waits else None}

    await streams(job.order, read, look)


async def longest_stall() -> float:
    """For how long the loop did not come round, in seconds, until this is cancelled."""
    longest, before = 0.0, time.perf_counter()
    try:
        while True:
            await asyncio.sleep(0.001)
            now = time.perf_counter()
            longest, before = max(longest, now - before - 0.001), now
    except asyncio.CancelledError:
        return longest


SYNC = {"backlog": backlog, "dicts": dicts, "trickle": trickle, "sessions": sessions}
ASYNC = {
    "backlog": backlog_async,
    "dicts": dicts_async,
    "trickle": trickle_async,
    "sessions": sessions_async,
    "streams": streams_async,
    "beside": beside_async,
}


async def asynchronous(package: Any, order: Order) -> None:
    await order.one_of(ASYNC)(Job(package, package.AsyncClient, order))


def main() -> None:
    package, order = load(sys.argv[1]), Order(sys.argv[3:])
    if sys.argv[2] == "async":
        asyncio.run(asynchronous(package, order))
    else:
        order.one_of(SYNC)(Job(package, package.Client, order))


main()
