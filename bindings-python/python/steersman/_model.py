# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false
# JSON may be anything: what a value is turns out while it is read.
"""Objects over the JSON of the wire: frozen, typed, and converted only where they are read."""

from __future__ import annotations

import builtins
import os

from . import _light
from ._light import TYPE_CHECKING, TypeVar, cast, described, loads
from ._native import Record, set_event_classes
from ._pydantic import PydanticNames

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any, ClassVar

M = TypeVar("M", bound="Model")

_SECRETS = frozenset({"secret", "proxy_url", "op_token", "token", "password", "upload_url", "upload_fields"})
_MISSING: Any = object()


class Model(Record, PydanticNames):
    """A value of the API.

    Members are attributes. A member that the service did not send is `None`, or what the contract says it means. Members that this
    version does not know are attributes as well. Values are equal when their JSON is, can be hashed, copied and pickled, and never
    change.
    """

    __slots__ = ()

    _fields: ClassVar[dict[str, Any]] = {}
    _defaults: ClassVar[dict[str, Any]] = {}
    _constants: ClassVar[dict[str, str]] = {}

    def __init__(self, /, **members: Any) -> None:
        self._fill(loads(dumps({**self._constants, **members})))

    def __init_subclass__(cls) -> None:
        described(cls)
        # What is the same for all objects of a class is found without a look at their JSON.
        for name, constant in cls._constants.items():
            setattr(cls, name, constant)
        base = cls.__mro__[1]
        if base is not Model and issubclass(base, Model) and base._fields:
            cls._fields = {**base._fields, **cls._fields}
            cls._defaults = {**base._defaults, **cls._defaults}

    @classmethod
    def from_dict(cls: type[M], data: dict[str, Any]) -> M:
        """The value of this JSON object."""
        return _make(cls, _copied(data))

    def to_dict(self) -> dict[str, Any]:
        """The JSON as it came: a copy."""
        copied: dict[str, Any] = _copied(self._json)
        return copied

    def to_json(self, indent: int | None = None) -> str:
        """The JSON as text."""
        return _light.dumps(self._json, ensure_ascii=False, indent=indent)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name[:1] == "_":
                return self._read_json(name)
            cached = self._cache.get(name, _MISSING)
            if cached is not _MISSING:
                return list(cached) if type(cached) is list else cached
            data = self._json
            cls = type(self)
            value = data.get(name)
            if value is None:
                if name in cls._fields:
                    value = _copied(cls._defaults.get(name))
                elif name not in data:
                    raise AttributeError(f"{cls.__name__!r} has no attribute {name!r}")
            if type(value) in _PLAIN and cls._fields.get(name) != "datetime":
                return value
            value = convert(cls._fields.get(name), value)
            if type(value) not in _PLAIN and not isinstance(value, dict):
                self._cache[name] = value
                if type(value) is list:
                    return list(value)
            return value

        def _read_json(self, name: str) -> Any:
            # What the native reader leaves to Python: whole numbers of any length, halves of surrogate pairs, deep nesting.
            if name != "_json":
                raise AttributeError(name)
            value = loads(self._text)
            self._fill({"data": value} if isinstance(self, Event) and not isinstance(value, dict) else value)
            return self._json

    def __setattr__(self, name: str, value: Any) -> None:
        _refuse("assign to", self, name)

    def __delattr__(self, name: str) -> None:
        _refuse("delete", self, name)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return bool(self._json == other._json)

    def __hash__(self) -> int:
        return hash((type(self), _hashable(self._json)))

    def __repr__(self) -> str:
        whole: Any = self._json
        members: dict[str, Any] = whole if isinstance(whole, dict) else {"value": whole}
        shown = (f"{name}={_shown(name, value)}" for name, value in members.items() if name not in self._constants)
        return f"{type(self).__name__}({', '.join(shown)})"

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._fields, *self._json})

    def __reduce__(self) -> tuple[Any, ...]:
        return _make, (type(self), self._json)

    def __copy__(self: M) -> M:
        return self

    def __deepcopy__(self: M, memo: dict[int, Any]) -> M:
        return self


