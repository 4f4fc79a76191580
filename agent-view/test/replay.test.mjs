// A recording: replayed, searched, taken away. And a hostile one, and a long one.
import assert from "node:assert/strict";
import { createWriteStream, readFileSync, statSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { createRequire } from "node:module";
import { before, test } from "node:test";
import { ARTEFACTS, launch, open, row, rows, run, scratch, serve, view } from "./harness.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const selected = (page) => page.locator('.row[aria-selected="true"]');
let server, recording;

/** A finished session of the bookkeeper, saved from the page. */
before(async () => {
  server = await serve();
  const { id } = await server.api("POST", "/sessions", { agent: "bookkeeper", messages: "Which invoice is still open?" });
  const viewer = await view(server, id);
  const { page, context } = await open(viewer.link);
  await row(page, "A-17.pdf").waitFor();
  await page.locator(".lane", { hasText: "archivist" }).waitFor();
  await page.waitForFunction(() => document.querySelector(".lane .state-completed"));
  await server.api("POST", `/sessions/${id}/messages`, { type: "user_message", message: "Was it delivered?" });
  await page.locator(".head .pill", { hasText: "Awaiting tool results" }).waitFor();
  const [call] = (await server.api("GET", `/sessions/${id}/status`)).pending_tool_calls;
  await server.api("POST", `/sessions/${id}/tool_results`, { kind: "tool_result", tool_req: call, result: { status: "paid" } });
  await page.locator(".head .pill", { hasText: "Completed" }).waitFor();
  recording = {};
  for (const kind of ["JSONL", "HTML"]) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: kind }).click()]);
    recording[kind] = scratch(`saved.${kind.toLowerCase()}`);
    await download.saveAs(recording[kind]);
  }
  await context.close();
  await viewer.stop();
});

/** Opens a file, without any API. */
async function replay(file, options = {}) {
  const viewer = await view(undefined, file);
  const opened = await open(viewer.link + (options.hash ?? ""), options);
  return { ...opened, viewer, close: async () => { await opened.context.close(); await viewer.stop(); } };
}

test("a recording is replayed: by key, by scrubbing, by jumps, in its own time", async () => {
  const { page, trouble, close } = await replay(recording.JSONL);
  await row(page, "Invoice A-17 over").waitFor();
  await page.locator(".recorded", { hasText: "not steered" }).waitFor();
  await page.locator(".rows").focus();
  await page.keyboard.press("Home");
  await page.waitForFunction(() => document.querySelector('.row[aria-selected="true"] .row-index')?.textContent === "0");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await page.waitForFunction(() => document.querySelector('.row[aria-selected="true"] .row-index')?.textContent === "1");
  for (const [key, text] of [["x", "element is not draggable"], ["a", "Invoice A-17 over"], ["m", "Which invoice"], ["t", "click(x: 1010"]]) {
    await page.keyboard.press(key);
    await selected(page).filter({ hasText: text }).waitFor();
  }
  // Arguments are a tree: its members have names and values of their own.
  const argument = page.locator(".detail .json-leaf").filter({ has: page.locator(".json-name", { hasText: /^x$/ }) });
  await argument.locator(".json-number", { hasText: "1010" }).first().waitFor();
  // What was true then: the screen was there, the steps were fewer.
  await page.getByRole("img", { name: "click at 1010, 486" }).waitFor();
  await page.locator(".figure", { hasText: "Then" }).waitFor();
  const slider = page.getByRole("slider", { name: "Position in the session" });
  const box = await slider.boundingBox();
  await page.mouse.click(box.x + 2, box.y + 10);
  await page.waitForFunction(() => Number(document.querySelector('[role="slider"]').getAttribute("aria-valuenow")) < 9);
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  const end = Number(await slider.getAttribute("aria-valuemax"));
  const speeds = page.getByLabel("Speed");
  assert.deepEqual(await speeds.locator("option").allInnerTexts(), ["0.5×", "1×", "2×", "4×", "8×", "16×"]);
  await page.locator(".rows").focus();
  await page.keyboard.press("End");
  await page.waitForFunction((end) => Number(document.querySelector('[role="slider"]').getAttribute("aria-valuenow")) === end, end);
  await page.keyboard.press("Home");
  await page.waitForFunction(() => document.querySelector('[role="slider"]').getAttribute("aria-valuenow") === "0");
  await speeds.selectOption("16");
  await page.locator(".rows").focus();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Stop playing" }).waitFor();
  await page.waitForFunction((end) => Number(document.querySelector('[role="slider"]').getAttribute("aria-valuenow")) === end, end);
  await page.getByRole("button", { name: "Play", exact: true }).waitFor();
  assert.deepEqual(trouble, []);
  await close();
});

