// What a stream owes its reader: every event once, prompt ends, nothing left behind.

import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";

import { Client, EventStream, ServerError, wireEvent } from "steersman";

import { collect, collectGarbage, local, rejection, until } from "./agents.mjs";
import { json, pageOf, serve, thought } from "./server.mjs";

const to = (server, options) => new Client({ apiKey: "hk-test", baseUrl: server.url, ...options });

/** A small generator of random numbers, so that a failure can be played again. */
function random(seed) {
  return () => {
    seed = (seed * 1664525 + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
}

test("100,000 events come through random aborts and faults, each once and in order", async (t) => {
  const log = Array.from({ length: 100_000 }, (_, number) => thought(number));
  const seed = Date.now() % 100_000;
  t.diagnostic(`seed ${seed}`);
  const chance = random(seed);
  let faults = 0;
  const server = await serve((request, response, url) => {
    if (url.pathname.endsWith("/status")) return json(response, { status: "running" });
    const fault = faults < 12 ? chance() : 1;
    if (fault < 0.03) {
      faults += 1;
      if (fault < 0.01) return request.socket.destroy();
      if (fault < 0.02) return json(response, { detail: "overloaded" }, 503);
      response.writeHead(200, { "content-type": "application/json", "content-length": "100000" });
      response.write('{"status": "run');
      return request.socket.destroySoon();
    }
    return json(response, pageOf(log, url, 1 + Math.floor(chance() * 600)));
  });
  t.after(() => server.close());
  const session = to(server).session("s1");
  let cursor = 0;
  let aborts = 0;
  for (;;) {
    const abort = new AbortController();
    const stream = session.stream({ fromIndex: cursor, signal: abort.signal });
    const reason = new Error(`abort ${aborts}`);
    let left = Math.floor(chance() * 3000);
    let ended = false;
    try {
      for (;;) {
        if (left === 0 && chance() < 0.5) abort.abort(reason);
        const pending = stream.next();
        // It may be rejected before it is awaited.
        pending.catch(() => {});
        if (left === 0) {
          // In the middle of a wait, now or a little later.
          if (chance() < 0.5) await new Promise((resolve) => setImmediate(resolve));
          abort.abort(reason);
        }
        left -= 1;
        const { value, done } = await pending;
        if (done) {
          ended = true;
          break;
        }
        assert.equal(value.index, cursor);
        assert.equal(value.data.content[0], `step ${cursor}`);
        cursor += 1;
        assert.equal(stream.cursor, cursor);
      }
    } catch (error) {
      assert.equal(error, reason);
      aborts += 1;
      assert.deepEqual(await stream.next(), { value: undefined, done: true });
    }
    assert.equal(stream.cursor, cursor);
    if (ended && !abort.signal.aborted) {
      assert.equal(stream.result.answer, "done");
      break;
    }
  }
  assert.equal(cursor, log.length);
  t.diagnostic(`${aborts} aborts, ${faults} faults`);
});

test("a signal that was aborted before stops everything before it begins, with its reason", async () => {
  let requests = 0;
  const server = await serve((_, response) => {
    requests += 1;
    json(response, {});
  });
  const session = to(server).session("s1");
  const reason = { mine: true };
  const signal = AbortSignal.abort(reason);
  const stream = session.stream({ signal });
  assert.equal(await rejection(stream.next()), reason);
  assert.deepEqual(await stream.next(), { value: undefined, done: true });
  assert.equal(await rejection(session.waitForCompletion({ signal })), reason);
  assert.equal(await rejection(session.status({ signal })), reason);
  assert.equal(await rejection(session.status({ abortSignal: signal })), reason);
  assert.equal(await rejection(session.sendMessage("x", { signal })), reason);
  assert.equal(await rejection(Client.local({ signal })), reason);
  assert.equal(requests, 0);
  server.close();
});

test("an abort ends a pending call and a pending wait at once, and leaves no listener", async () => {
  const server = await serve(() => {});
  const client = to(server);
  const session = client.session("s1");
  for (const start of [
    (signal) => session.stream({ signal }).next(),
    (signal) => session.waitForCompletion({ signal }),
    (signal) => session.get({ signal }),
    (signal) => client.startSession({ agent: "a", signal }),
    (signal) => client.runSession({ agent: "a", signal }),
  ]) {
    const abort = new AbortController();
    let listeners = 0;
    const { addEventListener, removeEventListener } = abort.signal;
    abort.signal.addEventListener = function (...args) {
      listeners += 1;
      return addEventListener.apply(this, args);
    };
    abort.signal.removeEventListener = function (...args) {
      listeners -= 1;
      return removeEventListener.apply(this, args);
    };
    const pending = rejection(start(abort.signal));
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.ok(listeners > 0);
    const begun = performance.now();
    abort.abort();
    const error = await pending;
    assert.equal(error.name, "AbortError");
    assert.equal(error, abort.signal.reason);
    assert.ok(performance.now() - begun < 100);
    assert.equal(listeners, 0);
  }
  assert.deepEqual(process.getActiveResourcesInfo().filter((name) => name === "Timeout"), []);
  server.close();
});

test("leaving a stream drops its request, and a stream that ended leaves no listener", async () => {
  let open = 0;
  const server = await serve((request, response, url) => {
    if (Number(url.searchParams.get("from_index")) === 0) {
      const page = pageOf([thought(0), thought(1)], url, 1);
      return json(response, page);
    }
    open += 1;
    request.socket.on("close", () => (open -= 1));
  });
  for await (const event of to(server).session("s1").stream()) {
    assert.equal(event.index, 0);
    await until(() => open === 1);
    break;
  }
  await until(() => open === 0);
  server.close();
});

test("an abandoned stream is let go, and its request with it", async () => {
  let open = 0;
  const server = await serve((request, response, url) => {
    if (Number(url.searchParams.get("from_index")) === 0) return json(response, pageOf([thought(0), thought(1)], url, 1));
    open += 1;
    request.socket.on("close", () => (open -= 1));
  });
  const signal = new AbortController().signal;
  const session = to(server).session("s1");
  await (async () => {
    await session.stream({ signal }).next();
  })();
  await until(() => open === 1);
  await until(() => {
    collectGarbage();
    return open === 0;
  });
  server.close();
});

test("a stream is a WHATWG stream and a Node stream when it is asked to, and `await using` leaves it", async () => {
  const client = await local();
  const session = await client.startSession({ agent: "greeter", messages: "Ada" });
  const events = await collect(session.stream());
  assert.deepEqual(await collect(session.stream().toReadableStream()), events);
  assert.deepEqual(await collect(Readable.from(session.stream())), events);
  const stream = session.stream();
  const readable = stream.toReadableStream();
  assert.equal(stream.cursor, 0, "nothing is taken before it is asked for");
  const reader = readable.getReader();
  assert.equal((await reader.read()).value.index, 0);
  assert.equal(stream.cursor, 1);
  await reader.cancel();
  assert.deepEqual(await stream.next(), { value: undefined, done: true });
  const other = session.stream();
  await other[Symbol.asyncDispose]();
  assert.deepEqual(await other.next(), { value: undefined, done: true });
  client.close();
});

test("what is not known comes through: events, kinds, and what is no event at all", async () => {
  const log = [
    { type: "BrandNewEvent", timestamp: "2026-03-01T09:00:00Z", data: { some_key: 1 } },
    { type: "AgentEvent", timestamp: "2026-03-01T09:00:00Z", data: { kind: "brand_new", some_key: { deep_key: 1 } } },
    { type: "AgentEvent", timestamp: "2026-03-01T09:00:00Z", data: null },
    "not an event",
    null,
    {
      type: "ActiveStateChangeEvent",
      timestamp: "2026-03-01T09:00:00Z",
      new_member: 1,
      data: { state: "new_state", pending_tool_calls: [{ id: "1", tool_name: "f", args: { snake_case: { deep_key: 1 } } }] },
    },
  ];
  const server = await serve((_, response, url) => json(response, pageOf(log, url)));
  const events = await collect(to(server).session("s1").stream());
  assert.deepEqual(events, [
    { type: "unknown", raw: log[0], index: 0 },
    { type: "AgentEvent", timestamp: "2026-03-01T09:00:00Z", data: { kind: "unknown", raw: log[1].data }, index: 1 },
    { type: "unknown", raw: log[2], index: 2 },
    { type: "unknown", raw: "not an event", index: 3 },
    { type: "unknown", raw: null, index: 4 },
    {
      type: "ActiveStateChangeEvent",
      timestamp: "2026-03-01T09:00:00Z",
      new_member: 1,
      data: { state: "new_state", pendingToolCalls: [{ id: "1", toolName: "f", args: { snake_case: { deep_key: 1 } } }] },
      index: 5,
    },
  ]);
  assert.deepEqual(events.map(wireEvent), log);
  server.close();
});

test("events that are gone are a gap that the reader sees", async () => {
  const server = await serve((_, response, url) => {
    if (url.pathname.endsWith("/events")) return json(response, { items: [], total: 0, page: 1 });
    return json(response, { status: "completed", first_index: 3, new_events: [thought(3)], answer: "x" });
  });
  const session = to(server).session("s1");
  const stream = session.stream({ fromIndex: 1 });
  const { value: gap } = await stream.next();
  assert.deepEqual(gap, { type: "gap", index: 1, from: 1, to: 3, reason: "evicted" });
  assert.equal(stream.cursor, 3);
  assert.equal((await stream.next()).value.index, 3);
  server.close();
});

test("an error ends the stream after the events before it, and says where to go on", async () => {
  const log = [thought(0), thought(1), thought(2)];
  const server = await serve((_, response, url) => {
    if (Number(url.searchParams.get("from_index")) === 0) return json(response, pageOf(log, url, 2));
    return json(response, { detail: "out of order" }, 500, { "x-request-id": "r1" });
  });
  const stream = to(server).session("s1").stream({ retryBudgetMs: 0 });
  assert.equal((await stream.next()).value.index, 0);
  assert.equal((await stream.next()).value.index, 1);
  const error = await rejection(stream.next());
  assert.ok(error instanceof ServerError);
  assert.deepEqual([error.status, error.cursor, error.sessionId, error.retry], [500, 2, "s1", "exhausted"]);
  assert.deepEqual(error.body, { detail: "out of order" });
  assert.equal(error.headers["x-request-id"], "r1");
  assert.deepEqual(await stream.next(), { value: undefined, done: true });
  assert.equal(stream.result, undefined);
  server.close();
});

test("a session that always has more events does not starve the rest of the program", async () => {
  let index = 0;
  const events = Array.from({ length: 256 }, () => thought(0));
  const native = {
    drain: () => JSON.stringify([{ index: (index += 256) - 256, events }]),
    arm: () => true,
    isFinished: () => false,
    close() {},
  };
  const signal = AbortSignal.timeout(30);
  const stream = new EventStream({ fromIndex: 0, signal, tools: [], isWait: false, open: () => native });
  const begun = performance.now();
  const error = await rejection(
    (async () => {
      for await (const _ of stream) if (performance.now() - begun > 5000) break;
    })(),
  );
  assert.equal(error.name, "TimeoutError");
});

test("a member named __proto__ is a member", async () => {
  const raw = '{"type":"ActiveStateChangeEvent","timestamp":"t","__proto__":{"polluted":1},"data":{"state":"idle"}}';
  const server = await serve((_, response, url) => {
    const from = Number(url.searchParams.get("from_index"));
    response.writeHead(200, { "content-type": "application/json" });
    response.end(`{"status":"completed","first_index":${from},"new_events":[${from === 0 ? raw : ""}]}`);
  });
  const [event] = await collect(to(server).session("s1").stream());
  assert.equal(event.polluted, undefined);
  assert.deepEqual(Object.keys(event), ["type", "timestamp", "__proto__", "data", "index"]);
  server.close();
});
