import { account } from "../peers/shared/accounts.mjs";
import { answers } from "./server.mjs";

/** Sign-ins of the account that reads: its dashboard lists a few sessions, as a person's does. */
const SIGN_INS = 3;

const ANONYMOUS = { "/api/me": 401, "/dashboard": 307 };

/**
 * Starts a contender's server and signs account 0 in.
 * @param floor the running floor of the peers; Latchkey has one of its own
 * @returns the contender, its server, the cookie, and `targets`, see there
 */
export async function enter(contender, floor) {
  const server = await contender.start();
  // Whatever the answer: it is there.
  await answers(server, "/api/me", "", () => true);
  let cookie = "";
  if (contender.visitor) {
    const signIn = contender.visitor(server);
    for (let n = 0; n < SIGN_INS; n++) cookie = await signIn(0);
  }
  if (contender.layFloor) {
    const [me, dashboard] = await Promise.all(
      ["/api/me", "/dashboard"].map((path) => answers(server, path, cookie)),
    );
    contender.layFloor(me, dashboard);
  }
  return { contender, server, cookie, floor };
}

/**
 * What to ask of a running contender, and of its floor.
 * @returns { own, floor }, each { url, pid, cookie, status }
 */
export function targets({ contender, server, cookie, floor }, path, signedIn) {
  const sent = signedIn ? cookie : "";
  const below = floor
    ? { url: floor.server.url + path, pid: floor.server.pid }
    : { url: server.url + (contender.floor?.[path] ?? path), pid: server.pid };
  return {
    own: {
      url: server.url + path,
      pid: server.pid,
      cookie: sent,
      status: signedIn || !contender.visitor ? 200 : ANONYMOUS[path],
    },
    floor: { ...below, cookie: sent, status: 200 },
  };
}

/**
 * Holds what a contender answers, signed in and not, against its floor and the account.
 * @throws when an answer is not the right one
 */
export async function checkAnswers(entrant, path) {
  const { own, floor } = targets(entrant, path, true);
  const [right, below] = await Promise.all([own, floor].map(ask));
  const { name, email } = account(0);
  const shown = path === "/dashboard" ? [markup(right), markup(below)] : [right.body, below.body];
  must(right.status === 200 && shown[0] === shown[1], `${own.url} differs from ${floor.url}`);
  must(shown[0]?.includes(name) && shown[0].includes(email), `${own.url} shows somebody else`);
  if (!entrant.contender.visitor) return;
  const stranger = targets(entrant, path, false).own;
  const refused = await ask(stranger);
  must(refused.status === stranger.status, `${own.url} lets strangers in: ${refused.status}`);
}

async function ask({ url, cookie }) {
  const answer = await fetch(url, { headers: { cookie }, redirect: "manual" });
  return { status: answer.status, body: await answer.text() };
}

/**
 * What React rendered: around it stand the names of the page's own scripts. Without times, of
 * which "last seen" moves on while a run lasts.
 */
const markup = ({ body }) =>
  /<div id="__next">(.*)<\/div><script id="__NEXT_DATA__"/s
    .exec(body)?.[1]
    .replace(/<time[^>]*>[^<]*<\/time>/g, "<time>");

function must(right, complaint) {
  if (!right) throw new Error(complaint);
}