test("what the command records is replayed as well: record, and the lines of run and watch", async () => {
  const [{ id }] = (await server.api("GET", "/sessions?agent=bookkeeper")).items;
  const recorded = scratch("recorded.jsonl");
  await run(server, "record", id, "-o", recorded);
  const watched = scratch("watched.jsonl");
  writeFileSync(watched, await run(server, "watch", "--json", id));
  for (const file of [recorded, watched]) {
    const { page, trouble, close } = await replay(file);
    await row(page, "Invoice A-17 over").waitFor();
    await page.locator(".recorded", { hasText: "not steered" }).waitFor();
    await page.locator(".head h1", { hasText: "bookkeeper" }).waitFor();
    const events = page.locator(".figure", { hasText: "Events" }).locator("dd");
    const { total } = await server.api("GET", `/sessions/${id}/events`);
    assert.equal(Number(await events.innerText()), total);
    await page.locator(".rows").focus();
    await page.keyboard.press("Home");
    await selected(page).filter({ hasText: "The request came in" }).waitFor();
    await page.keyboard.press("a");
    await selected(page).filter({ hasText: "Invoice A-17 over" }).waitFor();
    assert.deepEqual(trouble, []);
    await close();
  }
});

test("a link leads to an event, also of a subagent, and follows what is looked at", async () => {
  const { page, trouble, close } = await replay(recording.JSONL, { hash: "#e=12" });
  await selected(page).filter({ hasText: "drag(" }).waitFor();
  assert.equal(await selected(page).locator(".row-index").innerText(), "12");
  await page.locator(".rows").focus();
  await page.keyboard.press("k");
  await page.waitForFunction(() => location.hash === "#e=11");
  await page.locator(".lane-name", { hasText: "archivist" }).click();
  await row(page, "search_archive").click();
  const chosen = await selected(page).filter({ hasText: "search_archive" }).locator(".row-index").innerText();
  await page.waitForFunction((index) => location.hash.endsWith(`&e=${index}`), chosen);
  const link = page.url();
  assert.match(link, /#s=[0-9a-f-]+&e=\d+$/);
  await page.goto("about:blank");
  await page.goto(link);
  await selected(page).filter({ hasText: "search_archive" }).waitFor();
  assert.deepEqual(trouble, []);
  await close();
});

test("events are filtered by kind and found by their text", async () => {
  const { page, trouble, close } = await replay(recording.JSONL);
  await row(page, "Invoice A-17 over").waitFor();
  await page.getByRole("button", { name: "Other" }).click();
  await page.getByRole("button", { name: "Tools" }).click();
  await page.getByRole("button", { name: "Tools", pressed: false }).waitFor();
  await page.waitForFunction(() => document.querySelectorAll(".row.kind-call, .row.kind-state").length === 0);
  await page.getByRole("button", { name: "Tools" }).click();
  await page.keyboard.press("Escape");
  await page.locator(".rows").focus();
  await page.keyboard.press("/");
  await page.keyboard.type("DELIVERED_at");
  await page.locator(".search-count", { hasText: "found" }).waitFor();
  const found = await rows(page).allInnerTexts();
  assert.ok(found.length > 0 && found.every((text) => /lookup_order|paid/.test(text)), found.join("\n"));
  await page.getByLabel("Search events").fill("nothing has this text");
  await page.locator(".rows-empty", { hasText: "Nothing fits" }).waitFor();
  assert.deepEqual(trouble, []);
  await close();
});

test("a saved page opens offline, with its pictures and its subagents", async () => {
  const context = await (await launch()).newContext({ offline: true, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const trouble = [];
  page.on("pageerror", (error) => trouble.push(error.message));
  page.on("console", (message) => message.type() === "error" && trouble.push(message.text()));
  page.on("request", (request) => /^https?:/.test(request.url()) && trouble.push(request.url()));
  await page.goto(`file://${recording.HTML}#e=9`);
  await selected(page).filter({ hasText: "click(x: 1010" }).waitFor();
  await page.waitForFunction(() => document.querySelector(".stage img")?.naturalWidth === 1200);
  await page.locator(".lane-name", { hasText: "archivist" }).click();
  await row(page, "search_archive").waitFor();
  await page.screenshot({ path: `${ARTEFACTS}/saved.png` });
  assert.deepEqual(trouble, []);
  await context.close();
});

test("nothing that an agent, a tool or a page writes is ever more than text", async () => {
  const { id } = await server.api("POST", "/sessions", { agent: "hostile", messages: "<script>window.__owned=0</script>" });
  const viewer = await view(server, id);
  const { page, context, trouble } = await open(viewer.link);
  await page.locator(".head .pill", { hasText: "Completed" }).waitFor();
  await page.locator(".rows").focus();
  await page.keyboard.press("Home");
  const total = Number(await page.getByRole("slider").getAttribute("aria-valuemax")) + 1;
  for (let at = 0; at < total; at++) {
    await page.locator(".detail-when", { hasText: `#${at} ·` }).waitFor();
    await page.locator(".raw > summary").click();
    await page.keyboard.press("j");
  }
  await row(page, "<style>body{display:none}").click();
  await page.locator(".detail", { hasText: "<style>body{display:none}</style>" }).waitFor();
  for (const link of await page.locator("a[href]").evaluateAll((all) => all.map((one) => one.href))) assert.doesNotMatch(link, /^javascript/);
  assert.equal(await page.evaluate(() => [window.__owned, {}.polluted, document.querySelectorAll("#app script, #app iframe, #app style").length].join()), ",,0");
  // A stranger's picture is not even asked for by the local process.
  await row(page, "A stranger's picture").click();
  await page.locator(".stage", { hasText: "not stored at the API" }).waitFor();
  const saved = await (await context.request.get(new URL(`/view/${id}/export.html`, viewer.link).href)).text();
  writeFileSync(scratch("hostile.html"), saved);
  const offline = await context.newPage();
  await offline.goto(`file://${scratch("hostile.html")}`);
  await row(offline, "The request came in").waitFor();
  await row(offline, "<style>body{display:none}").waitFor();
  assert.equal(await offline.evaluate(() => window.__owned), undefined);
  assert.deepEqual(trouble, []);
  await context.close();
  await viewer.stop();
});

const EVENTS = 100_000;
/** A session of 100,000 events, with everything in it. */
async function longRecording() {
  const path = scratch("long.jsonl");
  const out = createWriteStream(path);
  const start = Date.UTC(2026, 2, 1, 9);
  const wait = async (text) => { if (!out.write(text)) await once(out, "drain"); };
  await wait(`${JSON.stringify({ type: "session", session_id: "long", agent: "marathon", created_at: new Date(start).toISOString() })}\n`);
  for (let at = 0; at < EVENTS; at++) {
    const agent = (data) => ({ type: "AgentEvent", data });
    const event =
      at % 5 === 4 ? { type: "MetricsUpdateEvent", data: { metrics: { steps: at, cost_per_model: [{ name: "m", input_tokens: at, output_tokens: 1, reasoning_tokens: 0 }], total_cost: at / 1e5 } } }
      : at % 5 === 3 ? agent({ kind: "tool_result", tool_req: { tool_name: "type", args: {}, id: `c${at}` }, result: `typed ${at} ${"lorem ipsum ".repeat(20)}` })
      : at % 5 === 2 ? agent({ kind: "policy_event", reasoning_content: `thought ${at}`, tool_reqs: [{ tool_name: "type", args: { text: `word ${at}` }, id: `c${at + 1}` }] })
      : agent({ kind: "policy_event", reasoning_content: `reasoning number ${at} ${"and so on ".repeat(20)}`, tool_reqs: [] });
    event.timestamp = new Date(start + at * 300).toISOString();
    await wait(`${JSON.stringify({ type: "event", index: at, event })}\n`);
  }
  out.end(`${JSON.stringify({ type: "outcome", session_id: "long", status: "completed", steps: EVENTS })}\n`);
  await once(out, "close");
  return path;
}

test("100,000 events: there at once, every one within reach, in bounded memory", async () => {
  const path = await longRecording();
  const viewer = await view(undefined, path);
  const { page, context, trouble } = await open(viewer.link);
  const painted = await page.evaluate(() => new Promise((resolve) => {
    new PerformanceObserver((list) => resolve(list.getEntries()[0].startTime)).observe({ type: "paint", buffered: true });
  }));
  await page.locator(".position", { hasText: "100,000 / 100,000" }).waitFor();
  const loaded = await page.evaluate(() => performance.now());
  await row(page, "99,999 steps").or(row(page, "typed 99998")).first().waitFor();
  assert.ok((await rows(page).count()) < 80, "only the rows in sight are there");
  // Through the whole list by scrolling.
  const frames = await page.evaluate(async () => {
    const rows = document.querySelector(".rows");
    const times = [];
    let last = performance.now();
    for (let at = 0; at <= 120; at++) {
      rows.scrollTop = (rows.scrollHeight * at) / 120;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const now = performance.now();
      times.push(now - last);
      last = now;
    }
    return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
  });
  await page.locator(".rows").focus();
  await page.keyboard.press("Home");
  await row(page, "reasoning number 0 ").waitFor();
  await page.evaluate(() => (location.hash = "#e=50002"));
  await page.locator(".detail", { hasText: "word 50002" }).waitFor();
  await page.getByLabel("Search events").fill("word 77777");
  await page.getByLabel("Search events").fill("word 77772");
  await page.locator(".search-count", { hasText: "1 found" }).waitFor();
  await page.getByLabel("Search events").fill("");
  // The whole process of the page: its heap does not count the texts it holds.
  const processes = (await (await (await launch()).newBrowserCDPSession()).send("SystemInfo.getProcessInfo")).processInfo;
  const resident = (id) => { try { return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8"))[1]) * 1024; } catch { return 0; } };
  const memory = Math.max(...processes.filter(({ type }) => type === "renderer").map(({ id }) => resident(id)));
  const size = statSync(path).size;
  console.log(`first paint ${Math.round(painted)} ms, ${EVENTS} events (${Math.round(size / 1e6)} MB) in ${Math.round(loaded)} ms, median frame while scrolling ${frames.toFixed(1)} ms, memory of the page ${Math.round(memory / 1e6)} MB`);
  assert.ok(memory > 1e6 && memory < 600e6, `the page takes ${memory} bytes`);
  assert.deepEqual(trouble, []);
  await context.close();
  await viewer.stop();
});

test("axe finds nothing to object to, light and dark, narrow and wide", async () => {
  const viewer = await view(undefined, recording.JSONL);
  let { link } = viewer;
  let state;
  for (const colorScheme of ["light", "dark"]) {
    for (const [name, width, height] of [["phone", 390, 844], ["tablet", 1024, 768], ["wide", 1920, 1080]]) {
      const { page, context, trouble } = await open(link, { bypassCSP: true, colorScheme, viewport: { width, height }, ...(state ? { storageState: state } : {}) });
      state ??= await context.storageState();
      link = page.url();
      await page.locator(".position", { hasText: "/" }).waitFor();
      await page.locator(".rows").focus();
      await page.keyboard.press("t");
      for (const pane of width < 760 ? ["Timeline", "Screen", "Event"] : [""]) {
        if (pane) await page.getByRole("button", { name: pane, exact: true }).click();
        await page.locator(".call").first().waitFor({ state: "attached" });
        await page.addScriptTag({ path: axe });
        const found = await check(page);
        assert.deepEqual(found, [], `${colorScheme}, ${name} ${pane}`);
        await page.screenshot({ path: `${ARTEFACTS}/${name}${pane ? `-${pane.toLowerCase()}` : ""}-${colorScheme}.png` });
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wider <= 0, `${name}: the page is ${wider} px too wide`);
      }
      assert.deepEqual(trouble, []);
      await context.close();
    }
  }
  await viewer.stop();
});

/** What axe objects to. The page's own policy, under which axe could not run, is left out here. */
async function check(page) {
  return page.evaluate(async () => (await window.axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`));
}
