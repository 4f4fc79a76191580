"""Plays scenarios with the official SDK, unmodified and by its public API: reads control URLs from standard input, one in a line.

What it has no words for, it says instead of playing. It has no retry budget, no cursor and no gaps; its tools are told nothing of
their call; a stream has no outcome.
"""

from __future__ import annotations

import sys
import threading
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
from hai_agents import AnswerValidationError, Client, SessionHandle, Tool, WebhookVerificationError, verify_webhook
from hai_agents.core.api_error import ApiError
from pydantic import BaseModel, create_model

sys.path.insert(0, str(Path(__file__).parent.parent / "runners" / "python"))

from control import Control  # noqa: E402  (a module of the Python runner that knows nothing of our package)

WAIT = {
    "from_index": "from_index",
    "limit": "limit",
    "wait_for_seconds": "wait_for_seconds",
    "timeout": "timeout_seconds",
    "poll_backoff": "poll_backoff_seconds",
    "max_polls": "max_polls",
    "include_events": "include_events",
}
STREAM = {"from_index": "from_index", "limit": "limit", "wait_for_seconds": "wait_for_seconds", "until": "until", "timeout": "timeout_seconds"}
CLIENT = {"timeout", "max_retries", "headers"}
STEPS = {"session", "attach_tools", "start", "run", "wait", "stream", "take", "take_all", "close", "sync", "signal", "rest", "send_message"}
STEPS |= {"steer", "call", "download", "webhook", "together"}
TYPES = {"string": str, "integer": int, "number": float, "boolean": bool}


class Inexpressible(Exception):
    """The SDK has no words for it."""


def model(schema: dict[str, Any]) -> type[BaseModel]:
    """The pydantic model for a simple schema of an object."""
    if schema.get("type") != "object" or not schema.get("properties"):
        raise Inexpressible("an answer schema that is not a model")
    required = schema.get("required", [])
    fields: dict[str, Any] = {}
    for name, member in schema["properties"].items():
        if member.get("type") not in TYPES:
            raise Inexpressible("an answer schema that is not a model")
        kind = TYPES[member["type"]]
        fields[name] = (kind, ...) if name in required else (kind | None, None)
    return create_model(schema.get("title", "Answer"), **fields)


