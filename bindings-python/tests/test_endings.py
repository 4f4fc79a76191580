"""How processes end: cleanly, at once, with the right code, whatever goes on.

Each ending is tried STEERSMAN_ENDINGS times (default 1) with each of the interpreters in STEERSMAN_INTERPRETERS (paths with a colon between
them; default: this one). Each time it is a process of its own. STEERSMAN_ENDINGS_STARTED of them (default: all) start an interpreter of
their own; the others are forked from one that has read the modules already. `make endings` starts a thousand.
"""

from __future__ import annotations

import os
import re
import signal
import statistics
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import AGENTS, report
from processes import Parents, Process, Started
from typing_extensions import Self

TIMES = int(os.environ.get("STEERSMAN_ENDINGS", "1"))
TIMES_STARTED = int(os.environ.get("STEERSMAN_ENDINGS_STARTED", TIMES))
INTERPRETERS = os.environ.get("STEERSMAN_INTERPRETERS", sys.executable).split(os.pathsep)
# So many at the same time, that the processor is busy while some wait.
SIDE_BY_SIDE = 2 * (os.cpu_count() or 2)
# From the moment in which a program has nothing left to do but to end.
MOST_SECONDS = 2.0
PRELUDE = """
import os, signal, sys, threading, time
import steersman
client = steersman.Client.local(agents=AGENTS)
def aclient():
    return steersman.AsyncClient(client.local_runtime.api_key, base_url=client.base_url)
def ending():
    os.write(1, f"ending {time.monotonic()}\\n".encode())
def slow(number: int) -> int:
    '''Takes its time.'''
    started.set()
    time.sleep(60)
    return 1
async def aslow(number: int) -> int:
    '''Takes its time.'''
    import asyncio
    started.set()
    await asyncio.sleep(60)
    return 1
aslow.__name__ = slow.__name__ = "double"
started = threading.Event()
"""

