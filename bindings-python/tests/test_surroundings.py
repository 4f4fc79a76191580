"""Where programs run: notebooks, other loops, threads of a free-threaded Python, and beside a log."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib import request

import pytest
import trio

import steersman
from conftest import AGENTS

CANARY = "canary-key-0123456789abcdef"


class Kernel:
    """A kernel of Jupyter in a process of its own, driven as a notebook drives it."""

    def __init__(self) -> None:
        from jupyter_client.manager import start_new_kernel

        self.manager, self.client = start_new_kernel(kernel_name="python3", startup_timeout=60)

    def run(self, code: str, *, interrupt_at: str | None = None) -> str:
        """Runs a cell; gives what it printed, or raises what it raised. The interrupt button is pressed when this text appears."""
        asked = self.client.execute(code, store_history=False, stop_on_error=False)
        printed = ""
        while True:
            message = self.client.get_iopub_msg(timeout=60)
            if message["parent_header"].get("msg_id") != asked:
                continue
            content = message["content"]
            if message["msg_type"] == "stream":
                printed += content["text"]
                if interrupt_at is not None and interrupt_at in printed:
                    interrupt_at = None
                    self.manager.interrupt_kernel()
            elif message["msg_type"] == "error":
                raise RuntimeError(content["ename"])
            elif message["msg_type"] == "status" and content["execution_state"] == "idle":
                return printed


@pytest.fixture(scope="module")
def kernel() -> Iterator[Kernel]:
    started = Kernel()
    started.run(f"import steersman, asyncio, time\nclient = steersman.Client.local(agents={AGENTS!r})")
    started.run("aclient = steersman.AsyncClient(client.local_runtime.api_key, base_url=client.base_url)")
    yield started
    started.client.stop_channels()
    started.manager.shutdown_kernel(now=True)


def test_a_notebook_awaits_and_blocks_on_its_running_loop(kernel: Kernel) -> None:
    assert kernel.run('print(client.run_session(agent="greeter", messages="Ada").answer)') == "Hello, Ada!\n"
    assert kernel.run('print((await aclient.run_session(agent="greeter", messages="Bob")).answer)') == "Hello, Bob!\n"
    cell = """
session = await aclient.start_session(agent="greeter", messages="Eve")
async for event in session.stream():
    last = event
print(last.kind)
"""
    assert kernel.run(cell).strip()
    cell = """
async def double(number: int) -> int:
    "Doubles a number."
    return number * 2
print((await aclient.run_session(agent="calculator", messages="go", tools=[double])).answer)
print(client.run_session(agent="calculator", messages="go", tools=[double]).answer)
"""
    assert kernel.run(cell).count("12") == 2


@pytest.mark.parametrize(
    "cell",
    [
        'client.start_session(agent="sleeper", messages="go").wait_for_completion()',
        'await (await aclient.start_session(agent="sleeper", messages="go")).wait_for_completion()',
        "async for event in (await aclient.start_session(agent='sleeper', messages='go')).stream(): pass",
    ],
)
def test_the_interrupt_button_ends_a_cell_and_leaves_the_notebook_usable(kernel: Kernel, cell: str) -> None:
    began = time.monotonic()
    with pytest.raises(RuntimeError, match="KeyboardInterrupt|CancelledError"):
        kernel.run(f'print("waiting", flush=True)\n{cell}', interrupt_at="waiting")
    assert time.monotonic() - began < 60, "the sleeper sleeps for ten minutes"
    assert kernel.run('print(client.run_session(agent="greeter", messages="Ada").answer)') == "Hello, Ada!\n"
    assert kernel.run('print((await aclient.run_session(agent="greeter", messages="Bob")).answer)') == "Hello, Bob!\n"


def async_client(local: steersman.Client) -> steersman.AsyncClient:
    assert local.local_runtime is not None
    return steersman.AsyncClient(local.local_runtime.api_key, base_url=local.base_url)


def test_trio_streams_runs_tools_and_cancels_without_loss(local: steersman.Client) -> None:
    client = async_client(local)
    seen: list[str] = []

    async def double(number: int) -> int:
        "Doubles a number."
        await trio.sleep(0.01)
        seen.append("tool")
        return number * 2

    async def main() -> None:
        result = await client.run_session(agent="calculator", messages="go", tools=[double])
        assert result.status == "completed" and "12" in str(result.answer) and len(seen) == 3
        session = await client.start_session(agent="chatterbox", messages="go")
        stream = session.stream()
        events: list[steersman.Event] = []
        while True:
            with trio.move_on_after(0.002):
                try:
                    events.append(await stream.__anext__())
                except StopAsyncIteration:
                    break
        assert [event.index for event in events] == list(range(len(events)))
        assert len(events) == stream.cursor > 3000 and stream.result().status == "completed"
        async with trio.open_nursery() as nursery:
            for name in ("a", "b", "c"):
                nursery.start_soon(greet, name)

    async def greet(name: str) -> None:
        assert (await client.run_session(agent="greeter", messages=name)).answer == f"Hello, {name}!"

    trio.run(main)


def test_a_tool_of_trio_is_cancelled_when_its_time_is_over(local: steersman.Client) -> None:
    client = async_client(local)
    ended: list[BaseException] = []

    async def double(number: int) -> int:
        "Doubles a number."
        try:
            await trio.sleep_forever()
        except trio.Cancelled as error:
            ended.append(error)
            raise

    async def main() -> None:
        result = await client.run_session(agent="calculator", messages="go", tools=[double], tool_timeout=0.05)
        assert result.status == "completed"

    trio.run(main)
    assert len(ended) == 3


def test_a_session_of_the_local_runtime_has_a_page(local: steersman.Client) -> None:
    url = local.start_session(agent="greeter", messages="Ada").get().agent_view_url
    assert url is not None
    # The link lets in with a cookie.
    opener = request.build_opener(request.ProxyHandler({}), request.HTTPCookieProcessor())
    with opener.open(url, timeout=30) as page:
        assert page.status == 200 and "text/html" in page.headers["content-type"]


@pytest.fixture
def log() -> Iterator[list[logging.LogRecord]]:
    records: list[logging.LogRecord] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record)

    handler, logger = Keep(), logging.getLogger("steersman")
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield records
    logger.removeHandler(handler)
    logger.setLevel(logging.NOTSET)


def test_the_log_tells_of_requests_without_keys(local: steersman.Client, log: list[logging.LogRecord]) -> None:
    assert local.local_runtime is not None
    client = steersman.Client.local(agents=AGENTS, api_key=CANARY, headers={"x-secret-token": CANARY})
    client.run_session(agent="greeter", messages="Ada")
    client.close()
    local.sessions.get_session_quota()
    text = "\n".join(f"{record.name} {record.levelname} {record.getMessage()}" for record in log)
    assert "steersman.http DEBUG answered method=POST" in text, text
    assert CANARY not in text
    assert all(record.name.startswith("steersman") and abs(record.created - time.time()) < 60 for record in log)


def test_without_a_handler_nothing_is_kept_and_nothing_is_written() -> None:
    program = """
