import { GROUPS, type Kind, KINDS, summary } from "./classify.ts";
import { type Connection, type Feed, LiveFeed, loadLines, resourceUrl, SavedFeed } from "./feed.ts";
import { type Json, object, text, texts } from "./json.ts";
import { imageOf, SessionStore } from "./store.ts";

/** Pauses in a replay are cut to this many milliseconds of session time. */
const LONGEST_REST = 2_000;
export const SPEEDS = [0.5, 1, 2, 4, 8, 16] as const;

/** Everything that the page shows, and what can be done with it. */
export class Model {
  readonly sessions = new Map<string, SessionStore>();
  readonly feed: Feed;
  connection: Connection = "connecting";
  /** It is a recording: nothing will follow, and nothing can be steered. */
  recorded: boolean;
  /** The session whose events are shown. */
  lane: string;
  /** The row that is looked at. */
  row = 0;
  /** Whether the newest event is looked at, whichever it is. */
  following = true;
  hidden = new Set<Kind>();
  query = "";
  searching = false;
  playing = false;
  speed = 1;
  /** What is said to people who do not see the page. */
  spoken = "";

  private matches: Set<number> | undefined;
  private shown: Int32Array = new Int32Array(1024);
  private shownCount = 0;
  /** Rows that `shown` was made from. */
  private sifted = 0;
  private search = 0;
  private readonly listeners = new Set<() => void>();
  private frame = 0;
  private wanted: { lane: string; index: number } | undefined;
  private linked = "";

  constructor(readonly root: string, recording: string | undefined) {
    this.lane = root;
    this.recorded = recording !== undefined;
    this.feed =
      recording === undefined
        ? new LiveFeed(root, () => [...this.sessions.values()].map((store) => `${store.id}:${store.nextIndex}`).join(","))
        : new SavedFeed(recording);
    this.readLink();
    addEventListener("hashchange", () => this.readLink());
  }

