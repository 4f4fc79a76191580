"""Tools: functions of your program that the agent may call.

A plain function is a tool: its name, its docstring and its signature are what the agent is told. `@tool` changes any of that.
"""

from __future__ import annotations

import functools
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, ParamSpec, TypeVar, cast, overload

from ._light import described
from .errors import ToolDefinitionError

P = ParamSpec("P")
R = TypeVar("R")

_GLANCE = 0.02
"""Seconds between two looks whether a call in the watching thread is still wanted."""


class ToolContext:
    """Where a call comes from, until when its result is wanted, and whether it still is.

    A tool that has a parameter of this type gets it; the agent is not told of the parameter. Together, `session_id`, `step` and
    `call_id` name a call for good: a key for making side effects happen once, even when another process runs the call again.
    """

    __slots__ = (
        "_tool_name",
        "_session_id",
        "_call_id",
        "_step",
        "_deadline",
        "_attempt",
        "_withdrawn",
        "_reason",
        "_look",
        "__weakref__",
    )

    def __init__(
        self,
        tool_name: str,
        session_id: str = "",
        call_id: str | None = None,
        step: int | None = None,
        time_left: float | None = None,
        attempt: int = 1,
    ) -> None:
        self._tool_name = tool_name
        self._session_id = session_id
        self._call_id = call_id
        self._step = step
        self._deadline = None if time_left is None else time.monotonic() + time_left
        self._attempt = attempt
        self._withdrawn = threading.Event()
        self._reason: str | None = None
        # For a call in the thread that watches: nobody else hears that it is no longer wanted.
        self._look: Callable[[], None] | None = None

    @property
    def tool_name(self) -> str:
        """The name the tool was called by."""
        return self._tool_name

    @property
    def session_id(self) -> str:
        """The session whose agent calls."""
        return self._session_id

    @property
    def call_id(self) -> str | None:
        """The id of the call, if the agent gave one. Ids may repeat in later steps."""
        return self._call_id

    @property
    def step(self) -> int | None:
        """Index of the event that announced the step of this call, if the watch has read it."""
        return self._step

    @property
    def deadline(self) -> float | None:
        """When the result is no longer wanted, on the clock of `time.monotonic`; `None` without a limit."""
        return self._deadline

    @property
    def attempt(self) -> int:
        """Which run of the call this is, as far as this handle knows: 1, and more when a watch ended before its run was done."""
        return self._attempt

    @property
    def time_left(self) -> float | None:
        """Seconds for which the result is still wanted; `None` without a limit."""
        return None if self.deadline is None else max(0.0, self.deadline - time.monotonic())

    @property
    def is_cancelled(self) -> bool:
        """Whether the result is no longer wanted: it took too long, the session ended, or nobody watches any more."""
        if self._look is not None:
            self._look()
        return self._withdrawn.is_set()

    @property
    def reason(self) -> str | None:
        """Why the result is no longer wanted, once it is."""
        return self._reason

    def wait_cancelled(self, timeout: float | None = None) -> bool:
        """Waits until the result is no longer wanted, at most `timeout` seconds; says whether it is so. Blocks its thread."""
        if self._look is None:
            return self._withdrawn.wait(timeout)
        end = None if timeout is None else time.monotonic() + timeout
        while not self.is_cancelled:
            left = _GLANCE if end is None else min(_GLANCE, end - time.monotonic())
            if left <= 0:
                return False
            time.sleep(left)
        return True

    def _withdraw(self, reason: str) -> None:
        if self._reason is None:
            self._reason = reason
        self._withdrawn.set()


