/** Reads control URLs from standard input, one in a line, and plays each. */

import { createInterface } from "node:readline";

import { Control } from "./control.mjs";
import { play } from "./player.mjs";

for await (const url of createInterface({ input: process.stdin })) await play(new Control(url.trim()));
