/** A light handle on one session: read it, watch it, steer it. */

import type { NativeSession } from "./native.cjs";
import type { Client } from "./client.js";
import { toWire } from "./convert.js";
import { AnswerValidationError, errorFrom, native, thrownDetails } from "./errors.js";
import type { Event, Gap } from "./events.js";
import type {
  CreateSessionArgs,
  GetSessionChangesArgs,
  ListSessionEventsArgs,
  SubmitSessionFeedbackArgs,
} from "./generated/resources.js";
import type {
  Session,
  SessionChanges,
  SessionEvent,
  SessionStatus,
  ShareLink,
  ToolResultInput,
  UserMessageEventInput,
} from "./generated/types.js";
import { hub } from "./hub.js";
import { signalOf } from "./options.js";
import type { RequestOptions } from "./options.js";
import { resultFrom } from "./results.js";
import type { SessionResult } from "./results.js";
import { isStandardSchema, issueLines, jsonSchemaOf } from "./schema.js";
import type { JsonSchema, OutputOf, StandardSchema } from "./schema.js";
import { EventStream } from "./stream.js";
import { toolSettings } from "./tools.js";
import type { Tool } from "./tools.js";

/** What an answer has to look like. */
export type AnswerSchema = StandardSchema | JsonSchema;

/** What an answer is when nothing was asked for. */
export type FreeAnswer = string | Readonly<Record<string, unknown>>;

/** The type of the answer under a schema. */
export type AnswerOf<Schema> = [Schema] extends [undefined | null]
  ? FreeAnswer
  : Schema extends StandardSchema
    ? OutputOf<Schema>
    : unknown;

/** A message with its files. */
export type MessageInput = Omit<UserMessageEventInput, "type"> & { readonly type?: "user_message" | undefined };

/** A message: text, one message with its files, or several. */
export type Message = string | MessageInput | ReadonlyArray<string | MessageInput>;

/** How a session is watched, by a stream or by a wait. */
export interface WatchOptions {
  /** Stops watching; what waits rejects with the signal's reason. The session goes on. */
  readonly signal?: AbortSignal | undefined;
  /** Seconds that a poll waits at the server for something to happen, at most 25. Default 20. */
  readonly waitForSeconds?: number | undefined;
  /** Most events in one page. Default: the server's page size. */
  readonly limit?: number | undefined;
  /** How long the session may take to settle, in milliseconds. Bounds requests, retries and tools. Default: no limit. */
  readonly timeoutMs?: number | undefined;
  /** How long trouble is survived without one successful request, in milliseconds. Default 5 minutes. */
  readonly retryBudgetMs?: number | undefined;
  /** Least pause between polls that the server answers at once with nothing, in milliseconds. Default 250. */
  readonly pollBackoffMs?: number | undefined;
  /** Most calls of tools that run at the same time; 1 runs them one after another. Default 16. */
  readonly maxParallelTools?: number | undefined;
  /** The longest that a call may run, in milliseconds, for tools that do not say themselves. Default: no limit. */
  readonly toolTimeoutMs?: number | undefined;
}

/** How a session is streamed. */
export interface StreamOptions extends WatchOptions {
  /** Index of the first event wanted. Default 0. */
  readonly fromIndex?: number | undefined;
  /** Where the stream ends: when the session settles (it is over, or idle; the default), or only when it is over. */
  readonly until?: "settled" | "terminal" | undefined;
  /** Events read ahead before polling stops. Default 512. */
  readonly readAhead?: number | undefined;
  /** Tools to run: `true` for those of the handle, or a list. Default: none, a stream only watches. */
  readonly tools?: boolean | readonly Tool[] | undefined;
}

/** How a session is waited for. */
export interface WaitOptions<Schema extends AnswerSchema | null | undefined = undefined> extends WatchOptions {
  /** Index of the first event wanted. Default: where the last wait of this handle ended. */
  readonly fromIndex?: number | undefined;
  /** Whether the result carries the events. Default true. */
  readonly includeEvents?: boolean | undefined;
  /** Most polls before the wait is given up like after a time-out. Default: no limit. */
  readonly maxPolls?: number | undefined;
  /** The tools to run, instead of the handle's; null runs none. */
  readonly tools?: readonly Tool[] | null | undefined;
  /** What the answer has to look like, instead of the handle's schema; null takes any answer. */
  readonly answerSchema?: Schema;
}

