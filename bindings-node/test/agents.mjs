// The scripted agents that the tests work with, and small helpers.

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import { Client } from "steersman";

export const agents = [
  { name: "greeter", description: "Greets", steps: [{ think: "A guest is waiting" }, { answer: "Hello, {{ task }}!" }] },
  {
    name: "parrot",
    description: "Repeats each message",
    steps: [{ think: "I was told: {{ message }}" }, { answer: "{{ message }}" }],
  },
  {
    name: "calculator",
    description: "Calls two tools in one step, then one again",
    steps: [
      { call: [{ tool: "double", args: { number: 4 } }, { tool: "double", args: { number: 5 } }], save: "first" },
      { call: { tool: "double", args: { number: 6 } } },
      { answer: "{{ last }}" },
    ],
  },
  {
    name: "walker",
    description: "Walks on until it is told something",
    steps: [
      { repeat: { times: 6000, while: "messages|length < 2", steps: [{ think: "step {{ steps + 1 }}" }, { wait: "20ms" }] } },
      { answer: "Heard: {{ message }}" },
    ],
    on_force_answer: "Walked {{ steps }} steps",
  },
  {
    name: "sprinter",
    description: "Writes many events as fast as it can",
    steps: [{ repeat: { times: 4000, steps: [{ think: "step {{ steps + 1 }}" }] } }, { answer: "done" }],
  },
  { name: "accountant", description: "Answers with an object", steps: [{ answer: { number: "{{ task }}", paid: true } }] },
  {
    name: "unlucky",
    description: "Fails",
    steps: [{ think: "This cannot go well" }, { fail: { error: "the browser crashed", code: "environment_error" } }],
  },
];

export const local = () => Client.local({ agents });

export const double = (run) => ({
  name: "double",
  description: "Doubles a number",
  input: { type: "object", properties: { number: { type: "integer" } }, required: ["number"] },
  run,
});

export async function collect(iterable) {
  const items = [];
  for await (const item of iterable) items.push(item);
  return items;
}

/** Whatever a promise is rejected with. */
export async function rejection(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("it was not rejected");
}

/** Has the engine collect what nobody holds. */
export function collectGarbage() {
  if (globalThis.Bun !== undefined) return globalThis.Bun.gc(true);
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
}

/** Calls `look` until it gives something. */
export async function until(look) {
  for (;;) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
