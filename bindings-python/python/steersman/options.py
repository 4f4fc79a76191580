"""The options of sessions, for type checkers and editors: `client.start_session(**options)`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from .inputs import SessionRequestInput

if TYPE_CHECKING:
    from .session import Tools


class StartOptions(SessionRequestInput, total=False):
    """What `start_session` takes beside tools and the schema of the answer."""

    idempotency_key: str | None
    """Names this creation: the same key with the same request gives the same session. Default: a new random one."""


class WaitOptions(TypedDict, total=False):
    """What waiting for a session takes: what `wait_for_completion` and `run_session` have in common."""

    wait_for_seconds: float
    """Seconds that a poll waits at the server for something to happen, at most 25. Default 20."""
    include_events: bool
    """Whether the result carries the events. Default: it does."""
    timeout_seconds: float | None
    """How long the session may take to settle; then `SessionTimeout`. Default: no limit."""
    poll_backoff_seconds: float
    """Least pause between polls that the server answers at once with nothing; 0 for the default, 0.25."""
    max_polls: int | None
    """Most polls before the wait is given up like after a time-out. Default: no limit."""
    max_parallel_tools: int | None
    """Most calls that run at the same time, default 16; 1 runs them one after another."""
    tool_timeout: float | None
    """The longest that a call may run, in seconds. Default: no limit."""
    retry_budget: float | None
    """How long trouble is survived without one successful request, in seconds. Default 300."""


class CompletionOptions(WaitOptions, total=False):
    """What `wait_for_completion` takes beside the schema of the answer."""

    from_index: int | None
    """Index of the first event of the result. Default: where the last wait of this handle ended, 0 at first."""
    limit: int | None
    """Most events in one page. Default: the server's page size."""
    tools: Tools | None
    """The tools to run, instead of the handle's; `None` runs none."""


class RunOptions(StartOptions, WaitOptions, total=False):
    """What `run_session` takes beside tools and the schema of the answer."""


__all__ = ["CompletionOptions", "RunOptions", "StartOptions", "WaitOptions"]
