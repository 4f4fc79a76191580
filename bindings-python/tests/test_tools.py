"""Tools: what the agent is told of functions, and how their calls run."""

from __future__ import annotations

import asyncio
import contextvars
import dataclasses
import enum
import functools
import threading
import time
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, NewType, Optional

import pytest
from conftest import Both, collected, got
from pydantic import BaseModel, Field
from typing_extensions import NotRequired, TypedDict

import steersman
from steersman import InvalidArgumentError, ToolContext, ToolDefinitionError, tool


class Colour(enum.Enum):
    RED = "red"
    BLUE = "blue"


@dataclasses.dataclass
class Point:
    """A point.

    Args:
        x: From left.
    """

    x: int
    y: int = 0


class Box(TypedDict, total=False):
    width: float


class Label(BaseModel):
    text: str = Field(min_length=1)


def test_a_signature_becomes_a_schema() -> None:
    def paint(
        name: str,
        at: Point,
        colour: Colour,
        label: Label,
        box: Optional[Box] = None,
        size: Annotated[int, "In millimetres"] = 3,
        mode: Literal["fast", "fine"] = "fast",
        tags: list[str] | None = None,
        context: ToolContext | None = None,
    ) -> str:
        """Paints a thing.

        It takes a while.

        Args:
            name (str): What to call it,
                in one word.
            colour: The colour.

        Returns:
            The thing.
        """
        return name

    made = tool(paint)
    assert (made.name, made.description) == ("paint", "Paints a thing.\n\nIt takes a while.")
    schema = made.input_schema
    properties = schema["properties"]
    assert schema["required"] == ["name", "at", "colour", "label"] and "context" not in properties
    assert properties["name"] == {"type": "string", "description": "What to call it, in one word."}
    assert properties["colour"] == {"type": "string", "enum": ["red", "blue"], "description": "The colour."}
    assert properties["size"] == {"type": "integer", "description": "In millimetres", "default": 3}
    assert properties["mode"] == {"type": "string", "enum": ["fast", "fine"], "default": "fast"}
    assert properties["label"]["properties"]["text"]["minLength"] == 1
    point = schema["$defs"]["Point"]
    assert point["properties"]["x"] == {"type": "integer", "description": "From left."} and point["required"] == ["x"]
    given = {"name": "a", "at": {"x": 1}, "colour": "blue", "label": {"text": "t"}, "box": {"width": 2}}
    arguments = made._arguments(given, ToolContext("paint"))
    assert arguments["at"] == Point(1) and arguments["colour"] is Colour.BLUE and arguments["label"] == Label(text="t")
    assert arguments["box"] == {"width": 2.0} and isinstance(arguments["context"], ToolContext)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({}, "number: is required"),
        ({"number": "4"}, 'number: expected a whole number, got "4"'),
        ({"number": True}, "number: expected a whole number, got true"),
        ({"number": 4, "other": 1}, "other: is not known; known are number"),
    ],
)
def test_arguments_that_do_not_fit_are_named(given: dict[str, Any], reason: str) -> None:
    def double(number: int) -> int:
        """Doubles."""
        return number * 2

    with pytest.raises(ValueError) as caught:
        tool(double)._arguments(given, ToolContext("double"))
    assert str(caught.value) == reason


def test_the_docstrings_of_numpy_and_rest_are_read() -> None:
    def numpy(a: int, b: int) -> None:
        """Adds.

        Parameters
        ----------
        a : int
            The first.
        b
            The second,
            longer.

        Returns
        -------
        int
        """

    def rest(a: int, b: int) -> None:
        """Adds.

        :param a: The first.
        :param int b: The second,
            longer.
        :returns: The sum.
        """

    for function in (numpy, rest):
        made = tool(function)
        assert made.description == "Adds."
        assert made.input_schema["properties"]["a"]["description"] == "The first."
        assert made.input_schema["properties"]["b"]["description"] == "The second, longer."


def test_what_cannot_be_declared_is_refused() -> None:
    def silent(number: int) -> int:
        return number

    def open_ended(**more: Any) -> None:
        """Takes anything."""

    class Thing:
        pass

    def odd(value: Thing) -> None:
        """Takes a thing."""

    for function in (silent, open_ended, odd):
        with pytest.raises(ToolDefinitionError):
            tool(function)
    with pytest.raises(ToolDefinitionError):
        steersman.tools.build_tools([tool(silent, description="x"), tool(silent, description="y")])


