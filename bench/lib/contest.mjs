import { account } from "../peers/shared/accounts.mjs";
import { answers } from "./server.mjs";

/** How many accounts read; the connections take turns with their sessions. */
export const READERS = 16;
/** How often each signs in: a dashboard lists a few sessions, as a person's does. */
const SIGN_INS = 3;

const ANONYMOUS = { "/api/me": 401, "/dashboard": 307 };

/**
 * Starts a contender's server and signs the first accounts in.
 * @param floor the running bare app; null where nothing is compared with it
 * @param readers how many accounts
 * @param node of nodesOf(): what both servers run on, if it is another than this one
 * @returns the contender, its server, the cookies, and `targets`, see there
 */
export async function enter(contender, floor, { readers = READERS, node } = {}) {
  const server = await contender.start(node);
  // Any answer will do: the server is up.
  await answers(server, "/api/me", "", () => true);
  const cookies = [];
  if (contender.visitor) {
    const signIn = contender.visitor(server);
    for (let n = 0; n < readers * SIGN_INS; n++) cookies[n % readers] = await signIn(n % readers);
  }
  if (contender.layFloor && floor) {
    const [me, dashboard] = await Promise.all(
      ["/api/me", "/dashboard"].map((path) => answers(server, path, cookies[0])),
    );
    contender.layFloor(floor.contender.folder, me, dashboard);
  }
  return { contender, server, cookies, floor };
}

/**
 * Lists the requests to a running contender and to its floor.
 * @returns { own, floor }, each { url, pid, cookies, status }; each cookie is one session
 */
export function targets({ contender, server, cookies, floor }, path, signedIn) {
  const sent = signedIn ? cookies : [];
  const bare = floor?.server ?? server;
  return {
    own: {
      url: server.url + path,
      pid: server.pid,
      cookies: sent,
      status: signedIn || !contender.visitor ? 200 : ANONYMOUS[path],
    },
    floor: {
      url: bare.url + (contender.floorPaths?.[path] ?? path),
      pid: bare.pid,
      cookies: sent,
      status: 200,
    },
  };
}

/**
 * Compares a contender's answers, signed in and anonymous, with its floor and the account.
 * @throws when an answer is wrong
 */
export async function checkAnswers(entrant, path) {
  const { own, floor } = targets(entrant, path, true);
  const [right, below] = await Promise.all([own, floor].map(ask));
  const { name, email } = account(0);
  const shown =
    path === "/dashboard"
      ? [right, below].map(({ body }) => withoutTimes(markupOf(body)))
      : [right.body, below.body];
  must(right.status === 200 && shown[0] === shown[1], `${own.url} differs from ${floor.url}`);
  must(shown[0]?.includes(name) && shown[0].includes(email), `${own.url} shows somebody else`);
  if (!entrant.contender.visitor) return;
  const stranger = targets(entrant, path, false).own;
  const refused = await ask(stranger);
  must(refused.status === stranger.status, `${own.url} lets strangers in: ${refused.status}`);
}

async function ask({ url, cookies: [cookie] }) {
  const answer = await fetch(url, { headers: cookie ? { cookie } : {}, redirect: "manual" });
  return { status: answer.status, body: await answer.text() };
}

/** The part of a page that React rendered, without the names of the page's scripts around it. */
export const markupOf = (body) =>
  /<div id="__next">(.*)<\/div><script id="__NEXT_DATA__"/s.exec(body)?.[1] ?? "";

/** "Last seen" changes during a run. */
const withoutTimes = (markup) => markup.replace(/<time[^>]*>[^<]*<\/time>/g, "<time>");

function must(right, complaint) {
  if (!right) throw new Error(complaint);
}
