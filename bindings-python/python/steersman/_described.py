"""What `help()` tells of attributes: the texts that stand below them in the source, where editors find them."""

from __future__ import annotations

import ast
import functools
import inspect
import sys
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def with_attributes(docstring: str, cls: type) -> str:
    """The docstring of a class with a section of its attributes, those of its bases included."""
    found: dict[str, str] = {}
    for part in cls.__mro__:
        for name, text in _attributes(part.__module__).get(part.__qualname__, ()):
            found.setdefault(name, text)
    lines = [
        textwrap.fill(text, 120, initial_indent=" " * 4, subsequent_indent=" " * 8, break_long_words=False, break_on_hyphens=False)
        for text in found.values()
    ]
    return "\n".join([inspect.cleandoc(docstring), *(["", "Attributes:", *lines] if lines else [])])


@functools.cache
def _attributes(module: str) -> dict[str, list[tuple[str, str]]]:
    """The classes of a module of this package with their attributes; empty where its source is not there."""
    if not module.startswith("steersman."):
        return {}
    try:
        tree = ast.parse(inspect.getsource(sys.modules[module]))
    except (OSError, TypeError):
        return {}
    return {node.name: list(_described(node.body)) for node in tree.body if isinstance(node, ast.ClassDef)}


def _described(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    """The attributes with a text, and what each is told as: `name (type): text`."""
    for statement, below in zip(body, [*body[1:], None]):
        if isinstance(statement, ast.If):
            yield from _described(statement.body)
        elif (
            isinstance(statement, ast.AnnAssign)
            and isinstance(statement.target, ast.Name)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
        ):
            name, kind = statement.target.id, ast.unparse(statement.annotation)
            yield name, f"{name} ({kind}): {' '.join(str(below.value.value).split())}"
