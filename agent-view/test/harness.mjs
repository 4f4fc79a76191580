// Real processes and a real browser for the tests beside this file.
import { execFile, spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after } from "node:test";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

const here = import.meta.dirname;
export const STEERSMAN = process.env.STEERSMAN_BIN;
export const KEY = "hk-canary-0f3a9b7d51c24e8e";
/** Pictures that a person may look at after a run. */
export const ARTEFACTS = process.env.STEERSMAN_ARTEFACTS ?? join(here, "../../target/agent-view");
mkdirSync(ARTEFACTS, { recursive: true });

let browser;
/** The browser of all tests. */
export async function launch() {
  const path = ["/usr/bin/chromium-headless-shell", "/usr/lib/chromium/chromium-headless-shell", "/usr/bin/chromium"].find(existsSync);
  if (!path) throw new Error("no chromium: agent-view/scripts/browser.sh installs it");
  browser ??= await chromium.launch({ executablePath: path, args: ["--no-sandbox", "--disable-gpu"] });
  return browser;
}

const processes = new Set();
// Also when a test or its preparation failed and left its processes and pages behind: what still runs would keep this process.
after(async () => {
  await browser?.close();
  processes.forEach((child) => child.kill("SIGKILL"));
});
process.on("exit", () => {
  processes.forEach((child) => child.kill("SIGKILL"));
  rmSync(STATE, { recursive: true, force: true });
});

/** Starts the command; resolves with its first lines that `enough` is content with. */
export async function start(args, enough, env = {}) {
  const child = spawn(STEERSMAN, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: environment(env),
  });
  processes.add(child);
  let errors = "";
  child.stderr.on("data", (data) => (errors += data));
  const ended = new Promise((resolve) => child.on("exit", (code) => { processes.delete(child); resolve(code); }));
  const lines = [];
  const reading = createInterface({ input: child.stdout });
  const ready = new Promise((resolve, reject) => {
    reading.on("line", (line) => { lines.push(line); if (enough(lines)) resolve(); });
    ended.then((code) => reject(new Error(`steersman ${args.join(" ")} ended with ${code}: ${errors}`)));
  });
  ended.catch(() => {});
  await ready;
  return {
    lines,
    errors: () => errors,
    stop: async () => { child.kill("SIGTERM"); return ended; },
    kill: async () => { child.kill("SIGKILL"); return ended; },
  };
}
const environment = (more) => ({ ...process.env, HAI_API_KEY: "", HAI_API_BASE_URL: "", XDG_STATE_HOME: STATE, NO_PROXY: "*", ...more });
const STATE = mkdtempSync(join(tmpdir(), "steersman-view-"));
export const scratch = (name) => join(STATE, name);

/** An Agents API with the agents of the tests, and their screen. */
export async function serve(options = []) {
  const agents = scratch("agents.yaml");
  copyFileSync(join(here, "agents.yaml"), agents);
  if (!existsSync(scratch("screen.png"))) await drawScreen(scratch("screen.png"));
  const server = await start(["serve", "--agents", agents, "--api-key", KEY, ...options], (lines) => lines.length >= 2);
  const url = /'(.*)'/.exec(server.lines[0])[1];
  return { ...server, url, api: (method, path, body) => call(url, method, path, body) };
}

async function drawScreen(path) {
  const page = await (await launch()).newPage({ viewport: { width: 1200, height: 800 } });
  await page.goto(`file://${join(here, "shop.html")}`);
  await page.screenshot({ path });
  await page.close();
}

export async function call(url, method, path, body) {
  const reply = await fetch(`${url}/api/v2${path}`, {
    method,
    headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`);
  return text ? JSON.parse(text) : undefined;
}

/** Runs the command to its end against a server; gives what it printed. */
export async function run(server, ...args) {
  const env = environment({ HAI_API_KEY: KEY, HAI_API_BASE_URL: server.url });
  return (await promisify(execFile)(STEERSMAN, args, { env, maxBuffer: 64 << 20 })).stdout;
}

/** `steersman view` of something; `link` opens it. */
export async function view(server, what, options = []) {
  const env = server ? { HAI_API_KEY: KEY, HAI_API_BASE_URL: server.url } : {};
  const viewer = await start(["view", "--quiet", ...(what ? [what] : []), ...options], (lines) => lines.length >= 1, env);
  return { ...viewer, link: viewer.lines[0] };
}

/** A page that fails its test when anything is wrong with it: an error, a broken policy, a request to a stranger. */
export async function open(link, options = {}) {
  const context = await (await launch()).newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const trouble = [];
  const own = new URL(link).origin;
  page.on("pageerror", (error) => trouble.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !/Failed to load resource|net::ERR/.test(message.text())) trouble.push(message.text());
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith("data:") && new URL(url).origin !== own && !url.startsWith(link.split("#")[0])) trouble.push(`a request to ${url}`);
  });
  await page.goto(link);
  return { page, context, trouble };
}

/** Keeps a picture of the page, as PNG and, for documents, as the smaller WebP. */
export async function picture(page, name) {
  const png = await page.screenshot({ path: join(ARTEFACTS, `${name}.png`) });
  const blank = await (await launch()).newPage();
  const webp = await blank.evaluate(async (data) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    canvas.getContext("2d").drawImage(image, 0, 0);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: "image/webp", quality: 0.86 })).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  }, png.toString("base64"));
  await blank.close();
  writeFileSync(join(ARTEFACTS, `${name}.webp`), Buffer.from(webp, "base64"));
}

export const rows = (page) => page.locator(".row");
export const row = (page, text) => page.locator(".row", { hasText: text }).first();
