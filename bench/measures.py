"""What is measured, and what each figure should reach."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

Figures = dict[str, dict[str, float]]
"""By contestant and figure."""
Results = dict[str, Figures]
"""By measure."""

OURS = ("rust", "python", "python-async", "node")
"""The contestants that the targets for every language are about, those of Kotlin and Swift aside."""


@dataclass(frozen=True)
class Measure:
    """One piece of work for several contestants."""

    name: str
    what: str
    work: str
    contestants: dict[str, int]
    """For each: how many units of work it gets, so that every round takes about a second."""
    session: str = ""
    """The plan of the session; `{n}` is the number of units."""
    options: dict[str, str] = field(default_factory=dict)
    distant: bool = False
    least: int = 1
    """The fewest units with which the work is what it should be."""

    @property
    def pages(self) -> int:
        """Pages of one session of `sessions`, and of whatever is followed page by page: one."""
        agent = self.options.get("agent", "")
        return 1 + int(agent.split("-")[2]) if agent.startswith("tools") else 1

    @property
    def leading(self) -> str:
        """The figure that this is about: it is given as a ratio to that of the limit, and with its spread."""
        return {"trickle": "p50", "beside": "p50", "sessions": "p50", "streams": "seconds"}.get(self.work, "rate")

    def units(self, contestant: str, divisor: int = 1) -> int:
        return max(self.least, self.contestants[contestant] // divisor)

    def order(self, contestant: str, base: str, run: str, divisor: int = 1) -> list[str]:
        """The words after the contestant's command."""
        units = self.units(contestant, divisor)
        words = [self.work, base, f"count={units}", *(f"{key}={value}" for key, value in self.options.items())]
        if self.session:
            words.append(f"session={self.session.format(n=units)}.{run}")
        return words


def _backlog(name: str, what: str, size: str, ours: int, patched: int, official: int, extra: tuple[str, ...] = ()) -> Measure:
    fast = ("limit", "rust", "python", "python-async", "floor", "node", "node-floor", *extra)
    contestants = dict.fromkeys(fast, ours) | dict.fromkeys(("patched", "patched-async"), patched)
    contestants |= dict.fromkeys(("official", "official-async"), official)
    # Java's machine compiles what it runs during the first second: this is about those that follow.
    contestants |= {name: 3 * units for name, units in contestants.items() if name == "kotlin"}
    return Measure(name, what, "backlog", contestants, f"backlog-{size}-{{n}}", least=300)


_EACH = ("limit", "rust", "python", "python-async", "floor", "patched", "official", "node", "node-floor")

