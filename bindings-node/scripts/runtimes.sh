#!/usr/bin/env bash
# Installs what the suite runs under besides this machine's Node.js (Bun, Deno, other majors of Node.js, Jest, Vitest) and prints
# the folder. All of it comes from npm; a later run finds it ready.
. "$(dirname "${BASH_SOURCE[0]}")/../../scripts/lib.sh"

need npm "it comes with Node.js"
wanted=bindings-node/test/runtimes
folder="$TOOLS/js-runtimes-$(cksum <"$wanted/package-lock.json" | cut -d ' ' -f 1)"
if [ ! -e "$folder/.complete" ]; then
  say "installing Bun, Deno, Jest, Vitest and the majors of Node.js into $folder (once, a few minutes)" >&2
  rm -rf "$folder"
  mkdir -p "$folder"
  cp "$wanted/package.json" "$wanted/package-lock.json" "$folder"
  (cd "$folder" && timeout 900 npm ci --no-audit --no-fund --silent >&2) ||
    fail "the packages in $wanted could not be installed" "check the network or npm's configuration, then try again"
  touch "$folder/.complete"
fi
printf '%s\n' "$folder"
