#!/usr/bin/env bash
# The npm package: builds it for this machine and runs its tests.
# usage: bindings-node/scripts/test.sh [--demo | --bench | --quick] [NAME]...
#   NAME: only the test files that begin like this    --quick: without packing, installing and other runtimes
#   --demo: the demo instead    --bench: packs the package as people download it, and prints its figures instead
. "$(dirname "${BASH_SOURCE[0]}")/../../scripts/lib.sh"

cd bindings-node
case "${1:-}" in
  --demo)
    shift
    scripts/build.sh
    exec node examples/demo.mjs "$@"
    ;;
  --bench)
    shift
    scripts/build.sh --dist
    node scripts/pack.mjs
    exec node scripts/bench.mjs "$@"
    ;;
esac
scripts/build.sh
case " $* " in
  *" --quick "*) ;;
  *)
    STEERSMAN_RUNTIMES="$(scripts/runtimes.sh)"
    export STEERSMAN_RUNTIMES
    ;;
esac
timeout --kill-after=10 1200 node scripts/test.mjs "$@"

# The command that the package carries: output, terminals, Ctrl-C, exit codes. What it can do is tested in its own suite.
if [ $# = 0 ]; then
  cd ..
  venv="$(scripts/python-venv.sh)"
  STEERSMAN_BIN="$PWD/bindings-node/bin/steersman.cjs" timeout --kill-after=10 300 \
    "$venv/bin/python" -m pytest --config-file tests/pytest.ini tests/command/test_command.py
fi
