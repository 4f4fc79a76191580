// The direct calls, errors, keys, webhooks, files: what is not about watching.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { runInNewContext } from "node:vm";

import * as steersman from "steersman";
import { Client, SteersmanError, tool } from "steersman";
import { z } from "zod";

import { collect, double, local, rejection } from "./agents.mjs";
import { json, serve } from "./server.mjs";

let client;
before(async () => {
  client = await local();
});
after(() => client.close());

const resources = [
  "sessions", "sessionFiles", "quota", "agents", "environments", "skills", "schedules", "vaults", "browserProfiles", "webhooks",
];

test("all 74 operations are there", () => {
  const names = resources.flatMap((resource) => {
    const base = resource === "browserProfiles" ? Object.getPrototypeOf(Object.getPrototypeOf(client[resource])) : Object.getPrototypeOf(client[resource]);
    return Object.getOwnPropertyNames(base).filter((name) => name !== "constructor" && !name.endsWith("All"));
  });
  assert.equal(names.length, 74);
});

test("every operation sends what its arguments say, with the names of the wire", async () => {
  const seen = [];
  const server = await serve((request, response, url, body) => {
    seen.push([request.method, url.pathname + url.search, body === "" ? undefined : JSON.parse(body), request.headers]);
    json(response, { items: [], total: 0, page: 1 });
  });
  const one = new Client({ apiKey: "hk-test", baseUrl: server.url, maxRetries: 0, headers: { "x-mine": "1" } });
  await one.sessions.listSessions({ groupId: "g", status: ["idle", "running"] });
  const overrides = { "agent.snake_case": { deep_key: 1 } };
  await one.sessions.createSession({
    agent: { name: "a", description: "b", environments: [{ kind: "web", id: "w", startUrl: "u" }], answerFormat: { snake_case: 1 } },
    messages: [{ type: "user_message", message: "x", callerId: "c" }],
    maxSteps: 3,
    overrides,
    idempotencyKey: "k",
  });
  await one.agents.updateAgent("org/a", { name: "org/a", description: "d", environments: [], ifMatch: 3 }, { queryParams: { x: [1, 2] } });
  await one.sessions.getSessionStatus("s1", { headers: { "x-own": "2" } });
  assert.deepEqual(seen.map(([method, path]) => [method, path]), [
    ["GET", "/api/v2/sessions?status=idle&status=running&group_id=g"],
    ["POST", "/api/v2/sessions"],
    ["PUT", "/api/v2/agents/org/a?x=1&x=2"],
    ["GET", "/api/v2/sessions/s1/status"],
  ]);
  assert.deepEqual(seen[1][2], {
    agent: { name: "a", description: "b", environments: [{ kind: "web", id: "w", start_url: "u" }], answer_format: { snake_case: 1 } },
    messages: [{ type: "user_message", message: "x", caller_id: "c" }],
    max_steps: 3,
    overrides,
  });
  assert.equal(seen[1][3]["idempotency-key"], "k");
  assert.equal(seen[2][3]["if-match"], '"3"');
  assert.deepEqual([seen[3][3]["x-own"], seen[3][3]["x-mine"], seen[3][3].authorization], ["2", "1", "Bearer hk-test"]);
  assert.equal(seen[3][3]["x-hcompany-language"], "typescript");
  const runtime = process.versions.bun ? "bun" : process.versions.deno ? "deno" : "node";
  assert.equal(seen[3][3]["x-hcompany-runtime"], `${runtime}/${process.versions[runtime]}`);
  server.close();
});

test("a deadline bounds a call with all its retries", async () => {
  let attempts = 0;
  const server = await serve((_, response) => {
    attempts += 1;
    response.writeHead(503, { "retry-after": "60" }).end();
  });
  const one = new Client({ apiKey: "hk-test", baseUrl: server.url, maxRetries: 50 });
  const error = await rejection(one.sessions.getSessionStatus("s1", { deadlineMs: 10_000 }));
  assert.deepEqual([error.code, error.cause.status, attempts], ["deadline_exceeded", 503, 1]);
  const refused = await rejection(one.sessions.getSessionStatus("s1", { deadlineMs: -1 }));
  assert.equal(refused.field, "deadlineMs");
  server.close();
});

