#!/usr/bin/env bash
# Measures the Swift package: microseconds per event. Release builds of both sides.
. "$(dirname "${BASH_SOURCE[0]}")/../../../scripts/lib.sh"
mkdir -p "$TARGET"
TARGET=$(cd "$TARGET" && pwd)
bindings-swift/swift/scripts/build.sh --release
cd bindings-swift/swift
../../scripts/swift.sh --exec timeout 300 "$TARGET/swift/build/release/bench"
