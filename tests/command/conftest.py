"""The command `steersman`, used as a person would: in a terminal, in a pipe, with Ctrl-C."""

import os
import pty
import select
import signal
import subprocess
import time
from pathlib import Path

import pytest

AGENTS = Path(__file__).parent.parent / "agents.yaml"
# A bound for every wait, so that a hang is a failure; nothing here takes a tenth of it.
PATIENCE = 30


def binary():
    path = os.environ.get("STEERSMAN_BIN")
    if not path:
        pytest.exit("STEERSMAN_BIN is not set: run this suite with `make test-command`", returncode=2)
    return path


def environment(**more):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HAI_", "STEERSMAN_", "NO_COLOR"))}
    return kept | {"TERM": "xterm-256color", "XDG_CONFIG_HOME": "/nonexistent"} | more


def steersman(*arguments, code=0, stdin=None, **more):
    """Runs the command in pipes; gives what it printed on standard output and standard error."""
    done = subprocess.run(
        [binary(), *arguments],
        env=environment(**more),
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == code, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout, done.stderr


class Terminal:
    """The command in a terminal of its own."""

    def __init__(self, *arguments, **more):
        self.pid, self.screen = pty.fork()
        if self.pid == 0:
            os.execve(binary(), [binary(), *arguments], environment(**more))
        self.seen = ""
        self.read_to = 0

    def until(self, text):
        """Reads until the text appears, after where the last call found its own."""
        deadline = time.monotonic() + PATIENCE
        while (found := self.seen.find(text, self.read_to)) < 0:
            if not self._read(deadline):
                raise AssertionError(f"no {text!r} in {self.seen[self.read_to:]!r}")
        self.read_to = found + len(text)

    def keys(self, keys):
        os.write(self.screen, keys.encode())

    def ctrl_c(self):
        self.keys("\x03")

    def end(self):
        """Waits for the end; gives the exit code."""
        deadline = time.monotonic() + PATIENCE
        while self._read(deadline):
            pass
        while (ended := os.waitpid(self.pid, os.WNOHANG))[0] == 0:
            assert time.monotonic() < deadline, f"the command does not end: {self.seen[self.read_to:]!r}"
            time.sleep(0.01)
        self.pid = None
        return os.waitstatus_to_exitcode(ended[1])

    def close(self):
        if self.pid is not None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.screen)

    def _read(self, deadline):
        """Reads what is there, or waits for it; false at the end and when time is up."""
        if not select.select([self.screen], [], [], max(0, deadline - time.monotonic()))[0]:
            return False
        try:
            data = os.read(self.screen, 65536)
        except OSError:  # Linux: the other side is closed
            return False
        self.seen += data.decode(errors="replace")
        return bool(data)


@pytest.fixture
def terminal():
    opened = []

    def open_terminal(*arguments, **more):
        opened.append(Terminal(*arguments, **more))
        return opened[-1]

    yield open_terminal
    for each in opened:
        each.close()


class Server:
    """A running `steersman serve`."""

    def __init__(self, *arguments, quiet=True, stderr=None, cwd=None, **more):
        self.process = subprocess.Popen(
            [binary(), "serve", *(["--quiet"] if quiet else []), *arguments],
            env=environment(**more),
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )
        lines = [self.process.stdout.readline() for _ in range(2)]
        self.environment = dict(line.removeprefix("export ").strip().split("=", 1) for line in lines)
        self.environment = {name: value.strip("'") for name, value in self.environment.items()}

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=PATIENCE)
        self.process.stdout.close()
        return code


@pytest.fixture
def server():
    running = Server("--agents", str(AGENTS))
    yield running
    if running.process.poll() is None:
        assert running.stop() == 0
