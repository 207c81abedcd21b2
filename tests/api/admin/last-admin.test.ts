import { administers, ROLES } from "@/lib/platform/config/roles";
import { signUpByMail, startOwnApp } from "@/tests/support/app/own-app";
import type { AppServer } from "@/tests/support/app/server";
import { type Account, submitSignIn } from "@/tests/support/people/accounts";
import { START_MS } from "@/tests/support/process/patience";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { expectProblem } from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

/* An app with one administrator, or two. Two who act at once: tests/attack/accounts/last-admin.test.ts. */

type Administrator = Omit<Account, "id"> & { id: string; client: ApiClient };

let server: AppServer;
let one: Administrator;
let other: Administrator;

beforeAll(async () => {
  server = await startOwnApp("last_admin");
  one = await newcomer();
  const token = /\/first-admin\?token=(\S+)/.exec(server.output())?.[1];
  await one.client.post("/api/admin/first").send({ token }).expect(204);
}, START_MS);

afterAll(() => server?.stop());

async function newcomer(): Promise<Administrator> {
  const account = await signUpByMail(server);
  const client = await signedIn(account);
  return { ...account, id: (await client.get("/api/me").expect(200)).body.user.id, client };
}

async function signedIn({ email, password }: Omit<Account, "id">): Promise<ApiClient> {
  const client = newClient(server.url);
  await submitSignIn(client, { email, password });
  return client;
}

const change = (by: Administrator, whom: Administrator, body: object) =>
  by.client.patch(`/api/admin/users/${whom.id}`).send(body);
const remove = (who: Administrator) => who.client.delete("/api/me");
const isInCharge = async ({ client }: Administrator) =>
  (await client.get("/api/admin/users")).status === 200;

describe("the last administrator", () => {
  const demotions = ROLES.filter((role) => !administers(role)).map((role) => ({ role }));

  test.each([...demotions, { disabled: true }, { role: "user", disabled: true }])(
    "cannot be changed to %j",
    async (body) => {
      const { detail } = expectProblem(await change(one, one, body), 409, "last_admin");
      expect(detail).toContain(english("problems.last_admin"));
      expect(await isInCharge(one)).toBe(true);
    },
  );

  test("cannot be deleted, by the API or by the form", async () => {
    expectProblem(await remove(one), 409, "last_admin");
    const form = await one.client
      .post("/api/me")
      .type("form")
      .send({ _method: "DELETE", confirm: one.email })
      .expect(303);
    expect(form.headers.location).toBe("/settings/account");
    expect((await one.client.get("/settings/account")).text).toContain(
      english("problems.last_admin"),
    );
    expect(await isInCharge(one)).toBe(true);
  });

  test("counts as the last beside another who cannot sign in", async () => {
    other = await newcomer();
    await change(one, other, { role: "admin", disabled: true }).expect(200);
    expectProblem(await change(one, one, { role: "user" }), 409, "last_admin");
  });

  test("is no longer the last when there is another", async () => {
    await change(one, other, { disabled: false }).expect(200);
    other.client = await signedIn(other);
    await change(one, one, { role: "user" }).expect(200);
    expect(await isInCharge(one)).toBe(false);
    expectProblem(await change(other, other, { role: "user" }), 409, "last_admin");
    await change(other, one, { role: "admin" }).expect(200);
  });
});
