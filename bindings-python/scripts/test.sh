#!/bin/sh
# Runs the tests of the Python package. Arguments go to pytest.
set -eu
cd "$(dirname "$0")/.."
./scripts/setup.sh
"${STEERSMAN_VENV:-.venv}/bin/python" -m pytest "$@"
