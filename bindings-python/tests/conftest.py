"""A client of each sort on the same embedded runtime, and one way to write a test for both."""

from __future__ import annotations

import asyncio
import inspect
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest

from steersman import AsyncClient, Client

# A shell has the programs that it starts in the background ignore Ctrl-C, and their children inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

AGENTS = """
agents:
  - name: greeter
    steps:
      - think: A guest is waiting
      - answer: "Hello, {{ task }}!"
  - name: parrot
    steps:
      - think: "I was told: {{ message }}"
      - answer: "{{ message }}"
  - name: calculator
    steps:
      - call:
          - { tool: double, args: { number: 4 } }
          - { tool: double, args: { number: 5 } }
        save: first
      - call: { tool: double, args: { number: 6 } }
      - answer: "{{ last }}"
  - name: clumsy
    steps:
      - call: { tool: double, args: { number: four, more: 1 } }
      - answer: "done"
  - name: walker
    steps:
      - repeat:
          times: 100000
          while: messages|length < 2
          steps:
            - think: "step {{ steps + 1 }}"
            - wait: 2ms
      - answer: "Heard: {{ message }}"
    on_force_answer: "Walked"
  - name: sleeper
    steps:
      - think: I wait
      - wait: 600s
      - answer: "late"
  - name: chatterbox
    steps:
      - repeat:
          times: 3000
          steps:
            - think: "{{ steps }}"
      - answer: "done"
  - name: accountant
    steps:
      - answer: { number: "{{ task }}", paid: true }
  - name: unlucky
    steps:
      - think: This cannot go well
      - fail: { error: the browser crashed, code: environment_error }
"""


class Both:
    """One of the two clients, used in the same way: what it gives is awaited if it has to be."""

    def __init__(self, client: Any, name: str) -> None:
        self.client = client
        self.name = name
        self.is_async = name == "async"

    async def run(self, **arguments: Any) -> Any:
        return await got(self.client.run_session(**arguments))

    async def start(self, **arguments: Any) -> Any:
        return await got(self.client.start_session(**arguments))


async def got(value: Any) -> Any:
    """The value, waited for if it has to be."""
    return await value if inspect.isawaitable(value) else value


async def collected(iterator: Any) -> list[Any]:
    """All items of an iterator of either sort."""
    if hasattr(iterator, "__aiter__"):
        return [item async for item in iterator]
    return list(iterator)


async def following(iterator: Any) -> Any:
    """The next item of an iterator of either sort."""
    return await iterator.__anext__() if hasattr(iterator, "__anext__") else next(iterator)


@pytest.fixture(scope="session")
def local() -> Iterator[Client]:
    with Client.local(agents=AGENTS) as client:
        yield client


@pytest.fixture(params=["sync", "async"])
def api(request: pytest.FixtureRequest, local: Client) -> Both:
    if request.param == "sync":
        return Both(local, "sync")
    runtime = local.local_runtime
    assert runtime is not None
    return Both(AsyncClient(runtime.api_key, base_url=runtime.base_url), "async")


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Runs coroutine functions."""
    function: Callable[..., Awaitable[Any]] = pyfuncitem.obj
    if not inspect.iscoroutinefunction(function):
        return None
    names = inspect.signature(function).parameters
    asyncio.run(asyncio.wait_for(function(**{name: pyfuncitem.funcargs[name] for name in names}), 60))
    return True


_figures: list[tuple[str, str]] = []


def report(name: str, figure: str) -> None:
    """A figure that is shown at the end of the run."""
    _figures.append((name.strip(), figure))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if _figures:
        terminalreporter.section("figures")
        for name, figure in _figures:
            terminalreporter.write_line(f"{name}: {figure}")


sys.path.insert(0, __file__.rsplit("/", 1)[0])
