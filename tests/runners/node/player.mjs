/** Plays a program with the npm package: each abstract step is a few lines of what a user would write. */

import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";

import { Client, SteersmanError, signWebhook, verifyWebhook } from "../../../bindings-node/dist/esm/index.js";
import * as report from "./report.mjs";
import { Toolbox } from "./toolbox.mjs";

/** How long a wait is waited for before it is given up, in milliseconds. */
const CANCELLED_AFTER = 20;

const calls = {
  "sessions.get_session": ({ sessions }, { id }, options) => sessions.getSession(id, options),
  "sessions.list_sessions": ({ sessions }, args, options) => sessions.listSessions(args, options),
  "sessions.pause_session": ({ sessions }, { id }, options) => sessions.pauseSession(id, options),
  "sessions.send_session_messages": ({ sessions }, { id, ...args }, options) => sessions.sendSessionMessages(id, args, options),
  "agents.get_agent": ({ agents }, { agentName, ...args }, options) => agents.getAgent(agentName, args, options),
  "agents.update_agent": ({ agents }, { agentName, ...args }, options) => agents.updateAgent(agentName, args, options),
  "agents.delete_agent": ({ agents }, { agentName, ...args }, options) => agents.deleteAgent(agentName, args, options),
  "skills.create_skill": ({ skills }, args, options) => skills.createSkill(args, options),
};

const lists = {
  "sessions.list_sessions": ({ client }, args) => [client.sessions.listSessionsAll(args), (entry) => entry.id],
  "sessions.list_session_events": ({ handle }, args) => [handle.events(args), (entry) => entry.type === "unknown" ? entry.raw.type : entry.type],
  "agents.list_agents": ({ client }, args) => [client.agents.listAgentsAll(args), (entry) => entry.name],
  "skills.list_skills": ({ client }, args) => [client.skills.listSkillsAll(args), (entry) => entry.name],
  "vaults.list_vaults": ({ client }, args) => [client.vaults.listVaultsAll(args), (entry) => entry.name],
};

const steering = {
  get: async (handle) => ({ session: (await handle.get()).id }),
  status: async (handle) => ({ status: (await handle.status()).status }),
  pause: async (handle) => ({ paused: (await handle.pause()) ?? null }),
  resume: async (handle) => ({ resumed: (await handle.resume()) ?? null }),
  force_answer: async (handle) => ({ forced: (await handle.forceAnswer()) ?? null }),
  cancel: async (handle) => ({ cancelled: (await handle.cancel()) ?? null }),
  share: async (handle) => ({ shared: (await handle.share()).shareUrl }),
};

const inCamel = (value) => report.renamed(value, report.camel);
const milliseconds = (seconds) => (seconds === undefined ? undefined : seconds * 1000);

/** Runs steps against one session at a time. */
class Player {
  seen = [];
  #control;
  #program;
  #client;
  #tools;
  #handle;
  #stream;
  #watch;
  /** A wait that was given up: what it brings belongs to the next one. */
  #waiting;

  constructor(control, program, client, tools, handle) {
    this.#control = control;
    this.#program = program;
    this.#client = client;
    this.#tools = tools;
    this.#handle = handle;
  }

  async steps(steps) {
    for (const step of steps) {
      const [name, argument] = typeof step === "string" ? [step, undefined] : Object.entries(step)[0];
      try {
        await this[name](argument);
      } catch (error) {
        if (!(error instanceof SteersmanError)) throw error;
        this.seen.push(report.error(error));
      }
    }
  }

  /** Waits until the session settles. */
  settle() {
    return this.#handle.waitForCompletion();
  }

  session(id) {
    this.#handle = this.#client.session(id);
  }

  attach_tools(names) {
    this.#handle = this.#client.session(this.#handle.id, { tools: this.#tools.choose(names) });
  }

