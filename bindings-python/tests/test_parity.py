"""The same program with the official SDK and with this package: what it sees is the same, but for what is listed here.

Each function below is written once and run twice, with `hai_agents` and with `steersman` as `sdk`, on the same embedded runtime.
"""

from __future__ import annotations

import inspect
import json
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import hai_agents
import httpx
import pytest
from pydantic import BaseModel

import steersman

SDKS = {"hai_agents": hai_agents, "steersman": steersman}


class Total(BaseModel):
    total: int


class Account(BaseModel):
    number: str
    paid: bool


def double(number: int) -> int:
    """Doubles a number.

    Args:
        number: What to double.
    """
    return number * 2


def refused(call: Callable[[], Any]) -> Any:
    """What a call that has to fail says to a program: the status of an error of the API, or which built-in error it also is."""
    try:
        call()
    except Exception as error:
        if getattr(error, "status_code", None):
            return error.status_code
        return next(kind.__name__ for kind in (TimeoutError, ValueError, TypeError, Exception) if isinstance(error, kind))
    return "accepted"


def plain(value: Any) -> Any:
    return str(getattr(value, "value", value)) if value is not None else None


def summary(result: Any) -> dict[str, Any]:
    """What a program can see of a result."""
    return {
        "status": plain(result.status),
        "answer": result.answer,
        "outcome": plain(result.outcome),
        "error": result.error,
        "error_code": plain(result.error_code),
        "next_from_index": result.next_from_index,
        "events": [described(event) for event in result.events],
    }


def described(event: Any) -> tuple[str, str]:
    kind = getattr(event.data, "kind", None)
    return plain(event.type) or "", plain(kind) or ""


# What is the same.


def run(sdk: Any, client: Any) -> Any:
    return summary(client.run_session(agent="greeter", messages="Ada"))


def run_by_the_free_function(sdk: Any, client: Any) -> Any:
    return summary(sdk.run_session(client, agent="greeter", messages="Ada", wait_for_seconds=5, timeout_seconds=30))


def run_without_events(sdk: Any, client: Any) -> Any:
    result = client.run_session(agent="greeter", messages="Ada", include_events=False, poll_backoff_seconds=0.01)
    return plain(result.status), result.answer, result.events


def run_with_a_tool(sdk: Any, client: Any) -> Any:
    return summary(client.run_session(agent="calculator", messages="go", tools=[double], timeout_seconds=30))


def run_with_an_async_tool(sdk: Any, client: Any) -> Any:
    async def later(number: int) -> int:
        """Doubles a number."""
        return number * 2

    return client.run_session(agent="calculator", messages="go", tools=[sdk.tool(later, name="double")], timeout_seconds=30).answer


def run_a_tool_that_fails(sdk: Any, client: Any) -> Any:
    def broken(number: int) -> int:
        """Doubles a number."""
        raise LookupError("no such number")

    result = client.run_session(agent="calculator", messages="go", tools=[sdk.tool(broken, name="double")], timeout_seconds=30)
    return plain(result.status), "LookupError: no such number" in str(result.events)


def run_to_a_failure(sdk: Any, client: Any) -> Any:
    return summary(client.run_session(agent="unlucky", messages="go"))


def run_to_an_answer_of_a_model(sdk: Any, client: Any) -> Any:
    result = client.run_session(agent="accountant", messages="A-17", answer_schema=Account)
    return type(result.answer), result.answer


def an_answer_that_does_not_fit_its_model(sdk: Any, client: Any) -> Any:
    try:
        client.start_session(agent="accountant", messages="A-17").wait_for_completion(answer_schema=Total)
    except sdk.AnswerValidationError as error:
        return isinstance(error, ValueError), error.raw
    return "accepted"


def stream(sdk: Any, client: Any) -> Any:
    return [described(event) for event in client.start_session(agent="greeter", messages="Ada").stream()]


def stream_by_the_free_function_from_an_index(sdk: Any, client: Any) -> Any:
    session = client.start_session(agent="greeter", messages="Ada")
    session.wait_for_completion()
    return [described(event) for event in sdk.stream_session(client, session.id, from_index=2, limit=1)]


def wait_by_the_free_function(sdk: Any, client: Any) -> Any:
    session = client.start_session(agent="greeter", messages="Ada")
    return summary(sdk.wait_for_session(client, session.id))


def leave_a_stream_and_steer(sdk: Any, client: Any) -> Any:
    session = client.start_session(agent="walker", messages="go")
    for _ in session.stream():
        break
    session.pause()
    session.resume()
    session.send_message("stop")
    result = session.wait_for_completion()
    return plain(result.status), result.answer


