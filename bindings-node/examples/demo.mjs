// A session on this machine: watched, given a tool, talked to, stopped. Nothing leaves the process.
//
//   make demo-node

import { Client, tool } from "steersman";
import { z } from "zod";

const agents = [
  {
    name: "shopkeeper",
    description: "Looks orders up and reports",
    steps: [
      { think: "The order has to be looked up first" },
      { call: { tool: "lookup_order", args: { number: "{{ message }}" } }, save: "order" },
      { wait: "300ms" },
      { answer: "{{ last }}" },
    ],
  },
];

const lookUpOrder = tool({
  name: "lookup_order",
  description: "Looks up an order by its number.",
  input: z.object({ number: z.string() }),
  run: ({ number }) => `${number} is ${number.endsWith("7") ? "paid" : "open"}`,
});

const client = await Client.local({ agents });
const tools = [lookUpOrder];
const session = await client.startSession({ agent: "shopkeeper", messages: "A-17", tools, idleTimeoutS: 60 });
console.log(`session ${session.id} on ${client.baseUrl}\n`);

/** Prints what is worth a line. */
function tell(event) {
  const line = (what, text) => console.log(`${String(event.index).padStart(4)}  ${what.padEnd(8)}${text}`);
  if (event.type === "ActiveStateChangeEvent") line("state", event.data.state);
  if (event.type !== "AgentEvent") return;
  const { data } = event;
  if (data.kind === "policy_event" && data.reasoningContent) line("thinks", data.reasoningContent);
  if (data.kind === "tool_result") line("tool", `${data.toolReq.toolName} gave ${JSON.stringify(data.result)}`);
  if (data.kind === "answer_event") line("answers", data.answer);
}

let from = 0;
for (const next of ["A-18", undefined]) {
  const stream = session.stream({ fromIndex: from, tools: true });
  for await (const event of stream) tell(event);
  from = stream.cursor;
  console.log(`\n${stream.result.status}: ${stream.result.answer}\n`);
  if (next !== undefined) {
    await session.sendMessage(next);
    console.log(`> ${next}\n`);
  }
}
await session.cancel();
console.log((await session.waitForCompletion()).status);