MEASURES = [
    _backlog(
        "300 B", "events/s of `stream()`, 300 B events, pages of 100, two fields read of each", "300", 200_000, 15_000, 600, ("kotlin", "swift")
    ),
    _backlog("2 kB", "the same, 2 kB events", "2000", 60_000, 10_000, 600),
    _backlog("mixed", "the same, thoughts, results and observations of 0.3 to 4 kB", "mixed", 60_000, 10_000, 600),
    _backlog("50 kB", "the same, observations of 50 kB", "50000", 3_000, 1_500, 300),
    Measure(
        "dicts 300 B",
        "the same, 300 B, every event made a dictionary",
        "dicts",
        {"python": 100_000, "python-async": 100_000, "floor": 100_000, "patched": 10_000},
        "backlog-300-{n}",
        least=300,
    ),
    Measure(
        "dicts 2 kB",
        "the same, 2 kB",
        "dicts",
        {"python": 40_000, "python-async": 40_000, "floor": 40_000, "patched": 10_000},
        "backlog-2000-{n}",
        least=300,
    ),
    Measure(
        "trickle near",
        "µs from the server's append to the line of code, loopback, 200 events/s",
        "trickle",
        dict.fromkeys(_EACH, 300),
        "trickle-200-{n}",
        least=40,
    ),
    Measure(
        "trickle far",
        "the same over a round trip of 30 ms, 20 events/s",
        "trickle",
        dict.fromkeys(_EACH, 60),
        "trickle-20-{n}",
        distant=True,
        least=20,
    ),
    Measure(
        "tiny near",
        "µs from create to answer of a session that answers at once, loopback; sessions/s",
        "sessions",
        dict.fromkeys(_EACH, 300) | {"patched": 60, "official": 30},
        options={"agent": "tiny"},
    ),
    Measure(
        "tiny far",
        "the same over a round trip of 30 ms",
        "sessions",
        dict.fromkeys(_EACH, 12),
        options={"agent": "tiny"},
        distant=True,
        least=3,
    ),
    Measure(
        "tools near",
        "µs of a session with one round of 8 tools that take 50 ms, loopback",
        "sessions",
        dict.fromkeys(_EACH, 10),
        options={"agent": "tools-8-1", "pause": "50"},
        least=3,
    ),
    Measure(
        "rounds near",
        "µs of a session with 20 rounds of 3 tools that take no time, loopback",
        "sessions",
        dict.fromkeys(_EACH, 10) | {"official": 2},
        options={"agent": "tools-3-20", "pause": "0"},
    ),
    Measure(
        "rounds far",
        "µs of a session with 4 rounds of one tool that takes no time, round trip of 30 ms",
        "sessions",
        dict.fromkeys(_EACH, 4),
        options={"agent": "tools-1-4", "pause": "0"},
        distant=True,
        least=3,
    ),
    *(
        Measure(
            f"{count} streams",
            f"{count:,} {'streams' if count > 1 else 'stream'} of one process, 10 events each, let go at once",
            "streams",
            dict.fromkeys(who, count),
            "burst-10",
            # Fewer would be another measure.
            least=count,
        )
        for count, who in {
            1: ("limit", "rust", "python-async", "floor-async", "official-async", "node", "node-floor"),
            100: ("limit", "rust", "python-async", "floor-async", "official-async", "node", "node-floor"),
            1_000: ("limit", "rust", "python-async", "floor-async", "node", "node-floor"),
            10_000: ("limit", "rust", "python-async", "floor-async"),
        }.items()
    ),
    Measure(
        "beside noise",
        "µs from append to line of 20 quiet sessions on one loop with a session that sends pages of 100 events without a pause",
        "beside",
        dict.fromkeys(("python-async",), 60),
        "trickle-50-{n}",
        options={"quiet": "20", "noisy": "noisy-300"},
        least=40,
    ),
]


LEADING = {each.name: each.leading for each in MEASURES} | dict.fromkeys(("import", "construct", "command"), "ms")
"""The figure that each measure is about."""


@dataclass(frozen=True)
class Target:
    """A value made of figures of one round, and its bound."""

    text: str
    value: Callable[[Results], float]
    """Raises KeyError when a figure was not measured."""
    bound: float
    at_least: bool = False

    def shown_bound(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.bound:g}"

    def met(self, value: float) -> bool:
        return value >= self.bound if self.at_least else value <= self.bound


def _ratio(measure: str, figure: str, of: str, against: str, bound: float, at_least: bool = False) -> Target:
    def value(results: Results) -> float:
        mine, other = results[measure][of][figure], results[measure][against][figure]
        return mine / other if other else float("inf")

    return Target(f"{measure}: {figure} of {of} / {against}", value, bound, at_least)


def _own(measure: str, figure: str, of: str, bound: float, unit: str = "", scale: float = 1) -> Target:
    text = f"{measure}: {figure} of {of}" + (f", {unit}" if unit else "")
    return Target(text, lambda results: results[measure][of][figure] * scale, bound)


def _beyond(measure: str, of: str, core: str, bound: float) -> Target:
    """Microseconds of a unit that one contestant takes longer than another."""

    def value(results: Results) -> float:
        return 1e6 / results[measure][of]["rate"] - 1e6 / results[measure][core]["rate"]

    return Target(f"{measure}: µs per event of {of} beyond {core}", value, bound)


_ROUNDS = {"near": 20, "far": 4}
"""Rounds of tools in the sessions of `rounds near` and `rounds far`."""