def force_an_answer(sdk: Any, client: Any) -> Any:
    session = client.start_session(agent="walker", messages="go")
    session.force_answer()
    return session.wait_for_completion().answer


def cancel(sdk: Any, client: Any) -> Any:
    session = client.start_session(agent="sleeper", messages="go")
    session.cancel()
    result = session.wait_for_completion()
    return plain(result.status), result.answer, sdk.is_settled_session_status(result.status), sdk.is_terminal_session_status("idle")


def read(sdk: Any, client: Any) -> Any:
    session = client.start_session(agent="greeter", messages="Ada")
    session.wait_for_completion()
    whole, status, changes = session.get(), session.status(), session.changes(from_index=1)
    quiet = session.changes(from_index=changes.first_index + len(changes.new_events), wait_for_seconds=0)
    return plain(whole.status.status if hasattr(whole.status, "status") else whole.status), plain(status.status), status.steps, len(changes.new_events), changes.first_index, quiet


def list_pages(sdk: Any, client: Any) -> Any:
    group = f"{sdk.__name__}-{time.monotonic_ns()}"
    for name in ("a", "b", "c"):
        client.run_session(agent="greeter", messages=name, group_id=group)
    page = client.sessions.list_sessions(group_id=group, size=2, page=1)
    return page.total, page.page, len(page.items), [plain(item.status) for item in page.items]


def agents_are_made_read_and_removed(sdk: Any, client: Any) -> Any:
    name = f"parity-{sdk.__name__.replace('_', '-')}"
    made = client.agents.create_agent(name=name, description="Tries.", environments=[])
    found = client.agents.get_agent(name)
    client.agents.delete_agent(name)
    return made.description, found.description, refused(lambda: client.agents.get_agent(name))


def errors_have_their_status(sdk: Any, client: Any) -> Any:
    nowhere = client.session("00000000-0000-0000-0000-000000000000")
    seen: list[Any] = [refused(nowhere.status), refused(nowhere.get)]
    seen.append(refused(lambda: client.start_session(agent="nobody-knows-it")))
    return seen


def tools_are_refused_before_anything_is_sent(sdk: Any, client: Any) -> Any:
    def silent(number: int) -> int:
        return number

    def greedy(*numbers: int) -> int:
        """Takes anything."""
        return 0

    return [refused(lambda tools=tools: client.start_session(agent="greeter", tools=tools)) != "accepted" for tools in ([silent], [greedy], [double, double])]  # type: ignore[misc]


def a_tool_made_of_its_parts(sdk: Any, client: Any) -> Any:
    schema = {"type": "object", "properties": {"number": {"type": "integer"}}}
    made = sdk.Tool(name="double", description="Doubles a number.", input_schema=schema, fn=double)
    result = client.run_session(agent="calculator", messages="go", tools=[made], timeout_seconds=30)
    return made.definition(), made.fn is double, made(4), result.answer


def a_handle_made_by_its_class(sdk: Any, client: Any) -> Any:
    started = client.start_session(agent="calculator", messages="go", tools=[double])
    handle = sdk.SessionHandle(client, started.id, tools=[double])
    other = sdk.SessionHandle(client, client.start_session(agent="accountant", messages="A-17").id, Account)
    return handle.id == started.id, handle.wait_for_completion().answer, other.wait_for_completion().answer


def messages_of_every_form(sdk: Any, client: Any) -> Any:
    session = client.start_session(agent="parrot", messages=[sdk.UserMessageEvent(message="one")], idle_timeout_s=60)
    session.wait_for_completion()
    session.send_message(sdk.UserMessageEvent(message="two"))
    session.send_message(sdk.SendSessionMessagesRequestBody_Batch(messages=[sdk.UserMessageEvent(message="three")]))
    until = time.monotonic() + 20
    while session.changes(wait_for_seconds=0).answer != "three":
        assert time.monotonic() < until
    session.cancel()
    return "three"


def kinds_told_by_class(sdk: Any, client: Any) -> Any:
    result = client.run_session(agent="calculator", messages="go", tools=[double], timeout_seconds=30)
    found = [event for event in result.events if isinstance(event, sdk.SessionEventZero_AgentEvent)]
    answers = [event.data.answer for event in found if isinstance(event.data, sdk.AgentEventData_AnswerEvent)]
    results = [event.data.result for event in found if isinstance(event.data, sdk.AgentEventData_ToolResult)]
    return len(found), answers, results


