// What the Node programs of the benchmark have in common: reading an order, doing its work, and telling what that took.
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { monitorEventLoopDelay } from "node:perf_hooks";

/** `WORK BASE_URL KEY=VALUE…`, as in src/work.rs. */
export class Order {
  constructor([work, url, ...pairs]) {
    this.work = work;
    this.url = url;
    this.values = Object.fromEntries(pairs.map((pair) => pair.split(/=(.*)/s).slice(0, 2)));
  }
  text(key) {
    if (!(key in this.values)) throw new Error(`${key}=… is missing`);
    return this.values[key];
  }
  number(key) {
    return Number(this.values[key] ?? 0);
  }
}

/** Time and processor time of a piece of work. */
class Watch {
  #cpu = process.cpuUsage();
  #begun = performance.now();
  report(units, more = {}) {
    const seconds = (performance.now() - this.#begun) / 1000;
    const { user, system } = process.cpuUsage(this.#cpu);
    const peak_kib = process.resourceUsage().maxRSS;
    console.log(JSON.stringify({ units, seconds, cpu: (user + system) / 1e6, peak_kib, ...more }));
  }
}

/** The moment that a trickled event's text begins with, in nanoseconds. */
export function stamp(text) {
  return BigInt(text.slice(0, text.indexOf(" ")));
}

function status(name) {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(readFileSync("/proc/self/status", "utf8"))[1]);
}

/** Does the work that is ordered; each takes the watch, which has just been started. */
export async function perform(order, works) {
  const work = works[order.work];
  if (!work) throw new Error(`no work is called ${order.work}`);
  await work(new Watch());
}

/** Runs sessions one after another, and tells how long each takes. */
export async function sessions(order, watch, run) {
  const times = [];
  for (let number = 0; number < order.number("count"); number++) {
    const begun = performance.now();
    await run();
    times.push((performance.now() - begun) * 1000);
  }
  watch.report(times.length, { times_us: times });
}

/** Opens many streams, lets them go when the server holds all of them, and reads each to its end: `read` gives how many events it had. */
export async function streams(order, read) {
  const count = order.number("count");
  const plan = order.text("session");
  const memory = status("VmRSS");
  const threads = status("Threads");
  const readers = Array.from({ length: count }, (_, number) => read(`${plan}.${number}`));
  const settled = Promise.allSettled(readers);
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline) {
    const { held } = await (await fetch(`${order.url}/bench/counters`)).json();
    if (held >= count) break;
    await sleep(20);
  }
  const bytes_each = Math.max(0, Math.round(((status("VmRSS") - memory) * 1024) / count));
  const threads_more = status("Threads") - threads;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const watch = new Watch();
  await fetch(`${order.url}/bench/go`);
  const results = await settled;
  delay.disable();
  const seen = results.filter(({ status }) => status === "fulfilled").map(({ value }) => value);
  watch.report(seen.reduce((sum, events) => sum + events, 0), { bytes_each, threads_more, errors: count - seen.length, stall_ms: delay.max / 1e6 });
}
