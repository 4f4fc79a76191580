/** The channel to the scenario's server: plain HTTP, spoken without the library under test. */

import { request } from "node:http";

export class Control {
  constructor(url) {
    this.base = url;
  }

  get(path) {
    return this.#send("GET", path);
  }

  post(path, body = null) {
    return this.#send("POST", path, JSON.stringify(body));
  }

  #send(method, path, body = "") {
    return new Promise((resolve, reject) => {
      const headers = { "content-length": Buffer.byteLength(body) };
      const sent = request(this.base + path, { method, headers, agent: false }, (response) => {
        const pieces = [];
        response.on("data", (piece) => pieces.push(piece));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(pieces).toString();
          if (response.statusCode !== 200 && response.statusCode !== 204) reject(new Error(`${response.statusCode}: ${text}`));
          else resolve(text === "" ? null : JSON.parse(text));
        });
      });
      sent.on("error", reject);
      sent.end(body);
    });
  }
}
