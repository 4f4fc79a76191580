import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { messageText } from "../classify.ts";
import { listSessions } from "../feed.ts";
import { label, line } from "../format.ts";
import { list, number, object, text } from "../json.ts";

/** How often the list is read again. */
const AGAIN = 3_000;
const SIZE = 50;

/** The sessions of the API, newest first. */
export function Sessions(): JSX.Element {
  const [page, setPage] = useState(1);
  const [body, setBody] = useState(object(undefined));
  const [trouble, setTrouble] = useState("");
  useEffect(() => {
    let gone = false;
    const read = async (): Promise<void> => {
      if (document.hidden) return;
      try {
        const body = object(await listSessions(page));
        if (!gone) {
          setBody(body);
          setTrouble("");
        }
      } catch (error) {
        if (!gone) setTrouble(error instanceof Error ? error.message : String(error));
      }
    };
    void read();
    const timer = setInterval(() => void read(), AGAIN);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [page]);
  const sessions = object(body["sessions"]);
  const items = list(sessions["items"]).map(object);
  const total = number(sessions["total"]) ?? items.length;
  return (
    <main class="sessions">
      <h1>Sessions</h1>
      <p class="hint">{text(body["base_url"])}</p>
      <div role="status">{trouble && <p class="notice notice-warn">{trouble}</p>}</div>
      {items.length === 0 && !trouble && <p class="hint">{body["sessions"] ? "There is no session yet." : "Loading…"}</p>}
      <ul class="session-list">
        {items.map((session) => {
          const id = text(session["id"]);
          const created = Date.parse(text(session["created_at"]));
          return (
            <li key={id}>
              <a class="session" href={`./${encodeURIComponent(id)}`}>
                <span class={`pill state-${text(session["status"])}`}><span class="dot" aria-hidden="true" />{label(text(session["status"]))}</span>
                <span class="session-text">
                  <span class="session-agent">{text(session["agent"]) || "Agent"}</span>
                  <span class="session-task">{line(messageText(firstMessage(session))) || "No message"}</span>
                </span>
                <span class="session-when">{Number.isNaN(created) ? "" : new Date(created).toLocaleString()}</span>
              </a>
            </li>
          );
        })}
      </ul>
      {total > SIZE && (
        <nav class="session-pages" aria-label="Pages">
          <button type="button" class="button" disabled={page === 1} onClick={() => setPage(page - 1)}>Newer</button>
          <span>Page {page} of {Math.ceil(total / SIZE)}</span>
          <button type="button" class="button" disabled={page * SIZE >= total} onClick={() => setPage(page + 1)}>Older</button>
        </nav>
      )}
    </main>
  );
}

/** A message's content is a text, or parts. */
function firstMessage(session: ReturnType<typeof object>): ReturnType<typeof object> {
  const message = object(session["first_message"]);
  const content = message["content"] ?? message["message"] ?? null;
  return typeof content === "string" ? { content: [content] } : { content };
}
