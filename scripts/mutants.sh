#!/usr/bin/env bash
# Builds the session machine with each of the faults of tests/machine/mutants.toml; random schedules must find every one.
# usage: scripts/mutants.sh [NAME...]     only the faults whose names contain one of the texts
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

need_rust
cargo run --locked --quiet --package steersman-machine-tests --bin mutants -- "$@"
