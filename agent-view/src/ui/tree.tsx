import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Json } from "../json.ts";

/** Members and characters that are shown before the rest is asked for. */
const MOST_MEMBERS = 100;
const MOST_TEXT = 4_000;

/** A JSON value that opens member by member. */
export function Tree({ value, name, open = 1 }: { value: Json; name?: string; open?: number }): JSX.Element {
  const label = name === undefined ? null : <span class="json-name">{name}</span>;
  if (value === null || typeof value !== "object") {
    return (
      <div class="json-leaf">
        {label}
        <Leaf value={value} />
      </div>
    );
  }
  const array = Array.isArray(value);
  const size = array ? value.length : Object.keys(value).length;
  if (size === 0) {
    return (
      <div class="json-leaf">
        {label}
        <span class="json-brief">{array ? "[ ]" : "{ }"}</span>
      </div>
    );
  }
  return <Branch value={value} label={label} brief={array ? `[ ${size} ]` : `{ ${size} }`} open={open} />;
}

function Branch({ value, label, brief, open }: { value: Json[] | { [member: string]: Json }; label: JSX.Element | null; brief: string; open: number }): JSX.Element {
  const [opened, setOpened] = useState(open > 0);
  const [most, setMost] = useState(MOST_MEMBERS);
  const members = opened ? Object.entries(value).slice(0, most) : [];
  const size = Array.isArray(value) ? value.length : Object.keys(value).length;
  return (
    <details class="json-branch" open={opened} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>
        {label}
        <span class="json-brief">{brief}</span>
      </summary>
      <div class="json-members">
        {members.map(([name, member]) => (
          <Tree key={name} name={name} value={member} open={open - 1} />
        ))}
        {opened && size > most && (
          <button type="button" class="quiet" onClick={() => setMost(most + 10 * MOST_MEMBERS)}>
            {size - most} more
          </button>
        )}
      </div>
    </details>
  );
}

function Leaf({ value }: { value: null | boolean | number | string }): JSX.Element {
  const [whole, setWhole] = useState(false);
  if (typeof value !== "string") return <span class={`json-${value === null ? "null" : typeof value}`}>{String(value)}</span>;
  const cut = !whole && value.length > MOST_TEXT;
  return (
    <span class="json-string">
      {cut ? value.slice(0, MOST_TEXT) : value || "“”"}
      {cut && (
        <button type="button" class="quiet" onClick={() => setWhole(true)}>
          … {value.length - MOST_TEXT} more characters
        </button>
      )}
    </span>
  );
}

/** A value as people read it: text as text, everything else as a tree. */
export function Value({ value }: { value: Json | undefined }): JSX.Element {
  if (value === undefined || value === null) return <p class="hint">Nothing</p>;
  if (typeof value === "string") return <LongText text={value} />;
  return (
    <div class="json">
      <Tree value={value} open={2} />
    </div>
  );
}

export function LongText({ text }: { text: string }): JSX.Element {
  const [most, setMost] = useState(20_000);
  return (
    <div class="prose">
      {text.length > most ? text.slice(0, most) : text}
      {text.length > most && (
        <button type="button" class="quiet" onClick={() => setMost(most * 10)}>
          … {text.length - most} more characters
        </button>
      )}
    </div>
  );
}