@described
@dataclass(frozen=True)
class Tool(Generic[P, R]):
    """A function with what the agent is told about it. Calling the tool calls the function."""

    name: str
    """The name the agent calls it by."""
    description: str
    """What it does and when to use it."""
    input_schema: dict[str, Any] = field(repr=False)
    """JSON Schema of its arguments."""
    fn: Callable[P, R]
    """The function."""
    timeout: float | None = None
    """The longest that one call may run, in seconds; `None` leaves it to the watch."""
    _kinds: dict[str, Any] | None = field(default=None, repr=False, compare=False)
    _context: str | None = field(default=None, repr=False, compare=False)
    # What arguments are that are not given, where the function itself does not say so.
    _defaults: Mapping[str, Callable[[], Any]] = field(default_factory=dict[str, Callable[[], Any]], repr=False, compare=False)
    _method: bool = field(default=False, repr=False, compare=False)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return self.fn(*args, **kwargs)

    def __get__(self, instance: object, owner: type | None = None) -> Tool[..., R]:
        """The tool of an object, where it was declared in the class of the object."""
        if instance is None or not self._method:
            return self
        method: Callable[..., R] = cast("Any", self.fn).__get__(instance, owner)
        return cast("Tool[..., R]", replace(self, fn=method, _method=False))

    def definition(self) -> dict[str, Any]:
        """What is sent to the service."""
        return {"name": self.name, "description": self.description, "input_schema": self.input_schema}

    @property
    def is_async(self) -> bool:
        """Whether it is a coroutine function."""
        import inspect

        function: Any = self.fn
        while isinstance(function, functools.partial):
            function = function.func
        return inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(getattr(function, "__call__", None))

    def _arguments(self, given: Mapping[str, Any], context: ToolContext) -> dict[str, Any]:
        """The arguments of the function; raises `Mismatch`."""
        from ._schema import Mismatch, adapt

        if self._kinds is None:
            arguments = dict(given)
        else:
            for name in given:
                if name not in self._kinds:
                    raise Mismatch(f"{name}: is not known; known are {', '.join(self._kinds) or 'no arguments'}")
            for name in self.input_schema.get("required", ()):
                if name not in given:
                    raise Mismatch(f"{name}: is required")
            arguments = {name: adapt(self._kinds[name], value, name) for name, value in given.items()}
            arguments.update((name, make()) for name, make in self._defaults.items() if name not in given)
        if self._context is not None:
            arguments[self._context] = context
        return arguments


@overload
def tool(
    fn: Callable[P, R],
    *,
    name: str | None = None,
    description: str | None = None,
    input_schema: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> Tool[P, R]: ...
@overload
def tool(
    fn: None = None,
    *,
    name: str | None = None,
    description: str | None = None,
    input_schema: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> Callable[[Callable[P, R]], Tool[P, R]]: ...
def tool(
    fn: Callable[..., Any] | None = None,
    *,
    name: str | None = None,
    description: str | None = None,
    input_schema: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> Any:
    """Makes a tool of a function, as a decorator or as a call.

    Args:
        fn: The function; without it, `tool(…)` is a decorator.
        name: The name the agent calls it by. Default: that of the function.
        description: What it does and when to use it. Default: the docstring, without its sections.
        input_schema: JSON Schema of the arguments, which are then passed as they come. Default: made from the signature.
        timeout: The longest that one call may run, in seconds. Default: the `tool_timeout` of the watch.

    Raises:
        ToolDefinitionError: There is no description, or the signature cannot be described.
    """
    if fn is None:

        def declared(fn: Callable[..., Any]) -> Tool[..., Any]:
            return _build(fn, name, description, input_schema, timeout)

        return declared
    return _build(fn, name, description, input_schema, timeout)


def _build(
    function: Callable[..., Any],
    name: str | None,
    description: str | None,
    input_schema: Mapping[str, Any] | None,
    timeout: float | None,
) -> Tool[..., Any]:
    # Reading signatures takes modules that programs without tools do not need.
    from ._declare import declare

    made = declare(function, name, description, input_schema)
    return made if timeout is None else replace(made, timeout=timeout)


def build_tools(tools: Iterable[Any] | Any | None) -> dict[str, Tool[..., Any]]:
    """The tools by name, checked."""
    if tools is None:
        return {}
    if callable(tools):
        tools = [tools]
    built: dict[str, Tool[..., Any]] = {}
    for at, one in enumerate(tools):
        made = cast("Tool[..., Any]", one) if isinstance(one, Tool) else _build(one, None, None, None, None)
        if made.name in built:
            where = f"tools[{at}].name"
            raise ToolDefinitionError(f"{where}: {made.name!r} is used twice; each tool needs a name of its own", field=where)
        built[made.name] = made
    return built


__all__ = ["Tool", "ToolContext", "tool"]
