"""What type checkers make of the API; checked by `test_typing.py`, never run."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from typing_extensions import assert_type

from steersman import AgentEvent, AsyncClient, AsyncEventStream, Client, Event, EventStream, SessionHandle, SessionResult
from steersman.types import Page_SessionSummary_, Session, SessionChanges


class Answer(BaseModel):
    total: int


def double(number: int) -> int:
    """Doubles a number."""
    return number * 2


def synchronous(client: Client) -> None:
    assert_type(client.run_session(agent="a", messages="b", answer_schema=Answer), SessionResult[Answer])
    assert_type(client.run_session(agent="a", messages="b", tools=[double]), SessionResult[Any])
    session = client.start_session(agent="a", answer_schema=Answer)
    assert_type(session, SessionHandle[Answer])
    assert_type(session.wait_for_completion().answer, Answer | None)
    stream = session.stream()
    assert_type(stream, EventStream)
    for event in stream:
        assert_type(event, Event)
        if isinstance(event, AgentEvent):
            assert_type(event.index, int | None)
    assert_type(client.sessions.get_session("id"), Session)
    assert_type(client.sessions.list_sessions(status=["idle"], size=5), Page_SessionSummary_)
    assert_type(client.session("id").changes(), SessionChanges | None)


async def asynchronous(client: AsyncClient) -> None:
    assert_type(await client.run_session(agent="a", messages="b", answer_schema=Answer), SessionResult[Answer])
    session = await client.start_session(agent={"name": "n", "description": "d", "environments": []})
    stream = session.stream(until="terminal", tools=True)
    assert_type(stream, AsyncEventStream)
    async for event in stream:
        assert_type(event, Event)
    assert_type(await client.sessions.get_session("id"), Session)
    async for summary in client.sessions.list_sessions_all():
        assert_type(summary.id, str)
