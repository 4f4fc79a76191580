"""What the package needs of modules of the standard library that take longer to read than all of this package.

Of `typing`, what runs: type checkers read that module itself. Of `json`, what is called: it is read when that first happens.
Of `inspect`, what `help()` shows: it is read when somebody asks.
"""

from __future__ import annotations

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any, Generic as Generic, TypeVar as TypeVar, cast as cast, overload as overload
else:
    from types import GenericAlias

    class Generic:
        """A class that takes types in brackets."""

        __slots__ = ()
        __class_getitem__ = classmethod(GenericAlias)

    def TypeVar(name, *_constraints, bound=None):
        """A name for a type."""
        return name

    def cast(_kind, value):
        """The value as it is."""
        return value

    def overload(function):
        """One of the ways to call a function."""
        return function


C = TypeVar("C", bound=type)


class _Docstring:
    """The docstring of a class, for which its attributes are looked up when it is read."""

    __slots__ = ("_own",)

    def __init__(self, own: str) -> None:
        self._own = own

    def __get__(self, _: object, cls: type) -> str:
        from ._described import with_attributes

        return with_attributes(self._own, cls)


def described(cls: C) -> C:
    """The class, with a docstring that tells of its attributes as well."""
    if cls.__doc__:
        cls.__doc__ = cast("str", _Docstring(cls.__doc__))
    return cls


def loads(text: str | bytes) -> Any:
    """As `json.loads`."""
    import json

    return json.loads(text)


def dumps(value: Any, **how: Any) -> str:
    """As `json.dumps`."""
    import json

    return json.dumps(value, **how)
