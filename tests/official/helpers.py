"""Small questions that several tests ask."""

import time

import pytest
from hai_agents.core.api_error import ApiError

# A bound for every wait, so that a hang is a failure; nothing here takes a tenth of it.
PATIENCE = 30


def answers(events):
    """The answers in a list of events, in order."""
    return [event.data.answer for event in events if event.type == "AgentEvent" and event.data.kind == "answer_event"]


def messages(events):
    """The texts of the user's messages in a list of events, in order."""
    texts = []
    for event in events:
        if event.type == "AgentEvent" and event.data.kind == "message_event" and event.data.caller_id == "user":
            texts += [part for part in event.data.content if isinstance(part, str)]
    return texts


def wait_for(handle, *statuses):
    """Polls until the session has one of the statuses; gives the status object."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        current = handle.status()
        if current.status in statuses:
            return current
        # The pace of a poll, not a guess at how long something takes.
        time.sleep(0.02)
    raise AssertionError(f"the session is {current.status} after {PATIENCE} s, not {' or '.join(statuses)}")


def refused(call, *codes):
    """Makes a call that must be refused with one of the codes; gives the error."""
    with pytest.raises(ApiError) as caught:
        call()
    assert caught.value.status_code in codes
    return caught.value
