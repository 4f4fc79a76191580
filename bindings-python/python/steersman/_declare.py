"""Makes tools of functions: reads signatures, docstrings and types."""

from __future__ import annotations

import functools
import inspect
import typing
from collections.abc import Callable, Mapping
from typing import Any

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
    text, parameters = parse(inner.__doc__ if hasattr(inner, "__name__") else plain_function.__doc__ or inner.__doc__)
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
        return Tool(function, own_name, description, dict(input_schema), _context=context)
    kinds, context, schema = _signature(function, plain_function, own_name, parameters)
    return Tool(function, own_name, description, schema, _kinds=kinds, _context=context)


def _signature(
    function: Callable[..., Any], plain_function: Any, name: str, texts: Mapping[str, str]
) -> tuple[dict[str, Any], str | None, dict[str, Any]]:
    def refuse(parameter: str, text: str) -> ToolDefinitionError:
        where = f"tools[{name}].{parameter}"
        return ToolDefinitionError(f"{where}: {text}", field=where)

    known = hints(plain_function)
    builder = SchemaBuilder()
    kinds: dict[str, Any] = {}
    properties: dict[str, Any] = {}
    required: list[str] = []
    context: str | None = None
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
            raise refuse(parameter.name, "expected named parameters only, got `*` or `**`")
        if parameter.kind is parameter.POSITIONAL_ONLY:
            raise refuse(parameter.name, "expected a parameter that can be given by name")
        kind = known.get(parameter.name, parameter.annotation)
        if _is_context(kind):
            context = parameter.name
            continue
        if isinstance(function, functools.partial) and parameter.name in function.keywords:
            continue
        try:
            schema = builder.schema(kind)
        except TypeError as error:
            raise refuse(parameter.name, str(error)) from error
        if parameter.name in texts:
            schema.setdefault("description", texts[parameter.name])
        if parameter.default is parameter.empty:
            required.append(parameter.name)
        else:
            try:
                schema["default"] = plain(parameter.default)
            except (TypeError, ValueError):
                # A default that is not JSON is for Python only.
                pass
        kinds[parameter.name] = kind
        properties[parameter.name] = schema
    whole: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    if required:
        whole["required"] = required
    return kinds, context, complete(builder, whole)


def _is_context(kind: Any) -> bool:
    if kind is ToolContext:
        return True
    if isinstance(kind, str):
        return kind.replace(" ", "").split("|")[0].rsplit(".", 1)[-1] == "ToolContext"
    return ToolContext in typing.get_args(kind)
