#!/bin/sh
# Builds the native module (dev profile) and puts it into the package. PYTHON chooses the interpreter.
set -eu
cd "$(dirname "$0")/.."
cargo build --locked --quiet -p steersman-python
target=$(cargo metadata --format-version 1 --no-deps | "${PYTHON:-python3}" -c 'import json, sys; print(json.load(sys.stdin)["target_directory"])')
library="$target/debug/lib_native.so"
[ -f "$library" ] || library="$target/debug/lib_native.dylib"
# A new file, so that a running interpreter keeps the one that it has mapped.
cp "$library" python/steersman/.native.new && mv python/steersman/.native.new python/steersman/_native.abi3.so
