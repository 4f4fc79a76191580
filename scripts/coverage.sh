#!/usr/bin/env bash
# Measures which lines of the core (core/wire, core/http, core) the suites reach: unit, fault and contract tests, random schedules, and
# the scenarios in Rust.
# usage: scripts/coverage.sh [--lines]     --lines: also lists the lines that nothing reaches
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

need_rust
llvm="$(rustc --print sysroot)/lib/rustlib/$(rustc -vV | sed -n 's/^host: //p')/bin"
if [ ! -x "$llvm/llvm-cov" ] && command -v rustup >/dev/null; then
  say "installing llvm-tools"
  rustup component add llvm-tools >/dev/null 2>&1 || true
fi
if [ ! -x "$llvm/llvm-cov" ]; then
  # A toolchain of the same LLVM does as well.
  version="$(rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')"
  llvm="/usr/lib/llvm-$version/bin"
  [ -x "$llvm/llvm-cov" ] ||
    fail "no llvm-cov that reads what rustc writes" "rustup component add llvm-tools (or on Debian: apt-get install llvm-$version)"
fi

home="$TARGET/coverage"
profiles="$home/profiles"
rm -rf "$profiles"
mkdir -p "$profiles"
export RUSTC_WORKSPACE_WRAPPER="$PWD/scripts/instrument-coverage"
export STEERSMAN_SCHEDULES="${STEERSMAN_SCHEDULES:-20000}"
export LLVM_PROFILE_FILE="$profiles/%p-%12m.profraw"
tests=(cargo test --locked --all-features --tests --lib)
for package in steersman-wire steersman-http steersman steersman-machine-tests steersman-scenario-rust; do
  tests+=(--package "$package")
done
log="$home/log"
"${tests[@]}" --no-run --message-format=json 2>"$log" | sed -n 's/.*"executable":"\([^"]*\)".*/\1/p' >"$home/executables" || {
  tail -n 40 "$log" >&2
  fail "the suites do not build"
}
find core tests -name '*.profraw' -delete
"${tests[@]}" >"$log" 2>&1 || {
  tail -n 40 "$log" >&2
  fail "a suite fails" "the whole output is in $log"
}
# Tests that start programs without their environment leave some where they ran.
find core tests -name '*.profraw' -exec mv -t "$profiles" {} +
"$llvm/llvm-profdata" merge --sparse "$profiles"/*.profraw --output "$home/all.profdata"
rm -rf "$profiles"
objects=()
while IFS= read -r executable; do objects+=("--object=$executable"); done <"$home/executables"
sources=(--sources core/wire/src core/http/src core/src)
"$llvm/llvm-cov" report --instr-profile="$home/all.profdata" "${objects[@]}" --show-region-summary=false \
  --show-branch-summary=false "${sources[@]}" | sed "s#$PWD/##"
[ "${1:-}" = --lines ] || exit 0
"$llvm/llvm-cov" export --format=lcov --instr-profile="$home/all.profdata" "${objects[@]}" "${sources[@]}" |
  awk -F '[:,]' -v here="$PWD/" '/^SF:/ { file = substr($0, 4); sub(here, "", file) } /^DA:/ && $3 == 0 { print file ":" $2 }' |
  sort -t : -k 1,1 -k 2,2n -u