  async start(start) {
    this.#handle = await this.#client.startSession(this.#started(start));
    this.seen.push({ session: this.#handle.id });
  }

  async run({ start, wait = {} }) {
    const result = await this.#client.runSession({ ...this.#started(start), ...this.#waited(wait) });
    this.seen.push({ outcome: report.outcome(result) });
  }

  async wait(watch) {
    this.seen.push({ outcome: report.outcome(await this.#handle.waitForCompletion(this.#waited(watch))) });
  }

  stream(watch) {
    const { tools } = watch;
    this.#watch = watch;
    this.#waiting = undefined;
    this.#stream = this.#handle.stream({
      ...watched(watch),
      until: watch.until,
      readAhead: watch.read_ahead,
      tools: tools === "handle" ? true : tools === undefined ? undefined : this.#named(tools),
    });
  }

  async take(count) {
    for (let taken = 0; taken < count && (await this.#next()); taken += 1);
  }

  take_all() {
    return this.take(Infinity);
  }

  async take_at_hand(count) {
    let [turns, atHand] = [0, 0];
    const turn = () => {
      turns += 1;
      next = setImmediate(turn);
    };
    let next = setImmediate(turn);
    for (let taken = 0; taken < count; taken += 1) {
      const before = turns;
      if (!(await this.#next())) break;
      if (turns === before) atHand += 1;
    }
    clearImmediate(next);
    this.seen.push({ at_hand: atHand });
  }

  async cancel_wait(times) {
    for (let time = 0; time < times; time += 1) {
      this.#waiting ??= this.#stream.next();
      const next = await Promise.race([this.#waiting, sleep(CANCELLED_AFTER)]);
      if (next === undefined) continue;
      this.#waiting = undefined;
      this.seen.push(report.item(next.value));
    }
    this.seen.push({ cancelled: times });
  }

  cursor() {
    this.seen.push({ cursor: this.#stream.cursor });
  }

  async close() {
    await this.#stream?.return();
  }

  async reopen() {
    const { cursor } = this.#stream;
    await this.close();
    this.stream({ ...this.#watch, from_index: cursor });
  }

  sync(name) {
    return this.#controlled("get", `/seen/${name}`);
  }

  signal(name) {
    return this.#controlled("post", `/signal/${name}`);
  }

  rest(seconds) {
    return sleep(seconds * 1000);
  }

  async send_message(message) {
    const { type, messages } = message;
    await this.#handle.sendMessage(inCamel(type === "batch" ? messages : message));
    this.seen.push({ sent: null });
  }

  async steer(how) {
    this.seen.push(await steering[how](this.#handle));
  }

  async call({ operation, arguments: args = {}, filler = {}, deadline }) {
    const large = Object.entries(filler).map(([name, length]) => [name, "x".repeat(length)]);
    const given = { ...inCamel(args), ...Object.fromEntries(large) };
    this.seen.push(report.reply(await calls[operation](this.#client, given, { deadlineMs: milliseconds(deadline) })));
  }

  async all({ operation, arguments: args }) {
    const [entries, name] = lists[operation]({ client: this.#client, handle: this.#handle }, args);
    const names = [];
    for await (const entry of entries) names.push(name(entry));
    this.seen.push({ entries: names });
  }

  async download(path) {
    const [bucket, ...key] = path.split("/");
    const stream = await this.#client.sessions.getSessionResource(this.#handle.id, bucket, key.join("/"));
    this.seen.push({ downloaded: await new Response(stream).text() });
  }

  webhook({ body, secrets, signature, signed_by: signer, timestamp, age = 0 }) {
    const time = timestamp ?? String(Math.floor(Date.now() / 1000) - age);
    const { id, type } = verifyWebhook(body, signature ?? signWebhook(body, time, signer ?? secrets[0] ?? ""), time, secrets);
    this.seen.push({ delivery: { id, type } });
  }

  async together(branches) {
    const players = branches.map(() => new Player(this.#control, this.#program, this.#client, this.#tools, this.#handle));
    await Promise.all(players.map((player, at) => player.steps(branches[at])));
    for (const player of players) {
      await player.close();
      this.seen.push(...player.seen);
    }
  }

  async elsewhere(steps) {
    const { base } = this.#control;
    const workerData = { base, program: this.#program, session: this.#handle.id, steps };
    const [seen] = await once(new Worker(new URL("./worker.mjs", import.meta.url), { workerData }), "message");
    this.seen.push(...seen);
  }

  async #next() {
    const waiting = this.#waiting ?? this.#stream.next();
    this.#waiting = undefined;
    const next = await waiting;
    if (next.done) {
      const { result } = this.#stream;
      this.seen.push({ end: result === undefined ? null : report.outcome(result) });
      return false;
    }
    this.seen.push(report.item(next.value));
    return true;
  }

  async #controlled(method, path) {
    try {
      await this.#control[method](path);
    } catch (error) {
      this.seen.push({ note: `${path}: ${error.message}` });
    }
  }

  #named(names) {
    return names.length === 0 ? [] : this.#tools.choose(names);
  }

  #started({ agent, message, tools, answer_schema: answerSchema, idempotency_key: idempotencyKey, overrides }) {
    return {
      agent: inCamel(agent),
      messages: inCamel(message),
      overrides,
      tools: tools === undefined ? undefined : this.#named(tools),
      answerSchema,
      idempotencyKey,
    };
  }

  #waited(watch) {
    const { tools } = watch;
    const options = watched(watch);
    if (watch.max_polls !== undefined) options.maxPolls = watch.max_polls;
    if (watch.include_events !== undefined) options.includeEvents = watch.include_events;
    if (Array.isArray(tools)) options.tools = tools.length === 0 ? null : this.#tools.choose(tools);
    if (watch.any_answer) options.answerSchema = null;
    else if (watch.answer_schema !== undefined) options.answerSchema = watch.answer_schema;
    return options;
  }
}

/** What streams and waits have in common. */
function watched(watch) {
  return {
    fromIndex: watch.from_index,
    limit: watch.limit,
    waitForSeconds: watch.wait_for_seconds,
    timeoutMs: milliseconds(watch.timeout),
    retryBudgetMs: milliseconds(watch.retry_budget),
    pollBackoffMs: milliseconds(watch.poll_backoff),
    maxParallelTools: watch.max_parallel_tools,
    toolTimeoutMs: milliseconds(watch.tool_timeout),
  };
}

function clientOf({ api_key: apiKey, base_url: baseUrl, client }) {
  return new Client({
    apiKey,
    baseUrl,
    timeoutMs: milliseconds(client.timeout),
    maxRetries: client.max_retries,
    retryBudgetMs: milliseconds(client.retry_budget),
    maxResponseBytes: client.max_response_bytes,
    headers: client.headers,
  });
}

/** Runs steps in a worker, with a client of its own; gives what was seen. */
export async function playHere(control, program, session, steps) {
  const client = clientOf(program);
  const player = new Player(control, program, client, new Toolbox([], control), client.session(session));
  await player.steps(steps);
  await player.close();
  client.close();
  return player.seen;
}

/** Plays the scenario behind a control channel and reports what was seen. Gives how the process is to end, if that belongs to it. */
export async function play(control) {
  const program = await control.get("/program");
  const tools = new Toolbox(program.tools, control);
  const client = clientOf(program);
  const player = new Player(control, program, client, tools, client.session("s"));
  await player.steps(program.program);
  if (program.ending !== undefined) {
    await control.post("/done", { observed: player.seen, tools: tools.seen });
    if (program.ending === "interrupt") await player.settle();
    // What would end when it is collected stays open.
    globalThis.left = player;
    return program.ending;
  }
  // Whatever still runs ends before the report.
  await player.close();
  await control.post("/done", { observed: player.seen, tools: await tools.observed() });
  client.close();
  return undefined;
}
