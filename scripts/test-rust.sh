#!/usr/bin/env bash
# Runs the Rust tests of all crates, documentation examples and the Rust programs of README.md included.
# usage: scripts/test-rust.sh [--quick]     --quick: few random schedules and kills, no documentation examples
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

need_rust
case "${1:-}" in
  --quick)
    export STEERSMAN_SCHEDULES="${STEERSMAN_SCHEDULES:-20000}"
    export STEERSMAN_KILLS="${STEERSMAN_KILLS:-10}"
    cargo test --locked --workspace --exclude steersman-fuzz --all-features --lib --bins --tests
    ;;
  '') cargo test --locked --workspace --exclude steersman-fuzz --all-features ;;
  *) fail "unknown option $1" "scripts/test-rust.sh [--quick]" ;;
esac
# Without libFuzzer: the targets and their corpus.
cargo test --locked --package steersman-fuzz