test("lists are walked to their end", async () => {
  const session = await client.startSession({ agent: "greeter", messages: "Ada" });
  const { events } = await session.waitForCompletion();
  assert.equal((await collect(client.sessions.listSessionEventsAll(session.id, { size: 3 }))).length, events.length);
  assert.equal((await collect(session.events())).length, events.length);
  const page = await client.sessions.listSessionEvents(session.id, { size: 3 });
  assert.deepEqual([page.items.length, page.total, page.page], [3, events.length, 1]);
  assert.equal(await session.changes({ fromIndex: events.length }), null);
});

test("a page that is too large is fetched in pieces, and an abort ends the walk", async (t) => {
  const asked = [];
  const server = await serve((_, response, url) => {
    asked.push(url.search);
    const [page, size] = ["page", "size"].map((name) => Number(url.searchParams.get(name)));
    if (size === 2 && page === 1) return json(response, { detail: "over 8 MiB" }, 413);
    const skill = (number) => ({ name: `skill-${number}`, description: "x", body: "y" });
    const from = (page - 1) * size;
    json(response, { items: Array.from({ length: Math.min(size, 3 - from) }, (_, at) => skill(from + at)), total: 3, page });
  });
  t.after(() => server.close());
  const one = new Client({ apiKey: "k", baseUrl: server.url });
  const skills = await collect(one.skills.listSkillsAll({ size: 2 }));
  assert.deepEqual(skills.map((skill) => skill.name), ["skill-0", "skill-1", "skill-2"]);
  assert.deepEqual(asked, ["?page=1&size=2", "?page=1&size=1", "?page=2&size=1", "?page=2&size=2"]);
  const abort = new AbortController();
  const reason = new Error("enough");
  const walk = one.skills.listSkillsAll({ size: 1 }, { signal: abort.signal });
  assert.equal((await walk.next()).value.name, "skill-0");
  abort.abort(reason);
  assert.equal(await rejection(walk.next()), reason);
  assert.equal((await rejection(one.sessions.listSessionsAll({ size: 1000 }).next())).field, "size");
});

test("the functions are the methods, and the request of a start can be had", async () => {
  const tools = [tool(double(({ number }) => number * 2))];
  assert.equal((await steersman.runSession(client, { agent: "calculator", messages: "go", tools })).answer, "12");
  const answerSchema = z.object({ number: z.string(), paid: z.boolean() });
  const request = steersman.toCreateRequest({
    agent: "accountant", messages: "A-17", tools, answerSchema, overrides: { "agent.x": { deep_key: 1 } }, timeoutMs: 1000, idempotencyKey: "key-1",
  });
  assert.deepEqual(Object.keys(request).sort(), ["agent", "idempotencyKey", "messages", "overrides"]);
  assert.deepEqual(Object.keys(request.overrides).sort(), ["agent.answer_format", "agent.tools", "agent.x"]);
  assert.equal(request.overrides["agent.tools"][0].input_schema.properties.number.type, "integer");
  const plain = steersman.attachAnswerSchema(steersman.attachToolDefinitions({ agent: "accountant", messages: "A-17" }, tools), answerSchema);
  const { "agent.x": _, ...overrides } = request.overrides;
  assert.deepEqual(plain, { agent: "accountant", messages: "A-17", overrides });
  const inline = { name: "a", description: "b", environments: [{ kind: "brand_new", some_key: 1 }], tools: [] };
  const { agent } = steersman.toCreateRequest({ agent: inline, tools, answerSchema });
  assert.deepEqual(agent.environments, inline.environments);
  assert.deepEqual([agent.tools[0].name, agent.tools[0].inputSchema.type, agent.answerFormat.title], ["double", "object", "Answer"]);
  assert.throws(() => steersman.toCreateRequest({ agent: "a", tools: [...tools, ...tools] }), { field: "tools[1].name" });
  assert.throws(() => steersman.attachAnswerSchema(plain, answerSchema), { field: "overrides[agent.answer_format]" });
  const { id } = await client.sessions.createSession(steersman.toCreateRequest({ agent: "accountant", messages: "A-17" }));
  const result = await steersman.waitForSession(client, id, { answerSchema });
  assert.deepEqual(result.answer, { number: "A-17", paid: true });
  assert.equal((await collect(steersman.streamSession(client, id))).length, result.events.length);
});

