#!/usr/bin/env bash
# Sends thousands of generated requests to `steersman serve`, by its own /openapi.json (schemathesis).
# usage: scripts/test-openapi.sh [AT_LEAST]
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

need_rust
venv="$(scripts/python-venv.sh tests/openapi/requirements.txt)"
cargo build --locked --package steersman-cli
timeout --kill-after=10 1800 "$venv/bin/python" tests/openapi/run.py "$TARGET/debug/steersman" "$@"
