# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false
# JSON may be anything: what a value is turns out while it is read.
"""JSON Schemas of Python types, and JSON values as those types. pydantic models take part where pydantic is there."""

from __future__ import annotations

import collections.abc
import dataclasses
import datetime as dt
import enum
import inspect
import operator
import pathlib
import re
import sys
import types
import typing
import uuid
from collections.abc import Iterator
from typing import Any, Literal, Union, get_args, get_origin

NoneType = type(None)
# Of `typing`, or of `typing_extensions` for an older Python.
_PRESENCE = frozenset({"Required", "NotRequired", "ReadOnly"})


class Mismatch(ValueError):
    """A value does not fit its type; the text says where."""


def _is_pydantic(kind: Any) -> bool:
    return isinstance(kind, type) and hasattr(kind, "model_json_schema") and hasattr(kind, "model_validate")


def _is_typed_dict(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, dict) and hasattr(kind, "__total__")


def hints(of: Any) -> dict[str, Any]:
    """The types of a function's parameters or of a class's members."""
    try:
        return typing.get_type_hints(of, include_extras=True)
    except NameError:
        return _readable_hints(of)


def _readable_hints(of: Any) -> dict[str, Any]:
    """The same where some names are local to a function of the program, or known to type checkers only: these stay text."""
    of = getattr(of, "__func__", of)
    module = sys.modules.get(getattr(of, "__module__", ""))
    known = getattr(of, "__globals__", None) or (vars(module) if module is not None else {})
    frame = sys._getframe()
    while frame.f_back is not None and str(frame.f_globals.get("__name__")).partition(".")[0] == __name__.partition(".")[0]:
        frame = frame.f_back
    near = dict(frame.f_locals)
    for name, cell in zip(of.__code__.co_freevars, of.__closure__ or ()) if isinstance(of, types.FunctionType) else ():
        try:
            near[name] = cell.cell_contents
        except ValueError:
            # It has no value yet.
            pass
    found: dict[str, Any] = {}
    for part in reversed(getattr(of, "__mro__", (of,))):
        for name, annotation in dict(getattr(part, "__dict__", {}).get("__annotations__") or getattr(part, "__annotations__", {})).items():
            try:
                one = types.SimpleNamespace(__annotations__={name: annotation})
                found.update(typing.get_type_hints(one, known, near, include_extras=True))
            except NameError:
                found[name] = annotation
    return found


def _plainer(kind: Any) -> Any:
    """A type without the names that a program gave to it: `NewType`, and `type X = …`."""
    while True:
        origin = get_origin(kind)
        if hasattr(kind, "__supertype__"):
            kind = kind.__supertype__
        elif type(kind).__name__ == "TypeAliasType":
            kind = kind.__value__
        elif type(origin).__name__ == "TypeAliasType":
            kind = origin.__value__[get_args(kind)]
        else:
            return kind


def _presence(kind: Any) -> str | None:
    """`Required`, `NotRequired` or `ReadOnly`, where it is around the type of a member."""
    name = getattr(get_origin(kind), "_name", None)
    return name if name in _PRESENCE else None


def _typed_dict(kind: Any) -> tuple[dict[str, Any], set[str]]:
    """The members of a TypedDict, and the names of those that must be there."""
    members = hints(kind)
    # Where annotations are text, the class did not look into them.
    needed = {name for name, member in members.items() if _presence(member) == "Required"}
    needed |= {name for name in getattr(kind, "__required_keys__", ()) if _presence(members.get(name)) != "NotRequired"}
    return members, needed


def _pydantic_adapter(kind: Any) -> Any:
    """What pydantic makes of a type that is not known here, where the program uses pydantic."""
    pydantic: Any = sys.modules.get("pydantic")
    if pydantic is None:
        return None
    try:
        return pydantic.TypeAdapter(kind)
    except pydantic.PydanticUserError:
        return None


