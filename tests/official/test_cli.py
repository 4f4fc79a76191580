"""The official command line, as a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

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