def the_ways_of_pydantic(sdk: Any, client: Any) -> Any:
    result = client.run_session(agent="calculator", messages="go", tools=[double], timeout_seconds=30)
    event = result.events[-1]
    whole, text = event.dict(), json.loads(event.json())
    session = client.session(result.id).get()
    changed = session.model_copy(update={"id": "other"})
    return (
        plain(whole["type"]),
        whole["data"] == event.model_dump(mode="json")["data"],
        text["type"],
        text["data"] == json.loads(event.model_dump_json())["data"],
        changed.id,
        type(changed) is type(session),
        type(session).model_validate(session.model_dump(mode="json")).id == session.model_copy().id,
    )


def the_schema_of_a_tool(sdk: Any, client: Any) -> Any:
    made = sdk.as_tools([double])[0]
    number = made.input_schema["properties"]["number"]
    return made.name, number["type"], made.input_schema["required"]


def a_time_out(sdk: Any, client: Any) -> Any:
    session = client.start_session(agent="sleeper", messages="go")
    return refused(lambda: session.wait_for_completion(timeout_seconds=0.05, wait_for_seconds=0, poll_backoff_seconds=0.01))


def too_many_polls(sdk: Any, client: Any) -> Any:
    session = client.start_session(agent="sleeper", messages="go")
    return refused(lambda: session.wait_for_completion(max_polls=2, wait_for_seconds=0))


def the_same_key_gives_the_same_session(sdk: Any, client: Any) -> Any:
    key = f"{sdk.__name__}-{time.monotonic_ns()}"
    first = client.start_session(agent="greeter", messages="Ada", idempotency_key=key)
    return first.id == client.start_session(agent="greeter", messages="Ada", idempotency_key=key).id


def a_file_and_a_size(sdk: Any, client: Any) -> Any:
    file = sdk.file_from_path(__file__, media_type="text/x-python")
    return file.name, file.media_type, plain(file.type), refused(lambda: sdk.assert_request_under_limit({"text": "x" * 50}, max_bytes=40))


def without_tools_a_wait_ends_where_the_session_asks_for_them(sdk: Any, client: Any) -> Any:
    session = client.start_session(agent="calculator", messages="go")
    return plain(session.wait_for_completion().status)


# What differs, and why ours is better.


def two_tools_of_a_step_at_once(sdk: Any, client: Any) -> Any:
    meeting = threading.Barrier(2)
    met: list[int] = []

    def meet(number: int) -> int:
        """Meets the other call of the step."""
        try:
            meeting.wait(1)
            met.append(number)
        except threading.BrokenBarrierError:
            pass
        return number

    client.run_session(agent="calculator", messages="go", tools=[sdk.tool(meet, name="double")], timeout_seconds=30)
    return sorted(met)


def the_answer_to_a_second_message(sdk: Any, client: Any) -> Any:
    session = client.start_session(agent="parrot", messages="one", idle_timeout_s=60)
    session.wait_for_completion()
    session.send_message("two")
    result = session.wait_for_completion()
    session.cancel()
    return result.answer, len(result.events) == result.next_from_index


def an_option_out_of_range(sdk: Any, client: Any) -> Any:
    return refused(lambda: client.start_session(agent="greeter", messages="x", max_steps=-1))


def cancelling_what_has_ended(sdk: Any, client: Any) -> Any:
    session = client.start_session(agent="greeter", messages="Ada")
    session.wait_for_completion()
    return refused(session.cancel)


def a_stream_of_a_handle_with_tools(sdk: Any, client: Any) -> Any:
    calls: list[int] = []

    def counted(number: int) -> int:
        """Doubles a number."""
        calls.append(number)
        return number * 2

    session = client.start_session(agent="calculator", messages="go", tools=[sdk.tool(counted, name="double")])
    for event in session.stream(timeout_seconds=5):
        if "awaiting_tool_results" in str(event):
            threading.Timer(0.5, refused, (session.cancel,)).start()
    return len(calls) > 0


def a_result_that_is_no_json(sdk: Any, client: Any) -> Any:
    def endless(number: int) -> float:
        """Doubles a number."""
        return float("nan")

    session = client.start_session(agent="calculator", messages="go", tools=[sdk.tool(endless, name="double")])
    return refused(lambda: session.wait_for_completion(timeout_seconds=10))


def what_is_left_of_an_answer_that_does_not_fit(sdk: Any, client: Any) -> Any:
    try:
        client.start_session(agent="accountant", messages="A-17").wait_for_completion(answer_schema=Total)
    except sdk.AnswerValidationError as error:
        return len(getattr(getattr(error, "result", None), "events", []))
    return "accepted"


