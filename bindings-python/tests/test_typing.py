"""The package is typed, strictly, and the stub of the native module tells what is there."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from steersman import _native

ROOT = Path(__file__).parent.parent


def test_the_package_and_its_use_pass_strict_type_checking() -> None:
    for arguments in ([], ["tests/typing_cases.py"]):
        done = subprocess.run([sys.executable, "-m", "mypy", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stdout


def test_the_package_and_its_use_pass_pyright_in_strict_mode() -> None:
    done = subprocess.run([sys.executable, "-m", "pyright"], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout


def test_the_stub_of_the_native_module_is_complete() -> None:
    stub = ast.parse((ROOT / "python/steersman/_native.pyi").read_text())
    told: dict[str, set[str]] = {}
    for node in stub.body:
        if isinstance(node, ast.ClassDef):
            told[node.name] = {part.name for part in node.body if isinstance(part, ast.FunctionDef) and part.name != "__new__"}
        elif isinstance(node, ast.FunctionDef):
            told[node.name] = set()
    there: dict[str, set[str]] = {}
    for name, value in vars(_native).items():
        if not name.startswith("_"):
            is_class = isinstance(value, type) and value is not _native.Failure
            there[name] = {member for member in vars(value) if not member.startswith("__")} if is_class else set()
    assert told == there
