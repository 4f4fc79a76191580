"""Who is measured, and how each is started."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DRIVERS = Path(__file__).parent / "drivers"


@dataclass(frozen=True)
class Contestant:
    """A program that does a piece of work: `command WORK BASE_URL KEY=VALUE…`."""

    name: str
    what: str
    command: tuple[str, ...]
    needs: Path
    """What has to be there; a contestant that is not built is left out, and the report says so."""
    ours: bool = False


@dataclass(frozen=True)
class Places:
    """Where the parts of the benchmark are built."""

    root: Path
    target: Path
    profile: str

    @property
    def rust(self) -> Path:
        return self.target / self.profile / "steersman-bench"

    @property
    def command(self) -> Path:
        return self.target / "dist/steersman"

    @property
    def python(self) -> Path:
        return self.target / "bench/venv/bin/python"

    @property
    def packages(self) -> Path:
        """The wheel and the npm packages."""
        return self.target / "bench"

    @property
    def kotlin(self) -> Path:
        """The arguments that give the Kotlin driver its class path."""
        return self.target / "bench/kotlin.arguments"

    @property
    def swift(self) -> Path:
        return self.target / "swift/build/release/bench"

    def contestants(self) -> Iterator[Contestant]:
        python, rust, node = str(self.python), str(self.rust), self.root / "bindings-node"
        sdk, floor = (python, str(DRIVERS / "sdk.py")), (python, str(DRIVERS / "floor.py"))
        yield Contestant("limit", "a loop in Rust: request, parse, next", (rust, "limit"), self.rust)
        yield Contestant("rust", "crate steersman", (rust, "ours"), self.rust, ours=True)
        yield Contestant("python", "package steersman", (*sdk, "steersman", "sync"), self.python, ours=True)
        yield Contestant("python-async", "the same, asyncio", (*sdk, "steersman", "async"), self.python, ours=True)
        yield Contestant("official", "hai-agents 1.3.0 as it is", (*sdk, "hai_agents", "sync"), self.python)
        yield Contestant("official-async", "the same, asyncio", (*sdk, "hai_agents", "async"), self.python)
        patched = (*sdk, "hai_agents_patched")
        yield Contestant("patched", "hai-agents with its slowest function passed by", (*patched, "sync"), self.python)
        yield Contestant("patched-async", "the same, asyncio", (*patched, "async"), self.python)
        yield Contestant("floor", "http.client and orjson", (*floor, "sync"), self.python)
        yield Contestant("floor-async", "asyncio's connections and orjson", (*floor, "async"), self.python)
        ours = ("node", str(DRIVERS / "ours.mjs"), str(node))
        yield Contestant("node", "npm package steersman", ours, node / "dist/esm/index.js", ours=True)
        yield Contestant("node-floor", "fetch and JSON.parse", ("node", str(DRIVERS / "floor.mjs")), DRIVERS)
        kotlin = ("java", f"@{self.kotlin}", "dev.steersman.examples.BenchKt")
        yield Contestant("kotlin", "dev.steersman", kotlin, self.kotlin, ours=True)
        swift = (str(self.root / "scripts/swift.sh"), "--exec", str(self.swift))
        yield Contestant("swift", "package Steersman", swift, self.swift, ours=True)
