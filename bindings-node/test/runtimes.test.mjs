// The installed package under everything else that runs JavaScript, as scripts/runtimes.sh installs it; STEERSMAN_RUNTIMES names the folder.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { install, root } from "./installed.mjs";

const runtimes = process.env["STEERSMAN_RUNTIMES"];
if (runtimes === undefined) throw new Error("STEERSMAN_RUNTIMES is not set: run this with `make test-node`, or set it to what scripts/runtimes.sh prints");
const bin = (name) => join(runtimes, "node_modules", ".bin", name);

const smoke = `
  import { Client, NotFoundError, tool } from "steersman";
  const client = await Client.local();
  const tools = [tool({ name: "echo", description: "x", input: { type: "object" }, run: () => "echoed" })];
  const { answer } = await client.runSession({ agent: "h/tools", messages: "x", tools });
  const session = await client.startSession({ agent: "h/showcase", messages: "x" });
  for await (const event of session.stream()) if (event.index === 3) break;
  const signal = AbortSignal.timeout(50);
  const why = await session.stream({ fromIndex: 999, until: "terminal", signal }).next().catch((error) => error.name);
  const known = await client.session("00000000-0000-0000-0000-000000000000").get().catch((error) => error instanceof NotFoundError);
  await session.stream().next();
  console.log(answer, why, known);
`;
const said = "echo: echoed TimeoutError true\n";

let installed;
before(() => {
  installed = install();
  installed.write("smoke.mjs", smoke);
  // The frameworks are found from the folder, as if they had been installed there.
  for (const name of readdirSync(join(runtimes, "node_modules"))) {
    if (!["@steersman", "steersman", ".bin", ".package-lock.json"].includes(name)) {
      symlinkSync(join(runtimes, "node_modules", name), join(installed.folder, "node_modules", name));
    }
  }
});
after(() => installed.remove());

const majors = Object.keys(JSON.parse(readFileSync(new URL("./runtimes/package.json", import.meta.url), "utf8")).dependencies)
  .filter((name) => name.startsWith("node"));
for (const name of majors) {
  test(`the installed package works in Node.js ${name.slice(4)}, and ends when nothing is awaited`, () => {
    const program = join(runtimes, "node_modules", name, "bin", "node");
    const { status, stdout, stderr } = installed.run(program, ["smoke.mjs"]);
    assert.deepEqual([status, stdout], [0, said], stderr);
    const version = installed.run(program, ["-p", "process.versions.node"]).stdout;
    assert.ok(version.startsWith(`${name.slice(4)}.`), version);
  });
}

const others = { bun: [], deno: ["run", "-A"] };
for (const [name, args] of Object.entries(others)) {
  test(`the installed package works in ${name}, and ends when nothing is awaited`, () => {
    const { status, stdout, stderr } = installed.run(bin(name), [...args, "smoke.mjs"]);
    assert.deepEqual([status, stdout], [0, said], stderr);
  });
}

// The suite itself: what it asserts in Node.js it asserts there, line by line.
const suite = ["api", "session", "stream"].map((name) => `test/${name}.test.mjs`);
const count = suite.flatMap((file) => readFileSync(join(root, file), "utf8").match(/^test\(/gm) ?? []).length;
test("the suite passes in Bun", () => {
  const { status, stdout, stderr } = installed.run(bin("bun"), ["test", "--timeout", "120000", ...suite], { cwd: root, timeout: 300_000 });
  assert.equal(status, 0, stdout + stderr);
  assert.equal(Number(stderr.match(/^ (\d+) pass$/m)?.[1]), count);
});
test("the suite passes in Deno", () => {
  const args = ["test", "-A", "--no-check", "--no-config", "--node-modules-dir=manual", ...suite];
  const { status, stdout, stderr } = installed.run(bin("deno"), args, { cwd: root, timeout: 300_000 });
  assert.equal(status, 0, stdout + stderr);
  assert.equal(Number(stdout.match(/\| (\d+) passed \| 0 failed/)?.[1]), count);
});

// Test frameworks: they load modules in ways of their own, several times, in realms and workers.
const spec = (imports) => `${imports}
  for (const time of [1, 2]) {
    test("a session is run, and errors are recognised, " + time, async () => {
      const client = await Client.local();
      const tools = [tool({ name: "echo", description: "x", input: { type: "object" }, run: () => "echoed" })];
      const { answer, events } = await client.runSession({ agent: "h/tools", messages: "x", tools });
      expect(answer).toBe("echo: echoed");
      const seen = [];
      const session = await client.startSession({ agent: "h/showcase", messages: "x" });
      for await (const event of session.stream()) if (seen.push(event.index) === 4) break;
      expect(seen).toEqual([0, 1, 2, 3]);
      const error = await client.session("00000000-0000-0000-0000-000000000000").get().catch((one) => one);
      expect(error instanceof NotFoundError && error instanceof SteersmanError).toBe(true);
      expect(error).toBeInstanceOf(NotFoundError);
      expect(Array.isArray(events)).toBe(true);
      client.close();
    });
  }
`;
function framework(name, files, args, options) {
  test(`the installed package works under ${name}`, () => {
    for (const [file, text] of Object.entries(files)) installed.write(file, text);
    const { status, stdout, stderr } = installed.run(process.execPath, args, options);
    assert.equal(status, 0, stdout + stderr);
    assert.match(stdout + stderr, /\b4 passed|^# pass 4$/m);
  });
}
const names = "Client, NotFoundError, SteersmanError, tool";
const required = spec(`const { ${names} } = require("steersman");`);
const imported = spec(`import { expect, test } from "vitest";\nimport { ${names} } from "steersman";`);
const jest = join(runtimes, "node_modules", "jest", "bin", "jest.js");
const jestFiles = { "one.test.cjs": required, "two.test.cjs": required, "jest.config.json": '{"testMatch":["**/*.test.cjs"],"transform":{}}' };
framework("Jest, each file in a worker of its own", jestFiles, [jest, "--config", "jest.config.json", "--maxWorkers=2"]);
framework("Jest, all files in one process, whose handles it looks at", jestFiles, [jest, "--config", "jest.config.json", "--runInBand", "--detectOpenHandles"]);
const vitest = join(runtimes, "node_modules", "vitest", "vitest.mjs");
const vitestFiles = { "one.vitest.mjs": imported, "two.vitest.mjs": imported, "vitest.config.mjs": 'export default { test: { include: ["*.vitest.mjs"] } };' };
for (const pool of ["threads", "forks"]) {
  for (const isolation of ["--isolate", "--no-isolate"]) {
    framework(`Vitest with ${pool} and ${isolation}`, vitestFiles, [vitest, "run", "--pool", pool, isolation]);
  }
}
framework(
  "node --test",
  Object.fromEntries(["one", "two"].map((name) => [`${name}.node.test.mjs`, `import { test } from "node:test";\nimport { ${names} } from "steersman";\nimport assert from "node:assert/strict";\nconst expect = (seen) => ({ toBe: (wanted) => assert.equal(seen, wanted), toEqual: (wanted) => assert.deepEqual(seen, wanted), toBeInstanceOf: (wanted) => assert.ok(seen instanceof wanted) });\n${spec("")}`])),
  ["--test", "--test-reporter=tap", "one.node.test.mjs", "two.node.test.mjs"],
);
