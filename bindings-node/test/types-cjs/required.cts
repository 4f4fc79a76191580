// The types as a CommonJS program sees them.

import steersman = require("steersman");

const client: steersman.Client = new steersman.Client({ apiKey: "k" });
void client.sessions.getSession("s").then((session: steersman.Session) => session.latestAnswer);