class SchemaBuilder:
    """Collects the definitions that schemas refer to."""

    def __init__(self) -> None:
        self.definitions: dict[str, Any] = {}
        self.names: dict[Any, str] = {}

    def schema(self, kind: Any) -> dict[str, Any]:
        """The schema of a type."""
        kind = _plainer(kind)
        if kind is Any or kind is inspect.Parameter.empty or isinstance(kind, (str, typing.TypeVar)):
            return {}
        origin, arguments = get_origin(kind), get_args(kind)
        if hasattr(kind, "__metadata__"):
            return self._annotated(kind)
        if _presence(kind):
            return self.schema(arguments[0])
        if kind is None or kind is NoneType:
            return {"type": "null"}
        simple = _SIMPLE.get(kind) if isinstance(kind, type) and origin is None else None
        if simple is not None:
            return dict(simple)
        if origin is Literal:
            return self._choices(list(arguments))
        if origin is Union or origin is types.UnionType:
            return self._union(arguments)
        if origin is tuple:
            if len(arguments) == 2 and arguments[1] is Ellipsis:
                return {"type": "array", "items": self.schema(arguments[0])}
            items = [self.schema(argument) for argument in arguments]
            return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
        base = origin or kind
        if isinstance(base, type):
            if issubclass(base, (set, frozenset)):
                return {"type": "array", "items": self.schema(arguments[0]) if arguments else {}, "uniqueItems": True}
            if _is_pydantic(base):
                return self._pydantic(kind)
            if _is_typed_dict(base):
                return self._object(base, *_typed_dict(base), {})
            if dataclasses.is_dataclass(base):
                fields = [field for field in dataclasses.fields(base) if field.init]
                known = hints(base)
                required = {f.name for f in fields if f.default is f.default_factory is dataclasses.MISSING}
                defaults = {f.name: f.default for f in fields if f.default is not dataclasses.MISSING}
                return self._object(base, {f.name: known.get(f.name, Any) for f in fields}, required, defaults)
            if issubclass(base, tuple) and hasattr(base, "_fields"):
                defaults = dict(getattr(base, "_field_defaults", {}))
                known = hints(base)
                members = {name: known.get(name, Any) for name in getattr(base, "_fields")}
                return self._object(base, members, {name for name in members if name not in defaults}, defaults)
            if issubclass(base, enum.Enum):
                return self._choices([member.value for member in base])
            if issubclass(base, collections.abc.Mapping):
                values = self.schema(arguments[1]) if len(arguments) == 2 else {}
                return {"type": "object", "additionalProperties": values} if values else {"type": "object"}
            for simple_base in (str, bytes, int, float):
                if issubclass(base, simple_base):
                    return dict(_SIMPLE[simple_base])
            if issubclass(base, (collections.abc.Sequence, collections.abc.Iterable)):
                return {"type": "array", "items": self.schema(arguments[0])} if arguments else {"type": "array"}
        adapter = _pydantic_adapter(kind)
        if adapter is not None:
            try:
                return self._with_definitions(adapter.json_schema(ref_template="#/$defs/{model}"))
            except sys.modules["pydantic"].PydanticUserError as error:
                raise TypeError(f"no JSON Schema is known for {kind!r}: {error}") from error
        raise TypeError(f"no JSON Schema is known for {kind!r}")

    def _annotated(self, kind: Any) -> dict[str, Any]:
        schema = self.schema(kind.__origin__)
        for note in kind.__metadata__:
            description = note if isinstance(note, str) else getattr(note, "description", None) or getattr(note, "documentation", None)
            if isinstance(description, str):
                schema = {**schema, "description": description}
        for attribute, limit in _limits(kind):
            schema = {**schema, _LIMITS[attribute]: limit}
        return schema

    def _choices(self, values: list[Any]) -> dict[str, Any]:
        values = [value.value if isinstance(value, enum.Enum) else value for value in values]
        names = {_JSON_NAMES.get(type(value)) for value in values}
        schema: dict[str, Any] = {"enum": values}
        if len(names) == 1 and None not in names:
            schema = {"type": names.pop(), **schema}
        return schema

    def _union(self, members: tuple[Any, ...]) -> dict[str, Any]:
        schemas = [self.schema(member) for member in members]
        if all(set(schema) == {"type"} and isinstance(schema["type"], str) for schema in schemas):
            return {"type": [schema["type"] for schema in schemas]}
        return {"anyOf": schemas}

    def _pydantic(self, kind: Any) -> dict[str, Any]:
        return self._with_definitions(kind.model_json_schema(ref_template="#/$defs/{model}"))

    def _with_definitions(self, schema: dict[str, Any]) -> dict[str, Any]:
        self.definitions.update(schema.pop("$defs", {}))
        return schema

    def _object(self, kind: Any, members: dict[str, Any], required: Any, defaults: dict[str, Any]) -> dict[str, Any]:
        if kind in self.names:
            return {"$ref": f"#/$defs/{self.names[kind]}"}
        from ._docstring import parse

        name = kind.__name__
        while name in self.definitions:
            name += "_"
        self.names[kind] = name
        self.definitions[name] = {}
        text = kind.__doc__
        if text and text.startswith(f"{kind.__name__}("):
            # dataclass writes the signature where there is no text.
            text = None
        description, parameters = parse(text)
        properties = {}
        for member, member_kind in members.items():
            schema = self.schema(member_kind)
            if member in parameters:
                schema.setdefault("description", parameters[member])
            if member in defaults:
                schema["default"] = plain(defaults[member])
            properties[member] = schema
        definition: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
        if description:
            definition = {"type": "object", "description": description, **definition}
        needed = [member for member in members if member in required]
        if needed:
            definition["required"] = needed
        self.definitions[name] = definition
        return {"$ref": f"#/$defs/{name}"}


