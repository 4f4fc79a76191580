"""The report: one table for each measure, and one of the targets."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from contestants import Contestant
from measures import LEADING, MEASURES, Figures, Measure, Results, Target

_COLUMNS: dict[str, tuple[str, Callable[[float], str]]] = {
    "rate": ("per second", lambda value: f"{value:,.0f}"),
    "p50": ("p50 µs", lambda value: f"{value:,.0f}"),
    "p99": ("p99 µs", lambda value: f"{value:,.0f}"),
    "ms": ("ms", lambda value: f"{value:,.1f}"),
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
    return f"### {measure.name}\n\n{measure.what}\n\n" + _figures(figures, shown, measure.leading)


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
    """The median of the rounds."""
    least: float | None
    most: float | None
    met: bool


def judge(targets: Iterable[Target], rounds: list[Results]) -> list[Judged]:
    judged = []
    for target in targets:
        try:
            values = [target.value(results) for results in rounds]
        except KeyError:
            judged.append(Judged(target.text, target.shown_bound(), None, None, None, False))
        else:
            value = statistics.median(values)
            judged.append(Judged(target.text, target.shown_bound(), value, min(values), max(values), target.met(value)))
    return judged


def target_table(judged: list[Judged]) -> str:
    """The targets, and how many were reached."""
    missed = [each for each in judged if each.value is not None and not each.met]
    unmeasured = [each for each in judged if each.value is None]
    body = (
        [each.text, each.bound, "", "", "**not measured**"]
        if each.value is None
        else [each.text, each.bound, f"{each.value:,.3g}", f"{each.least:,.3g} – {each.most:,.3g}", "reached" if each.met else "**missed**"]
        for each in judged
    )
    reached = len(judged) - len(missed) - len(unmeasured)
    summary = f"{len(judged)} targets: {reached} reached, {len(missed)} missed, {len(unmeasured)} not measured."
    return rows(["target", "bound", "value", "least – most", ""], body) + f"\n\n{summary}"


@dataclass(frozen=True)
class Report:
    """What a run found."""

    title: str
    how: str
    contestants: list[Contestant]
    missing: list[str]
    rounds: int
    results: Results
    judged: list[Judged]
    before: Results | None
    """The results of the run before, on the same machine."""


def results_table(report: Report) -> Iterable[str]:
    """One table for each measure."""
    measures = {measure.name: measure for measure in MEASURES}
    for name, figures in report.results.items():
        if name in measures:
            yield table(measures[name], figures)
        else:
            shown = [key for key in _COLUMNS if any(key in each for each in figures.values())]
            yield f"### {name}\n\n" + _figures(figures, shown)


def compared(before: Results, now: Results) -> str:
    """Which figures differ from those of another run by more than the rounds of a run do."""
    seen, body = 0, []
    for name, figures in now.items():
        leading = LEADING.get(name)
        for who, each in figures.items():
            other = before.get(name, {}).get(who, {})
            if leading is None or "spread" not in each or "spread" not in other:
                continue
            seen += 1
            difference = abs(each[leading] - other[leading])
            if difference > max(one["spread"] * one[leading] for one in (each, other)):
                show = _COLUMNS[leading][1]
                body.append([name, who, _COLUMNS[leading][0], show(other[leading]), show(each[leading]), f"{difference / each[leading]:.0%}"])
    text = f"{len(body)} of {seen} figures differ from those of the run before by more than the larger spread of the two."
    return text if not body else text + "\n\n" + rows(["measure", "who", "figure", "before", "now", "difference"], body)


def markdown(report: Report) -> str:
    """The whole report."""
    left_out = " (not built, left out)"
    who = rows(["", "what it is"], ([each.name, each.what + left_out * (each.name in report.missing)] for each in report.contestants))
    parts = [
        f"# Results of {report.title}",
        f"Made by `make {report.how}`; ratios of one run on {machine()}, on which the load was {os.getloadavg()[2]:.1f} while it ran. "
        "Figures of two machines say nothing together.",
        who,
        "## Targets",
        f"Medians of {report.rounds} rounds, and the least and the most of them.",
        target_table(report.judged),
        "## Figures",
        "Medians of the rounds; the spread is that of the figure which a measure is about: from the least to the most, of the median.",
        *results_table(report),
    ]
    if report.before is not None:
        parts += ["## Beside the run before", compared(report.before, report.results)]
    return "\n\n".join(parts)
