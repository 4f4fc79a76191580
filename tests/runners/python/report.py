"""What a program saw, as the trace has it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from steersman import AnswerValidationError, Event, Gap, SessionResult, SteersmanError


def _said(fields: dict[str, Any]) -> dict[str, Any]:
    """Fields that say something."""
    return {name: value for name, value in fields.items() if value is not None and value != []}


def item(item: Event) -> dict[str, Any]:
    if isinstance(item, Gap):
        return {"gap": _gap(item)}
    return {"event": {"index": item.index, "raw": item.to_dict()}}


def _gap(gap: Gap) -> dict[str, Any]:
    return {"from": gap.index, "to": gap.until, "reason": gap.reason}


def outcome(result: SessionResult[Any]) -> dict[str, Any]:
    """An outcome; a wait's events are shown by their indices."""
    return _said(
        {
            "status": result.status,
            "answer": result.answer,
            "outcome": result.outcome,
            "error": result.error,
            "error_code": result.error_code,
            "next_index": result.next_from_index,
            "events": _indices(event.index for event in result.events) or None,
            "gaps": [_gap(gap) for gap in result.gaps],
        }
    )


def _indices(indices: Iterable[int | None]) -> str:
    """`0..3`, or `0..3, 5..8` where some are missing."""
    runs: list[list[int]] = []
    for index in indices:
        assert index is not None
        if runs and runs[-1][1] == index:
            runs[-1][1] += 1
        else:
            runs.append([index, index + 1])
    return ", ".join(f"{start}..{end}" for start, end in runs)


def error(error: SteersmanError) -> dict[str, Any]:
    """An error. The text is shown where it is the server's."""
    cause = error.__cause__
    return {
        "error": _said(
            {
                "kind": error.kind,
                "retry": error.retry,
                "status": error.status_code,
                "message": None if error.status_code is None else error.message,
                "operation": error.operation,
                "session": error.session_id,
                "cursor": error.cursor,
                "field": error.field,
                "quota": [{"limit": limit["limit"], "scope": limit["scope"]} for limit in getattr(error, "quota", [])],
                "cause": cause.kind if isinstance(cause, SteersmanError) else None,
                "rejected": outcome(error.result) if isinstance(error, AnswerValidationError) else None,
            }
        )
    }


def reply(value: Any) -> dict[str, Any]:
    """What a call gave, as JSON."""
    return {"reply": None if value is None else value.to_dict()}
