#!/usr/bin/env bash
# Plays all scenarios in every language that has a folder in tests/runners, and prints behaviours by languages. Arguments go to
# `steersman-scenario check`: names to choose scenarios, --jobs, --bless. CONFORMANCE_LANGUAGES="rust python" chooses languages.
. "$(dirname "${BASH_SOURCE[0]}")/../scripts/lib.sh"

need_rust
# shellcheck source=tests/runners/languages.sh
. tests/runners/languages.sh
cargo build --locked --quiet --package steersman-scenario
runners=()
for language in $(languages); do
  build="tests/runners/$language/build"
  if [ -x "$build" ]; then
    "$build" || fail "$language cannot be built on this machine, so nothing is known about it" \
      "do what is said above, or name the languages to play: CONFORMANCE_LANGUAGES=\"rust node\" $0"
  fi
  runners+=("--runner=$language=tests/runners/$language/run")
done
[ ${#runners[@]} -gt 0 ] || fail "no language named ${CONFORMANCE_LANGUAGES:-}" "they are the folders of tests/runners"
exec "$TARGET/debug/steersman-scenario" check "${runners[@]}" "$@"
