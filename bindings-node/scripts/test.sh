#!/usr/bin/env bash
# The npm package: builds it for this machine and runs its tests.
# usage: bindings-node/scripts/test.sh [--demo] [ARGUMENT FOR scripts/test.mjs]...     --demo: run the demo instead
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
node scripts/build.mjs

if [ "${1:-}" = --demo ]; then
  shift
  exec node examples/demo.mjs "$@"
fi
timeout --kill-after=10 600 node scripts/test.mjs "$@"
