# Shared by the scripts beside it; sourced, never run.
# shellcheck shell=bash
# shellcheck disable=SC2034  # the variables are for the scripts that source this file

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# A login shell knows where rustup put cargo; a bare one may not.
if ! command -v cargo >/dev/null && [ -r "$HOME/.cargo/env" ]; then
  # shellcheck disable=SC1091
  . "$HOME/.cargo/env"
fi

# Tools that the scripts build or install are kept here, one folder per tool and version, and survive a new clone.
TOOLS="${XDG_CACHE_HOME:-$HOME/.cache}/steersman/tools"
TARGET="${CARGO_TARGET_DIR:-$PWD/target}"
CARGO_DENY_VERSION=0.20.2

say() { printf '%s\n' "$*"; }

# fail WHAT NEXT-STEP: ends the script with what is wrong and what to do about it.
fail() {
  printf 'error: %s\n' "$1" >&2
  [ $# -lt 2 ] || printf ' next: %s\n' "$2" >&2
  exit 1
}

# need COMMAND NEXT-STEP
need() {
  command -v "$1" >/dev/null || fail "\`$1\` is not installed" "$2"
}

need_rust() {
  need cargo "install Rust 1.95 or newer with rustup (https://rustup.rs)"
  need cc "install a C compiler (Debian: apt-get install build-essential); the TLS library has a small C part"
}

# Prints a CPython of at least 3.10, or ends the script.
find_python() {
  local candidate
  for candidate in "${PYTHON:-python3}" python3.13 python3.12 python3.11 python3.10; do
    if command -v "$candidate" >/dev/null &&
      "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  fail "no CPython 3.10 or newer with venv was found" \
    "install one (Debian: apt-get install python3 python3-venv) or name it with PYTHON=/path/to/python3"
}
