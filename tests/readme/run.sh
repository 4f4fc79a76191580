#!/usr/bin/env bash
# Runs every ```sh block of README.md, each in a shell of its own, in one empty folder, with `steersman` on the PATH.
# The agents file of docs/agents-file.md is played as well. `make demo` and `make test` are left out: they are stages of `make test` themselves.
. "$(dirname "${BASH_SOURCE[0]}")/../../scripts/lib.sh"

need_rust
cargo build --locked --package steersman-cli
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir "$work/blocks" "$work/home" "$work/folder"
awk -v dir="$work/blocks" '
  /^```sh$/ { number++; inside = 1; next }
  /^```/    { inside = 0 }
  inside && !/^make (demo|test)( |$)/ { print > sprintf("%s/%02d.sh", dir, number) }
' README.md

passed=0
for block in "$work"/blocks/*.sh; do
  [ -e "$block" ] || fail "README.md has no sh block to run"
  say "--> README.md, block $(basename "$block" .sh)"
  # No key and no settings of the person who runs this: the README promises that none are needed.
  (
    cd "$work/folder"
    env -u HAI_API_KEY -u HAI_API_BASE_URL HOME="$work/home" XDG_CONFIG_HOME="$work/home" \
      PATH="$(cd "$TARGET/debug" && pwd):$PATH" timeout 120 bash -euo pipefail "$block" </dev/null
  ) || fail "this block of README.md does not run: $(cat "$block")"
  passed=$((passed + 1))
done
# The agents file that the documentation shows is one: its agent works.
awk '/^```yaml$/ { inside = 1; next } /^```/ { inside = 0 } inside { print }' docs/agents-file.md >"$work/agents.yaml"
answer="$("$TARGET/debug/steersman" run --local --quiet --agents "$work/agents.yaml" "Where is my order?")"
[ "$answer" = "Order A-17 is known." ] || fail "the agent of docs/agents-file.md answers: $answer"
say "README.md and docs/agents-file.md: $((passed + 1)) passed"