ENDINGS: dict[str, tuple[str, int, str | None]] = {
    # name: (program, return code, what must be on stderr; None for anything)
    "normal exit in mid-stream": (
        """
        stream = client.start_session(agent="walker", messages="go").stream()
        for _ in range(3): next(stream)
        ending()
        """,
        0,
        "",
    ),
    "normal exit in mid-stream, async": (
        """
        import asyncio
        async def main():
            stream = (await aclient().start_session(agent="walker", messages="go")).stream()
            async for event in stream:
                if event.index > 2: break
            ending()
        asyncio.run(main())
        """,
        0,
        "",
    ),
    "an unreferenced stream": (
        """
        client.start_session(agent="chatterbox", messages="go").stream().__next__()
        ending()
        """,
        0,
        "",
    ),
    "tools at work": (
        """
        session = client.start_session(agent="calculator", messages="go", tools=[slow])
        threading.Thread(target=session.wait_for_completion, daemon=True).start()
        started.wait(10)
        ending()
        """,
        0,
        "",
    ),
    "async tools at work": (
        """
        session = client.start_session(agent="calculator", messages="go", tools=[aslow])
        threading.Thread(target=session.wait_for_completion, daemon=True).start()
        started.wait(10)
        ending()
        """,
        0,
        "",
    ),
    "tools at work on a loop that ends": (
        """
        import asyncio
        async def main():
            session = await aclient().start_session(agent="calculator", messages="go", tools=[aslow])
            task = asyncio.create_task(session.wait_for_completion())
            while not started.is_set(): await asyncio.sleep(0.001)
            ending()
        asyncio.run(main())
        """,
        0,
        "",
    ),
    "sys.exit in the loop": (
        """
        for event in client.start_session(agent="walker", messages="go").stream():
            if event.index > 2:
                ending()
                sys.exit(3)
        """,
        3,
        "",
    ),
    "an exception nobody handles": (
        """
        for event in client.start_session(agent="walker", messages="go").stream():
            if event.index > 2:
                ending()
                raise LookupError("enough")
        """,
        1,
        "LookupError: enough",
    ),
    "an exception nobody handles, async": (
        """
        import asyncio
        async def main():
            async for event in (await aclient().start_session(agent="walker", messages="go")).stream():
                if event.index > 2:
                    ending()
                    raise LookupError("enough")
        asyncio.run(main())
        """,
        1,
        "LookupError: enough",
    ),
    "an abandoned loop": (
        """
        import asyncio, logging
        loop = asyncio.new_event_loop()
        async def watch():
            async for event in (await aclient().start_session(agent="sleeper", messages="go")).stream(): started.set()
        tasks = [loop.create_task(watch()) for _ in range(3)]
        async def until_started():
            while not started.is_set(): await asyncio.sleep(0.001)
        loop.run_until_complete(until_started())
        logging.disable(logging.CRITICAL)
        ending()
        """,
        0,
        None,
    ),
    "a closed loop": (
        """
        import asyncio
        loop = asyncio.new_event_loop()
        async def start():
            session = await aclient().start_session(agent="walker", messages="go")
            stream = session.stream()
            await stream.__anext__()
            return session, stream
        session, stream = loop.run_until_complete(start())
        loop.close()
        # The stream goes on reading while nobody can wait for it.
        for event in client.session(session.id).stream():
            if event.index > 5: break
        ending()
        """,
        0,
        "",
    ),
    "a cancelled task": (
        """
        import asyncio
        async def main():
            session = await aclient().start_session(agent="calculator", messages="go", tools=[aslow])
            task = asyncio.create_task(session.wait_for_completion())
            while not started.is_set(): await asyncio.sleep(0.001)
            ending()
            task.cancel()
            try: await task
            except asyncio.CancelledError: sys.exit(4)
        asyncio.run(main())
        """,
        4,
        "",
    ),
    "SIGTERM": (
        """
        def watch():
            for event in session.stream():
                ending()
                os.kill(os.getpid(), signal.SIGTERM)
        session = client.start_session(agent="sleeper", messages="go")
        threading.Thread(target=watch, daemon=True).start()
        session.wait_for_completion()
        """,
        -signal.SIGTERM,
        "",
    ),
    "a daemon thread blocked in next": (
        """
        stream = client.start_session(agent="sleeper", messages="go").stream()
        def watch():
            for event in stream: started.set()
        threading.Thread(target=watch, daemon=True).start()
        started.wait(10)
        ending()
        """,
        0,
        "",
    ),
    "busy daemon threads": (
        """
        def watch():
            for event in client.start_session(agent="chatterbox", messages="go").stream():
                assert event.data and event.to_dict()
                started.set()
        for _ in range(4): threading.Thread(target=watch, daemon=True).start()
        started.wait(10)
        ending()
        """,
        0,
        "",
    ),
    "busy loops in daemon threads": (
        """
        import asyncio
        async def watch():
            async for event in (await aclient().start_session(agent="chatterbox", messages="go")).stream():
                assert event.data and event.to_dict()
                started.set()
        for _ in range(4): threading.Thread(target=asyncio.run, args=[watch()], daemon=True).start()
        started.wait(10)
        ending()
        """,
        0,
        "",
    ),
    "os._exit": (
        """
        stream = client.start_session(agent="walker", messages="go").stream()
        next(stream)
        ending()
        os._exit(5)
        """,
        5,
        "",
    ),
    "a handler of atexit that uses the client": (
        """
        import atexit
        @atexit.register
        def last():
            assert client.sessions.get_session_quota().limit
        next(client.start_session(agent="walker", messages="go").stream())
        ending()
        """,
        0,
        "",
    ),
    "fork in mid-stream": (
        """
        session = client.start_session(agent="walker", messages="go")
        stream = session.stream()
        next(stream)
        child = os.fork()
        if child == 0:
            # Everything opens anew, but a stream of the parent says that it is not here.
            try: [event for event in stream]
            except steersman.ConfigurationError: pass
            else: os._exit(9)
            assert session.status().status == "running"
            assert client.run_session(agent="greeter", messages="child").answer == "Hello, child!"
            stream = None
            import gc; gc.collect()
            sys.exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        session.send_message("stop")
        assert [event for event in stream][-1].type and stream.result().answer == "Heard: stop"
        ending()
        """,
        0,
        "",
    ),
    "a pool of processes": (
        """
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor
        os.environ["HAI_API_KEY"] = client.local_runtime.api_key
        def greet(session): return session.wait_for_completion().answer
        session = client.start_session(agent="greeter", messages="Ada")
        watched = client.start_session(agent="walker", messages="go").stream()
        next(watched)
        with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("fork")) as pool:
            assert list(pool.map(greet, [session] * 3)) == ["Hello, Ada!"] * 3
        next(watched)
        ending()
        """,
        0,
        "",
    ),
}


def program(text: str) -> str:
    """The program, with the agents that it needs: reading them takes longer than all the rest."""
    text = textwrap.dedent(text)
    _, *agents = re.split("^  - ", AGENTS, flags=re.MULTILINE)
    needed = [f"  - {agent}" for agent in agents if f'"{agent.split()[1]}"' in text]
    return f"AGENTS = {'agents:' + chr(10) + ''.join(needed)!r}" + PRELUDE + text


@pytest.fixture(scope="module", params=INTERPRETERS, ids=lambda path: "" if len(INTERPRETERS) == 1 else named(path))
def interpreter(request: pytest.FixtureRequest) -> Iterator[Interpreter]:
    with Interpreter(request.param) as made:
        yield made


def named(path: str) -> str:
    return Path(path).parent.parent.name


