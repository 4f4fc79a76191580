"""Reads control URLs from standard input, one in a line, and plays each. `--async` plays with the asynchronous client."""

from __future__ import annotations

import asyncio
import sys

from control import Control
from player import play, run


def main() -> None:
    asynchronous = "--async" in sys.argv[1:]
    for line in sys.stdin:
        control = Control(line.strip())
        program = control.get("/program")
        playing = play(control, program, asynchronous)
        try:
            if asynchronous:
                asyncio.run(playing)
            else:
                run(playing)
        except KeyboardInterrupt:
            # As Python itself says it, without the traceback.
            sys.exit(130)
        if "ending" in program:
            break


if __name__ == "__main__":
    main()
