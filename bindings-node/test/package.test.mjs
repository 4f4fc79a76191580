// The tarballs install into an empty folder, without a compiler and without a network, and work there.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const npm = process.platform === "win32" ? "npm.cmd" : "npm";
let folder;

before(() => {
  execFileSync(process.execPath, ["scripts/pack.mjs"], { cwd: root, stdio: "ignore" });
  folder = mkdtempSync(join(tmpdir(), "steersman-"));
  writeFileSync(join(folder, "package.json"), '{"private":true}');
  const tarballs = readdirSync(join(root, "npm")).filter((name) => name.endsWith(".tgz")).map((name) => join(root, "npm", name));
  assert.equal(tarballs.length, 2);
  execFileSync(npm, ["install", "--offline", "--no-audit", "--no-fund", ...tarballs], { cwd: folder, stdio: "pipe" });
});
after(() => rmSync(folder, { recursive: true, force: true }));

const use = `Client.local().then(async (client) => {
  const { status } = await client.runSession({ agent: "h/conversation", messages: "Hello" });
  console.log(status);
});`;

function run(name, program) {
  writeFileSync(join(folder, name), program);
  return spawnSync(process.execPath, [name], { cwd: folder, encoding: "utf8", timeout: 30_000 });
}

test("the installed package works as an ES module and as CommonJS", () => {
  const imported = run("a.mjs", `import { Client } from "steersman";\n${use}`);
  assert.deepEqual([imported.stdout, imported.stderr], ["completed\n", ""]);
  const required = run("a.cjs", `const { Client } = require("steersman");\n${use}`);
  assert.deepEqual([required.stdout, required.stderr], ["completed\n", ""]);
});

// Other programs that run JavaScript, as STEERSMAN_RUNTIMES names them: `bun;deno run -A`.
for (const runtime of (process.env["STEERSMAN_RUNTIMES"] ?? "").split(";").filter((name) => name !== "")) {
  test(`the installed package works in ${runtime}: streams, tools, aborts, and an end when nothing is awaited`, () => {
    writeFileSync(join(folder, "other.mjs"), `
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
    `);
    const [program, ...args] = runtime.split(" ");
    const { stdout, stderr } = spawnSync(program, [...args, "other.mjs"], { cwd: folder, encoding: "utf8", timeout: 20_000 });
    assert.equal(stdout, "echo: echoed TimeoutError true\n", stderr);
  });
}

test("without its native part it says what is missing, and with a broken one why", () => {
  const scope = join(folder, "node_modules", "@steersman");
  const [name] = readdirSync(scope);
  renameSync(join(scope, name), join(folder, "elsewhere"));
  const absent = run("b.mjs", 'import "steersman";');
  assert.match(absent.stderr, /the native part of steersman for .* is not installed: @steersman\//);
  renameSync(join(folder, "elsewhere"), join(scope, name));
  const [file] = readdirSync(join(scope, name)).filter((one) => one.endsWith(".node"));
  writeFileSync(join(scope, name, file), "no library");
  const broken = run("c.mjs", 'import "steersman";');
  assert.match(broken.stderr, /the native part of steersman for .* cannot be loaded: .*(invalid ELF header|file too short|not valid)/);
});
