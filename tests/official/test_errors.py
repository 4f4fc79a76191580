"""Refusals: the right code, a readable text, the right class."""

import pytest
from hai_agents import NotFoundError, UnprocessableEntityError

from helpers import PATIENCE, refused, wait_for

NOBODY = "00000000-0000-4000-8000-000000000000"


def test_a_wrong_key_is_401(other_key):
    assert refused(lambda: other_key.sessions.list_sessions(), 401).body["message"]


def test_an_unknown_session_is_404_everywhere(client):
    ghost = client.session(NOBODY)
    for call in [ghost.get, ghost.status, ghost.changes, ghost.pause, ghost.resume, ghost.force_answer]:
        refused(call, 404)
    refused(lambda: ghost.send_message("hello"), 404)
    refused(lambda: client.sessions.list_session_events(NOBODY), 404)
    refused(lambda: client.sessions.share_session(NOBODY), 404)


def test_an_unknown_agent_is_refused_and_named(client):
    error = refused(lambda: client.start_session(agent="nobody-knows-me", messages="x"), 404, 422)
    assert "nobody-knows-me" in str(error.body)


def test_wrong_values_are_422_and_say_where(client):
    with pytest.raises(UnprocessableEntityError) as caught:
        client.sessions.create_session(agent="greeter", messages="x", max_steps=0)
    assert caught.value.body.detail[0].loc[-1] == "max_steps"
    refused(lambda: client.sessions.create_session(agent="greeter", messages="x", overrides={"no.such": 1}), 422)
    handle = client.session(client.run_session(agent="greeter", messages="x", timeout_seconds=PATIENCE).id)
    refused(lambda: handle.changes(wait_for_seconds=26), 422)
    refused(lambda: client.sessions.list_sessions(size=101), 422)


def test_steering_an_ended_session_is_a_conflict(client):
    handle = client.session(client.run_session(agent="greeter", messages="x", timeout_seconds=PATIENCE).id)
    refused(handle.pause, 400, 404, 409)
    refused(lambda: handle.send_message("more"), 404, 409, 410)
    refused(handle.cancel, 404, 409)


def test_the_same_idempotency_key_gives_the_same_session(client):
    def create(messages):
        return client.sessions.create_session(agent="greeter", messages=messages, idempotency_key="once-only")

    first = create("x")
    assert create("x").id == first.id
    refused(lambda: create("y"), 422)
    wait_for(client.session(first.id), "completed")


def test_a_missing_resource_is_its_own_class(client):
    handle = client.start_session(agent="greeter", messages="x")
    with pytest.raises(NotFoundError):
        list(client.sessions.get_session_resource(handle.id, "files", "nothing.pdf"))
