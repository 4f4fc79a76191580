#!/usr/bin/env bash
# Sees that there are a JDK and Maven, and installs them where that can be done.
. "$(dirname "${BASH_SOURCE[0]}")/../../../scripts/lib.sh"

install() {
  if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    say "installing a JDK and Maven"
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"; } >/dev/null || true
  fi
}
command -v javac >/dev/null || install default-jdk-headless
command -v mvn >/dev/null || install maven
need javac "install a JDK of Java 17 or newer (Debian: apt-get install default-jdk-headless)"
need mvn "install Maven (Debian: apt-get install maven)"
