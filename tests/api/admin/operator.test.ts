import { execFile } from "node:child_process";
import { db } from "@/lib/platform/db/client";
import { app } from "@/tests/support/app/app";
import { trailOf } from "@/tests/support/database/events";
import {
  createAccount,
  newEmail,
  signedInClient,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { giveSecondFactor } from "@/tests/support/people/second-factor";
import { START_MS } from "@/tests/support/process/patience";
import { newClient } from "@/tests/support/requests/client";
import { sessionLine } from "@/tests/support/requests/cookies";
import { expectQuietLog } from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

/* npm run account, on the database of a running app. */

jest.setTimeout(4 * START_MS);

afterAll(expectQuietLog);

/** @returns its exit code and what it says */
const command = (...args: string[]) => commandWith(process.env, ...args);

const commandWith = (env: NodeJS.ProcessEnv, ...args: string[]) =>
  new Promise<{ code: unknown; said: string }>((resolve) => {
    const line = ["--import", "tsx", "scripts/account.ts", ...args];
    execFile(process.execPath, line, { env }, (error, out, err) =>
      resolve({ code: error?.code ?? 0, said: `${out}${err}`.trim() }),
    );
  });

const PASSWORD = "seven lemons on the harbour wall";

/** Follows the printed link, sets a password and signs in with it. */
async function expectLinkWorks(said: string, email: string): Promise<void> {
  const link = new URL(said.split("\n").at(-1)?.trim() ?? "");
  expect(link.origin).toBe(app.url);
  await newClient()
    .get(link.pathname + link.search)
    .expect(200);
  const token = link.searchParams.get("token");
  await newClient()
    .post("/api/account/reset-password")
    .send({ token, password: PASSWORD })
    .expect(200);
  expect(sessionLine(await submitSignIn(newClient(), { email, password: PASSWORD }))).toBeDefined();
}

test("creates an account with a role, whose owner sets the password by a link", async () => {
  const email = newEmail();
  const done = await command("create", email.toUpperCase(), "Ada Lovelace", "admin");
  expect(done.code).toBe(0);
  const { id, language } = await db.user.findUniqueOrThrow({ where: { email } });
  expect(language).toBeNull();
  expect(await trailOf(id)).toContainEqual(
    expect.objectContaining({ type: "user_created", actorId: null }),
  );
  await expectLinkWorks(done.said, email);
  expect(await command("create", email, "Eve")).toEqual({
    code: 1,
    said: `The address ${email} has an account already.`,
  });
});

test("says what is wrong with the given fields", async () => {
  const { code, said } = await command("create", "nobody", "Ada");
  expect({ code, said }).toEqual({ code: 1, said: `email: ${english("fields.emailInvalid")}` });
  expect((await command("create", newEmail(), "Ada", "captain")).said).toMatch(/^role: /);
});

test("disables an account, ending its sessions, and enables it again", async () => {
  const account = await createAccount();
  const client = await signedInClient(account);
  const { id, email, password } = account;
  expect((await command("disable", email)).code).toBe(0);
  await client.get("/api/me").expect(401);
  expect(sessionLine(await submitSignIn(newClient(), { email, password }))).toBeUndefined();
  expect(await command("reset-link", email)).toEqual({
    code: 1,
    said: english("problems.account_disabled"),
  });
  const listed = (await command("list")).said.split("\n").map((line) => line.trim().split("\t"));
  expect(listed).toContainEqual([email, "user", "disabled", expect.stringMatching(/^\d{4}-/)]);
  expect((await command("enable", email)).code).toBe(0);
  expect(sessionLine(await submitSignIn(newClient(), { email, password }))).toBeDefined();
  expect(await trailOf(id)).toContainEqual(
    expect.objectContaining({ type: "user_updated", actorId: null }),
  );
});

test("creates a link for a new password", async () => {
  const { email } = await createAccount();
  await expectLinkWorks((await command("reset-link", email)).said, email);
});

test("removes a second factor that no administrator can remove", async () => {
  const account = await createAccount({ role: "admin" });
  const client = await signedInClient(account);
  await giveSecondFactor(account);
  const { id, email } = account;
  expect(await command("remove-factors", email.toUpperCase())).toEqual({
    code: 0,
    said: `The second factor of ${email} was removed; its sessions ended.`,
  });
  await client.get("/api/me").expect(401);
  expect(await db.totp.count({ where: { userId: id } })).toBe(0);
  expect(await trailOf(id)).toContainEqual(
    expect.objectContaining({ type: "authn_token_revoked", actorId: null }),
  );
  expect(await command("remove-factors", email)).toEqual({
    code: 1,
    said: english("problems.second_factor_off"),
  });
});

test("invites an address, and says why not one that has an account", async () => {
  const email = newEmail();
  const { code, said } = await command("invite", email);
  expect(code).toBe(0);
  const { pathname, search } = new URL(said.split("\n").at(-1)?.trim() ?? "");
  expect(
    (
      await newClient()
        .get(pathname + search)
        .expect(200)
    ).text,
  ).toContain(email);
  await createAccount({ email });
  expect(await command("invite", email)).toEqual({
    code: 1,
    said: english("fields.emailHasAccount"),
  });
});

test("invites nobody where sign-up is closed, and says so", async () => {
  const closed = { ...process.env, SIGN_UP: "closed" };
  expect(await commandWith(closed, "invite", newEmail())).toEqual({
    code: 1,
    said: "Nobody can be invited: sign-up is closed, or invitations are off.",
  });
});

test.each(["disable", "enable", "reset-link", "remove-factors"])(
  "%s matches nobody",
  async (name) => {
    const email = newEmail();
    expect(await command(name, email)).toEqual({
      code: 1,
      said: `There is no account with the address ${email}.`,
    });
  },
);
