"""Reads docstrings: what a function does, and what its parameters mean, in the styles of Google, NumPy and reST."""

from __future__ import annotations

import inspect
import re

_SECTIONS = frozenset(
    "args arguments parameters params returns return yields yield raises raise examples example note notes see also "
    "references warns warnings attributes other".split()
)
_PARAMETERS = frozenset({"args", "arguments", "attributes", "parameters", "params"})
_GOOGLE = re.compile(r"^\*{0,2}(\w+)\s*(?:\([^)]*\))?\s*:\s*(.*)$")
_REST = re.compile(r"^:(?:param|parameter|arg|argument)\s+(?:[^:]*\s)?\*{0,2}(\w+)\s*:\s*(.*)$")
_NUMPY = re.compile(r"^\*{0,2}(\w+(?:\s*,\s*\*{0,2}\w+)*)\s*(?::.*)?$")


def parse(text: str | None) -> tuple[str, dict[str, str]]:
    """The description without the sections, and the text of each parameter."""
    if not text:
        return "", {}
    lines = inspect.cleandoc(text).splitlines()
    description: list[str] = []
    parameters: dict[str, list[str]] = {}
    section = ""
    current: list[str] | None = None
    indent = 0
    position = 0
    while position < len(lines):
        line = lines[position]
        stripped = line.strip()
        depth = len(line) - len(line.lstrip())
        underlined = position + 1 < len(lines) and re.fullmatch(r"-{3,}", lines[position + 1].strip() or "x") is not None
        name = stripped.rstrip(":").lower()
        if depth == 0 and name.split(" ")[0] in _SECTIONS and (underlined or stripped.endswith(":")):
            section = "numpy" if underlined and name in _PARAMETERS else "google" if name in _PARAMETERS else "other"
            current, indent = None, -1
            position += 2 if underlined else 1
            continue
        rest = _REST.match(stripped)
        if rest:
            section, current = "rest", parameters.setdefault(rest[1], [rest[2]])
        elif stripped.startswith(":") and re.match(r"^:\w+", stripped):
            section, current = "rest", None
        elif section == "":
            description.append(line)
        elif section == "google" and stripped:
            if indent < 0:
                indent = depth
            found = _GOOGLE.match(stripped) if depth <= indent else None
            if depth == 0:
                section = ""
                description.append(line)
            elif found:
                current = parameters.setdefault(found[1], [found[2]])
            elif current is not None:
                current.append(stripped)
        elif section == "numpy" and stripped:
            found = _NUMPY.match(stripped) if depth == 0 else None
            if found:
                current = []
                for one in found[1].split(","):
                    parameters[one.strip(" *")] = current
            elif current is not None:
                current.append(stripped)
        elif section == "rest" and stripped and depth > 0 and current is not None:
            current.append(stripped)
        elif section == "rest" and stripped and depth == 0:
            section = ""
            description.append(line)
        position += 1
    texts = {name: " ".join(part for part in parts if part).strip() for name, parts in parameters.items()}
    return "\n".join(description).strip(), {name: text for name, text in texts.items() if text}
