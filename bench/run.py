"""Measures the packages against the official SDK, against the least that a program in the same language has to do, and
against the limit, side by side in one run. `make bench` prepares what it needs and starts it.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contestants import Contestant, Places
from measures import COUNTED, MEASURES, TARGETS, Figures, Measure, Results
from tables import judge, machine, markdown, table, target_table
from weights import weigh

Report = dict[str, Any]


@dataclass(frozen=True)
class Wish:
    """How much is measured, and whether something is put in the way."""

    only: str
    rounds: int | None
    divisor: int
    """Every piece of work is this many times smaller."""
    slow: bool
    """Our drivers ask for the status once a page, as a careless client would."""


@contextmanager
def server(program: Path) -> Iterator[dict[str, str]]:
    """The server, for as long as it is needed."""
    with subprocess.Popen([program, "serve"], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield json.loads(process.stdout.readline())
        finally:
            process.kill()


def ask(url: str) -> Any:
    with urllib.request.urlopen(url) as reply:
        text = reply.read()
    return json.loads(text) if text else None


def once(contestant: Contestant, order: list[str], near: str) -> Report:
    """One piece of work: what the program reports, and what the server counted."""
    ask(f"{near}/bench/hold")
    ask(f"{near}/bench/counters")
    command = [*contestant.command, *order]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1]) | {"counted": ask(f"{near}/bench/counters")}


def spread(values: list[float]) -> float:
    """From the least to the most, as a part of the median."""
    return (max(values) - min(values)) / statistics.median(values)


def figures(reports: list[Report]) -> dict[str, float]:
    """Medians over the rounds."""

    def median(key: str) -> float:
        return statistics.median(report[key] for report in reports)

    rates = [report["units"] / report["seconds"] for report in reports]
    found = {
        "rate": statistics.median(rates),
        "spread": spread(rates),
        "cpu": statistics.median(report["cpu"] / report["units"] for report in reports),
        "requests": statistics.median(report["counted"]["requests"] / report["units"] for report in reports),
        "bytes": statistics.median(report["counted"]["bytes"] / report["units"] for report in reports),
        "seconds": median("seconds"),
    }
    for key in ("peak_kib", "bytes_each", "threads_more", "errors", "stall_ms", "first_event_ms"):
        if all(report.get(key) is not None for report in reports):
            found[key] = median(key)
    times = [sorted(report["times_us"]) for report in reports if report.get("times_us")]
    if times:
        p50s = [each[len(each) // 2] for each in times]
        found["p50"] = statistics.median(p50s)
        found["spread"] = spread(p50s)
        found["p99"] = statistics.median(each[min(len(each) - 1, len(each) * 99 // 100)] for each in times)
    return found


def measure(measure: Measure, contestants: dict[str, Contestant], addresses: dict[str, str], wish: Wish) -> Figures:
    reports: dict[str, list[Report]] = {}
    base = addresses["distant" if measure.distant else "near"]
    # Round by round, not one contestant after the other: what else the machine does then hits all alike.
    for number in range(wish.rounds or measure.rounds):
        for name in measure.contestants:
            contestant = contestants.get(name)
            if contestant is None:
                continue
            order = measure.order(name, base, f"{measure.name.replace(' ', '')}{name}{number}{int(wish.slow)}", wish.divisor)
            if wish.slow and contestant.ours:
                order.append(f"slow={measure.pages}")
            reports.setdefault(name, []).append(once(contestant, order, addresses["near"]))
    return {name: figures(each) for name, each in reports.items()}


def measure_all(contestants: dict[str, Contestant], addresses: dict[str, str], wish: Wish) -> Results:
    results: Results = {}
    for each in MEASURES:
        if wish.only not in each.name:
            continue
        print(f"--> {each.name}: {each.what}", file=sys.stderr, flush=True)
        results[each.name] = measure(each, contestants, addresses, wish)
        print(table(each, results[each.name]) + "\n", flush=True)
    return results


def check(contestants: dict[str, Contestant], addresses: dict[str, str]) -> None:
    """Breaks our drivers on purpose, and fails unless the rows that count requests turn from reached to missed."""
    counted = [target for target in TARGETS if target.text in COUNTED]
    assert len(counted) == len(COUNTED), "a counted target has another name"
    needed = {"mixed", "tiny near", "rounds near"}
    met: dict[bool, list[bool]] = {}
    for slow in (False, True):
        wish = Wish("", 1, 20, slow)
        kept = {name: each for name, each in contestants.items() if name in ("limit", "python")}
        results = {each.name: measure(each, kept, addresses, wish) for each in MEASURES if each.name in needed}
        print(("with a /status for every page" if slow else "as it is") + "\n\n" + target_table(judge(counted, results)) + "\n")
        met[slow] = [target.met(target.value(results)) for target in counted]
    if not all(met[False]) or any(met[True]):
        sys.exit("error: the targets do not tell a slow client from a quick one")
    print("every target that counts requests was reached, and missed by the slow client")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="only measures whose names contain this text")
    parser.add_argument("--rounds", type=int, help="rounds of each measure, instead of its own number")
    parser.add_argument("--quick", action="store_true", help="one round of a tenth of the work: a look, not a measurement")
    parser.add_argument("--slow-down", action="store_true", help="let our drivers ask for the status once a page, and see rows turn red")
    parser.add_argument("--check", action="store_true", help="try whether the targets can be missed, and measure nothing else")
    parser.add_argument("--target", type=Path, required=True, help="cargo's target folder")
    parser.add_argument("--json", type=Path, help="where all figures go")
    parser.add_argument("--markdown", type=Path, help="where the report goes")
    options = parser.parse_args()
    # As installed packages are run: their modules are compiled once.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    root = Path(__file__).parent.parent
    places = Places(root, options.target, "debug" if options.check else "release")
    known = list(places.contestants())
    built = {each.name: each for each in known if each.needs.exists()}
    wish = Wish(options.only, options.rounds or (1 if options.quick else None), 10 if options.quick else 1, options.slow_down)
    begun = time.monotonic()
    with server(places.rust) as addresses:
        if options.check:
            return check(built, addresses)
        results = measure_all(built, addresses, wish)
    if not wish.only:
        results |= weigh(places, quick=options.quick)
    judged = judge((each for each in TARGETS if not wish.only or wish.only in each.text), results)
    title = "the last run" if not wish.slow else "a run with a deliberate slow-down"
    how = "bench-slowdown" if wish.slow else "bench-quick" if options.quick else "bench"
    text = markdown(title, how, results, judged, known, [each.name for each in known if each.name not in built])
    if options.json:
        targets = [{"target": row.text, "bound": row.bound, "value": row.value, "reached": row.met} for row in judged]
        everything = {"machine": machine(), "results": results, "targets": targets}
        options.json.write_text(json.dumps(everything, indent=1) + "\n", encoding="utf-8")
    if options.markdown:
        options.markdown.write_text(text + "\n", encoding="utf-8")
    print(target_table(judged))
    print(f"{time.monotonic() - begun:.0f} s in all", file=sys.stderr)


main()
