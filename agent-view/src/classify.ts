import { bytes, label, line } from "./format.ts";
import { type Json, type JsonObject, list, number, object, text } from "./json.ts";

/** What an event is about. The place in this list is its number in the store. */
export const KINDS = [
  "message", "reasoning", "call", "result", "screen", "answer", "error", "file", "state", "usage", "other", "gap",
] as const;
export type Kind = (typeof KINDS)[number];

/** What a person filters by. */
export const GROUPS: readonly { name: string; kinds: readonly Kind[] }[] = [
  { name: "Messages", kinds: ["message"] },
  { name: "Reasoning", kinds: ["reasoning"] },
  { name: "Tools", kinds: ["call", "result"] },
  { name: "Screens", kinds: ["screen"] },
  { name: "Answers", kinds: ["answer"] },
  { name: "Errors", kinds: ["error", "gap"] },
  { name: "Files", kinds: ["file"] },
  { name: "Other", kinds: ["state", "usage", "other"] },
];

export const KIND_NAMES: Record<Kind, string> = {
  message: "Message", reasoning: "Reasoning", call: "Tool call", result: "Tool result", screen: "Screen", answer: "Answer",
  error: "Error", file: "File", state: "State", usage: "Usage", other: "Event", gap: "Gap",
};

const AGENT: Record<string, Kind> = {
  message_event: "message", observation_event: "screen", tool_result: "result", error_event: "error",
  flow_event: "state", answer_event: "answer",
};
const PLAIN: Record<string, Kind> = {
  ActiveStateChangeEvent: "state", AgentRunStatusChangeEvent: "state", AgentStartedEvent: "state", AgentCompletionEvent: "state",
  RequestStartEvent: "state", RequestStartDispatchedEvent: "state", RunnerSessionEvent: "state", MetricsUpdateEvent: "usage",
  FileTransferEvent: "file", AttachmentEvent: "file", AgentErrorEvent: "error",
};

export function kindOf(event: JsonObject): Kind {
  const type = text(event["type"]);
  if (type === "gap") return "gap";
  if (type !== "AgentEvent") return Object.hasOwn(PLAIN, type) ? PLAIN[type]! : "other";
  const data = object(event["data"]);
  const kind = text(data["kind"]);
  if (kind === "policy_event") return list(data["tool_reqs"]).length > 0 ? "call" : "reasoning";
  return Object.hasOwn(AGENT, kind) ? AGENT[kind]! : "other";
}

/** A tool call as one line: `click(x: 10, y: 20)`. */
export function callLine(call: Json): string {
  const { tool_name, args } = object(call);
  const parts = Object.entries(object(args)).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return line(`${text(tool_name) || "tool"}(${parts.join(", ")})`);
}

const said = (value: Json | undefined): string =>
  typeof value === "string" ? value : value === undefined || value === null ? "" : JSON.stringify(value);

/** The texts of a message. */
export const messageText = (data: JsonObject): string =>
  list(data["content"])
    .map((part) => (typeof part === "string" ? part : text(object(part)["text"])))
    .filter(Boolean)
    .join("\n");

/** An event in one line of plain text, and who or what it belongs to. */
export function summary(event: JsonObject, kind: Kind): { title: string; note: string } {
  const data = object(event["data"]);
  switch (kind) {
    case "message": {
      const images = list(data["content"]).filter((part) => typeof part !== "string" && object(part)["source"]).length;
      const from = text(data["caller_id"]) || "message";
      return { title: line(messageText(data)) || (images ? "Image" : "Message"), note: `from ${from}` };
    }
    case "reasoning":
      return { title: line(text(data["reasoning_content"]) || text(data["content"])) || "A step", note: "" };
    case "call": {
      const calls = list(data["tool_reqs"]);
      const more = calls.length > 1 ? `  +${calls.length - 1}` : "";
      return { title: callLine(calls[0]!) + more, note: line(text(data["reasoning_content"]) || text(data["content"])) };
    }
    case "result":
      return { title: line(said(data["result"])) || "Done", note: text(object(data["tool_req"])["tool_name"]) };
    case "screen": {
      const where = text(object(data["metadata"])["url"]);
      return { title: line(text(data["text"])) || where || "Screenshot", note: line(where || text(data["type"]), 80) };
    }
    case "answer":
      return { title: line(said(data["answer"])) || "Answer", note: text(data["outcome"]) };
    case "error":
      return { title: line(text(data["error"])) || "Something went wrong", note: text(object(data["tool_req"])["tool_name"]) || text(data["origin"]) };
    case "file": {
      const size = number(data["size_bytes"]);
      return { title: text(data["name"]) || text(data["path"]) || "File", note: [text(data["direction"]) || text(data["origin"]), size === undefined ? "" : bytes(size)].filter(Boolean).join(" · ") };
    }
    case "usage": {
      const metrics = object(data["metrics"]);
      return { title: `${number(metrics["steps"]) ?? 0} steps`, note: "usage so far" };
    }
    case "gap":
      return { title: `Events ${event["from"]} to ${Number(event["to"]) - 1} are missing`, note: text(event["reason"]) };
    case "state":
      return state(text(event["type"]), data);
    case "other":
      return { title: text(event["type"]).replace(/Event$/, "") || "Event", note: line(said(event["data"]), 80) };
  }
}

function state(type: string, data: JsonObject): { title: string; note: string } {
  switch (type) {
    case "ActiveStateChangeEvent": {
      const calls = list(data["pending_tool_calls"]);
      const note = calls.map((call) => text(object(call)["tool_name"])).join(", ");
      return { title: label(text(data["state"])), note: calls.length ? `waits for ${note}` : "" };
    }
    case "AgentRunStatusChangeEvent":
      return { title: label(text(data["status"])), note: "" };
    case "AgentStartedEvent":
      return { title: "The agent started", note: "" };
    case "AgentCompletionEvent":
      return { title: `The agent ended: ${text(data["reason"])}`, note: "" };
    case "RequestStartEvent":
      return { title: "The request came in", note: "" };
    case "RequestStartDispatchedEvent":
      return { title: "The request was handed on", note: text(data["status"]) };
    case "RunnerSessionEvent":
      return { title: "An environment is ready", note: text(data["kind"]) };
    default:
      return { title: label(text(data["flow"]) || type), note: text(data["origin"]) };
  }
}
