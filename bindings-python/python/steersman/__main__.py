"""The `steersman` command: `steersman`, or `python -m steersman`."""

from __future__ import annotations

import signal
import sys


def main() -> None:
    """Runs the command with the arguments of the process, and ends the process with its exit code."""
    # Only the native module is needed; the command listens to Ctrl-C itself, and until it does the process just ends.
    from . import _native

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(_native.run_command(["steersman", *sys.argv[1:]]))


if __name__ == "__main__":
    main()
