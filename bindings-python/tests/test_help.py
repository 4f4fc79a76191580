"""What `help()` and `inspect.getdoc` tell of the attributes of objects."""

from __future__ import annotations

import compileall
import inspect
import pydoc
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import steersman
from steersman import types

PACKAGE = Path(steersman.__file__).parent


def helped(thing: object) -> str:
    """What `help(thing)` shows."""
    return pydoc.plain(pydoc.render_doc(thing))


def test_help_tells_of_each_attribute_of_the_context_of_a_tool() -> None:
    text = helped(steersman.ToolContext)
    public = [name for name in dir(steersman.ToolContext) if not name.startswith("_")]
    assert {"tool_name", "session_id", "call_id", "step", "deadline", "attempt", "time_left", "is_cancelled", "reason"} < set(public)
    for name in public:
        told = inspect.getdoc(getattr(steersman.ToolContext, name))
        assert told and told in text, name
    assert inspect.getdoc(steersman.ToolContext.session_id) == "The session whose agent calls."
    with pytest.raises(AttributeError):
        steersman.ToolContext("double").step = 3  # type: ignore[misc]


@pytest.mark.parametrize(
    ("cls", "parts"),
    [
        (steersman.SessionResult, ["What a session came to when it settled.", "id (str): The session.", "answer (A | None): The answer: text, or what"]),
        (steersman.RawResponse, ["status_code (int): The HTTP status."]),
        (steersman.Tool, ["name (str): The name the agent calls it by.", "timeout (float | None): The longest that one call may run, in seconds;"]),
        (steersman.OtpRequest, ["prompt (str): What it is for, in the agent's words."]),
        (steersman.SteersmanError, ["kind (str): What kind of trouble it was,", "cursor (int | None): Where watching stopped:"]),
        (steersman.NotFoundError, ["404: unknown, or not visible to the caller.", "status_code (int | None): The HTTP status;"]),
        (steersman.AnswerValidationError, ["raw (Any): The answer as it came.", "session_id (str | None): The session it was about."]),
        (steersman.Session, ["A session as the service keeps it.", "status (SessionStatus): "]),
        (steersman.AgentEvent, ["data (AgentEventData): ", "index (int | None): The place in the log, from 0;"]),
        (steersman.Gap, ["raw (str): The text as the server wrote it.", "Index after the last missing event;"]),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_help_tells_of_the_attributes_of_a_class(cls: type, parts: list[str]) -> None:
    text = helped(cls)
    for part in parts:
        assert part in text, text


def test_every_member_of_every_type_of_the_api_is_told_of() -> None:
    for name in types.__all__:
        cls = getattr(types, name)
        if isinstance(cls, type):
            lines = (inspect.getdoc(cls) or "").splitlines()
            told = {line.split(" (")[0].strip() for line in lines[lines.index("Attributes:") :]} if lines[-1:] and "Attributes:" in lines else set()
            members = set(cls._fields) - ({"timestamp"} if issubclass(cls, steersman.Event) else set())
            assert members <= told, (name, members - told)


def test_a_class_of_the_user_keeps_its_own_docstring() -> None:
    class Refused(steersman.SteersmanError):
        """The desk said no."""

    class Silent(steersman.SteersmanError):
        pass

    assert (inspect.getdoc(Refused) or "").startswith("The desk said no.\n\nAttributes:\n    kind (str): ")
    assert Silent.__doc__ is None


def test_without_its_source_the_package_is_helped_by_docstrings_alone(tmp_path: Path) -> None:
    copy = tmp_path / "steersman"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    assert compileall.compile_dir(copy, quiet=1, legacy=True)
    for source in copy.glob("*.py"):
        source.unlink()
    program = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import steersman; print(steersman.__file__); help(steersman.Session)"
    done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert str(tmp_path) in done.stdout and "A session as the service keeps it." in done.stdout
    done = subprocess.run([sys.executable, "-OO", "-c", "import steersman; help(steersman.Session)"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and "class Session" in done.stdout, done.stderr
