/** Browser profiles: the generated operations, and their upload as one call. */

import { fromWire, toWire } from "./convert.js";
import { BrowserProfiles as Generated } from "./generated/resources.js";
import type { BrowserProfileCreate, BrowserProfileRead } from "./generated/types.js";
import { hub } from "./hub.js";
import { callSettings, signalOf } from "./options.js";
import type { RequestOptions } from "./options.js";

/** The operations of `client.browserProfiles`. */
export class BrowserProfiles extends Generated {
  /** Brings in a browser profile: a zip of at most 1 GiB, by its path or as bytes. The API key does not travel with it. */
  async upload(
    archive: string | URL | Uint8Array,
    profile: BrowserProfileCreate,
    options?: RequestOptions,
  ): Promise<BrowserProfileRead> {
    const path = archive instanceof Uint8Array ? undefined : pathOf(archive);
    const bytes = archive instanceof Uint8Array ? archive : undefined;
    const body = JSON.stringify(toWire("BrowserProfileCreate", profile));
    const settings = callSettings(options);
    const reply = await hub.call((id) => this.client.uploadProfile(id, path, bytes, body, settings), signalOf(options));
    return fromWire("BrowserProfileRead", reply.value) as BrowserProfileRead;
  }
}

function pathOf(file: string | URL): string {
  return typeof file === "string" ? file : decodeURIComponent(file.pathname);
}
