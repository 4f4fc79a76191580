import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { type Kind, KINDS } from "../classify.ts";
import { count, duration, label } from "../format.ts";
import { type Model, SPEEDS } from "../model.ts";
import type { SessionStore } from "../store.ts";
import { Icon, type IconName } from "./icons.tsx";

/** Where events of several kinds meet in one pixel, the one that comes first here is seen. */
const LOUDNESS: readonly Kind[] = ["error", "answer", "message", "call", "screen", "result", "reasoning", "file", "gap", "state", "usage", "other"];
const RANK = KINDS.map((kind) => LOUDNESS.indexOf(kind));

/** The whole session as a strip, with its subagents below it. The strip of the shown one is what one scrubs in. */
export function Tracks({ model }: { model: Model }): JSX.Element {
  const lanes = nested(model);
  const first = model.session(model.root);
  const from = first.timeAt(0);
  let to = from;
  for (const { store } of lanes) to = Math.max(to, store.rows > 0 ? store.timeAt(store.rows - 1) : from);
  const span: Span = { from, to };
  return (
    <section class="tracks" aria-label="Trajectory">
      <Transport model={model} />
      <ul class="lanes">
        {lanes.map(({ store, depth }) => (
          <li class={`lane ${store.id === model.lane ? "lane-shown" : ""}`} key={store.id} style={{ "--depth": String(depth) }}>
            <button
              type="button"
              class="lane-name"
              aria-pressed={store.id === model.lane}
              title={`${store.agent} · ${store.id}`}
              onClick={() => model.switchTo(store.id)}
            >
              <span class={`dot state-${store.standing(store.rows - 1).state}`} />
              <span class="lane-agent">{store.agent}</span>
              <span class="unseen">, {label(store.standing(store.rows - 1).state)}, {depth > 0 ? "subagent" : "session"}</span>
            </button>
            <Strip model={model} store={store} span={span} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface Span {
  from: number;
  to: number;
}

/** The sessions as a tree, each below its parent. */
function nested(model: Model): { store: SessionStore; depth: number }[] {
  const lanes: { store: SessionStore; depth: number }[] = [];
  const add = (store: SessionStore, depth: number): void => {
    lanes.push({ store, depth });
    for (const child of model.sessions.values()) {
      if (child.parent === store.id && child !== store && depth < 16) add(child, depth + 1);
    }
  };
  add(model.session(model.root), 0);
  return lanes;
}

/** Where a row is on a strip, from 0 to 1: by time, or by order where there is no time. */
const placeOf = (store: SessionStore, row: number, { from, to }: Span): number =>
  to > from ? (store.timeAt(row) - from) / (to - from) : store.rows > 1 ? row / (store.rows - 1) : 0;

function Strip({ model, store, span }: { model: Model; store: SessionStore; span: Span }): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const shown = store.id === model.lane;

  const drawn = useRef("");
  useEffect(() => {
    const draw = (): void => {
      const element = canvas.current!;
      const width = Math.max(1, element.clientWidth);
      const dark = matchMedia("(prefers-color-scheme: dark)").matches;
      const version = `${store.rows} ${span.from} ${span.to} ${width} ${dark}`;
      if (version === drawn.current) return;
      drawn.current = version;
      paint(element, store, span, width);
    };
    draw();
    const observer = new ResizeObserver(draw);
    observer.observe(canvas.current!);
    return () => observer.disconnect();
  });

  const seek = (clientX: number): void => {
    const { left, width } = box.current!.getBoundingClientRect();
    const part = Math.max(0, Math.min(1, (clientX - left) / width));
    if (!shown) model.switchTo(store.id);
    model.playing = false;
    if (part >= 0.999) return model.go(store.rows - 1, true);
    model.go(span.to > span.from ? store.rowAt(span.from + part * (span.to - span.from)) : Math.round(part * (store.rows - 1)));
  };
  const keys = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.round(store.rows / 20));
    const by: Record<string, number> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: page, PageDown: -page };
    const step = by[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    model.go(model.row + step);
  };

  const row = Math.min(model.row, store.rows - 1);
  const at = shown && store.rows > 0 ? placeOf(store, row, span) : -1;
  return (
    <div
      ref={box}
      class="strip"
      {...(shown
        ? {
            role: "slider",
            tabIndex: 0,
            "aria-label": "Position in the session",
            "aria-valuemin": 0,
            "aria-valuemax": Math.max(0, store.rows - 1),
            "aria-valuenow": Math.max(0, row),
            "aria-valuetext": `Event ${store.indexAt(row)} of ${count(store.rows)}, ${duration(store.timeAt(row) - span.from)}`,
            onKeyDown: keys,
          }
        : {})}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        seek(event.clientX);
      }}
      onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && seek(event.clientX)}
    >
      <canvas ref={canvas} aria-hidden="true" />
      {at >= 0 && <span class="playhead" style={{ left: `${at * 100}%` }} />}
    </div>
  );
}

