#!/usr/bin/env bash
# Builds the wheel of this machine's platform into bindings-python/dist, and checks what it promises: on Linux that it runs on every
# distribution since 2014 (manylinux2014), and that it is small. The last line is its path.
# usage: bindings-python/scripts/wheel.sh [--dev]     (--dev: for this machine only, not optimised, and nothing is checked; seconds)
. "$(dirname "${BASH_SOURCE[0]}")/../../scripts/lib.sh"

# The most that the wheel may weigh, the embedded runtime and the command included.
MOST_BYTES=6800000
needs=bindings-python/requirements-wheel.txt
[ "${1:-}" != --dev ] || needs=bindings-python/requirements-maturin.txt

need_rust
tools="$(scripts/python-venv.sh "$needs")"
PATH="$tools/bin:$PATH"
export PATH

how=(--profile dist --compression-level 9)
[ "$(uname -s)" != Linux ] || how+=(--zig --compatibility manylinux2014)
[ "${1:-}" != --dev ] || how=(--profile dev --compatibility linux)
out="$PWD/bindings-python/dist"
rm -rf "$out"
maturin build --locked --manifest-path bindings-python/Cargo.toml --out "$out" "${how[@]}" >&2
wheel="$(echo "$out"/*.whl)"
[ -f "$wheel" ] || fail "no wheel was built" "read the lines above"
if [ "${1:-}" = --dev ]; then
  printf '%s\n' "$wheel"
  exit
fi

bytes="$(wc -c <"$wheel")"
say "the wheel has $bytes bytes" >&2
[ "$bytes" -le "$MOST_BYTES" ] || fail "the wheel has $bytes bytes, more than $MOST_BYTES" "see what grew: unzip -v $wheel"
if [ "$(uname -s)" = Linux ]; then
  shown="$(auditwheel show "$wheel")"
  printf '%s\n' "$shown" | grep -o 'consistent with.*' >&2 || true
  # Old names of the same promise: manylinux_2_17 is manylinux2014.
  printf '%s\n' "$shown" | tr '\n' ' ' | grep -Eq 'manylinux_2_(5|12|17)_' ||
    fail "the wheel needs a newer system than manylinux2014" "auditwheel show $wheel"
fi
printf '%s\n' "$wheel"
