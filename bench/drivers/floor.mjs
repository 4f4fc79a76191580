// The least that a Node program has to do: fetch and JSON.parse.
// usage: node floor.mjs WORK BASE_URL KEY=VALUE…
import { setTimeout as sleep } from "node:timers/promises";
import { Order, perform, sessions, stamp, streams } from "./report.mjs";

const order = new Order(process.argv.slice(2));

async function* pages(session) {
  let cursor = 0;
  for (;;) {
    const reply = await fetch(`${order.url}/api/v2/sessions/${session}/changes?from_index=${cursor}&wait_for_seconds=20`);
    const text = await reply.text();
    if (reply.status === 204) continue;
    const page = JSON.parse(text);
    cursor += page.new_events.length;
    yield page;
    if (page.status === "completed") return;
  }
}

async function post(path, body) {
  const headers = { "content-type": "application/json" };
  const reply = await fetch(`${order.url}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  return JSON.parse(await reply.text());
}

await perform(order, {
  async backlog(watch) {
    let seen = 0;
    for await (const page of pages(order.text("session"))) {
      for (const event of page.new_events) if (event.type === "AgentEvent" && event.data.kind) seen++;
    }
    watch.report(seen);
  },

  async trickle(watch) {
    const times = [];
    for await (const page of pages(order.text("session"))) {
      for (const event of page.new_events) {
        if (event.data.kind === "policy_event") times.push(Number(process.hrtime.bigint() - stamp(event.data.reasoning_content)) / 1000);
      }
    }
    watch.report(1, { times_us: times });
  },

  sessions: (watch) =>
    sessions(order, watch, async () => {
      const { id } = await post("/api/v2/sessions", { agent: order.text("agent"), messages: "Go" });
      for await (const page of pages(id)) {
        if (page.status !== "awaiting_tool_results") continue;
        const calls = page.pending_tool_calls;
        await Promise.all(calls.map(() => sleep(order.number("pause"))));
        const results = calls.map((call) => ({ kind: "tool_result", tool_req: call, result: "done" }));
        await post(`/api/v2/sessions/${id}/tool_results`, { type: "batch", results });
      }
    }),

  streams: () =>
    streams(order, async (session) => {
      let seen = 0;
      for await (const page of pages(session)) seen += page.new_events.length;
      return seen;
    }),
});