class Player:
    def __init__(self, control: Control, program: dict[str, Any]) -> None:
        self.control = control
        self.program = program
        self.client = Client(api_key=program["api_key"], base_url=program["base_url"], **self._client(program["client"]))
        self.handle = self.client.session("s")
        self.attached: list[Tool] = []
        self.stream: Any = None
        self.index = 0
        self.seen: list[dict[str, Any]] = []
        self.ran: list[dict[str, Any]] = []
        self.at_work = 0

    def _client(self, options: dict[str, Any]) -> dict[str, Any]:
        for name in options.keys() - CLIENT:
            raise Inexpressible(f"the option `{name}` of the client")
        return options

    def play(self) -> None:
        try:
            self.check(self.program["program"])
        except Inexpressible as reason:
            self.control.post("/done", {"observed": [{"note": f"cannot be expressed: {reason}"}], "tools": []})
            return
        self.steps(self.program["program"])
        self.control.post("/done", {"observed": self.seen, "tools": self.ran})
        ending = self.program.get("ending")
        if ending == "interrupt":
            self.handle.wait_for_completion()
        if ending == "exit":
            sys.exit(3)

    def check(self, steps: list[Any]) -> None:
        """Whether there are words for everything, before anything is done."""
        for step in steps:
            name, argument = (step, None) if isinstance(step, str) else next(iter(step.items()))
            if name not in STEPS:
                raise Inexpressible(f"the step `{name}`")
            if name == "together":
                for branch in argument:
                    self.check(branch)
            if name in ("wait", "stream"):
                self._watch(argument, WAIT if name == "wait" else STREAM)
            if name in ("start", "run"):
                start = argument["start"] if name == "run" else argument
                if "answer_schema" in start:
                    model(start["answer_schema"])
                if name == "run":
                    self._watch(argument.get("wait", {}), WAIT)
            if name == "call" and "deadline" in argument:
                raise Inexpressible("a deadline of a call")
            if name == "steer" and argument == "share":
                raise Inexpressible("a handle that shares")
            if name == "attach_tools":
                self._choose(argument)

    def steps(self, steps: list[Any]) -> None:
        for step in steps:
            name, argument = (step, None) if isinstance(step, str) else next(iter(step.items()))
            try:
                getattr(self, f"step_{name}")(*([] if argument is None else [argument]))
            except Exception as error:
                self.seen.append(trouble(error))

    def step_session(self, id: str) -> None:
        self.handle = self.client.session(id)

    def step_attach_tools(self, names: list[str]) -> None:
        self.attached = self._choose(names)
        self.handle = SessionHandle(self.client, self.handle.id, tools=self.attached)

    def step_start(self, start: dict[str, Any]) -> None:
        self.handle = self.client.start_session(**self._start(start))
        self.seen.append({"session": self.handle.id})

    def step_run(self, run: dict[str, Any]) -> None:
        result = self.client.run_session(**self._start(run["start"]), **self._watch(run.get("wait", {}), WAIT))
        self.seen.append({"outcome": outcome(result)})

    def step_wait(self, watch: dict[str, Any]) -> None:
        options = self._watch(watch, WAIT)
        result = self.handle.wait_for_completion(**options)
        self.seen.append({"outcome": outcome(result, options.get("from_index", 0))})

    def step_stream(self, watch: dict[str, Any]) -> None:
        options = self._watch(watch, STREAM)
        self.index = options.get("from_index", 0)
        self.stream = self.handle.stream(**options)

    def step_take(self, count: float) -> None:
        taken = 0
        while taken < count:
            try:
                event = next(self.stream)
            except StopIteration:
                self.seen.append({"end": None})
                return
            raw = event.model_dump(mode="json", exclude_unset=True, by_alias=True)
            self.seen.append({"event": {"index": self.index, "raw": raw}})
            self.index += 1
            taken += 1

    def step_take_all(self) -> None:
        self.step_take(float("inf"))

    def step_close(self) -> None:
        self.stream.close()

    def step_sync(self, name: str) -> None:
        self.control.get(f"/seen/{name}")

    def step_signal(self, name: str) -> None:
        self.control.post(f"/signal/{name}")

    def step_rest(self, seconds: float) -> None:
        time.sleep(seconds)

    def step_send_message(self, message: Any) -> None:
        self.handle.send_message(message)
        self.seen.append({"sent": None})

    def step_steer(self, steer: str) -> None:
        value = getattr(self.handle, steer)()
        shown = {"get": "session", "status": "status", "pause": "paused", "resume": "resumed", "force_answer": "forced", "cancel": "cancelled"}
        self.seen.append({shown[steer]: value.id if steer == "get" else value.status if steer == "status" else None})

    def step_call(self, call: dict[str, Any]) -> None:
        resource, _, method = call["operation"].partition(".")
        arguments = dict(call.get("arguments", {}))
        for name, length in call.get("filler", {}).items():
            arguments[name] = "x" * length
        for name, value in arguments.items():
            if name.endswith(("_after", "_before")):
                arguments[name] = datetime.fromisoformat(value)
        getattr(getattr(self.client, resource), method)(**arguments)
        self.seen.append({"reply": {}})

    def step_download(self, path: str) -> None:
        bucket, _, key = path.partition("/")
        pieces = self.client.sessions.get_session_resource(self.handle.id, bucket, key)
        self.seen.append({"downloaded": b"".join(pieces).decode()})

    def step_webhook(self, webhook: dict[str, Any]) -> None:
        import hashlib
        import hmac

        body, secrets = webhook["body"], webhook["secrets"]
        timestamp = webhook.get("timestamp") or str(int(time.time()) - webhook.get("age", 0))
        signer = webhook.get("signed_by") or next(iter(secrets), "")
        digest = hmac.new(signer.encode(), f"{timestamp}.{body}".encode(), hashlib.sha256).hexdigest()
        delivery = verify_webhook(body.encode(), webhook.get("signature", f"sha256={digest}"), timestamp, secrets)
        self.seen.append({"delivery": {"id": delivery.id, "type": delivery.type}})

    def step_together(self, branches: list[list[Any]]) -> None:
        players = [Player(self.control, self.program) for _ in branches]
        for player in players:
            player.handle, player.attached, player.ran = self.handle, self.attached, self.ran
        threads = [threading.Thread(target=player.steps, args=(steps,)) for player, steps in zip(players, branches)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for player in players:
            self.seen.extend(player.seen)

    def _start(self, start: dict[str, Any]) -> dict[str, Any]:
        options = {"agent": start["agent"]}
        for name, key in (("message", "messages"), ("overrides", "overrides"), ("idempotency_key", "idempotency_key")):
            if name in start:
                options[key] = start[name]
        if start.get("tools"):
            options["tools"] = self._choose(start["tools"])
        if "answer_schema" in start:
            options["answer_schema"] = model(start["answer_schema"])
        return options

    def _watch(self, watch: dict[str, Any], words: dict[str, str]) -> dict[str, Any]:
        options: dict[str, Any] = {}
        waits = words is WAIT
        for name, value in watch.items():
            if name in words:
                options[words[name]] = value
            elif name == "tools":
                if value != "handle":
                    options["tools"] = self._choose(value) if value else None
            elif name == "answer_schema":
                options["answer_schema"] = model(value)
            elif name == "any_answer":
                options["answer_schema"] = None
            else:
                raise Inexpressible(f"the option `{name}` of a {'wait' if waits else 'stream'}")
        return options

    def _choose(self, names: list[str]) -> list[Tool]:
        return [self._tool(spec) for spec in self.program["tools"] if not names or spec["name"] in names]

    def _tool(self, spec: dict[str, Any]) -> Tool:
        if spec.get("timeout") is not None:
            raise Inexpressible("a time limit of a tool")

        def run(**arguments: Any) -> Any:
            self.ran.append({"ran": {"tool": spec["name"], "args": arguments}})
            if "signals" in spec:
                self.control.post(f"/signal/{spec['signals']}")
            self.at_work += 1
            began = time.monotonic()
            while self.at_work < spec.get("together", 0) and time.monotonic() - began < 1:
                time.sleep(0.01)
            if "until" in spec:
                self.control.get(f"/seen/{spec['until']}")
            time.sleep(min(spec.get("sleeps", 0), 3))
            if "raises" in spec:
                raise RuntimeError(spec["raises"])
            if spec.get("returns_nan"):
                return [float("nan")]
            return arguments if spec.get("echoes") else spec.get("returns")

        return Tool(name=spec["name"], description=spec["description"], input_schema=spec["input_schema"], fn=run)


def outcome(result: Any, start: int = 0) -> dict[str, Any]:
    answer = result.answer.model_dump(mode="json", exclude_unset=True) if isinstance(result.answer, BaseModel) else result.answer
    fields = {
        "status": result.status,
        "answer": answer,
        "outcome": result.outcome,
        "error": result.error,
        "error_code": result.error_code,
        "next_index": result.next_from_index,
        "events": f"{start}..{start + len(result.events)}" if result.events else None,
    }
    return {name: value for name, value in fields.items() if value is not None}


def trouble(error: Exception) -> dict[str, Any]:
    """An error, in the words of ours where there is one for it."""
    if isinstance(error, ApiError):
        return {"error": {"kind": "status", "status": error.status_code}}
    kinds = {
        AnswerValidationError: "answer_validation",
        TimeoutError: "deadline_exceeded",
        WebhookVerificationError: "webhook_verification",
        httpx.TransportError: "connect",
        ValueError: "invalid_argument",
        TypeError: "invalid_argument",
    }
    kind = next((word for cls, word in kinds.items() if isinstance(error, cls)), type(error).__name__)
    return {"error": {"kind": kind}}


def main() -> None:
    for line in sys.stdin:
        control = Control(line.strip())
        program = control.get("/program")
        try:
            player = Player(control, program)
        except Inexpressible as reason:
            control.post("/done", {"observed": [{"note": f"cannot be expressed: {reason}"}], "tools": []})
            continue
        try:
            player.play()
        except KeyboardInterrupt:
            sys.exit(130)
        if "ending" in program:
            return


if __name__ == "__main__":
    main()
