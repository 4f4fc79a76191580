"""Sessions watched, steered and answered over real HTTP, by both clients."""

from __future__ import annotations

import asyncio
import dataclasses
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypedDict

import pytest
from conftest import Both, collected, following, got
from pydantic import BaseModel

import steersman
from steersman import (
    AnswerValidationError,
    InvalidArgumentError,
    NotFoundError,
    SessionTimeout,
    is_settled_session_status,
    is_terminal_session_status,
)


async def history(session: Any) -> list[str]:
    """The log as the paged history tells it."""
    return [event.raw for event in await collected(session.events())]


def same(one: list[str], other: list[str]) -> bool:
    import json

    return [json.loads(text) for text in one] == [json.loads(text) for text in other]


async def test_a_session_is_run_to_its_answer(api: Both) -> None:
    result = await api.run(agent="greeter", messages="Ada")
    assert (result.status, result.answer, result.error) == ("completed", "Hello, Ada!", None)
    assert result.next_from_index == len(result.events)
    assert result.gaps == [] and result.final_changes.answer == "Hello, Ada!"


async def test_a_stream_gives_every_event_once_in_order_and_the_result_at_the_end(api: Both) -> None:
    session = await api.start(agent="greeter", messages="Ada")
    stream = session.stream()
    with pytest.raises(steersman.ClosedError):
        stream.result()
    events = await collected(stream)
    assert [event.index for event in events] == list(range(len(events)))
    assert stream.cursor == len(events)
    assert same([event.raw for event in events], await history(session))
    assert stream.result().answer == "Hello, Ada!"
    assert await collected(stream) == []


async def test_a_stream_opened_at_a_cursor_goes_on_exactly_there(api: Both) -> None:
    session = await api.start(agent="greeter", messages="Ada")
    first = session.stream()
    seen = [await following(first) for _ in range(3)]
    assert first.cursor == 3
    first.close()
    seen += await collected(session.stream(from_index=3))
    assert same([event.raw for event in seen], await history(session))


async def test_leaving_a_stream_stops_nothing(api: Both) -> None:
    session = await api.start(agent="walker", messages="go")
    stream = session.stream()
    await following(stream)
    stream.close()
    assert (await got(session.status())).status == "running"
    await got(session.cancel())
    assert (await got(session.wait_for_completion(timeout_seconds=10))).status == "interrupted"
    await got(session.cancel())


async def test_steering_reaches_the_session(api: Both) -> None:
    session = await api.start(agent="walker", messages="go")
    await got(session.pause())
    deadline = time.monotonic() + 10
    while (await got(session.status())).status != "paused":
        assert time.monotonic() < deadline
    await got(session.resume())
    await got(session.send_message("stop"))
    result = await got(session.wait_for_completion(timeout_seconds=20))
    assert result.answer == "Heard: stop"

    forced = await api.start(agent="walker", messages="go")
    await got(forced.force_answer())
    assert (await got(forced.wait_for_completion(timeout_seconds=20))).answer == "Walked"


async def test_each_turn_of_a_conversation_brings_its_own_answer_and_events(api: Both) -> None:
    session = await api.start(agent="parrot", messages="one", idle_timeout_s=60)
    first = await got(session.wait_for_completion())
    assert (first.status, first.answer) == ("idle", "one")
    await got(session.send_message({"type": "user_message", "message": "two"}))
    second = await got(session.wait_for_completion())
    assert (second.status, second.answer) == ("idle", "two")
    assert second.events[0].index == first.next_from_index
    await got(session.send_message(["three", "four"]))
    assert (await got(session.wait_for_completion())).answer == "four"
    await got(session.cancel())


async def test_a_failed_session_says_why(api: Both) -> None:
    result = await api.run(agent="unlucky", messages="go")
    assert (result.status, result.error, result.error_code) == ("failed", "the browser crashed", "environment_error")
    assert result.is_failure and result.answer is None


async def test_a_timeout_says_where_to_go_on_and_bounds_the_wait(api: Both) -> None:
    session = await api.start(agent="sleeper", messages="go")
    started = time.monotonic()
    with pytest.raises(SessionTimeout) as caught:
        await got(session.wait_for_completion(timeout_seconds=0.3))
    assert time.monotonic() - started < 5
    assert isinstance(caught.value, TimeoutError)
    assert caught.value.session_id == session.id and caught.value.cursor is not None
    with pytest.raises(SessionTimeout, match="max_polls"):
        await got(session.wait_for_completion(max_polls=2, wait_for_seconds=0))
    await got(session.cancel())


