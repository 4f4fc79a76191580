import type { ComponentChildren, JSX } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { callLine } from "../classify.ts";
import { cost, count, duration, label, short } from "../format.ts";
import { exportUrl } from "../feed.ts";
import { list, object, text } from "../json.ts";
import type { Model } from "../model.ts";
import { Detail } from "./detail.tsx";
import { Icon } from "./icons.tsx";
import { Stage } from "./stage.tsx";
import { Steer } from "./steer.tsx";
import { Timeline } from "./timeline.tsx";
import { JUMP_KEYS, Tracks } from "./tracks.tsx";

const PANES = ["Timeline", "Screen", "Event"] as const;

export function App({ model }: { model: Model }): JSX.Element {
  const [, show] = useState(0);
  const [pane, setPane] = useState<(typeof PANES)[number]>("Timeline");
  useLayoutEffect(() => {
    const again = (): void => show((version) => version + 1);
    // What came before this was not seen.
    again();
    return model.subscribe(again);
  }, [model]);
  useEffect(() => {
    const keys = (event: KeyboardEvent): void => pressed(model, event);
    addEventListener("keydown", keys);
    return () => removeEventListener("keydown", keys);
  }, [model]);
  const screen = [...model.sessions.values()].some((store) => store.rows > 0 && store.standing(store.rows - 1).screen >= 0);
  return (
    <div class={`app ${screen ? "" : "no-screen"}`} data-pane={pane}>
      <a class="skip" href="#search" onClick={(event) => { event.preventDefault(); document.querySelector<HTMLElement>(".rows")?.focus(); }}>Skip to the timeline</a>
      <Head model={model} />
      <Notices model={model} />
      <nav class="panes" aria-label="Parts of the page">
        {PANES.map((name) => (
          <button type="button" key={name} class={`pane-${name.toLowerCase()}`} aria-pressed={pane === name} onClick={() => setPane(name)}>{name}</button>
        ))}
      </nav>
      <main class="body">
        <Timeline model={model} />
        <Stage model={model} />
        <Detail model={model} />
      </main>
      <footer class="foot">
        <Tracks model={model} />
        {model.recorded ? <p class="hint recorded">A recording: it can be replayed, not steered.</p> : <Steer model={model} />}
      </footer>
      <p class="unseen" role="status">{model.spoken}</p>
    </div>
  );
}

function Head({ model }: { model: Model }): JSX.Element {
  const { store } = model;
  const standing = store.standing(model.row);
  const tip = store.standing(store.rows - 1);
  const past = !model.following && model.row < store.rows - 1;
  const figure = (name: string, value: ComponentChildren): JSX.Element => (
    <div class="figure"><dt>{name}</dt><dd>{value}</dd></div>
  );
  return (
    <header class="head">
      <div class="head-who">
        <h1>
          {model.lane !== model.root && (
            <button type="button" class="quiet crumb" onClick={() => model.switchTo(store.parent || model.root)}>{model.session(store.parent || model.root).agent} /</button>
          )}
          {store.agent}
        </h1>
        <p class="head-id" title={store.id}>{store.id}</p>
      </div>
      <span class={`pill state-${tip.state}`}><span class="dot" aria-hidden="true" />{label(tip.state || "connecting")}</span>
      <dl class={`figures ${past ? "past" : ""}`}>
        {past && figure("Then", label(standing.state))}
        {figure("Elapsed", duration(standing.elapsed))}
        {figure("Steps", count(standing.steps))}
        {figure("Tokens", short(standing.tokens))}
        {figure("Cost", standing.cost === undefined ? "—" : cost(standing.cost))}
        {figure("Events", count(store.rows))}
      </dl>
      {!model.feed.offline && (
        <nav class="exports" aria-label="Save">
          <a class="quiet" href={exportUrl(model.root, "jsonl")} download><Icon name="save" /> JSONL</a>
          <a class="quiet" href={exportUrl(model.root, "html")} download><Icon name="save" /> HTML</a>
        </nav>
      )}
    </header>
  );
}

/** What must not be overlooked: a lost connection, calls that wait, why it failed. */
function Notices({ model }: { model: Model }): JSX.Element {
  const { store } = model;
  const standing = store.standing(model.row);
  const notices: JSX.Element[] = [];
  if (model.connection === "lost") {
    notices.push(<p class="notice notice-warn" key="lost">The local process does not answer. Trying again; what you see is what was there.</p>);
  } else if (model.connection === "refused") {
    notices.push(<p class="notice notice-bad" key="refused">The local process was started anew and does not know this browser. Open the link that it printed.</p>);
  } else if (store.trouble) {
    notices.push(<p class="notice notice-warn" key="trouble">The API: {store.trouble}</p>);
  }
  const error = text(store.status?.["error"]);
  if (error && model.row >= store.rows - 1) {
    notices.push(<p class="notice notice-bad" key="error">{label(text(store.status?.["error_code"]) || "error")}: {error}</p>);
  }
  if (standing.pending >= 0) {
    const calls = list(object(store.event(standing.pending)?.["data"])["pending_tool_calls"]);
    notices.push(
      <p class="notice notice-wait" key="pending">
        Waiting for {calls.length === 1 ? "a tool" : `${calls.length} tools`} of the client:{" "}
        {calls.slice(0, 3).map((call, at) => <code key={at}>{callLine(call)}</code>)}
        {calls.length > 3 && ` and ${calls.length - 3} more`}
      </p>,
    );
  }
  return <div class="notices" role="status">{notices}</div>;
}

/** Keys that work anywhere but in a field. */
function pressed(model: Model, event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (target.closest("input, textarea, select, dialog")) {
    if (event.key === "Escape") target.blur();
    return;
  }
  // Buttons and summaries have a use for the space bar.
  if (event.key === " " && target.closest("button, a, summary")) return;
  const kinds = JUMP_KEYS.get(event.key.toLowerCase());
  const acts: Record<string, () => void> = {
    j: () => model.step(1),
    k: () => model.step(-1),
    ArrowDown: () => model.step(1),
    ArrowUp: () => model.step(-1),
    PageDown: () => model.step(12),
    PageUp: () => model.step(-12),
    Home: () => model.go(model.count > 0 ? model.shownRow(0) : 0),
    End: () => model.go(0, true),
    " ": () => model.play(),
    "/": () => document.getElementById("search")?.focus(),
  };
  const act = kinds ? () => void model.jump(kinds, !event.shiftKey) : acts[event.key];
  if (!act || ((event.key.startsWith("Arrow") || event.key.startsWith("Page")) && target.closest(".detail-body, .strip, .scroll"))) return;
  event.preventDefault();
  act();
}
