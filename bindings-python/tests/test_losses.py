"""Nothing is lost and nothing comes twice, whatever is cancelled and whatever breaks.

STEERSMAN_LOSSES sets the length of the logs (default 2,000 events; `make test-wheel` takes 100,000).
"""

from __future__ import annotations

import asyncio
import os
import random
import socket
import struct
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import report

import steersman

EVENTS = int(os.environ.get("STEERSMAN_LOSSES", "2000"))
AGENTS = f"""
agents:
  - name: talker
    steps:
      - repeat:
          times: {EVENTS}
          steps: [{{ think: "{{{{ steps }}}}" }}]
      - answer: "done"
"""


class Faults:
    """Stands before the API and breaks things: connections that are refused, reset or cut off in mid-reply, and replies that say no."""

    def __init__(self, port: int, seed: int) -> None:
        self.random = random.Random(seed)
        self.port = port
        self.broken: dict[str, int] = {}
        self.loop = asyncio.new_event_loop()
        self.ready = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()
        assert self.ready.wait(10)

    def run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.server = self.loop.run_until_complete(asyncio.start_server(self.serve, "127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.server.sockets[0].getsockname()[1]}"
        self.ready.set()
        self.loop.run_forever()

    def note(self, what: str) -> None:
        self.broken[what] = self.broken.get(what, 0) + 1

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            fate = self.random.random()
            if fate < 0.1:
                self.note("refused")
                writer.transport.abort()
            elif fate < 0.25:
                await reader.readuntil(b"\r\n\r\n")
                status = self.random.choice(["503 Service Unavailable", "502 Bad Gateway", "429 Too Many Requests"])
                self.note(status)
                writer.write(f"HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".encode())
                await writer.drain()
            else:
                await self.pass_on(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            # The other side left first, or it is all over.
            pass
        finally:
            writer.close()

    async def pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, onward = await asyncio.open_connection("127.0.0.1", self.port)

        async def ask() -> None:
            try:
                while data := await reader.read(65536):
                    onward.write(data)
                    await onward.drain()
            finally:
                onward.close()

        asking = asyncio.ensure_future(ask())
        try:
            left = self.random.randint(20_000, max(300_000, 25 * EVENTS))
            while data := await there.read(65536):
                writer.write(data[:left])
                await writer.drain()
                left -= len(data)
                if left <= 0:
                    if self.random.random() < 0.5:
                        self.note("reset in mid-reply")
                        taken = writer.get_extra_info("socket")
                        taken.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                        writer.transport.abort()
                    else:
                        self.note("cut off in mid-reply")
                    return
        finally:
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)

    def stop(self) -> None:
        async def end() -> None:
            self.server.close()
            tasks = asyncio.all_tasks() - {asyncio.current_task()}
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(end(), self.loop).result(10)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
        self.loop.close()


@pytest.fixture(scope="module")
def log() -> Iterator[tuple[steersman.Client, str, list[dict[str, Any]]]]:
    """A session, and what the server says its log is."""
    with steersman.Client.local(agents=AGENTS) as client:
        session = client.start_session(agent="talker", messages="go")
        assert session.wait_for_completion(include_events=False).status == "completed"
        yield client, session.id, [event.to_dict() for event in session.events(size=200)]


@pytest.fixture
def faults(log: tuple[steersman.Client, str, Any], request: pytest.FixtureRequest) -> Iterator[Faults]:
    made = Faults(int(log[0].base_url.rstrip("/").rsplit(":", 1)[1]), seed=len(request.node.name))
    yield made
    made.stop()
    report(f"{request.node.name}, {EVENTS:,} events", ", ".join(f"{count} × {what}" for what, count in sorted(made.broken.items())))


async def test_waits_are_cancelled_at_every_await_while_connections_break(log: tuple[steersman.Client, str, list[Any]], faults: Faults) -> None:
    local, session_id, truth = log
    assert local.local_runtime is not None and len(truth) >= EVENTS
    dice = random.Random(1)
    client = steersman.AsyncClient(local.local_runtime.api_key, base_url=faults.address)
    stream = client.session(session_id).stream(limit=100)
    events: list[steersman.Event] = []
    cancelled = 0
    while True:
        way = dice.random()
        try:
            if way < 0.3:
                events.append(await asyncio.wait_for(stream.__anext__(), dice.choice([0, 0.00001, 0.001, 0.05])))
            elif way < 0.6:
                task = asyncio.ensure_future(stream.__anext__())
                for _ in range(dice.randint(0, 3)):
                    await asyncio.sleep(0)
                task.cancel()
                events.append(await task)
            else:
                events.append(await stream.__anext__())
        except (asyncio.TimeoutError, asyncio.CancelledError):
            cancelled += 1
        except StopAsyncIteration:
            break
    assert [event.index for event in events] == list(range(len(truth)))
    assert [event.to_dict() for event in events] == truth
    assert stream.result().status == "completed" and stream.cursor == len(truth)
    assert cancelled and faults.broken, (cancelled, faults.broken)


def test_streams_are_left_and_opened_again_while_connections_break(log: tuple[steersman.Client, str, list[Any]], faults: Faults) -> None:
    local, session_id, truth = log
    assert local.local_runtime is not None
    dice = random.Random(2)
    session = steersman.Client(local.local_runtime.api_key, base_url=faults.address).session(session_id)
    events: list[steersman.Event] = []
    cursor, ended = 0, False
    while not ended:
        with session.stream(from_index=cursor, limit=100) as stream:
            wanted = dice.randint(1, max(2, EVENTS // 10))
            for event in stream:
                events.append(event)
                wanted -= 1
                if wanted == 0:
                    break
            else:
                ended = True
            cursor = stream.cursor
    assert [event.index for event in events] == list(range(len(truth)))
    assert [event.to_dict() for event in events] == truth
