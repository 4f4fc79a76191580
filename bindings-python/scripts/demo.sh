#!/bin/sh
# Runs the first program of the README, against the Agents API inside its own process: no key, no network.
set -eu
cd "$(dirname "$0")/.."
./scripts/setup.sh
awk '/^```python$/ { on = 1; next } /^```$/ { if (on) exit } on' README.md | "${STEERSMAN_VENV:-.venv}/bin/python" -
