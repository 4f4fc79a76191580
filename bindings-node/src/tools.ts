/** Tools: functions of the program that an agent may call. */

import { AsyncLocalStorage } from "node:async_hooks";

import type { NativeStream } from "./native.cjs";
import { isStandardSchema, issueLines, jsonSchemaOf } from "./schema.js";
import type { JsonSchema, OutputOf, StandardSchema } from "./schema.js";

/** What a running call knows about itself. */
export interface ToolContext {
  /** Aborts when the result is no longer wanted; its reason is a `ToolWithdrawn`. */
  readonly signal: AbortSignal;
  /** The session whose agent calls. */
  readonly sessionId: string;
  /** The name the tool was called by. */
  readonly toolName: string;
  /** The call's id, if the agent gave one. Ids may repeat in later steps. */
  readonly callId: string | null;
  /**
   * Index of the event that announced the step, if it was read. With the session and the call id it names the call for good: a key
   * for making side effects happen once, even when another process runs the call again.
   */
  readonly step: number | null;
  /** Until when the result is wanted, in milliseconds since 1970; null without a limit. */
  readonly deadline: number | null;
}

/** Why a call's signal was aborted. */
export class ToolWithdrawn extends Error {
  override readonly name = "ToolWithdrawn";
  /** The reason: it took too long, somebody else answered, the session ended, or nobody watches any more. */
  readonly why: "timed_out" | "settled_elsewhere" | "session_ended" | "watch_ended" | (string & {});

  constructor(why: string) {
    super(`the result of the call is no longer wanted: ${why}`);
    this.why = why;
  }
}

/** A tool, made by `tool`. */
export interface Tool {
  /** The name the agent calls it by. */
  readonly name: string;
  /** What it does and when to use it. */
  readonly description: string;
  /** The JSON Schema of the arguments. */
  readonly inputSchema: JsonSchema;
  /** The longest that one call may run, in milliseconds. */
  readonly timeoutMs?: number | undefined;
  /** Whether `call` checks the arguments itself; else they are checked against `inputSchema` before it is called. */
  readonly validates?: boolean | undefined;
  /** Runs the function. */
  readonly call: (args: unknown, context: ToolContext) => unknown;
}

interface ToolBasics {
  /** The name the agent calls it by: 1 to 64 letters, digits and underscores, no digit first. */
  readonly name: string;
  /** What it does and when to use it; the agent reads this. */
  readonly description: string;
  /** The longest that one call may run, in milliseconds. Default: the option of the wait, else no limit. */
  readonly timeoutMs?: number | undefined;
}

/** A tool whose arguments are checked by a Standard Schema. */
export interface StandardToolOptions<Schema extends StandardSchema> extends ToolBasics {
  /** What the arguments look like. They are checked before `run` sees them. */
  readonly input: Schema;
  /** The JSON Schema of the same, for libraries that do not write it. */
  readonly jsonSchema?: JsonSchema | undefined;
  /** The function. What it returns must be JSON; what it throws becomes an error result that the agent reads. */
  readonly run: (args: OutputOf<Schema>, context: ToolContext) => unknown;
}

/** A tool whose arguments are described by a JSON Schema. */
export interface JsonToolOptions<Args> extends ToolBasics {
  /** What the arguments look like. The agent is told; what it sends is not checked against it. */
  readonly input: JsonSchema & { readonly "~standard"?: never };
  /** The function. What it returns must be JSON; what it throws becomes an error result that the agent reads. */
  readonly run: (args: Args, context: ToolContext) => unknown;
}

/**
 * Makes a tool.
 *
 * @example
 * const weather = tool({
 *   name: "weather",
 *   description: "The weather of a city, now.",
 *   input: z.object({ city: z.string() }),
 *   run: async ({ city }, { signal }) => (await fetch(`https://example.com/${city}`, { signal })).json(),
 * });
 */