class Event(Model):
    """Something that happened in a session.

    Every type of event has its class, and `UnknownEvent` stands for those that this version does not know. Events are read from
    their text when a member is first asked for.
    """

    __slots__ = ()

    if TYPE_CHECKING:
        index: int | None
        """The place in the log, from 0; `None` when it is not known (in `sessions.list_session_events`)."""
        raw: str
        """The text as the server wrote it."""
        type: str
        """The type, such as `AgentEvent`; empty when the event has none."""
        kind: str
        """What sort of event it is: the kind of its data where there is one (`answer_event`), else its type."""
        data: Any
        """What happened."""
    else:
        index = Record._index
        raw = Record._raw
        type = Record._type
        kind = Record._kind
        data = Record._data
    _fields: ClassVar[dict[str, Any]] = {"type": None, "timestamp": "datetime", "data": None}

    def __init__(self, /, index: int | None = None, **members: Any) -> None:
        self._fill_event(index, dumps({**self._constants, **members}))

    @property
    def timestamp(self) -> dt.datetime | None:
        """When it happened, in UTC; `None` when the event does not say so in a readable way."""
        value = _instant(self._time)
        return value if hasattr(value, "tzinfo") else None

    @classmethod
    def _data_classes(cls) -> dict[str, builtins.type[Model]]:
        """The classes of the data by their kinds, as far as nothing else has to be known to tell."""
        recipe = cls._fields["data"]
        target = _types().__dict__.get(recipe) if isinstance(recipe, str) else None
        names = target.split(" | ") if isinstance(target, str) else [recipe]
        classes = (_types().__dict__.get(name) for name in names if isinstance(name, str))
        models = (found for found in classes if isinstance(found, builtins.type) and issubclass(found, Model))
        return {found._constants["kind"]: found for found in models if found._constants.keys() == {"kind"}}

    @classmethod
    def from_dict(cls: builtins.type[M], data: dict[str, Any]) -> M:
        """The event of this JSON object."""
        return make_event(cls, None, dumps(data))

    def to_dict(self) -> dict[str, Any]:
        """The JSON as it came, whatever it is."""
        value: dict[str, Any]
        try:
            value = self._loads()
        except AttributeError:
            value = loads(self.raw)
        return value

    def to_json(self, indent: int | None = None) -> str:
        """The text as the server wrote it, or laid out with an indent."""
        return self.raw if indent is None else _light.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Event):
            return NotImplemented
        if type(other) is not type(self) or self.index != other.index:
            return False
        return bool(self.raw == other.raw or self._json == other._json)

    def __hash__(self) -> int:
        return hash((self.index, _hashable(self._json)))

    def __repr__(self) -> str:
        data = repr(self.data)
        where = "" if self.index is None else f"{self.index}, "
        kind = f"type={self.type!r}, " if "type" not in self._constants else ""
        return f"{type(self).__name__}({where}{kind}{data if len(data) <= 300 else data[:299] + '…'})"

    def __reduce__(self) -> tuple[Any, ...]:
        return make_event, (type(self), self.index, self.raw)


class Gap(Event):
    """Events that cannot be had any more: it stands in a stream where they would have been. The stream goes on behind them."""

    __slots__ = ()
    _constants: ClassVar[dict[str, str]] = {"type": "steersman.Gap"}

    @property
    def until(self) -> int:
        """Index after the last missing event; `index` is that of the first."""
        return int(self._json["data"]["until"])

    @property
    def reason(self) -> str:
        """Why they are missing: `evicted`, `history_unavailable` or `too_large`."""
        return str(self._json["data"]["reason"])


class UnknownData(Model):
    """An object of a kind that this version does not know."""

    __slots__ = ()


# Past `__init__`, which is for the callers of the package.
_new = Record.__new__


def _make(cls: type[M], data: Any) -> M:
    if issubclass(cls, Event):
        return cast("M", make_event(cls, None, dumps(data)))
    value = _new(cls)
    value._fill(data)
    return value


def make_event(cls: type[M], index: int | None, raw: str) -> M:
    """An event of this class over its text."""
    event = _new(cls)
    event._fill_event(index, raw)
    return event


def _refuse(what: str, value: Model, name: str) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot {what} {name!r}: a {type(value).__name__} does not change")


def _copied(value: Any) -> Any:
    """A copy of JSON that may be changed."""
    if type(value) is dict:
        return {key: _copied(item) for key, item in value.items()}
    if type(value) is list:
        return [_copied(item) for item in value]
    return value


_PLAIN = frozenset({str, int, float, bool, type(None)})


_types_module: Any = None


def _types() -> Any:
    # Imported when it is first needed; a thread that comes while another one imports it waits for it to be complete.
    global _types_module
    if _types_module is None:
        from . import types

        _types_module = types
    return _types_module


_event_classes: dict[str, type[Event]] | None = None


