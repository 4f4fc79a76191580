/** Errors: one base class, one class per kind, recognised by `instanceof` across realms and copies of the package. */

import type { SessionResult } from "./results.js";

/** What kind of trouble it was; the same words in every language. */
export type ErrorKind =
  | "configuration"
  | "invalid_argument"
  | "body_too_large"
  | "connect"
  | "connection_lost"
  | "request_timeout"
  | "deadline_exceeded"
  | "bad_request"
  | "authentication"
  | "permission_denied"
  | "not_found"
  | "conflict"
  | "gone"
  | "precondition_failed"
  | "content_too_large"
  | "unprocessable"
  | "rate_limited"
  | "server"
  | "unexpected_status"
  | "decode"
  | "response_too_large"
  | "answer_validation"
  | "webhook_verification"
  | "tool_definition"
  | "cancelled"
  | "session_ended"
  | "internal";

/** One reason of a quota error: which limit was met, and whose. */
export interface QuotaLimit {
  /** `plan_limit`, `capacity`, `queue_full`, or a newer word. */
  readonly limit: string;
  /** The explanation for people; empty when the server gave none. */
  readonly message: string;
  /** `user`, `org`, `platform`, or a newer word; null when the server did not say. */
  readonly scope: string | null;
}

/** What an error is made from. */
export interface ErrorDetails {
  /** The kind; it becomes the error's `code`. */
  readonly kind: ErrorKind;
  /** What went wrong, in words. */
  readonly message: string;
  /** Whether the same request may succeed later. Default `never`. */
  readonly retry?: "never" | "perhaps" | "exhausted";
  /** The operation that failed. */
  readonly operation?: string;
  /** The HTTP status. */
  readonly status?: number;
  /** What the response said. */
  readonly body?: unknown;
  /** The headers of the response. Default: none. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The session it was about. */
  readonly sessionId?: string;
  /** Index of the next event. */
  readonly cursor?: number;
  /** The argument or JSON member that is wrong. */
  readonly field?: string;
  /** How long the server asked to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** Which limits were met. Default: none. */
  readonly quota?: readonly QuotaLimit[];
  /** What it came from. */
  readonly cause?: unknown;
}

/** On the prototypes of all classes here: the names of the class and of those it extends. */
const FAMILY = Symbol.for("steersman.error");

/** Anything that went wrong, with its context. */
export class SteersmanError extends Error {
  /** The kind, such as `rate_limited`. */
  readonly code: ErrorKind;
  /** Whether the same request, sent again, may succeed: `never`, `perhaps`, or `exhausted` when it was retried enough. */
  readonly retry: "never" | "perhaps" | "exhausted";
  /** The operation that failed, such as `sessions.get_session`. */
  readonly operation: string | undefined;
  /** The HTTP status, when there was a response. */
  readonly status: number | undefined;
  /** What the response said: JSON, or text when it was none. Secrets in it are replaced by `***`. */
  readonly body: unknown;
  /** The headers of the response. */
  readonly headers: Readonly<Record<string, string>>;
  /** The session it was about. */
  readonly sessionId: string | undefined;
  /** Index of the next event, when watching failed: a new stream opened there goes on without loss. */
  readonly cursor: number | undefined;
  /** The argument or JSON member that is wrong. */
  readonly field: string | undefined;
  /** How long the server asked to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** Which limits were met, for `rate_limited`. */
  readonly quota: readonly QuotaLimit[];

  constructor(details: ErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.kind;
    this.retry = details.retry ?? "never";
    this.operation = details.operation;
    this.status = details.status;
    this.body = details.body;
    this.headers = details.headers ?? {};
    this.sessionId = details.sessionId;
    this.cursor = details.cursor;
    this.field = details.field;
    this.retryAfterMs = details.retryAfterMs;
    this.quota = details.quota ?? [];
  }

  /** Whether the trouble may pass by itself. */
  get isTransient(): boolean {
    return this.retry !== "never";
  }