  start(): void {
    let current = this.root;
    this.feed.start(
      (lines) => {
        current = this.take(lines, current);
      },
      (connection) => {
        this.connection = connection;
        this.notify();
      },
    );
    // Time goes on without events too.
    setInterval(() => {
      if (!document.hidden && !this.store.over) this.notify();
    }, 1_000);
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Shows what has changed, once for each frame. */
  notify = (): void => {
    if (this.frame) return;
    const show = (): void => {
      this.frame = 0;
      this.sift();
      this.writeLink();
      for (const listener of this.listeners) listener();
    };
    this.frame = document.hidden ? window.setTimeout(show, 200) : requestAnimationFrame(show);
  };

  get store(): SessionStore {
    return this.session(this.lane);
  }

  session(id: string): SessionStore {
    let store = this.sessions.get(id);
    if (!store) {
      store = new SessionStore(id, this.feed?.offline ? undefined : loadLines, this.notify);
      this.sessions.set(id, store);
    }
    return store;
  }

  /** Takes lines; `session` lines say whose the following are. */
  private take(lines: string[], current: string): string {
    const events: string[] = [];
    const flush = (): void => {
      if (events.length > 0) this.session(current).add(events.splice(0));
    };
    for (const line of lines) {
      if (line.startsWith('{"type":"event"') || line.startsWith('{"type":"gap"')) {
        events.push(line);
        continue;
      }
      flush();
      current = this.note(line, current);
    }
    flush();
    if (this.following) this.row = Math.max(0, this.store.rows - 1);
    this.seek();
    this.notify();
    return current;
  }

  private note(line: string, current: string): string {
    const read = object(JSON.parse(line) as Json);
    const store = this.session(text(read["session_id"]) || current);
    switch (read["type"]) {
      case "session":
        store.meta = { ...store.meta, ...read };
        return store.id;
      case "event":
      case "gap":
        store.add([line]);
        break;
      case "status":
      case "outcome":
        store.status = read;
        store.over = read["type"] === "outcome" || this.recorded;
        break;
      case "trouble":
        store.trouble = text(read["message"]) || undefined;
        break;
      case "live":
        store.live = true;
        this.recorded ||= read["recorded"] === true;
        if (this.recorded) for (const each of this.sessions.values()) each.over = each.live = true;
        break;
      default:
        // A bare event.
        if (read["data"] !== undefined) store.add([JSON.stringify({ type: "event", index: read["index"] ?? store.nextIndex, event: read })]);
    }
    return current;
  }

  // Which rows are shown.

  private shows(row: number): boolean {
    return !this.hidden.has(this.store.kind(row)) && (!this.matches || this.matches.has(row));
  }

  private sift(): void {
    const { store } = this;
    for (; this.sifted < store.rows; this.sifted++) {
      if (!this.shows(this.sifted)) continue;
      if (this.shownCount === this.shown.length) {
        const bigger = new Int32Array(this.shown.length * 2);
        bigger.set(this.shown);
        this.shown = bigger;
      }
      this.shown[this.shownCount++] = this.sifted;
    }
  }

  private siftAgain(): void {
    this.sifted = this.shownCount = 0;
    this.notify();
  }

  get count(): number {
    return this.shownCount;
  }
  shownRow(at: number): number {
    return this.shown[at] ?? 0;
  }
  /** The place in the list of a row, or of the last one before it. */
  placeOf(row: number): number {
    let low = 0;
    let high = this.shownCount - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.shown[middle]! <= row) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, low);
  }

  toggleGroup(name: string): void {
    const kinds = GROUPS.find((group) => group.name === name)?.kinds ?? [];
    const hide = kinds.some((kind) => !this.hidden.has(kind));
    for (const kind of kinds) hide ? this.hidden.add(kind) : this.hidden.delete(kind);
    this.siftAgain();
  }

  /** Shows only events with a text. */
  async find(query: string): Promise<void> {
    const search = ++this.search;
    this.query = query;
    const wanted = query.trim().toLowerCase();
    this.matches = wanted ? new Set() : undefined;
    this.searching = wanted !== "";
    this.siftAgain();
    if (!wanted) return;
    const { store } = this;
    // What JSON writes in another way can only be seen in the parsed event.
    const plain = /^[\x20-\x7e]+$/.test(wanted) && !/["\\/]/.test(wanted);
    let row = 0;
    while (search === this.search) {
      for await (const rows of store.scan(row)) {
        if (search !== this.search) return;
        for (const { row: at, line } of rows) {
          row = at + 1;
          if (plain && !line.toLowerCase().includes(wanted)) continue;
          const read = object(JSON.parse(line) as Json);
          const data = object(read["event"])["data"] ?? null;
          for (const part of texts(data)) {
            if (part.toLowerCase().includes(wanted)) {
              this.matches!.add(at);
              break;
            }
          }
        }
        this.siftAgain();
        await new Promise((resolve) => setTimeout(resolve));
      }
      this.searching = false;
      this.notify();
      // New events are searched as they come.
      await new Promise<void>((resolve) => {
        const stop = this.subscribe(() => {
          if (store.rows > row || search !== this.search) {
            stop();
            resolve();
          }
        });
      });
    }
  }

  // Moving about.

  /** Looks at a row. */
  go(row: number, follow = false): void {
    const last = Math.max(0, this.store.rows - 1);
    this.row = Math.max(0, Math.min(row, last));
    this.following = follow;
    if (follow) this.row = last;
    this.notify();
  }

  /** Moves by shown rows. */
  step(by: number): void {
    this.playing = false;
    if (this.count === 0) return;
    const place = this.placeOf(this.row);
    this.go(this.shownRow(Math.max(0, Math.min(place + by, this.count - 1))));
  }

  /** The next event of one of these kinds, forwards or backwards, round the end. */
  jump(kinds: readonly Kind[], forwards: boolean): boolean {
    const { rows } = this.store;
    for (let step = 1; step <= rows; step++) {
      const row = (this.row + (forwards ? step : -step) + rows) % rows;
      if (kinds.includes(this.store.kind(row))) {
        for (const kind of kinds) this.hidden.delete(kind);
        this.playing = false;
        this.siftAgain();
        this.go(row);
        this.say(`${this.describe(row)}`);
        return true;
      }
    }
    return false;
  }

  switchTo(id: string): void {
    if (id === this.lane || !this.sessions.has(id)) return;
    const time = this.store.timeAt(this.row);
    const follow = this.following;
    this.lane = id;
    this.playing = false;
    void this.find("");
    this.siftAgain();
    this.go(this.store.rowAt(time), follow);
  }

  play(): void {
    if (this.playing) {
      this.playing = false;
      this.notify();
      return;
    }
    const { store } = this;
    if (this.row >= store.rows - 1) this.row = 0;
    this.playing = true;
    this.following = false;
    let previous = performance.now();
    let wait = 0;
    const tick = (now: number): void => {
      if (!this.playing) return;
      wait += (now - previous) * this.speed;
      previous = now;
      let row = this.row;
      for (let steps = 0; row < store.rows - 1 && steps < 5_000; steps++) {
        const rest = Math.min(LONGEST_REST, store.timeAt(row + 1) - store.timeAt(row));
        if (rest > wait) break;
        wait -= rest;
        row++;
      }
      if (row !== this.row) this.row = row;
      if (this.row >= store.rows - 1) {
        this.playing = false;
        this.following = !store.over;
      } else requestAnimationFrame(tick);
      this.notify();
    };
    requestAnimationFrame(tick);
    this.notify();
  }

  // Deep links: `#e=123`, in a subagent `#s=ID&e=123`.

  link(row: number): string {
    const e = `e=${this.store.indexAt(row)}`;
    return this.lane === this.root ? `#${e}` : `#s=${encodeURIComponent(this.lane)}&${e}`;
  }

  private readLink(): void {
    if (location.hash === this.linked) return;
    const link = new URLSearchParams(location.hash.slice(1));
    const index = Number(link.get("e"));
    if (!link.has("e") || !Number.isInteger(index)) return;
    this.wanted = { lane: link.get("s") ?? this.root, index };
    this.following = false;
    this.seek();
  }

  /** Goes to the event of a link as soon as it is there. */
  private seek(): void {
    if (!this.wanted) return;
    const store = this.sessions.get(this.wanted.lane);
    if (!store || (store.nextIndex <= this.wanted.index && !store.live)) return;
    if (store.nextIndex <= this.wanted.index && store.rows === 0) return;
    const { lane, index } = this.wanted;
    this.wanted = undefined;
    if (lane !== this.lane) {
      this.lane = lane;
      this.siftAgain();
    }
    this.go(store.rowOf(index));
  }

  private lastWrite = 0;
  private writeLink(): void {
    if (this.wanted || this.store.rows === 0) return;
    const link = this.following ? "" : this.link(this.row);
    const now = performance.now();
    // Browsers allow only so many of these.
    if (link === this.linked || (this.playing && now - this.lastWrite < 400)) return;
    this.lastWrite = now;
    this.linked = link;
    history.replaceState(null, "", link || location.pathname);
  }

  say(words: string): void {
    this.spoken = words;
    this.notify();
  }

  /** A row in words. */
  describe(row: number): string {
    const event = this.store.event(row);
    if (!event) return `Event ${this.store.indexAt(row)}`;
    const kind = this.store.kind(row);
    return `${kind}: ${summary(event, kind).title}`;
  }

  /** Where the picture of a row is, if there is one that can be shown. */
  picture(store: SessionStore, row: number): { url: string | undefined; source: string } | undefined {
    const event = store.event(row);
    const image = event && imageOf(event);
    if (!image) return undefined;
    return { source: image.source, url: this.resource(store, row, image.at, image.source) };
  }

  resource(store: SessionStore, row: number, at: string, source: string): string | undefined {
    if (/^data:image\/(png|jpeg|gif|webp);base64,/.test(source)) return source;
    if (this.feed instanceof SavedFeed) return this.feed.resources.get(source);
    return resourceUrl(store.id, store.indexAt(row), at);
  }
}

export const ALL_KINDS = KINDS;
