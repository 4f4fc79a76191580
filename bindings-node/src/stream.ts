/** The stream of a session's events: an async iterator over pages that were read ahead. */

import { setImmediate } from "node:timers";

import type { NativeStream } from "./native.cjs";
import { errorFrom } from "./errors.js";
import type { ErrorDetails } from "./errors.js";
import { eventFrom } from "./events.js";
import type { StreamItem } from "./events.js";
import { hub } from "./hub.js";
import { resultFrom } from "./results.js";
import type { SessionResult } from "./results.js";
import { ToolRunner } from "./tools.js";
import type { Tool } from "./tools.js";

/** Most items that one crossing brings. */
const PAGE = 256;
/** Items in the buffer from which on a stream that runs tools reads no further by itself. */
const FULL = 1024;

/** Pages that are handed out without a wait before timers and sockets of the program get their turn. */
const STREAK = 16;
/** The one of the start of the program: test frameworks replace it. */
const soon = setImmediate;

type Failure = { readonly failure: unknown };
type Waiter = {
  readonly resolve: (result: IteratorResult<StreamItem, undefined>) => void;
  readonly reject: (reason: unknown) => void;
};
type Run =
  | { readonly index: number; readonly events: readonly unknown[] }
  | { readonly gap: { readonly from: number; readonly to: number; readonly reason: string } }
  | { readonly error: ErrorDetails };

/** How a stream is made. @internal */
export interface StreamSource {
  readonly fromIndex: number;
  readonly signal: AbortSignal | undefined;
  readonly tools: readonly Tool[];
  /** Whether `conclude` is called at the end, which then tells the result. */
  readonly isWait: boolean;
  /** Tools that are there and that nobody runs at the moment. */
  readonly idleTools?: (() => readonly Tool[]) | undefined;
  /** Opens the native stream under a token. */
  open(token: number): NativeStream;
}

/** Lets go of streams that nobody holds any more: their signals would otherwise keep a listener each. */
const abandoned = new FinalizationRegistry<() => void>((release) => release());

/**
 * A session's events in order, until it settles. It begins at once, reads ahead in the background, and is cheap to leave: `break`
 * drops the request in flight and sends nothing to the session.
 *
 * Calls of `next` queue, as those of an async generator do. Breaking off a wait loses no event: what was not delivered is behind
 * `cursor`, where a new stream goes on.
 */
export class EventStream implements AsyncIterableIterator<StreamItem, undefined, unknown> {
  #native: NativeStream | undefined;
  readonly #token: number;
  #runner: ToolRunner | undefined;
  #buffer: (StreamItem | Failure)[] = [];
  #at = 0;
  readonly #waiters: Waiter[] = [];
  #cursor: number;
  #over = false;
  #finished = false;
  #listening = false;
  #pumping = false;
  #streak = 0;
  #idleTools: (() => readonly Tool[]) | undefined;
  readonly #isWait: boolean;
  #result: SessionResult<unknown> | undefined;
  #release: (() => void) | undefined;

