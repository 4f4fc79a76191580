import { render } from "preact";
import { Model } from "./model.ts";
import "./style.css";
import { App } from "./ui/app.tsx";
import { Sessions } from "./ui/sessions.tsx";

const place = document.getElementById("app")!;
const saved = document.getElementById("recording");
const session = decodeURIComponent(location.pathname.split("/").pop() ?? "");
if (saved) {
  const recording = saved.textContent ?? "";
  saved.remove();
  const first = /"session_id":"((?:[^"\\]|\\.)*)"/.exec(recording.slice(0, 4_000))?.[1];
  show(new Model(first ?? "recording", recording));
} else if (session) {
  show(new Model(session, undefined));
} else {
  document.title = "Sessions · Agent View";
  render(<Sessions />, place);
}

function show(model: Model): void {
  render(<App model={model} />, place);
  model.subscribe(() => {
    const { agent } = model.store;
    document.title = `${agent} · Agent View`;
  });
  model.start();
}