class Interpreter:
    """One of the interpreters, and those that fork for it."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.name = "" if len(INTERPRETERS) == 1 else named(path)
        self.parents = Parents(path)
        self.pool = ThreadPoolExecutor(SIDE_BY_SIDE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.pool.shutdown()
        self.parents.close()

    def often(self, text: str, one: Callable[[Process], float]) -> list[float]:
        """What so many runs of a program give, some of them side by side."""
        whole = program(text)

        def run(number: int) -> float:
            return one(Started(self.path, whole) if number < TIMES_STARTED else self.parents.fork(whole))

        return list(self.pool.map(run, range(TIMES)))


@pytest.mark.parametrize("name", ENDINGS)
def test_a_process_ends_cleanly(name: str, interpreter: Interpreter) -> None:
    text, code, expected = ENDINGS[name]

    def once(process: Process) -> float:
        ended = process.finish()
        assert ended.code == code, (name, ended)
        if expected is not None:
            assert expected in ended.err if expected else ended.err == "", (name, ended)
        assert ended.out.startswith("ending "), (name, ended)
        return ended.at - float(ended.out.split()[1])

    seconds = interpreter.often(text, once)
    report(f"{name} {interpreter.name}", f"{len(seconds)} clean, slowest end {max(seconds) * 1000:.0f} ms")
    assert max(seconds) < MOST_SECONDS, (name, sorted(seconds)[-5:])


WAITS = {
    "sync": 'client.run_session(agent="sleeper", messages="go")',
    "async": 'import asyncio; asyncio.run(aclient().run_session(agent="sleeper", messages="go"))',
    "stream": 'stream = client.start_session(agent="sleeper", messages="go").stream(); list(stream)',
    "tool": 'client.run_session(agent="calculator", messages="go", tools=[slow])',
}


@pytest.mark.parametrize("mode", WAITS)
def test_ctrl_c_interrupts_a_wait_at_once(mode: str, interpreter: Interpreter) -> None:
    text = f"""
def ready():
    # The main thread waits when it sleeps in the kernel, and does so still a moment later.
    seen = 0
    while seen < 3:
        state = open(f"/proc/self/task/{{os.getpid()}}/stat").read().rsplit(")", 1)[1].split()[0]
        seen = seen + 1 if state == "S" else 0
        time.sleep(0.02)
    os.write(1, b"ready\\n")
try:
    # Within: on a busy machine the thread that starts another one sleeps, too.
    threading.Thread(target=ready, daemon=True).start()
    {WAITS[mode]}
except KeyboardInterrupt:
    os.write(1, str(time.monotonic()).encode())
else:
    os.write(2, b"it came to an end by itself")
"""

    def once(process: Process) -> float:
        assert process.line() == "ready"
        sent = time.monotonic()
        os.kill(process.pid, signal.SIGINT)
        ended = process.finish()
        assert (ended.code, ended.err) == (0, ""), ended
        return float(ended.out) - sent

    delays = [seconds * 1000 for seconds in interpreter.often(text, once)]
    report(
        f"Ctrl-C, {mode} {interpreter.name}",
        f"median {statistics.median(delays):.2f} ms, max {max(delays):.2f} ms from the signal to the exception, of {len(delays)}",
    )
    assert max(delays) < MOST_SECONDS * 1000, sorted(delays)[-5:]


def _answer(name: str) -> object:
    import steersman

    client = steersman.Client(base_url=os.environ["STEERSMAN_TEST_URL"])
    return client.run_session(agent="greeter", messages=name).answer


def _status(session: object) -> object:
    return session.wait_for_completion().answer  # type: ignore[attr-defined]


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_handles_and_clients_work_in_other_processes(method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import multiprocessing
    import pickle
    import warnings
    from concurrent.futures import ProcessPoolExecutor

    import steersman

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with steersman.Client.local(agents=AGENTS) as client:
            assert client.local_runtime is not None
            monkeypatch.setenv("HAI_API_KEY", client.local_runtime.api_key)
            monkeypatch.setenv("STEERSMAN_TEST_URL", client.base_url)
            monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(Path(__file__).parent), *sys.path]))
            session = client.start_session(agent="greeter", messages="Ada")
            assert client.local_runtime.api_key.encode() not in pickle.dumps(session)
            with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(method)) as pool:
                assert list(pool.map(_answer, "abc")) == ["Hello, a!", "Hello, b!", "Hello, c!"]
                assert pool.submit(_status, session).result() == "Hello, Ada!"
            assert session.wait_for_completion().answer == "Hello, Ada!"


def test_importing_starts_nothing_and_needs_nothing() -> None:
    text = """
import sys, threading
sys.modules["pydantic"] = None
import steersman
third = {name.split(".")[0] for name in sys.modules} - set(sys.stdlib_module_names) - {"steersman", "__main__", "sitecustomize", "pydantic"}
assert not {name for name in third if not name.startswith(("_", "distutils"))}, third
assert threading.active_count() == 1 and len(__import__("os").listdir("/proc/self/task")) == 1
with steersman.Client.local() as client:
    def echo(text: str) -> str:
        "Echoes."
        return text
    assert client.run_session(agent="h/tools", messages="say hi", tools=[echo]).status == "completed"
"""
    # Isolated from this environment's packages, but for our own.
    package = str(Path(__file__).parent.parent / "python")
    text = f"import sys; sys.path.insert(0, {package!r})" + text
    done = subprocess.run([sys.executable, "-I", "-S", "-c", text], capture_output=True, text=True, timeout=30)
    assert done.returncode == 0, done.stderr
