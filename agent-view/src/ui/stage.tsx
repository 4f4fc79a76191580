import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { type Json, list, object, text } from "../json.ts";
import type { Model } from "../model.ts";
import { type Mark, markOf } from "../pointer.ts";

/** Rows in which the action that belongs to a screen is looked for. */
const REACH = 40;

/** What the agent sees, and where it points. */
export function Stage({ model }: { model: Model }): JSX.Element {
  const { store } = model;
  const { screen } = store.standing(model.row);
  const picture = screen >= 0 ? model.picture(store, screen) : undefined;
  const mark = screen >= 0 ? latestMark(model, screen) : undefined;
  const event = screen >= 0 ? store.event(screen) : undefined;
  const where = text(object(object(event?.["data"])["metadata"])["url"]);
  const title = text(object(event?.["data"])["text"]);
  const label = `Screen${where ? ` at ${where}` : ""}${title ? `: ${title.slice(0, 200)}` : ""}`;
  return (
    <section class="stage" aria-label="Screen">
      {where && (
        <div class="stage-address">
          <span class="dots" aria-hidden="true" />
          <span class="stage-url">{where}</span>
        </div>
      )}
      {picture ? (
        <Picture key={picture.url ?? picture.source} url={picture.url} source={picture.source} mark={mark} label={label} />
      ) : (
        <p class="hint stage-empty">{screen >= 0 ? "Loading the screen…" : "The agent has not looked at a screen yet."}</p>
      )}
    </section>
  );
}

/** The newest action with a place between the screen and the row that is looked at. */
function latestMark(model: Model, screen: number): Mark | undefined {
  const { store } = model;
  for (let row = model.row; row > screen && row > model.row - REACH; row--) {
    if (store.kind(row) !== "call") continue;
    const calls = list(object(store.event(row)?.["data"])["tool_reqs"]);
    for (const call of calls as Json[]) {
      const mark = markOf(call);
      if (mark) return mark;
    }
  }
  return undefined;
}

function Picture({ url, source, mark, label }: { url: string | undefined; source: string; mark: Mark | undefined; label: string }): JSX.Element {
  const [size, setSize] = useState<{ width: number; height: number }>();
  const [failed, setFailed] = useState(url === undefined);
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    const element = image.current;
    if (element?.complete && element.naturalWidth) setSize({ width: element.naturalWidth, height: element.naturalHeight });
  }, []);
  if (failed) {
    return (
      <div class="stage-empty hint">
        <p>This picture cannot be shown: it is not stored at the API, or is not there any more.</p>
        <p class="stage-url">{source.startsWith("data:") ? "" : source.slice(0, 300)}</p>
      </div>
    );
  }
  return (
    <div class="stage-picture">
      <img
        ref={image}
        src={url}
        alt={label}
        onLoad={(event) => setSize({ width: event.currentTarget.naturalWidth, height: event.currentTarget.naturalHeight })}
        onError={() => setFailed(true)}
      />
      {mark && size && <Marks mark={mark} {...size} />}
    </div>
  );
}

function Marks({ mark, width, height }: { mark: Mark; width: number; height: number }): JSX.Element {
  const points = mark.points.map(({ x, y }) => (mark.relative ? { x: x * width, y: y * height } : { x, y }));
  const radius = Math.max(width, height) / 60;
  const last = points[points.length - 1]!;
  return (
    <svg class="marks" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="xMidYMid meet" role="img" aria-label={`${mark.tool} at ${Math.round(last.x)}, ${Math.round(last.y)}`}>
      {points.length > 1 && <polyline points={points.map(({ x, y }) => `${x},${y}`).join(" ")} stroke-width={radius / 3} />}
      {points.length > 1 && <circle class="mark-start" cx={points[0]!.x} cy={points[0]!.y} r={radius / 2} />}
      <circle class="mark-halo" cx={last.x} cy={last.y} r={radius} stroke-width={radius / 5} />
      <circle class="mark-dot" cx={last.x} cy={last.y} r={radius / 4} />
    </svg>
  );
}
