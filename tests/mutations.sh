#!/usr/bin/env bash
# Changes one rule of the core at a time and checks that the scenarios notice: three rules in every language
# that is played by default (tests/runners/languages.sh), the others in Rust.
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

# The crates that are not ours are built already, most of the time. Their libraries are linked, not copied: nobody writes into them.
seed() {
  local folder
  [ ! -e "$home/target/debug" ] && [ -d "$TARGET/debug/deps" ] || return 0
  for folder in deps build .fingerprint; do
    mkdir -p "$home/target/debug/$folder"
    (cd "$TARGET/debug/$folder" && find . -mindepth 1 -maxdepth 1 \( -type d -o -name '*.*' \) ! -name '*steersman*' ! -name '*_native*' -print0) |
      if [ "$folder" = deps ]; then
        (cd "$TARGET/debug/deps" && xargs -0 cp -l -t "$home/target/debug/deps")
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
  # What npm has installed for this tree serves the copy as well.
  if [ -d bindings-node/node_modules ]; then ln -s "$PWD/bindings-node/node_modules" "$copy/bindings-node/node_modules"; fi
}

# rule NAME all|rust FILE SED-EXPRESSION SCENARIOS MEANING: one of the scenarios must differ in each of the languages.
rule() {
  local name="$1" scope="$2" file="$3" expression="$4" scenarios="$5" meaning="$6" language missed=
  [ "$wanted" = "  " ] || [[ "$wanted" == *" $name "* ]] || return 0
  rules=$((rules + 1))
  sed "$expression" "$file" >"$home/mutated"
  if cmp -s "$home/mutated" "$file"; then
    say "$name: the rule is not in $file any more"
    survivors="$survivors $name"
    return 0
  fi
  cat "$home/mutated" >"$copy/$file"
  local chosen
  if [ "$scope" = rust ]; then chosen=rust; else chosen="$(languages | tr '\n' ' ')"; fi
  # shellcheck disable=SC2086  # several scenarios
  if CARGO_TARGET_DIR="$home/target" CONFORMANCE_LANGUAGES="$chosen" "$copy/tests/conformance.sh" "$CONTROL" $scenarios >"$log" 2>&1 ||
    grep -q ' scenarios, ' "$log"; then
    for language in $chosen; do
      grep -qE "^(${scenarios// /|}) in $language:$" "$log" || missed="$missed $language"
    done
    grep -qE "^$CONTROL( +ok)+$" "$log" || missed="$missed (and $CONTROL is not well)"
    if [ -z "$missed" ]; then
      say "$name ($meaning): noticed in ${chosen% }"
    else
      say "$name ($meaning): NOT NOTICED in$missed"
      cat "$log"
      survivors="$survivors $name"
    fi
  else
    say "$name ($meaning): does not build"
    cat "$log"
    survivors="$survivors $name"
  fi
  # Newer than what was built from the changed one.
  cat "$file" >"$copy/$file"
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
[ "$rules" -gt 0 ] || fail "no rule is named so:$wanted" "read their names in tests/mutations.sh"
[ -z "$survivors" ] || fail "not noticed:$survivors" "a rule that no scenario notices needs a scenario"
say "$rules rules changed, all noticed"