/** Draws one line for each pixel that has events. */
function paint(canvas: HTMLCanvasElement, store: SessionStore, span: Span, width: number): void {
  const ratio = devicePixelRatio || 1;
  const height = canvas.clientHeight || 22;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const pixels = canvas.width;
  const loudest = new Uint8Array(pixels).fill(255);
  for (let row = 0; row < store.rows; row++) {
    const x = Math.min(pixels - 1, Math.max(0, Math.floor(placeOf(store, row, span) * (pixels - 1))));
    const rank = RANK[KINDS.indexOf(store.kind(row))]!;
    if (rank < loudest[x]!) loudest[x] = rank;
  }
  const context = canvas.getContext("2d");
  if (!context) return;
  const style = getComputedStyle(canvas);
  const colours = LOUDNESS.map((kind) => style.getPropertyValue(`--kind-${kind}`).trim() || "gray");
  for (let x = 0; x < pixels; x++) {
    const rank = loudest[x]!;
    if (rank === 255) continue;
    context.fillStyle = colours[rank]!;
    const tall = rank < 5 ? 1 : 0.55;
    context.fillRect(x, canvas.height * (1 - tall) * 0.5, Math.max(1, Math.round(1.5 * ratio)), canvas.height * tall);
  }
}

const JUMPS: readonly { words: string; kinds: readonly Kind[]; icon: IconName; key: string }[] = [
  { words: "message", kinds: ["message"], icon: "message", key: "m" },
  { words: "tool call", kinds: ["call"], icon: "call", key: "t" },
  { words: "answer", kinds: ["answer"], icon: "answer", key: "a" },
  { words: "error", kinds: ["error", "gap"], icon: "error", key: "x" },
];
export const JUMP_KEYS = new Map(JUMPS.map(({ key, kinds }) => [key, kinds]));

function Transport({ model }: { model: Model }): JSX.Element {
  const { store } = model;
  const button = (words: string, icon: IconName, act: () => void, key: string): JSX.Element => (
    <button type="button" class="tool" aria-label={words} title={`${words} (${key})`} onClick={act}>
      <Icon name={icon} />
    </button>
  );
  return (
    <div class="transport" role="group" aria-label="Replay">
      {button("First event", "first", () => model.go(0), "home")}
      {button("Previous event", "previous", () => model.step(-1), "k")}
      <button type="button" class="tool tool-play" aria-label={model.playing ? "Stop playing" : "Play"} title="Play or stop (space)" onClick={() => model.play()}>
        <Icon name={model.playing ? "pause" : "play"} />
      </button>
      {button("Next event", "next", () => model.step(1), "j")}
      {button(store.over ? "Last event" : "Follow the newest event", "last", () => model.go(0, true), "end")}
      <label class="speed">
        <span class="unseen">Speed</span>
        <select value={String(model.speed)} onChange={(event) => { model.speed = Number(event.currentTarget.value); model.notify(); }}>
          {SPEEDS.map((speed) => <option key={speed} value={String(speed)}>{speed}×</option>)}
        </select>
      </label>
      <span class="transport-gap" />
      <span class="jump-label" aria-hidden="true">Jump to</span>
      {JUMPS.map(({ words, kinds, icon, key }) => (
        <button
          type="button"
          key={key}
          class={`tool kind-${kinds[0]}`}
          aria-label={`Next ${words}`}
          title={`Next ${words} (${key}), previous with shift`}
          onClick={(event) => { if (!model.jump(kinds, !event.shiftKey)) model.say(`There is no ${words}`); }}
        >
          <Icon name={icon} />
        </button>
      ))}
      <span class="transport-gap" />
      <span class="position">
        {store.rows > 0 ? `${count(model.row + 1)} / ${count(store.rows)}` : ""}
        {model.following && !store.over && store.rows > 0 && <span class="live-tag">live</span>}
      </span>
    </div>
  );
}
