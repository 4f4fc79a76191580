"""What the Python programs of the benchmark have in common: reading an order, opening many streams, and telling what the work took."""

from __future__ import annotations

import asyncio
import json
import resource
import time
import urllib.request
from collections.abc import Callable, Coroutine
from typing import Any


class Order:
    """`WORK BASE_URL KEY=VALUE…` from the command line, as in src/work.rs."""

    def __init__(self, words: list[str]) -> None:
        self.work, self.url = words[0], words[1]
        self._values = dict(pair.split("=", 1) for pair in words[2:])

    def text(self, key: str) -> str:
        return self._values[key]

    def number(self, key: str, default: int = 0) -> int:
        return int(self._values.get(key, default))

    def one_of(self, works: dict[str, Any]) -> Any:
        """The work that is ordered."""
        if self.work not in works:
            raise SystemExit(f"no work is called {self.work}")
        return works[self.work]

    @property
    def slow(self) -> int:
        """How often the status is to be asked beside each page, or each session, which no good client does."""
        return self.number("slow")


class Watch:
    """Time and processor time of a piece of work."""

    def __init__(self) -> None:
        self._cpu = time.process_time()
        self._begun = time.perf_counter()

    def report(self, units: int, **more: Any) -> None:
        seconds = time.perf_counter() - self._begun
        cpu = time.process_time() - self._cpu
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(json.dumps({"units": units, "seconds": seconds, "cpu": cpu, "peak_kib": peak, **more}))


def stamp(text: str) -> int:
    """The moment that a trickled event's text begins with, in nanoseconds."""
    return int(text[: text.index(" ")])


def memory() -> int:
    """Resident memory in bytes."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


def threads() -> int:
    with open("/proc/self/status", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("Threads:"))


def held(url: str) -> int:
    """How many polls the server holds at this moment."""
    with urllib.request.urlopen(f"{url}/bench/counters") as reply:
        return json.load(reply)["held"]


def go(url: str) -> None:
    """Lets all held polls go."""
    urllib.request.urlopen(f"{url}/bench/go").close()


async def streams(
    order: Order,
    read: Callable[[str], Coroutine[Any, Any, int]],
    look: Callable[[], Coroutine[Any, Any, dict[str, Any]]] | None = None,
) -> None:
    """Opens many streams, lets them go when the server holds all of them, and reads each to its end.

    `read` reads the stream of a session, and gives how many events it had. `look` runs from when they go until it is cancelled,
    and gives what else is to be told.
    """
    count, plan = order.number("count"), order.text("session")
    memory_before, threads_before = memory(), threads()
    tasks = [asyncio.create_task(read(f"{plan}.{number}")) for number in range(count)]
    deadline = time.monotonic() + 60
    while await asyncio.to_thread(held, order.url) < count and time.monotonic() < deadline:
        await asyncio.sleep(0.02)
    each, more = max(0, memory() - memory_before) // count, threads() - threads_before
    looking = None if look is None else asyncio.create_task(look())
    watch = Watch()
    await asyncio.to_thread(go, order.url)
    results = await asyncio.gather(*tasks, return_exceptions=True)
    seen = [result for result in results if isinstance(result, int)]
    told: dict[str, Any] = {}
    if looking is not None:
        looking.cancel()
        told = await looking
    watch.report(sum(seen), bytes_each=each, threads_more=more, errors=count - len(seen), **told)
