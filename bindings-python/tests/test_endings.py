"""How processes end: cleanly, at once, with the right code, whatever goes on.

Each ending is tried STEERSMAN_ENDINGS times (default 1); the project's `make endings` tries them far more often.
"""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from conftest import AGENTS

TIMES = int(os.environ.get("STEERSMAN_ENDINGS", "1"))
PRELUDE = f"""
import asyncio, atexit, os, signal, sys, threading, time
import steersman
from steersman import AsyncClient, Client
client = Client.local(agents={AGENTS!r})
def aclient():
    return AsyncClient(client.local_runtime.api_key, base_url=client.base_url)
def slow(number: int) -> int:
    '''Takes its time.'''
    started.set()
    time.sleep(60)
    return 1
async def aslow(number: int) -> int:
    '''Takes its time.'''
    started.set()
    await asyncio.sleep(60)
    return 1
aslow.__name__ = slow.__name__ = "double"
started = threading.Event()
"""

ENDINGS: dict[str, tuple[str, int, str]] = {
    # name: (program, return code, what must be on stderr)
    "normal exit in mid-stream": (
        """
        stream = client.start_session(agent="walker", messages="go").stream()
        for _ in range(5): next(stream)
        """,
        0,
        "",
    ),
    "normal exit in mid-stream, async": (
        """
        async def main():
            stream = (await aclient().start_session(agent="walker", messages="go")).stream()
            async for event in stream:
                if event.index > 5: break
        asyncio.run(main())
        """,
        0,
        "",
    ),
    "an unreferenced stream": (
        """
        client.start_session(agent="chatterbox", messages="go").stream().__next__()
        """,
        0,
        "",
    ),
    "tools at work": (
        """
        session = client.start_session(agent="calculator", messages="go", tools=[slow])
        threading.Thread(target=session.wait_for_completion, daemon=True).start()
        started.wait(10)
        """,
        0,
        "",
    ),
    "async tools at work": (
        """
        session = client.start_session(agent="calculator", messages="go", tools=[aslow])
        threading.Thread(target=session.wait_for_completion, daemon=True).start()
        started.wait(10)
        """,
        0,
        "",
    ),
    "sys.exit in the loop": (
        """
        for event in client.start_session(agent="walker", messages="go").stream():
            if event.index > 5: sys.exit(3)
        """,
        3,
        "",
    ),
    "an exception nobody handles": (
        """
        for event in client.start_session(agent="walker", messages="go").stream():
            if event.index > 5: raise LookupError("enough")
        """,
        1,
        "LookupError: enough",
    ),
    "an exception nobody handles, async": (
        """
        async def main():
            async for event in (await aclient().start_session(agent="walker", messages="go")).stream():
                if event.index > 5: raise LookupError("enough")
        asyncio.run(main())
        """,
        1,
        "LookupError: enough",
    ),
    "an abandoned loop": (
        """
        loop = asyncio.new_event_loop()
        async def watch():
            async for event in (await aclient().start_session(agent="sleeper", messages="go")).stream(): pass
        tasks = [loop.create_task(watch()) for _ in range(3)]
        loop.run_until_complete(asyncio.sleep(0.1))
        import logging; logging.disable(logging.CRITICAL)
        """,
        0,
        None,
    ),
    "a closed loop": (
        """
        loop = asyncio.new_event_loop()
        async def start():
            stream = (await aclient().start_session(agent="walker", messages="go")).stream()
            await stream.__anext__()
            return stream
        stream = loop.run_until_complete(start())
        loop.close()
        time.sleep(0.05)
        """,
        0,
        "",
    ),
    "a cancelled task": (
        """
        async def main():
            session = await aclient().start_session(agent="sleeper", messages="go")
            task = asyncio.create_task(session.wait_for_completion())
            await asyncio.sleep(0.1)
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
        threading.Timer(0.2, lambda: os.kill(os.getpid(), signal.SIGTERM)).start()
        client.run_session(agent="sleeper", messages="go")
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
        """,
        0,
        "",
    ),
    "busy daemon threads": (
        """
        def watch():
            for event in client.start_session(agent="chatterbox", messages="go").stream(): started.set()
        for _ in range(8): threading.Thread(target=watch, daemon=True).start()
        started.wait(10)
        """,
        0,
        "",
    ),
    "os._exit": (
        """
        stream = client.start_session(agent="walker", messages="go").stream()
        next(stream)
        os._exit(5)
        """,
        5,
        "",
    ),
    "a handler of atexit that uses the client": (
        """
        @atexit.register
        def last():
            assert client.sessions.get_session_quota().limit
        next(client.start_session(agent="walker", messages="go").stream())
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
        """,
        0,
        "",
    ),
}


def program(text: str) -> list[str]:
    return [sys.executable, "-W", "ignore::DeprecationWarning", "-c", PRELUDE + textwrap.dedent(text)]


@pytest.mark.parametrize("name", ENDINGS)
def test_a_process_ends_cleanly(name: str) -> None:
    text, code, expected = ENDINGS[name]
    for _ in range(TIMES):
        started = time.monotonic()
        done = subprocess.run(program(text), capture_output=True, text=True, timeout=30)
        assert done.returncode == code, (name, done.returncode, done.stderr[-2000:])
        if expected is not None:
            assert expected in done.stderr if expected else done.stderr == "", (name, done.stderr[-2000:])
        assert time.monotonic() - started < 20, name


@pytest.mark.parametrize("mode", ["sync", "async", "tool"])
def test_ctrl_c_interrupts_a_wait_at_once(mode: str) -> None:
    text = {
        "sync": 'client.run_session(agent="sleeper", messages="go")',
        "async": 'asyncio.run(aclient().run_session(agent="sleeper", messages="go"))',
        "tool": """client.run_session(agent="calculator", messages="go", tools=[slow])""",
    }[mode]
    text = f"""
threading.Timer(0.3, lambda: print("ready", flush=True)).start()
try:
    {text}
except KeyboardInterrupt:
    print(time.time(), flush=True)
"""
    delays = []
    for _ in range(TIMES):
        process = subprocess.Popen(program(text), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.05)
        sent = time.time()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
        assert process.returncode == 0 and err == "", err
        delays.append((float(out) - sent) * 1000)
    print(f"{mode}: median {statistics.median(delays):.2f} ms, max {max(delays):.2f} ms")
    assert max(delays) < 500, delays


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
