#!/usr/bin/env bash
# Builds the Swift package and runs its sample program: a session of an agent of this machine, shown as it happens.
. "$(dirname "${BASH_SOURCE[0]}")/../../../scripts/lib.sh"
mkdir -p "$TARGET"
TARGET=$(cd "$TARGET" && pwd)
bindings-swift/swift/scripts/build.sh --native-only
cd bindings-swift/swift
export STEERSMAN_NATIVE="$TARGET/debug"
../../scripts/swift.sh run --quiet --scratch-path "$TARGET/swift/build" steersman-watch "$@"
