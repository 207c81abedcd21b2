import { randomUUID } from "node:crypto";
import { LINK_DEAD } from "@/lib/platform/mail/delivery";
import { app } from "@/tests/support/app/app";
import { trailOf } from "@/tests/support/database/events";
import { moveSessions } from "@/tests/support/database/session-rows";
import { waitForMail } from "@/tests/support/mail/mail";
import { givenUpMail, storedMail } from "@/tests/support/mail/undelivered";
import {
  type Account,
  createAccount,
  newEmail,
  signedInClient,
} from "@/tests/support/people/accounts";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { expectProblem, expectQuietLog } from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

let administrator: Account;
let admin: ApiClient;

beforeAll(async () => {
  administrator = await createAccount({ role: "admin" });
  admin = await signedInClient(administrator);
});

afterAll(expectQuietLog);

const again = (client: ApiClient, id: string) => client.post(`/api/admin/mail/${id}`).send({});

test("an administrator sees which mail failed and why, but not its text", async () => {
  const email = newEmail();
  const id = await givenUpMail(email);
  const { body } = await admin.get("/api/admin/mail").expect(200);
  expect(body.failed).toBeGreaterThan(0);
  const [found] = body.mails.filter((mail: { to: string }) => mail.to === email);
  expect(found).toEqual({
    id,
    to: email,
    subject: english("accountExistsMail.subject"),
    state: "failed",
    reason: "no such mailbox",
    linkEnded: false,
    attempts: 1,
    createdAt: expect.any(String),
    nextAttemptAt: expect.any(String),
  });
  const { text } = await admin.get("/admin/mail").expect(200);
  for (const shown of [email, "no such mailbox", english("undelivered.sendAgain")]) {
    expect(text).toContain(shown);
  }
});

test("sends it again, and the account's trail says who did [V16.3.3]", async () => {
  const account = await createAccount();
  const id = await givenUpMail(account.email);
  await again(admin, id).expect(204);
  await waitForMail(app.dataDir, account.email);
  expect(await storedMail(id)).toMatchObject({ failedAt: null, sealed: null });
  expect(await trailOf(account.id)).toContainEqual(
    expect.objectContaining({ type: "sys_mail_sent_again", actorId: administrator.id }),
  );
  // Delivered: there is nothing to send any more.
  expectProblem(await again(admin, id), 404, "not_found");
});

test("leads back with a notice from the form", async () => {
  const id = await givenUpMail(newEmail());
  const { headers } = await admin.post(`/api/admin/mail/${id}`).type("form").send({}).expect(303);
  expect(headers.location).toBe("/admin/mail");
  expect((await admin.get("/admin/mail")).text).toContain(english("notices.mailSentAgain"));
});

test("keeps a mail whose link has expired, without sending it", async () => {
  const id = await givenUpMail(newEmail(), LINK_DEAD);
  expectProblem(await again(admin, id), 409, "link_ended");
  expect((await storedMail(id)).sealed).not.toBeNull();
  expect((await admin.get("/admin/mail")).text).toContain(english("undelivered.linkEnded"));
});

test("an unknown mail is answered 404", async () => {
  expectProblem(await again(admin, randomUUID()), 404, "not_found");
  expectProblem(await again(admin, "1"), 404, "not_found");
});

test("nobody else can see or send any, and sending requires recent authentication [V8.2.1]", async () => {
  const id = await givenUpMail(newEmail());
  expectProblem(await newClient().get("/api/admin/mail"), 401, "unauthenticated");
  expectProblem(await again(newClient(), id), 401, "unauthenticated");
  const user = await signedInClient(await createAccount());
  expectProblem(await user.get("/api/admin/mail"), 403, "forbidden");
  expectProblem(await again(user, id), 403, "forbidden");
  const other = await createAccount({ role: "admin" });
  const stale = await signedInClient(other);
  await moveSessions(other.id, { authenticatedAt: new Date(Date.now() - 11 * 60_000) });
  expectProblem(await again(stale, id), 403, "reauthentication_required");
  expect(await storedMail(id)).toMatchObject({ failedAt: expect.any(Date) });
});
