/**
 * Watch and steer autonomous agent sessions.
 *
 * @packageDocumentation
 */

export { Client } from "./client.js";
export type { ClientOptions, LocalOptions, RunOptions } from "./client.js";
export * from "./errors.js";
export { wireEvent } from "./events.js";
export type { Event, Gap, StreamItem } from "./events.js";
export {
  attachAnswerSchema,
  attachToolDefinitions,
  runSession,
  streamSession,
  toCreateRequest,
  waitForSession,
} from "./functions.js";
export { assertRequestUnderLimit, fileFromBlob, fileFromPath } from "./files.js";
export * from "./generated/types.js";
export type * from "./generated/resources.js";
export type { BrowserProfiles } from "./profiles.js";
export type { KeyFunction } from "./hub.js";
export type { RequestOptions } from "./options.js";
export { isSettledSessionStatus, isTerminalSessionStatus } from "./results.js";
export type { SessionResult } from "./results.js";
export type { JsonSchema, OutputOf, StandardIssue, StandardResult, StandardSchema } from "./schema.js";
export { SessionHandle } from "./session.js";
export type {
  AnswerOf,
  AnswerSchema,
  FreeAnswer,
  Message,
  MessageInput,
  StartOptions,
  StreamOptions,
  WaitOptions,
  WatchOptions,
} from "./session.js";
export { EventStream } from "./stream.js";
export { tool, ToolWithdrawn } from "./tools.js";
export type { JsonToolOptions, StandardToolOptions, Tool, ToolContext } from "./tools.js";
export { signWebhook, verifyWebhook } from "./webhook.js";
