"""What the packages weigh: time and memory of an import, of a client, of the command, and sizes of files."""

from __future__ import annotations

import statistics
import subprocess
import time
import zlib
from pathlib import Path

from contestants import Places
from measures import Results

_MEMORY = "print(next(int(line.split()[1]) for line in open('/proc/self/status') if line.startswith('VmRSS')))"


_RUNS = 3
"""So many processes are started for one figure of a round, and their median is taken."""


def times(places: Places) -> Results:
    """Time and memory of what is waited for before anything happens; part of every round."""
    results = _python(str(places.python))
    if places.command.exists():
        results["command"] = {"rust": {"ms": _milliseconds([[str(places.command), "--version"]])[0]}}
    return results


def sizes(places: Places) -> Results:
    """What people download."""
    results: Results = {}
    for name, who, folder, pattern in (
        ("wheel", "python", places.packages, "steersman-*.whl"),
        ("npm package", "node", places.packages, "steersman-[0-9]*.tgz"),
        ("npm platform package", "node", places.packages, "steersman-[a-z]*.tgz"),
        ("jar", "kotlin", places.packages, "steersman-*.jar"),
    ):
        size = _megabytes(folder, pattern)
        if size is not None:
            results[name] = {who: {"MB": size}}
    phones = places.packages / "phones/libsteersman_native.so"
    if phones.exists():
        # Compressed, as an archive holds it and as it is downloaded.
        results["native library for phones"] = {"kotlin": {"MB": len(zlib.compress(phones.read_bytes(), 9)) / 1e6}}
    return results


def _milliseconds(commands: list[list[str]]) -> list[float]:
    """The median times of processes, from start to end; they take turns, so that what else the machine does hits all alike."""
    times: list[list[float]] = [[] for _ in commands]
    for _ in range(_RUNS):
        for each, command in zip(times, commands, strict=True):
            begun = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            each.append((time.perf_counter() - begun) * 1000)
    return [statistics.median(each) for each in times]


def _mebibytes(python: str, code: str) -> float:
    done = (subprocess.run([python, "-c", f"{code}\n{_MEMORY}"], check=True, capture_output=True, text=True) for _ in range(_RUNS))
    return statistics.median(int(run.stdout) / 1024 for run in done)


def _python(python: str) -> Results:
    """What an import and a client add to a Python that does nothing, ours and the official one's."""
    packages = {"python": "steersman", "official": "hai_agents"}
    # Names of a package may be found when they are first used: the one that every program uses is.
    imports = [f"from {package} import Client" for package in packages.values()]
    clients = [f"{line}; Client(api_key='hk-bench', base_url='http://127.0.0.1:9')" for line in imports]
    bare, *times = _milliseconds([[python, "-c", code] for code in ("pass", *imports, *clients)])
    memory = _mebibytes(python, "pass")
    results: Results = {"import": {}, "construct": {}}
    for number, name in enumerate(packages):
        imported, constructed = times[number], times[number + len(packages)]
        results["import"][name] = {"ms": imported - bare, "MiB": _mebibytes(python, imports[number]) - memory}
        results["construct"][name] = {"ms": constructed - imported}
    return results


def _megabytes(folder: Path, pattern: str) -> float | None:
    """The size of the newest file of that name."""
    files = sorted(folder.glob(pattern), key=lambda file: file.stat().st_mtime)
    return files[-1].stat().st_size / 1e6 if files else None
