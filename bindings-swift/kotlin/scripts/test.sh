#!/usr/bin/env bash
# The Kotlin package: builds it for this machine and runs its tests.
# usage: bindings-swift/kotlin/scripts/test.sh [--demo | TEST]     TEST: a class or class#method, as Maven's -Dtest takes it
. "$(dirname "${BASH_SOURCE[0]}")/../../../scripts/lib.sh"

install_jdk() {
  if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    say "installing a JDK and Maven"
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"; } >/dev/null || true
  fi
}
command -v javac >/dev/null || install_jdk default-jdk-headless
command -v mvn >/dev/null || install_jdk maven
need javac "install a JDK of Java 17 or newer (Debian: apt-get install default-jdk-headless)"
need mvn "install Maven (Debian: apt-get install maven)"

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
