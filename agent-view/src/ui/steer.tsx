import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { label } from "../format.ts";
import { steer } from "../feed.ts";
import type { Model } from "../model.ts";
import { text } from "../json.ts";
import { Icon, type IconName } from "./icons.tsx";

type Name = "message" | "pause" | "resume" | "answer" | "cancel";

const WORDS: Record<Name, { name: string; icon: IconName; accepted: string }> = {
  message: { name: "Send", icon: "send", accepted: "Message accepted. The agent reads it before its next step." },
  pause: { name: "Pause", icon: "pause", accepted: "Pause accepted. The agent halts after its current step." },
  resume: { name: "Resume", icon: "play", accepted: "Resume accepted." },
  answer: { name: "Force answer", icon: "bolt", accepted: "Accepted. The agent answers from what it knows." },
  cancel: { name: "Cancel", icon: "stop", accepted: "Cancel accepted. The session ends." },
};

/** Why something cannot be done now; empty when it can. */
export function reason(name: Name, state: string, over: boolean, lost: boolean): string {
  if (lost) return "The local process does not answer.";
  if (over || ["completed", "failed", "timed_out", "interrupted"].includes(state)) {
    return `The session has ended (${label(state || "over").toLowerCase()}).`;
  }
  switch (name) {
    case "pause":
      if (state === "paused") return "The session is paused already.";
      return state === "idle" ? "The agent has answered and is waiting: there is nothing to pause." : "";
    case "resume":
      return state === "paused" ? "" : "The session is not paused.";
    case "answer":
      if (state === "idle") return "The agent has answered already.";
      return state === "queued" || state === "pending" ? "The agent has not started yet." : "";
    default:
      return "";
  }
}

/** How a person steps in, with what became of it. */
export function Steer({ model }: { model: Model }): JSX.Element {
  const { store } = model;
  const [message, setMessage] = useState("");
  const [told, setTold] = useState<{ words: string; kind: "busy" | "good" | "bad"; effect?: string; at: number }>();
  const confirm = useRef<HTMLDialogElement>(null);
  const state = text(store.status?.["status"]) || store.standing(store.rows - 1).state;
  const why = (name: Name): string => reason(name, state, store.over, model.connection === "lost" || model.connection === "refused");

  // The effect of what was accepted, when it shows.
  const reached = told?.effect !== undefined && (told.effect === state || (told.effect === "message" && newMessage(model, told.at)));
  useEffect(() => {
    if (reached && told) {
      const words = told.effect === "message" ? "The agent has the message: it is in the timeline." : `The session is ${label(state).toLowerCase()} now.`;
      setTold({ words, kind: "good", at: told.at });
    }
  }, [reached]);

  const act = async (name: Name): Promise<void> => {
    const blocked = why(name);
    if (blocked) return setTold({ words: blocked, kind: "bad", at: store.rows });
    const said = message.trim();
    if (name === "message" && !said) return;
    const at = store.rows;
    setTold({ words: `${WORDS[name].name}…`, kind: "busy", at });
    try {
      await steer(store.id, name === "message" ? { action: name, text: said } : { action: name });
      if (name === "message") setMessage("");
      const effects: Partial<Record<Name, string>> = { message: "message", pause: "paused", resume: "running", cancel: "interrupted" };
      const effect = effects[name];
      setTold({ words: WORDS[name].accepted, kind: "good", at, ...(effect ? { effect } : {}) });
    } catch (error) {
      setTold({ words: `${WORDS[name].name} failed: ${error instanceof Error ? error.message : String(error)}`, kind: "bad", at });
    }
  };
  const button = (name: Name, run: () => void): JSX.Element => {
    const blocked = why(name);
    return (
      <button
        type="button"
        class={`button steer-${name}`}
        aria-disabled={blocked !== ""}
        title={blocked || WORDS[name].name}
        aria-describedby={blocked ? `why-${name}` : undefined}
        onClick={run}
      >
        <Icon name={WORDS[name].icon} /> {WORDS[name].name}
        {blocked && <span class="unseen" id={`why-${name}`}>{blocked}</span>}
      </button>
    );
  };

  const blocked = why("message");
  return (
    <section class="steer" aria-label="Steer">
      <form
        class="steer-form"
        onSubmit={(event) => {
          event.preventDefault();
          void act("message");
        }}
      >
        <textarea
          rows={1}
          aria-label={`Message to ${store.agent}`}
          placeholder={blocked || `Message to ${store.agent}…`}
          disabled={blocked !== ""}
          value={message}
          onInput={(event) => setMessage(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
              event.preventDefault();
              void act("message");
            }
          }}
        />
        {button("message", () => void act("message"))}
      </form>
      <div class="steer-controls" role="group" aria-label="Controls">
        {state === "paused" ? button("resume", () => void act("resume")) : button("pause", () => void act("pause"))}
        {button("answer", () => void act("answer"))}
        {button("cancel", () => (why("cancel") ? void act("cancel") : confirm.current?.showModal()))}
      </div>
      <p class={`acknowledgement told-${told?.kind ?? "none"}`} role="status">{told?.words ?? ""}</p>
      <dialog ref={confirm} class="confirm" aria-labelledby="confirm-title">
        <h2 id="confirm-title">Cancel this session?</h2>
        <p>{store.agent} stops for good and the session ends as interrupted. This cannot be undone.</p>
        <div class="confirm-buttons">
          <button type="button" class="button" onClick={() => confirm.current?.close()}>Keep it running</button>
          <button type="button" class="button danger" onClick={() => { confirm.current?.close(); void act("cancel"); }}>Cancel the session</button>
        </div>
      </dialog>
    </section>
  );
}

/** Whether a message of a person has come since a row. */
function newMessage(model: Model, since: number): boolean {
  for (let row = model.store.rows - 1; row >= Math.max(0, since); row--) if (model.store.kind(row) === "message") return true;
  return false;
}
