/** What can be said about a call, and how it reaches the native part. */

import { errorFrom } from "./errors.js";

/** What can be said about one call. */
export interface RequestOptions {
  /** Stops the call; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** The same as `signal`. */
  readonly abortSignal?: AbortSignal | undefined;
  /** The longest time for one attempt, in milliseconds, instead of the client's. */
  readonly timeoutMs?: number | undefined;
  /** The same in seconds. */
  readonly timeoutInSeconds?: number | undefined;
  /** The longest time for the whole call, its retries included, in milliseconds. Default: no limit. */
  readonly deadlineMs?: number | undefined;
  /** Most retries, instead of the client's. */
  readonly maxRetries?: number | undefined;
  /** Headers added to the request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Query parameters added to the request. */
  readonly queryParams?: Readonly<Record<string, unknown>> | undefined;
  /** Members merged into the JSON object of the body. */
  readonly body?: Readonly<Record<string, unknown>> | undefined;
}

/** The signal of a call. */
export function signalOf(options: RequestOptions | undefined): AbortSignal | undefined {
  return options?.signal ?? options?.abortSignal;
}

/** The options of a call as the native part reads them. */
export function callSettings(options: RequestOptions | undefined): string {
  if (options === undefined) return "{}";
  const query = Object.entries(options.queryParams ?? {}).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : (Array.isArray(value) ? value : [value]).map((one) => [name, String(one)]),
  );
  return JSON.stringify({
    timeoutMs: timeoutOf(options),
    deadlineMs: options.deadlineMs,
    maxRetries: options.maxRetries,
    headers: Object.entries(options.headers ?? {}),
    query,
    body: options.body,
  });
}

/** A time-out that may be given in two units. */
export function timeoutOf(options: { timeoutMs?: number | undefined; timeoutInSeconds?: number | undefined }): number | undefined {
  const { timeoutMs, timeoutInSeconds } = options;
  const time = timeoutMs ?? (timeoutInSeconds === undefined ? undefined : timeoutInSeconds * 1000);
  if (time !== undefined && !(time >= 0)) {
    throw errorFrom({ kind: "invalid_argument", message: "timeoutMs: expected a time of 0 or more", field: "timeoutMs" });
  }
  return time;
}
