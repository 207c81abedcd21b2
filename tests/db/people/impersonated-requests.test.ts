import { startImpersonation } from "@/lib/features/impersonation/impersonation";
import { env } from "@/lib/platform/config/env";
import { setActor, withRequestContext } from "@/lib/platform/core/request-context";
import { DAY_MS } from "@/lib/platform/core/time";
import { hashSecret, newSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import { createSession } from "@/lib/platform/db/tables/sessions";
import { sessionOf, tokenFor, verifyToken } from "@/lib/web/session/token";
import { listenToPostgres, statementsOf } from "@/tests/support/database/statements";
import { type Account, createAccount } from "@/tests/support/people/accounts";
import { newAskingSession } from "@/tests/support/people/sessions";
import { newRequest } from "@/tests/support/requests/messages";

jest.mock("better-sqlite3", () => {
  const { listeningSqlite } = require("@/tests/support/database/statements");
  return listeningSqlite(jest.requireActual("better-sqlite3"));
});

let account: Account;

beforeAll(async () => {
  if (env.postgres) listenToPostgres();
  account = await createAccount();
});

const expiresAt = new Date(Date.now() + DAY_MS);

const tokenOf = (sid: string) =>
  tokenFor({ id: account.id, role: "user" }, { sid, authenticatedAt: new Date(), expiresAt });

/** What a request with that token has the database read. */
const reads = async (sid: string) => {
  const token = tokenOf(sid);
  const statements = await statementsOf(() =>
    withRequestContext(newRequest(), () => verifyToken(token)),
  );
  return { statements, session: sessionOf(token) };
};

test("a request of the owner takes one query, and names nobody else", async () => {
  const sid = newSecret();
  await createSession({
    secretHash: hashSecret(sid),
    userId: account.id,
    remember: false,
    authenticatedAt: new Date(),
    methods: "password",
    expiresAt,
    ipAddress: null,
    userAgent: null,
  });
  const { statements, session } = await reads(sid);
  expect(statements).toHaveLength(1);
  expect(session?.impersonator).toBeNull();
});

test("a request of an impersonating administrator also asks whether they still may", async () => {
  const admin = await createAccount({ role: "admin" });
  const asking = await newAskingSession(admin.id);
  const sid = newSecret();
  const { id, name } = admin;
  await withRequestContext(newRequest(), () => {
    setActor(id);
    return startImpersonation(
      { asking, expires: expiresAt.toISOString() },
      { userId: account.id, reason: "a question", secretHash: hashSecret(sid) },
    );
  });
  const { statements, session } = await reads(sid);
  expect(statements).toHaveLength(2);
  expect(session?.impersonator).toMatchObject({ id, name });
  await db.user.update({ where: { id }, data: { role: "user" } });
  await expect(reads(sid)).rejects.toMatchObject({ name: "SessionRevoked" });
});
