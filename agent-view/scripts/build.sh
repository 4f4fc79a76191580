#!/usr/bin/env bash
# Builds the page into agent-view/dist, which is checked in: the crates then need no Node.js.
# usage: agent-view/scripts/build.sh [--check]     --check: end with an error when dist is not what the sources give
. "$(dirname "${BASH_SOURCE[0]}")/../../scripts/lib.sh"

need node "install Node.js 20.19 or newer (https://nodejs.org)"
need npm "it comes with Node.js"
cd agent-view
# What the lock file says, and nothing else; once per lock file.
if ! cmp -s package-lock.json node_modules/.steersman-lock.json; then
  npm ci --no-audit --no-fund --silent
  cp package-lock.json node_modules/.steersman-lock.json
fi
npx --no-install tsc --noEmit
case "${1:-}" in
  --check)
    fresh="$(mktemp -d)"
    trap 'rm -rf "$fresh"' EXIT
    npx --no-install vite build --logLevel warn --outDir "$fresh" --emptyOutDir
    diff -rq dist "$fresh" >/dev/null || fail "agent-view/dist is not what agent-view/src gives" "make generate-view"
    ;;
  '') npx --no-install vite build --logLevel warn ;;
  *) fail "unknown option $1" "agent-view/scripts/build.sh [--check]" ;;
esac