def a_wait_of_no_time_is_bounded(sdk: Any, client: Any) -> Any:
    def lasting(number: int) -> int:
        """Doubles a number."""
        time.sleep(1.5)
        return number * 2

    session = client.start_session(agent="calculator", messages="go", tools=[sdk.tool(lasting, name="double")])
    began = time.monotonic()
    refused(lambda: session.wait_for_completion(timeout_seconds=0.3))
    return time.monotonic() - began > 1.2


def the_place_of_an_event(sdk: Any, client: Any) -> Any:
    session = client.start_session(agent="greeter", messages="Ada")
    events = session.stream()
    first = next(iter(events))
    return getattr(first, "index", None), getattr(events, "cursor", None)


SAME = [
    run,
    run_by_the_free_function,
    run_without_events,
    run_with_a_tool,
    run_with_an_async_tool,
    run_a_tool_that_fails,
    run_to_a_failure,
    run_to_an_answer_of_a_model,
    an_answer_that_does_not_fit_its_model,
    stream,
    stream_by_the_free_function_from_an_index,
    wait_by_the_free_function,
    leave_a_stream_and_steer,
    force_an_answer,
    cancel,
    read,
    list_pages,
    agents_are_made_read_and_removed,
    errors_have_their_status,
    tools_are_refused_before_anything_is_sent,
    a_tool_made_of_its_parts,
    a_handle_made_by_its_class,
    messages_of_every_form,
    kinds_told_by_class,
    the_ways_of_pydantic,
    the_schema_of_a_tool,
    a_time_out,
    too_many_polls,
    the_same_key_gives_the_same_session,
    a_file_and_a_size,
    without_tools_a_wait_ends_where_the_session_asks_for_them,
]

# What the official SDK gives, what this package gives, and why the latter is better.
DIFFERENT: list[tuple[Callable[[Any, Any], Any], Any, Any, str]] = [
    (two_tools_of_a_step_at_once, [], [4, 5], "k tools of a second take a second, not k"),
    (the_answer_to_a_second_message, ("two", True), ("two", False), "each turn brings its own events, not all since the beginning again"),
    (an_option_out_of_range, 422, "ValueError", "it is refused before anything is sent, and the option is named"),
    (cancelling_what_has_ended, 409, "accepted", "the wish is fulfilled"),
    (a_stream_of_a_handle_with_tools, True, False, "a stream is a read-only view; tools=True runs tools"),
    (a_result_that_is_no_json, "ValueError", "accepted", "the agent is told that the result is no JSON, and goes on"),
    (what_is_left_of_an_answer_that_does_not_fit, 0, 8, "the events were paid for"),
    (a_wait_of_no_time_is_bounded, True, False, "a time-out bounds tools, too"),
    (the_place_of_an_event, (None, None), (0, 1), "a stream can be left and gone on with, exactly"),
]


@pytest.fixture(scope="module")
def clients(local: steersman.Client) -> Iterator[dict[str, Any]]:
    assert local.local_runtime is not None
    key, url = local.local_runtime.api_key, local.base_url
    with httpx.Client(timeout=60, follow_redirects=True) as theirs:
        yield {
            "hai_agents": hai_agents.Client(api_key=key, base_url=url, httpx_client=theirs),
            "steersman": steersman.Client(api_key=key, base_url=url),
        }


@pytest.mark.parametrize("program", SAME, ids=lambda program: program.__name__)
def test_a_program_sees_the_same_with_both(program: Callable[[Any, Any], Any], clients: dict[str, Any]) -> None:
    theirs, ours = (program(sdk, clients[name]) for name, sdk in SDKS.items())
    assert ours == theirs


@pytest.mark.parametrize(("program", "theirs", "ours", "why"), DIFFERENT, ids=[entry[0].__name__ for entry in DIFFERENT])
def test_what_differs_is_listed_with_its_reason(
    program: Callable[[Any, Any], Any], theirs: Any, ours: Any, why: str, clients: dict[str, Any]
) -> None:
    assert program(steersman, clients["steersman"]) == ours, why
    assert program(hai_agents, clients["hai_agents"]) == theirs, "it is the same there now: strike it off the list"


def parameters(function: Any) -> dict[str, inspect.Parameter]:
    return dict(inspect.signature(function).parameters)


