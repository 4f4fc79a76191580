#!/usr/bin/env bash
# Runs the scenarios through the official SDK as well, and says where it does the same and where ours does better. Arguments go to
# `steersman-scenario differential`: names to choose scenarios, --details.
. "$(dirname "${BASH_SOURCE[0]}")/../scripts/lib.sh"

need_rust
OFFICIAL_PYTHON="$(scripts/python-venv.sh)/bin/python"
export OFFICIAL_PYTHON
cargo build --locked --quiet --package steersman-scenario
exec "$TARGET/debug/steersman-scenario" differential \
  --runner tests/differential/run --verdicts tests/differential/verdicts.yaml "$@"
