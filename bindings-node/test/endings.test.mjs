// How programs end: each way in processes of their own, promptly, with the exit code it should have, and leaving nothing behind.
// STEERSMAN_ENDINGS says how often each is tried (default 100).

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { agents as scripts } from "./agents.mjs";

const times = Number(process.env["STEERSMAN_ENDINGS"] ?? 100);
const library = import.meta.resolve("steersman");
const agents = import.meta.resolve("./agents.mjs");

// Most programs talk to a server of another process; every fourth has its own inside.
let server;
let place;
const file = fileURLToPath(new URL("./.endings-agents.json", import.meta.url));
before(async () => {
  writeFileSync(file, JSON.stringify({ agents: scripts }));
  const command = fileURLToPath(new URL("../bin/steersman.cjs", import.meta.url));
  server = spawn(process.execPath, [command, "serve", "--quiet", "--agents", file], { stdio: ["ignore", "pipe", "inherit"] });
  let told = "";
  for await (const piece of server.stdout) {
    told += piece;
    if (told.split("\n").length > 2) break;
  }
  const value = (name) => told.match(new RegExp(`${name}='?([^'\n]+)`))[1];
  place = { apiKey: value("HAI_API_KEY"), baseUrl: value("HAI_API_BASE_URL") };
});
after(async () => {
  const ended = new Promise((resolve) => server.on("exit", (code) => resolve(code)));
  server.kill("SIGTERM");
  assert.equal(await ended, 0);
  rmSync(file, { force: true });
});

const start = (own) => `
  import { Client, tool } from ${JSON.stringify(library)};
  import { local } from ${JSON.stringify(agents)};
  const client = ${own ? "await local()" : `new Client(${JSON.stringify(place)})`};
  const session = await client.startSession({ agent: "walker", messages: "go", maxTimeS: 20 });
  const ready = () => process.stdout.write("ready\\n");
  const handles = () => process.getActiveResourcesInfo().filter((one) => one !== "PipeWrap");
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

function ending(name, program, expected, { runs = times, ...options } = {}) {
  test(name, async (t) => {
    let next = 0;
    let slowest = 0;
    const worker = async () => {
      while (next < runs) {
        const own = next % 4 === 0;
        next += 1;
        const ended = await run(start(own) + program, options);
        assert.ok(ended.wasReady, `${ended.output}${ended.errors}`);
        assert.deepEqual([ended.code, ended.killedBy], expected, ended.errors);
        assert.ok(ended.took < 2000, `${ended.took} ms`);
        slowest = Math.max(slowest, ended.took);
      }
    };
    await Promise.all(Array.from({ length: availableParallelism() }, worker));
    t.diagnostic(`${runs} times, the slowest ended after ${slowest.toFixed(0)} ms`);
  });
}

const inMidStream = (what) => `for await (const event of session.stream()) { if (event.index === 3) { ready(); ${what} } }`;

ending(
  "a program ends by itself when nothing is awaited, with an open stream, an open client and a tool that could be called",
  `
  const stream = session.stream();
  await stream.next();
  session.stream({ tools: [tool({ name: "f", description: "x", input: {}, run: () => 1 })] });
  if (handles().length > 0) { console.error(handles()); process.exitCode = 9; }
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
  { runs: Math.min(times, 10) },
);
ending("leaving a stream and running off the end", `${inMidStream("break;")} if (handles().length > 0) process.exitCode = 9;`, [0, null]);
ending("process.exit in mid-stream", inMidStream("process.exit(3);"), [3, null]);
ending("an uncaught exception in mid-stream", inMidStream('setImmediate(() => { throw new Error("mine"); });'), [1, null]);
ending("an unhandled rejection in mid-stream", inMidStream('Promise.reject(new Error("mine"));'), [1, null]);
ending("Ctrl-C in mid-stream", inMidStream(""), [null, "SIGINT"], { signal: "SIGINT" });
ending("being told to end in mid-stream", inMidStream(""), [null, "SIGTERM"], { signal: "SIGTERM" });
ending(
  "a program that ends while a tool runs",
  `
  const never = tool({ name: "double", description: "x", input: {}, run: () => { ready(); setImmediate(() => process.exit(4)); return new Promise(() => {}); } });
  await client.runSession({ agent: "calculator", messages: "go", tools: [never] });`,
  [4, null],
);
ending(
  "an abandoned iterator is collected",
  `
  let collected = 0;
  const registry = new FinalizationRegistry(() => (collected += 1));
  await (async () => {
    for (let at = 0; at < 10; at += 1) {
      const stream = session.stream();
      registry.register(stream);
      await stream.next();
    }
  })();
  while (collected < 10) { gc(); await new Promise((resolve) => setImmediate(resolve)); }
  if (handles().length > 0) process.exitCode = 9;
  ready();`,
  [0, null],
  { flags: ["--expose-gc"] },
);
ending(
  "workers that are terminated in mid-stream, that end by themselves, and that exit",
  `
  const { Worker } = await import("node:worker_threads");
  const program = (last) => \`
    import { parentPort } from "node:worker_threads";
    import { Client } from ${JSON.stringify(library)};
    const client = await Client.local({ agents: [{ name: "walker", steps: [{ repeat: { times: 1000, steps: [{ think: "on" }, { wait: "20ms" }] } }] }] });
    const session = await client.startSession({ agent: "walker", messages: "go" });
    const streams = [session.stream(), session.stream()];
    for await (const event of streams[0]) if (event.index === 3) { parentPort.postMessage("here"); \${last} }
  \`;
  const begin = (last) => new Worker(new URL("data:text/javascript," + encodeURIComponent(program(last))));
  const workers = [begin(""), begin(""), begin("break;"), begin("process.exit(0);")];
  const ends = workers.map((worker) => new Promise((resolve) => worker.on("exit", resolve)));
  await Promise.all(workers.map((worker) => new Promise((resolve) => worker.on("message", resolve))));
  await Promise.all([workers[0].terminate(), workers[1].terminate()]);
  await Promise.all(ends);
  let left = 3;
  for await (const event of session.stream()) if (left-- === 0) break;
  ready();`,
  [0, null],
);
ending(
  "ten thousand streams opened and dropped, some of them waited for",
  `
  for (let at = 0; at < 10000; at += 1) {
    const stream = session.stream({ fromIndex: at % 3 === 0 ? 100000 : 0 });
    if (at % 2 === 0) stream.next();
    if (at % 5 === 0) await stream.return(); else setImmediate(() => stream.return());
  }
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  if (handles().length > 0) process.exitCode = 9;
  ready();`,
  [0, null],
  { runs: Math.max(1, times / 50) },
);
