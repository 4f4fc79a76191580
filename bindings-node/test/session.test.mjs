// Sessions watched, steered and answered over real HTTP, against the embedded runtime.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { AnswerValidationError, Client, DeadlineExceededError, InvalidArgumentError, tool, ToolDefinitionError } from "steersman";
import { z } from "zod";

import { collect, double, local, rejection, until } from "./agents.mjs";

let client;
before(async () => {
  client = await local();
});
after(() => client.close());

const history = async (session) => (await collect(session.events())).map((event) => ({ ...event }));
const bare = (events) => events.map(({ index: _, ...event }) => event);

test("a session is run to its answer", async () => {
  const result = await client.runSession({ agent: "greeter", messages: "Ada" });
  assert.equal(result.status, "completed");
  assert.equal(result.answer, "Hello, Ada!");
  assert.equal(result.nextFromIndex, result.events.length);
  assert.deepEqual(result.gaps, []);
});

test("a stream gives every event once, in order, and the result at the end", async () => {
  const session = await client.startSession({ agent: "greeter", messages: "Ada" });
  const stream = session.stream();
  assert.equal(stream.result, undefined);
  const events = await collect(stream);
  assert.deepEqual(events.map((event) => event.index), events.map((_, index) => index));
  assert.equal(stream.cursor, events.length);
  assert.deepEqual(bare(events), await history(session));
  assert.equal(stream.result.answer, "Hello, Ada!");
  assert.deepEqual(await stream.next(), { value: undefined, done: true });
});

test("a stream opened at a cursor goes on exactly there", async () => {
  const session = await client.startSession({ agent: "greeter", messages: "Ada" });
  const first = session.stream();
  const seen = [];
  for await (const event of first) {
    seen.push(event);
    if (seen.length === 3) break;
  }
  assert.equal(first.cursor, 3);
  seen.push(...(await collect(session.stream({ fromIndex: first.cursor }))));
  assert.deepEqual(bare(seen), await history(session));
});

test("calls of next queue, and return ends those that wait", async () => {
  const session = await client.startSession({ agent: "walker", messages: "go" });
  const stream = session.stream();
  const five = await Promise.all(Array.from({ length: 5 }, () => stream.next()));
  assert.deepEqual(five.map(({ value }) => value.index), [0, 1, 2, 3, 4]);
  const many = Array.from({ length: 500 }, () => stream.next());
  assert.deepEqual(await stream.return("left"), { value: "left", done: true });
  const ended = await Promise.all(many);
  assert.deepEqual(ended.at(-1), { value: undefined, done: true });
  assert.equal(stream.cursor, 5 + ended.filter(({ done }) => !done).length);
  assert.equal((await session.status()).status, "running", "leaving is not stopping");
  const thrown = new Error("mine");
  assert.equal(await rejection(session.stream().throw(thrown)), thrown);
  await session.cancel();
});

test("calls of a step run at the same time and each once", async () => {
  let runs = 0;
  let arrived = 0;
  let open;
  const both = new Promise((resolve) => (open = resolve));
  const tools = [
    tool(
      double(async ({ number }) => {
        runs += 1;
        if (number < 6) {
          arrived += 1;
          if (arrived === 2) open();
          // Nobody passes unless both calls of the first step are here.
          await both;
        }
        return number * 2;
      }),
    ),
  ];
  const result = await client.runSession({ agent: "calculator", messages: "go", tools });
  assert.equal(result.answer, "12");
  assert.equal(runs, 3);
});

test("calls run one after another when that is asked for", async () => {
  let running = 0;
  let most = 0;
  const tools = [
    tool(
      double(async ({ number }) => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        return number * 2;
      }),
    ),
  ];
  assert.equal((await client.runSession({ agent: "calculator", messages: "go", tools, maxParallelTools: 1 })).answer, "12");
  assert.equal(most, 1);
});

test("a throw, bad arguments, an overrun and a result that is not JSON become error results", async () => {
  const errorsOf = async (one) => {
    const result = await client.runSession({ agent: "calculator", messages: "go", tools: [one] });
    return result.events.flatMap((event) =>
      event.type === "AgentEvent" && event.data.kind === "error_event" ? [event.data.error] : [],
    );
  };
  const each = async (one, text) => assert.deepEqual(await errorsOf(one), [text, text, text]);
  await each(tool(double(() => { throw new RangeError("only negative numbers"); })), "RangeError: only negative numbers");
  await each(tool(double(() => { throw "just text"; })), "just text");
  await each(tool(double(() => Number.NaN)), "the result of double is not JSON: NaN is not JSON");
  // Engines have words of their own for this.
  const refusal = await rejection((async () => JSON.stringify(10n))());
  await each(tool(double(() => 10n)), `the result of double is not JSON: ${refusal.message}`);
  await each(tool(double(() => () => 1)), "the result of double is not JSON: a function is not JSON");
  const cycle = {};
  cycle.self = cycle;
  assert.match((await errorsOf(tool(double(() => cycle))))[0], /^the result of double is not JSON: .*(circular|cyclic)/);
  const input = z.object({ word: z.string() });
  const misfit = tool({ name: "double", description: "Doubles a word", input, run: ({ word }) => word + word });
  assert.match((await errorsOf(misfit))[0], /^the arguments of double do not fit: word: /);
  const wordy = { type: "object", properties: { number: { type: "string" } } };
  const never = tool({ ...double(() => assert.fail("it is not called")), input: wordy });
  const misfits = await errorsOf(never);
  assert.equal(misfits.length, 3);
  for (const text of misfits) assert.match(text, /^the arguments of double do not fit: \/number: [456] is not of type "string"$/);
  let signal;
  const overrun = tool({
    ...double((_, context) => {
      signal = context.signal;
      return new Promise(() => {});
    }),
    timeoutMs: 30,
  });
  await each(overrun, "double did not finish within 0.03 s");
  assert.equal(signal.reason.why, "timed_out");
});

