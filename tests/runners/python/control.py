"""The channel to the scenario's server: plain HTTP, spoken without the library under test."""

from __future__ import annotations

import asyncio
import http.client
import json
from typing import Any


class Control:
    """The control channel of one scenario."""

    def __init__(self, url: str) -> None:
        self.address = url.removeprefix("http://").rstrip("/")

    def get(self, path: str) -> Any:
        return self._send("GET", path, b"")

    async def come(self, path: str) -> None:
        """As `get`, in an event loop: a thread that waits would hold up the end of the process."""
        reader, writer = await asyncio.open_connection(*self.address.split(":"))
        writer.write(f"GET {path} HTTP/1.1\r\nhost: {self.address}\r\n\r\n".encode())
        status = (await reader.readline()).decode()
        writer.close()
        if " 204 " not in status:
            raise OSError(status)

    def post(self, path: str, body: Any = None) -> Any:
        return self._send("POST", path, json.dumps(body).encode())

    def _send(self, method: str, path: str, body: bytes) -> Any:
        connection = http.client.HTTPConnection(self.address, timeout=20)
        try:
            connection.request(method, path, body)
            response = connection.getresponse()
            text = response.read()
        finally:
            connection.close()
        if response.status not in (200, 204):
            raise OSError(f"{response.status}: {text.decode(errors='replace')}")
        return json.loads(text) if text else None
