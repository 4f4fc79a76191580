// The tarballs, installed into an empty folder, without a compiler and without a network.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
const npm = process.platform === "win32" ? "npm.cmd" : "npm";

/** Packs and installs; `run` runs a program of the folder, `remove` takes it away. */
export function install() {
  execFileSync(process.execPath, ["scripts/pack.mjs"], { cwd: root, stdio: "ignore" });
  const folder = mkdtempSync(join(tmpdir(), "steersman-"));
  writeFileSync(join(folder, "package.json"), '{"private":true}');
  const tarballs = readdirSync(join(root, "npm")).filter((name) => name.endsWith(".tgz")).map((name) => join(root, "npm", name));
  assert.equal(tarballs.length, 2);
  execFileSync(npm, ["install", "--offline", "--no-audit", "--no-fund", ...tarballs], { cwd: folder, stdio: "pipe" });
  return {
    folder,
    write: (name, program) => writeFileSync(join(folder, name), program),
    run(command, args, options = {}) {
      // As in a shell: without what this test itself runs under.
      const { NODE_TEST_CONTEXT: _, FORCE_COLOR: __, ...env } = { ...process.env, NO_COLOR: "1" };
      const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: folder, encoding: "utf8", timeout: 120_000, env, ...options });
      if (error !== undefined) throw error;
      return { status, stdout, stderr };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
