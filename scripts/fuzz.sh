#!/usr/bin/env bash
# Looks for inputs that break what must hold for any bytes (tests/fuzz), beginning with the corpus. What is found on the way stays in
# the target folder, and the next run goes on from there.
# usage: scripts/fuzz.sh [--seconds N] [--keep] [TARGET]...     N for each target, default 600; --keep: adds what was found on the
#        way to the corpus in the tree, as few and small files as reach the same code
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

need_rust
need c++ "libFuzzer is C++; install a compiler for it (Debian: apt-get install build-essential)"
seconds=600
keep=
targets=()
while [ $# -gt 0 ]; do
  case "$1" in
    --seconds) seconds="${2:?--seconds needs a number}"; shift ;;
    --keep) keep=yes ;;
    -*) fail "unknown option $1" "scripts/fuzz.sh [--seconds N] [--keep] [TARGET]..." ;;
    *) targets+=("$1") ;;
  esac
  shift
done
[ ${#targets[@]} -gt 0 ] || targets=(wire machine webhook scenario agents)

RUSTC_WORKSPACE_WRAPPER="$PWD/tests/fuzz/instrument" cargo build --locked --quiet --package steersman-fuzz --features engine
home="$TARGET/fuzz"
broken=
for target in "${targets[@]}"; do
  corpus="tests/fuzz/corpus/$target"
  [ -d "$corpus" ] || fail "no target named '$target'" "they are the folders of tests/fuzz/corpus"
  mkdir -p "$home/found/$target" "$home/broken"
  log="$home/$target.log"
  if "$TARGET/debug/fuzz-$target" -max_total_time="$seconds" -timeout=10 -max_len=4096 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="$home/broken/$target-" "$home/found/$target" "$corpus" >"$log" 2>&1; then
    executed="$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")"
    say "$target: $executed inputs in $seconds s, $(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -n 1) edges reached, 1 passed"
  else
    say "$target: BROKEN"
    tail -n 40 "$log"
    broken="$broken $target"
  fi
  if [ -n "$keep" ]; then
    "$TARGET/debug/fuzz-$target" -merge=1 -max_len=4096 "$corpus" "$home/found/$target" >>"$log" 2>&1
    say "$target: $(find "$corpus" -type f | wc -l) files in the corpus"
  fi
done
[ -z "$broken" ] || fail "broken:$broken" "the inputs are in $home/broken: mend, and put them into tests/fuzz/corpus"
