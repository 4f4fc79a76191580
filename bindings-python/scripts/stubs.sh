#!/usr/bin/env bash
# Writes the stub of the native module, python/steersman/_native.pyi, from the Rust code.
# usage: bindings-python/scripts/stubs.sh [--check]     (--check: only says whether it is what the code says)
. "$(dirname "${BASH_SOURCE[0]}")/../../scripts/lib.sh"

need_rust
tools="$(scripts/python-venv.sh bindings-python/requirements-maturin.txt)"
stub="$PWD/bindings-python/python/steersman/_native.pyi"
out="$TARGET/stubs"
rm -rf "$out"
(cd bindings-python && PATH="$tools/bin:$PATH" maturin generate-stubs --locked --quiet --profile dev --features inspect --out "$out" >&2)
# PyO3 does not tell of exceptions, leaves room for what it does not know, and imports nothing for annotations of ours.
"$tools/bin/python" - "$out/steersman/_native.pyi" <<'END'
import pathlib
import sys

path = pathlib.Path(sys.argv[1])
text = path.read_text()
unknown = "def __getattr__(name: str) -> Incomplete: ...\n"
failure = '''class Failure(Exception):
    """
    Carries an error as JSON text; the Python package raises its own class for it.
    """
'''
for old, new in [
    (unknown, failure),
    ("from _typeshed import Incomplete, ", "from _typeshed import "),
    ("from typing_extensions import disjoint_base", "from typing_extensions import Self, disjoint_base"),
]:
    assert text.count(old) == 1, (old, text)
    text = text.replace(old, new)
path.write_text("# Generated from the Rust code by bindings-python/scripts/stubs.sh: change it there.\n" + text)
END
if [ "${1:-}" = --check ]; then
  cmp -s "$out/steersman/_native.pyi" "$stub" || fail "$stub is stale" "bindings-python/scripts/stubs.sh"
else
  cp "$out/steersman/_native.pyi" "$stub"
fi
