"""A terminal as a person sees it: the command in tmux, keys in, what is on the screen out."""

import os
import shlex
import subprocess
import tempfile
import time

from conftest import PATIENCE, binary, environment


class Tmux:
    """The command in a tmux of its own, `width` x `height`."""

    def __init__(self, *arguments, width=100, height=20, **more):
        self.folder = tempfile.TemporaryDirectory()
        self.socket = os.path.join(self.folder.name, "tmux")
        self.code = os.path.join(self.folder.name, "code")
        command = f"trap : INT; {shlex.join([binary(), *arguments])}; echo $? > {self.code}; exec sleep {4 * PATIENCE}"
        variables = environment(TERM="tmux-256color") | more
        keep = [f"{name}={value}" for name, value in variables.items() if name not in ("TMUX", "TMUX_PANE")]
        self._tmux(
            "-f", "/dev/null", "new-session", "-d", "-x", str(width), "-y", str(height),
            "env", "-i", *keep, "sh", "-c", command,
        )  # fmt: skip

    def _tmux(self, *arguments):
        done = subprocess.run(
            ["tmux", "-u", "-S", self.socket, *arguments], capture_output=True, text=True, timeout=PATIENCE
        )
        assert done.returncode == 0, f"tmux {arguments}: {done.stderr}"
        return done.stdout

    def screen(self, *options):
        """What is on the screen; with `-e`, colours as escape sequences."""
        return self._tmux("capture-pane", "-p", *options)

    def until(self, condition):
        """Waits until the text is on the screen, or until a function of the screen is true; gives the screen."""
        found = condition if callable(condition) else lambda screen: condition in screen
        deadline = time.monotonic() + PATIENCE
        while not found(seen := self.screen()):
            assert time.monotonic() < deadline, f"not seen: {condition}\n{seen}"
            time.sleep(0.02)
        return seen

    def type(self, text):
        """Types text, then Enter."""
        self._tmux("send-keys", "-l", text)
        self.keys("Enter")

    def keys(self, *names):
        """Presses keys by tmux's names: `Enter`, `PageUp`, `C-c`."""
        self._tmux("send-keys", *names)

    def resize(self, width, height):
        self._tmux("resize-window", "-x", str(width), "-y", str(height))

    def end(self):
        """Waits for the end of the command; gives its exit code."""
        deadline = time.monotonic() + PATIENCE
        while not (os.path.exists(self.code) and (code := open(self.code).read().strip())):
            assert time.monotonic() < deadline, f"the command does not end\n{self.screen()}"
            time.sleep(0.02)
        return int(code)

    def close(self):
        subprocess.run(["tmux", "-S", self.socket, "kill-server"], capture_output=True, timeout=PATIENCE)
        self.folder.cleanup()
