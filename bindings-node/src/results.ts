/** What a session came to. */

import { fromWire } from "./convert.js";
import type { Event, Gap } from "./events.js";
import type { AnswerOutcome, Metrics, ModelUsage, SessionErrorCode, TrajectoryStatus } from "./generated/types.js";

/** What a session came to, when it settled. */
export interface SessionResult<Answer = string | Readonly<Record<string, unknown>>> {
  /** The session. */
  readonly id: string;
  /** The status it settled with. */
  readonly status: TrajectoryStatus;
  /** The answer: text, or what the answer schema makes of it; null when there is none. */
  readonly answer: Answer | null;
  /** The agent's own verdict on its answer. */
  readonly outcome: AnswerOutcome | null;
  /** Why the session failed, in words. */
  readonly error: string | null;
  /** Why the session failed, as a category. */
  readonly errorCode: SessionErrorCode | null;
  /** Tokens per model. */
  readonly usage: readonly ModelUsage[];
  /** Steps and costs, if the service told them. */
  readonly metrics: Metrics | null;
  /** Index of the next event: watching again from here brings only what is new. */
  readonly nextFromIndex: number;
  /** The events; empty when they were not asked for, and in the result of a stream, which has handed them out. */
  readonly events: readonly Event[];
  /** What is missing in `events`. */
  readonly gaps: readonly Gap[];
}

interface Outcome {
  readonly id: string;
  readonly status: TrajectoryStatus;
  readonly answer: unknown;
  readonly outcome: AnswerOutcome | null;
  readonly error: string | null;
  readonly error_code: SessionErrorCode | null;
  readonly usage: unknown;
  readonly metrics: unknown;
  readonly next_index: number;
}

/** The result for what the native part tells. */
export function resultFrom(outcome: unknown, events: readonly Event[], gaps: readonly Gap[]): SessionResult<unknown> {
  const told = outcome as Outcome;
  return {
    id: told.id,
    status: told.status,
    answer: told.answer,
    outcome: told.outcome,
    error: told.error,
    errorCode: told.error_code,
    usage: fromWire({ list: "ModelUsage" }, told.usage) as readonly ModelUsage[],
    metrics: fromWire("Metrics", told.metrics) as Metrics | null,
    nextFromIndex: told.next_index,
    events,
    gaps,
  };
}

/** Whether a session with this status is over for good. */
export function isTerminalSessionStatus(status: TrajectoryStatus): boolean {
  return status === "completed" || status === "failed" || status === "timed_out" || status === "interrupted";
}

/** Whether a session with this status does nothing by itself: it is over, or idle. */
export function isSettledSessionStatus(status: TrajectoryStatus): boolean {
  return status === "idle" || isTerminalSessionStatus(status);
}
