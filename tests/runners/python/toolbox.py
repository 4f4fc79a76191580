"""The tools of a scenario, and what they saw."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from typing import Any

from control import Control

from steersman import Tool, ToolContext, tool

STOPPED_WITHIN = 2.0
"""Seconds that a call may take to notice that it was told to stop."""


class Toolbox:
    """All tools of a scenario: functions, or coroutine functions for the asynchronous client."""

    def __init__(self, specs: Sequence[dict[str, Any]], control: Control, asynchronous: bool) -> None:
        self.specs = specs
        self.control = control
        self.asynchronous = asynchronous
        self.seen: list[dict[str, Any]] = []
        self.at_work = 0
        self.most = 0
        self.changed = threading.Condition()
        self.gathering: list[asyncio.Event] = []

    def choose(self, names: Sequence[str]) -> list[Tool[..., Any]]:
        """The tools of these names; all of them if there is no name."""
        return [self._make(spec) for spec in self.specs if not names or spec["name"] in names]

    def observed(self) -> list[dict[str, Any]]:
        """What the calls saw, once none is at work any more: those that were told to stop do so now."""
        with self.changed:
            self.changed.wait_for(lambda: self.at_work == 0, STOPPED_WITHIN)
        return self.seen

    def _make(self, spec: dict[str, Any]) -> Tool[..., Any]:
        def plain(context: ToolContext, **arguments: Any) -> Any:
            self._begin(spec, context, arguments)
            try:
                self._work(spec, context)
            finally:
                self._end()
            return _result(spec, arguments)

        async def coroutine(context: ToolContext, **arguments: Any) -> Any:
            self._begin(spec, context, arguments)
            try:
                await self._work_async(spec)
            except asyncio.CancelledError:
                self._told(spec, context)
                raise
            finally:
                self._end()
            return _result(spec, arguments)

        function: Callable[..., Any] = coroutine if self.asynchronous else plain
        options = {} if spec.get("timeout") is None else {"timeout": spec["timeout"]}
        return tool(name=spec["name"], description=spec["description"], input_schema=spec["input_schema"], **options)(function)

    def _begin(self, spec: dict[str, Any], context: ToolContext, arguments: dict[str, Any]) -> None:
        ran = {"tool": spec["name"], "args": arguments, "id": context.call_id, "step": context.step}
        with self.changed:
            self.seen.append({"ran": ran})
            self.at_work += 1
            self.most = max(self.most, self.at_work)
            self.changed.notify_all()
        if self.asynchronous and self._gathered():
            for event in self.gathering:
                event.set()
            self.gathering.clear()

    def _end(self) -> None:
        with self.changed:
            self.at_work -= 1
            self.changed.notify_all()

    def _told(self, spec: dict[str, Any], context: ToolContext) -> None:
        self.seen.append({"told": {"tool": spec["name"], "why": context.reason}})

    def _gathered(self) -> bool:
        return any(self._together(spec) for spec in self.specs if "together" in spec)

    def _together(self, spec: dict[str, Any]) -> bool:
        return self.most >= spec.get("together", 0)

    def _work(self, spec: dict[str, Any], context: ToolContext) -> None:
        """Works in steps, so that it notices when its result is no longer wanted."""

        def waits(for_how_long: float = 0.0) -> None:
            if context.wait_cancelled(for_how_long):
                self._told(spec, context)
                raise RuntimeError("told to stop")

        if "signals" in spec:
            self.control.post(f"/signal/{spec['signals']}")
        with self.changed:
            # All that are at work go on at the same moment.
            while not self.changed.wait_for(lambda: self._together(spec), 0.05):
                waits()
        if "until" in spec:
            waiting = threading.Thread(target=self.control.get, args=(f"/seen/{spec['until']}",), daemon=True)
            waiting.start()
            while waiting.is_alive():
                waits()
                waiting.join(0.005)
        if "sleeps" in spec:
            waits(spec["sleeps"])

    async def _work_async(self, spec: dict[str, Any]) -> None:
        if "signals" in spec:
            await asyncio.to_thread(self.control.post, f"/signal/{spec['signals']}")
        if not self._together(spec):
            here = asyncio.Event()
            self.gathering.append(here)
            await here.wait()
        if "until" in spec:
            await self.control.come(f"/seen/{spec['until']}")
        await asyncio.sleep(spec.get("sleeps", 0))


def _result(spec: dict[str, Any], arguments: dict[str, Any]) -> Any:
    if "raises" in spec:
        raise RuntimeError(spec["raises"])
    if spec.get("returns_nan"):
        return [float("nan")]
    return arguments if spec.get("echoes") else spec.get("returns")
