#!/usr/bin/env bash
# Builds the API documentation of our crates.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

need_rust
RUSTDOCFLAGS="-D warnings" cargo doc --locked --workspace --exclude steersman-fuzz --no-deps --all-features
say "documentation: $TARGET/doc/steersman/index.html"
