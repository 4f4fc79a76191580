"""run_session: tools, structured answers, failures."""

import asyncio
import threading

import pytest
from hai_agents import Agent, AnswerValidationError, tool
from pydantic import BaseModel, field_validator

from helpers import PATIENCE, answers


class Invoice(BaseModel):
    number: str
    paid: bool


def lookup_order(order_id: str) -> dict:
    """Looks an order up."""
    return {"order": order_id, "status": "paid"}


async def lookup_order_async(order_id: str) -> dict:
    """Looks an order up."""
    await asyncio.sleep(0)
    return {"order": order_id, "status": "paid"}


def test_a_task_is_answered(client):
    result = client.run_session(agent="greeter", messages="Ada", timeout_seconds=PATIENCE)
    assert result.status == "completed"
    assert result.answer == "Hello, Ada!"
    assert result.outcome == "success"
    assert result.error is None
    assert answers(result.events) == ["Hello, Ada!"]
    assert result.next_from_index == len(result.events)
    assert [event.type for event in result.events][-1] == "AgentCompletionEvent"


def test_a_task_is_answered_without_events(client):
    result = client.run_session(
        agent="greeter", messages="Ada", include_events=False, poll_backoff_seconds=0.05, timeout_seconds=PATIENCE
    )
    assert (result.status, result.answer, result.events) == ("completed", "Hello, Ada!", [])


def test_a_session_without_tools_of_its_own_ends_the_wait_when_it_asks_for_one(client):
    result = client.run_session(agent="clerk", messages="Is A-17 paid?", timeout_seconds=PATIENCE)
    assert result.status == "awaiting_tool_results"
    client.session(result.id).cancel()


def test_a_function_is_run_as_a_tool_by_the_sync_client(client):
    result = client.run_session(
        agent="clerk", messages="Is A-17 paid?", tools=[lookup_order], timeout_seconds=PATIENCE
    )
    assert result.status == "completed"
    assert result.answer == 'Order A-17: {"order": "A-17", "status": "paid"}'


def test_a_coroutine_function_is_run_as_a_tool_by_the_sync_client(client):
    named = tool(lookup_order_async, name="lookup_order")
    result = client.run_session(agent="clerk", messages="Is A-17 paid?", tools=[named], timeout_seconds=PATIENCE)
    assert result.answer == 'Order A-17: {"order": "A-17", "status": "paid"}'


@pytest.mark.parametrize("function", [lookup_order, lookup_order_async])
def test_sync_and_async_functions_are_run_as_tools_by_the_async_client(new_async_client, function):
    async def main():
        client = new_async_client()
        try:
            return await client.run_session(
                agent="clerk",
                messages="Is A-17 paid?",
                tools=[tool(function, name="lookup_order")],
                timeout_seconds=PATIENCE,
            )
        finally:
            await client.aclose()

    assert asyncio.run(main()).answer == 'Order A-17: {"order": "A-17", "status": "paid"}'


def test_two_calls_of_one_step_are_both_run_and_answered_together(client):
    calls = []

    def double(number: int) -> int:
        """Doubles."""
        calls.append(("double", number))
        return 2 * number

    def square(number: int) -> int:
        """Squares."""
        calls.append(("square", number))
        return number * number

    result = client.run_session(agent="calculator", messages="7", tools=[double, square], timeout_seconds=PATIENCE)
    assert result.answer == "14 and 49"
    assert sorted(calls) == [("double", 7), ("square", 7)]


def test_a_tool_that_raises_gives_the_agent_an_error(client):
    def lookup_order(order_id: str) -> dict:
        """Looks an order up."""
        raise LookupError(f"no order {order_id}")

    result = client.run_session(
        agent="clerk", messages="Is A-17 paid?", tools=[lookup_order], timeout_seconds=PATIENCE
    )
    assert result.status == "completed"
    errors = [event.data.error for event in result.events if getattr(event.data, "kind", None) == "error_event"]
    assert errors == ["LookupError: no order A-17"]


def test_an_inline_agent_carries_its_tools(client):
    result = client.run_session(
        agent=Agent(name="my-own-clerk", description="Knows orders", environments=[]),
        messages="Is A-17 paid?",
        tools=[lookup_order],
        timeout_seconds=PATIENCE,
    )
    assert result.status == "completed"
    called = [event.data for event in result.events if getattr(event.data, "kind", None) == "tool_result"]
    assert [(event.tool_req.tool_name, event.result["status"]) for event in called] == [("lookup_order", "paid")]
    kept = client.sessions.get_session(result.id).request.agent.tools
    assert [definition.name for definition in kept] == ["lookup_order"]


def test_a_structured_answer_becomes_a_model(client):
    result = client.run_session(agent="accountant", messages="A-17", answer_schema=Invoice, timeout_seconds=PATIENCE)
    assert result.answer == Invoice(number="A-17", paid=True)


def test_an_answer_that_does_not_fit_is_an_error_that_keeps_it(client):
    class Unpaid(Invoice):
        @field_validator("paid")
        @classmethod
        def not_yet(cls, paid):
            assert not paid, "a rule that the JSON Schema does not carry"
            return paid

    with pytest.raises(AnswerValidationError) as caught:
        client.run_session(agent="accountant", messages="A-17", answer_schema=Unpaid, timeout_seconds=PATIENCE)
    assert caught.value.raw == {"number": "A-17", "paid": True}


def test_an_agent_that_does_not_keep_to_the_schema_fails(client):
    class Total(BaseModel):
        total: int

    result = client.run_session(agent="accountant", messages="A-17", answer_schema=Total, timeout_seconds=PATIENCE)
    assert (result.status, result.error_code) == ("failed", "answer_validation")


def test_a_failed_session_tells_why(client):
    result = client.run_session(agent="unlucky", messages="Try", timeout_seconds=PATIENCE)
    assert result.status == "failed"
    assert (result.error, result.error_code) == ("the browser crashed", "environment_error")
    assert result.answer is None


def test_a_manager_delegates_and_uses_what_its_subagent_found(client):
    result = client.run_session(agent="manager", messages="Ada", timeout_seconds=PATIENCE)
    assert result.answer == "My assistant says: Hello, Ada!"
    children = client.sessions.list_sessions(parent_session_id=result.id)
    assert [child.agent for child in children.items] == ["greeter"]
    assert client.session(result.id).status().subagent_session_ids == [children.items[0].id]


def test_a_wait_that_is_too_short_is_a_time_out_and_leaves_the_session_running(client):
    handle = client.start_session(agent="walker", messages="Go")
    with pytest.raises(TimeoutError):
        handle.wait_for_completion(timeout_seconds=0.2, wait_for_seconds=1)
    assert handle.status().status == "running"
    handle.cancel()


def test_many_sessions_run_side_by_side(client):
    results = [None] * 8

    def run(number):
        results[number] = client.run_session(agent="greeter", messages=f"guest {number}", timeout_seconds=PATIENCE)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(results))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert [result.answer for result in results] == [f"Hello, guest {number}!" for number in range(8)]
