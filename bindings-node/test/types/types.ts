// What the compiler must infer, and what it must refuse. Compiled, never run.

import { toStandardJsonSchema } from "@valibot/to-json-schema";
import { type } from "arktype";
import {
  AnswerValidationError,
  Client,
  RateLimitedError,
  attachToolDefinitions,
  runSession,
  streamSession,
  toCreateRequest,
  tool,
  waitForSession,
} from "steersman";
import type { Event, EventStream, Gap, QuotaLimit, SessionResult, StreamItem, ToolContext } from "steersman";
import * as v from "valibot";
import { z } from "zod";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(_: Same<A, B>): void {}

declare const client: Client;

// Tools: what `run` is given follows from the schema.
tool({
  name: "weather",
  description: "x",
  input: z.object({ city: z.string(), days: z.number().default(3) }),
  run: async (args, context) => {
    same<typeof args, { city: string; days: number }>(true);
    same<typeof context, ToolContext>(true);
    // @ts-expect-error there is no such argument
    return args.country;
  },
});
tool({ name: "f", description: "x", input: { type: "object" }, run: (args) => same<typeof args, Record<string, unknown>>(true) });
tool<{ number: number }>({ name: "f", description: "x", input: { type: "object" }, run: ({ number }) => number * 2 });
// @ts-expect-error a description is needed
tool({ name: "f", input: { type: "object" }, run: () => 1 });

// Answers: their type follows from the schema.
const Invoice = z.object({ number: z.string(), paid: z.boolean() });
async function answers(): Promise<void> {
  const typed = await client.runSession({ agent: "a", answerSchema: Invoice });
  same<typeof typed, SessionResult<{ number: string; paid: boolean }>>(true);
  const free = await client.runSession({ agent: "a" });
  same<typeof free.answer, string | Readonly<Record<string, unknown>> | null>(true);
  const described = await client.runSession({ agent: "a", answerSchema: { type: "object" } });
  same<typeof described.answer, unknown>(true);
  const session = await client.startSession({ agent: "a", answerSchema: Invoice });
  same<(typeof free)["status"], (typeof typed)["status"]>(true);
  const own = await session.waitForCompletion();
  same<typeof own.answer, { number: string; paid: boolean } | null>(true);
  const other = await session.waitForCompletion({ answerSchema: z.object({ total: z.number() }) });
  same<typeof other.answer, { total: number } | null>(true);
  const any = await session.waitForCompletion({ answerSchema: null });
  same<typeof any.answer, string | Readonly<Record<string, unknown>> | null>(true);
  // @ts-expect-error an agent is needed
  await client.runSession({ messages: "x" });
  // @ts-expect-error there is no such option
  await client.runSession({ agent: "a", maxStep: 3 });
  // @ts-expect-error a stream ends in one of two ways
  session.stream({ until: "later" });
}

// Other libraries' schemas, and the functions.
tool({
  name: "f",
  description: "x",
  input: toStandardJsonSchema(v.object({ city: v.string(), days: v.optional(v.number(), 3) })),
  run: (args) => same<typeof args, { city: string; days: number }>(true),
});
tool({
  name: "f",
  description: "x",
  input: type({ city: "string", "days?": "number" }),
  run: (args) => {
    same<typeof args.city, string>(true);
    same<typeof args.days, number | undefined>(true);
  },
});
async function functions(): Promise<void> {
  const typed = await runSession(client, { agent: "a", answerSchema: Invoice });
  same<typeof typed, SessionResult<{ number: string; paid: boolean }>>(true);
  const waited = await waitForSession(client, "s", { answerSchema: v.object({ total: v.number() }) });
  same<typeof waited.answer, { total: number } | null>(true);
  const free = await waitForSession(client, "s");
  same<typeof free.answer, string | Readonly<Record<string, unknown>> | null>(true);
  same<ReturnType<typeof streamSession>, EventStream>(true);
  await client.sessions.createSession(toCreateRequest({ agent: "a", answerSchema: Invoice, tools: [], timeoutMs: 5 }));
  // @ts-expect-error the request has an agent
  attachToolDefinitions({ messages: "x" }, []);
  const failure: unknown = new Error();
  if (failure instanceof AnswerValidationError) same<typeof failure.result, SessionResult<unknown>>(true);
  if (failure instanceof RateLimitedError) same<typeof failure.quota, readonly QuotaLimit[]>(true);
  using scoped = new Client();
  void scoped;
  await using stream = client.session("s").stream();
  same<typeof stream.cursor, number>(true);
}

// Events: `switch` narrows, kinds narrow further, and all cases can be covered.
function told(item: StreamItem): string {
  switch (item.type) {
    case "gap":
      same<typeof item, Gap>(true);
      return item.reason;
    case "AgentEvent":
      switch (item.data.kind) {
        case "answer_event":
          return String(item.data.answer);
        case "error_event":
          return item.data.error;
        case "tool_result":
          return item.data.toolReq.toolName;
        case "message_event":
        case "observation_event":
        case "policy_event":
        case "flow_event":
          return item.data.kind;
        case "unknown":
          same<typeof item.data.raw, unknown>(true);
          return "new";
        default:
          return item.data satisfies never;
      }
    case "ActiveStateChangeEvent":
      return item.data.state;
    case "AgentErrorEvent":
      return item.data.error;
    case "AttachmentEvent":
      return item.data.mediaType;
    case "AgentCompletionEvent":
    case "AgentRunStatusChangeEvent":
    case "AgentStartedEvent":
    case "FileTransferEvent":
    case "LiveViewUrlEvent":
    case "MetricsUpdateEvent":
    case "RequestStartDispatchedEvent":
    case "RequestStartEvent":
    case "RunnerSessionEvent":
      return item.timestamp;
    case "unknown":
      return String(item.raw);
    default:
      return item satisfies never;
  }
}

async function streams(stream: EventStream): Promise<void> {
  for await (const item of stream) {
    told(item);
    same<typeof item.index, number>(true);
    if (item.type !== "gap") {
      const event: Event = item;
      void event;
    }
  }
  const readable: ReadableStream<StreamItem> = stream.toReadableStream();
  void readable;
  const page = await client.sessions.listSessions({ groupId: undefined });
  same<typeof page.total, number>(true);
  // @ts-expect-error names are ours, not those of the wire
  page.items[0]?.created_at;
  for await (const agent of client.agents.listAgentsAll()) void agent.revision;
  // @ts-expect-error not an argument
  await client.agents.getAgent("a", { version: 3 });
}

void answers;
void functions;
void streams;
