// The work of the benchmark with the npm package, as its user would write it.
// usage: node ours.mjs PACKAGE_FOLDER WORK BASE_URL KEY=VALUE…
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { Order, perform, sessions, stamp, streams } from "./report.mjs";

const [folder, ...words] = process.argv.slice(2);
const { Client, tool } = await import(pathToFileURL(`${folder}/dist/esm/index.js`).href);
const order = new Order(words);
const client = new Client({ apiKey: "hk-bench", baseUrl: order.url });

/** How often the status is asked beside each page, or each session, which no good client does. */
const slow = order.number("slow");
async function askStatus(session) {
  for (let number = 0; number < slow; number++) await client.session(session).status();
}

await perform(order, {
  async backlog(watch) {
    const session = order.text("session");
    let seen = 0;
    for await (const event of client.session(session).stream()) {
      if (event.type === "AgentEvent" && event.data.kind) seen++;
      if (slow && seen % 100 === 0) await askStatus(session);
    }
    watch.report(seen);
  },

  async trickle(watch) {
    const times = [];
    const session = order.text("session");
    for await (const event of client.session(session).stream()) {
      if (slow) await askStatus(session);
      if (event.data.kind === "policy_event") times.push(Number(process.hrtime.bigint() - stamp(event.data.reasoningContent)) / 1000);
    }
    watch.report(1, { times_us: times });
  },

  sessions(watch) {
    const work = tool({
      name: "work",
      description: "Works for a while.",
      input: { type: "object", properties: { number: { type: "integer" } } },
      run: async () => {
        await sleep(order.number("pause"));
        return "done";
      },
    });
    return sessions(order, watch, async () => {
      const { id } = await client.runSession({ agent: order.text("agent"), messages: "Go", tools: [work] });
      await askStatus(id);
    });
  },

  streams: () =>
    streams(order, async (session) => {
      let seen = 0;
      for await (const _ of client.session(session).stream()) seen++;
      return seen;
    }),
});