/** How a session is started: everything a request can say, and what belongs to this program. */
export interface StartOptions<Schema extends AnswerSchema | undefined = undefined> extends CreateSessionArgs {
  /** Stops the call. */
  readonly signal?: AbortSignal | undefined;
  /** The tools of this program that the agent may call. They replace those the agent is defined with. */
  readonly tools?: readonly Tool[] | undefined;
  /** What the answer has to look like. */
  readonly answerSchema?: Schema;
}

/** What a handle keeps for its waits. @internal */
export interface Belongings {
  readonly tools: readonly Tool[];
  readonly answerSchema: AnswerSchema | undefined;
}

/** One session. Handles that came from one call share what is known of it and which tool calls are taken. */
export class SessionHandle<Answer = FreeAnswer> {
  /** The client that this handle uses. */
  readonly client: Client;
  readonly #native: NativeSession;
  readonly #own: Belongings;
  /** Waits and streams at work that run tools. */
  readonly #running = new Set<WeakRef<EventStream>>();

  /** @internal */
  constructor(client: Client, session: NativeSession, own: Belongings) {
    this.client = client;
    this.#native = session;
    this.#own = own;
  }

  /** The session's id. */
  get id(): string {
    return this.#native.id();
  }

  /** Reads the whole session: request, status, latest answer. */
  get(options?: RequestOptions): Promise<Session> {
    return this.client.sessions.getSession(this.id, options);
  }

  /** Reads the cheap snapshot: state, steps, tokens. */
  status(options?: RequestOptions): Promise<SessionStatus> {
    return this.client.sessions.getSessionStatus(this.id, options);
  }

  /** One poll: what happened from an index on; null when there is nothing (yet). */
  changes(args?: GetSessionChangesArgs, options?: RequestOptions): Promise<SessionChanges | null> {
    return this.client.sessions.getSessionChanges(this.id, args, options);
  }

  /** The complete history, page by page. */
  events(args?: ListSessionEventsArgs, options?: RequestOptions): AsyncIterableIterator<SessionEvent> {
    return this.client.sessions.listSessionEventsAll(this.id, args, options);
  }

  /** The events as they happen, in order, until the session settles. It only watches, unless it is given `tools`. */
  stream(options: StreamOptions = {}): EventStream {
    const { signal, tools, ...rest } = options;
    const run = tools === true ? this.#own.tools : tools === false || tools === undefined ? [] : tools;
    const settings = JSON.stringify({ ...rest, ...toolSettings(run) });
    const watches = run.length === 0 && this.#own.tools.length > 0;
    const stream = new EventStream({
      fromIndex: rest.fromIndex ?? 0,
      signal,
      tools: run,
      isWait: false,
      idleTools: watches ? () => (this.#isRunningTools() ? [] : this.#own.tools) : undefined,
      open: (token) => native(() => this.#native.stream(token, settings)),
    });
    if (run.length > 0) this.#runsTools(stream);
    return stream;
  }

  #runsTools(stream: EventStream): void {
    // Forgets those that are over.
    this.#isRunningTools();
    this.#running.add(new WeakRef(stream));
  }

  #isRunningTools(): boolean {
    for (const one of this.#running) {
      if (one.deref()?.isOver !== false) this.#running.delete(one);
    }
    return this.#running.size > 0;
  }