test("a wrong argument is named, and nothing is sent", async () => {
  const error = await rejection(client.sessions.listSessions({ size: 1000 }));
  assert.ok(error instanceof steersman.InvalidArgumentError);
  assert.equal(error.field, "size");
  assert.throws(() => client.session("s").stream({ until: "later" }), { field: "until" });
  assert.throws(() => client.session("s").stream({ fromIndex: -1 }), { code: "invalid_argument", field: "fromIndex" });
  assert.throws(() => client.session("s").stream({ fromIdnex: 1 }), { code: "invalid_argument" });
  assert.throws(() => new Client({ apiKey: "hk-CANARY\n" }), (thrown) => thrown.code === "configuration" && !thrown.message.includes("CANARY"));
  assert.throws(() => new Client({ apiKey: "k", environment: "mars" }), { field: "environment" });
  assert.throws(() => new Client({ apiKey: "k", timeoutMs: -1 }), { field: "timeoutMs" });
});

test("errors are told apart by class and code, also those of other realms and other copies of the package", async () => {
  const error = await rejection(client.session("00000000-0000-0000-0000-000000000000").get());
  assert.ok(error instanceof steersman.NotFoundError && error instanceof steersman.ApiError && error instanceof SteersmanError);
  assert.ok(!(error instanceof steersman.ConflictError) && !(error instanceof steersman.TimeoutError));
  assert.deepEqual([error.name, error.code, error.status, error.retry], ["NotFoundError", "not_found", 404, "never"]);
  assert.equal(error.operation, "sessions.get_session");
  const copy = createRequire(import.meta.url)("steersman");
  assert.notEqual(copy.NotFoundError, steersman.NotFoundError);
  assert.ok(error instanceof copy.NotFoundError && !(error instanceof copy.ConflictError));
  const foreign = runInNewContext("error => Object.assign(Object.create(Object.getPrototypeOf(error)), { code: error.code })")(error);
  assert.ok(foreign instanceof steersman.NotFoundError);
  class Mine extends steersman.NotFoundError {}
  assert.ok(!(error instanceof Mine));
  assert.ok(new Mine({ kind: "not_found", message: "x" }) instanceof Mine);
  for (const value of [null, undefined, 1, "x", {}, new Error("x")]) assert.ok(!(value instanceof SteersmanError));
  assert.equal((await rejection(new Client({ apiKey: "k", baseUrl: "http://127.0.0.1:1", maxRetries: 0 }).quota.getTokenQuota())).name, "ConnectError");
});

test("the key may come from a function, asked for every request", async () => {
  const keys = [];
  const server = await serve((request, response) => {
    keys.push(request.headers.authorization);
    json(response, {});
  });
  let count = 0;
  const one = new Client({ apiKey: async () => `hk-${(count += 1)}`, baseUrl: server.url });
  await one.quota.getTokenQuota();
  await one.quota.getTokenQuota();
  assert.deepEqual(keys, ["Bearer hk-1", "Bearer hk-2"]);
  const broken = new Client({ apiKey: () => { throw new Error("the safe is locked"); }, baseUrl: server.url });
  const error = await rejection(broken.quota.getTokenQuota());
  assert.equal(error.code, "configuration");
  assert.match(error.cause.message, /the safe is locked/);
  server.close();
});

