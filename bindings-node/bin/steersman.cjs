#!/usr/bin/env node
"use strict";

// The command `steersman`, which is in the native part: it needs nothing else of the package.

const { runCommand } = require("../dist/cjs/native.cjs");

// Node's own handlers raise the signal again when they are done, for ever under those of the command, which call them. A
// listener that is taken away leaves what the system does by itself.
for (const signal of ["SIGINT", "SIGTERM"]) {
  const none = () => {};
  process.on(signal, none);
  process.off(signal, none);
}

process.exit(runCommand(["steersman", ...process.argv.slice(2)]));
