#!/usr/bin/env bash
# Compiles the native module for the free-threaded CPython 3.14, which need not be here: its properties are given to PyO3 in a file.
# usage: bindings-python/scripts/check-free-threaded.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../scripts/lib.sh"

need_rust
mkdir -p "$TARGET"
export PYO3_CONFIG_FILE="$TARGET/free-threaded.txt"
cat >"$PYO3_CONFIG_FILE" <<'END'
implementation=CPython
version=3.14
shared=true
abi3=false
lib_name=python3.14t
pointer_width=64
build_flags=Py_GIL_DISABLED
suppress_build_script_link_lines=true
END
cargo check --locked --quiet --package steersman-python
say "the native module compiles for the free-threaded CPython 3.14"