def plain(value: Any) -> Any:
    """A value as JSON."""
    import json

    from ._model import dumps

    return json.loads(dumps(value))


def schema_of(kind: Any) -> dict[str, Any]:
    """The schema of a type, complete with its definitions."""
    builder = SchemaBuilder()
    schema = builder.schema(kind)
    return complete(builder, schema)


def complete(builder: SchemaBuilder, schema: dict[str, Any]) -> dict[str, Any]:
    """A schema with the definitions it refers to; one that only refers to a definition becomes it."""
    import json

    definitions = builder.definitions
    reference = schema.get("$ref")
    if reference is not None and set(schema) == {"$ref"}:
        name = reference.rsplit("/", 1)[1]
        if json.dumps(definitions).count(json.dumps(reference)) == 0:
            schema = definitions.pop(name)
        else:
            schema = dict(definitions[name])
    return {**schema, "$defs": definitions} if definitions else schema


def adapt(kind: Any, value: Any, path: str) -> Any:
    """The JSON value as this type; raises `Mismatch`."""
    kind = _plainer(kind)
    if kind is Any or kind is inspect.Parameter.empty or isinstance(kind, (str, typing.TypeVar)):
        return value
    origin, arguments = get_origin(kind), get_args(kind)
    if hasattr(kind, "__metadata__"):
        adapted = adapt(kind.__origin__, value, path)
        _check_limits(kind, adapted, path)
        return adapted
    if _presence(kind):
        return adapt(arguments[0], value, path)
    if kind is None or kind is NoneType:
        return _expect(value is None, value, path, "null")
    if origin is Literal:
        for choice in arguments:
            expected = choice.value if isinstance(choice, enum.Enum) else choice
            if expected == value and type(expected) is type(value):
                return choice
        raise Mismatch(f"{path}: expected one of {', '.join(map(repr, arguments))}, got {_excerpt(value)}")
    if origin is Union or origin is types.UnionType:
        reasons = []
        for member in arguments:
            try:
                return adapt(member, value, path)
            except Mismatch as mismatch:
                reasons.append(str(mismatch))
        raise Mismatch(reasons[0] if len(set(reasons)) == 1 else "; or ".join(dict.fromkeys(reasons)))
    base = origin or kind
    if not isinstance(base, type):
        return value
    if base is bool:
        return _expect(isinstance(value, bool), value, path, "true or false")
    if issubclass(base, enum.Enum):
        try:
            return base(value)
        except ValueError:
            choices = ", ".join(repr(member.value) for member in base)
            raise Mismatch(f"{path}: expected one of {choices}, got {_excerpt(value)}") from None
    if issubclass(base, int):
        whole = isinstance(value, float) and value.is_integer()
        _expect(isinstance(value, int) and not isinstance(value, bool) or whole, value, path, "a whole number")
        return base(value)
    if issubclass(base, float):
        _expect(isinstance(value, (int, float)) and not isinstance(value, bool), value, path, "a number")
        return base(value)
    if issubclass(base, (str, bytes)):
        _expect(isinstance(value, str), value, path, "a string")
        return base(value) if issubclass(base, str) else base(value.encode())
    reader = _READERS.get(base)
    if reader is not None:
        _expect(isinstance(value, str), value, path, f"{base.__name__} as a string")
        try:
            return reader(value)
        except ValueError as error:
            raise Mismatch(f"{path}: {error}") from error
    if _is_pydantic(base):
        try:
            return getattr(base, "model_validate")(value)
        except ValueError as error:
            raise Mismatch(f"{path}: {error}") from error
    if _is_typed_dict(base):
        members, needed = _typed_dict(base)
        _check_members(value, members, needed, path)
        return {name: adapt(members[name], item, f"{path}.{name}") for name, item in value.items()}
    if dataclasses.is_dataclass(base):
        fields = {field.name: field for field in dataclasses.fields(base) if field.init}
        required = {n for n, f in fields.items() if f.default is f.default_factory is dataclasses.MISSING}
        _check_members(value, fields, required, path)
        known = hints(base)
        return base(**{name: adapt(known.get(name, Any), item, f"{path}.{name}") for name, item in value.items()})
    if issubclass(base, tuple) and hasattr(base, "_fields"):
        known = hints(base)
        names: tuple[str, ...] = getattr(base, "_fields")
        _check_members(value, dict.fromkeys(names), set(names) - set(getattr(base, "_field_defaults", ())), path)
        return base(**{name: adapt(known.get(name, Any), item, f"{path}.{name}") for name, item in value.items()})
    if issubclass(base, collections.abc.Mapping):
        _expect(isinstance(value, dict), value, path, "an object")
        inner = arguments[1] if len(arguments) == 2 else Any
        return {key: adapt(inner, item, f"{path}.{key}") for key, item in value.items()}
    if issubclass(base, tuple):
        _expect(isinstance(value, list), value, path, "a list")
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return tuple(adapt(arguments[0], item, f"{path}[{i}]") for i, item in enumerate(value))
        if arguments and len(arguments) != len(value):
            raise Mismatch(f"{path}: expected {len(arguments)} items, got {len(value)}")
        return tuple(adapt(arguments[i] if arguments else Any, item, f"{path}[{i}]") for i, item in enumerate(value))
    if issubclass(base, collections.abc.Iterable):
        _expect(isinstance(value, list), value, path, "a list")
        inner = arguments[0] if arguments else Any
        items: Any = [adapt(inner, item, f"{path}[{i}]") for i, item in enumerate(value)]
        collect: Any = base
        return items if isinstance(items, base) or inspect.isabstract(base) else collect(items)
    adapter = _pydantic_adapter(kind)
    if adapter is None:
        return value
    try:
        return adapter.validate_python(value)
    except ValueError as error:
        raise Mismatch(f"{path}: {error}") from error


