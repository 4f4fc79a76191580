"""What type checkers make of the API; checked by `test_typing.py`, never run."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from typing_extensions import assert_type

from steersman import AgentEvent, AsyncClient, AsyncEventStream, Client, Event, EventStream, SessionHandle, SessionResult, ToolContext, tool
from steersman.types import Page_SessionSummary_, Session, SessionChanges, UserMessageBatch, UserMessageEvent


class Answer(BaseModel):
    total: int


@tool
def triple(number: int) -> int:
    """Triples a number."""
    return number * 3


@tool(name="quadruple", timeout=5)
async def times_four(number: int, context: ToolContext) -> str:
    """Multiplies a number by four."""
    return str(number * 4 + context.attempt)


class Desk:
    @tool
    def sign(self, text: str) -> bool:
        """Signs a text."""
        return bool(text)


def tools() -> None:
    assert_type(triple(4), int)
    assert_type(triple.name, str)
    assert_type(tool(triple.fn, name="thrice")(4), int)
    assert_type(Desk().sign("x"), bool)
    # A tool is called like its function.
    triple("four")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def double(number: int) -> int:
    """Doubles a number."""
    return number * 2


def synchronous(client: Client) -> None:
    assert_type(client.run_session(agent="a", messages="b", answer_schema=Answer), SessionResult[Answer])
    assert_type(client.run_session(agent="a", messages="b", tools=[double]), SessionResult[Any])
    session = client.start_session(agent="a", answer_schema=Answer)
    assert_type(session, SessionHandle[Answer])
    assert_type(session.wait_for_completion().answer, Answer | None)
    assert_type(client.session("id").wait_for_completion(answer_schema=Answer, from_index=0, timeout_seconds=5), SessionResult[Answer])
    assert_type(session.wait_for_completion(answer_schema=None, tools=None), SessionResult[Any])
    assert_type(session.wait_for_completion(answer_schema={"type": "object"}).answer, Any | None)
    stream = session.stream()
    assert_type(stream, EventStream)
    for event in stream:
        assert_type(event, Event)
        if isinstance(event, AgentEvent):
            assert_type(event.index, int | None)
    assert_type(client.sessions.get_session("id"), Session)
    assert_type(client.sessions.list_sessions(status=["idle"], size=5), Page_SessionSummary_)
    assert_type(client.session("id").changes(), SessionChanges | None)
    batch = UserMessageBatch(messages=[UserMessageEvent(message="b")])
    client.session("id").send_message(batch)
    client.sessions.send_session_messages("id", request=batch)
    client.sessions.send_session_messages("id", request={"type": "batch", "messages": [batch.messages[0], {"type": "user_message", "message": "c"}]})


async def asynchronous(client: AsyncClient) -> None:
    assert_type(await client.run_session(agent="a", messages="b", answer_schema=Answer), SessionResult[Answer])
    session = await client.start_session(agent={"name": "n", "description": "d", "environments": []})
    stream = session.stream(until="terminal", tools=True)
    assert_type(stream, AsyncEventStream)
    async for event in stream:
        assert_type(event, Event)
    assert_type(await session.wait_for_completion(answer_schema=Answer, max_polls=3), SessionResult[Answer])
    assert_type(await client.sessions.get_session("id"), Session)
    async for summary in client.sessions.list_sessions_all():
        assert_type(summary.id, str)