  /** Waits until the session settles, running its tools meanwhile. */
  waitForCompletion(options?: WaitOptions<undefined>): Promise<SessionResult<Answer>>;
  waitForCompletion<Schema extends AnswerSchema | null>(
    options: WaitOptions<Schema> & { readonly answerSchema: Schema },
  ): Promise<SessionResult<AnswerOf<Schema>>>;
  async waitForCompletion(options: WaitOptions<AnswerSchema | null | undefined> = {}): Promise<SessionResult<unknown>> {
    const { signal, tools, answerSchema, includeEvents = true, ...rest } = options;
    const run = tools === undefined ? this.#own.tools : (tools ?? []);
    const schema = answerSchema === undefined ? this.#own.answerSchema : (answerSchema ?? undefined);
    const settings = JSON.stringify({
      ...rest,
      ...toolSettings(run),
      answerSchema: schema === undefined ? undefined : jsonSchemaOf(schema, undefined, "answerSchema"),
    });
    const stream = new EventStream({
      fromIndex: rest.fromIndex ?? 0,
      signal,
      tools: run,
      isWait: true,
      open: (token) => native(() => this.#native.wait(token, settings)),
    });
    if (run.length > 0) this.#runsTools(stream);
    const events: Event[] = [];
    const gaps: Gap[] = [];
    for await (const item of stream) {
      if (item.type === "gap") gaps.push(item);
      else if (includeEvents) events.push(item);
    }
    const result = concluded(stream, events, gaps);
    return isStandardSchema(schema) ? validated(schema, result) : result;
  }

  /**
   * Sends a message. The agent reads it before its next step; an idle session wakes, a paused one goes on. Waits of this handle know
   * from then on that an idle from before the message, and its answer, are the past.
   */
  async sendMessage(message: Message, options?: RequestOptions): Promise<void> {
    const several = Array.isArray(message);
    const messages = (several ? message : [message]).map((one) =>
      typeof one === "string" ? { type: "user_message", message: one } : { ...one, type: "user_message" },
    );
    const wire = toWire({ list: "UserMessageEvent" }, messages) as unknown[];
    await this.#steer("send_message", several ? { type: "batch", messages: wire } : wire[0], options);
  }

  /** Halts the agent after its current step; its state is kept. */
  async pause(options?: RequestOptions): Promise<void> {
    await this.#steer("pause", undefined, options);
  }

  /** Lets a paused agent go on. */
  async resume(options?: RequestOptions): Promise<void> {
    await this.#steer("resume", undefined, options);
  }

  /** Tells the agent to stop exploring and to answer from what it has. */
  async forceAnswer(options?: RequestOptions): Promise<void> {
    await this.#steer("force_answer", undefined, options);
  }

  /** Stops the session for good; it ends as `interrupted`. A session that has ended already is fine. */
  async cancel(options?: RequestOptions): Promise<void> {
    await this.#steer("cancel", undefined, options);
  }

  /** Posts results of calls that were run by other means than a wait. A session that does not want them any more is fine. */
  async sendToolResults(results: readonly ToolResultInput[], options?: RequestOptions): Promise<void> {
    await this.#steer("send_tool_results", toWire({ list: "ToolResult" }, results), options);
  }

  /** Makes a link under which anybody can watch the session. */
  share(options?: RequestOptions): Promise<ShareLink> {
    return this.client.sessions.shareSession(this.id, options);
  }

  /** Takes the link back. */
  unshare(options?: RequestOptions): Promise<void> {
    return this.client.sessions.unshareSession(this.id, options);
  }

  /** Says whether the session did what it should have done. */
  submitFeedback(feedback: SubmitSessionFeedbackArgs, options?: RequestOptions): Promise<void> {
    return this.client.sessions.submitSessionFeedback(this.id, feedback, options);
  }

  async #steer(what: string, body: unknown, options: RequestOptions | undefined): Promise<void> {
    const json = body === undefined ? undefined : JSON.stringify(body);
    await hub.call((id) => this.#native.steer(id, what, json), signalOf(options));
  }
}

/** The result of a wait whose stream has ended; an answer that does not fit is an error that has everything. */
function concluded(stream: EventStream, events: readonly Event[], gaps: readonly Gap[]): SessionResult<unknown> {
  try {
    return resultFrom(stream.conclude(), events, gaps);
  } catch (error) {
    const details = thrownDetails(error);
    if (details === undefined) throw error;
    if (details.kind !== "answer_validation") throw errorFrom(details);
    const result = resultFrom(details["outcome"], events, gaps);
    throw new AnswerValidationError({ ...details, cause: undefined }, result, details["reasons"] as string[]);
  }
}

/** Lets a Standard Schema check the answer of a session that answered, and make of it what it makes. */
async function validated(schema: StandardSchema, result: SessionResult<unknown>): Promise<SessionResult<unknown>> {
  const answered = result.status === "completed" || (result.status === "idle" && result.answer !== null);
  if (!answered) return result;
  const checked = await schema["~standard"].validate(result.answer);
  if (checked.issues === undefined) return { ...result, answer: checked.value };
  const reasons = issueLines(checked.issues);
  const message = `the answer of session ${result.id} does not fit: ${reasons.join("; ")}`;
  throw new AnswerValidationError(
    { kind: "answer_validation", message, sessionId: result.id, cursor: result.nextFromIndex },
    result,
    reasons,
  );
}
