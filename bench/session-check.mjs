// What a session check costs: requests a second of GET /api/me, signed in, with its session read
// from the database, against a route of the same build that answers the same JSON and knows no
// sessions. Both run in one server, in turns, so that a noisy machine slows both alike.
//
//   node session-check.mjs [--rounds 5] [--seconds 4] [--connections 16]
import { parseArgs } from "node:util";
import autocannon from "autocannon";
import { buildCopy, startServer } from "./lib/app.mjs";
import { median, spread } from "./lib/figures.mjs";
import { signUpAndIn } from "./lib/visitor.mjs";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "4" },
    connections: { type: "string", default: "16" },
  },
});
const rounds = Number(values.rounds);

const FLOOR = `const body = JSON.parse(process.env.FLOOR_BODY ?? "{}");
export default function floor(_req, res) {
  res.status(200).json(body);
}
`;

async function requestsPerSecond(url, cookie) {
  const result = await autocannon({
    url,
    connections: Number(values.connections),
    duration: Number(values.seconds),
    headers: { cookie },
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${url}: not every answer was 200`);
  return result.requests.average;
}

const app = await buildCopy({ "pages/api/floor.js": FLOOR });
const first = await startServer(app);
const { cookie, me } = await signUpAndIn(first);
await first.stop();
const server = await startServer(app, { FLOOR_BODY: me });

try {
  const same = await (await fetch(`${server.url}/api/floor`)).text();
  if (same !== (await (await fetch(`${server.url}/api/me`, { headers: { cookie } })).text())) {
    throw new Error("the floor must answer what /api/me answers");
  }
  await requestsPerSecond(`${server.url}/api/floor`, cookie);
  await requestsPerSecond(`${server.url}/api/me`, cookie);
  const ratios = [];
  for (let round = 1; round <= rounds; round++) {
    const floor = await requestsPerSecond(`${server.url}/api/floor`, cookie);
    const checked = await requestsPerSecond(`${server.url}/api/me`, cookie);
    ratios.push(checked / floor);
    console.log(
      `round ${round}: floor ${floor.toFixed(0)}/s, /api/me ${checked.toFixed(0)}/s, ratio ${(checked / floor).toFixed(2)}`,
    );
  }
  console.log(
    `GET /api/me at ${values.connections} connections: ${median(ratios).toFixed(2)} of the floor (${spread(ratios)})`,
  );
} finally {
  await server.stop();
  app.remove();
}
