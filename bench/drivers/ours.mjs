// The work of the benchmark with the npm package, as its user would write it.
// usage: node ours.mjs PACKAGE_FOLDER WORK BASE_URL KEY=VALUE…
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { Order, Watch, stamp, streams } from "./report.mjs";

const [folder, ...words] = process.argv.slice(2);
const { Client, tool } = await import(pathToFileURL(`${folder}/dist/esm/index.js`).href);
const order = new Order(words);
const client = new Client({ apiKey: "hk-bench", baseUrl: order.url });
const watch = new Watch();

/** How often the status is asked beside each page, or each session, which no good client does. */
const slow = order.number("slow");
async function askStatus(session) {
  for (let number = 0; number < slow; number++) await client.session(session).status();
}

switch (order.work) {
  case "backlog": {
    const session = order.text("session");
    let seen = 0;
    for await (const event of client.session(session).stream()) {
      if (event.type === "AgentEvent" && event.data.kind) seen++;
      if (slow && seen % 100 === 0) await askStatus(session);
    }
    watch.report(seen);
    break;
  }
  case "trickle": {
    const times = [];
    const session = order.text("session");
    for await (const event of client.session(session).stream()) {
      if (slow) await askStatus(session);
      if (event.data.kind === "policy_event") times.push(Number(process.hrtime.bigint() - stamp(event.data.reasoningContent)) / 1000);
    }
    watch.report(1, { times_us: times });
    break;
  }
  case "sessions": {
    const times = [];
    const work = tool({
      name: "work",
      description: "Works for a while.",
      input: { type: "object", properties: { number: { type: "integer" } } },
      run: async () => {
        await sleep(order.number("pause"));
        return "done";
      },
    });
    for (let number = 0; number < order.number("count"); number++) {
      const begun = performance.now();
      const { id } = await client.runSession({ agent: order.text("agent"), messages: "Go", tools: [work] });
      await askStatus(id);
      times.push((performance.now() - begun) * 1000);
    }
    watch.report(times.length, { times_us: times });
    break;
  }
  case "streams":
    await streams(order, async (session) => {
      let seen = 0;
      for await (const _ of client.session(session).stream()) seen++;
      return seen;
    });
    break;
  default:
    throw new Error(`no work is called ${order.work}`);
}
