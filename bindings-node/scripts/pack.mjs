// Makes the tarballs of the package and of this machine's native part, from what scripts/build.mjs has built, into npm/.
//
//   node scripts/pack.mjs

import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { platforms, triple } from "./platform.mjs";

const here = dirname(dirname(fileURLToPath(import.meta.url)));
const out = join(here, "npm");
const source = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
rmSync(out, { recursive: true, force: true });

function describe(folder, description) {
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(description, null, 2)}\n`);
}

function pack(folder) {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const options = { cwd: out, stdio: ["ignore", "pipe", "ignore"], encoding: "utf8" };
  const [{ filename, size }] = Object.values(JSON.parse(execFileSync(npm, ["pack", folder, "--json", "--ignore-scripts"], options)));
  console.log(`${filename} ${(size / 1e6).toFixed(2)} MB`);
}

// The package: which platforms there are is said here and not in the source tree, where nothing is to be installed for them.
const main = join(out, "steersman");
mkdirSync(main, { recursive: true });
copyFileSync(join(here, "README.md"), join(main, "README.md"));
copyFileSync(join(here, "..", "LICENSE"), join(main, "LICENSE"));
for (const folder of ["bin", "dist"]) cpSync(join(here, folder), join(main, folder), { recursive: true });
const { scripts: _, devDependencies: __, ...kept } = source;
const optionalDependencies = Object.fromEntries(platforms.map((one) => [`@steersman/${one.triple}`, source.version]));
describe(main, { ...kept, optionalDependencies });
pack(main);

// The native part of this machine.
const { triple: name, os, cpu, libc } = platforms.find((one) => one.triple === triple());
const folder = join(out, name);
mkdirSync(folder);
const file = `steersman.${name}.node`;
copyFileSync(join(here, file), join(folder, file));
if (process.platform === "linux") execFileSync("strip", ["--strip-unneeded", join(folder, file)]);
copyFileSync(join(here, "..", "LICENSE"), join(folder, "LICENSE"));
describe(folder, {
  name: `@steersman/${name}`,
  version: source.version,
  description: `The native part of steersman for ${name}`,
  license: source.license,
  repository: source.repository,
  engines: source.engines,
  os: [os],
  cpu: [cpu],
  ...(libc === undefined ? {} : { libc: [libc] }),
  main: file,
  files: [file],
});
pack(folder);
console.log(`${file} ${(statSync(join(folder, file)).size / 1e6).toFixed(2)} MB unpacked`);
