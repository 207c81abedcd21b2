import { db } from "@/lib/platform/db/client";
import { type AppServer, startServer } from "@/tests/support/app/server";
import { createAccount, newEmail, submitSignIn } from "@/tests/support/people/accounts";
import { acknowledged, expectAllKept } from "@/tests/support/people/acknowledged";
import { START_MS } from "@/tests/support/process/patience";
import { until } from "@/tests/support/process/until";
import { newClient } from "@/tests/support/requests/client";
import { sessionCookie } from "@/tests/support/requests/cookies";
import { expectOrderlyLog, expectSound } from "@/tests/support/requests/expectations";
import { holdPost } from "@/tests/support/requests/held-post";
import { raw } from "@/tests/support/requests/raw";

/* 74: a deployment ends the old server while people use it. */

const IN_FLIGHT = 10;
const VISITORS = 4;
const PATIENCE_MS = START_MS / 2;

let server: AppServer | undefined;
afterAll(() => server?.stop());

type Visitor = { answered: number; refusal: NodeJS.ErrnoException };

/** Reads a page again and again until the server takes no more. */
async function visitUntilRefused(url: string, path: string, cookie: string): Promise<Visitor> {
  const deadline = Date.now() + PATIENCE_MS;
  for (let answered = 0; Date.now() < deadline; answered++) {
    const visit = raw("GET", path, { url, headers: { Cookie: cookie } });
    const refusal = await visit.then(
      () => null,
      (error: NodeJS.ErrnoException) => error,
    );
    if (refusal) return { answered, refusal };
    const answer = await visit;
    expect(answer.status).toBe(200);
    expectSound(answer);
  }
  throw new Error(`${path} was still answered after ${PATIENCE_MS} ms`);
}

const refusesConnections = (url: string) =>
  raw("GET", "/api/health/live", { url }).then(
    () => false,
    ({ code }) => code === "ECONNREFUSED",
  );

test.each(["1", "2"])(
  "74 SIGTERM under load, WEB_CONCURRENCY=%s: begun requests finish, nothing is cut off, exit code 0",
  async (WEB_CONCURRENCY) => {
    server = await startServer({
      dataDir: String(process.env.DATA_DIR),
      program: ["scripts/start.mjs"],
      env: { WEB_CONCURRENCY },
    });
    const { url } = server;
    const { email, password } = await createAccount();
    const cookie = sessionCookie(await submitSignIn(newClient(url), { email, password }));
    const visited = Promise.allSettled(
      Array.from({ length: VISITORS }, (_, n) =>
        visitUntilRefused(url, n % 2 ? "/api/me" : "/dashboard", cookie),
      ),
    );
    const people = Array.from({ length: IN_FLIGHT }, () => ({
      name: "Ada",
      email: newEmail(),
      password: "seven lemons on the wall",
    }));
    const posts = await Promise.all(people.map((fields) => holdPost(url, "/api/account", fields)));

    const stopped = server.stop("SIGTERM");
    await until("the server takes no connections", () => refusesConnections(url));
    for (const answer of await Promise.all(posts.map((post) => post.finish()))) {
      expect(answer.status).toBe(202);
      expectSound(answer);
    }
    for (const visitor of await visited) {
      if (visitor.status === "rejected") throw visitor.reason;
      const { answered, refusal } = visitor.value;
      expect(answered).toBeGreaterThan(0);
      // "aborted" would be an answer cut off in the middle.
      expect(refusal.message).not.toBe("aborted");
      expect(refusal.code).toMatch(/^ECONN(REFUSED|RESET)$/);
    }
    expect(await stopped).toBe(0);
    for (const { email } of people) acknowledged.emails.add(email);
    const users = await db.user.findMany({ select: { email: true } });
    const queued = await db.outboxMail.findMany({ where: { sealed: { not: null } } });
    await expectAllKept(
      users.map(({ email }) => email),
      queued.map(({ sealed }) => String(sealed)),
      server.dataDir,
    );
    expectOrderlyLog(server.output());
  },
  START_MS,
);
