import { join } from "node:path";
import { startOwnApp } from "@/tests/support/app/own-app";
import { type AppServer, startServer } from "@/tests/support/app/server";
import { type Account, submitSignIn } from "@/tests/support/people/accounts";
import { tally } from "@/tests/support/people/guesses";
import { type OtherProcess, startProcess } from "@/tests/support/process/other-process";
import { CROWD_MS, START_MS } from "@/tests/support/process/patience";
import { atOnce } from "@/tests/support/requests/at-once";
import { type ApiClient, newClient } from "@/tests/support/requests/client";

jest.setTimeout(CROWD_MS);

/*
 * Two processes on an empty database: all the administrators there are, are made here. Every answer
 * must be sound: who comes too late is told so, not that the server failed.
 */

const N = 50;
const ROUNDS = 2;
const ACCOUNTS = join(process.cwd(), "tests/support/people/accounts");

type Admin = { id: string; client: ApiClient };

let servers: AppServer[] = [];
let accounts: OtherProcess<{ createAccount(given: { role: "admin" }): Promise<Account> }>;

beforeAll(async () => {
  // By mail an administrator would get in without the password, too.
  const byPassword = { EMAIL_SIGN_IN: "false" };
  const first = await startOwnApp("administrators", byPassword);
  const { dataDir, env } = first;
  const second = { dataDir, databaseUrl: env.DATABASE_URL ?? "", env: byPassword };
  servers = [first, await startServer(second)];
  accounts = await startProcess(ACCOUNTS, { ...env });
}, START_MS);

afterAll(async () => {
  await accounts?.stop();
  for (const server of servers) await server.stop();
});

let earlier: Admin[] = [];

/** Makes that many administrators, signed in by turns in each process, and nobody else is one. */
async function inCharge(count: number): Promise<Admin[]> {
  const made: Admin[] = [];
  for (let n = 0; n < count; n++) {
    const { id, email, password } = await accounts.call("createAccount", { role: "admin" });
    const client = newClient(servers[n % 2]?.url);
    await submitSignIn(client, { email, password });
    made.push({ id, client });
  }
  for (const admin of earlier) await acts.demotes(made[0] as Admin, admin);
  earlier = made;
  return made;
}

const change = (by: Admin, of: Admin, to: object) =>
  by.client.patch(`/api/admin/users/${of.id}`).send(to);

const acts = {
  demotes: (by: Admin, of: Admin) => change(by, of, { role: "user" }),
  disables: (by: Admin, of: Admin) => change(by, of, { disabled: true }),
  disablesMany: (by: Admin, of: Admin) =>
    by.client.post("/api/admin/users/bulk").send({ act: "disable", ids: [of.id, by.id] }),
  resigns: (by: Admin) => change(by, by, { role: "user" }),
  leaves: (by: Admin) => by.client.delete("/api/me").send({}),
};
type Act = keyof typeof acts;

async function stillInCharge(among: Admin[]): Promise<number> {
  const answers = await Promise.all(among.map(({ client }) => client.get("/api/admin/users")));
  return tally(answers)[200] ?? 0;
}

/** Done; too late for who is no administrator any more, or has nobody to do it to; the last one. */
function expectHonest(answers: { status: number }[]): void {
  const statuses = Object.keys(tally(answers)).map(Number);
  expect([200, 204, 401, 403, 404, 409]).toEqual(expect.arrayContaining(statuses));
}

test.each<[Act, Act]>([
  ["demotes", "demotes"],
  ["disables", "disables"],
  ["disablesMany", "disablesMany"],
  ["disablesMany", "demotes"],
  ["leaves", "leaves"],
  ["leaves", "demotes"],
  ["resigns", "resigns"],
])(
  "57 one of two administrators remains, when one %s and one %s [V2.3.4 V15.4.2]",
  async (...both) => {
    for (let round = 0; round < ROUNDS; round++) {
      const pair = await inCharge(2);
      const answers = await atOnce(N, servers, (_server, n) => {
        const [by, of] = n % 2 ? [pair[1], pair[0]] : [pair[0], pair[1]];
        return acts[both[n % 2] as Act](by as Admin, of as Admin);
      });
      expectHonest(answers);
      expect(await stillInCharge(pair)).toBe(1);
    }
  },
);

test("57 fifty administrators demote, disable and delete at once: one remains [V2.3.4 V15.4.2]", async () => {
  const all = await inCharge(N);
  const kinds = Object.values(acts);
  const answers = await Promise.all(
    all.map((by, n) => kinds[n % kinds.length]?.(by, all[(n + 1) % N] as Admin)),
  );
  expectHonest(answers.flatMap((answer) => answer ?? []));
  expect(await stillInCharge(all)).toBeGreaterThan(0);
});

test("57 one of two administrators keeps the password, their only way in [V2.3.4 V15.4.2]", async () => {
  const [one, other] = (await inCharge(2)) as [Admin, Admin];
  const remove = ({ id }: Admin) =>
    one.client.post(`/api/admin/users/${id}/password-reset`).send({});
  expect((await remove(other)).status).toBe(204);
  expect((await remove(one)).status).toBe(409);
  expect((await acts.resigns(one)).status).toBe(409);
  expect(await stillInCharge([one])).toBe(1);
});