def test_methods_partials_and_callables_are_tools() -> None:
    class Counter:
        """Counts."""

        def __init__(self) -> None:
            self.count = 0

        def add(self, number: int) -> int:
            """Adds a number."""
            self.count += number
            return self.count

        def __call__(self, number: int) -> int:
            return self.add(number)

    counter = Counter()
    assert list(tool(counter.add).input_schema["properties"]) == ["number"]
    assert tool(counter).name == "Counter" and list(tool(counter).input_schema["properties"]) == ["number"]

    def power(base: int, exponent: int) -> int:
        """Raises."""
        return int(base**exponent)

    squared = tool(functools.partial(power, exponent=2), name="square")
    assert list(squared.input_schema["properties"]) == ["base"] and squared(3) == 9

    @tool(name="other", description="Another", input_schema={"type": "object"})
    def any_function(**_: Any) -> None: ...

    assert any_function.definition() == {"name": "other", "description": "Another", "input_schema": {"type": "object"}}


class Desk:
    """Has a tool in its class."""

    def __init__(self, name: str) -> None:
        self.name = name

    @tool
    def sign(self, text: str) -> str:
        """Signs a text."""
        return f"{text}, {self.name}"


def test_a_method_may_be_declared_in_its_class() -> None:
    ada, bob = Desk("Ada"), Desk("Bob")
    assert list(ada.sign.input_schema["properties"]) == ["text"] and ada.sign.definition() == bob.sign.definition()
    assert ada.sign("Yours") == "Yours, Ada" and Desk.sign(bob, "Yours") == "Yours, Bob"
    assert bob.sign.fn(**bob.sign._arguments({"text": "Yours"}, ToolContext("sign"))) == "Yours, Bob"
    assert [made.name for made in steersman.as_tools([ada.sign])] == ["sign"]


UserId = NewType("UserId", int)


class Name(str):
    """A text of its own."""


class Movie(TypedDict):
    """A movie.

    Attributes:
        title: What it is called.
    """

    title: str
    year: NotRequired[int]


def test_types_with_names_of_their_own_are_read() -> None:
    def lookup(
        user: UserId,
        name: Name,
        raw: bytes,
        path: Path,
        movie: Movie,
        tags: frozenset[str] = frozenset(),
        word: Annotated[str, Field(pattern="^a", max_length=3)] = "a",
        price: Decimal = Decimal("1.5"),
        count: int = Field(default=3, ge=1, description="How many"),
        weight: Annotated[Optional[float], Field(gt=0)] = None,
    ) -> None:
        """Looks something up."""

    made = tool(lookup)
    properties = made.input_schema["properties"]
    assert (properties["user"], properties["raw"], properties["path"]) == ({"type": "integer"}, {"type": "string"}, {"type": "string"})
    assert properties["word"] == {"type": "string", "pattern": "^a", "maxLength": 3, "default": "a"}
    assert properties["count"] == {"type": "integer", "minimum": 1, "description": "How many", "default": 3}
    movie = made.input_schema["$defs"]["Movie"]
    assert movie["required"] == ["title"] and movie["properties"]["title"]["description"] == "What it is called."
    assert made.input_schema["required"] == ["user", "name", "raw", "path", "movie"] and "anyOf" in properties["price"]
    given = {"user": 7, "name": "n", "raw": "r", "path": "/tmp", "movie": {"title": "t"}, "tags": ["x"], "price": "2.5"}
    arguments = made._arguments(given, ToolContext("lookup"))
    assert type(arguments.pop("name")) is Name and made._arguments({**given, "weight": None}, ToolContext("lookup"))["weight"] is None
    assert arguments == {"user": 7, "raw": b"r", "path": Path("/tmp"), "movie": {"title": "t"}, "tags": {"x"}, "price": Decimal("2.5"), "count": 3}
    for wrong in ({"word": "b"}, {"count": 0}, {"movie": {"year": 1}}, {"price": "much"}, {"weight": 0}):
        with pytest.raises(ValueError):
            made._arguments({**given, **wrong}, ToolContext("lookup"))


