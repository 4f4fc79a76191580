import type { ComponentChildren, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { KIND_NAMES, messageText, summary } from "../classify.ts";
import { bytes, duration, label } from "../format.ts";
import { type Json, type JsonObject, list, number, object, text } from "../json.ts";
import type { Model } from "../model.ts";
import { Icon } from "./icons.tsx";
import { LongText, Tree, Value } from "./tree.tsx";

/** Rows in which the result of a call is looked for. */
const REACH = 400;

/** Everything about the event that is looked at. */
export function Detail({ model }: { model: Model }): JSX.Element {
  const { store, row } = model;
  const event = store.event(row);
  if (store.rows === 0) return <section class="detail" aria-label="Event" />;
  const kind = store.kind(row);
  const time = store.timeAt(row);
  return (
    <section class="detail" aria-label="Event">
      <header class={`detail-head kind-${kind}`}>
        <span class="row-icon">
          <Icon name={kind} />
        </span>
        <h2>{KIND_NAMES[kind]}</h2>
        <span class="detail-when">
          #{store.indexAt(row)} · {duration(time - store.timeAt(0))}
          {time > 0 && <time dateTime={new Date(time).toISOString()}> · {new Date(time).toLocaleTimeString()}</time>}
        </span>
        <Copy words="Copy link" copied={() => new URL(model.link(row), location.href).href} icon="link" />
      </header>
      <div class="detail-body" tabIndex={0} role="region" aria-label="What happened" key={`${model.lane}-${row}`}>
        {event ? <Body model={model} event={event} row={row} /> : <p class="hint">Loading…</p>}
      </div>
    </section>
  );
}

function Copy({ words, copied, icon }: { words: string; copied: () => string; icon: "link" }): JSX.Element {
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return undefined;
    const timer = setTimeout(() => setDone(false), 1_500);
    return () => clearTimeout(timer);
  }, [done]);
  return (
    <button type="button" class="quiet" onClick={() => void navigator.clipboard?.writeText(copied()).then(() => setDone(true), () => {})}>
      <Icon name={icon} /> {done ? "Copied" : words}
    </button>
  );
}

const Part = ({ name, children }: { name: string; children: ComponentChildren }): JSX.Element => (
  <section class="part">
    <h3>{name}</h3>
    {children}
  </section>
);

function Body({ model, event, row }: { model: Model; event: JsonObject; row: number }): JSX.Element {
  const data = object(event["data"]);
  const kind = model.store.kind(row);
  return (
    <>
      {kind === "gap" ? <p>{summary(event, kind).title}. {text(event["reason"])}</p> : <Content model={model} event={event} data={data} row={row} />}
      <details class="raw">
        <summary>Raw event</summary>
        <div class="json">
          <Tree value={event} open={2} />
        </div>
      </details>
    </>
  );
}

function Content({ model, event, data, row }: { model: Model; event: JsonObject; data: JsonObject; row: number }): JSX.Element {
  switch (model.store.kind(row)) {
    case "message":
      return (
        <>
          <p class="hint">from {text(data["caller_id"]) || "unknown"}</p>
          <LongText text={messageText(data)} />
          <Pictures model={model} row={row} content={list(data["content"])} />
        </>
      );
    case "reasoning":
    case "call":
      return (
        <>
          {text(data["reasoning_content"]) && <Part name="Reasoning"><LongText text={text(data["reasoning_content"])} /></Part>}
          {text(data["content"]) && <Part name="Said"><LongText text={text(data["content"])} /></Part>}
          {list(data["tool_reqs"]).map((call, at) => <Call key={at} model={model} row={row} call={object(call)} />)}
          {list(data["validation_errors"]).length > 0 && (
            <Part name="Refused"><ul class="errors">{list(data["validation_errors"]).map((error, at) => <li key={at}>{String(error)}</li>)}</ul></Part>
          )}
        </>
      );
    case "result":
      return (
        <>
          <Part name={`Result of ${text(object(data["tool_req"])["tool_name"]) || "a tool"}`}><Value value={data["result"]} /></Part>
          {data["truncated"] === true && <p class="hint">The result was cut.</p>}
          <Part name="Arguments"><Value value={object(data["tool_req"])["args"]} /></Part>
        </>
      );
    case "screen":
      return (
        <>
          {text(object(data["metadata"])["url"]) && <p class="hint break">{text(object(data["metadata"])["url"])}</p>}
          {text(data["text"]) && <LongText text={text(data["text"])} />}
        </>
      );
    case "answer":
      return (
        <>
          {text(data["outcome"]) && <p class={`badge outcome-${text(data["outcome"])}`}>{label(text(data["outcome"]))}</p>}
          <Value value={data["answer"]} />
        </>
      );
    case "error":
      return (
        <>
          <LongText text={text(data["error"])} />
          {text(data["trace"]) && <Part name="Trace"><LongText text={text(data["trace"])} /></Part>}
          {data["tool_req"] && <Part name={`Called ${text(object(data["tool_req"])["tool_name"])}`}><Value value={object(data["tool_req"])["args"]} /></Part>}
        </>
      );
    case "file":
      return <File model={model} row={row} data={data} />;
    case "usage":
      return <Usage metrics={object(data["metrics"])} />;
    default: {
      const pending = list(data["pending_tool_calls"]);
      const { title, note } = summary(event, model.store.kind(row));
      return (
        <>
          <p>{title}</p>
          {pending.length === 0 ? note && <p class="hint">{note}</p> : pending.map((call, at) => <Call key={at} model={model} row={row} call={object(call)} />)}
        </>
      );
    }
  }
}

