/** The methods of the client and of a session as functions, and the request that creates a session as a value. */

import binding from "./native.cjs";
import { split } from "./client.js";
import type { Client, RunOptions } from "./client.js";
import { fromWire, toWire } from "./convert.js";
import { native } from "./errors.js";
import type { CreateSessionArgs } from "./generated/resources.js";
import type { SessionResult } from "./results.js";
import { jsonSchemaOf } from "./schema.js";
import type { AnswerOf, AnswerSchema, FreeAnswer, StartOptions, StreamOptions, WaitOptions } from "./session.js";
import type { EventStream } from "./stream.js";
import { toolSettings } from "./tools.js";
import type { Tool } from "./tools.js";

/** The same as `client.runSession(options)`. */
export function runSession<Schema extends AnswerSchema | undefined = undefined>(
  client: Client,
  options: RunOptions<Schema>,
): Promise<SessionResult<AnswerOf<Schema>>> {
  return client.runSession(options);
}

/** Waits until a session settles, running `tools` meanwhile. The same as `client.session(id).waitForCompletion(options)`. */
export function waitForSession(client: Client, id: string, options?: WaitOptions<undefined>): Promise<SessionResult<FreeAnswer>>;
export function waitForSession<Schema extends AnswerSchema | null>(
  client: Client,
  id: string,
  options: WaitOptions<Schema> & { readonly answerSchema: Schema },
): Promise<SessionResult<AnswerOf<Schema>>>;
export function waitForSession(client: Client, id: string, options?: WaitOptions<undefined>): Promise<SessionResult<unknown>> {
  return client.session(id).waitForCompletion(options);
}

/** The events of a session as they happen. The same as `client.session(id).stream(options)`. */
export function streamSession(client: Client, id: string, options?: StreamOptions): EventStream {
  return client.session(id).stream(options);
}

/**
 * What `startSession` and `runSession` would send for these options: the request with the tools and the answer schema in it,
 * without what belongs to this program. For `client.sessions.createSession`.
 *
 * Throws an `InvalidArgumentError` or a `ToolDefinitionError` for what cannot be sent; `field` names it.
 */
export function toCreateRequest(options: RunOptions<AnswerSchema | undefined>): CreateSessionArgs {
  const start = split(options).start as StartOptions<AnswerSchema | undefined>;
  const { signal: _, tools = [], answerSchema, idempotencyKey, ...request } = start;
  const settings = JSON.stringify({
    request: toWire("SessionRequest", request),
    ...toolSettings(tools),
    answerSchema: answerSchema === undefined ? undefined : jsonSchemaOf(answerSchema, undefined, "answerSchema"),
  });
  const sent = JSON.parse(native(() => binding.prepareRequest(settings))) as Sent;
  return {
    ...request,
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    ...(sent.overrides === undefined ? {} : { overrides: sent.overrides }),
    ...(typeof request.agent === "object" ? { agent: { ...request.agent, ...agentPart(sent.agent) } } : {}),
  };
}

/** The request with these tools declared in it; they replace those the agent is defined with. */
export function attachToolDefinitions(request: CreateSessionArgs, tools: readonly Tool[]): CreateSessionArgs {
  return toCreateRequest({ ...request, tools });
}

/** The request that asks for an answer of this form. */
export function attachAnswerSchema(request: CreateSessionArgs, answerSchema: AnswerSchema): CreateSessionArgs {
  return toCreateRequest({ ...request, answerSchema });
}

/** What is put into a request: everything else stays as the program gave it. */
interface Sent {
  readonly overrides?: Record<string, unknown>;
  readonly agent: { readonly tools?: unknown; readonly answer_format?: unknown };
}

function agentPart({ tools, answer_format }: Sent["agent"]): object {
  return {
    ...(tools === undefined ? {} : { tools: fromWire({ list: "ToolDefinition" }, tools) }),
    ...(answer_format === undefined ? {} : { answerFormat: answer_format }),
  };
}