def test_types_that_are_local_to_a_function_are_read() -> None:
    @dataclasses.dataclass
    class Local:
        number: int

    def take(one: Local, context: steersman.ToolContext, other: OnlyForTypeCheckers = None) -> int:  # type: ignore[name-defined]  # noqa: F821
        """Takes one."""
        return one.number

    made = tool(take)
    assert made.input_schema["required"] == ["one"] and made.input_schema["properties"]["other"] == {"default": None}
    assert made._arguments({"one": {"number": 4}}, ToolContext("take"))["one"] == Local(4)


any_request: contextvars.ContextVar[str] = contextvars.ContextVar("any_request", default="none")


async def test_calls_of_a_step_run_at_the_same_time_and_each_once(api: Both) -> None:
    both = threading.Barrier(2)
    runs: list[tuple[int, str, str]] = []

    def double(number: int, context: ToolContext) -> int:
        """Doubles a number."""
        runs.append((number, any_request.get(), context.session_id))
        if number < 6:
            both.wait(10)
        return number * 2

    any_request.set("r1")
    result = await api.run(agent="calculator", messages="go", tools=[double])
    assert result.answer == "12"
    assert sorted(number for number, _, _ in runs) == [4, 5, 6]
    assert {(request, session) for _, request, session in runs} == {("r1", result.id)}


async def test_async_tools_run_at_the_same_time_on_a_loop(api: Both) -> None:
    loops: set[int] = set()

    async def double(number: int) -> int:
        """Doubles a number."""
        loops.add(id(asyncio.get_running_loop()))
        await asyncio.sleep(0.2)
        return number * 2

    started = time.monotonic()
    result = await api.run(agent="calculator", messages="go", tools=[double])
    assert result.answer == "12" and time.monotonic() - started < 5
    assert len(loops) == 1 and (id(asyncio.get_running_loop()) in loops) == api.is_async


async def test_one_at_a_time_runs_in_the_waiting_thread_of_a_synchronous_program(local: steersman.Client) -> None:
    threads = []

    def double(number: int) -> int:
        """Doubles a number."""
        threads.append(threading.current_thread())
        return number * 2

    result = local.run_session(agent="calculator", messages="go", tools=[double], max_parallel_tools=1)
    assert result.answer == "12" and set(threads) == {threading.current_thread()}


def errors(result: Any) -> list[str]:
    found = []
    for event in result.events:
        match event:
            case steersman.AgentEvent(data=steersman.ErrorEvent(error=text)):
                found.append(text)
    return found


async def test_exceptions_bad_arguments_and_results_become_error_results(api: Both) -> None:
    def failing(number: int) -> int:
        """Fails."""
        raise LookupError("no such number")

    def infinite(number: int) -> float:
        """Gives too much."""
        return float("inf")

    def looping(number: int) -> list[Any]:
        """Gives a cycle."""
        cycle: list[Any] = []
        cycle.append(cycle)
        return cycle

    async def cancelled(number: int) -> None:
        """Cancels itself."""
        raise asyncio.CancelledError("enough")

    cases = [(failing, "LookupError: no such number"), (infinite, "not JSON"), (looping, "ircular"), (cancelled, "CancelledError")]
    for function, text in cases:
        found = errors(await api.run(agent="calculator", messages="go", tools=[tool(function, name="double")]))
        assert len(found) == 3 and all(text in error for error in found), found

    def double(number: int) -> int:
        """Doubles a number."""
        return number * 2

    found = errors(await api.run(agent="clumsy", messages="go", tools=[double]))
    assert len(found) == 1 and found[0].startswith("wrong arguments: "), found

    def other() -> int:
        """Does something else."""
        return 1

    session = await api.start(agent="clumsy", messages="go", tools=[double])
    found = errors(await got(session.wait_for_completion(tools=[other])))
    assert len(found) == 1 and "no tool named `double`" in found[0]


async def test_results_may_be_models_dataclasses_and_anything_with_a_text(api: Both) -> None:
    class Odd:
        def __str__(self) -> str:
            return "odd"

    results: list[Any] = [Point(1, 2), Label(text="x"), Odd()]

    def double(number: int) -> Any:
        """Gives one thing after the other."""
        return results[number - 4]

    result = await api.run(agent="calculator", messages="go", tools=[double])
    values = [
        event.data.result
        for event in result.events
        if isinstance(event, steersman.AgentEvent) and isinstance(event.data, steersman.ToolResultEvent)
    ]
    assert result.answer == "odd"
    assert {"x": 1, "y": 2} in values and {"text": "x"} in values


