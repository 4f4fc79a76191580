#!/usr/bin/env bash
# usage: scripts/lint.sh [fmt] [clippy] [deny] [shell]
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

lint_fmt() {
  need_rust
  cargo fmt --version >/dev/null 2>&1 || fail "rustfmt is not installed" "rustup component add rustfmt"
  cargo fmt --all --check || fail "the Rust code is not formatted" "make fmt"
}

lint_clippy() {
  need_rust
  cargo clippy --version >/dev/null 2>&1 || fail "clippy is not installed" "rustup component add clippy"
  # The feature of the fuzz targets is libFuzzer, which is C++ and says nothing about our code.
  cargo clippy --locked --workspace --exclude steersman-fuzz --all-targets --all-features -- -D warnings
  cargo clippy --locked --package steersman-fuzz --all-targets -- -D warnings
}

lint_deny() {
  need_rust
  local root="$TOOLS/cargo-deny-$CARGO_DENY_VERSION"
  if [ ! -x "$root/bin/cargo-deny" ]; then
    say "installing cargo-deny $CARGO_DENY_VERSION into $root (once, a few minutes)"
    # Unoptimised: it runs for a second, so the minutes an optimised build takes never come back.
    CARGO_TARGET_DIR="$root/build" CARGO_PROFILE_DEV_DEBUG=0 cargo install cargo-deny \
      --version "$CARGO_DENY_VERSION" --locked --debug --no-default-features --root "$root"
    rm -rf "$root/build"
  fi
  PATH="$root/bin:$PATH" cargo deny --locked --all-features check --hide-inclusion-graph bans licenses sources
}

lint_shell() {
  if ! command -v shellcheck >/dev/null && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    say "installing shellcheck"
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends shellcheck; } >/dev/null 2>&1 || true
  fi
  if ! command -v shellcheck >/dev/null; then
    say "note: shellcheck is not installed, so the scripts were not checked (Debian: apt-get install shellcheck)"
    return
  fi
  git ls-files -z -- '*.sh' .ci/run 'tests/runners/*/build' 'tests/runners/*/run' | xargs -0 shellcheck --external-sources --source-path=SCRIPTDIR
}

for part in "$@"; do
  say "--> $part"
  "lint_$part"
done
