"""Watch and steer autonomous agent sessions.

Start a session and hold a light handle on it; stream its events, give it your own tools, step in, and take its answer.

    from steersman import Client

    with Client() as client:
        session = client.start_session(agent="h/web-surfer-pro", messages="…")
        for event in session.stream():
            print(event.index, event.kind)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from . import _native
from ._model import Event as Event, Gap as Gap, Model as Model
from ._resource import OMIT as OMIT, RawResponse as RawResponse
from .client import AsyncClient as AsyncClient, Client as Client
from .errors import *
from .helpers import *
from .session import AsyncSessionHandle as AsyncSessionHandle, SessionHandle as SessionHandle
from .stream import AsyncEventStream as AsyncEventStream, EventStream as EventStream, SessionResult as SessionResult
from .tools import Tool as Tool, ToolContext as ToolContext, tool as tool

if TYPE_CHECKING:
    from .types import *

__version__: str = _native.version()


def __getattr__(name: str) -> object:
    # The types of the wire are read when one is first asked for.
    types = importlib.import_module(".types", __name__)
    if name.startswith("__") or name not in types.__all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(types, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    types = importlib.import_module(".types", __name__)
    return sorted({*globals(), *types.__all__})
