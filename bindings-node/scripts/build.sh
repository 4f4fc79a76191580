#!/usr/bin/env bash
# Builds the npm package for this machine, with what it needs for that. Arguments go to scripts/build.mjs.
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
node scripts/build.mjs "$@"
