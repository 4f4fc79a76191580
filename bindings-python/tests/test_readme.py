"""Every program of the README runs as it stands."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

README = (Path(__file__).parent.parent / "README.md").read_text()
PROGRAMS = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
HEADINGS = [
    (re.findall(r"^#+ (.+)$", README[: README.index(program)], re.MULTILINE) or ["?"])[-1] + f" {number}"
    for number, program in enumerate(PROGRAMS)
]


@pytest.mark.parametrize("program", PROGRAMS, ids=HEADINGS)
def test_a_program_of_the_readme_runs(program: str, tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-W", "error", "-c", program], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and done.stderr == "", done.stderr
    assert done.stdout
