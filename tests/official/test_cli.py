"""The official command line, as a process of its own."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from hai_agents_cli.app import app

from helpers import PATIENCE, wait_for

HAI = Path(sys.executable).with_name("hai")


@pytest.fixture
def hai(server, tmp_path):
    def run(*arguments, code=0):
        done = subprocess.run(
            [HAI, *arguments],
            env=server.environment() | {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=2 * PATIENCE,
        )
        assert done.returncode == code, f"hai {' '.join(arguments)}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    return run


def test_run_prints_the_answer(hai):
    assert "Hello, Ada!" in hai("run", "Ada", "--agent", "greeter", "--max-time", "20")


def test_run_prints_json(hai):
    assert "Hello, Ada!" in json.dumps(json.loads(hai("--json", "run", "Ada", "--agent", "greeter")))


def test_run_fails_when_the_session_fails(hai):
    hai("run", "Try", "--agent", "unlucky", code=1)


def test_run_takes_overrides(hai):
    hai("run", "Ada", "--agent", "greeter", "-o", "max_steps=7")


def test_sessions_watch_follows_a_live_session_to_its_end(hai, client):
    handle = client.start_session(agent="greeter", messages="Ada")
    printed = hai("sessions", "watch", handle.id, "--timeout", "20")
    assert "Hello, Ada!" in printed


def test_sessions_watch_sees_a_failure(hai, client):
    handle = client.start_session(agent="unlucky", messages="Try")
    hai("sessions", "watch", handle.id, code=1)


def test_sessions_are_listed_read_and_steered(hai, client):
    handle = client.start_session(agent="walker", messages="Go")
    wait_for(handle, "running")
    assert handle.id in hai("--json", "sessions", "list", "--size", "100")
    assert json.loads(hai("--json", "sessions", "get", handle.id))["id"] == handle.id
    assert json.loads(hai("--json", "sessions", "status", handle.id))["status"] == "running"
    assert "AgentStartedEvent" in hai("--json", "sessions", "events", handle.id)
    assert "http" in hai("sessions", "share", handle.id)
    hai("sessions", "unshare", handle.id)
    hai("sessions", "send", handle.id, "Turn left")
    wait_for(handle, "completed")
    other = client.start_session(agent="walker", messages="Go")
    wait_for(other, "running")
    hai("sessions", "cancel", other.id, "-y")
    wait_for(other, "interrupted")


def test_the_catalog_and_the_login_are_shown(hai):
    assert "greeter" in hai("agents", "list", "--size", "100")
    assert "greeter" in hai("agents", "get", "greeter")
    hai("skills", "list")
    hai("whoami")


def surface_of(group, words=()):
    """The commands of `hai` with their options, without those for bridges and other programs' settings."""
    yield list(words), {option for each in group.params for option in each.opts if option.startswith("-")}
    for name, command in getattr(group, "commands", {}).items():
        if name not in ("mcp", "local"):
            yield from surface_of(command, [*words, name])


def test_every_command_and_option_of_hai_is_ours_as_well():
    surface = dict((" ".join(words), options) for words, options in surface_of(typer.main.get_command(app)))
    assert {"run", "sessions watch", "agents get"} < set(surface) and "--timeout" in surface["sessions watch"]
    for words, options in surface.items():
        done = subprocess.run(
            [os.environ["STEERSMAN_BIN"], *words.split(), "--help"], capture_output=True, text=True, timeout=PATIENCE
        )
        assert done.returncode == 0, f"there is no {words}: {done.stderr}"
        ours = set(re.findall(r"(?<![\w-])--?[a-zA-Z][a-z-]*", done.stdout))
        assert options - ours <= {"--install-completion", "--show-completion"}, words


@pytest.mark.parametrize("agent, code", [("greeter", 0), ("parrot", 0), ("unlucky", 1)])
def test_both_end_with_the_same_code(hai, server, agent, code):
    hai("run", "Go", "--agent", agent, code=code)
    environment = os.environ | server.environment()
    ours = subprocess.run(
        [os.environ["STEERSMAN_BIN"], "run", "Go", "--agent", agent], env=environment, capture_output=True, timeout=PATIENCE
    )
    assert ours.returncode == code, ours.stderr