/** A tool call with what came of it. */
function Call({ model, row, call }: { model: Model; row: number; call: JsonObject }): JSX.Element {
  const outcome = outcomeOf(model, row, call);
  return (
    <article class={`call call-${outcome.state}`}>
      <h3>
        <code>{text(call["tool_name"])}</code>
        <span class="badge">{outcome.words}</span>
      </h3>
      <Value value={call["args"]} />
      {outcome.value !== undefined && (
        <>
          <h4>{outcome.state === "failed" ? "Error" : "Result"}</h4>
          <Value value={outcome.value} />
        </>
      )}
    </article>
  );
}

function outcomeOf(model: Model, row: number, call: JsonObject): { state: string; words: string; value?: Json | undefined } {
  const { store } = model;
  for (let later = row + 1; later < Math.min(store.rows, row + REACH); later++) {
    const kind = store.kind(later);
    if (kind !== "result" && kind !== "error") continue;
    const data = object(store.event(later)?.["data"]);
    const answered = object(data["tool_req"]);
    const same = call["id"] != null ? answered["id"] === call["id"] : answered["tool_name"] === call["tool_name"];
    if (!same) continue;
    return kind === "result" ? { state: "done", words: "Returned", value: data["result"] } : { state: "failed", words: "Failed", value: data["error"] };
  }
  return store.over ? { state: "open", words: "No result" } : { state: "waiting", words: "Waiting" };
}

function Pictures({ model, row, content }: { model: Model; row: number; content: Json[] }): JSX.Element {
  return (
    <>
      {content.map((part, at) => {
        const source = text(object(part)["source"]);
        const url = source && model.resource(model.store, row, `/data/content/${at}/source`, source);
        return url ? <img key={at} class="inline-picture" src={url} alt={`Picture ${at + 1} of the message`} /> : null;
      })}
    </>
  );
}

function File({ model, row, data }: { model: Model; row: number; data: JsonObject }): JSX.Element {
  const name = text(data["name"]) || text(data["path"]).split("/").pop() || "file";
  const size = number(data["size_bytes"]);
  const url = text(data["url"]);
  const source = url && !model.feed.offline ? model.resource(model.store, row, "/data/url", url) : undefined;
  return (
    <>
      <p class="file-name">{name}</p>
      <p class="hint break">{[text(data["direction"]) || text(data["origin"]), text(data["path"]), text(data["media_type"]), size === undefined ? "" : bytes(size)].filter(Boolean).join(" · ")}</p>
      {source && <a class="button" href={`${source}&name=${encodeURIComponent(name)}`} download={name}><Icon name="save" /> Download</a>}
    </>
  );
}

function Usage({ metrics }: { metrics: JsonObject }): JSX.Element {
  const columns = ["input_tokens", "cached_tokens", "output_tokens", "reasoning_tokens", "total_cost"];
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Usage by model">
      <table>
        <thead><tr><th scope="col">Model</th>{columns.map((name) => <th scope="col" key={name}>{label(name.replace("_tokens", ""))}</th>)}</tr></thead>
        <tbody>
          {list(metrics["cost_per_model"]).map((model, at) => (
            <tr key={at}><th scope="row">{text(object(model)["name"]) || "—"}</th>{columns.map((name) => <td key={name}>{number(object(model)[name]) ?? "—"}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
