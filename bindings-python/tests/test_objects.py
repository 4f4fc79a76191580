"""Events and types as objects: frozen, comparable, picklable, tolerant of what is new."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import json
import pickle

import pytest

import steersman
from steersman import AgentEvent, AnswerEvent, Event, Gap, PolicyEvent, Session, UnknownEvent, UserMessageEvent
from steersman._model import event_class, make_event

ANSWER = json.dumps(
    {
        "type": "AgentEvent",
        "timestamp": "2026-03-01T09:00:00.123456789Z",
        "data": {"kind": "answer_event", "answer": {"total": 42}, "outcome": "success", "new_field": [1]},
    }
)


def event(raw: str = ANSWER, index: int = 3) -> Event:
    value = json.loads(raw)
    return make_event(event_class(value.get("type") if isinstance(value, dict) else ""), index, raw)


def test_an_event_has_its_class_its_place_and_its_time() -> None:
    one = event()
    assert type(one) is AgentEvent and (one.index, one.type, one.kind) == (3, "AgentEvent", "answer_event")
    assert one.timestamp == dt.datetime(2026, 3, 1, 9, 0, 0, 123456, dt.timezone.utc)
    assert one.raw == ANSWER == one.to_json() and one.to_dict() == json.loads(ANSWER)
    assert isinstance(one.data, AnswerEvent) and one.data.answer == {"total": 42} and one.data.new_field == [1]
    assert "answer" in repr(one) and "index" in dir(one)


def test_match_statements_take_events_apart() -> None:
    match event():
        case AgentEvent(index=index, data=PolicyEvent()):
            raise AssertionError(index)
        case AgentEvent(index=index, data=AnswerEvent(answer={"total": total}, outcome="success")):
            assert (index, total) == (3, 42)
        case _:
            raise AssertionError


def test_objects_are_equal_by_content_hashable_and_picklable() -> None:
    one, other = event(), event(json.dumps(json.loads(ANSWER), indent=2))
    assert one == other and hash(one) == hash(other) and one != event(index=4) and one != 3
    assert len({one, other, event(index=4)}) == 2
    for again in (pickle.loads(pickle.dumps(one)), copy.copy(one), copy.deepcopy(one)):
        assert again == one and type(again) is AgentEvent and again.index == 3
    message = UserMessageEvent(message="hi")
    assert message == UserMessageEvent.from_dict({"type": "user_message", "message": "hi"}) and message.images == [] and message.caller_id == "user"
    assert pickle.loads(pickle.dumps(message)) == message and hash(message) == hash(copy.deepcopy(message))


def test_objects_do_not_change() -> None:
    one = event()
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.index = 4
    with pytest.raises(AttributeError):
        one.data.answer = 1
    with pytest.raises(AttributeError):
        del one.data
    one.data.answer["total"] = 0
    one.to_dict()["data"] = None
    assert one.data.answer == {"total": 42}
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        one.data.nonsense  # noqa: B018


@pytest.mark.parametrize("raw", ['{"type": "BrandNewEvent", "timestamp": "soon", "data": {"a": 1}}', '{"data": null}', "[1, 2]", "7", "null"])
def test_what_is_not_known_is_still_an_event(raw: str) -> None:
    one = event(raw)
    assert type(one) is UnknownEvent and one.raw == raw and one.to_dict() == json.loads(raw)
    assert one.timestamp is None and repr(one) and pickle.loads(pickle.dumps(one)) == one
    assert one.type == (json.loads(raw).get("type", "") if raw[0] == "{" else "")


def test_an_agent_event_of_a_new_kind_keeps_its_members() -> None:
    one = event('{"type": "AgentEvent", "timestamp": "2026-03-01T09:00:00Z", "data": {"kind": "dream_event", "text": "sheep"}}')
    assert type(one) is AgentEvent and one.kind == "dream_event" and one.data.text == "sheep"


def test_types_read_nested_values_defaults_and_times() -> None:
    session = Session.from_dict(
        {
            "id": "s1",
            "request": {"agent": {"name": "a", "description": "b", "environments": ["x", {"kind": "web", "id": "w"}]}, "queue": None},
            "status": {"status": "future_status", "steps": 1},
            "created_at": "2026-03-01T09:00:00+02:00",
        }
    )
    assert session.created_at.utcoffset() == dt.timedelta(hours=2) and session.finished_at is None
    assert session.status.status == "future_status" and session.status.pending_tool_calls == []
    agent = session.request.agent
    assert isinstance(agent, steersman.Agent) and agent.environments[0] == "x"
    assert isinstance(agent.environments[1], steersman.Browser) and session.request.queue is True
    assert session.request is session.request and session.request.agent.environments is not agent.environments


def test_what_is_given_in_batches_is_read_as_objects() -> None:
    call = {"id": "c1", "tool_name": "double", "args": {"number": 2}}
    failure = steersman.ErrorEvent(error="no", origin="client", tool_req=call)
    batch = steersman.ToolResultBatch(results=[steersman.ToolResultEvent(tool_req=call, result=4), failure])
    assert batch.type == "batch" and [type(result) for result in batch.results] == [steersman.ToolResultEvent, steersman.ErrorEvent]
    assert steersman.ToolResultBatch.from_dict(batch.to_dict()) == batch and batch.results[0].tool_req.tool_name == "double"


def test_secrets_are_not_shown() -> None:
    webhook = steersman.WebhookWithSecret.from_dict({"id": "w1", "url": "https://example.com", "secret": "whsec_CANARY"})
    assert "CANARY" not in repr(webhook) and webhook.secret == "whsec_CANARY"


def test_errors_can_be_pickled() -> None:
    error = steersman.NotFoundError("gone (status_code: 404)", status_code=404, body={"detail": "x"}, cursor=3)
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error) and str(again) == str(error) and (again.status_code, again.cursor) == (404, 3)
    assert issubclass(steersman.SessionTimeout, TimeoutError) and issubclass(steersman.AnswerValidationError, ValueError)
    assert steersman.ApiError is steersman.APIError


def test_a_gap_tells_what_is_missing() -> None:
    gap = make_event(Gap, 5, json.dumps({"type": "steersman.Gap", "data": {"until": 9, "reason": "evicted"}}))
    assert (gap.index, gap.until, gap.reason, gap.type) == (5, 9, "evicted", "steersman.Gap")


def test_every_name_of_the_package_is_there_and_described() -> None:
    from steersman import resources, types

    for name in types.__all__:
        value = getattr(types, name)
        assert isinstance(value, str) or value.__doc__, name
    operations = [
        method
        for name in resources.__all__
        if not name.startswith("Async")
        for method in vars(getattr(resources, name))
        if not method.startswith("_") and not method.endswith("_all")
    ]
    assert len(operations) == 74
    for name in resources.__all__:
        if not name.startswith("Async"):
            twin = getattr(resources, "Async" + name)
            assert set(vars(getattr(resources, name))) - {"__firstlineno__"} == set(vars(twin)) - {"__firstlineno__"}


def _deep(levels: int) -> object:
    value: object = 1
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize("value", [2**80, -(10**30), "\ud800", _deep(100)], ids=["huge", "very negative", "half a character", "deep"])
@pytest.mark.parametrize("kind", ["answer_event", "a_new_kind"])
def test_what_only_python_can_read_is_read(kind: str, value: object) -> None:
    json_of_event = {"type": "AgentEvent", "timestamp": "2026-03-01T09:00:00Z", "data": {"kind": kind, "answer": value}}
    event = steersman.AgentEvent.from_dict(json_of_event)
    assert event.kind == kind
    assert event.data.answer == value
    assert event.to_dict() == json_of_event
    assert event == steersman.AgentEvent.from_dict(json_of_event)
