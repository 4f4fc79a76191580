// What an event costs, against the least that any client has to do (fetch, JSON.parse, count) on the same pages in the same run;
// how long an import takes; how large the packages are.
//
//   node scripts/bench.mjs [EVENTS]        after: node scripts/build.mjs --dist, node scripts/pack.mjs

import { execFileSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";

const PAGE = 500;

function serve(count) {
  const event = (number) =>
    JSON.stringify({
      type: "AgentEvent",
      timestamp: "2026-03-01T09:00:00Z",
      data: {
        kind: "policy_event",
        content: `step ${number}`,
        reasoning_content: "The next link looks right, so it is the one to follow.",
        tool_reqs: [{ id: `call-${number}`, tool_name: "click", args: { x: number, y: 2, element: "the blue button" } }],
        validation_errors: [],
      },
    });
  const pages = new Map();
  for (let from = 0; from < count; from += PAGE) {
    const events = Array.from({ length: Math.min(PAGE, count - from) }, (_, at) => event(from + at));
    const status = from + PAGE >= count ? "completed" : "running";
    pages.set(from, `{"status":"${status}","first_index":${from},"new_events":[${events.join(",")}],"answer":"done"}`);
  }
  const server = createServer((request, response) => {
    const from = Number(new URL(request.url, "http://localhost").searchParams.get("from_index") ?? 0);
    const body = pages.get(from);
    if (body === undefined) response.writeHead(204).end();
    else response.writeHead(200, { "content-type": "application/json" }).end(body);
  });
  server.listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port));
}

async function reference(url, count) {
  let from = 0;
  let seen = 0;
  while (from < count) {
    const response = await fetch(`${url}/api/v2/sessions/s1/changes?from_index=${from}`);
    const page = JSON.parse(await response.text());
    for (const event of page.new_events) if (event.type === "AgentEvent") seen += 1;
    from += page.new_events.length;
  }
  return seen;
}

async function ours(client, count) {
  let seen = 0;
  for await (const event of client.session("s1").stream()) if (event.type === "AgentEvent") seen += 1;
  if (seen !== count) throw new Error(`${seen} events instead of ${count}`);
  return seen;
}

async function main() {
  const count = Number(process.argv[2] ?? 100_000);
  const { Client } = await import("steersman");
  const worker = new Worker(new URL(import.meta.url), { workerData: { count } });
  const port = await new Promise((resolve) => worker.once("message", resolve));
  const url = `http://127.0.0.1:${port}`;
  const client = new Client({ apiKey: "k", baseUrl: url });
  const best = { reference: Infinity, steersman: Infinity };
  for (let round = 0; round < 5; round += 1) {
    for (const [name, run] of [["reference", () => reference(url, count)], ["steersman", () => ours(client, count)]]) {
      const begun = performance.now();
      await run();
      best[name] = Math.min(best[name], ((performance.now() - begun) * 1000) / count);
    }
  }
  for (const [name, time] of Object.entries(best)) console.log(`${name.padEnd(10)} ${time.toFixed(2)} µs per event`);
  console.log(`ratio      ${(best.steersman / best.reference).toFixed(2)}`);
  await worker.terminate();
  importing();
  packed();
}

/** How long `import "steersman"` takes in a process that has just begun. */
function importing() {
  const program = `const begun = performance.now(); await import(${JSON.stringify(import.meta.resolve("steersman"))}); console.log(performance.now() - begun);`;
  const once = () => Number(execFileSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8" }));
  const times = Array.from({ length: 21 }, once).sort((a, b) => a - b);
  console.log(`import     ${times[0].toFixed(1)} ms at best, ${times[10].toFixed(1)} ms in the middle of ${times.length}`);
}

function packed() {
  const folder = new URL("../npm/", import.meta.url);
  for (const name of readdirSync(folder).filter((one) => one.endsWith(".tgz"))) {
    console.log(`packed     ${(statSync(new URL(name, folder)).size / 1e6).toFixed(2)} MB ${name}`);
  }
}

if (isMainThread) await main();
else serve(workerData.count);
