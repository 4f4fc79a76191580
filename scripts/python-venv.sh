#!/usr/bin/env bash
# Makes the virtual environment of a list of pinned packages, and prints its path. A later run finds it ready. Default: that of the
# suites in tests/official and tests/command.
# usage: scripts/python-venv.sh [REQUIREMENTS]
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

requirements="${1:-tests/requirements.txt}"
python="$(find_python)"
key="$({ "$python" -V && cat "$requirements"; } | cksum | cut -d ' ' -f 1)"
venv="$TOOLS/python-$key"
if [ ! -e "$venv/.complete" ]; then
  say "installing the packages of $requirements into $venv (once)" >&2
  rm -rf "$venv"
  "$python" -m venv "$venv"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --requirement "$requirements" >&2 ||
    fail "the packages in $requirements could not be installed" "check the network or pip's configuration, then try again"
  touch "$venv/.complete"
fi
printf '%s\n' "$venv"
