// Everything that a program can see of the package is documented: what an editor shows when one hovers over it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const types = (name) => readFileSync(new URL(`../dist/esm/${name}.d.ts`, import.meta.url), "utf8");

/** What each file exports to programs: the names, or undefined for all. */
function exported() {
  const files = new Map();
  for (const [, names, file] of types("index").matchAll(/export (?:type )?(\*|\{[^}]*\}) from "\.\/([\w/]+)\.js"/g)) {
    if (names === "*") files.set(file, undefined);
    else files.set(file, [...(files.get(file) ?? []), ...names.slice(1, -1).split(",").map((name) => name.trim()).filter(Boolean)]);
  }
  return files;
}

/** The names in a declaration file that have no comment, members as `Type.member`. */
function undocumented(text, wanted) {
  const missing = [];
  const seen = new Set();
  let owner;
  let documented = false;
  for (const line of text.split("\n")) {
    const top = line.match(/^export (?:declare )?(?:abstract )?(?:interface|class|type|function|const) (\w+)/);
    const member = owner === undefined ? null : line.match(/^ {4}(?:static |readonly |get |set |protected )*([\w$]+|\["[^"]+"\]|"[^"]+"|\[[\w.]+\])\??[(:<]/);
    const name = top?.[1] ?? (member && `${owner}.${member[1]}`);
    if (top) owner = /^export (?:declare )?(?:abstract )?(?:interface|class)/.test(line) && line.endsWith("{") ? top[1] : undefined;
    const internal = name === undefined || name === null || /\.(constructor|\[Symbol\.\w+\])$/.test(name);
    if (!internal && (wanted === undefined || wanted.includes(name.split(".")[0]))) {
      // Overloads share the comment of the first.
      if (!documented && !seen.has(name)) missing.push(name);
      seen.add(name);
    }
    if (line === "}") owner = undefined;
    documented = line.trimEnd().endsWith("*/");
  }
  return { missing, count: seen.size };
}

test("every exported type, function, class and member has a comment", () => {
  let count = 0;
  const missing = [];
  for (const [file, names] of exported()) {
    const found = undocumented(types(file), names);
    count += found.count;
    missing.push(...found.missing.map((name) => `${file}: ${name}`));
  }
  assert.deepEqual(missing, []);
  assert.ok(count > 500, `only ${count} were looked at`);
});

test("the check finds what is not documented", () => {
  const text = '/** A. */\nexport interface A {\n    /** x */\n    readonly x: string;\n    readonly y?: string;\n}\nexport declare function b(): void;\n';
  assert.deepEqual(undocumented(text), { missing: ["A.y", "b"], count: 4 });
});
