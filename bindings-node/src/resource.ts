/** What the classes of the resources share: calls by name, lists page by page, downloads. */

import type { NativeClient, NativeDownload } from "./native.cjs";
import { argumentsToWire, fromWire } from "./convert.js";
import { native } from "./errors.js";
import { operations } from "./generated/shapes.js";
import { hub } from "./hub.js";
import { callSettings, signalOf } from "./options.js";
import type { RequestOptions } from "./options.js";

type Args = Record<string, unknown>;

/** The base of the resources. */
export class Resource {
  readonly #client: NativeClient;

  /** @internal */
  constructor(client: NativeClient) {
    this.#client = client;
  }

  /** @internal */
  protected async call<T>(name: string, args: Args, options?: RequestOptions): Promise<T> {
    const operation = operations[name];
    const body = JSON.stringify(argumentsToWire(operation?.args, args));
    const settings = callSettings(options);
    const reply = await hub.call((id) => this.#client.call(id, name, body, settings), signalOf(options));
    if (reply.value === undefined) return (operation?.reply === undefined ? undefined : null) as T;
    const value = fromWire(operation?.reply, reply.value);
    if (reply.revision === undefined || typeof value !== "object" || value === null) return value as T;
    return { ...value, revision: reply.revision } as T;
  }

  /** @internal */
  protected async *all<T>(name: string, args: Args, options?: RequestOptions): AsyncIterableIterator<T> {
    const operation = operations[name];
    const body = JSON.stringify(argumentsToWire(operation?.args, args));
    const settings = callSettings(options);
    const signal = signalOf(options);
    const pages = native(() => this.#client.pages(name, body, settings));
    for (;;) {
      const reply = await hub.call((id) => pages.next(id), signal);
      if (reply.value === undefined) return;
      for (const entry of reply.value as unknown[]) yield fromWire(operation?.entry, entry) as T;
    }
  }

  /** @internal */
  protected async download(_name: string, args: Args, options?: RequestOptions): Promise<ReadableStream<Uint8Array>> {
    const settings = callSettings(options);
    const signal = signalOf(options);
    const [session, bucket, key] = [String(args["id"]), String(args["bucket"]), String(args["key"])];
    const reply = await hub.call((id) => this.#client.download(id, session, bucket, key, settings), signal);
    return piecesOf(hub.bridge.takeDownload(reply.id), signal);
  }

  /** @internal */
  protected get client(): NativeClient {
    return this.#client;
  }
}

function piecesOf(download: NativeDownload, signal: AbortSignal | undefined): ReadableStream<Uint8Array> {
  const stop = new AbortController();
  const either = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const reply = await hub.call((id) => download.read(id), either);
        const piece = hub.bridge.takePiece(reply.id);
        if (piece === null) controller.close();
        else controller.enqueue(piece);
      },
      cancel(reason) {
        stop.abort(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
