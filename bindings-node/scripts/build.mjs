// Builds the package for this machine: the native part with cargo, the TypeScript part as ESM and as CommonJS.
//
//   node scripts/build.mjs [--dist] [--no-native]        --dist: the native part as people download it

import { execFileSync } from "node:child_process";
import { copyFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

import { libraryName, triple } from "./platform.mjs";

const here = dirname(dirname(fileURLToPath(import.meta.url)));
const profile = process.argv.includes("--dist") ? "dist" : "debug";

function run(program, args) {
  execFileSync(program, args, { cwd: here, stdio: "inherit" });
}

if (!process.argv.includes("--no-native")) {
  run("cargo", ["build", "--locked", "-p", "steersman-node", ...(profile === "dist" ? ["--profile", "dist"] : [])]);
  const metadata = JSON.parse(
    execFileSync("cargo", ["metadata", "--no-deps", "--format-version", "1"], { cwd: here, maxBuffer: 1 << 28 }),
  );
  const built = join(metadata.target_directory, profile, libraryName());
  const place = join(here, `steersman.${triple()}.node`);
  // Replaced, not overwritten: a process may have the old one mapped.
  rmSync(place, { force: true });
  copyFileSync(built, place);
}

rmSync(join(here, "dist"), { recursive: true, force: true });
const tsc = join(here, "node_modules", "typescript", "bin", "tsc");
for (const project of ["tsconfig.json", "tsconfig.cjs.json"]) run(process.execPath, [tsc, "-p", project, "--emitDeclarationOnly"]);
for (const format of ["esm", "cjs"]) {
  // One file per format: each file more costs a third of a millisecond at every start of a program.
  await build({
    entryPoints: [join(here, "src", "index.ts")],
    outfile: join(here, "dist", format, "index.js"),
    format,
    bundle: true,
    platform: "node",
    target: "es2022",
    external: ["./native.cjs"],
    logLevel: "warning",
  });
  // The loader of the native part is written by hand and the same in both.
  for (const file of ["native.cjs", "native.d.cts"]) copyFileSync(join(here, "src", file), join(here, "dist", format, file));
}
writeFileSync(join(here, "dist", "cjs", "package.json"), '{ "type": "commonjs" }\n');
