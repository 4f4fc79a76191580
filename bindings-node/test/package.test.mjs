// The package as people get it: its files, its command, its types, and what it says when its native part cannot be loaded.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { platforms, triple } from "../scripts/platform.mjs";
import { install, root } from "./installed.mjs";

let installed;
before(() => {
  installed = install();
});
after(() => installed.remove());

const use = `Client.local().then(async (client) => {
  const { status } = await client.runSession({ agent: "h/conversation", messages: "Hello" });
  console.log(status);
});`;

function run(name, program) {
  installed.write(name, program);
  return installed.run(process.execPath, [name]);
}

test("the installed package works as an ES module and as CommonJS", () => {
  const imported = run("a.mjs", `import { Client } from "steersman";\n${use}`);
  assert.deepEqual([imported.stdout, imported.stderr], ["completed\n", ""]);
  const required = run("a.cjs", `const { Client } = require("steersman");\n${use}`);
  assert.deepEqual([required.stdout, required.stderr], ["completed\n", ""]);
});

test("`npx steersman` is the command", () => {
  const npx = (...args) => installed.run("npx", ["--no-install", "steersman", ...args]);
  const answered = npx("run", "--local", "--quiet", "Say hello");
  assert.deepEqual([answered.status, answered.stderr], [0, ""]);
  assert.match(answered.stdout, /\S/);
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  assert.equal(npx("--version").stdout, `steersman ${version}\n`);
  assert.equal(npx("run", "--no-such-option").status, 2);
});

test("it names its eight platforms, runs nothing when it is installed, and needs no package at run time", () => {
  const description = JSON.parse(readFileSync(join(installed.folder, "node_modules", "steersman", "package.json"), "utf8"));
  const names = platforms.map((one) => `@steersman/${one.triple}`);
  assert.equal(names.length, 8);
  assert.equal(names.filter((name) => name.endsWith("-musl")).length, 2);
  assert.deepEqual(Object.keys(description.optionalDependencies), names);
  assert.deepEqual(new Set(Object.values(description.optionalDependencies)), new Set([description.version]));
  for (const key of ["scripts", "dependencies", "devDependencies"]) assert.equal(description[key], undefined);
});

for (const [name, tool, args] of [
  ["attw", "@arethetypeswrong/cli/dist/index.js", ["--format", "ascii", "--no-emoji"]],
  ["publint", "publint/src/cli.js", ["--strict"]],
]) {
  test(`${name} finds nothing wrong with the tarball`, () => {
    const tarball = readdirSync(join(root, "npm")).find((one) => /^steersman-\d.*\.tgz$/.test(one));
    const path = join(root, "node_modules", ...tool.split("/"));
    const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...args, join(root, "npm", tarball)], { encoding: "utf8" });
    assert.equal(status, 0, stdout + stderr);
  });
}

test("without its native part it says what is missing, and with a broken or a foreign one why", () => {
  const scope = join(installed.folder, "node_modules", "@steersman");
  const [name] = readdirSync(scope);
  const place = join(scope, name);
  const kept = join(installed.folder, "elsewhere");
  renameSync(place, kept);
  const absent = run("b.mjs", 'import "steersman";');
  assert.match(absent.stderr, new RegExp(`the native part of steersman for .* is not installed: .*@steersman/${triple()}`));
  assert.match(absent.stderr, /optional dependency; install without --no-optional/);
  assert.equal(absent.status, 1);

  // A lock file of another kind of Linux: the package is there, under the name of the other libc.
  if (process.platform === "linux") {
    const foreign = triple().replace(/gnu$|musl$/, (libc) => (libc === "gnu" ? "musl" : "gnu"));
    cpSync(kept, join(scope, foreign), { recursive: true });
    const file = join(scope, foreign, `steersman.${name}.node`);
    const library = readFileSync(file);
    // What a library of the other libc asks for and this machine does not have.
    const at = library.indexOf("libc.so.6\0");
    assert.notEqual(at, -1);
    library.write("libc.musl.", at);
    writeFileSync(file, library);
    const wrong = run("w.mjs", 'import "steersman";');
    assert.match(wrong.stderr, /the native part of steersman for .* cannot be loaded: .*libc\.mus.*: cannot open shared object file/);
    rmSync(join(scope, foreign), { recursive: true });
  }

  renameSync(kept, place);
  const [file] = readdirSync(place).filter((one) => one.endsWith(".node"));
  writeFileSync(join(place, file), "no library");
  const broken = run("c.mjs", 'import "steersman";');
  assert.match(broken.stderr, /the native part of steersman for .* cannot be loaded: .*(invalid ELF header|file too short|not valid)/);
});
