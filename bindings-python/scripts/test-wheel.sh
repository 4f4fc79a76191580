#!/usr/bin/env bash
# Builds the wheel and tries it as users get it: in fresh environments of every CPython that is here, without compiler and network; and every
# ending of a process STEERSMAN_ENDINGS times (default 100) with each of them.
# usage: bindings-python/scripts/test-wheel.sh [--endings | --quick] [PYTEST ARGUMENT]...
# --endings: only the endings. --quick: a wheel that is not optimised, and four of five processes that end are forked from an
# interpreter that has read the modules already. STEERSMAN_WHEEL names a wheel that was built before.
. "$(dirname "${BASH_SOURCE[0]}")/../../scripts/lib.sh"

tests=(tests_wheel tests/test_endings.py)
endings="${STEERSMAN_ENDINGS:-100}"
started=$endings
if [ "${1:-}" = --endings ]; then
  shift
  tests=(tests/test_endings.py)
fi
how=
if [ "${1:-}" = --quick ]; then
  shift
  how=--dev
  started=$(((endings + 4) / 5))
fi
wheel="${STEERSMAN_WHEEL:-$(bindings-python/scripts/wheel.sh $how)}"
bindings-python/scripts/setup.sh
runner="${STEERSMAN_VENV:-$PWD/bindings-python/.venv}/bin/python"

environments="$TARGET/wheel-environments"
rm -rf "$environments"
mkdir -p "$environments"
interpreters=
for version in 3.10 3.11 3.12 3.13 3.14; do
  python=
  for candidate in "python$version" "${PYENV_ROOT:-$HOME/.pyenv}/versions/$version".*/bin/python3; do
    # A name may be there without the interpreter behind it.
    if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.implementation.name != "cpython")' 2>/dev/null; then
      python="$candidate"
      break
    fi
  done
  [ -n "$python" ] || continue
  "$python" -m venv "$environments/$version"
  # `PATH` has nothing but the environment in it, and the index is off: neither a compiler nor the network can help.
  env -i PATH="$environments/$version/bin" HOME="$environments" \
    "$environments/$version/bin/python" -m pip install --quiet --no-index --no-deps --disable-pip-version-check "$wheel"
  interpreters="${interpreters:+$interpreters:}$environments/$version/bin/python"
done
[ -n "$interpreters" ] || fail "no CPython 3.10 or newer with venv was found" "install one (Debian: apt-get install python3 python3-venv)"
say "trying $wheel with ${interpreters//:/, }"
cd bindings-python
if [ -z "$how" ] && [ "${tests[0]}" = tests_wheel ]; then
  # At full length, and with what is optimised. The wheel comes before the package in the tree.
  first="${interpreters%%:*}"
  PYTHONPATH="$("$first" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')" \
    STEERSMAN_LOSSES="${STEERSMAN_LOSSES:-100000}" STEERSMAN_LEAKS="${STEERSMAN_LEAKS:-100000}" \
    "$runner" -m pytest tests/test_losses.py tests/test_leaks.py
fi
STEERSMAN_WHEEL="$wheel" STEERSMAN_INTERPRETERS="$interpreters" STEERSMAN_ENDINGS="$endings" \
  STEERSMAN_ENDINGS_STARTED="$started" "$runner" -m pytest "${tests[@]}" "$@"
