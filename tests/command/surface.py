"""What the command offers, read from its own --help: a new command or option appears here by itself."""

import functools
import re
from dataclasses import dataclass

from conftest import steersman


@dataclass(frozen=True)
class Option:
    """One option of one command."""

    command: tuple
    name: str
    takes_value: bool

    def __str__(self):
        return " ".join((*self.command, self.name))


def _section(text, title):
    """The lines of a section of --help."""
    found = re.search(rf"^{title}:\n((?:(?: .*)?\n)*)", text + "\n", re.M)
    return found[1] if found else ""


def _help(*command):
    return steersman(*command, "--help")[0]


@functools.cache
def commands():
    """Every command that does something, as a tuple of words: `("sessions", "list")`."""

    def below(*command):
        names = re.findall(r"^  ([a-z-]+) ", _section(_help(*command), "Commands"), re.M)
        return [leaf for name in names for leaf in below(*command, name)] if names else [command]

    return below()


@functools.cache
def options():
    """Every option of every command; those that all commands have are listed once, without a command."""
    found = []
    for command in [(), *commands()]:
        text = _help(*command)
        own, everybody = re.split(r"^Global options:$", text, maxsplit=1, flags=re.M)
        for name, value in re.findall(r"^ +(?:-\w, )?(--[a-z-]+)(\.\.\.| [<\[].*)?$", everybody if not command else own, re.M):
            if name not in ("--help", "--version"):
                found.append(Option(command, name, value.startswith(" ")))
    return found


@functools.cache
def arguments(command):
    """Names of the arguments without a dash that a command cannot do without."""
    return re.findall(r"(?<!\[)<([A-Z_]+)>(?![^\[]*\])", re.search(r"^Usage: (.*)$", _help(*command), re.M)[1])