  /** @internal */
  constructor(source: StreamSource) {
    this.#cursor = source.fromIndex;
    this.#isWait = source.isWait;
    this.#idleTools = source.idleTools;
    this.#token = hub.token();
    const { signal } = source;
    if (signal?.aborted) {
      this.#fail(signal.reason);
      return;
    }
    const native = source.open(this.#token);
    this.#native = native;
    if (signal !== undefined) this.#obey(signal);
    if (source.tools.length > 0) {
      this.#runner = new ToolRunner(source.tools, native);
      this.#pump();
    }
  }

  /** Index of the event that comes next: a stream opened there goes on exactly where this one is. */
  get cursor(): number {
    return this.#cursor;
  }

  /** Whether nothing is watched any more. @internal */
  get isOver(): boolean {
    return this.#over;
  }

  /** What the session came to, once the stream has ended by itself and without an error. */
  get result(): SessionResult<unknown> | undefined {
    return this.#result;
  }

  /** The next event, or gap. */
  next(): Promise<IteratorResult<StreamItem, undefined>> {
    if (this.#waiters.length === 0) {
      const empty = this.#at === this.#buffer.length;
      if (empty && this.#streak >= STREAK && !this.#over) return this.#nextTurn();
      if (empty) {
        this.#streak += 1;
        this.#read();
      }
      if (this.#at < this.#buffer.length) {
        const item = this.#shift();
        if (!("failure" in item)) return Promise.resolve({ value: item, done: false });
        return Promise.reject(item.failure);
      }
      if (this.#over) return Promise.resolve({ value: undefined, done: true });
    }
    return new Promise((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
      if (this.#waiters.length === 1) {
        hub.hold();
        this.#pump();
      }
    });
  }

  /** As `next`, after the rest of the program had its turn: events that are always there would starve it. */
  #nextTurn(): Promise<IteratorResult<StreamItem, undefined>> {
    this.#streak = 0;
    return new Promise((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
      hub.hold();
      soon(() => this.#pump());
    });
  }

  /** Stops watching, at once. Nothing is sent to the session. Waits in progress end. */
  return(value?: unknown): Promise<IteratorResult<StreamItem, undefined>> {
    this.#detach();
    return Promise.resolve({ value: value as undefined, done: true });
  }

  /** Stops watching, at once, and rejects with `error`. */
  throw(error?: unknown): Promise<IteratorResult<StreamItem, undefined>> {
    this.#detach();
    return Promise.reject(error);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  /** The same as a WHATWG stream; it asks for an event when it is asked for one. */
  toReadableStream(): ReadableStream<StreamItem> {
    return new ReadableStream<StreamItem>(
      {
        pull: async (controller) => {
          const next = await this.next();
          if (next.done === true) controller.close();
          else controller.enqueue(next.value);
        },
        cancel: async () => {
          await this.return();
        },
      },
      { highWaterMark: 0 },
    );
  }

  #shift(): StreamItem | Failure {
    const item = this.#buffer[this.#at]!;
    this.#at += 1;
    if (this.#at === this.#buffer.length) {
      this.#buffer = [];
      this.#at = 0;
    }
    if (!("failure" in item)) this.#cursor = "from" in item && item.type === "gap" ? item.to : item.index + 1;
    // A stream that reads by itself had stopped for want of room.
    if (this.#runner !== undefined && !this.#listening && !this.#finished) this.#pump();
    return item;
  }

  /** Moves what there is from the native part into the buffer. */
  #read(): void {
    const native = this.#native;
    if (native === undefined) return;
    this.#runner?.drain();
    const page = native.drain(PAGE);
    if (page !== null) {
      for (const run of JSON.parse(page) as Run[]) {
        if ("events" in run) {
          let { index } = run;
          for (const raw of run.events) this.#buffer.push(eventFrom(raw, index++));
          if (this.#idleTools !== undefined) this.#hint(this.#idleTools());
        } else if ("gap" in run) {
          const { from, to, reason } = run.gap;
          this.#buffer.push({ type: "gap", index: from, from, to, reason });
        } else {
          this.#buffer.push({ failure: errorFrom(run.error) });
        }
      }
    }
    if (native.isFinished()) this.#finish(native);
  }

  /** A session that waits for tools which the handle has, and which nobody runs, would wait for ever: that is said once. */
  #hint(idle: readonly Tool[]): void {
    const last = this.#buffer.findLast((item) => "type" in item && item.type === "ActiveStateChangeEvent") as StreamItem | undefined;
    if (last?.type !== "ActiveStateChangeEvent" || last.data.state !== "awaiting_tool_results") return;
    const call = last.data.pendingToolCalls?.find((one) => idle.some((known) => known.name === one.toolName));
    if (call === undefined) return;
    this.#idleTools = undefined;
    process.emitWarning(
      `a session waits for the tool ${call.toolName}, which this stream does not run: stream() only watches; ` +
        "pass { tools: true }, or use waitForCompletion()",
      { type: "SteersmanWarning", code: "STEERSMAN_IDLE_TOOLS" },
    );
  }

  /** Delivers to those who wait, and sees to it that the rest is heard of. */
  #pump(): void {
    if (this.#listening || this.#pumping) return;
    this.#pumping = true;
    try {
      this.#pumpOn();
    } finally {
      this.#pumping = false;
    }
  }

  #pumpOn(): void {
    for (;;) {
      this.#read();
      while (this.#waiters.length > 0 && this.#at < this.#buffer.length) this.#deliver();
      if (this.#over || this.#finished) {
        this.#endWaiters();
        return;
      }
      const wanted = this.#waiters.length > 0 || (this.#runner !== undefined && this.#buffer.length - this.#at < FULL);
      if (!wanted) return;
      // Armed first, then listened: what is there already is read in this loop.
      if (this.#native?.arm() === true) continue;
      this.#listening = true;
      hub.listen(this.#token, () => {
        this.#listening = false;
        this.#streak = 0;
        hub.forget(this.#token);
        this.#pump();
      });
      return;
    }
  }

  #deliver(): void {
    const waiter = this.#waiters.shift()!;
    if (this.#waiters.length === 0) hub.release();
    const item = this.#shift();
    if ("failure" in item) waiter.reject(item.failure);
    else waiter.resolve({ value: item, done: false });
  }

  #endWaiters(): void {
    if (this.#at < this.#buffer.length) return;
    const waiters = this.#waiters.splice(0);
    if (waiters.length > 0) hub.release();
    for (const waiter of waiters) waiter.resolve({ value: undefined, done: true });
  }

  /** Everything was taken from the native part. */
  #finish(native: NativeStream): void {
    if (this.#finished) return;
    this.#finished = true;
    if (!this.#isWait && !this.#buffer.some((item) => "failure" in item)) {
      const outcome = native.outcome();
      if (outcome !== null) this.#result = resultFrom(JSON.parse(outcome), [], []);
    }
    this.#runner?.stop("session_ended");
    this.#close();
  }

  /** What the native part tells of a wait that has ended. @internal */
  conclude(): unknown {
    return JSON.parse(this.#concluded?.outcome() ?? "null");
  }

  #concluded: NativeStream | undefined;

  #detach(): void {
    this.#buffer = [];
    this.#at = 0;
    this.#native?.close();
    this.#runner?.stop("watch_ended");
    this.#close();
    this.#endWaiters();
  }

  #close(): void {
    this.#over = true;
    this.#concluded = this.#native ?? this.#concluded;
    this.#native = undefined;
    this.#listening = false;
    hub.forget(this.#token);
    this.#release?.();
    this.#release = undefined;
    abandoned.unregister(this);
  }

  #fail(reason: unknown): void {
    this.#detach();
    this.#buffer = [{ failure: reason }];
  }

  #obey(signal: AbortSignal): void {
    const release = EventStream.#listen(signal, new WeakRef(this));
    abandoned.register(this, release, this);
    this.#release = release;
  }

  /** Static, so that no closure here can hold the stream: a signal may live much longer. */
  static #listen(signal: AbortSignal, self: WeakRef<EventStream>): () => void {
    const onAbort = (): void => {
      const stream = self.deref();
      if (stream !== undefined) stream.#abort(signal.reason);
    };
    signal.addEventListener("abort", onAbort);
    return () => signal.removeEventListener("abort", onAbort);
  }

  /** The first of those who wait hears the reason; without any, the next one does. */
  #abort(reason: unknown): void {
    const first = this.#waiters.shift();
    if (first === undefined) {
      this.#fail(reason);
      return;
    }
    if (this.#waiters.length === 0) hub.release();
    this.#detach();
    first.reject(reason);
  }
}
