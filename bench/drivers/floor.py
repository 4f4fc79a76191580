"""The least that a Python program has to do: the standard library's HTTP client and the fastest JSON parser there is.

usage: floor.py sync|async WORK BASE_URL KEY=VALUE…
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import http.client
import sys
import time
import urllib.parse

import orjson
from report import Order, Watch, stamp, streams


class Least:
    """One connection, one request after the other."""

    def __init__(self, url: str) -> None:
        address = urllib.parse.urlsplit(url)
        self._connection = http.client.HTTPConnection(address.hostname or "", address.port)
        self._connection.connect()
        self._connection.sock.setsockopt(6, 1, 1)  # TCP_NODELAY

    def ask(self, method: str, path: str, body: object = None) -> dict:
        data = None if body is None else orjson.dumps(body)
        self._connection.request(method, path, data, {"content-type": "application/json"})
        reply = self._connection.getresponse()
        text = reply.read()
        return orjson.loads(text) if text else {}

    def pages(self, session: str):
        cursor = 0
        while True:
            page = self.ask("GET", f"/api/v2/sessions/{session}/changes?from_index={cursor}&wait_for_seconds=20")
            if not page:
                continue
            cursor += len(page["new_events"])
            yield page
            if page["status"] == "completed":
                return


def backlog(least: Least, order: Order, watch: Watch) -> None:
    seen = 0
    for page in least.pages(order.text("session")):
        for event in page["new_events"]:
            if event["type"] == "AgentEvent" and event["data"]["kind"]:
                seen += 1
    watch.report(seen)


def trickle(least: Least, order: Order, watch: Watch) -> None:
    times = []
    for page in least.pages(order.text("session")):
        for event in page["new_events"]:
            if event["data"]["kind"] == "policy_event":
                times.append((time.monotonic_ns() - stamp(event["data"]["reasoning_content"])) / 1000)
    watch.report(1, times_us=times)


def sessions(least: Least, order: Order, watch: Watch) -> None:
    times = []
    pause = order.number("pause") / 1000
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        for _ in range(order.number("count")):
            begun = time.perf_counter()
            session = least.ask("POST", "/api/v2/sessions", {"agent": order.text("agent"), "messages": "Go"})["id"]
            for page in least.pages(session):
                if page["status"] == "awaiting_tool_results":
                    calls = page["pending_tool_calls"]
                    list(pool.map(lambda _: time.sleep(pause), calls))
                    results = [{"kind": "tool_result", "tool_req": call, "result": "done"} for call in calls]
                    least.ask("POST", f"/api/v2/sessions/{session}/tool_results", {"type": "batch", "results": results})
            times.append((time.perf_counter() - begun) * 1e6)
    watch.report(len(times), times_us=times)


async def streams_async(order: Order) -> None:
    """Connections of asyncio's own: the lightest there are."""
    address = urllib.parse.urlsplit(order.url)

    async def read(session: str) -> int:
        reader, writer = await asyncio.open_connection(address.hostname, address.port)
        cursor = 0
        while True:
            path = f"/api/v2/sessions/{session}/changes?from_index={cursor}&wait_for_seconds=20"
            writer.write(f"GET {path} HTTP/1.1\r\nhost: bench\r\n\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            if b" 204 " in head[:16]:
                continue
            length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
            page = orjson.loads(await reader.readexactly(length))
            cursor += len(page["new_events"])
            if page["status"] == "completed":
                writer.close()
                return cursor

    await streams(order, read)


def main() -> None:
    order = Order(sys.argv[2:])
    if sys.argv[1] == "async":
        asyncio.run(order.one_of({"streams": streams_async})(order))
    else:
        work = order.one_of({"backlog": backlog, "dicts": backlog, "trickle": trickle, "sessions": sessions})
        work(Least(order.url), order, Watch())


main()