test("a tool knows its call, keeps the async context of the wait, and is told when nobody waits any more", async () => {
  const { AsyncLocalStorage } = await import("node:async_hooks");
  const place = new AsyncLocalStorage();
  const contexts = [];
  const abort = new AbortController();
  const tools = [
    tool(
      double((_, context) => {
        contexts.push([place.getStore(), context]);
        if (contexts.length === 2) abort.abort(new Error("enough"));
        return new Promise(() => {});
      }),
    ),
  ];
  const session = await client.startSession({ agent: "calculator", messages: "go", tools });
  const error = await rejection(place.run("here", () => session.waitForCompletion({ signal: abort.signal })));
  assert.equal(error.message, "enough");
  const [[store, context]] = contexts;
  assert.equal(store, "here");
  assert.equal(context.sessionId, session.id);
  assert.equal(context.toolName, "double");
  assert.equal(typeof context.callId, "string");
  assert.equal(typeof context.step, "number");
  assert.equal(context.deadline, null);
  assert.equal(context.signal.reason.why, "watch_ended");
  await session.cancel();
});

test("a handle on a session that exists can be given tools", async () => {
  const tools = [tool(double(({ number }) => number * 2))];
  const { id } = await client.startSession({ agent: "calculator", messages: "go", tools });
  assert.equal((await client.session(id, { tools }).waitForCompletion()).answer, "12");
  const refused = await rejection(client.session(id, { tools: [tool({ ...double(() => 1), timeoutMs: -1 })] }).waitForCompletion());
  assert.deepEqual([refused.name, refused.field], ["InvalidArgumentError", "tools[0].timeoutMs"]);
});

test("a stream only watches, and a wait on the same handle answers", async () => {
  const tools = [tool(double(({ number }) => number * 2))];
  const session = await client.startSession({ agent: "calculator", messages: "go", tools });
  const stream = session.stream();
  for await (const event of { [Symbol.asyncIterator]: () => ({ next: () => stream.next() }) }) {
    if (event.type === "ActiveStateChangeEvent" && event.data.state === "awaiting_tool_results") break;
  }
  assert.equal((await session.status()).pendingToolCalls.length, 2);
  const result = await session.waitForCompletion({ fromIndex: stream.cursor });
  assert.equal(result.answer, "12");
  assert.equal((await collect(stream)).at(-1).index + 1, result.nextFromIndex);
});

test("a stream that leaves the handle's tools idle says so once, and not while somebody runs them", async () => {
  const warnings = [];
  const heard = (warning) => warnings.push(warning.code);
  process.on("warning", heard);
  const tools = [tool(double(({ number }) => number * 2))];
  const served = await client.startSession({ agent: "calculator", messages: "go", tools });
  await Promise.all([served.waitForCompletion(), collect(served.stream())]);
  await until(() => true);
  assert.deepEqual(warnings, []);
  const idle = await client.startSession({ agent: "calculator", messages: "go", tools });
  const stream = idle.stream();
  for (let state; state !== "awaiting_tool_results"; ) state = (await stream.next()).value.data.state;
  await until(() => warnings.length > 0);
  assert.deepEqual(warnings, ["STEERSMAN_IDLE_TOOLS"]);
  process.off("warning", heard);
  await idle.cancel();
});

test("a stream runs tools when it is asked to, whether or not its events are taken", async () => {
  const tools = [tool(double(({ number }) => number * 2))];
  const session = await client.startSession({ agent: "calculator", messages: "go", tools });
  const stream = session.stream({ tools: true });
  await until(async () => (await session.status()).status === "completed");
  const events = await collect(stream);
  assert.deepEqual(events.map((event) => event.index), events.map((_, index) => index));
  assert.equal(stream.result.answer, "12");
});

test("a wait without tools ends when the session needs some", async () => {
  const tools = [tool(double(({ number }) => number * 2))];
  const session = await client.startSession({ agent: "calculator", messages: "go", tools });
  assert.equal((await session.waitForCompletion({ tools: null })).status, "awaiting_tool_results");
  assert.equal((await session.waitForCompletion()).answer, "12");
});

