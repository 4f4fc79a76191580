"""Plays a program with the Python package: each abstract step is a few lines of what a user would write.

The text is the same for both clients, because their names are: `self.on(…)` is `await …` with the asynchronous one.
"""

from __future__ import annotations

import asyncio
import inspect
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import report
from control import Control
from toolbox import Toolbox

from steersman import OMIT, AsyncClient, Client, SteersmanError, sign_webhook, verify_webhook

CANCELLED_AFTER = 0.02
"""Seconds that a wait is waited for before it is cancelled."""

ALL = {
    "sessions.list_sessions": "id",
    "sessions.list_session_events": "type",
    "agents.list_agents": "name",
    "skills.list_skills": "name",
    "vaults.list_vaults": "name",
}
"""What names an entry of a list."""


class Alarm(Exception):
    """A wait took too long."""


@contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Breaks off what is blocking, as a program without an event loop does it."""

    def ring(*_: object) -> None:
        raise Alarm

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def crossings() -> Iterator[Callable[[], int]]:
    """Counts the calls into the native part."""
    count = 0

    def called(_: object, event: str, function: Any) -> None:
        nonlocal count
        count += event == "c_call" and "steersman" in repr(function)

    sys.setprofile(called)
    try:
        yield lambda: count
    finally:
        sys.setprofile(None)


class Player:
    """Runs steps against one session at a time."""

    def __init__(self, control: Control, program: dict[str, Any], client: Any, tools: Toolbox, session: str = "s") -> None:
        self.control = control
        self.program = program
        self.client = client
        self.tools = tools
        self.handle = client.session(session)
        self.stream: Any = None
        self.opened: dict[str, Any] = {}
        self.seen: list[dict[str, Any]] = []

    async def on(self, value: Any) -> Any:
        return await value if inspect.isawaitable(value) else value

    async def steps(self, steps: list[Any]) -> None:
        for step in steps:
            name, argument = (step, None) if isinstance(step, str) else next(iter(step.items()))
            try:
                await getattr(self, f"step_{name}")(*([] if argument is None else [argument]))
            except SteersmanError as error:
                self.seen.append(report.error(error))

    async def step_session(self, id: str) -> None:
        self.handle = self.client.session(id)

    async def step_attach_tools(self, names: list[str]) -> None:
        self.handle = self.client.session(self.handle.id, tools=self.tools.choose(names))

    async def step_start(self, start: dict[str, Any]) -> None:
        self.handle = await self.on(self.client.start_session(**self._start(start)))
        self.seen.append({"session": self.handle.id})

    async def step_run(self, run: dict[str, Any]) -> None:
        result = await self.on(self.client.run_session(**self._start(run["start"]), **self._wait(run.get("wait", {}))))
        self.seen.append({"outcome": report.outcome(result)})

    async def step_wait(self, watch: dict[str, Any]) -> None:
        result = await self.on(self.handle.wait_for_completion(**self._wait(watch)))
        self.seen.append({"outcome": report.outcome(result)})

    async def step_stream(self, watch: dict[str, Any]) -> None:
        self.opened = watch
        options = _options(watch, {"timeout": "timeout_seconds", "poll_backoff": "poll_backoff_seconds"})
        if "tools" in options:
            options["tools"] = True if options["tools"] == "handle" else self._named(options["tools"])
        self.stream = self.handle.stream(**options)

    async def step_take(self, count: int) -> None:
        for _ in range(count):
            if not await self._take():
                break

    async def step_take_all(self) -> None:
        while await self._take():
            pass

    async def step_take_at_hand(self, count: int) -> None:
        at_hand = 0
        with crossings() as crossed:
            for _ in range(count):
                before = crossed()
                item = await self._next()
                at_hand += crossed() == before
                if not self._note(item):
                    break
        self.seen.append({"at_hand": at_hand})

    async def step_cancel_wait(self, times: int) -> None:
        for _ in range(times):
            try:
                if isinstance(self.client, AsyncClient):
                    item = await asyncio.wait_for(anext(self.stream), CANCELLED_AFTER)
                else:
                    with alarm(CANCELLED_AFTER):
                        item = next(self.stream)
            except (asyncio.TimeoutError, Alarm):
                continue
            self.seen.append(report.item(item))
        self.seen.append({"cancelled": times})

    async def step_cursor(self) -> None:
        self.seen.append({"cursor": self.stream.cursor})

    async def step_close(self) -> None:
        self.leave()

    async def step_reopen(self) -> None:
        cursor = self.stream.cursor
        self.leave()
        await self.step_stream({**self.opened, "from_index": cursor})

    async def step_sync(self, name: str) -> None:
        await self._control("get", f"/seen/{name}")

    async def step_signal(self, name: str) -> None:
        await self._control("post", f"/signal/{name}")

    async def step_rest(self, seconds: float) -> None:
        if isinstance(self.client, AsyncClient):
            await asyncio.sleep(seconds)
        else:
            time.sleep(seconds)

    async def step_send_message(self, message: Any) -> None:
        await self.on(self.handle.send_message(message))
        self.seen.append({"sent": None})

    async def step_steer(self, steer: str) -> None:
        value = await self.on(getattr(self.handle, steer)())
        shown = {
            "get": lambda: {"session": value.id},
            "status": lambda: {"status": value.status},
            "pause": lambda: {"paused": None},
            "resume": lambda: {"resumed": None},
            "force_answer": lambda: {"forced": None},
            "cancel": lambda: {"cancelled": None},
            "share": lambda: {"shared": value.share_url},
        }
        self.seen.append(shown[steer]())

    async def step_call(self, call: dict[str, Any]) -> None:
        arguments = dict(call.get("arguments", {}))
        for name, length in call.get("filler", {}).items():
            arguments[name] = "x" * length
        if "deadline" in call:
            arguments["request_options"] = {"deadline_in_seconds": call["deadline"]}
        self.seen.append(report.reply(await self.on(self._operation(call["operation"])(**arguments))))

    async def step_all(self, call: dict[str, Any]) -> None:
        operation, arguments = call["operation"], call["arguments"]
        if operation == "sessions.list_session_events":
            entries = self.handle.events(**arguments)
        else:
            entries = self._operation(f"{operation}_all")(**arguments)
        found = [entry async for entry in entries] if hasattr(entries, "__aiter__") else list(entries)
        self.seen.append({"entries": [getattr(entry, ALL[operation]) for entry in found]})

    async def step_download(self, path: str) -> None:
        bucket, _, key = path.partition("/")
        pieces = self.client.sessions.get_session_resource(self.handle.id, bucket, key)
        content = [piece async for piece in pieces] if hasattr(pieces, "__aiter__") else list(pieces)
        self.seen.append({"downloaded": b"".join(content).decode()})

    async def step_webhook(self, webhook: dict[str, Any]) -> None:
        body, secrets = webhook["body"].encode(), webhook["secrets"]
        timestamp = webhook.get("timestamp") or str(int(time.time()) - webhook.get("age", 0))
        signer = webhook.get("signed_by") or next(iter(secrets), "")
        signature = webhook["signature"] if "signature" in webhook else sign_webhook(body, timestamp, signer)
        delivery = verify_webhook(body, signature, timestamp, secrets)
        self.seen.append({"delivery": {"id": delivery.id, "type": delivery.type}})

    async def step_together(self, branches: list[list[Any]]) -> None:
        players = [Player(self.control, self.program, self.client, self.tools) for _ in branches]
        for player in players:
            player.handle = self.handle
        if isinstance(self.client, AsyncClient):
            await asyncio.gather(*(player.steps(steps) for player, steps in zip(players, branches)))
        else:
            threads = [threading.Thread(target=run, args=(player.steps(steps),)) for player, steps in zip(players, branches)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        for player in players:
            player.leave()
            self.seen.extend(player.seen)

    async def step_elsewhere(self, steps: list[Any]) -> None:
        asynchronous = isinstance(self.client, AsyncClient)

        async def alone() -> None:
            player = Player(self.control, self.program, client(self.program, asynchronous), self.tools, self.handle.id)
            await player.steps(steps)
            player.leave()
            self.seen.extend(player.seen)

        if asynchronous:
            await asyncio.to_thread(lambda: asyncio.run(alone()))
        else:
            thread = threading.Thread(target=lambda: run(alone()))
            thread.start()
            thread.join()

    def leave(self) -> None:
        """Leaves the stream that is open."""
        if self.stream is not None:
            self.stream.close()

    async def _take(self) -> bool:
        return self._note(await self._next())

    async def _next(self) -> Any:
        """The next item; none at the end."""
        try:
            return await anext(self.stream) if hasattr(self.stream, "__anext__") else next(self.stream)
        except (StopIteration, StopAsyncIteration):
            return None

    def _note(self, item: Any) -> bool:
        """Notes an item, or the end; whether there may be more."""
        if item is None:
            self.seen.append({"end": report.outcome(self.stream.result())})
            return False
        self.seen.append(report.item(item))
        return True

    async def _control(self, method: str, path: str) -> None:
        send = getattr(self.control, method)
        try:
            if isinstance(self.client, AsyncClient):
                await asyncio.to_thread(send, path)
            else:
                send(path)
        except OSError as error:
            self.seen.append({"note": f"{path}: {error}"})

    def _operation(self, name: str) -> Any:
        resource, _, method = name.partition(".")
        return getattr(getattr(self.client, resource), method)

    def _named(self, names: list[str]) -> Any:
        return self.tools.choose(names) if names else None

    def _start(self, start: dict[str, Any]) -> dict[str, Any]:
        return {
            "agent": start["agent"],
            "messages": start.get("message", OMIT),
            "overrides": start.get("overrides", OMIT),
            "tools": self._named(start.get("tools", [])),
            "answer_schema": start.get("answer_schema"),
            "idempotency_key": start.get("idempotency_key"),
        }

    def _wait(self, watch: dict[str, Any]) -> dict[str, Any]:
        options = _options(watch, {"timeout": "timeout_seconds", "poll_backoff": "poll_backoff_seconds"})
        if "tools" in options:
            options["tools"] = self._named(options["tools"])
        if options.pop("any_answer", False):
            options["answer_schema"] = None
        return options


def _options(watch: dict[str, Any], renamed: dict[str, str]) -> dict[str, Any]:
    return {renamed.get(name, name): value for name, value in watch.items()}


def run(coroutine: Any) -> None:
    """Runs what never waits for an event loop."""
    try:
        coroutine.send(None)
    except StopIteration:
        return
    raise RuntimeError("the synchronous client waited for an event loop")


def client(program: dict[str, Any], asynchronous: bool) -> Any:
    """The client of a program."""
    kind = AsyncClient if asynchronous else Client
    return kind(program["api_key"], base_url=program["base_url"], trust_env=False, **program["client"])


LEFT: list[Player] = []
"""What a program has open whose process ends."""


async def play(control: Control, program: dict[str, Any], asynchronous: bool) -> None:
    """Plays a program and reports what it saw. Nothing is left when the process is to end with it."""
    tools = Toolbox(program["tools"], control, asynchronous)
    player = Player(control, program, client(program, asynchronous), tools)
    await player.steps(program["program"])
    if "ending" in program:
        LEFT.append(player)
        await done(control, {"observed": player.seen, "tools": tools.seen}, asynchronous)
        if program["ending"] == "interrupt":
            await player.on(player.handle.wait_for_completion())
        if program["ending"] == "exit":
            sys.exit(3)
        return
    # Whatever still runs ends before the report.
    player.leave()
    # Calls that were told to stop do so on this loop.
    observed = await asyncio.to_thread(tools.observed) if asynchronous else tools.observed()
    await done(control, {"observed": player.seen, "tools": observed}, asynchronous)


async def done(control: Control, seen: dict[str, Any], asynchronous: bool) -> None:
    """Reports what was seen."""
    if asynchronous:
        await asyncio.to_thread(control.post, "/done", seen)
    else:
        control.post("/done", seen)
