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
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from contestants import Contestant, Places
from measures import COUNTED, LEADING, MEASURES, TARGETS, Figures, Measure, Results
from tables import Report, judge, machine, markdown, results_table, target_table
from weights import sizes, times

ROUNDS = 7
"""So many that the medians of two runs seldom differ by more than the rounds of one do."""


@dataclass(frozen=True)
class Wish:
    """How much is measured, and whether something is put in the way."""

    only: str
    rounds: int
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


def once(contestant: Contestant, order: list[str], near: str) -> dict[str, float]:
    """The figures of one piece of work: what the program reports, and what the server counted."""
    ask(f"{near}/bench/hold")
    ask(f"{near}/bench/counters")
    command = [*contestant.command, *order]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return figures(json.loads(done.stdout.splitlines()[-1]), ask(f"{near}/bench/counters"))


def figures(report: dict[str, Any], counted: dict[str, int]) -> dict[str, float]:
    units = report["units"]
    found = {
        "rate": units / report["seconds"],
        "cpu": report["cpu"] / units,
        "requests": counted["requests"] / units,
        "bytes": counted["bytes"] / units,
        "seconds": report["seconds"],
    }
    for key in ("peak_kib", "bytes_each", "threads_more", "errors", "stall_ms", "first_event_ms"):
        if report.get(key) is not None:
            found[key] = report[key]
    delays = sorted(report.get("times_us") or ())
    if delays:
        found["p50"] = delays[len(delays) // 2]
        found["p99"] = delays[min(len(delays) - 1, len(delays) * 99 // 100)]
    return found


def measure(measure: Measure, contestants: dict[str, Contestant], addresses: dict[str, str], wish: Wish, number: int) -> Figures:
    """One round of a measure."""
    base = addresses["distant" if measure.distant else "near"]
    found: Figures = {}
    for name in measure.contestants:
        contestant = contestants.get(name)
        if contestant is None:
            continue
        order = measure.order(name, base, f"{measure.name.replace(' ', '')}{name}{number}{int(wish.slow)}", wish.divisor)
        if wish.slow and contestant.ours:
            order.append(f"slow={measure.pages}")
        found[name] = once(contestant, order, addresses["near"])
    return found


def measure_all(places: Places, contestants: dict[str, Contestant], addresses: dict[str, str], wish: Wish) -> list[Results]:
    """All rounds. Each goes through everything, so that whatever else the machine does during minutes is in the spread of all rounds,
    and hits all contestants of one round alike."""
    rounds: list[Results] = []
    weights = {} if wish.only else sizes(places)
    for number in range(wish.rounds):
        found: Results = {}
        for each in MEASURES:
            if wish.only in each.name:
                print(f"--> round {number + 1} of {wish.rounds}: {each.name}: {each.what}", file=sys.stderr, flush=True)
                found[each.name] = measure(each, contestants, addresses, wish, number)
        if not wish.only:
            found |= times(places) | weights
        rounds.append(found)
    return rounds


def medians(rounds: list[Results]) -> Results:
    """Medians over the rounds, and the spread of the figure that a measure is about: from the least to the most, as a part of the median."""
    results: Results = {}
    for name, by_contestant in rounds[0].items():
        results[name] = {}
        for who, first in by_contestant.items():
            values = {key: [each[name][who][key] for each in rounds if key in each[name][who]] for key in first}
            found = {key: statistics.median(each) for key, each in values.items()}
            leading = LEADING.get(name)
            if leading in found and found[leading]:
                found["spread"] = (max(values[leading]) - min(values[leading])) / found[leading]
            results[name][who] = found
    return results


def check(contestants: dict[str, Contestant], addresses: dict[str, str]) -> None:
    """Breaks our drivers on purpose, and fails unless the rows that count requests turn from reached to missed."""
    counted = [target for target in TARGETS if target.text in COUNTED]
    assert len(counted) == len(COUNTED), "a counted target has another name"
    needed = {"mixed", "tiny near", "tiny far", "rounds far"}
    met: dict[bool, list[bool]] = {}
    for slow in (False, True):
        wish = Wish("", 1, 20, slow)
        kept = {name: each for name, each in contestants.items() if name in ("limit", "python")}
        results = {each.name: measure(each, kept, addresses, wish, 0) for each in MEASURES if each.name in needed}
        judged = judge(counted, [results])
        print(("with a /status for every page" if slow else "as it is") + "\n\n" + target_table(judged) + "\n")
        met[slow] = [row.met for row in judged]
    if not all(met[False]) or any(met[True]):
        sys.exit("error: the targets do not tell a slow client from a quick one")
    print("every target that counts requests was reached, and missed by the slow client")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="only measures whose names contain this text")
    parser.add_argument("--rounds", type=int, help=f"how often everything is measured; default {ROUNDS}")
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
    rounds = options.rounds or (1 if options.quick else ROUNDS)
    wish = Wish(options.only, rounds, 10 if options.quick else 1, options.slow_down)
    begun = time.monotonic()
    with server(places.rust) as addresses:
        if options.check:
            return check(built, addresses)
        measured = measure_all(places, built, addresses, wish)
    results = medians(measured)
    judged = judge((each for each in TARGETS if wish.only in each.text), measured)
    before = json.loads(options.json.read_text(encoding="utf-8")) if options.json and options.json.exists() else None
    report = Report(
        title="the last run" if not wish.slow else "a run with a deliberate slow-down",
        how="bench-slowdown" if wish.slow else "bench-quick" if options.quick else "bench",
        contestants=known,
        missing=[each.name for each in known if each.name not in built],
        rounds=rounds,
        results=results,
        judged=judged,
        before=before["results"] if before and before["machine"] == machine() else None,
    )
    if options.markdown:
        options.markdown.write_text(markdown(report) + "\n", encoding="utf-8")
    if options.json:
        everything = {"machine": machine(), "rounds": measured, "results": results, "targets": [asdict(row) for row in judged]}
        options.json.write_text(json.dumps(everything, indent=1) + "\n", encoding="utf-8")
    print("\n\n".join([*results_table(report), target_table(judged)]))
    print(f"{time.monotonic() - begun:.0f} s in all", file=sys.stderr)


main()
