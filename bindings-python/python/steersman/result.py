"""What sessions and calls come to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ._light import described
from ._model import Event, Gap

if TYPE_CHECKING:
    from .types import AnswerOutcome, Metrics, ModelUsage, SessionChanges, SessionErrorCode, TrajectoryStatus

A = TypeVar("A")
T = TypeVar("T")


@described
@dataclass(frozen=True)
class RawResponse(Generic[T]):
    """A response with what came around its content."""

    data: T
    """What the call gives otherwise."""
    status_code: int
    """The HTTP status."""
    headers: dict[str, str]
    """The headers, their names in small letters."""


@described
@dataclass(frozen=True)
class SessionResult(Generic[A]):
    """What a session came to when it settled."""

    id: str
    """The session."""
    status: TrajectoryStatus
    """The status it settled with: `completed`, `idle`, `failed`, …"""
    answer: A | None
    """The answer: text, or what `answer_schema` makes of it; `None` when there is none."""
    outcome: AnswerOutcome | None
    """The agent's own verdict on its answer, if it gave one."""
    error: str | None
    """Why the session failed, in words, if it did."""
    error_code: SessionErrorCode | None
    """Why the session failed, as a category."""
    next_from_index: int
    """Index of the next event: watching again from here brings only what is new."""
    events: list[Event] = field(default_factory=list["Event"], repr=False)
    """The events of a wait, unless `include_events=False`; empty after a stream, which has handed them out."""
    gaps: list[Gap] = field(default_factory=list["Gap"])
    """What is missing in `events` because the server does not have it any more."""
    usage: list[ModelUsage] = field(default_factory=list["ModelUsage"], repr=False)
    """Tokens per model."""
    metrics: Metrics | None = field(default=None, repr=False)
    """Steps and costs, if the service told them."""
    final_changes: SessionChanges | None = field(default=None, repr=False, compare=False)
    """The state of the session at the end, in the form of `sessions.get_session_changes`, without events."""

    @property
    def is_failure(self) -> bool:
        """Whether the session ended without completing: failed, timed out or interrupted."""
        return self.status in ("failed", "timed_out", "interrupted")


SessionRunResult = SessionResult
"""The name in other SDKs."""


def make_result(data: dict[str, Any], answer: Any, events: list[Event], gaps: list[Gap]) -> SessionResult[Any]:
    """The result of the native module's outcome."""
    from .types import Metrics, ModelUsage, SessionChanges

    known = ("status", "answer", "outcome", "error", "error_code", "metrics")
    final = {name: data[name] for name in known if data[name] is not None}
    return SessionResult(
        id=data["id"],
        status=data["status"],
        answer=answer,
        outcome=data["outcome"],
        error=data["error"],
        error_code=data["error_code"],
        next_from_index=data["next_index"],
        events=events,
        gaps=gaps,
        usage=[ModelUsage.from_dict(usage) for usage in data["usage"]],
        metrics=None if data["metrics"] is None else Metrics.from_dict(data["metrics"]),
        final_changes=SessionChanges.from_dict({**final, "new_events": [], "first_index": data["next_index"]}),
    )


__all__ = ["RawResponse", "SessionResult", "SessionRunResult"]
