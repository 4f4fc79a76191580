"""What the Python programs of the benchmark have in common: reading an order, and telling what the work took."""

from __future__ import annotations

import json
import resource
import time
import urllib.request
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
