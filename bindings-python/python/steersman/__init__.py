"""Watch and steer autonomous agent sessions.

Start a session and hold a light handle on it; stream its events, give it your own tools, step in, and take its answer.

    from steersman import Client

    with Client() as client:
        session = client.start_session(agent="h/web-surfer-pro", messages="…")
        for event in session.stream():
            print(event.index, event.kind)
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._model import Event as Event, Gap as Gap, Model as Model
    from ._resource import OMIT as OMIT
    from .client import AsyncClient as AsyncClient, Client as Client
    from .errors import *
    from .helpers import *
    from .names import *
    from .otp import *
    from .result import RawResponse as RawResponse, SessionResult as SessionResult, SessionRunResult as SessionRunResult
    from .session import AsyncSessionHandle as AsyncSessionHandle, SessionHandle as SessionHandle
    from .stream import AsyncEventStream as AsyncEventStream, EventStream as EventStream
    from .tools import Tool as Tool, ToolContext as ToolContext, tool as tool
    from .types import *

    __version__: str

# Where the names are: a module is read when the first name of it is asked for, so that importing the package costs next to nothing.
# Whatever is not here is an error, a helper, or one of the many types of the wire; those modules say themselves what they have.
_HOMES = {
    "Event": "_model",
    "Gap": "_model",
    "Model": "_model",
    "OMIT": "_resource",
    "AsyncClient": "client",
    "Client": "client",
    "RawResponse": "result",
    "SessionResult": "result",
    "SessionRunResult": "result",
    "AsyncSessionHandle": "session",
    "SessionHandle": "session",
    "AsyncEventStream": "stream",
    "EventStream": "stream",
    "Tool": "tools",
    "ToolContext": "tools",
    "tool": "tools",
}
_SHARED = ("errors", "helpers", "otp", "types", "names")


def __getattr__(name: str) -> object:
    from importlib import import_module

    value: object
    if name == "__version__":
        from ._native import version

        value = version()
    elif name == "__all__":
        value = __dir__()
    elif name[:1] == "_":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    else:
        for home in (_HOMES[name],) if name in _HOMES else _SHARED:
            module = import_module("." + home, __name__)
            if name in _HOMES or name in module.__all__:
                value = getattr(module, name)
                break
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    from importlib import import_module

    shared = [import_module("." + home, __name__).__all__ for home in _SHARED]
    return sorted({*_HOMES, *(name for names in shared for name in names)})
