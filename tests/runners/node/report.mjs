/** What a program saw, as the trace has it. */

import { AnswerValidationError, SteersmanError, wireEvent } from "../../../bindings-node/dist/esm/index.js";

/** Fields that say something. */
function said(fields) {
  const silent = (value) => value === undefined || value === null || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !silent(value)));
}

export function item(item) {
  if (item.type === "gap") return { gap: gap(item) };
  return { event: { index: item.index, raw: wireEvent(item) } };
}

function gap({ from, to, reason }) {
  return { from, to, reason };
}

/** An outcome; a wait's events are shown by their indices. */
export function outcome(result) {
  return said({
    status: result.status,
    answer: result.answer,
    outcome: result.outcome,
    error: result.error,
    error_code: result.errorCode,
    next_index: result.nextFromIndex,
    events: indices(result.events) || undefined,
    gaps: result.gaps.map(gap),
  });
}

/** `0..3`, or `0..3, 5..8` where some are missing. */
function indices(events) {
  const runs = [];
  for (const { index } of events) {
    const last = runs.at(-1);
    if (last?.[1] === index) last[1] += 1;
    else runs.push([index, index + 1]);
  }
  return runs.map(([from, to]) => `${from}..${to}`).join(", ");
}

/** An error. The text is shown where it is the server's. */
export function error(error) {
  return {
    error: said({
      kind: error.code,
      retry: error.retry,
      status: error.status,
      message: error.status === undefined ? undefined : error.message,
      operation: error.operation,
      session: error.sessionId,
      cursor: error.cursor,
      field: error.field === undefined ? undefined : snake(error.field),
      quota: error.quota.map(({ limit, scope }) => ({ limit, scope })),
      cause: error.cause instanceof SteersmanError ? error.cause.code : undefined,
      rejected: error instanceof AnswerValidationError ? outcome(error.result) : undefined,
    }),
  };
}

/** What a call gave, with the names of the wire. */
export function reply(value) {
  return { reply: value === undefined ? null : renamed(value, snake) };
}

/** The same value with other names for its members. Only for values that hold no JSON of the user. */
export function renamed(value, rename) {
  if (Array.isArray(value)) return value.map((one) => renamed(one, rename));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [rename(name), renamed(one, rename)]));
}

export const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
export const camel = (name) => name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
