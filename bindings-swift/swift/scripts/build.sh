#!/usr/bin/env bash
# Builds the native library, writes the Swift code that reaches it, and builds the package with its tests.
# usage: build.sh [--release] [--native-only]
. "$(dirname "${BASH_SOURCE[0]}")/../../../scripts/lib.sh"

profile=debug
flags=()
native_only=
for argument in "$@"; do
  case $argument in
    --release) profile=release flags=(--release) ;;
    --native-only) native_only=1 ;;
    *) fail "unknown argument $argument" "build.sh [--release] [--native-only]" ;;
  esac
done

need_rust
package=$PWD/bindings-swift/swift
mkdir -p "$TARGET/bindings/swift"
TARGET=$(cd "$TARGET" && pwd)
# The toolchain is set up (a minute of downloading) while the library is compiled.
scripts/swift-toolchain.sh >/dev/null &
toolchain=$!
cargo build --locked --quiet "${flags[@]}" --package steersman-native
cargo build --locked --quiet --package steersman-bindgen
wait "$toolchain" || exit 1

library="$TARGET/$profile/libsteersman_native.so"
[ -f "$library" ] || library="$TARGET/$profile/libsteersman_native.dylib"
"$TARGET/debug/steersman-bindgen" generate "$library" --config bindings-swift/uniffi.toml \
  --language swift --no-format --out-dir "$TARGET/bindings/swift"

# place FILE WHERE: only when it is new, so that the compiler has nothing to do when it is not.
place() {
  mkdir -p "$(dirname "$2")"
  cmp -s "$1" "$2" || cp "$1" "$2"
}
place "$TARGET/bindings/swift/SteersmanNative.swift" "$package/Sources/SteersmanNative/SteersmanNative.swift"
place "$TARGET/bindings/swift/SteersmanFFI.h" "$package/Sources/SteersmanFFI/SteersmanFFI.h"
place "$TARGET/bindings/swift/SteersmanFFI.modulemap" "$package/Sources/SteersmanFFI/module.modulemap"
[ -z "$native_only" ] || exit 0
"$package/scripts/readme.sh"

export STEERSMAN_NATIVE="$TARGET/$profile" STEERSMAN_TESTS=1
mode=()
[ "$profile" = debug ] && mode=(--build-tests)
cd "$package"
../../scripts/swift.sh build --quiet --configuration "$profile" --scratch-path "$TARGET/swift/build" "${mode[@]}"
