/** Reads control URLs from standard input, one in a line, and plays each. */

import { createInterface } from "node:readline";

import { Control } from "./control.mjs";
import { play } from "./player.mjs";

for await (const url of createInterface({ input: process.stdin })) {
  const ending = await play(new Control(url.trim()));
  if (ending === "exit") process.exit(3);
  if (ending !== undefined) {
    // The input alone would hold the process.
    process.stdin.destroy();
    break;
  }
}
