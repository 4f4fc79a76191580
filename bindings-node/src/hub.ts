/** Calls by number and streams by token, woken by one native function. It keeps the process alive only while something is awaited. */

import { clearInterval, setInterval } from "node:timers";

import native from "./native.cjs";
import type { Bridge } from "./native.cjs";
import { errorFrom } from "./errors.js";
import type { ErrorDetails } from "./errors.js";

/** What a call came to. */
export interface Reply {
  /** The number of the call. */
  readonly id: number;
  /** The JSON of the wire; undefined when there was none. */
  readonly value?: unknown;
  /** The revision that the reply's header told. */
  readonly revision?: number;
}

interface Message extends Partial<Reply> {
  readonly error?: ErrorDetails;
  readonly stream?: number;
  readonly key?: number;
  readonly source?: number;
}

/** Gives the API key. */
export type KeyFunction = () => string | Promise<string>;

/** Longer than any wait: the timer only holds the process. */
const LONG = 0x7fffffff;

class Hub {
  readonly bridge: Bridge;
  readonly #calls = new Map<number, (message: Message) => void>();
  readonly #streams = new Map<number, () => void>();
  readonly #keys = new Map<number, KeyFunction>();
  #nextId = 1;
  #held = 0;
  #holder: NodeJS.Timeout | undefined;

  constructor() {
    this.bridge = new native.Bridge(() => this.#drain());
  }

  /** Keeps the process alive until as many releases as holds were made. */
  hold(): void {
    this.#held += 1;
    this.#holder ??= setInterval(() => {}, LONG);
  }

  release(): void {
    this.#held -= 1;
    if (this.#held === 0) {
      clearInterval(this.#holder);
      this.#holder = undefined;
    }
  }

  /** Starts a native call and waits for it; an aborted signal stops it at once. */
  call(start: (id: number) => void, signal?: AbortSignal | undefined): Promise<Reply> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const id = this.#id();
      const settle = (): void => {
        this.#calls.delete(id);
        signal?.removeEventListener("abort", onAbort);
        this.release();
      };
      const onAbort = (): void => {
        settle();
        this.bridge.cancel(id);
        reject(signal?.reason);
      };
      this.#calls.set(id, (message) => {
        settle();
        if (message.error === undefined) resolve(message as Reply);
        else reject(errorFrom(message.error));
      });
      signal?.addEventListener("abort", onAbort);
      this.hold();
      try {
        start(id);
      } catch (error) {
        settle();
        reject(error);
      }
    });
  }

  /** A number for a stream. */
  token(): number {
    return this.#id();
  }

  /** Says what is to be done when the stream with this token has something. */
  listen(token: number, wake: () => void): void {
    this.#streams.set(token, wake);
  }

  forget(token: number): void {
    this.#streams.delete(token);
  }

  /** Keeps a function that gives the key; undone by `dropKey`. */
  keepKey(key: KeyFunction): number {
    const source = this.#id();
    this.#keys.set(source, key);
    return source;
  }

  dropKey(source: number): void {
    this.#keys.delete(source);
  }

  #id(): number {
    const id = this.#nextId;
    // Numbers cross as 32 bits; after four thousand million calls the first ones are long over.
    this.#nextId = id === 0xffffffff ? 1 : id + 1;
    return id;
  }

  #drain(): void {
    for (const message of JSON.parse(this.bridge.drain()) as Message[]) {
      if (message.stream !== undefined) this.#streams.get(message.stream)?.();
      else if (message.key !== undefined) void this.#provideKey(message.key, message.source);
      else if (message.id !== undefined) this.#calls.get(message.id)?.(message);
    }
  }

  async #provideKey(id: number, source: number | undefined): Promise<void> {
    try {
      const key = await this.#keys.get(source ?? 0)?.();
      if (typeof key === "string") this.bridge.provideKey(id, key, undefined);
      else this.bridge.provideKey(id, undefined, "the function for the API key gave no text");
    } catch (error) {
      this.bridge.provideKey(id, undefined, error instanceof Error ? error.message : String(error));
    }
  }
}

/** The hub of this realm. */
export const hub = new Hub();
