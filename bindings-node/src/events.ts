/** Events as programs see them: plain objects that `switch (event.type)` narrows, each with its index. */

import { fromWire, toWire } from "./convert.js";
import type { SessionEvent } from "./generated/types.js";

/**
 * One event of a session, with its place in the log: a stream opened at `index + 1` goes on right after it. A type that this version
 * does not know has the type `"unknown"` and is in `raw` as it came.
 */
export type Event = SessionEvent & { readonly index: number };

/** Events that cannot be had any more. The stream goes on behind them. */
export interface Gap {
  /** What tells it from an event. */
  readonly type: "gap";
  /** Index of the first lost event. */
  readonly index: number;
  /** Index of the first lost event. */
  readonly from: number;
  /** Index after the last lost event. */
  readonly to: number;
  /** Why: the server evicted them, its history could not be read, or one is larger than the client accepts. */
  readonly reason: "evicted" | "history_unavailable" | "too_large" | (string & {});
}

/** What a stream gives. */
export type StreamItem = Event | Gap;

/** An event of the wire as an event of ours. */
export function eventFrom(raw: unknown, index: number): Event {
  const whole =
    typeof raw === "object" && raw !== null && typeof (raw as { data?: unknown }).data === "object" && (raw as { data: unknown }).data !== null;
  // What is not even an event is passed on all the same.
  const event = whole ? fromWire("SessionEvent", raw) : { type: "unknown", raw };
  (event as { index: number }).index = index;
  return event as Event;
}

/** The event as it is on the wire, whatever it is: to store it, to log it, or for a program in another language. */
export function wireEvent(event: Event): unknown {
  const { index: _, ...rest } = event;
  return toWire("SessionEvent", rest);
}