def _per_round(results: Results, where: str, who: str, figure: str) -> float:
    """What a round of tools adds to a session without any."""
    return (results[f"rounds {where}"][who][figure] - results[f"tiny {where}"][who][figure]) / _ROUNDS[where]


def _requests_per_round(where: str, who: str) -> Target:
    return Target(f"rounds {where}: requests of {who} per round of tools", lambda results: _per_round(results, where, who, "requests"), 2.1)


def _rounds(who: str) -> Iterable[Target]:
    yield _requests_per_round("near", who)
    yield _requests_per_round("far", who)
    yield Target(
        f"rounds far: p50 of {who} / limit, of a round of tools",
        lambda results: _per_round(results, "far", who, "p50") / _per_round(results, "far", "limit", "p50"),
        1.1,
    )


def _python_targets(python: str) -> Iterable[Target]:
    yield _ratio("300 B", "rate", python, "floor", 1, at_least=True)
    yield _ratio("300 B", "rate", python, "patched", 15, at_least=True)
    yield _ratio("300 B", "cpu", python, "floor", 1)
    yield _ratio("2 kB", "rate", python, "floor", 2, at_least=True)
    yield _ratio("2 kB", "cpu", python, "floor", 0.5)
    yield _ratio("dicts 300 B", "cpu", python, "floor", 2)
    yield _ratio("dicts 2 kB", "cpu", python, "floor", 1.1)


def _everywhere(who: str) -> Iterable[Target]:
    yield _ratio("trickle far", "p50", who, "limit", 1.1)
    yield _ratio("trickle far", "p99", who, "limit", 1.3)
    yield _ratio("trickle near", "p50", who, "limit", 3)
    yield _ratio("trickle near", "p99", who, "limit", 4)
    yield _ratio("mixed", "requests", who, "limit", 1.05)
    yield _own("tiny near", "requests", who, 3)
    yield _ratio("tiny near", "p50", who, "limit", 4)
    yield _ratio("tiny far", "p50", who, "limit", 1.55)
    yield _own("tools near", "p50", who, 55, "ms", 1e-3)
    yield from _rounds(who)


TARGETS = [
    *_python_targets("python"),
    *_python_targets("python-async"),
    _ratio("300 B", "rate", "rust", "limit", 0.8, at_least=True),
    _ratio("2 kB", "rate", "rust", "limit", 0.8, at_least=True),
    _ratio("300 B", "rate", "node", "node-floor", 1, at_least=True),
    _ratio("300 B", "cpu", "node", "node-floor", 1),
    _ratio("2 kB", "rate", "node", "node-floor", 1, at_least=True),
    _ratio("2 kB", "cpu", "node", "node-floor", 1),
    _beyond("300 B", "kotlin", "rust", 3),
    _beyond("300 B", "swift", "rust", 3),
    *(target for who in OURS for target in _everywhere(who)),
    _own("10000 streams", "errors", "python-async", 0),
    _own("10000 streams", "bytes_each", "python-async", 16, "KiB", 1 / 1024),
    # Those of the runtime and of the loop's own pool, however many streams there are.
    _own("10000 streams", "threads_more", "python-async", 4),
    _ratio("10000 streams", "seconds", "python-async", "floor-async", 2),
    _own("10000 streams", "stall_ms", "python-async", 50),
    _own("beside noise", "p99", "python-async", 50, "ms", 1e-3),
    _own("import", "ms", "python", 15),
    _own("construct", "ms", "python", 15),
    _own("import", "MiB", "python", 8),
    _own("wheel", "MB", "python", 5),
    _own("npm platform package", "MB", "node", 5),
    _own("native library for phones", "MB", "kotlin", 4),
    _own("command", "ms", "rust", 20),
]

COUNTED = ("mixed: requests of python / limit", "tiny near: requests of python", "rounds far: requests of python per round of tools")
"""Targets that no machine is too slow for: what is counted is the same in every run (with one tool a round, as several that end one after
the other may have a request each). `run.py --check` breaks them on purpose."""
