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
PYTHON="$venv/bin/python" scripts/build.sh
echo "$(pwd)/python" > "$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/steersman.pth"
