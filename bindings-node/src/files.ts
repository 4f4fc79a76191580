/** Files that go with messages, and the limits of a request. */

import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

import { errorFrom } from "./errors.js";
import type { FileContentInput } from "./generated/types.js";

/** A file from disk, for the `files` of a message. The media type is guessed by the service when it is not given. */
export async function fileFromPath(path: string | URL, mediaType?: string): Promise<FileContentInput> {
  const place = typeof path === "string" ? path : fileURLToPath(path);
  return fileOf(await readFile(place), basename(place), mediaType);
}

/** A file from a `Blob`; one that is no `File` needs a name. */
export async function fileFromBlob(blob: Blob, name?: string): Promise<FileContentInput> {
  const known = name ?? (blob as { name?: string }).name;
  if (known === undefined || known === "") {
    throw errorFrom({ kind: "invalid_argument", message: "name: a Blob has none, so one is needed", field: "name" });
  }
  return fileOf(Buffer.from(await blob.arrayBuffer()), known, blob.type === "" ? undefined : blob.type);
}

function fileOf(content: Buffer, name: string, mediaType: string | undefined): FileContentInput {
  const file = { type: "base64", source: content.toString("base64"), name };
  return mediaType === undefined ? file : { ...file, mediaType };
}

/** Refuses a request that is over the API's limit, 10,000,000 bytes of JSON. Calls check this by themselves. */
export function assertRequestUnderLimit(request: unknown, maxBytes = 10_000_000): void {
  const bytes = Buffer.byteLength(JSON.stringify(request) ?? "");
  if (bytes > maxBytes) {
    const message = `the request has ${bytes} bytes, more than the ${maxBytes} that the API takes`;
    throw errorFrom({ kind: "body_too_large", message });
  }
}
