/** The client: where the API is, with which key, and how patiently it is asked. */

import type { NativeClient } from "./native.cjs";
import { toWire } from "./convert.js";
import { native } from "./errors.js";
import { Agents, Environments, Quota, Schedules, SessionFiles, Sessions, Skills, Vaults, Webhooks } from "./generated/resources.js";
import { hub } from "./hub.js";
import type { KeyFunction } from "./hub.js";
import { timeoutOf } from "./options.js";
import { BrowserProfiles } from "./profiles.js";
import type { SessionResult } from "./results.js";
import { jsonSchemaOf } from "./schema.js";
import { SessionHandle } from "./session.js";
import type { AnswerOf, AnswerSchema, StartOptions, WaitOptions } from "./session.js";
import { toolSettings } from "./tools.js";
import type { Tool } from "./tools.js";

/** The options of a client. */
export interface ClientOptions {
  /** The key, or a function that gives it for every request. Default: `HAI_API_KEY`, else the credential file. */
  readonly apiKey?: string | KeyFunction | undefined;
  /** Where the API is. Default: the URL of the environment. */
  readonly baseUrl?: string | undefined;
  /** The region: `eu` (default) or `us`. */
  readonly environment?: "eu" | "us" | undefined;
  /** The longest time for one attempt of a request, in milliseconds. Default 60,000. */
  readonly timeoutMs?: number | undefined;
  /** The same in seconds. */
  readonly timeoutInSeconds?: number | undefined;
  /** Most retries of one request. Default 2. */
  readonly maxRetries?: number | undefined;
  /** Most time from the first failure of a request to the beginning of its last retry, in milliseconds. Default 2 minutes. */
  readonly retryBudgetMs?: number | undefined;
  /** Headers for every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** A proxy: `http://`, `https://`, `socks5://` or `socks5h://`. Default: that of the environment. */
  readonly proxy?: string | undefined;
  /** Added to the user agent, as `name/version`. */
  readonly userAgentSuffix?: string | undefined;
  /** Allows to send the key over plain http to another machine. Default: refused. */
  readonly allowInsecureHttp?: boolean | undefined;
  /** The most bytes of a response. Default 64 MiB. */
  readonly maxResponseBytes?: number | undefined;
}

/** What an embedded runtime starts with, besides its ready agents `h/showcase`, `h/tools` and `h/conversation`. */
export interface LocalOptions {
  /** A YAML or JSON file of scripted agents. */
  readonly agentsFile?: string | undefined;
  /** The content of such a file. */
  readonly agentsText?: string | undefined;
  /** Scripted agents as objects, as such a file has them. */
  readonly agents?: readonly Readonly<Record<string, unknown>>[] | undefined;
  /** Stops starting. */
  readonly signal?: AbortSignal | undefined;
}

/** Everything a run can be told: what starts the session, and how it is waited for. */
export type RunOptions<Schema extends AnswerSchema | undefined = undefined> = StartOptions<Schema> &
  Omit<WaitOptions, "tools" | "answerSchema" | "fromIndex">;

const ADOPT = Symbol("adopt");

/** What the key functions of clients that nobody holds any more leave behind. */
const abandoned = new FinalizationRegistry<number>((source) => hub.dropKey(source));

/** A client of the Agents API. It serves any number of sessions at a time. */
export class Client {
  /** Runs of agents: create them, read them, steer them, end them. */
  readonly sessions: Sessions;
  /** Files where a session's agent works. */
  readonly sessionFiles: SessionFiles;
  /** Quotas of the organisation. */
  readonly quota: Quota;
  /** The catalog of agents. */
  readonly agents: Agents;
  /** What agents work in. */
  readonly environments: Environments;
  /** Instructions that agents can be given. */
  readonly skills: Skills;
  /** Sessions created by the clock. */
  readonly schedules: Schedules;
  /** Password stores. */
  readonly vaults: Vaults;
  /** Stored logins and settings for cloud browsers. */
  readonly browserProfiles: BrowserProfiles;
  /** Addresses that are told when sessions change. */
  readonly webhooks: Webhooks;
  readonly #native: NativeClient;
  readonly #keySource: number | undefined;