def _check_members(value: Any, members: Any, required: Any, path: str) -> None:
    _expect(isinstance(value, dict), value, path, "an object")
    for name in required:
        if name not in value:
            raise Mismatch(f"{path}.{name}: is required")
    for name in value:
        if name not in members:
            raise Mismatch(f"{path}.{name}: is not known; known are {', '.join(members)}")


def _check_limits(kind: Any, value: Any, path: str) -> None:
    if value is None:
        return
    for attribute, limit in _limits(kind):
        test, words = _TESTS[attribute]
        if not test(len(value) if attribute.endswith("_length") else value, limit):
            raise Mismatch(f"{path}: expected {words} {limit}, got {_excerpt(value)}")


def _limits(kind: Any) -> Iterator[tuple[str, Any]]:
    """The limits in the notes of an annotated type: of `annotated_types`, and of pydantic's `Field`."""
    for note in (inner for note in kind.__metadata__ for inner in (note, *(getattr(note, "metadata", None) or ()))):
        if isinstance(note, (str, type)):
            continue
        for attribute in _LIMITS:
            limit = getattr(note, attribute, None)
            if isinstance(limit, str if attribute == "pattern" else (int, float)) and not isinstance(limit, bool):
                yield attribute, limit


def _expect(fits: bool, value: Any, path: str, what: str) -> Any:
    if not fits:
        raise Mismatch(f"{path}: expected {what}, got {_excerpt(value)}")
    return value


def _excerpt(value: Any) -> str:
    import json

    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:59] + "…"


def _time(text: str) -> str:
    return text[:-1] + "+00:00" if text[-1:] in "zZ" else text


def _read_datetime(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(_time(text))


def _read_time(text: str) -> dt.time:
    return dt.time.fromisoformat(_time(text))


def _is_multiple(value: float, step: float) -> bool:
    return abs(value / step - round(value / step)) < 1e-9


def _matches(value: str, pattern: str) -> bool:
    return re.search(pattern, value) is not None


_READERS: dict[type, Any] = {
    dt.datetime: _read_datetime,
    dt.date: dt.date.fromisoformat,
    dt.time: _read_time,
    uuid.UUID: uuid.UUID,
    pathlib.Path: pathlib.Path,
}
_SIMPLE: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    bytes: {"type": "string"},
    pathlib.Path: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    list: {"type": "array"},
    dict: {"type": "object"},
    tuple: {"type": "array"},
    set: {"type": "array", "uniqueItems": True},
    dt.datetime: {"type": "string", "format": "date-time"},
    dt.date: {"type": "string", "format": "date"},
    dt.time: {"type": "string", "format": "time"},
    uuid.UUID: {"type": "string", "format": "uuid"},
}
_JSON_NAMES: dict[Any, str] = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}
_LIMITS = {
    "ge": "minimum",
    "gt": "exclusiveMinimum",
    "le": "maximum",
    "lt": "exclusiveMaximum",
    "min_length": "minLength",
    "max_length": "maxLength",
    "multiple_of": "multipleOf",
    "pattern": "pattern",
}
_TESTS: dict[str, tuple[Any, str]] = {
    "ge": (operator.ge, "at least"),
    "gt": (operator.gt, "more than"),
    "le": (operator.le, "at most"),
    "lt": (operator.lt, "less than"),
    "min_length": (operator.ge, "a length of at least"),
    "max_length": (operator.le, "a length of at most"),
    "multiple_of": (_is_multiple, "a multiple of"),
    "pattern": (_matches, "a text that matches"),
}