async def test_a_tool_that_takes_too_long_is_told_and_replaced_by_an_error(api: Both) -> None:
    told = threading.Event()
    left: list[float | None] = []

    def double(number: int, context: ToolContext) -> int:
        """Never comes back by itself."""
        left.append(context.time_left)
        assert context.wait_cancelled(10) and context.is_cancelled
        told.set()
        return 0

    result = await api.run(agent="calculator", messages="go", tools=[double], tool_timeout=0.1)
    found = errors(result)
    assert len(found) == 3 and all("did not finish within 0.1 s" in error for error in found)
    assert await asyncio.to_thread(told.wait, 5)
    assert all(time is not None and time <= 0.1 for time in left)


async def test_a_tool_may_have_a_time_limit_of_its_own(api: Both) -> None:
    @tool(timeout=0.05)
    def double(number: int, context: ToolContext) -> int:
        """Never comes back by itself."""
        assert context.wait_cancelled(10) and context.reason == "timed_out"
        return 0

    assert "timeout" not in double.definition()
    found = errors(await api.run(agent="calculator", messages="go", tools=[double]))
    assert len(found) == 3 and all("did not finish within 0.05 s" in error for error in found)
    with pytest.raises(InvalidArgumentError) as refused:
        await api.run(agent="calculator", messages="go", tools=[tool(double.fn, timeout=-1)])
    assert refused.value.field == "tools[0].timeout"


async def test_a_tool_in_the_waiting_thread_hears_that_it_is_not_wanted(local: steersman.Client) -> None:
    told: list[tuple[bool, str | None]] = []

    def double(number: int, context: ToolContext) -> int:
        """Never comes back by itself."""
        told.append((context.wait_cancelled(10), context.reason))
        return 0

    result = local.run_session(agent="calculator", messages="go", tools=[double], max_parallel_tools=1, tool_timeout=0.05)
    assert len(errors(result)) == 3 and told == [(True, "timed_out")] * 3


async def test_a_handle_on_a_session_that_exists_can_be_given_tools(api: Both) -> None:
    def double(number: int) -> int:
        """Doubles a number."""
        return number * 2

    session = await api.start(agent="calculator", messages="go", tools=[double])
    attached = api.client.session(session.id, tools=[double])
    assert (await got(attached.wait_for_completion())).answer == "12"


async def test_an_async_tool_is_cancelled_when_its_time_is_over(api: Both) -> None:
    told = threading.Event()

    async def double(number: int) -> int:
        """Never comes back by itself."""
        try:
            await asyncio.sleep(60)
        finally:
            told.set()
        return 0

    assert len(errors(await api.run(agent="calculator", messages="go", tools=[double], tool_timeout=0.1))) == 3
    assert await asyncio.to_thread(told.wait, 5)


async def test_a_stream_only_watches_unless_it_is_asked_to_run_tools(
    api: Both, caplog: pytest.LogCaptureFixture
) -> None:
    def double(number: int) -> int:
        """Doubles a number."""
        return number * 2

    session = await api.start(agent="calculator", messages="go", tools=[double])
    watching = session.stream(timeout_seconds=0.5)
    with caplog.at_level("WARNING", "steersman"), pytest.raises(steersman.SessionTimeout):
        await collected(watching)
    assert "double" in caplog.text and "only watches" in caplog.text and caplog.text.count("double") == 1
    stream = session.stream(tools=True)
    await collected(stream)
    assert stream.result().answer == "12"
    again = await api.start(agent="calculator", messages="go", tools=[double])
    stream = again.stream(tools=[double])
    await collected(stream)
    assert (await got(again.wait_for_completion())).answer == "12"


async def test_without_tools_a_wait_ends_where_the_session_waits_for_them(api: Both) -> None:
    def double(number: int) -> int:
        """Doubles a number."""
        return number * 2

    session = await api.start(agent="calculator", messages="go", tools=[double])
    result = await got(session.wait_for_completion(tools=None))
    assert result.status == "awaiting_tool_results"
    assert (await got(session.wait_for_completion())).answer == "12"
