import { KINDS, type Kind, kindOf } from "./classify.ts";
import { type Json, type JsonObject, list, number, object, text } from "./json.ts";

/** Bytes of event text that are kept; what is older is asked for again when it is looked at. */
const KEPT_BYTES = 48_000_000;
/** Events that are kept parsed. */
const KEPT_PARSED = 2_000;
const STATES = ["", "running", "idle", "awaiting_tool_results", "completed", "interrupted", "timed_out"] as const;
const PAUSED = 64;

/** A list of numbers that grows. */
class Column<A extends Float64Array | Int32Array | Uint8Array> {
  constructor(private array: A, private readonly grow: (length: number) => A) {}
  get(at: number): number {
    return this.array[at] ?? 0;
  }
  set(at: number, value: number): void {
    if (at >= this.array.length) {
      const bigger = this.grow(this.array.length * 2);
      bigger.set(this.array);
      this.array = bigger;
    }
    this.array[at] = value;
  }
}
const floats = () => new Column(new Float64Array(1024), (length) => new Float64Array(length));
const ints = () => new Column(new Int32Array(1024), (length) => new Int32Array(length));
const small = () => new Column(new Uint8Array(1024), (length) => new Uint8Array(length));

/** Neighbouring rows whose texts are kept, or dropped, together. */
interface Chunk {
  first: number;
  count: number;
  bytes: number;
  lines: string[] | null;
  used: number;
}

/** How the session stood at a row. */
export interface Standing {
  state: string;
  steps: number;
  tokens: number;
  cost: number | undefined;
  elapsed: number;
  /** The row of the newest screenshot; -1 when there is none. */
  screen: number;
  /** The row that announced the calls which are waited for; -1 when there are none. */
  pending: number;
}

/** Loads the lines of the events `from` up to, without, `to`. */
export type Loader = (session: string, from: number, to: number) => Promise<string[]>;

/** The events of one session. Of each event a few numbers are kept for good, its text only as long as there is room. */
export class SessionStore {
  rows = 0;
  meta: JsonObject = {};
  status: JsonObject | undefined;
  /** The session has ended; nothing will come. */
  over = false;
  live = false;
  trouble: string | undefined;
  nextIndex = 0;

  private readonly index = floats();
  private readonly kinds = small();
  private readonly times = floats();
  private readonly steps = ints();
  private readonly tokens = floats();
  private readonly costs = floats();
  private readonly screens = ints();
  private readonly pendings = ints();
  private readonly states = small();
  private readonly chunks: Chunk[] = [];
  private readonly parsed = new Map<number, JsonObject>();
  private readonly loading = new Map<Chunk, Promise<void>>();
  private kept = 0;
  private clock = 0;

  constructor(
    readonly id: string,
    private readonly load: Loader | undefined,
    private readonly changed: () => void,
  ) {}

  get parent(): string {
    return text(this.meta["parent_session_id"]);
  }
  get agent(): string {
    return text(this.meta["agent"]) || "Agent";
  }

  /** Takes lines that follow each other. */
  add(lines: string[]): void {
    const chunk: Chunk = { first: this.rows, count: 0, bytes: 0, lines: [], used: ++this.clock };
    for (const line of lines) {
      const event = this.parse(line);
      const index = number(event["type"] === "gap" ? event["from"] : event["index"]);
      if (index === undefined || index < this.nextIndex) continue;
      chunk.lines!.push(line);
      chunk.count += 1;
      chunk.bytes += line.length;
      this.note(index, event["type"] === "gap" ? event : object(event["event"]));
      this.nextIndex = event["type"] === "gap" ? (number(event["to"]) ?? index + 1) : index + 1;
    }
    if (chunk.count === 0) return;
    this.chunks.push(chunk);
    this.kept += chunk.bytes;
    this.drop(chunk);
  }

  private parse(line: string): JsonObject {
    try {
      return object(JSON.parse(line) as Json);
    } catch {
      return {};
    }
  }

