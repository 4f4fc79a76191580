// The types, as programs of three kinds see them: node16 modules, a bundler, CommonJS.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const tsc = fileURLToPath(new URL("../node_modules/typescript/bin/tsc", import.meta.url));

for (const project of ["types/tsconfig.json", "types/tsconfig.bundler.json", "types-cjs/tsconfig.json"]) {
  test(`what ${project} says compiles, and what it forbids does not`, () => {
    const path = fileURLToPath(new URL(project, import.meta.url));
    const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", path], { encoding: "utf8" });
    assert.equal(status, 0, stdout);
  });
}
