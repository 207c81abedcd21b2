import { randomUUID } from "node:crypto";
import { db } from "@/lib/platform/db/client";
import { trailOf } from "@/tests/support/database/events";
import { newScene, REASON, whoIs, withCookie } from "@/tests/support/impersonation/scene";
import { type Account, signedInClient } from "@/tests/support/people/accounts";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { sessionCookie, sessionLine, signInKeeping } from "@/tests/support/requests/cookies";
import { expectProblem, expectQuietLog } from "@/tests/support/requests/expectations";

let administrator: Account;
let account: Account;

/** The browser of the administrator. */
let admin: ApiClient;
/** Its session cookie, before anything was asked. */
let ownCookie: string;
let resource: string;

beforeEach(async () => {
  ({ administrator, account, admin, ownCookie, resource } = await newScene());
});

afterAll(expectQuietLog);

const begin = () => admin.post(resource).send({ reason: REASON });

describe("DELETE", () => {
  test("continues with the administrator's own session, under a new secret [V7.2.4]", async () => {
    const before = (await whoIs(admin)).session;
    const acting = sessionCookie(await begin().expect(200));
    const answer = await admin.delete(resource).expect(204);
    const { user, session } = await whoIs(admin);
    expect(user.id).toBe(administrator.id);
    expect(session).toEqual(before);
    for (const dead of [ownCookie, acting]) {
      expectProblem(await withCookie(dead), 401, "unauthenticated");
    }
    expect(sessionCookie(answer)).not.toBe(ownCookie);
    expect(await db.session.count({ where: { userId: account.id } })).toBe(0);
    expect(await trailOf(account.id)).toMatchObject([
      { type: "impersonation_started" },
      { type: "impersonation_ended", actorId: administrator.id, subjectId: account.id },
    ]);
    // The proof is still the one of before.
    await begin().expect(200);
  });

  test("keeps a remembered session remembered", async () => {
    ({ client: admin } = await signInKeeping(administrator, { remember: "on" }));
    await begin().expect(200);
    expect(sessionLine(await admin.delete(resource).expect(204))).toMatch(/Max-Age=\d/);
  });

  test("is refused to somebody who impersonates nobody, or another account", async () => {
    expectProblem(await newClient().delete(resource), 401, "unauthenticated");
    expectProblem(await admin.delete(resource), 404, "not_found");
    const owner = await signedInClient(account);
    expectProblem(await owner.delete(resource), 404, "not_found");
    await begin().expect(200);
    const other = `/api/admin/users/${randomUUID()}/impersonation`;
    expectProblem(await admin.delete(other), 404, "not_found");
    expect((await whoIs(admin)).user.id).toBe(account.id);
  });

  test("sent twice at once goes back once, and neither answer removes the cookie", async () => {
    const cookie = sessionCookie(await begin().expect(200));
    const send = () => newClient().delete(resource).set("Cookie", cookie);
    const answers = await Promise.all([send(), send()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 401]);
    expect(await db.session.count({ where: { userId: administrator.id } })).toBe(1);
  });

  test("leads to the sign-in page where the administrator's session has ended", async () => {
    await begin().expect(200);
    await db.session.deleteMany({ where: { userId: administrator.id } });
    expectProblem(await admin.delete(resource), 401, "unauthenticated");
    await signedInClient(administrator);
    ({ client: admin } = await signInKeeping(administrator));
    await begin().expect(200);
    await db.session.deleteMany({ where: { userId: administrator.id } });
    const form = { _method: "DELETE" };
    const { headers } = await admin.post(resource).type("form").send(form).expect(303);
    expect(headers.location).toMatch(/^\/signin\?/);
  });
});