class Invoice(BaseModel):
    number: int
    paid: bool


@dataclasses.dataclass
class Bill:
    """A bill.

    Attributes:
        number: Its number.
    """

    number: int
    paid: bool


class BillDict(TypedDict):
    number: int
    paid: bool


SCHEMA = {"type": "object", "properties": {"number": {"type": "integer"}}, "required": ["number"]}


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        (Invoice, Invoice(number=7, paid=True)),
        (Bill, Bill(7, True)),
        (BillDict, {"number": 7, "paid": True}),
        (SCHEMA, {"number": 7, "paid": True}),
    ],
    ids=["pydantic", "dataclass", "TypedDict", "JSON Schema"],
)
async def test_an_answer_comes_as_what_was_asked_for(api: Both, schema: Any, expected: Any) -> None:
    agent = {"name": "drawer", "description": "Draws an answer", "environments": []}
    session = await api.start(agent="h/conversation", messages="number 7, paid", answer_schema=schema)
    result = await got(session.wait_for_completion())
    assert type(result.answer) is type(expected)
    raw = await got(session.wait_for_completion(answer_schema=None, from_index=0))
    assert isinstance(raw.answer, dict)
    del agent


async def test_an_answer_that_does_not_fit_is_an_error_with_everything_else(api: Both) -> None:
    session = await api.start(agent="accountant", messages="seven")
    with pytest.raises(AnswerValidationError) as caught:
        await got(session.wait_for_completion(answer_schema=Invoice))
    error = caught.value
    assert isinstance(error, ValueError) and '"seven"' in error.raw
    assert error.result.status == "completed" and error.result.events
    assert error.reasons


async def test_wrong_arguments_are_refused_before_anything_is_sent(api: Both) -> None:
    cases: list[tuple[dict[str, Any], str]] = [
        ({"agent": "greeter", "max_steps": 0}, "max_steps"),
        ({"agent": "greeter", "max_steps": "many"}, "max_steps"),
        ({"agent": "greeter", "overrides": {"x": float("nan")}}, "request"),
        ({"agent": "greeter", "answer_schema": {"type": "nonsense"}}, "answer_schema"),
        ({"agent": "greeter", "answer_schema": SCHEMA, "overrides": {"agent.answer_format": {}}}, "overrides[agent.answer_format]"),
    ]
    for arguments, field in cases:
        with pytest.raises(InvalidArgumentError) as caught:
            await api.start(**arguments)
        assert caught.value.field == field, caught.value
    session = await api.start(agent="greeter", messages="Ada")
    with pytest.raises(InvalidArgumentError, match="whenever") as unknown:
        session.stream(until="whenever")
    assert unknown.value.field == "until"
    with pytest.raises(InvalidArgumentError):
        session.stream(from_index=-1)


async def test_errors_have_their_class_and_their_context(api: Both) -> None:
    session = api.client.session("00000000-0000-0000-0000-000000000000")
    with pytest.raises(NotFoundError) as caught:
        await got(session.get())
    error = caught.value
    assert (error.status_code, error.operation, error.session_id) == (404, "sessions.get_session", session.id)
    assert error.body["detail"] and error.headers and "(status_code: 404)" in str(error)
    with pytest.raises(NotFoundError):
        await collected(session.stream())
    wrong = type(api.client)("hk-wrong", base_url=api.client.base_url)
    with pytest.raises(steersman.AuthenticationError) as refused:
        await got(wrong.sessions.get_session_quota())
    assert "hk-wrong" not in repr(refused.value) + repr(wrong)
    dead = type(api.client)("hk-x", base_url="http://127.0.0.1:9", max_retries=0)
    with pytest.raises(steersman.APIConnectionError) as refused:
        await got(dead.sessions.get_session_quota())
    assert isinstance(refused.value.__cause__, steersman.Cause)


