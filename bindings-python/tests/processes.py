"""Processes that run a program: with an interpreter of their own, or forked from one that has read the modules already.

A forked one has nothing of ours running when it begins, and ends as any program does: its main module comes to its end, and the interpreter
goes away. It spares the time that starting an interpreter, reading modules and forgetting them takes, which is two thirds.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import threading
import time
from typing import NamedTuple

MOST_SECONDS = 60.0
# Programs may fork while our threads run: that is what is tried.
OPTIONS = ["-W", "ignore::DeprecationWarning"]
# Reads what the programs use, none of which starts a thread or opens a file; then waits for programs, and forks for each. The child leaves
# the loop, and runs its program as the rest of the main module.
FORKS = """
import asyncio, gc, os, signal, socket, steersman, sys, threading, time
steersman.Client, steersman.AgentEvent
gc.collect()
# What is here stays, as in any program that forks: else each child would write to all of it once.
gc.freeze()
def begin():
    server = socket.socket(fileno=int(sys.argv[1]))
    while True:
        program, streams, _, _ = socket.recv_fds(server, 1 << 20, 2)
        if not program:
            os._exit(0)
        child = os.fork()
        if child == 0:
            server.close()
            for number, stream in enumerate(streams, 1):
                os.dup2(stream, number)
                os.close(stream)
            return program
        for stream in streams:
            os.close(stream)
        server.send(b"%d" % child)
        server.send(b"%d" % os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
exec(begin())
"""


class Ended(NamedTuple):
    """What became of a process."""

    code: int
    out: str
    err: str
    at: float
    """When it was seen to have ended, on the clock of `time.monotonic`."""


class Process:
    """A process that runs a program."""

    def __init__(self, pid: int, out: int, err: int) -> None:
        self.pid = pid
        self._read = {out: b"", err: b""}
        self._out, self._err = out, err
        self._open = {out, err}

    def line(self) -> str:
        """The next line that it writes."""
        until = time.monotonic() + MOST_SECONDS
        while b"\n" not in self._read[self._out]:
            if self._out not in self._open or not self._more({self._out}, until):
                raise AssertionError(f"it does not say a line: {self.finish()}")
        line, self._read[self._out] = self._read[self._out].split(b"\n", 1)
        return line.decode()

    def finish(self) -> Ended:
        """Waits until it and all that it started are gone."""
        until = time.monotonic() + MOST_SECONDS
        while self._open and self._more(self._open, until):
            pass
        hangs = bool(self._open)
        if hangs:
            self._kill()
            for stream in self._open:
                os.close(stream)
        code = self._code()
        ended = Ended(code, self._read[self._out].decode(), self._read[self._err].decode(), time.monotonic())
        assert not hangs, f"it hangs: {ended}"
        return ended

    def _more(self, streams: set[int], until: float) -> bool:
        poll = select.poll()
        for stream in streams:
            poll.register(stream, select.POLLIN)
        ready = poll.poll(max(0.0, until - time.monotonic()) * 1000)
        for stream, _ in ready:
            data = os.read(stream, 65536)
            self._read[stream] += data
            if not data:
                os.close(stream)
                self._open.discard(stream)
        return bool(ready)

    def _kill(self) -> None:
        raise NotImplementedError

    def _code(self) -> int:
        raise NotImplementedError


class Started(Process):
    """One with an interpreter of its own."""

    def __init__(self, interpreter: str, program: str) -> None:
        self._process = subprocess.Popen([interpreter, *OPTIONS, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert self._process.stdout is not None and self._process.stderr is not None
        super().__init__(self._process.pid, os.dup(self._process.stdout.fileno()), os.dup(self._process.stderr.fileno()))
        self._process.stdout.close()
        self._process.stderr.close()

    def _kill(self) -> None:
        self._process.kill()

    def _code(self) -> int:
        return self._process.wait(MOST_SECONDS)


class Forked(Process):
    """One that was forked."""

    def __init__(self, parent: Parent, program: str) -> None:
        self._parent = parent
        out, out_there = os.pipe()
        err, err_there = os.pipe()
        socket.send_fds(parent.socket, [program.encode()], [out_there, err_there])
        os.close(out_there)
        os.close(err_there)
        super().__init__(parent.number(), out, err)

    def _kill(self) -> None:
        # When its code is there, its number may be that of another process by now.
        if not select.select([self._parent.socket], [], [], 0)[0]:
            os.kill(self.pid, signal.SIGKILL)

    def _code(self) -> int:
        return self._parent.number()


class Parent:
    """An interpreter that forks, one process after the other."""

    def __init__(self, interpreter: str) -> None:
        # Each message comes whole, with the descriptors that belong to it.
        self.socket, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.socket.settimeout(MOST_SECONDS)
        with there:
            self._process = subprocess.Popen([interpreter, *OPTIONS, "-c", FORKS, str(there.fileno())], pass_fds=[there.fileno()])

    def number(self) -> int:
        """The next number that it says."""
        return int(self.socket.recv(64))

    def close(self) -> None:
        """Ends it."""
        self.socket.close()
        self._process.wait(MOST_SECONDS)


class Parents:
    """The interpreters that fork, one for each thread that asks."""

    def __init__(self, interpreter: str) -> None:
        self._interpreter = interpreter
        self._mine = threading.local()
        self._all: list[Parent] = []

    def fork(self, program: str) -> Process:
        """A process that runs this program."""
        parent: Parent | None = getattr(self._mine, "parent", None)
        if parent is None:
            parent = self._mine.parent = Parent(self._interpreter)
            self._all.append(parent)
        return Forked(parent, program)

    def close(self) -> None:
        """Ends them."""
        for parent in self._all:
            parent.close()
