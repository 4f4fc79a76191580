/** What the classes of the resources share: calls by name, lists page by page, downloads. */

import type { NativeClient, NativeDownload } from "./native.cjs";
import { argumentsToWire, fromWire } from "./convert.js";
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
    const paging = operations[name]?.paging;
    let asked = args;
    let taken = typeof args["offset"] === "number" ? args["offset"] : 0;
    for (;;) {
      const page = await this.call<Args>(name, asked, options);
      const entries = (Object.values(page).find((value) => Array.isArray(value)) ?? []) as T[];
      yield* entries;
      if (entries.length === 0) return;
      const total = typeof page["total"] === "number" ? page["total"] : 0;
      if (paging === "after_last") {
        if (page["truncated"] !== true) return;
        const last = entries[entries.length - 1] as Args;
        asked = { ...args, modifiedBefore: last["modifiedAt"], nameAfter: last["name"] };
        continue;
      }
      if (paging === "offsets") {
        taken += entries.length;
        if (total > 0 && taken >= total) return;
        asked = { ...args, offset: taken };
        continue;
      }
      // A page may hold fewer entries than asked for without being the last: only the total and an empty page end the list.
      const number = typeof asked["page"] === "number" ? asked["page"] : 1;
      const size = typeof args["size"] === "number" ? args["size"] : Number(page["size"] ?? entries.length);
      if (total > 0 && number * size >= total) return;
      asked = { ...args, page: number + 1 };
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
