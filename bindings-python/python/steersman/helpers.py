"""Functions beside the clients, under the names that programs know."""

from __future__ import annotations

import enum
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from . import _native
from ._model import convert
from ._resource import encode
from .errors import RequestTooLargeError, from_native
from .session import built
from .stream import AsyncEventStream, EventStream

if TYPE_CHECKING:
    from .client import AsyncClient, Client
    from .result import SessionResult
    from .session import Tools, Until
    from .tools import Tool
    from .types import FileContent, WebhookDelivery

TERMINAL_SESSION_STATUSES = frozenset({"completed", "failed", "timed_out", "interrupted"})
"""The statuses of sessions that have ended for good."""
SETTLED_SESSION_STATUSES = TERMINAL_SESSION_STATUSES | {"idle"}
"""The statuses of sessions that do nothing more by themselves."""
MAX_REQUEST_BYTES = 10_000_000
"""The most bytes of a request that the API takes."""


class HaiAgentsEnvironment(str, enum.Enum):
    """The regions, for programs that name them like this; `"eu"` and `"us"` mean the same."""

    EU = "eu"
    US = "us"


def is_terminal_session_status(status: Any) -> bool:
    """Whether a session with this status has ended for good."""
    return str(getattr(status, "value", status)) in TERMINAL_SESSION_STATUSES


def is_settled_session_status(status: Any) -> bool:
    """Whether a session with this status does nothing more by itself: it has ended, or it is idle."""
    return str(getattr(status, "value", status)) in SETTLED_SESSION_STATUSES


def assert_request_under_limit(payload: Any, max_bytes: int = MAX_REQUEST_BYTES) -> None:
    """Raises `RequestTooLargeError` when the JSON of the payload has more bytes than the API takes."""
    size = len(encode(payload, "payload").encode())
    if size > max_bytes:
        raise RequestTooLargeError(f"the request has {size:,} bytes; the API takes {max_bytes:,} at most", field="payload")


def file_from_path(path: str | os.PathLike[str], media_type: str | None = None) -> FileContent:
    """The file for the `files` of a message. The API takes at most 10 files and 7,000,000 bytes together.

    Args:
        path: Where the file is; its base name is what the agent sees.
        media_type: Default: the service guesses it from the name.
    """
    import base64

    from .types import FileContent

    with open(path, "rb") as file:
        source = base64.b64encode(file.read()).decode()
    more = {} if media_type is None else {"media_type": media_type}
    return FileContent(type="base64", source=source, name=os.path.basename(os.fspath(path)), **more)


def verify_webhook(
    body: bytes | str, signature: str, timestamp: str, secret: str | Iterable[str], *, tolerance_s: float = 300
) -> WebhookDelivery:
    """Checks that a delivery comes from the service and is not old, and gives it.

    Args:
        body: The body as it came, byte by byte.
        signature: The header with the signature.
        timestamp: The header with the time.
        secret: The secret of the webhook, or several while it is changed.
        tolerance_s: How many seconds old the delivery may be.

    Raises:
        WebhookVerificationError: It is not genuine, too old, or not readable; `field` says which part.
        InvalidArgumentError: There is no secret, or an empty one.
    """
    import json

    content = body.encode() if isinstance(body, str) else bytes(body)
    secrets = [secret] if isinstance(secret, str) else list(secret)
    try:
        _native.verify_webhook(content, signature, timestamp, secrets, tolerance_s)
    except _native.Failure as failure:
        raise from_native(failure)
    delivery: WebhookDelivery = convert("WebhookDelivery", json.loads(content))
    return delivery


def sign_webhook(body: bytes | str, timestamp: str, secret: str) -> str:
    """The signature of a delivery as the service makes it: for testing an endpoint."""
    return _native.sign_webhook(body.encode() if isinstance(body, str) else bytes(body), timestamp, secret)


