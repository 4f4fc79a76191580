/** The tools of a scenario, and what they saw. */

import { EventEmitter, once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

import { tool } from "../../../bindings-node/dist/esm/index.js";

/** How long a call may take to notice that it was told to stop, in milliseconds. */
const STOPPED_WITHIN = 2000;

export class Toolbox {
  seen = [];
  #specs;
  #control;
  #atWork = 0;
  #most = 0;
  #changes = new EventEmitter().setMaxListeners(0);

  constructor(specs, control) {
    this.#specs = specs;
    this.#control = control;
  }

  /** The tools of these names; all of them if there is no name. */
  choose(names) {
    return this.#specs.filter(({ name }) => names.length === 0 || names.includes(name)).map((spec) => this.#make(spec));
  }

  /** What the calls saw, once none is at work any more: those that were told to stop do so now. */
  async observed() {
    const signal = AbortSignal.timeout(STOPPED_WITHIN);
    // A call that does not stop shows in the trace: nothing says that it was told.
    await this.#until(() => this.#atWork === 0, signal).catch(() => {});
    return this.seen;
  }

  #make(spec) {
    return tool({
      name: spec.name,
      description: spec.description,
      input: spec.input_schema,
      timeoutMs: spec.timeout === undefined ? undefined : spec.timeout * 1000,
      run: async (args, context) => {
        this.seen.push({ ran: { tool: spec.name, args, id: context.callId, step: context.step } });
        this.#change(1);
        try {
          await this.#work(spec, context.signal);
        } catch (error) {
          if (context.signal.aborted) this.seen.push({ told: { tool: spec.name, why: context.signal.reason.why } });
          throw error;
        } finally {
          this.#change(-1);
        }
        return result(spec, args);
      },
    });
  }

  #change(by) {
    this.#atWork += by;
    this.#most = Math.max(this.#most, this.#atWork);
    this.#changes.emit("change");
  }

  async #until(holds, signal) {
    while (!holds()) await once(this.#changes, "change", { signal });
  }

  async #work(spec, signal) {
    if (spec.signals !== undefined) await this.#control.post(`/signal/${spec.signals}`);
    if (spec.together !== undefined) await this.#until(() => this.#most >= spec.together, signal);
    if (spec.until !== undefined) await Promise.race([this.#control.get(`/seen/${spec.until}`), stopped(signal)]);
    if (spec.sleeps !== undefined) await sleep(spec.sleeps * 1000, undefined, { signal });
  }
}

function stopped(signal) {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
}

function result(spec, args) {
  if (spec.raises !== undefined) throw new Error(spec.raises);
  if (spec.returns_nan) return [NaN];
  return spec.echoes ? args : spec.returns;
}
