"""The same helpers as in `tests/`."""

import importlib.util
import sys
from pathlib import Path

_spec = importlib.util.spec_from_file_location("shared_conftest", Path(__file__).parent.parent / "tests" / "conftest.py")
assert _spec is not None and _spec.loader is not None
_shared = sys.modules["shared_conftest"] = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_shared)
pytest_terminal_summary = _shared.pytest_terminal_summary
