#!/usr/bin/env bash
# The npm package: builds it for this machine and runs its tests.
# usage: bindings-node/scripts/test.sh [--demo | --bench | --quick] [NAME]...
#   NAME: only the test files that begin like this    --quick: without packing, installing and other runtimes
#   --demo: the demo instead    --bench: packs the package as people download it, and prints its figures instead
. "$(dirname "${BASH_SOURCE[0]}")/../../scripts/lib.sh"

need_rust
need node "install Node.js 20.5 or newer (https://nodejs.org)"
need npm "it comes with Node.js"
node -e 'const [major, minor] = process.versions.node.split("."); process.exit(major > 20 || (major == 20 && minor >= 5) ? 0 : 1)' ||
  fail "Node.js $(node --version) is too old" "install 20.5 or newer"

cd bindings-node
# What the lock file says, and nothing else; once per lock file.
if ! cmp -s package-lock.json node_modules/.steersman-lock.json; then
  npm ci --no-audit --no-fund --silent
  cp package-lock.json node_modules/.steersman-lock.json
fi
case "${1:-}" in
  --demo)
    shift
    node scripts/build.mjs
    exec node examples/demo.mjs "$@"
    ;;
  --bench)
    shift
    node scripts/build.mjs --dist
    node scripts/pack.mjs
    exec node scripts/bench.mjs "$@"
    ;;
esac
node scripts/build.mjs
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
