#!/usr/bin/env bash
# Runs make targets one after another, keeps each one's output in a log, and closes with a summary.
# usage: scripts/stages.sh TARGET...
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

logs="$TARGET/stages"
mkdir -p "$logs"
heartbeat=

stop_heartbeat() {
  [ -z "$heartbeat" ] || kill "$heartbeat" 2>/dev/null || true
  heartbeat=
}
trap stop_heartbeat EXIT

# A long silent stage (a tool that compiles, a million random schedules) must not look like a hang.
start_heartbeat() {
  (
    began=$SECONDS
    # The sleep outlives the kill below: it must not hold the output open.
    while sleep 60 >/dev/null 2>&1; do
      say "    … $1 goes on, $((SECONDS - began)) s"
    done
  ) &
  heartbeat=$!
}

# Sums the passed tests of a log: cargo's "N passed;", pytest's "N passed in" and Maven's last "Tests run: N, Failures: 0, …".
count_passed() {
  sed 's/\x1b\[[0-9;]*m//g' "$1" |
    awk '{ for (i = 2; i <= NF; i++) if ($i ~ /^passed[;,]?$/ && $(i - 1) ~ /^[0-9]+$/) sum += $(i - 1) }
      /Tests run: [0-9]+, Failures: 0, Errors: 0, Skipped: 0$/ { match($0, /Tests run: [0-9]+/); maven = substr($0, RSTART + 11, RLENGTH - 11) }
      END { print sum + maven }'
}

total=$#
number=0
passed=0
began_all=$SECONDS
summary=
for stage in "$@"; do
  number=$((number + 1))
  log="$logs/$stage.log"
  began=$SECONDS
  say "==> [$number/$total] $stage"
  start_heartbeat "$stage"
  if ! make --no-print-directory "$stage" 2>&1 | tee "$log"; then
    stop_heartbeat
    say "FAILED: $stage after $((SECONDS - began)) s. Alone: make $stage. Its output: $log"
    exit 1
  fi
  stop_heartbeat
  passed=$((passed + $(count_passed "$log")))
  summary="$summary, $stage $((SECONDS - began)) s"
done
say "OK: $passed tests passed in $((SECONDS - began_all)) s (${summary#, })"