  private note(index: number, event: JsonObject): void {
    const row = this.rows++;
    const before = row - 1;
    const kind = kindOf(event);
    const data = object(event["data"]);
    const time = Date.parse(text(event["timestamp"]));
    const last = row > 0 ? this.times.get(before) : 0;
    this.index.set(row, index);
    this.kinds.set(row, KINDS.indexOf(kind));
    this.times.set(row, Number.isNaN(time) ? last : Math.max(time, last));
    let steps = row > 0 ? this.steps.get(before) : 0;
    let tokens = row > 0 ? this.tokens.get(before) : 0;
    let cost = row > 0 ? this.costs.get(before) : Number.NaN;
    let screen = row > 0 ? this.screens.get(before) : -1;
    let pending = row > 0 ? this.pendings.get(before) : -1;
    let state = row > 0 ? this.states.get(before) : 0;
    const type = text(event["type"]);
    if (kind === "usage") {
      const metrics = object(data["metrics"]);
      steps = number(metrics["steps"]) ?? steps;
      tokens = usedTokens(list(metrics["cost_per_model"])) || tokens;
      cost = number(metrics["total_cost"]) ?? cost;
    } else if ((kind === "screen" || kind === "message") && imageOf(event)) {
      screen = row;
    } else if (type === "ActiveStateChangeEvent") {
      const now = text(data["state"]);
      state = (state & PAUSED) | Math.max(0, STATES.indexOf(now as "running"));
      pending = now === "awaiting_tool_results" ? row : -1;
    } else if (type === "AgentRunStatusChangeEvent") {
      const paused = data["status"] === "paused";
      state = paused ? state | PAUSED : (state & ~PAUSED) || 1;
    } else if (type === "AgentCompletionEvent") {
      const ends: Record<string, number> = { finished: 4, stopped: 5, timed_out: 6 };
      state = ends[text(data["reason"])] ?? state;
      pending = -1;
    } else if (type === "AgentStartedEvent") {
      state = 1;
    }
    this.steps.set(row, steps);
    this.tokens.set(row, tokens);
    this.costs.set(row, cost);
    this.screens.set(row, screen);
    this.pendings.set(row, pending);
    this.states.set(row, state);
  }

  /** Keeps memory within bounds; what can be asked for again goes, oldest use first. */
  private drop(spared: Chunk): void {
    if (!this.load || this.kept <= KEPT_BYTES) return;
    const kept = this.chunks.filter((chunk) => chunk.lines && chunk !== spared).sort((a, b) => a.used - b.used);
    for (const chunk of kept) {
      if (this.kept <= KEPT_BYTES * 0.8) break;
      chunk.lines = null;
      this.kept -= chunk.bytes;
    }
  }