export function tool<Schema extends StandardSchema>(options: StandardToolOptions<Schema>): Tool;
export function tool<Args = Record<string, unknown>>(options: JsonToolOptions<Args>): Tool;
export function tool(options: StandardToolOptions<StandardSchema> | JsonToolOptions<never>): Tool {
  const { name, description, timeoutMs, input } = options;
  const run = options.run as (args: unknown, context: ToolContext) => unknown;
  const given = "jsonSchema" in options ? options.jsonSchema : undefined;
  const inputSchema = jsonSchemaOf(input, given, `the input of ${name}`);
  if (!isStandardSchema(input)) return { name, description, inputSchema, timeoutMs, call: run };
  const validate = input["~standard"].validate;
  const call = async (args: unknown, context: ToolContext): Promise<unknown> => {
    const checked = await validate(args);
    if (checked.issues !== undefined) {
      throw new ArgumentError(`the arguments of ${name} do not fit: ${issueLines(checked.issues).join("; ")}`);
    }
    return run(checked.value, context);
  };
  return { name, description, inputSchema, timeoutMs, validates: true, call };
}

/** What the agent is told as it stands, without the name of an error class before it. */
class ArgumentError extends Error {}

/** Tools as the native part takes them: their definitions, and the names of those whose arguments it checks. @internal */
export function toolSettings(tools: readonly Tool[]): { tools?: unknown[]; checkedTools?: string[] } {
  if (tools.length === 0) return {};
  return {
    tools: tools.map(({ name, description, inputSchema, timeoutMs }) => ({ name, description, input_schema: inputSchema, timeoutMs })),
    checkedTools: tools.filter((one) => one.validates !== true).map((one) => one.name),
  };
}

interface RunMessage {
  readonly run: number;
  readonly name: string;
  readonly arguments: unknown;
  readonly sessionId: string;
  readonly callId: string | null;
  readonly step: number | null;
  readonly timeLeftMs: number | null;
}

type CallMessage = RunMessage | { readonly run?: undefined; readonly withdraw: number; readonly reason: string };

/** Runs the calls of one stream. */
export class ToolRunner {
  readonly #tools: ReadonlyMap<string, Tool>;
  readonly #native: NativeStream;
  readonly #running = new Map<number, AbortController>();
  /** Runs functions with the async context of whoever began to watch. */
  readonly #inContext = AsyncLocalStorage.snapshot();

  constructor(tools: readonly Tool[], native: NativeStream) {
    this.#tools = new Map(tools.map((one) => [one.name, one]));
    this.#native = native;
  }

  /** Starts new calls and stops those that are no longer wanted. */
  drain(): void {
    const calls = this.#native.drainCalls();
    if (calls === null) return;
    for (const call of JSON.parse(calls) as CallMessage[]) {
      if (call.run === undefined) this.#withdraw(call.withdraw, call.reason);
      else this.#inContext(() => void this.#run(call));
    }
  }

  /** Tells all running calls that nobody waits for them any more. */
  stop(reason: string): void {
    for (const id of [...this.#running.keys()]) this.#withdraw(id, reason);
  }

  #withdraw(id: number, reason: string): void {
    const controller = this.#running.get(id);
    this.#running.delete(id);
    controller?.abort(new ToolWithdrawn(reason));
  }

  async #run(call: RunMessage): Promise<void> {
    const controller = new AbortController();
    this.#running.set(call.run, controller);
    const one = this.#tools.get(call.name);
    try {
      const context: ToolContext = {
        signal: controller.signal,
        sessionId: call.sessionId,
        toolName: call.name,
        callId: call.callId,
        step: call.step,
        deadline: call.timeLeftMs === null ? null : Date.now() + call.timeLeftMs,
      };
      const value = await one?.call(call.arguments, context);
      this.#answer(call.run, resultJson(call.name, value), undefined);
    } catch (error) {
      this.#answer(call.run, undefined, failureText(error));
    }
  }

  #answer(id: number, value: string | undefined, problem: string | undefined): void {
    // Withdrawn meanwhile.
    if (!this.#running.delete(id)) return;
    this.#native.complete(id, value, problem);
  }
}

/** A result as JSON. Nothing is `null`; what JSON cannot say is an error that says so. */
function resultJson(name: string, value: unknown): string {
  try {
    const json = JSON.stringify(value ?? null, (_, inner: unknown) => {
      if (typeof inner === "number" && !Number.isFinite(inner)) throw new TypeError(`${inner} is not JSON`);
      return inner;
    });
    if (json === undefined) throw new TypeError(`a ${typeof value} is not JSON`);
    return json;
  } catch (error) {
    throw new ArgumentError(`the result of ${name} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** What the agent is told of something that was thrown. */
function failureText(error: unknown): string {
  if (error instanceof ArgumentError) return error.message;
  try {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  } catch {
    return "the tool threw something that cannot be shown";
  }
}
