#!/usr/bin/env bash
# Builds the demo and runs it: a session on this machine, watched, paused, steered and answered.
# usage: scripts/demo.sh [--check] [ORDER]     --check: end with an error when a part of the story is missing
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

need_rust
cargo build --locked --package steersman-cli --example demo
exec "$TARGET/debug/examples/demo" "$@"
