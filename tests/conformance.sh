#!/bin/sh
# Plays all scenarios in every language that has a runner, and prints behaviours by languages. Arguments go to
# `steersman-scenario check`: names to choose scenarios, --jobs, --bless. CONFORMANCE_LANGUAGES="rust python" chooses languages.
set -eu
cd "$(dirname "$0")/.."
cargo build --locked --quiet --package steersman-scenario --package steersman-scenario-rust
for runner in tests/runners/*/run; do
    language=$(basename "$(dirname "$runner")")
    case " ${CONFORMANCE_LANGUAGES:-$language} " in
    *" $language "*) set -- "--runner=$language=$runner" "$@" ;;
    esac
done
exec "${CARGO_TARGET_DIR:-target}/debug/steersman-scenario" check "$@"
