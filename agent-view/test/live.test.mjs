// A session that runs, watched and steered.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { ARTEFACTS, KEY, open, picture, row, rows, serve, view } from "./harness.mjs";

const TASK = "Which invoice is still open, and why?";
let server;
before(async () => { server = await serve(); });

const session = (agent, message = TASK) => server.api("POST", "/sessions", { agent, messages: message });
const status = (page) => page.locator(".head .pill");
const until = (page, text) => status(page).filter({ hasText: text }).waitFor();
const control = (page, name) => page.locator(".steer").getByRole("button", { name: new RegExp(`^${name}`) });

test("a live session shows what the agent sees, does, says and waits for, and its subagent below it", async () => {
  const { id } = await session("bookkeeper");
  const viewer = await view(server, id);
  const { page, context, trouble } = await open(viewer.link);
  await row(page, TASK).waitFor();
  await row(page, "click(x: 1010").waitFor();
  await page.locator(".stage img").waitFor();
  assert.equal(await page.locator(".stage img").evaluate((image) => image.naturalWidth), 1200);
  assert.equal(await page.locator(".stage-address").innerText(), "https://shop.example/invoices");
  // The drag came last: a line, and its end.
  const marks = page.getByRole("img", { name: "drag at 300, 380" });
  await marks.waitFor();
  assert.equal(await marks.locator("polyline").getAttribute("points"), "300,600 300,380");
  await page.locator(".lane", { hasText: "archivist" }).waitFor();
  for (const figure of ["Steps", "Tokens", "Cost"]) {
    const value = page.locator(".figure", { hasText: figure }).locator("dd");
    await page.waitForFunction((element) => /[1-9]/.test(element.textContent), await value.elementHandle());
  }

  await page.getByLabel("Message to bookkeeper").fill("Please check whether it was delivered.");
  await page.keyboard.press("Enter");
  await page.locator(".acknowledgement", { hasText: "it is in the timeline" }).waitFor();
  await row(page, "Please check whether it was delivered.").waitFor();
  await until(page, "Awaiting tool results");
  await page.locator(".notice-wait", { hasText: "lookup_order" }).waitFor();
  await page.locator(".call-waiting", { hasText: "lookup_order" }).waitFor();
  await picture(page, "live-light");
  await page.emulateMedia({ colorScheme: "dark" });
  await picture(page, "live-dark");

  const [call] = (await server.api("GET", `/sessions/${id}/status`)).pending_tool_calls;
  await server.api("POST", `/sessions/${id}/tool_results`, { kind: "tool_result", tool_req: call, result: { status: "paid", delivered_at: null } });
  await until(page, "Completed");
  await row(page, "Invoice A-17 over € 42.00 is open. Please check").waitFor();
  assert.equal(await page.locator(".notice-wait").count(), 0);
  assert.equal(await control(page, "Pause").getAttribute("aria-disabled"), "true");
  assert.match(await control(page, "Pause").getAttribute("title"), /has ended \(completed\)/);

  // The subagent has a view of its own.
  await page.locator(".lane-name", { hasText: "archivist" }).click();
  await row(page, "search_archive").waitFor();
  await page.locator(".head h1", { hasText: "archivist" }).waitFor();
  assert.deepEqual(trouble, []);
  await context.close();
  await viewer.stop();
});

test("the timeline follows the tip unless the person scrolls away, and again when they ask for it", async () => {
  const { id } = await session("walker");
  const viewer = await view(server, id);
  const { page, context, trouble } = await open(viewer.link, { viewport: { width: 1000, height: 640 } });
  // More than fit on the screen; a slow page has missed some.
  await row(page, /step (1[4-9]|[2-9]\d|\d{3,})/).waitFor();
  await page.locator(".rows").hover();
  await page.mouse.wheel(0, -400);
  const tip = page.getByRole("button", { name: /newer · follow/ });
  await tip.waitFor();
  const top = await page.locator(".rows").evaluate((element) => element.scrollTop);
  await page.locator(".to-tip", { hasText: /^\s*[1-9]\d+ newer/ }).waitFor();
  assert.equal(await page.locator(".rows").evaluate((element) => element.scrollTop), top);
  await tip.click();
  await page.locator(".live-tag").waitFor();
  await page.waitForFunction(() => {
    const rows = document.querySelector(".rows");
    return rows.scrollHeight - rows.clientHeight - rows.scrollTop < 4;
  });
  await server.api("DELETE", `/sessions/${id}`);
  await until(page, "Interrupted");
  assert.deepEqual(trouble, []);
  await context.close();
  await viewer.stop();
});

test("pause, resume, a message and a forced answer are acknowledged and show in the timeline", async () => {
  const { id } = await session("walker");
  const viewer = await view(server, id);
  const { page, context, trouble } = await open(viewer.link);
  await until(page, "Running");
  await control(page, "Pause").click();
  await page.locator(".acknowledgement", { hasText: "The session is paused now" }).waitFor();
  await until(page, "Paused");
  await row(page, "Paused").waitFor();
  await control(page, "Resume").click();
  await until(page, "Running");
  await row(page, "Running").waitFor();
  await control(page, "Force answer").click();
  await until(page, "Completed");
  await row(page, /Walked \d+ steps/).waitFor();
  assert.equal((await server.api("GET", `/sessions/${id}`)).latest_answer.startsWith("Walked"), true);
  assert.equal(await page.getByLabel("Message to walker").isDisabled(), true);
  assert.deepEqual(trouble, []);
  await context.close();
  await viewer.stop();
});

