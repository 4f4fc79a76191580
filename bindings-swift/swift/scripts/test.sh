#!/usr/bin/env bash
# Tests the Swift package: its tests, the programs of its README, the sample program, and fifty endings of each kind.
# usage: test.sh [TEST]   a test by name, as `swift test --filter` takes it, and nothing else
. "$(dirname "${BASH_SOURCE[0]}")/../../../scripts/lib.sh"

filter=${1:-}
mkdir -p "$TARGET/swift"
TARGET=$(cd "$TARGET" && pwd)
package=$PWD/bindings-swift/swift
"$package/scripts/build.sh"

cd "$package"
export STEERSMAN_NATIVE="$TARGET/debug" STEERSMAN_TESTS=1
bin="$TARGET/swift/build/debug"
log="$TARGET/swift/test.log"
run() { ../../scripts/swift.sh --exec timeout "$@"; }

# Line by line, so that a test that hangs is seen.
tests="$bin/SteersmanPackageTests.xctest"
if [ -d "$tests" ]; then
  # A bundle, on a Mac.
  swift test --skip-build --scratch-path "$TARGET/swift/build" ${filter:+--filter "$filter"} 2>&1 | tee "$log"
else
  run 600 stdbuf -oL "$tests" ${filter:+"SteersmanTests.$filter"} 2>&1 | tee "$log" | grep --line-buffered -v "started at"
fi
count=$(grep -oE 'Executed [0-9]+ tests?' "$log" | tail -n 1 | grep -oE '[0-9]+')
[ "${count:-0}" -gt 0 ] || fail "no test was run" "look into $log"
[ -z "$filter" ] || exit 0
say "Swift: $count passed"

say "README.md: every program of it"
run 120 "$bin/readme" >"$TARGET/swift/readme.log" 2>&1 || {
  tail -n 20 "$TARGET/swift/readme.log" >&2
  fail "a program of README.md failed"
}
blocks=$(grep -c '^== ' "$TARGET/swift/readme.log")
say "README: $blocks passed"

say "the sample program"
run 60 "$bin/steersman-watch" h/tools "Is A-17 paid?" | tee "$TARGET/swift/sample.log"
tail -n 1 "$TARGET/swift/sample.log" | grep -q '^completed: .*is paid' || fail "the sample program did not tell the answer"
say "sample: 1 passed"

say "the steps for Apple's platforms (not run: there is no Mac here)"
steps=$(run 60 "$bin/xcframework" --dry-run)
for part in aarch64-apple-ios aarch64-apple-ios-sim x86_64-apple-darwin -create-xcframework lipo compute-checksum; do
  grep -q -e "$part" <<<"$steps" || fail "no step has $part"
done
# What they name in this checkout is there.
while read -r file; do
  [ -e "../../$file" ] || fail "the steps name $file, which is not there"
done < <(grep -oE 'bindings-swift/[A-Za-z0-9_./]+' <<<"$steps" | sort -u)
say "steps: 1 passed"

say "endings: each kind fifty times"
# shellcheck disable=SC2016
run 300 sh -euc '
  endings=$1
  passed=0
  # What the program does, and the exit code that it must end with, promptly.
  for ending in exit:3 return:0 cancel:0 tool:4 wait:5 drop:0 signal:143; do
    for round in $(seq 50); do
      code=0
      timeout 20 "$endings" "${ending%:*}" >/dev/null 2>&1 || code=$?
      [ "$code" = "${ending#*:}" ] || { echo "${ending%:*}, round $round: exit code $code" >&2; exit 1; }
      passed=$((passed + 1))
    done
  done
  echo "endings: $passed passed"
' sh "$bin/endings"
