"""The report: one table for each measure, and one of the targets."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from contestants import Contestant
from measures import MEASURES, Figures, Measure, Results, Target

_COLUMNS: dict[str, tuple[str, Callable[[float], str]]] = {
    "rate": ("per second", lambda value: f"{value:,.0f}"),
    "p50": ("p50 µs", lambda value: f"{value:,.0f}"),
    "p99": ("p99 µs", lambda value: f"{value:,.0f}"),
    "spread": ("spread", lambda value: f"{value:.0%}"),
    "cpu": ("CPU µs each", lambda value: f"{value * 1e6:,.2f}"),
    "requests": ("requests each", lambda value: f"{value:.4g}"),
    "bytes": ("bytes each", lambda value: f"{value:,.0f}"),
    "seconds": ("seconds", lambda value: f"{value:,.3f}"),
    "first_event_ms": ("first event ms", lambda value: f"{value:,.1f}"),
    "stall_ms": ("longest stall ms", lambda value: f"{value:,.1f}"),
    "peak_kib": ("peak MiB", lambda value: f"{value / 1024:,.0f}"),
    "bytes_each": ("KiB each", lambda value: f"{value / 1024:,.1f}"),
    "threads_more": ("threads more", lambda value: f"{value:g}"),
    "errors": ("errors", lambda value: f"{value:g}"),
    "ms": ("ms", lambda value: f"{value:,.1f}"),
    "MiB": ("MiB", lambda value: f"{value:,.1f}"),
    "MB": ("MB", lambda value: f"{value:,.2f}"),
}
# What says nothing about a kind of work is not shown for it; the JSON has everything.
_HIDDEN = {
    "backlog": ("seconds",),
    "dicts": ("seconds",),
    "trickle": ("rate", "cpu", "requests", "bytes", "seconds"),
    "beside": ("rate", "cpu", "requests", "bytes", "seconds"),
    "sessions": ("seconds",),
    "streams": ("rate", "cpu", "requests", "bytes"),
}


def machine() -> str:
    """The machine, as far as it matters for the figures."""
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), "unknown processor")
    with open("/proc/meminfo", encoding="utf-8") as file:
        memory = int(file.readline().split()[1]) / 1024 / 1024
    system = f"Linux {platform.release().split('-')[0]}"
    return f"{os.cpu_count()} × {model}, {memory:.0f} GiB, {system}, CPython {platform.python_version()}"


def rows(header: Iterable[str], body: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    header = list(header)
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *body]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def table(measure: Measure, figures: Figures) -> str:
    hidden = _HIDDEN[measure.work]
    shown = [key for key in _COLUMNS if key not in hidden and any(key in each for each in figures.values())]
    return f"### {measure.name}\n\n{measure.what}\n\n" + _figures(figures, shown, _leading(measure))


def _leading(measure: Measure) -> str:
    """The figure that is given as a ratio to that of the limit."""
    return {"trickle": "p50", "beside": "p50", "sessions": "p50", "streams": "seconds"}.get(measure.work, "rate")


def _figures(figures: Figures, shown: list[str], leading: str | None = None) -> str:
    limit = figures.get("limit", {}).get(leading) if leading else None
    header = ["", *([f"{_COLUMNS[leading][0]} ÷ limit"] if limit else []), *(_COLUMNS[key][0] for key in shown)]

    def cells(name: str, each: dict[str, float]) -> Iterable[str]:
        yield name
        if limit and leading:
            yield f"{each[leading] / limit:,.3g}" if leading in each else ""
        for key in shown:
            yield _COLUMNS[key][1](each[key]) if key in each else ""

    return rows(header, (cells(name, each) for name, each in figures.items()))


@dataclass(frozen=True)
class Judged:
    """A target, and what became of it; without a value it was not measured."""

    text: str
    bound: str
    value: float | None
    met: bool


def judge(targets: Iterable[Target], results: Results) -> list[Judged]:
    judged = []
    for target in targets:
        try:
            value = target.value(results)
        except KeyError:
            judged.append(Judged(target.text, target.shown_bound(), None, False))
        else:
            judged.append(Judged(target.text, target.shown_bound(), value, target.met(value)))
    return judged


def target_table(judged: list[Judged]) -> str:
    """The targets, and how many were reached."""
    missed = [each for each in judged if each.value is not None and not each.met]
    unmeasured = [each for each in judged if each.value is None]
    body = (
        [each.text, each.bound, "", "**not measured**"]
        if each.value is None
        else [each.text, each.bound, f"{each.value:,.3g}", "reached" if each.met else "**missed**"]
        for each in judged
    )
    reached = len(judged) - len(missed) - len(unmeasured)
    summary = f"{len(judged)} targets: {reached} reached, {len(missed)} missed, {len(unmeasured)} not measured."
    return rows(["target", "bound", "value", ""], body) + f"\n\n{summary}"


def markdown(title: str, how: str, results: Results, judged: list[Judged], contestants: list[Contestant], missing: list[str]) -> str:
    """The whole report."""
    measures = {measure.name: measure for measure in MEASURES}
    who = rows(["", "what it is"], ([each.name, each.what + (" (not built, left out)" if each.name in missing else "")] for each in contestants))
    parts = [
        f"# Results of {title}",
        f"Made by `make {how}`; ratios of one run on {machine()}, on which the load was {os.getloadavg()[2]:.1f} while it ran. "
        "Figures of two machines say nothing together.",
        who,
        "## Targets",
        target_table(judged),
        "## Figures",
        "Medians of the rounds; the spread is from the least to the most, of the median.",
    ]
    for name, figures in results.items():
        if name in measures:
            parts.append(table(measures[name], figures))
        else:
            shown = [key for key in _COLUMNS if any(key in each for each in figures.values())]
            parts.append(f"### {name}\n\n" + _figures(figures, shown))
    return "\n\n".join(parts)
