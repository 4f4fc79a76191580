// Every program of README.md compiles, runs, and prints what stands below it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const folder = new URL("./.readme/", import.meta.url);
const blocks = [...readme.matchAll(/^```ts\n([\s\S]*?)^```\n(?:\n```text\n([\s\S]*?)^```\n)?/gm)];

before(() => mkdirSync(folder, { recursive: true }));
after(() => rmSync(folder, { recursive: true }));

test("the programs of the README compile", () => {
  blocks.forEach(([, program], at) => writeFileSync(new URL(`${at}.mts`, folder), program));
  const config = { extends: "../types/tsconfig.json", include: ["*.mts"] };
  writeFileSync(new URL("tsconfig.json", folder), JSON.stringify(config));
  const tsc = fileURLToPath(new URL("../node_modules/typescript/bin/tsc", import.meta.url));
  const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", fileURLToPath(folder)], { encoding: "utf8" });
  assert.equal(status, 0, stdout);
});

blocks.forEach(([, program, expected], at) => {
  // They are written so that they are JavaScript too.
  test(`program ${at + 1} of the README runs`, () => {
    const path = new URL(`${at}.mjs`, folder);
    writeFileSync(path, program);
    const { status, stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(path)], { encoding: "utf8", timeout: 30_000 });
    assert.equal(status, 0, stderr);
    assert.notEqual(stdout, "");
    if (expected !== undefined) assert.equal(stdout, expected);
  });
});

test("all programs are there", () => assert.equal(blocks.length, 8));