test("each turn of a conversation has its own answer and events", async () => {
  const session = await client.startSession({ agent: "parrot", messages: "one", idleTimeoutS: 600 });
  let before = await session.waitForCompletion();
  assert.deepEqual([before.status, before.answer], ["idle", "one"]);
  for (const text of ["two", "three", "four"]) {
    await session.sendMessage(text);
    const turn = await session.waitForCompletion();
    assert.deepEqual([turn.status, turn.answer], ["idle", text]);
    assert.equal(turn.events[0].index, before.nextFromIndex);
    before = turn;
  }
  await session.sendMessage([{ message: "five" }, "six"]);
  assert.equal((await session.waitForCompletion()).answer, "six");
  await session.cancel();
  await session.cancel();
  assert.equal((await session.waitForCompletion()).status, "interrupted");
});

test("a feed until terminal stays open across idle turns", async () => {
  const session = await client.startSession({ agent: "parrot", messages: "one", idleTimeoutS: 600 });
  const feed = session.stream({ until: "terminal" });
  const answers = [];
  for await (const event of feed) {
    if (event.type === "AgentEvent" && event.data.kind === "answer_event") answers.push(event.data.answer);
    if (event.type === "ActiveStateChangeEvent" && event.data.state === "idle") {
      if (answers.length === 1) await session.sendMessage("two");
      else await session.cancel();
    }
  }
  assert.deepEqual(answers, ["one", "two"]);
  assert.equal(feed.result.status, "interrupted");
});

test("a session is paused, resumed, steered and forced", async () => {
  const session = await client.startSession({ agent: "walker", messages: "go" });
  await session.stream().next();
  await session.pause();
  await until(async () => (await session.status()).status === "paused");
  await session.resume();
  await session.sendMessage("that will do");
  assert.equal((await session.waitForCompletion()).answer, "Heard: that will do");
  const other = await client.startSession({ agent: "walker", messages: "go" });
  await other.forceAnswer();
  assert.match((await other.waitForCompletion()).answer, /^Walked \d+ steps$/);
});

test("a deadline ends the wait and says where to go on", async () => {
  const session = await client.startSession({ agent: "walker", messages: "go" });
  const error = await rejection(session.waitForCompletion({ timeoutMs: 200 }));
  assert.ok(error instanceof DeadlineExceededError);
  assert.equal(error.code, "deadline_exceeded");
  assert.equal(error.sessionId, session.id);
  assert.equal(typeof error.cursor, "number");
  assert.match(error.message, /did not settle within 0.2 s/);
  assert.equal((await session.status()).status, "running");
  await session.cancel();
});

test("a failed session tells why", async () => {
  const result = await client.runSession({ agent: "unlucky", messages: "go" });
  assert.deepEqual([result.status, result.error, result.errorCode], ["failed", "the browser crashed", "environment_error"]);
});

test("a structured answer is asked for, checked and typed", async () => {
  const Invoice = z.object({ number: z.string().transform((text) => text.toLowerCase()), paid: z.boolean() });
  const result = await client.runSession({ agent: "accountant", messages: "A-17", answerSchema: Invoice });
  assert.deepEqual(result.answer, { number: "a-17", paid: true });
  const session = await client.startSession({ agent: "accountant", messages: "A-17" });
  const answerSchema = { type: "object", required: ["total"] };
  const error = await rejection(session.waitForCompletion({ answerSchema }));
  assert.ok(error instanceof AnswerValidationError);
  assert.equal(error.raw, '{"number":"A-17","paid":true}');
  assert.ok(error.result.events.length > 0);
  assert.match(error.reasons[0], /total/);
  assert.equal(error.sessionId, session.id);
  const strict = z.object({ number: z.string().refine((text) => text.length > 10, "too short"), paid: z.boolean() });
  const refused = await rejection(session.waitForCompletion({ answerSchema: strict, fromIndex: 0 }));
  assert.ok(refused instanceof AnswerValidationError);
  assert.deepEqual(refused.reasons, ["number: too short"]);
  assert.equal((await session.waitForCompletion({ answerSchema: null })).answer, '{"number":"A-17","paid":true}');
});

test("wrong tools and contradictions are told before anything is sent", async () => {
  const nowhere = new Client({ apiKey: "hk-test", baseUrl: "http://127.0.0.1:1" });
  const named = (name, description = "x") => tool({ ...double(() => 0), name, description });
  const field = async (tools, rest = {}) => {
    const error = await rejection(nowhere.runSession({ agent: "a", tools, ...rest }));
    return [error.name, error.field];
  };
  assert.deepEqual(await field([named("f"), named("f")]), ["ToolDefinitionError", "tools[1].name"]);
  assert.deepEqual(await field([named("f", " ")]), ["ToolDefinitionError", "tools[0].description"]);
  assert.deepEqual(await field([named("9f")]), ["ToolDefinitionError", "tools[0].name"]);
  const overrides = { "agent.answer_format": { type: "string" } };
  assert.deepEqual(await field([], { overrides, answerSchema: { type: "object" } }), [
    "InvalidArgumentError",
    "overrides[agent.answer_format]",
  ]);
  assert.ok(ToolDefinitionError.prototype instanceof Error && InvalidArgumentError.prototype instanceof Error);
});
