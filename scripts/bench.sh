#!/usr/bin/env bash
# Builds what people download and measures it: bench/run.py says what and how. Arguments go to it.
# usage: scripts/bench.sh [--quick] [--slow-down] [--only TEXT] [--rounds N] [--check]
#   without arguments bench/RESULTS.md and target/bench/results.json are written
# STEERSMAN_BENCH="python node kotlin swift" names the languages beside Rust; default: all that this machine has.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

[ "$(uname -s)" = Linux ] || fail "the benchmark reads /proc" "run it on Linux"
need_rust
out="$TARGET/bench"
mkdir -p "$out"
out=$(cd "$out" && pwd)
TARGET=$(dirname "$out")
log="$out/build.log"
: >"$log"
# 10,000 streams are 10,000 sockets.
ulimit -n "$(ulimit -H -n)"

languages="${STEERSMAN_BENCH-}"
if [ -z "$languages" ]; then
  languages=python
  ! command -v npm >/dev/null || languages+=" node"
  ! command -v mvn >/dev/null || languages+=" kotlin"
  ! scripts/swift-toolchain.sh --check >/dev/null || languages+=" swift"
fi
# The check counts requests, for which nothing has to be optimised.
optimised=(--release) dev=
case " ${*:-} " in *" --check "*) languages=python optimised=() dev=--dev ;; esac
wanted() { [[ " $languages " == *" $1 "* ]]; }

# build WHAT COMMAND...: its output goes into the log.
build() {
  say "--> building $1" >&2
  "${@:2}" >>"$log" 2>&1 || {
    tail -n 20 "$log" >&2
    fail "$1 could not be built; the whole output is in $log"
  }
}

build "the server and the crate" cargo build --locked "${optimised[@]}" --package steersman-bench
python="$(find_python)"
[ -x "$out/venv/bin/python" ] || "$python" -m venv "$out/venv"
pip() { "$out/venv/bin/python" -m pip --quiet --disable-pip-version-check install --no-deps "$@"; }
build "the Python environment" pip --requirement tests/requirements.txt --requirement bench/requirements.txt

# Chains: a function whose failure is asked about goes on behind a command that failed.
build_wheel() {
  rm -f "$out"/*.whl
  # A wheel that is too heavy is measured all the same: its weight is one of the targets.
  { bindings-python/scripts/wheel.sh $dev || [ -n "$(find bindings-python/dist -name '*.whl')" ]; } &&
    cp bindings-python/dist/*.whl "$out/" &&
    pip --no-index --force-reinstall "$out"/*.whl
}
build_node() {
  rm -f "$out"/*.tgz
  bindings-node/scripts/build.sh --dist &&
    (cd bindings-node && node scripts/pack.mjs) &&
    cp bindings-node/npm/*.tgz "$out/"
}
build_kotlin() {
  local classes="$PWD/bindings-swift/kotlin/target"
  bindings-swift/kotlin/scripts/build.sh dist &&
    (cd bindings-swift/kotlin && mvn --batch-mode --quiet test-compile jar:jar dependency:build-classpath \
      -Dmdep.outputFile=target/classpath -Dmdep.includeScope=runtime) &&
    cp bindings-swift/kotlin/target/steersman-*.jar "$out/" &&
    printf -- '-cp "%s"\n' "$classes/classes:$classes/test-classes:$(cat "$classes/classpath")" >"$out/kotlin.arguments"
}
# As an archive for phones holds it: without the embedded runtime, which no phone needs.
build_phones() {
  cargo build --locked --profile dist --package steersman-native --no-default-features &&
    mkdir -p "$out/phones" &&
    cp "$TARGET/dist/libsteersman_native.so" "$out/phones/"
}
! wanted python || build "the wheel" build_wheel
! wanted node || build "the npm package" build_node
! wanted kotlin || build "the library for phones" build_phones
! wanted kotlin || build "the Kotlin package" build_kotlin
! wanted swift || build "the Swift package" bindings-swift/swift/scripts/build.sh --release
[ -n "$dev" ] || build "the command" cargo build --locked --profile dist --package steersman-cli

[ $# -gt 0 ] || set -- --json "$out/results.json" --markdown bench/RESULTS.md
exec "$out/venv/bin/python" bench/run.py --target "$TARGET" "$@"
