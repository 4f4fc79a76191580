#!/usr/bin/env bash
# Runs one of the suites that drive the built command from outside: `official` (the official SDK, unmodified, against
# `steersman serve`) or `command` (the command as a person uses it). Further arguments go to pytest.
# usage: scripts/test-python.sh official|command [PYTEST ARGUMENT]...
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

suite="${1:-}"
case "$suite" in
  official | command) ;;
  *) fail "no suite named '$suite'" "scripts/test-python.sh official|command" ;;
esac
shift
need_rust
if [ "$suite" = command ] && ! command -v tmux >/dev/null; then
  say "installing tmux, in which the live screen is tested"
  if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends tmux; } >/dev/null 2>&1 || true
  fi
  need tmux "install it (Debian: apt-get install tmux)"
fi
venv="$(scripts/python-venv.sh)"
cargo build --locked --package steersman-cli
# A bound on the whole suite: whatever hangs, the run ends and says where it was.
STEERSMAN_BIN="$TARGET/debug/steersman" timeout --kill-after=10 600 "$venv/bin/python" -X faulthandler -m pytest --config-file tests/pytest.ini "tests/$suite" "$@"
