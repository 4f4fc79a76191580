#!/usr/bin/env bash
# Changes one rule of the core at a time and checks that the scenarios notice in Rust. Then it changes three of them at once (one of
# retries, one of cursors, one of tools), so that the packages are built once, and checks that each is noticed in every other language.
# It works in a copy of this tree with a target folder of its own, so that nothing here changes and no other run is disturbed.
# usage: tests/mutations.sh [RULE]...
. "$(dirname "${BASH_SOURCE[0]}")/../scripts/lib.sh"

need_rust
# shellcheck source=tests/runners/languages.sh
. tests/runners/languages.sh

# A scenario that has to do with none of the rules: if it goes wrong, the copy is broken, and not a rule.
CONTROL=join-ended
home="$TARGET/mutations"
copy="$home/tree"
log="$home/log"
wanted=" $* "
survivors=
rules=0
# The rules that every language has to notice, by their names.
everywhere=()
declare -A file_of expression_of scenarios_of

# The crates that are not ours are built already, most of the time. Their libraries are linked, not copied: nobody writes into them.
seed() {
  local folder
  [ ! -e "$home/target/debug" ] && [ -d "$TARGET/debug/deps" ] || return 0
  for folder in deps build .fingerprint; do
    mkdir -p "$home/target/debug/$folder"
    (cd "$TARGET/debug/$folder" && find . -mindepth 1 -maxdepth 1 \( -type d -o -name '*.*' \) ! -name '*steersman*' ! -name '*_native*' -print0) |
      if [ "$folder" = deps ]; then
        (cd "$TARGET/debug/deps" && xargs -0 cp -rl -t "$home/target/debug/deps")
      else
        tar -C "$TARGET/debug/$folder" --null --files-from=- -cf - | tar -C "$home/target/debug/$folder" -xf -
      fi
  done
}

copy_tree() {
  rm -rf "$copy"
  mkdir -p "$copy"
  git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
    if [ -e "$file" ]; then printf '%s\0' "$file"; fi
  done | tar --null --files-from=- -cf - | tar -C "$copy" -xf -
  # What npm has installed for this tree serves the copy as well. So do the programs in Kotlin and
  # Swift: the rules are in the library beside them.
  if [ -d bindings-node/node_modules ]; then ln -s "$PWD/bindings-node/node_modules" "$copy/bindings-node/node_modules"; fi
  if [ -d tests/runners/kotlin/target ]; then cp -r tests/runners/kotlin/target "$copy/tests/runners/kotlin/target"; fi
  if [ -e "$TARGET/swift/runner/sources" ]; then
    mkdir -p "$home/target/swift/runner/debug"
    cp "$TARGET/swift/runner/sources" "$home/target/swift/runner"
    cp "$TARGET/swift/runner/debug/steersman-scenario-swift" "$home/target/swift/runner/debug"
  fi
}

# play LANGUAGES SCENARIO...: plays the copy; fails if that cannot be built.
play() {
  local chosen="$1"
  shift
  CARGO_TARGET_DIR="$home/target" CONFORMANCE_LANGUAGES="$chosen" "$copy/tests/conformance.sh" "$CONTROL" "$@" >"$log" 2>&1 ||
    grep -q ' scenarios, ' "$log"
}

# unnoticed LANGUAGES SCENARIOS: the languages in which none of the scenarios differs.
unnoticed() {
  local language
  for language in $1; do
    grep -qE "^(${2// /|}) in $language:$" "$log" || printf ' %s' "$language"
  done
  grep -qE "^$CONTROL( +ok)+$" "$log" || printf ' (and %s is not well)' "$CONTROL"
}

# verdict NAME MEANING LANGUAGES MISSED
verdict() {
  if [ -z "$4" ]; then
    say "$1 ($2): noticed in $3"
  else
    say "$1 ($2): NOT NOTICED in$4"
    cat "$log"
    survivors="$survivors $1"
  fi
}

# rule NAME all|rust FILE SED-EXPRESSION SCENARIOS MEANING: one of the scenarios must differ.
rule() {
  local name="$1" scope="$2" file="$3" expression="$4" scenarios="$5" meaning="$6"
  [ "$wanted" = "  " ] || [[ "$wanted" == *" $name "* ]] || return 0
  rules=$((rules + 1))
  sed "$expression" "$file" >"$home/mutated"
  if cmp -s "$home/mutated" "$file"; then
    say "$name: the rule is not in $file any more"
    survivors="$survivors $name"
    return 0
  fi
  cat "$home/mutated" >"$copy/$file"
  if [ "$scope" = all ]; then
    everywhere+=("$name")
    file_of[$name]="$file" expression_of[$name]="$expression" scenarios_of[$name]="$scenarios"
  fi
  # shellcheck disable=SC2086  # several scenarios
  if play rust $scenarios; then
    verdict "$name" "$meaning" rust "$(unnoticed rust "$scenarios")"
  else
    say "$name ($meaning): does not build"
    cat "$log"
    survivors="$survivors $name"
  fi
  # Newer than what was built from the changed one.
  cat "$file" >"$copy/$file"
}

# The rules for every language, all changed at once.
rules_everywhere() {
  local others name
  others="$(languages | { grep -vx rust || true; } | tr '\n' ' ')"
  others="${others% }"
  [ -n "$others" ] && [ ${#everywhere[@]} -gt 0 ] || return 0
  for name in "${everywhere[@]}"; do
    sed -i "${expression_of[$name]}" "$copy/${file_of[$name]}"
  done
  # shellcheck disable=SC2048,SC2086  # several scenarios each
  if play "$others" ${scenarios_of[*]}; then
    for name in "${everywhere[@]}"; do
      verdict "$name" "with ${#everywhere[@]} rules changed" "$others" "$(unnoticed "$others" "${scenarios_of[$name]}")"
    done
  else
    say "${everywhere[*]}: do not build in $others"
    cat "$log"
    survivors="$survivors ${everywhere[*]}"
  fi
}

seed
copy_tree
rule retry-status all core/http/src/retry.rs 's/matches!(status, 408 | 429)/matches!(status, 408)/' \
  fault-429 "a 429 is not tried again"
rule cursor-eviction all core/src/session/machine/watch.rs 's/first_index\.unwrap_or(from)/first_index.map_or(from, |_| from)/' \
  "log-evicted-filled log-evicted-and-gone" "first_index is not believed"
rule tool-conflict all core/src/session/driver.rs 's/ErrorKind::Conflict => FailureKind::Conflict/ErrorKind::Conflict => FailureKind::Other/' \
  "tools-session-over-409 tools-still-awaited-after-409" "a 409 ends the wait"
rule retry-after rust core/http/src/retry.rs 's/jittered\.max(retry_after/jittered.min(retry_after/' \
  "fault-retry-after-seconds fault-retry-after-date" "a server can shorten a wait"
rule cursor-turns rust core/src/session/run.rs 's/handle\.shared()\.waited_to()/0/' \
  "turns-stale-idle turns-quick-answer" "each wait begins at 0"
rule tool-awaiting rust core/src/session/run.rs 's/settle_on_awaiting = tools\.is_none()/settle_on_awaiting = false/' \
  "tools-wait-without-tools" "a wait without tools waits for ever"
rules_everywhere
[ "$rules" -gt 0 ] || fail "no rule is named so:$wanted" "read their names in tests/mutations.sh"
[ -z "$survivors" ] || fail "not noticed:$survivors" "a rule that no scenario notices needs a scenario"
say "$rules rules changed, all noticed"
