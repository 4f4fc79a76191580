/** The worker of a step that runs elsewhere. */

import { parentPort, workerData } from "node:worker_threads";

import { Control } from "./control.mjs";
import { playHere } from "./player.mjs";

const { base, program, session, steps } = workerData;
parentPort.postMessage(await playHere(new Control(base), program, session, steps));
