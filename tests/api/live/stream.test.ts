import { setTimeout as sleep } from "node:timers/promises";
import { MOST_OF_ACCOUNT } from "@/lib/features/live/streams";
import { MINUTE_MS, SECOND_MS } from "@/lib/platform/core/time";
import { app } from "@/tests/support/app/app";
import { startSibling, withSibling } from "@/tests/support/app/second-server";
import { eventNames } from "@/tests/support/database/events";
import { expectTouched, lastSeen, moveSessions } from "@/tests/support/database/session-rows";
import { type Account, createAccount, signedInClient } from "@/tests/support/people/accounts";
import { createTokenOf, programWith } from "@/tests/support/people/api-tokens";
import { START_MS } from "@/tests/support/process/patience";
import { until } from "@/tests/support/process/until";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { clearsSession, signInKeeping } from "@/tests/support/requests/cookies";
import {
  expectProblem,
  expectQuietLog,
  expectRetryAfter,
} from "@/tests/support/requests/expectations";
import { closeLive, openLive } from "@/tests/support/requests/live";

let account: Account;
let client: ApiClient;
let cookie: string;

beforeEach(async () => {
  account = await createAccount();
  ({ client, cookie } = await signInKeeping(account));
});

afterEach(closeLive);
afterAll(expectQuietLog);

test("a stream begins at once, and no proxy caches, compresses or buffers it", async () => {
  const stream = await openLive(cookie);
  expect(stream.status).toBe(200);
  expect(stream.headers).toMatchObject({
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "private, no-store, no-transform",
    "x-accel-buffering": "no",
  });
  expect(stream.headers).not.toHaveProperty("content-encoding");
  expect(stream.headers).not.toHaveProperty("set-cookie");
  await until("the first words", () => stream.text().length > 0);
});

test("a HEAD is answered without a stream", async () => {
  const { headers } = await client.head("/api/me/live").expect(200);
  expect(headers["content-type"]).toMatch(/^text\/event-stream/);
});

test("it is open to any signed-in user, by cookie alone", async () => {
  expectProblem(await newClient().get("/api/me/live"), 401, "unauthenticated");
  const { token } = await createTokenOf(account);
  expectProblem(await programWith(token).get("/api/me/live"), 403, "insufficient_scope");
  const unknown = await client.get("/api/me/live").set("For-Account", (await createAccount()).id);
  expectProblem(unknown, 409, "other_account");
  expectProblem(await client.get("/api/me/live?since=yesterday"), 422, "invalid");
  expectProblem(await client.post("/api/me/live").send({}), 405, "method_not_allowed");
});

test("a page with a dead session is refused and loses its cookie, so that the sign-in page does not lead back", async () => {
  await client.delete("/api/me").send({ confirm: account.email }).expect(204);
  const refused = await newClient().get("/api/me/live").set("Cookie", cookie);
  expectProblem(refused, 401, "unauthenticated");
  expect(clearsSession(refused)).toBe(true);
});

/** Notices come in the order of their commits: once a later account's is here, so are all before it. */
async function allDelivered(): Promise<void> {
  const later = await createAccount();
  const stream = await openLive((await signInKeeping(later)).cookie);
  await signedInClient(later);
  await stream.event("changed");
}

test("a sign-in of the account elsewhere is reported, and one of another account is not", async () => {
  const stream = await openLive(cookie);
  await allDelivered();
  const before = stream.events().length;
  await signedInClient(await createAccount());
  await allDelivered();
  expect(stream.events()).toHaveLength(before);
  await signedInClient(account);
  await until("the sign-in", () => stream.events().length > before);
  expect(stream.events().at(-1)).toEqual({ name: "changed", data: {} });
});

test("a change since the page was made is reported at once", async () => {
  const { body } = await client.get("/api/me").expect(200);
  const before = Date.parse(body.session.createdAt) - SECOND_MS;
  const late = await openLive(cookie, { path: `/api/me/live?since=${before}` });
  await late.event("changed");
  await allDelivered();
  const fresh = await openLive(cookie, { path: `/api/me/live?since=${Date.now() + SECOND_MS}` });
  await sleep(200);
  expect(fresh.events()).toEqual([]);
});

describe("a session does not count as used", () => {
  const longAgo = () => new Date(Date.now() - 30 * MINUTE_MS);

  test("by an open page", async () => {
    const seen = longAgo();
    await moveSessions(account.id, { lastSeenAt: seen });
    const stream = await openLive(cookie);
    await signedInClient(await createAccount());
    await sleep(300);
    expect(stream.ended()).toBe(false);
    expect(await lastSeen(account.id)).toEqual(seen);
  });

  test("by a page's own requests", async () => {
    const seen = longAgo();
    await moveSessions(account.id, { lastSeenAt: seen });
    await client.get("/api/me/sessions").set("Unattended", "1").expect(200);
    await sleep(300);
    expect(await lastSeen(account.id)).toEqual(seen);
    await client.get("/api/me/sessions").expect(200);
    await expectTouched(account.id);
  });
});

test("one account's open pages are limited; more are told when to come back, without an event", async () => {
  const streams = [];
  for (let n = 0; n < MOST_OF_ACCOUNT; n++) streams.push(await openLive(cookie));
  expect(streams.map(({ status }) => status)).toEqual(Array(MOST_OF_ACCOUNT).fill(200));
  const refused = await client.get("/api/me/live");
  expectProblem(refused, 429, "too_many_requests");
  expectRetryAfter(refused);
  expect(await eventNames(account.id)).toEqual(["authn_login_success"]);
  const other = await signInKeeping(await createAccount());
  expect((await openLive(other.cookie)).status).toBe(200);
  streams[0]?.close();
  const again = async () => (await openLive(cookie)).status === 200;
  await until("room for another", again);
});

describe("a process's open pages", () => {
  const sibling = withSibling({ LIVE_STREAMS: "2" });

  test("are limited; more are told when to come back", async () => {
    const { url } = sibling;
    for (let n = 0; n < 2; n++) expect((await openLive(cookie, { url })).status).toBe(200);
    const refused = await newClient(url, { fault: true }).get("/api/me/live").set("Cookie", cookie);
    expectProblem(refused, 503, "unavailable");
    expectRetryAfter(refused);
  });
});

test("a stream is logged once, when it begins", async () => {
  const stream = await openLive(cookie);
  const id = String(stream.headers["x-request-id"]);
  const lines = () =>
    app
      .output()
      .split("\n")
      .filter((line) => line.includes(id));
  await until("its line", () => lines().length > 0);
  expect(stream.ended()).toBe(false);
  stream.close();
  await sleep(200);
  expect(lines()).toHaveLength(1);
  const line = JSON.parse(String(lines()[0]));
  expect(line).toMatchObject({ method: "GET", path: "/api/me/live", status: 200 });
  expect(line).not.toHaveProperty("aborted");
});

test("a stream is never silent long enough for a proxy to close it after 30 seconds", async () => {
  const stream = await openLive(cookie);
  // The sign-in itself may still be told, by a database that is busy; a comment is no event.
  const heartbeat = () => /(?:^|\n\n):\n\n/.test(stream.text());
  await until("a heartbeat", heartbeat, 25 * SECOND_MS);
});

test(
  "a server that stops does not wait for its open pages",
  async () => {
    const server = await startSibling();
    const stream = await openLive(cookie, { url: server.url });
    expect(stream.status).toBe(200);
    // Of one that waits for a request, the test would have to kill it.
    expect(await server.stop("SIGTERM")).toBe(143);
    expect(stream.ended()).toBe(true);
  },
  START_MS,
);