async def test_direct_calls_give_objects_pages_and_raw_responses(api: Both) -> None:
    group = f"group-{api.name}-{time.time()}"
    ids = [(await api.start(agent="greeter", messages="Ada", group_id=group)).id for _ in range(3)]
    page = await got(api.client.sessions.list_sessions(group_id=group, size=2))
    assert page.total == 3 and [one.id for one in page.items] == ids[:0:-1]
    everything = await collected(api.client.sessions.list_sessions_all(group_id=group, size=2))
    assert [one.id for one in everything] == ids[::-1]
    raw = await got(api.client.sessions.with_raw_response.get_session(ids[0]))
    assert raw.status_code == 200 and raw.data.id == ids[0] and "content-type" in raw.headers
    session = await got(api.client.session(ids[0]).get())
    assert isinstance(session, steersman.Session) and session.request.agent.name == "greeter" or session.request.agent == "greeter"
    assert session.created_at.tzinfo is not None
    changes = await got(api.client.session(ids[0]).changes(from_index=0, limit=1))
    assert [type(event) for event in changes.new_events] == [steersman.RequestStartEvent]
    await got(api.client.session(ids[0]).submit_feedback(True, "good"))


async def test_request_options_reach_the_request(api: Both) -> None:
    with pytest.raises(steersman.APITimeoutError):
        session = await api.start(agent="sleeper", messages="go")
        await got(
            api.client.sessions.get_session_changes(
                session.id, from_index=1000, wait_for_seconds=5, request_options={"timeout_in_seconds": 0.05, "max_retries": 0}
            )
        )


async def test_a_deadline_bounds_a_call_with_its_retries(api: Both) -> None:
    class Busy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(429)
            self.send_header("retry-after", "60")
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Busy) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        client = type(api.client)("hk-x", base_url=f"http://127.0.0.1:{server.server_port}")
        with pytest.raises(steersman.SessionTimeout) as late:
            await got(client.sessions.get_session_quota(request_options={"deadline_in_seconds": 10}))
        server.shutdown()
    # What the attempt ended with is an error with all that is known of it.
    cause = late.value.__cause__
    assert isinstance(cause, steersman.RateLimitError) and cause.status_code == 429


async def test_streams_have_a_pace_and_a_reach(api: Both) -> None:
    session = await api.start(agent="greeter", messages="Ada")
    events = await collected(session.stream(poll_backoff_seconds=0.01, read_ahead=1))
    assert await collected(session.stream()) == events
    times = ("timeout_seconds", "tool_timeout", "retry_budget")
    for name in (*times, "poll_backoff_seconds", "read_ahead"):
        for wrong in (-1, float("nan")):
            with pytest.raises(InvalidArgumentError) as refused:
                session.stream(**{name: wrong})
            assert refused.value.field == name
    for unlimited in (None, float("inf")):
        assert await collected(session.stream(**dict.fromkeys(times, unlimited))) == events
        result = await got(session.wait_for_completion(from_index=0, **dict.fromkeys(times, unlimited)))
        assert result.events == events
    with pytest.raises(InvalidArgumentError) as refused:
        await got(api.client.sessions.get_session_quota(request_options={"timeout_in_seconds": -1}))
    assert refused.value.field == "timeout_in_seconds"


def test_the_key_may_be_a_function(local: steersman.Client) -> None:
    runtime = local.local_runtime
    assert runtime is not None
    keys = ["hk-wrong", runtime.api_key, runtime.api_key, runtime.api_key]
    client = steersman.Client(lambda: keys.pop(0), base_url=runtime.base_url)
    with pytest.raises(steersman.AuthenticationError):
        client.sessions.get_session_quota()
    assert client.sessions.get_session_quota().limit > 0
    with pytest.raises(steersman.ConfigurationError):
        steersman.Client(base_url="not a url", api_key="hk-x")


def test_the_names_of_other_sdks_are_there() -> None:
    assert is_terminal_session_status("failed") and not is_terminal_session_status("idle")
    assert is_settled_session_status("idle") and not is_settled_session_status("running")
    with pytest.raises(InvalidArgumentError):
        steersman.assert_request_under_limit({"text": "x" * 100}, max_bytes=50)
    steersman.assert_request_under_limit({"text": "x"}, max_bytes=12)


