#!/usr/bin/env bash
# Builds the native library and the code that reaches it, and lays both where the Maven build takes them from.
# usage: bindings-swift/kotlin/scripts/build.sh [CARGO PROFILE]     dev (default), release, dist
. "$(dirname "${BASH_SOURCE[0]}")/../../../scripts/lib.sh"

need_rust
profile="${1:-dev}"
folder="$TARGET/$profile"
[ "$profile" != dev ] || folder="$TARGET/debug"
# The generator reads names that a stripped library has no more; it is stripped below.
CARGO_PROFILE_DIST_STRIP=debuginfo cargo build --locked --quiet --package steersman-native --profile "$profile"
# The generator is only ever built unoptimised.
cargo build --locked --quiet --package steersman-bindgen

case "$(uname -s)" in
  Linux) library=libsteersman_native.so system=linux ;;
  Darwin) library=libsteersman_native.dylib system=darwin ;;
  *) fail "no native library is built for $(uname -s) by this script" "see bindings-swift/kotlin/README.md, Platforms" ;;
esac
case "$(uname -m)" in
  x86_64 | amd64) machine=x86-64 ;;
  aarch64 | arm64) machine=aarch64 ;;
  *) fail "no name is known for the machine $(uname -m)" "add it here; JNA's documentation has the names" ;;
esac

native=bindings-swift/kotlin/target/native
rm -rf "$native"
mkdir -p "$native/resources/$system-$machine"
"$TARGET/debug/steersman-bindgen" generate "$folder/$library" --config bindings-swift/uniffi.toml \
  --language kotlin --no-format --out-dir "$native/kotlin"
cp "$folder/$library" "$native/resources/$system-$machine/$library"
[ "$profile" = dev ] || ! command -v strip >/dev/null || strip "$native/resources/$system-$machine/$library"
