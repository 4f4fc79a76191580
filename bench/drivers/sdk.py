"""The work of the benchmark with an SDK for Python, as its user would write it: the same program for ours and for the official one.

usage: sdk.py steersman|hai_agents|hai_agents_patched sync|async WORK BASE_URL KEY=VALUE…
"""

from __future__ import annotations

import asyncio
import importlib
import sys
import time
from typing import Any

from report import Order, Watch, go, held, memory, stamp, threads


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


def work_for(seconds: float) -> Any:
    def work(number: int) -> str:
        """Works for a while.

        Args:
            number: Which piece of work.
        """
        time.sleep(seconds)
        return "done"

    return work


def async_work_for(seconds: float) -> Any:
    async def work(number: int) -> str:
        """Works for a while.

        Args:
            number: Which piece of work.
        """
        await asyncio.sleep(seconds)
        return "done"

    return work


def as_dict(package: Any) -> Any:
    """How an event of the package becomes a dictionary."""
    return (lambda event: event.to_dict()) if hasattr(package, "Gap") else (lambda event: event.dict())


def followed(client: Any, order: Order) -> Any:
    """The events of the session of the order."""
    session = client.session(order.text("session"))
    if not order.slow:
        return session.stream()

    def slowly() -> Any:
        for number, event in enumerate(session.stream()):
            if number % 100 == 0 or order.work == "trickle":
                session.status()
            yield event

    async def slowly_async() -> Any:
        number = 0
        async for event in session.stream():
            if number % 100 == 0 or order.work == "trickle":
                await session.status()
            number += 1
            yield event

    return slowly_async() if type(client).__name__.startswith("Async") else slowly()


def sync(package: Any, order: Order) -> None:
    client = package.Client(api_key="hk-bench", base_url=order.url)
    watch = Watch()
    if order.work == "backlog":
        seen = 0
        for event in followed(client, order):
            if event.type == "AgentEvent" and event.data.kind:
                seen += 1
        watch.report(seen)
    elif order.work == "dicts":
        dictionary = as_dict(package)
        seen = 0
        for event in followed(client, order):
            seen += dictionary(event)["type"] == "AgentEvent"
        watch.report(seen)
    elif order.work == "trickle":
        times = []
        for event in followed(client, order):
            if event.data.kind == "policy_event":
                times.append((time.monotonic_ns() - stamp(event.data.reasoning_content)) / 1000)
        watch.report(1, times_us=times)
    elif order.work == "sessions":
        times = []
        tools = [work_for(order.number("pause") / 1000)]
        for _ in range(order.number("count")):
            begun = time.perf_counter()
            result = client.run_session(agent=order.text("agent"), messages="Go", tools=tools)
            for _ in range(order.slow):
                client.session(result.id).status()
            times.append((time.perf_counter() - begun) * 1e6)
        watch.report(len(times), times_us=times)
    else:
        raise SystemExit(f"no work is called {order.work}")


async def asynchronous(package: Any, order: Order) -> None:
    client = package.AsyncClient(api_key="hk-bench", base_url=order.url)
    watch = Watch()
    if order.work == "backlog":
        seen = 0
        async for event in followed(client, order):
            if event.type == "AgentEvent" and event.data.kind:
                seen += 1
        watch.report(seen)
    elif order.work == "dicts":
        dictionary = as_dict(package)
        seen = 0
        async for event in followed(client, order):
            seen += dictionary(event)["type"] == "AgentEvent"
        watch.report(seen)
    elif order.work == "trickle":
        watch.report(1, times_us=await delays(followed(client, order)))
    elif order.work == "sessions":
        times = []
        tools = [async_work_for(order.number("pause") / 1000)]
        for _ in range(order.number("count")):
            begun = time.perf_counter()
            result = await client.run_session(agent=order.text("agent"), messages="Go", tools=tools)
            for _ in range(order.slow):
                await client.session(result.id).status()
            times.append((time.perf_counter() - begun) * 1e6)
        watch.report(len(times), times_us=times)
    elif order.work == "streams":
        await streams(client, order)
    elif order.work == "beside":
        await beside(client, order)
    else:
        raise SystemExit(f"no work is called {order.work}")


async def delays(events: Any) -> list[float]:
    """From the append of each event to this line, in microseconds."""
    times = []
    async for event in events:
        if event.data.kind == "policy_event":
            times.append((time.monotonic_ns() - stamp(event.data.reasoning_content)) / 1000)
    return times


async def beside(client: Any, order: Order) -> None:
    """Quiet sessions on one loop with a noisy one."""

    async def noise() -> None:
        async for event in client.session(order.text("noisy")).stream():
            if event.type == "AgentEvent" and event.data.kind:
                pass

    watch = Watch()
    noisy = asyncio.create_task(noise())
    plan = order.text("session")
    quiet = [delays(client.session(f"{plan}.{number}").stream()) for number in range(order.number("quiet"))]
    times = await asyncio.gather(*quiet)
    noisy.cancel()
    watch.report(1, times_us=[time for each in times for time in each])


async def streams(client: Any, order: Order) -> None:
    count, plan = order.number("count"), order.text("session")
    memory_before, threads_before = memory(), threads()
    first: list[float] = []

    async def read(number: int) -> int:
        seen = 0
        async for _ in client.session(f"{plan}.{number}").stream():
            if not seen:
                first.append(time.perf_counter())
            seen += 1
        return seen

    tasks = [asyncio.create_task(read(number)) for number in range(count)]
    deadline = time.monotonic() + 60
    while await asyncio.to_thread(held, order.url) < count and time.monotonic() < deadline:
        await asyncio.sleep(0.02)
    each, more = max(0, memory() - memory_before) // count, threads() - threads_before
    stall = asyncio.create_task(longest_stall())
    watch, begun = Watch(), time.perf_counter()
    await asyncio.to_thread(go, order.url)
    results = await asyncio.gather(*tasks, return_exceptions=True)
    stall.cancel()
    seen = [result for result in results if isinstance(result, int)]
    waits = sorted(moment - begun for moment in first)
    watch.report(
        sum(seen),
        bytes_each=each,
        threads_more=more,
        errors=count - len(seen),
        stall_ms=(await stall) * 1000,
        first_event_ms=waits[len(waits) // 2] * 1000 if waits else None,
    )


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


def main() -> None:
    package, order = load(sys.argv[1]), Order(sys.argv[3:])
    if sys.argv[2] == "async":
        asyncio.run(asynchronous(package, order))
    else:
        sync(package, order)


main()
