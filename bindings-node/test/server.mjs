// A server of one's own making, for what the embedded runtime never does.

import { createServer } from "node:http";

/** Serves with `handle(request, response, url, body)` on loopback. */
export async function serve(handle) {
  const server = createServer((request, response) => {
    const pieces = [];
    request.on("data", (piece) => pieces.push(piece));
    request.on("end", () => handle(request, response, new URL(request.url, "http://localhost"), Buffer.concat(pieces).toString()));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

export function json(response, value, status = 200, headers = {}) {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(value));
}

/** Answers polls from a log: the session is over when its last event was given out. */
export function pageOf(log, url, size = 500) {
  const from = Number(url.searchParams.get("from_index") ?? 0);
  const events = log.slice(from, from + size);
  const status = from + events.length >= log.length ? "completed" : "running";
  return { status, first_index: from, new_events: events, answer: status === "completed" ? "done" : null, error: null };
}

export const thought = (number) => ({
  type: "AgentEvent",
  timestamp: "2026-03-01T09:00:00Z",
  data: { kind: "message_event", type: "assistant", role: "assistant", caller_id: "agent", content: [`step ${number}`] },
});
