"""The wheel as users get it: installed in a fresh environment of each interpreter, used from outside."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import zipfile
from pathlib import Path

import pytest
from shared_conftest import report

WHEEL = Path(os.environ["STEERSMAN_WHEEL"])
INTERPRETERS = os.environ["STEERSMAN_INTERPRETERS"].split(os.pathsep)

pytestmark = pytest.mark.parametrize("python", INTERPRETERS, ids=lambda path: Path(path).parent.parent.name)

PROGRAM = '''
import asyncio, sys
from steersman import AsyncClient, Client

def double(number: int) -> int:
    """Doubles a number."""
    return number * 2

AGENTS = """
agents:
  - name: calculator
    steps:
      - call: { tool: double, args: { number: 4 } }
      - answer: "{{ last }}"
"""
with Client.local(agents=AGENTS) as client:
    session = client.start_session(agent="calculator", messages="go", tools=[double])
    assert [event.index for event in session.stream(tools=True)] and "8" in str(session.wait_for_completion(from_index=0).answer)

async def main():
    async with AsyncClient.local(agents=AGENTS) as client:
        result = await client.run_session(agent="calculator", messages="go", tools=[double])
        assert "8" in str(result.answer)

asyncio.run(main())
print("done")
'''


def run(*command: str, **options: object) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.path.dirname(command[0]), "HOME": "/nonexistent"}
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment, **options)  # type: ignore[call-overload, no-any-return]


def test_a_program_runs(python: str) -> None:
    done = run(python, "-c", PROGRAM)
    assert (done.returncode, done.stdout, done.stderr) == (0, "done\n", "")


def test_nothing_but_the_wheel_is_needed(python: str) -> None:
    done = run(python, "-m", "pip", "show", "steersman")
    assert "Requires: \n" in done.stdout + "\n" and "License: MIT" in done.stdout.replace("License-Expression", "License"), done.stdout


def test_both_names_of_the_command_work(python: str) -> None:
    script = str(Path(python).with_name("steersman"))
    for command in ([script], [python, "-m", "steersman"]):
        done = run(*command, "run", "--local", "--quiet", "Say hello")
        assert done.returncode == 0 and done.stdout.strip(), done.stderr
    assert run(script, "--help").stdout == run(python, "-m", "steersman", "--help").stdout
    assert run(script, "nonsense").returncode == 2


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, {0, 130}), (signal.SIGTERM, {0, 143, -signal.SIGTERM})])
def test_signals_end_a_served_api_at_once(python: str, number: signal.Signals, code: set[int]) -> None:
    served = subprocess.Popen([str(Path(python).with_name("steersman")), "serve"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert served.stdout is not None and served.stdout.readline()
    served.send_signal(number)
    began = time.monotonic()
    assert served.wait(30) in code
    served.stdout.close()
    assert time.monotonic() - began < 10


def test_the_package_is_typed_and_complete(python: str) -> None:
    with zipfile.ZipFile(WHEEL) as wheel:
        names = set(wheel.namelist())
    here = Path(__file__).parent.parent / "python" / "steersman"
    expected = {f"steersman/{path.name}" for path in here.iterdir() if path.suffix in (".py", ".pyi", ".typed")}
    assert expected <= names, expected - names
    assert {name for name in names if name.endswith(".so")} == {"steersman/_native.abi3.so"}
    bytes_ = WHEEL.stat().st_size
    report("wheel", f"{WHEEL.name}: {bytes_ / 1e6:.2f} MB")


def test_what_an_import_costs_is_told(python: str) -> None:
    measure = "import time; began = time.process_time(); {}; print((time.process_time() - began) * 1000)"
    for what in ("import steersman", "from steersman import Client", "import typing, json, threading, select"):
        # The first one writes the bytecode.
        times = sorted(float(run(python, "-c", measure.format(what)).stdout) for _ in range(11))
        report(f"{what}, {Path(python).parent.parent.name}", f"{times[0]:.1f} ms of CPU at best, {times[5]:.1f} in the middle of 11")
