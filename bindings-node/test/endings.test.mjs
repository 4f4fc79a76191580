// How programs end: each way in processes of their own, promptly and with the exit code it should have.
// STEERSMAN_ENDINGS says how often each is tried (default 3).

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { test } from "node:test";

const times = Number(process.env["STEERSMAN_ENDINGS"] ?? 3);
const library = import.meta.resolve("steersman");
const agents = import.meta.resolve("./agents.mjs");

const start = `
  import { local } from ${JSON.stringify(agents)};
  const client = await local();
  const session = await client.startSession({ agent: "walker", messages: "go" });
  const ready = () => process.stdout.write("ready\\n");
`;

/** Runs a program; gives how it ended and how many milliseconds after it said "ready". */
function run(program, { flags = [], signal } = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...flags, "--input-type=module", "-e", program], { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let errors = "";
    let readyAt;
    const guard = setTimeout(() => child.kill("SIGKILL"), 30_000);
    child.stdout.on("data", (piece) => {
      output += piece;
      if (readyAt === undefined && output.includes("ready")) {
        readyAt = performance.now();
        if (signal !== undefined) child.kill(signal);
      }
    });
    child.stderr.on("data", (piece) => (errors += piece));
    child.on("close", (code, killedBy) => {
      clearTimeout(guard);
      resolve({ code, killedBy, output, errors, took: performance.now() - (readyAt ?? 0), wasReady: readyAt !== undefined });
    });
  });
}

function ending(name, program, expected, options) {
  test(name, async () => {
    for (let time = 0; time < times; time += 1) {
      const ended = await run(start + program, options);
      assert.ok(ended.wasReady, `${ended.output}${ended.errors}`);
      assert.deepEqual([ended.code, ended.killedBy], expected, ended.errors);
      assert.ok(ended.took < 2000, `${ended.took} ms`);
    }
  });
}

ending(
  "a program ends by itself when nothing is awaited, with an open stream, an open client and a tool that could be called",
  `
  const { tool } = await import(${JSON.stringify(library)});
  const stream = session.stream();
  await stream.next();
  session.stream({ tools: [tool({ name: "f", description: "x", input: {}, run: () => 1 })] });
  if (process.getActiveResourcesInfo().length > 0 && process.getActiveResourcesInfo().some((one) => one !== "PipeWrap")) process.exitCode = 9;
  ready();`,
  [0, null],
);
ending(
  "a program stays as long as an event is awaited",
  `
  const stream = session.stream({ fromIndex: 100000 });
  stream.next().then(() => process.exit(5));
  setTimeout(() => { ready(); process.exit(7); }, 200).unref();
  process.on("beforeExit", () => process.exit(6));`,
  [7, null],
);
ending("process.exit in mid-stream", `for await (const event of session.stream()) { if (event.index === 5) { ready(); process.exit(3); } }`, [3, null]);
ending("an uncaught exception in mid-stream", `for await (const event of session.stream()) { if (event.index === 5) { ready(); setImmediate(() => { throw new Error("mine"); }); } }`, [1, null]);
ending("an unhandled rejection in mid-stream", `for await (const event of session.stream()) { if (event.index === 5) { ready(); Promise.reject(new Error("mine")); } }`, [1, null]);
ending("Ctrl-C in mid-stream", `for await (const event of session.stream()) { if (event.index === 5) ready(); }`, [null, "SIGINT"], { signal: "SIGINT" });
ending(
  "a program that ends while a tool runs",
  `
  const { tool } = await import(${JSON.stringify(library)});
  const never = tool({ name: "double", description: "x", input: {}, run: () => { ready(); setImmediate(() => process.exit(4)); return new Promise(() => {}); } });
  await client.runSession({ agent: "calculator", messages: "go", tools: [never] });`,
  [4, null],
);
ending(
  "a worker that is terminated in mid-stream, and one that ends by itself",
  `
  const { Worker } = await import("node:worker_threads");
  const program = (last) => \`
    import { parentPort } from "node:worker_threads";
    const { local } = await import(${JSON.stringify(agents)});
    const client = await local();
    const session = await client.startSession({ agent: "walker", messages: "go" });
    const streams = [session.stream(), session.stream()];
    for await (const event of streams[0]) if (event.index === 5) { parentPort.postMessage("here"); \${last} }
  \`;
  const begin = (last) => new Worker(new URL("data:text/javascript," + encodeURIComponent(program(last))));
  const workers = [begin(""), begin(""), begin("break;"), begin("process.exit(0);")];
  const ends = workers.map((worker) => new Promise((resolve) => worker.on("exit", resolve)));
  await Promise.all(workers.map((worker) => new Promise((resolve) => worker.on("message", resolve))));
  await Promise.all([workers[0].terminate(), workers[1].terminate()]);
  await Promise.all(ends);
  let left = 10;
  for await (const event of session.stream()) if (left-- === 0) break;
  ready();`,
  [0, null],
);
ending(
  "a thousand streams opened and dropped, some of them waited for",
  `
  for (let at = 0; at < 1000; at += 1) {
    const stream = session.stream({ fromIndex: at % 3 === 0 ? 100000 : 0 });
    if (at % 2 === 0) stream.next();
    if (at % 5 === 0) await stream.return(); else setImmediate(() => stream.return());
  }
  ready();`,
  [0, null],
);
