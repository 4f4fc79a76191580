#!/bin/sh
# Makes the environment of the tests in bindings-python/.venv, or in $STEERSMAN_VENV, and builds the native module (dev profile).
# PYTHON chooses the interpreter.
set -eu
cd "$(dirname "$0")/.."
venv=${STEERSMAN_VENV:-.venv}
[ -x "$venv/bin/python" ] || "${PYTHON:-python3}" -m venv "$venv"
if ! cmp -s requirements-test.txt "$venv/requirements"; then
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r requirements-test.txt
    cp requirements-test.txt "$venv/requirements"
fi
cargo build --quiet -p steersman-python
target=$(cargo metadata --format-version 1 --no-deps | "$venv/bin/python" -c 'import json, sys; print(json.load(sys.stdin)["target_directory"])')
library="$target/debug/lib_native.so"
[ -f "$library" ] || library="$target/debug/lib_native.dylib"
# A new file, so that a running interpreter keeps the one that it has mapped.
cp "$library" python/steersman/.native.new && mv python/steersman/.native.new python/steersman/_native.abi3.so
echo "$(pwd)/python" > "$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/steersman.pth"