  /** Makes a client. Nothing is connected yet; without a key anywhere this throws a `ConfigurationError` that says what to do. */
  constructor(options: ClientOptions = {}) {
    const adopted = (options as { [ADOPT]?: NativeClient })[ADOPT];
    if (adopted === undefined) {
      const key = options.apiKey;
      this.#keySource = typeof key === "function" ? hub.keepKey(key) : undefined;
      if (this.#keySource !== undefined) abandoned.register(this, this.#keySource, this);
      this.#native = native(() => hub.bridge.client(settingsOf(options, this.#keySource)));
    } else {
      this.#native = adopted;
    }
    this.sessions = new Sessions(this.#native);
    this.sessionFiles = new SessionFiles(this.#native);
    this.quota = new Quota(this.#native);
    this.agents = new Agents(this.#native);
    this.environments = new Environments(this.#native);
    this.skills = new Skills(this.#native);
    this.schedules = new Schedules(this.#native);
    this.vaults = new Vaults(this.#native);
    this.browserProfiles = new BrowserProfiles(this.#native);
    this.webhooks = new Webhooks(this.#native);
  }

  /** A client of an Agents API that it starts itself, on loopback and in this process: for tests and for trying things out. */
  static async local(options: LocalOptions = {}): Promise<Client> {
    const { agents, agentsText, agentsFile, signal } = options;
    const text = agents === undefined ? agentsText : JSON.stringify({ agents });
    const settings = JSON.stringify({ agentsFile, agentsText: text });
    const reply = await hub.call((id) => hub.bridge.local(id, settings), signal);
    return new Client({ [ADOPT]: hub.bridge.takeClient(reply.id) } as ClientOptions);
  }

  /** Where the API is. */
  get baseUrl(): string | null {
    return this.#native.baseUrl();
  }

  /** A handle on a session that exists, with the tools that its waits run, if there are any. Nothing is sent. */
  session(id: string, options: { readonly tools?: readonly Tool[] | undefined } = {}): SessionHandle {
    const session = native(() => this.#native.session(id));
    return new SessionHandle(this, session, { tools: options.tools ?? [], answerSchema: undefined });
  }

  /** Starts a session. Safe to retry: it carries an idempotency key. */
  async startSession<Schema extends AnswerSchema | undefined = undefined>(
    options: StartOptions<Schema>,
  ): Promise<SessionHandle<AnswerOf<Schema>>> {
    const { signal, tools = [], answerSchema, idempotencyKey, ...request } = options;
    const settings = JSON.stringify({
      request: toWire("SessionRequest", request),
      idempotencyKey,
      ...toolSettings(tools),
      answerSchema: answerSchema === undefined ? undefined : jsonSchemaOf(answerSchema, undefined, "answerSchema"),
    });
    const reply = await hub.call((id) => this.#native.startSession(id, settings), signal);
    return new SessionHandle<AnswerOf<Schema>>(this, hub.bridge.takeSession(reply.id), { tools, answerSchema });
  }

  /** Starts a session, runs its tools, and waits until it settles. */
  async runSession<Schema extends AnswerSchema | undefined = undefined>(
    options: RunOptions<Schema>,
  ): Promise<SessionResult<AnswerOf<Schema>>> {
    const { start, wait } = split(options);
    const session = await this.startSession<Schema>(start as StartOptions<Schema>);
    return session.waitForCompletion(wait);
  }

  /** Lets go of connections, and ends the embedded runtime. Calls in progress come to their end; later ones are refused. */
  close(): void {
    this.#native.close();
    if (this.#keySource !== undefined) {
      hub.dropKey(this.#keySource);
      abandoned.unregister(this);
    }
  }

  [Symbol.dispose](): void {
    this.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
  }
}

function settingsOf(options: ClientOptions, keySource: number | undefined): string {
  const { apiKey, headers, timeoutMs, timeoutInSeconds, ...rest } = options;
  return JSON.stringify({
    ...rest,
    apiKey: typeof apiKey === "string" ? apiKey : undefined,
    keySource,
    headers: Object.entries(headers ?? {}),
    timeoutMs: timeoutOf({ timeoutMs, timeoutInSeconds }),
    runtime: runtimeName(),
  });
}

function runtimeName(): string {
  const { versions } = process;
  if (versions["bun"] !== undefined) return `bun/${versions["bun"]}`;
  if (versions["deno"] !== undefined) return `deno/${versions["deno"]}`;
  return `node/${versions.node}`;
}

/** Which options are of the wait; the others start the session. The signal is of both. @internal */
export function split(options: RunOptions<AnswerSchema | undefined>): { start: object; wait: WaitOptions } {
  const {
    waitForSeconds,
    limit,
    timeoutMs,
    retryBudgetMs,
    pollBackoffMs,
    maxParallelTools,
    toolTimeoutMs,
    includeEvents,
    maxPolls,
    ...start
  } = options;
  const wait = { waitForSeconds, limit, timeoutMs, retryBudgetMs, pollBackoffMs, maxParallelTools, toolTimeoutMs };
  return { start, wait: { ...wait, includeEvents, maxPolls, signal: options.signal } };
}
