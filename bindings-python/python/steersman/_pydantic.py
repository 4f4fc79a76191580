"""What pydantic calls the ways in and out of an object: programs that read the objects of the official package know these names."""

from __future__ import annotations

import builtins

from ._light import TYPE_CHECKING, loads

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from typing_extensions import Self


class PydanticNames:
    """Other names for what a `Model` can do. Options of pydantic that come along have no effect."""

    __slots__ = ()

    if TYPE_CHECKING:

        @classmethod
        def from_dict(cls, data: builtins.dict[str, Any]) -> Self: ...
        def to_dict(self) -> builtins.dict[str, Any]: ...
        def to_json(self, indent: int | None = None) -> str: ...

    def model_dump(self, **_: Any) -> builtins.dict[str, Any]:
        """As `to_dict`."""
        return self.to_dict()

    def dict(self, **_: Any) -> builtins.dict[str, Any]:
        """As `to_dict`."""
        return self.to_dict()

    def model_dump_json(self, *, indent: int | None = None, **_: Any) -> str:
        """As `to_json`."""
        return self.to_json(indent)

    def json(self, *, indent: int | None = None, **_: Any) -> str:
        """As `to_json`."""
        return self.to_json(indent)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, **_: Any) -> Self:
        """The object with some members replaced."""
        return type(self).from_dict({**self.to_dict(), **(update or {})}) if update else self

    def copy(self, *, update: Mapping[str, Any] | None = None, **_: Any) -> Self:
        """As `model_copy`."""
        return self.model_copy(update=update)

    @classmethod
    def model_validate(cls, obj: Any, **_: Any) -> Self:
        """As `from_dict`; an object of this package is taken, too."""
        return cls.from_dict(obj.to_dict() if isinstance(obj, PydanticNames) else obj)

    @classmethod
    def model_validate_json(cls, json_data: str | bytes, **_: Any) -> Self:
        """As `from_dict`, of text."""
        return cls.from_dict(loads(json_data))