test("a cancellation is asked about first", async () => {
  const { id } = await session("walker");
  const viewer = await view(server, id);
  const { page, context, trouble } = await open(viewer.link);
  await until(page, "Running");
  await control(page, "Cancel").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Keep it running" }).click();
  assert.equal((await server.api("GET", `/sessions/${id}/status`)).status, "running");
  await control(page, "Cancel").click();
  await dialog.getByRole("button", { name: "Cancel the session" }).click();
  await until(page, "Interrupted");
  assert.equal((await server.api("GET", `/sessions/${id}/status`)).status, "interrupted");
  assert.deepEqual(trouble, []);
  await context.close();
  await viewer.stop();
});

test("what the API refuses is said, not hidden", async () => {
  const { id } = await session("walker");
  const viewer = await view(server, id);
  const { page, context } = await open(viewer.link);
  await until(page, "Running");
  await page.route("**/steer", (route) => route.fulfill({ status: 429, json: { error: "too many messages" } }));
  await page.getByLabel("Message to walker").fill("hello");
  await page.keyboard.press("Enter");
  await page.locator(".told-bad", { hasText: "Send failed: too many messages" }).waitFor();
  assert.equal(await page.getByLabel("Message to walker").inputValue(), "hello", "what was written is kept");
  await server.api("DELETE", `/sessions/${id}`);
  await context.close();
  await viewer.stop();
});

test("a page goes on where it was when the local process is started again", async () => {
  const { id } = await session("walker");
  let viewer = await view(server, id);
  const { port } = new URL(viewer.link);
  const { page, context, trouble } = await open(viewer.link);
  await row(page, "step 5").waitFor();
  await viewer.kill();
  await page.locator(".notice-warn", { hasText: "does not answer" }).waitFor();
  assert.match(await control(page, "Pause").getAttribute("title"), /does not answer/);
  const before = await page.locator(".figure", { hasText: "Events" }).locator("dd").innerText();
  viewer = await view(server, id, ["--port", port]);
  await page.locator(".notice-warn").waitFor({ state: "detached" });
  await page.waitForFunction((count) => Number(document.querySelector(".figures").lastElementChild.querySelector("dd").textContent) > count + 5, Number(before));
  // Each event once, in order.
  await page.locator(".rows").focus();
  await page.keyboard.press("Home");
  // The rows of the top are drawn after the key.
  await page.waitForFunction(() => document.querySelector(".row-index")?.textContent === "0");
  const indices = await rows(page).evaluateAll((all) => all.map((one) => Number(one.querySelector(".row-index").textContent)));
  assert.deepEqual(indices, indices.map((_, at) => at));
  await server.api("DELETE", `/sessions/${id}`);
  await until(page, "Interrupted");
  assert.deepEqual(trouble, []);
  await context.close();
  await viewer.stop();
});

test("the runtime serves the same page: a list of sessions, and each one's agent_view_url", async () => {
  const made = await session("archivist", "A-17");
  const { page, context, trouble } = await open(made.agent_view_url);
  await row(page, "Order A-17 is on shelf 12.").waitFor();
  assert.equal(new URL(page.url()).search, "", "the token is gone from the address");
  await page.goto(new URL("./", page.url()).href);
  const link = page.locator(".session", { hasText: "archivist" }).filter({ hasText: "A-17" }).first();
  await link.waitFor();
  await page.screenshot({ path: `${ARTEFACTS}/sessions.png` });
  await link.click();
  await row(page, "Order A-17 is on shelf 12.").waitFor();
  assert.deepEqual(trouble, []);
  await context.close();
});

test("no one comes in without the link, twice with it, under another name, or from another page; and the key stays out", async () => {
  const { id } = await session("archivist", KEY.slice(0, 4));
  const viewer = await view(server, id);
  const link = new URL(viewer.link);
  const at = (path) => new URL(path, link).href;
  assert.equal((await fetch(at(`/view/${id}`))).status, 401);
  assert.equal((await fetch(at(`/view/${id}/events?from=0&to=9`))).status, 401);
  const { page, context } = await open(viewer.link);
  const seen = [];
  page.on("response", async (response) => seen.push(JSON.stringify(response.headers()), await response.text().catch(() => "")));
  page.on("request", (request) => seen.push(JSON.stringify(request.headers()), request.postData() ?? ""));
  await page.reload();
  await row(page, "shelf 12").waitFor();
  assert.equal((await fetch(viewer.link, { redirect: "manual" })).status, 401, "a link is good once");
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const ask = (path, headers, method = "GET") => fetch(at(path), { method, headers: { cookie, ...headers } });
  assert.equal((await ask(`/view/${id}/events?from=0&to=9`, {})).status, 200);
  assert.equal((await ask(`/view/${id}/events?from=0&to=9`, { "sec-fetch-site": "cross-site" })).status, 403);
  assert.equal((await ask(`/view/${id}/steer`, { origin: "https://evil.example", "x-steersman-view": "1" }, "POST")).status, 403);
  assert.equal((await ask(`/view/${id}/steer`, { origin: link.origin }, "POST")).status, 403);
  const text = [...seen, await page.content(), JSON.stringify(await context.storageState()), await (await ask(`/view/${id}/export.html`, {})).text(), await (await ask(`/view/${id}/export.jsonl`, {})).text(), viewer.errors(), viewer.lines.join()].join("\n");
  assert.ok(text.includes("shelf 12"));
  assert.ok(!text.includes(KEY), "the key reached the browser");
  const policy = (await ask(`/view/${id}`, {})).headers.get("content-security-policy");
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe/);
  await context.close();
  await viewer.stop();
});