  private chunkOf(row: number): Chunk | undefined {
    let low = 0;
    let high = this.chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.chunks[middle]!.first <= row) low = middle;
      else high = middle - 1;
    }
    return this.chunks[low];
  }

  /** The lines of a chunk, asked for if need be. */
  private async lines(chunk: Chunk): Promise<string[]> {
    while (!chunk.lines && this.load) {
      let loading = this.loading.get(chunk);
      if (!loading) {
        loading = this.fill(chunk).finally(() => this.loading.delete(chunk));
        this.loading.set(chunk, loading);
      }
      await loading;
    }
    chunk.used = ++this.clock;
    return chunk.lines ?? [];
  }

  private async fill(chunk: Chunk): Promise<void> {
    const last = chunk.first + chunk.count - 1;
    const lines: string[] = [];
    while (lines.length < chunk.count) {
      const from = this.index.get(chunk.first + lines.length);
      const more = await this.load!(this.id, from, this.index.get(last) + 1);
      if (more.length === 0) throw new Error("the events are not there any more");
      lines.push(...more);
    }
    chunk.lines = lines;
    this.kept += chunk.bytes;
    this.drop(chunk);
    this.changed();
  }

  /** The event of a row; undefined while it is asked for. A gap is an object of type `gap`. */
  event(row: number): JsonObject | undefined {
    if (row < 0 || row >= this.rows) return undefined;
    const known = this.parsed.get(row);
    if (known) return known;
    const chunk = this.chunkOf(row);
    if (!chunk?.lines) {
      if (chunk && !this.loading.has(chunk)) this.lines(chunk).catch(() => {});
      return undefined;
    }
    chunk.used = ++this.clock;
    const line = this.parse(chunk.lines[row - chunk.first] ?? "");
    const event = line["type"] === "gap" ? line : object(line["event"]);
    if (this.parsed.size >= KEPT_PARSED) this.parsed.delete(this.parsed.keys().next().value!);
    this.parsed.set(row, event);
    return event;
  }

  /** Goes through the texts of all rows from one on, without keeping what was not kept. */
  async *scan(from: number): AsyncGenerator<{ row: number; line: string }[]> {
    for (let row = from; row < this.rows; ) {
      const chunk = this.chunkOf(row)!;
      const lines = await this.lines(chunk);
      yield lines.slice(row - chunk.first).map((line, at) => ({ row: row + at, line }));
      row = chunk.first + chunk.count;
    }
  }

  kind(row: number): Kind {
    return KINDS[this.kinds.get(row)] ?? "other";
  }
  indexAt(row: number): number {
    return this.index.get(row);
  }
  timeAt(row: number): number {
    return this.times.get(row);
  }

  /** The row of an index, or of the nearest one before it. */
  rowOf(index: number): number {
    return this.lastRow((row) => this.index.get(row) <= index);
  }
  /** The last row that is not later than a time. */
  rowAt(time: number): number {
    return this.lastRow((row) => this.times.get(row) <= time);
  }
  private lastRow(fits: (row: number) => boolean): number {
    let low = 0;
    let high = this.rows - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (fits(middle)) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, Math.min(low, this.rows - 1));
  }

  /** How things stood when the event of a row had happened. At the tip, what the server says counts. */
  standing(row: number): Standing {
    const state = this.states.get(row);
    const start = Date.parse(text(this.meta["started_at"]) || text(this.meta["created_at"])) || this.times.get(0);
    const cost = this.costs.get(row);
    const standing: Standing = {
      state: state & PAUSED ? "paused" : (STATES[state & 63] ?? ""),
      steps: this.steps.get(row),
      tokens: this.tokens.get(row),
      cost: Number.isNaN(cost) ? undefined : cost,
      elapsed: this.rows > 0 ? Math.max(0, this.times.get(row) - start) : 0,
      screen: this.rows > 0 ? this.screens.get(row) : -1,
      pending: this.rows > 0 ? this.pendings.get(row) : -1,
    };
    if (row >= this.rows - 1 && this.status) {
      standing.state = text(this.status["status"]) || standing.state;
      standing.steps = Math.max(standing.steps, number(this.status["steps"]) ?? 0);
      standing.tokens = Math.max(standing.tokens, usedTokens(list(this.status["usage_per_model"])));
      if (this.over) standing.pending = -1;
      else if (this.rows === 0 || ["running", "paused", "awaiting_tool_results"].includes(standing.state)) {
        standing.elapsed = Math.max(standing.elapsed, start ? Date.now() - start : 0);
      }
    }
    if (!standing.state && this.rows > 0) standing.state = "pending";
    return standing;
  }
}

function usedTokens(models: Json[]): number {
  let sum = 0;
  for (const model of models) {
    const { input_tokens, output_tokens, reasoning_tokens } = object(model);
    sum += (number(input_tokens) ?? 0) + (number(output_tokens) ?? 0) + (number(reasoning_tokens) ?? 0);
  }
  return sum;
}

/** The newest picture of an event: where it stands in the event, and its source. */
export function imageOf(event: JsonObject): { at: string; source: string } | undefined {
  const data = object(event["data"]);
  const image = object(data["image"]);
  if (text(image["source"])) return { at: "/data/image/source", source: text(image["source"]) };
  const content = list(data["content"]);
  for (let at = content.length - 1; at >= 0; at--) {
    const source = text(object(content[at])["source"]);
    if (source) return { at: `/data/content/${at}/source`, source };
  }
  return undefined;
}