# Functions of modules and methods of classes, by name, for both.
SIGNATURES = [
    "run_session",
    "async_run_session",
    "stream_session",
    "async_stream_session",
    "wait_for_session",
    "async_wait_for_session",
    "as_tools",
    "tool",
    "file_from_path",
    "verify_webhook",
    "assert_request_under_limit",
    "is_settled_session_status",
    "is_terminal_session_status",
    *(f"{client}.{method}" for client in ("Client", "AsyncClient") for method in ("__init__", "run_session", "start_session", "session")),
    *(
        f"{handle}.{method}"
        for handle in ("SessionHandle", "AsyncSessionHandle")
        for method in "get status changes send_message pause resume cancel force_answer wait_for_completion stream".split()
    ),
]
# What is left out on purpose, or has another default for a reason that the README gives.
EXCEPT = {
    "Client.__init__.environment": "text here, an enumeration there; both are taken",
    "Client.__init__.timeout": "60 s in both; there it is filled in later",
    "Client.__init__.max_retries": "2 in both; there it is filled in later",
    "AsyncClient.__init__.async_token": "api_key may be a coroutine function",
    "SessionHandle.stream.tools": "a stream only watches, unless it is asked to run tools",
}


@pytest.mark.parametrize("name", SIGNATURES)
def test_names_parameters_and_defaults_are_those_of_the_official_sdk(name: str) -> None:
    theirs, ours = hai_agents, steersman
    for part in name.split("."):
        theirs, ours = getattr(theirs, part), getattr(ours, part)
    taken = parameters(ours)
    takes_any = any(parameter.kind is parameter.VAR_KEYWORD for parameter in taken.values())
    positional = [parameter.name for parameter in taken.values() if parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.POSITIONAL_ONLY)]
    for parameter in parameters(theirs).values():
        if parameter.kind is parameter.VAR_KEYWORD or f"{name.replace('Async', '')}.{parameter.name}" in EXCEPT or f"{name}.{parameter.name}" in EXCEPT:
            continue
        if parameter.name not in taken:
            assert takes_any or (parameter.kind is parameter.POSITIONAL_OR_KEYWORD and positional), parameter
            continue
        default = taken[parameter.name].default
        assert default == parameter.default or bool(default) is bool(parameter.default) is False, (parameter, taken[parameter.name])


RESOURCES = "sessions skills environments agents webhooks schedules browser_profiles vaults session_files quota".split()


@pytest.mark.parametrize("name", RESOURCES)
def test_every_direct_call_is_there_with_the_parameters_of_the_official_sdk(name: str, clients: dict[str, Any]) -> None:
    # A name in the path and in the body is one name here; a request that consists of one thing is given by its members.
    renamed = {"update_skill": {"name_", "name"}, "pause_schedule": {"request"}}
    theirs, ours = getattr(clients["hai_agents"], name), getattr(clients["steersman"], name)
    compared = 0
    for method in dir(theirs):
        if method.startswith("_") or method in ("with_raw_response", "close", "own_session_ids"):
            continue
        there, here = parameters(getattr(theirs, method)), parameters(getattr(ours, method))
        assert set(there) - set(here) - renamed.get(method, set()) == set(), method
        for parameter in there.values():
            if parameter.name in here and parameter.name not in renamed.get(method, set()):
                assert here[parameter.name].kind is parameter.kind, (method, parameter)
        required = {parameter.name for parameter in here.values() if parameter.default is parameter.empty}
        assert required - renamed.get(method, set()) <= {parameter.name for parameter in there.values() if parameter.default is parameter.empty}, method
        compared += 1
    assert compared


def test_every_name_that_programs_import_is_there() -> None:
    # Clients of httpx, which is not inside here; and the modules of the resources, whose names are all in the package itself.
    left_out = {"DefaultAioHttpClient", "DefaultAsyncHttpxClient", *RESOURCES}
    assert {name for name in hai_agents.__all__ if not hasattr(steersman, name)} == left_out
    assert set(hai_agents.__all__) - left_out <= set(steersman.__all__)


def test_values_have_the_members_of_the_official_sdk() -> None:
    # Not the name that travels: that is `s3_path`.
    renamed = {"s3path"}
    compared = 0
    for name in hai_agents.__all__:
        theirs, ours = getattr(hai_agents, name), getattr(steersman, name, None)
        if isinstance(theirs, type) and isinstance(ours, type) and issubclass(theirs, BaseModel) and issubclass(ours, steersman.Model):
            members = set(theirs.model_fields) - {"type", "kind"} - renamed
            assert members <= set(ours._fields), (name, members - set(ours._fields))
            compared += 1
    assert compared > 80
