#!/usr/bin/env bash
# Agent View in a real browser, against real processes. Further arguments go to node's test runner.
# usage: agent-view/scripts/test.sh [NODE TEST ARGUMENT]...
. "$(dirname "${BASH_SOURCE[0]}")/../../scripts/lib.sh"

need_rust
agent-view/scripts/build.sh --check
agent-view/scripts/browser.sh
cargo build --locked --package steersman-cli
export STEERSMAN_BIN="$TARGET/debug/steersman" STEERSMAN_ARTEFACTS="$TARGET/agent-view"
[ $# -gt 0 ] || set -- agent-view/test/*.test.mjs
# A bound on the whole suite: whatever hangs, the run ends and says where it was.
timeout --kill-after=10 420 node --test --test-concurrency=1 --test-reporter=spec "$@" | tee "$TARGET/agent-view.log"
# The summary counts what passed.
sed -n 's/^ℹ pass \([0-9]*\)$/agent view: \1 passed/p' "$TARGET/agent-view.log"
say "its pictures: $TARGET/agent-view"
