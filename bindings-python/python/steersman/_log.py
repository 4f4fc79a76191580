"""The log named `steersman`.

The core keeps what it has to say until a thread of Python comes by and takes all of it at once. It keeps nothing, and spends nothing on
it, until the program has set up logging: a handler that hears the log, and a level.
"""

from __future__ import annotations

import sys

from . import _native

_OFF = 255
_level = _OFF


def attend() -> None:
    """Writes what is there, and keeps to the level that the program has set."""
    # A program that wants a log has imported it.
    logging = sys.modules.get("logging")
    if logging is None:
        return
    global _level
    log = logging.getLogger("steersman")
    level = min(log.getEffectiveLevel(), _OFF) if _is_heard(log, logging.NullHandler) else _OFF
    if level != _level:
        _level = level
        _native.set_log_level(level)
    if level == _OFF:
        return
    for number, target, text, created in _native.take_log():
        source = logging.getLogger(target.replace("::", ".").replace("steersman_", "steersman."))
        if source.isEnabledFor(number):
            record = source.makeRecord(source.name, number, "(steersman)", 0, text, (), None)
            record.created, record.msecs = created, created % 1 * 1000
            source.handle(record)


def _is_heard(log: object, silent: type) -> bool:
    """Whether somebody set up a handler: the last resort of `logging`, which writes to the terminal, is not one."""
    while log is not None:
        for handler in getattr(log, "handlers", ()):
            if not isinstance(handler, silent):
                return True
        log = getattr(log, "parent", None) if getattr(log, "propagate", True) else None
    return False
