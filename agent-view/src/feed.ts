import { type Json, object, text } from "./json.ts";

/** Where the lines of a recording come from: the local process, or the page itself when it was saved. */
export interface Feed {
  start(take: (lines: string[]) => void, connection: (state: Connection) => void): void;
  readonly offline: boolean;
}

export type Connection = "connecting" | "open" | "lost" | "refused";

const base = (session: string): string => `./${encodeURIComponent(session)}`;

/** The local process. A lost connection is made again, from where each session was. */
export class LiveFeed implements Feed {
  readonly offline = false;
  private pause = 250;

  constructor(
    private readonly session: string,
    private readonly cursors: () => string,
  ) {}

  start(take: (lines: string[]) => void, connection: (state: Connection) => void): void {
    connection("connecting");
    const source = new EventSource(`${base(this.session)}/stream?from=${encodeURIComponent(this.cursors())}`);
    source.onopen = () => {
      this.pause = 250;
      connection("open");
    };
    source.onmessage = (message: MessageEvent<string>) => take(message.data.split("\n"));
    source.onerror = async () => {
      source.close();
      connection("lost");
      await new Promise((resolve) => setTimeout(resolve, this.pause));
      this.pause = Math.min(this.pause * 2, 5_000);
      if (await this.refused()) connection("refused");
      else this.start(take, connection);
    };
  }

  /** Whether the process is there again, and does not know this browser any more. */
  private async refused(): Promise<boolean> {
    try {
      const reply = await fetch(`${base(this.session)}/events?from=0&to=0`);
      return reply.status === 401;
    } catch {
      return false;
    }
  }
}

/** The lines that a saved page holds. */
export class SavedFeed implements Feed {
  readonly offline = true;
  readonly resources = new Map<string, string>();

  constructor(private readonly recording: string) {}

  start(take: (lines: string[]) => void, connection: (state: Connection) => void): void {
    let at = 0;
    const next = (): void => {
      const lines: string[] = [];
      for (let bytes = 0; at < this.recording.length && bytes < 1_000_000; ) {
        const end = this.recording.indexOf("\n", at);
        const line = this.recording.slice(at, end < 0 ? undefined : end).trim();
        at = end < 0 ? this.recording.length : end + 1;
        bytes += line.length;
        if (line.startsWith('{"type":"resource"')) this.keep(line);
        else if (line) lines.push(line);
      }
      take(lines);
      if (at < this.recording.length) setTimeout(next);
      else {
        take(['{"type":"live"}']);
        connection("open");
      }
    };
    next();
  }

  private keep(line: string): void {
    const { url, media_type, data_base64 } = object(JSON.parse(line) as Json);
    const type = text(media_type);
    if (/^image\/(png|jpeg|gif|webp)$/.test(type)) this.resources.set(text(url), `data:${type};base64,${text(data_base64)}`);
  }
}

/** The lines of a range of events. */
export async function loadLines(session: string, from: number, to: number): Promise<string[]> {
  const reply = await fetch(`${base(session)}/events?from=${from}&to=${to}`);
  if (!reply.ok) throw new Error(`${reply.status}`);
  return (await reply.text()).split("\n").filter(Boolean);
}

/** Where the picture or file at a place of an event is loaded from. */
export const resourceUrl = (session: string, index: number, at: string, name?: string): string =>
  `${base(session)}/resource?e=${index}&at=${encodeURIComponent(at)}${name === undefined ? "" : `&name=${encodeURIComponent(name || "file")}`}`;

export const exportUrl = (session: string, ending: "jsonl" | "html"): string => `${base(session)}/export.${ending}`;

/** Steps in; resolves when it is accepted, and throws what is wrong otherwise. */
export async function steer(session: string, action: { action: string; text?: string }): Promise<void> {
  let reply: Response;
  try {
    reply = await fetch(`${base(session)}/steer`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-steersman-view": "1" },
      body: JSON.stringify(action),
    });
  } catch {
    throw new Error("the local process does not answer; is the command still running?");
  }
  if (reply.ok) return;
  const body = (await reply.json().catch(() => null)) as Json;
  throw new Error(text(object(body)["error"]) || `refused with ${reply.status}`);
}

export async function listSessions(page: number): Promise<Json> {
  const reply = await fetch(`./sessions?page=${page}`);
  const body = (await reply.json().catch(() => null)) as Json;
  if (!reply.ok) throw new Error(text(object(body)["error"]) || `refused with ${reply.status}`);
  return body;
}
