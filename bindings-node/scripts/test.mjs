// Runs the tests: node scripts/test.mjs [--quick] [NAME]...     --quick: without packing, installing and other runtimes

import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), "test");
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const quick = process.argv.includes("--quick");
const files = readdirSync(folder)
  .filter((name) => name.endsWith(".test.mjs"))
  .filter((name) => wanted.length === 0 || wanted.some((one) => name.startsWith(one)))
  .filter((name) => !(quick && /^(package|runtimes)/.test(name)))
  .map((name) => join(folder, name));

// Whatever hangs, the run ends and says where. One file after another: the endings are timed.
const options = ["--test", "--test-timeout=600000", "--test-concurrency=1", "--test-reporter=tap"];
const { status, stdout } = spawnSync(process.execPath, [...options, ...files], {
  encoding: "utf8",
  maxBuffer: 1 << 28,
  stdio: ["ignore", "pipe", "inherit"],
});
const counted = (word) => Number(stdout.match(new RegExp(`^# ${word} (\\d+)$`, "m"))?.[1] ?? 0);
const [passed, failed] = [counted("pass"), counted("fail") + counted("cancelled")];
// A run of nothing is no success.
const good = status === 0 && failed === 0 && passed > 0;
process.stdout.write(good ? stdout.replaceAll(/^(?!ok |# (?!Subtest)).*\n/gm, "") : stdout);
console.log(`${passed} passed; ${failed} failed`);
process.exitCode = good ? 0 : 1;
