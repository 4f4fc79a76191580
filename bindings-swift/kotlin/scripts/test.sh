#!/usr/bin/env bash
# The Kotlin package: builds it for this machine and runs its tests.
# usage: bindings-swift/kotlin/scripts/test.sh [--demo | TEST]     TEST: a class or class#method, as Maven's -Dtest takes it
. "$(dirname "${BASH_SOURCE[0]}")/../../../scripts/lib.sh"

bindings-swift/kotlin/scripts/jdk.sh
bindings-swift/kotlin/scripts/build.sh dev
cd bindings-swift/kotlin
case "${1:-}" in
  --demo)
    timeout --kill-after=10 600 mvn --batch-mode --quiet test-compile dependency:build-classpath \
      -Dmdep.outputFile=target/classpath -Dmdep.includeScope=test
    exec java -cp "target/classes:target/test-classes:$(cat target/classpath)" dev.steersman.examples.DemoKt
    ;;
  '') timeout --kill-after=10 900 mvn --batch-mode --no-transfer-progress package ;;
  *) timeout --kill-after=10 900 mvn --batch-mode --no-transfer-progress package -Dtest="$1" ;;
esac