async def test_free_functions_wait_and_stream(api: Both) -> None:
    session = await api.start(agent="greeter", messages="Ada")
    if api.is_async:
        events = await collected(steersman.async_stream_session(api.client, session.id))
        result = await steersman.async_wait_for_session(api.client, session.id)
    else:
        events = list(steersman.stream_session(api.client, session.id))
        result = steersman.wait_for_session(api.client, session.id)
    assert result.events == events and result.answer == "Hello, Ada!"


def test_files_and_webhooks(tmp_path: Any) -> None:
    import hashlib
    import hmac

    path = tmp_path / "bill.txt"
    path.write_bytes(b"total: 42")
    file = steersman.file_from_path(path, "text/plain")
    assert file.to_dict() == {"type": "base64", "source": "dG90YWw6IDQy", "name": "bill.txt", "media_type": "text/plain"}
    body = b'{"type":"session.idle","id":"e1","created_at":"2026-03-01T09:00:00Z","data":{"session_id":"s1","status":"idle"}}'
    now = str(int(time.time()))
    signature = "sha256=" + hmac.new(b"whsec_1", now.encode() + b"." + body, hashlib.sha256).hexdigest()
    delivery = steersman.verify_webhook(body, signature, now, ["whsec_0", "whsec_1"])
    assert delivery.type == "session.idle" and steersman.sign_webhook(body, now, "whsec_1") == signature
    with pytest.raises(steersman.WebhookVerificationError) as caught:
        steersman.verify_webhook(body, signature, now, "whsec_2")
    assert caught.value.field == "signature"
    with pytest.raises(InvalidArgumentError):
        steersman.verify_webhook(body, signature, now, "")


async def test_a_cancelled_wait_loses_nothing(local: steersman.Client) -> None:
    """Waits are cancelled at random moments, over and over, while a session writes its log."""
    import random

    runtime = local.local_runtime
    assert runtime is not None
    client = steersman.AsyncClient(runtime.api_key, base_url=runtime.base_url)
    session = await client.start_session(agent="walker", messages="go")
    chance = random.Random(7)
    stream = session.stream()
    seen: list[steersman.Event] = []
    cancelled = 0
    while True:
        try:
            if chance.random() < 0.5:
                seen.append(await asyncio.wait_for(stream.__anext__(), chance.random() * 0.004))
            else:
                task = asyncio.ensure_future(stream.__anext__())
                await asyncio.sleep(chance.random() * 0.004)
                if not task.done():
                    task.cancel()
                seen.append(await task)
        except (asyncio.TimeoutError, asyncio.CancelledError):
            cancelled += 1
        except StopAsyncIteration:
            break
        if len(seen) == 400:
            await session.send_message("stop")
    assert cancelled > 10
    assert [event.index for event in seen] == list(range(len(seen)))
    assert same([event.raw for event in seen], await history(session))


async def test_many_streams_share_one_loop_and_many_loops_share_one_client(local: steersman.Client) -> None:
    import threading

    runtime = local.local_runtime
    assert runtime is not None
    client = steersman.AsyncClient(runtime.api_key, base_url=runtime.base_url)

    async def one(name: str) -> Any:
        return (await client.run_session(agent="greeter", messages=name)).answer

    assert await asyncio.gather(*(one(str(i)) for i in range(20))) == [f"Hello, {i}!" for i in range(20)]
    answers: list[Any] = []
    threads = [threading.Thread(target=lambda i=i: answers.append(asyncio.run(one(f"t{i}")))) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        await asyncio.to_thread(thread.join)
    assert sorted(answers) == [f"Hello, t{i}!" for i in range(4)]


def test_one_client_serves_many_threads(local: steersman.Client) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(lambda i: local.run_session(agent="greeter", messages=str(i)).answer, range(64)))
    assert answers == [f"Hello, {i}!" for i in range(64)]


def test_uvloop_and_repeated_loops_work(local: steersman.Client) -> None:
    import uvloop

    runtime = local.local_runtime
    assert runtime is not None
    client = steersman.AsyncClient(runtime.api_key, base_url=runtime.base_url)

    async def main() -> Any:
        return (await client.run_session(agent="greeter", messages="Ada")).answer

    for _ in range(3):
        assert asyncio.run(main()) == "Hello, Ada!"
        loop = uvloop.new_event_loop()
        assert loop.run_until_complete(main()) == "Hello, Ada!"
        loop.close()
