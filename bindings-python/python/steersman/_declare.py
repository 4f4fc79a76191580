"""Makes tools of functions: reads signatures, docstrings and types."""

from __future__ import annotations

import functools
import inspect
import re
import typing
from collections.abc import Callable, Mapping
from typing import Annotated, Any

from ._docstring import parse
from ._schema import SchemaBuilder, complete, hints, plain
from .errors import ToolDefinitionError
from .tools import Tool, ToolContext


def declare(
    function: Callable[..., Any], name: str | None, description: str | None, input_schema: Mapping[str, Any] | None
) -> Tool[..., Any]:
    inner: Any = function
    while isinstance(inner, functools.partial):
        inner = inner.func
    own_name = name or getattr(inner, "__name__", None) or type(inner).__name__
    if not callable(function):
        raise ToolDefinitionError(f"tools: expected a function, got {function!r}", field="tools")
    plain_function = inner if hasattr(inner, "__name__") else type(inner).__call__
    text, parameters = parse(inspect.getdoc(inner) if hasattr(inner, "__name__") else plain_function.__doc__ or inner.__doc__)
    # An empty one that is given is refused like any other wrong definition, when the tool is used.
    if description is None and not text.strip():
        raise ToolDefinitionError(
            f"tools[{own_name}].description: expected what {own_name!r} does and when to use it: give it a docstring",
            field=f"tools[{own_name}].description",
        )
    description = text if description is None else description
    if input_schema is not None:
        known = hints(plain_function)
        context = next((name for name, kind in known.items() if name != "return" and _is_context(kind)), None)
        return Tool(own_name, description, dict(input_schema), function, _context=context)
    return _described(function, plain_function, own_name, description, parameters)


def _described(
    fn: Callable[..., Any], plain_function: Any, name: str, description: str, texts: Mapping[str, str]
) -> Tool[..., Any]:
    def refuse(parameter: str, text: str) -> ToolDefinitionError:
        where = f"tools[{name}].{parameter}"
        return ToolDefinitionError(f"{where}: {text}", field=where)

    known = hints(plain_function)
    builder = SchemaBuilder()
    kinds: dict[str, Any] = {}
    properties: dict[str, Any] = {}
    required: list[str] = []
    defaults: dict[str, Callable[[], Any]] = {}
    context: str | None = None
    method = _is_method(fn)
    given = _given(fn)
    for parameter in list(inspect.signature(fn).parameters.values())[method:]:
        if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
            raise refuse(parameter.name, "expected named parameters only, got `*` or `**`")
        if parameter.kind is parameter.POSITIONAL_ONLY:
            raise refuse(parameter.name, "expected a parameter that can be given by name")
        kind, default = known.get(parameter.name, parameter.annotation), parameter.default
        if _is_context(kind):
            context = parameter.name
            continue
        if parameter.name in given:
            continue
        if hasattr(default, "is_required") and hasattr(default, "get_default"):
            # A `Field` of pydantic in the place of the default.
            described = default
            kind = Annotated[kind, described]
            default = parameter.empty if described.is_required() else described.get_default(call_default_factory=True)
            if default is not parameter.empty:
                defaults[parameter.name] = functools.partial(described.get_default, call_default_factory=True)
        try:
            schema = builder.schema(kind)
        except TypeError as error:
            raise refuse(parameter.name, str(error)) from error
        if parameter.name in texts:
            schema.setdefault("description", texts[parameter.name])
        if default is parameter.empty:
            required.append(parameter.name)
        else:
            try:
                schema["default"] = plain(default)
            except (TypeError, ValueError):
                # A default that is not JSON is for Python only.
                pass
        kinds[parameter.name] = kind
        properties[parameter.name] = schema
    whole: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    if required:
        whole["required"] = required
    return Tool(
        name, description, complete(builder, whole), fn, _kinds=kinds, _context=context, _defaults=defaults, _method=method
    )


def _given(function: Any) -> Mapping[str, Any]:
    """The arguments that are fixed already."""
    return function.keywords if isinstance(function, functools.partial) else {}


def _is_method(function: Any) -> bool:
    """Whether it is decorated in the body of its class, so that it is a method when it is called."""
    if not inspect.isfunction(function):
        return False
    home = function.__qualname__.rpartition(".")[0]
    return home != "" and not home.endswith("<locals>") and next(iter(inspect.signature(function).parameters), "") == "self"


def _is_context(kind: Any) -> bool:
    if kind is ToolContext:
        return True
    if isinstance(kind, str):
        return "ToolContext" in re.split(r"\W+", kind)
    return ToolContext in typing.get_args(kind)
