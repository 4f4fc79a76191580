import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { GROUPS, KIND_NAMES, summary } from "../classify.ts";
import { count, duration } from "../format.ts";
import type { Model } from "../model.ts";
import { Icon } from "./icons.tsx";

const ROW = 46;
/** Rows that are there before they are seen. */
const SPARE = 12;
/** Browsers do not draw higher elements; a longer list is scrolled faster than it moves. */
const MOST_HEIGHT = 15_000_000;

/** Every event, newest last; only the rows in sight are there. */
export function Timeline({ model }: { model: Model }): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const programmatic = useRef(-1);
  const full = model.count * ROW;
  const height = Math.min(full, MOST_HEIGHT);
  const room = Math.max(1, height - view.height);
  // Where in the whole list the top of the view is.
  const scale = full > height ? (full - view.height) / room : 1;
  const top = Math.min(view.top * scale, Math.max(0, full - view.height));
  const first = Math.max(0, Math.floor(top / ROW) - SPARE);
  const last = Math.min(model.count, Math.ceil((top + view.height) / ROW) + SPARE);
  const place = model.placeOf(model.row);

  const scrollTo = (wanted: number): void => {
    const element = box.current;
    if (!element) return;
    const value = Math.round(Math.max(0, Math.min(wanted / scale, room)));
    if (Math.abs(element.scrollTop - value) < 1) return;
    programmatic.current = value;
    element.scrollTop = value;
    setView({ top: element.scrollTop, height: element.clientHeight });
  };

  useLayoutEffect(() => {
    const element = box.current!;
    const measure = (): void => setView({ top: element.scrollTop, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // What is looked at comes into view; the tip stays in view while it is followed.
  useEffect(() => {
    if (model.following) scrollTo(full);
    else if (place * ROW < top) scrollTo(place * ROW - ROW);
    else if ((place + 1) * ROW > top + view.height) scrollTo((place + 2) * ROW - view.height);
  }, [model.row, model.following, model.count, view.height]);

  const scrolled = (): void => {
    const element = box.current!;
    const at = element.scrollTop;
    setView({ top: at, height: element.clientHeight });
    if (Math.abs(at - programmatic.current) < 2) return;
    programmatic.current = -1;
    const end = element.scrollHeight - element.clientHeight - at < 4;
    if (end && !model.following && model.row === model.store.rows - 1) model.go(model.row, true);
    else if (!end && model.following) model.go(model.row);
  };

  const rows: JSX.Element[] = [];
  for (let at = first; at < last; at++) rows.push(<Row key={at} model={model} at={at} top={at * ROW - top + view.top} />);
  const behind = model.store.rows - 1 - model.row;
  return (
    <section class="timeline" aria-label="Timeline">
      <Filters model={model} />
      <div
        class="rows"
        ref={box}
        onScroll={scrolled}
        role="listbox"
        tabIndex={0}
        aria-label="Events"
        aria-activedescendant={model.count > 0 && place >= first && place < last ? `row-${place}` : undefined}
      >
        <div class="rows-height" role="presentation" style={{ height: `${height}px` }}>
          {rows}
        </div>
        {model.count === 0 && (
          <p class="hint rows-empty" role="option" aria-selected="false">
            {model.store.rows > 0 ? "Nothing fits the filter." : model.store.live ? "Nothing has happened yet." : "Loading…"}
          </p>
        )}
      </div>
      {!model.following && behind > 0 && !model.store.over && (
        <button type="button" class="to-tip" onClick={() => model.go(0, true)}>
          {count(behind)} newer · follow
        </button>
      )}
    </section>
  );
}

function Row({ model, at, top }: { model: Model; at: number; top: number }): JSX.Element {
  const row = model.shownRow(at);
  const { store } = model;
  const kind = store.kind(row);
  const event = store.event(row);
  const { title, note } = event ? summary(event, kind) : { title: "…", note: "" };
  const since = store.timeAt(row) - store.timeAt(0);
  const selected = row === model.row;
  return (
    <div
      id={`row-${at}`}
      class={`row kind-${kind}`}
      role="option"
      aria-selected={selected}
      aria-posinset={at + 1}
      aria-setsize={model.count}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => model.go(row)}
    >
      <span class="row-icon">
        <Icon name={kind} />
      </span>
      <span class="row-text">
        <span class="row-title">
          <span class="unseen">{KIND_NAMES[kind]}: </span>
          {title}
        </span>
        {note && <span class="row-note">{note}</span>}
      </span>
      <span class="row-when">
        <span>{duration(since)}</span>
        <span class="row-index">{store.indexAt(row)}</span>
      </span>
    </div>
  );
}

function Filters({ model }: { model: Model }): JSX.Element {
  return (
    <div class="filters">
      <label class="search">
        <Icon name="search" />
        <input
          type="search"
          id="search"
          placeholder="Search events"
          aria-label="Search events"
          value={model.query}
          onInput={(event) => void model.find(event.currentTarget.value)}
        />
        <span class="search-count" role="status">
          {model.query.trim() ? `${count(model.count)} ${model.searching ? "…" : "found"}` : ""}
        </span>
      </label>
      <div class="chips" role="group" aria-label="Kinds of events">
        {GROUPS.map(({ name, kinds }) => (
          <button
            type="button"
            key={name}
            class={`chip kind-${kinds[0]}`}
            aria-pressed={kinds.some((kind) => !model.hidden.has(kind))}
            onClick={() => model.toggleGroup(name)}
          >
            {name}
          </button>
        ))}
      </div>
    </div>
  );
}
