"""Structured answers: a schema out, a typed value in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from ._resource import encode
from .errors import AnswerValidationError, InvalidArgumentError


class AnswerType:
    """What the answer has to look like, and what is made of it."""

    __slots__ = ("kind", "schema")

    def __init__(self, given: Any) -> None:
        self.kind: Any = None
        if isinstance(given, Mapping):
            schema: dict[str, Any] = dict(cast("Mapping[str, Any]", given))
        else:
            from ._schema import schema_of

            self.kind = given
            try:
                schema = schema_of(given)
            except TypeError as error:
                raise InvalidArgumentError(
                    f"answer_schema: expected a pydantic model, a dataclass, a TypedDict or a JSON Schema: {error}", field="answer_schema"
                ) from error
            schema.setdefault("title", getattr(given, "__name__", "Answer"))
        self.schema = encode(schema, "answer_schema")

    def convert(self, raw: Any) -> Any:
        """The answer as the type; raises `AnswerValidationError`."""
        if self.kind is None:
            return raw
        from ._schema import Mismatch, _is_pydantic, adapt

        try:
            if _is_pydantic(self.kind):
                return self.kind.model_validate(raw)
            return adapt(self.kind, raw, "answer")
        except (Mismatch, ValueError) as error:
            raise AnswerValidationError(f"the answer does not fit: {error}", raw=raw, reasons=str(error).splitlines()) from error