import logging, steersman
with steersman.Client.local(api_key="%s") as client:
    client.run_session(agent="h/conversation", messages="hello")
    assert steersman._log._level == 255 and steersman._native.take_log() == []
    logging.getLogger("steersman").addHandler(logging.NullHandler())
    client.run_session(agent="h/conversation", messages="hello")
    assert steersman._native.take_log() == []
    logging.basicConfig(level=logging.DEBUG)
    client.run_session(agent="h/conversation", messages="hello")
    client.run_session(agent="h/conversation", messages="hello")
"""
    done = subprocess.run([sys.executable, "-c", program % CANARY], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "DEBUG:steersman" in done.stderr and CANARY not in done.stderr + done.stdout
    quiet = program.split("    logging.basicConfig")[0] % CANARY
    done = subprocess.run([sys.executable, "-c", quiet], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_record_is_written_while_somebody_waits(log: list[logging.LogRecord]) -> None:
    """Nobody has to come by: what happens during a wait is told during the wait."""
    import socket

    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        client = steersman.Client(CANARY, base_url=f"http://127.0.0.1:{server.getsockname()[1]}")
        failed = threading.Event()

        def refuse() -> None:
            # The first attempts break, the next one is left waiting.
            for _ in range(2):
                server.accept()[0].close()
            failed.set()
            with server.accept()[0] as left:
                done.wait(30)
                left.recv(1)

        done = threading.Event()
        refusing = threading.Thread(target=refuse)
        refusing.start()

        def call() -> None:
            try:
                client.sessions.get_session_quota(request_options={"timeout_in_seconds": 30, "max_retries": 5})
            except steersman.SteersmanError:
                pass

        caller = threading.Thread(target=call, daemon=True)
        caller.start()
        assert failed.wait(30)
        deadline = time.monotonic() + 30
        while not log and time.monotonic() < deadline:
            time.sleep(0.01)
        assert log and caller.is_alive()
        done.set()
        refusing.join()
        assert CANARY not in "".join(record.getMessage() for record in log)


def test_importing_reads_no_module_that_is_not_needed() -> None:
    program = """
import sys
import steersman
from steersman import Client, AsyncClient
never = {"typing", "json", "re", "enum", "asyncio", "dataclasses", "inspect", "datetime", "logging", "copy"}
never |= {"steersman.types", "steersman.resources", "steersman.tools"}
assert not never & set(sys.modules), never & set(sys.modules)
"""
    done = subprocess.run([sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(PACKAGE)!r})" + program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


PACKAGE = Path(__file__).parent.parent / "python"


def run_command(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "steersman", *arguments], capture_output=True, text=True, timeout=60, **options)


def test_the_command_is_in_the_package() -> None:
    done = run_command("run", "--local", "--quiet", "Say hello")
    assert done.returncode == 0 and done.stdout.strip(), done.stderr
    assert run_command("--version").stdout.strip() == f"steersman {steersman.__version__}"
    wrong = run_command("run", "--no-such-option")
    assert wrong.returncode == 2 and "--no-such-option" in wrong.stderr


def test_ctrl_c_leaves_the_command(tmp_path: Path) -> None:
    import signal

    agents = tmp_path / "agents.yaml"
    agents.write_text(AGENTS)
    command = [sys.executable, "-m", "steersman", "run", "--local", "--agents", str(agents), "--agent", "sleeper", "--json", "go"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=30) and process.returncode == 130


async def test_a_call_that_is_run_again_says_so(local: steersman.Client) -> None:
    client = async_client(local)
    attempts: list[int] = []
    running = asyncio.Event()

    async def double(number: int, context: steersman.ToolContext) -> int:
        "Doubles a number."
        attempts.append(context.attempt)
        if len(attempts) <= 2:
            running.set()
            await asyncio.sleep(60)
        return number * 2

    session = await client.start_session(agent="calculator", messages="go", tools=[double])
    first = asyncio.create_task(session.wait_for_completion())
    await running.wait()
    while len(attempts) < 2:
        await asyncio.sleep(0.001)
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    assert (await session.wait_for_completion()).status == "completed"
    assert attempts == [1, 1, 2, 2, 1]