test("a closed client says so, and ends its runtime", async () => {
  const one = await local();
  const url = one.baseUrl;
  one[Symbol.dispose]();
  assert.equal((await rejection(one.quota.getTokenQuota())).message, "the client is closed");
  assert.throws(() => one.session("s"), { code: "configuration" });
  await assert.rejects(fetch(url));
});

test("stored files come as a stream of bytes", async () => {
  const server = await serve((_, response) => {
    response.writeHead(200, { "content-type": "image/png" });
    response.write("first ");
    setImmediate(() => response.end("second"));
  });
  const one = new Client({ apiKey: "k", baseUrl: server.url });
  const pieces = await collect(await one.sessions.getSessionResource("s1", "bucket", "a/b.png"));
  assert.equal(Buffer.concat(pieces).toString(), "first second");
  server.close();
});

test("webhook deliveries are verified and read", () => {
  const body = '{"type":"session.idle","id":"e1","created_at":"2026-03-01T09:00:00Z","data":{"session_id":"s1","status":"idle"}}';
  const now = String(Math.floor(Date.now() / 1000));
  const signature = steersman.signWebhook(body, now, "whsec_1");
  const delivery = steersman.verifyWebhook(Buffer.from(body), signature, now, ["whsec_2", "whsec_1"]);
  assert.deepEqual([delivery.type, delivery.createdAt, delivery.data], ["session.idle", "2026-03-01T09:00:00Z", { session_id: "s1", status: "idle" }]);
  const refused = (...args) => assert.throws(() => steersman.verifyWebhook(...args), steersman.WebhookVerificationError);
  refused(body, signature, now, "whsec_2");
  refused(`${body} `, signature, now, "whsec_1");
  refused(body, signature, "1", "whsec_1");
  assert.throws(() => steersman.verifyWebhook(body, signature, now, ""), { code: "invalid_argument" });
});

test("files are read for messages", async () => {
  const folder = await mkdtemp(join(tmpdir(), "steersman-"));
  const path = join(folder, "note.txt");
  await writeFile(path, "hello");
  const file = { type: "base64", source: "aGVsbG8=", name: "note.txt" };
  assert.deepEqual(await steersman.fileFromPath(path), file);
  assert.deepEqual(await steersman.fileFromPath(pathToFileURL(path), "text/plain"), { ...file, mediaType: "text/plain" });
  assert.deepEqual(await steersman.fileFromBlob(new Blob(["hello"]), "note.txt"), file);
  assert.equal((await rejection(steersman.fileFromBlob(new Blob(["hello"])))).field, "name");
  assert.throws(() => steersman.assertRequestUnderLimit({ text: "x".repeat(20) }, 10), { code: "body_too_large" });
  await rm(folder, { recursive: true });
});

test("the schema of a tool comes from a Standard Schema, or is given", () => {
  const input = z.object({ city: z.string().describe("The city"), days: z.number().default(3) });
  const made = tool({ name: "f", description: "x", input, run: () => 1 });
  assert.deepEqual(made.inputSchema.properties.city, { type: "string", description: "The city" });
  assert.deepEqual(made.inputSchema.required, ["city"]);
  assert.equal("$schema" in made.inputSchema, false);
  const bare = { "~standard": { version: 1, vendor: "mine", validate: (value) => ({ value }) } };
  assert.throws(() => tool({ name: "f", description: "x", input: bare, run: () => 1 }), /mine schemas .* give the JSON Schema/);
  const jsonSchema = { type: "object" };
  assert.equal(tool({ name: "f", description: "x", input: bare, jsonSchema, run: () => 1 }).inputSchema, jsonSchema);
  assert.deepEqual(tool(double(() => 1)).inputSchema.required, ["number"]);
});

test("the package is the same by import and by require", () => {
  const required = createRequire(import.meta.url)("steersman");
  assert.deepEqual(Object.keys(required).filter((name) => name !== "__esModule").sort(), Object.keys(steersman).sort());
});