def as_tools(tools: Tools) -> list[Tool[..., Any]]:
    """Tools of functions, checked: their names are different, and all have a description."""
    return list(built(tools).values())


def run_session(client: Client, **options: Any) -> SessionResult[Any]:
    """Starts a session and waits until it settles. See `Client.run_session`."""
    return client.run_session(**options)


async def async_run_session(client: AsyncClient, **options: Any) -> SessionResult[Any]:
    """Starts a session and waits until it settles. See `AsyncClient.run_session`."""
    return await client.run_session(**options)


def wait_for_session(
    client: Client,
    id: str,
    *,
    from_index: int = 0,
    wait_for_seconds: float = 20,
    limit: int | None = None,
    include_events: bool = True,
    timeout_seconds: float | None = None,
    poll_backoff_seconds: float = 0.0,
    max_polls: int | None = None,
    answer_schema: Any = None,
    tools: Tools | None = None,
) -> SessionResult[Any]:
    """Waits until a session settles. See `SessionHandle.wait_for_completion`."""
    return client.session(id).wait_for_completion(
        from_index=from_index,
        wait_for_seconds=wait_for_seconds,
        limit=limit,
        include_events=include_events,
        timeout_seconds=timeout_seconds,
        poll_backoff_seconds=poll_backoff_seconds,
        max_polls=max_polls,
        answer_schema=answer_schema,
        tools=tools,
    )


async def async_wait_for_session(
    client: AsyncClient,
    id: str,
    *,
    from_index: int = 0,
    wait_for_seconds: float = 20,
    limit: int | None = None,
    include_events: bool = True,
    timeout_seconds: float | None = None,
    poll_backoff_seconds: float = 0.0,
    max_polls: int | None = None,
    answer_schema: Any = None,
    tools: Tools | None = None,
) -> SessionResult[Any]:
    """Waits until a session settles. See `AsyncSessionHandle.wait_for_completion`."""
    return await client.session(id).wait_for_completion(
        from_index=from_index,
        wait_for_seconds=wait_for_seconds,
        limit=limit,
        include_events=include_events,
        timeout_seconds=timeout_seconds,
        poll_backoff_seconds=poll_backoff_seconds,
        max_polls=max_polls,
        answer_schema=answer_schema,
        tools=tools,
    )


def stream_session(
    client: Client,
    id: str,
    *,
    from_index: int = 0,
    wait_for_seconds: float = 20,
    limit: int | None = None,
    until: Until = "settled",
    timeout_seconds: float | None = None,
    tools: Tools | None = None,
) -> EventStream:
    """The events of a session as they happen. See `SessionHandle.stream`."""
    return client.session(id).stream(
        from_index=from_index,
        wait_for_seconds=wait_for_seconds,
        limit=limit,
        until=until,
        timeout_seconds=timeout_seconds,
        tools=tools,
    )


def async_stream_session(
    client: AsyncClient,
    id: str,
    *,
    from_index: int = 0,
    wait_for_seconds: float = 20,
    limit: int | None = None,
    until: Until = "settled",
    timeout_seconds: float | None = None,
    tools: Tools | None = None,
) -> AsyncEventStream:
    """The events of a session as they happen. See `AsyncSessionHandle.stream`."""
    return client.session(id).stream(
        from_index=from_index,
        wait_for_seconds=wait_for_seconds,
        limit=limit,
        until=until,
        timeout_seconds=timeout_seconds,
        tools=tools,
    )


__all__ = [
    "HaiAgentsEnvironment",
    "MAX_REQUEST_BYTES",
    "SETTLED_SESSION_STATUSES",
    "TERMINAL_SESSION_STATUSES",
    "as_tools",
    "assert_request_under_limit",
    "async_run_session",
    "async_stream_session",
    "async_wait_for_session",
    "file_from_path",
    "is_settled_session_status",
    "is_terminal_session_status",
    "run_session",
    "sign_webhook",
    "stream_session",
    "verify_webhook",
    "wait_for_session",
]