  /** True for errors of other realms and other copies of this package too. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (typeof value !== "object" || value === null) return false;
    const wanted = Object.hasOwn(this.prototype, FAMILY) ? familyOf(this.prototype) : undefined;
    // A class that a program derived itself is told by its prototype, as ever.
    if (wanted === undefined) return Object.prototype.isPrototypeOf.call(this.prototype, value);
    return familyOf(value)?.includes(wanted[0]!) ?? false;
  }
}

function familyOf(value: object): readonly string[] | undefined {
  return (value as { [FAMILY]?: readonly string[] })[FAMILY];
}

/** An answer of the API that is not a success. */
export class ApiError extends SteersmanError {}
/** Something took too long. */
export class TimeoutError extends SteersmanError {}

/** The client cannot be made or used like this: no key, an unusable URL, a key over plain http. */
export class ConfigurationError extends SteersmanError {}
/** An argument is wrong; `field` names it. Nothing was sent. */
export class InvalidArgumentError extends SteersmanError {}
/** The request is over the API's limit. Nothing was sent. */
export class BodyTooLargeError extends SteersmanError {}
/** No connection could be made. The request was not sent. */
export class ConnectError extends SteersmanError {}
/** The connection broke after the request was sent; whether it took effect is unknown. */
export class ConnectionLostError extends SteersmanError {}
/** No complete answer within the time-out of a request. */
export class RequestTimeoutError extends TimeoutError {}
/** The time that was given passed; `cursor` says where to go on. */
export class DeadlineExceededError extends TimeoutError {}
/** 400. */
export class BadRequestError extends ApiError {}
/** 401: the key is missing or not valid. */
export class AuthenticationError extends ApiError {}
/** 403. */
export class PermissionDeniedError extends ApiError {}
/** 404: unknown, or not visible to the caller. */
export class NotFoundError extends ApiError {}
/** 409. */
export class ConflictError extends ApiError {}
/** 410. */
export class GoneError extends ApiError {}
/** 412: the revision that was named is not the current one any more. */
export class PreconditionFailedError extends ApiError {}
/** 413. */
export class ContentTooLargeError extends ApiError {}
/** 422: the server did not accept the content. */
export class UnprocessableError extends ApiError {}
/** 429; see `quota` and `retryAfterMs`. */
export class RateLimitedError extends ApiError {}
/** 5xx. */
export class ServerError extends ApiError {}
/** Any other status that is not a success. */
export class UnexpectedStatusError extends ApiError {}
/** The response is not what the operation returns. */
export class DecodeError extends SteersmanError {}
/** The response is over the client's limit. */
export class ResponseTooLargeError extends SteersmanError {}
/** A webhook delivery is not genuine, too old, or not readable; `field` says which part. */
export class WebhookVerificationError extends SteersmanError {}
/** A tool is not declared correctly; `field` says what. */
export class ToolDefinitionError extends SteersmanError {}
/** The work was stopped. */
export class CancelledError extends SteersmanError {}
/** The session has ended, so it cannot do this any more. */
export class SessionEndedError extends SteersmanError {}
/** A fault of this library. */
export class InternalError extends SteersmanError {}

/** The answer does not fit the schema that was asked for. Everything else the session came to is in `result`. */
export class AnswerValidationError extends SteersmanError {
  /** The answer as it came. */
  readonly raw: unknown;
  /** What the session came to. */
  readonly result: SessionResult<unknown>;
  /** What does not fit, one line each. */
  readonly reasons: readonly string[];

  constructor(details: ErrorDetails, result: SessionResult<unknown>, reasons: readonly string[]) {
    super(details);
    this.raw = result.answer;
    this.result = result;
    this.reasons = reasons;
  }
}

const classes: Readonly<Record<Exclude<ErrorKind, "answer_validation">, typeof SteersmanError>> = {
  configuration: ConfigurationError,
  invalid_argument: InvalidArgumentError,
  body_too_large: BodyTooLargeError,
  connect: ConnectError,
  connection_lost: ConnectionLostError,
  request_timeout: RequestTimeoutError,
  deadline_exceeded: DeadlineExceededError,
  bad_request: BadRequestError,
  authentication: AuthenticationError,
  permission_denied: PermissionDeniedError,
  not_found: NotFoundError,
  conflict: ConflictError,
  gone: GoneError,
  precondition_failed: PreconditionFailedError,
  content_too_large: ContentTooLargeError,
  unprocessable: UnprocessableError,
  rate_limited: RateLimitedError,
  server: ServerError,
  unexpected_status: UnexpectedStatusError,
  decode: DecodeError,
  response_too_large: ResponseTooLargeError,
  webhook_verification: WebhookVerificationError,
  tool_definition: ToolDefinitionError,
  cancelled: CancelledError,
  session_ended: SessionEndedError,
  internal: InternalError,
};

for (const kind of [SteersmanError, ApiError, TimeoutError, AnswerValidationError, ...Object.values(classes)]) {
  // Names are written out, not read from the classes: minifiers change those.
  const own = kind === SteersmanError ? "SteersmanError" : nameOf(kind);
  const parent = familyOf(Object.getPrototypeOf(kind.prototype) as object) ?? [];
  Object.defineProperty(kind.prototype, "name", { value: own, configurable: true, writable: true });
  Object.defineProperty(kind.prototype, FAMILY, { value: [own, ...parent] });
}

function nameOf(wanted: unknown): string {
  if (wanted === ApiError) return "ApiError";
  if (wanted === TimeoutError) return "TimeoutError";
  if (wanted === AnswerValidationError) return "AnswerValidationError";
  const kind = Object.entries(classes).find(([, known]) => known === wanted)?.[0] ?? "steersman";
  return kind.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase()) + "Error";
}

/** The error for what the native part reports. */
export function errorFrom(details: ErrorDetails): SteersmanError {
  const cause = causeFrom(details.cause);
  const known = (classes as Record<string, typeof SteersmanError | undefined>)[details.kind] ?? SteersmanError;
  const { cause: _, ...rest } = details;
  return new known(cause === undefined ? rest : { ...rest, cause });
}

function causeFrom(cause: unknown): Error | undefined {
  if (typeof cause !== "object" || cause === null) return undefined;
  const details = cause as { kind?: ErrorKind; message?: string; cause?: unknown };
  if (details.kind !== undefined) return errorFrom(details as ErrorDetails);
  const deeper = causeFrom(details.cause);
  return new Error(details.message, deeper === undefined ? undefined : { cause: deeper });
}

/** What the native part threw, as details; undefined when it was something else. */
export function thrownDetails(error: unknown): (ErrorDetails & Record<string, unknown>) | undefined {
  if (!(error instanceof Error) || !error.message.startsWith('{"kind":')) return undefined;
  return JSON.parse(error.message) as ErrorDetails & Record<string, unknown>;
}

/** Calls the native part; what it throws becomes an error of ours. */
export function native<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const details = thrownDetails(error);
    throw details === undefined ? error : errorFrom(details);
  }
}