def event_classes() -> dict[str, type[Event]]:
    """The classes of events by their type; the native module knows them, too, from the first time on."""
    global _event_classes
    if _event_classes is None:
        named = vars(_types()).items()
        classes = {
            name: cls
            for name, cls in named
            if isinstance(cls, type) and issubclass(cls, Event) and cls._constants.get("type") == name
        }
        known = {name: (cls, cls._data_classes()) for name, cls in classes.items()}
        set_event_classes(known, _types().UnknownEvent, Gap)
        _event_classes = classes
    return _event_classes


def event_class(kind: str) -> type[Event]:
    """The class of events of this type."""
    return event_classes().get(kind) or _types().UnknownEvent


def convert(recipe: Any, value: Any) -> Any:
    """Makes the value that a recipe of `types.py` describes out of JSON; what does not fit stays JSON."""
    if recipe is None:
        return value if type(value) in _PLAIN else _copied(value)
    if isinstance(recipe, str):
        if recipe == "datetime":
            return _instant(value)
        if recipe == "SessionEvent":
            return make_event(event_class(str(value.get("type"))) if isinstance(value, dict) else _types().UnknownEvent, None, dumps(value))
        target = _types().__dict__.get(recipe)
        if isinstance(target, str):
            return value if "Literal" in target else convert(tuple(target.split(" | ")), value)
        if isinstance(value, dict) and target is not None:
            return _make(target, value)
    elif isinstance(recipe, list):
        if isinstance(value, list):
            inner = recipe[0]
            return [convert(inner, item) for item in value]
    elif isinstance(recipe, dict):
        if isinstance(value, dict):
            inner = recipe[""]
            return {key: convert(inner, item) for key, item in value.items()}
    elif isinstance(value, dict):
        return _choose(recipe, value)
    elif isinstance(value, list):
        for alternative in recipe:
            if isinstance(alternative, list):
                return convert(alternative, value)
    return value if type(value) in _PLAIN else _copied(value)


def _choose(names: tuple[Any, ...], value: dict[str, Any]) -> Any:
    """The class of a union whose constants the value has; without constants, the one that stands alone."""
    classes = [_types().__dict__.get(name) for name in names if isinstance(name, str)]
    classes = [cls for cls in classes if isinstance(cls, type)]
    for cls in classes:
        if cls._constants and all(value.get(key) == constant for key, constant in cls._constants.items()):
            return _make(cls, value)
    for cls in classes:
        if not cls._constants:
            return _make(cls, value)
    return _make(UnknownData, value)


def _instant(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    import datetime as dt

    text = value[:-1] + "+00:00" if value[-1:] in "zZ" else value
    head, dot, rest = text.partition(".")
    if dot:
        # Python 3.10 reads three or six digits of a second and no other number.
        digits = len(rest) - len(rest.lstrip("0123456789"))
        text = f"{head}.{rest[:digits][:6]:0<6}{rest[digits:]}"
    try:
        instant = dt.datetime.fromisoformat(text)
    except ValueError:
        return value
    return instant if instant.tzinfo else instant.replace(tzinfo=dt.timezone.utc)


def _hashable(value: Any) -> Any:
    if isinstance(value, dict):
        return frozenset((key, _hashable(item)) for key, item in value.items())
    if isinstance(value, list):
        return tuple(map(_hashable, value))
    return value


def _shown(name: str, value: Any) -> str:
    if name in _SECRETS and value is not None:
        return "'***'"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {_shown(key, item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        shown = [_shown("", item) for item in value[:5]]
        return "[" + ", ".join(shown + ([f"… {len(value) - 5} more"] if len(value) > 5 else [])) + "]"
    text = repr(value)
    return text if len(text) <= 80 else text[:79] + "…"


def dumps(value: Any) -> str:
    """JSON text of anything that stands for JSON: models, dataclasses, pydantic models, times, enums."""
    return _light.dumps(value, default=_default, allow_nan=False, separators=(",", ":"))


def _default(value: Any) -> Any:
    import datetime as dt
    import enum

    if isinstance(value, Event):
        return value.to_dict()
    if isinstance(value, Model):
        return value._json
    dump = getattr(value, "model_dump", None)
    if callable(dump) and not isinstance(value, type):
        return dump(mode="json")
    if hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        import dataclasses

        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, dt.datetime):
        return (value if value.tzinfo else value.astimezone()).isoformat()
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    if type(value).__name__ == "UUID":
        return str(value)
    if isinstance(value, (set, frozenset)):
        return list(value)
    if hasattr(value, "keys") and hasattr(value, "__getitem__") and not isinstance(value, type):
        return {key: value[key] for key in value.keys()}
    raise TypeError(f"{type(value).__name__} cannot be sent as JSON")
