import { brand } from "@/lib/platform/config/brand";
import { db } from "@/lib/platform/db/client";
import { idAt } from "@/lib/platform/db/time-ordered-id";
import { type Account, createAccount, signedInClient } from "@/tests/support/people/accounts";
import type { ApiClient } from "@/tests/support/requests/client";
import { expectQuietLog } from "@/tests/support/requests/expectations";

const BATCH = 1000;
const HEADER =
  "time,event,detail,account,accountEmail,by,byEmail,ipAddress,userAgent,requestId,token,organisation,organisationSlug,impersonation,reason".split(
    ",",
  );

let administrator: Account;
let admin: ApiClient;
let account: Account;

beforeAll(async () => {
  administrator = await createAccount({ role: "admin" });
  admin = await signedInClient(administrator);
});

beforeEach(async () => {
  account = await createAccount();
});

afterAll(expectQuietLog);

const download = (query: Record<string, string> = { account: account.id }) =>
  admin.get("/api/admin/events/export").query(query).expect(200);

/** The cells of a CSV text, by RFC 4180: quoted ones may hold commas, line ends and doubled quotes. */
function rowsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, cell = "", end] of text.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/g)) {
    row.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

/** Events of the account, a millisecond apart. */
async function happened(count: number, more: { userAgent?: string } = {}): Promise<string[]> {
  const times = Array.from({ length: count }, (_, n) => new Date(Date.now() - 3_600_000 + n));
  const { id: subjectId } = account;
  await db.securityEvent.createMany({
    data: times.map((createdAt) => ({
      id: idAt(createdAt),
      createdAt,
      type: "user_updated",
      subjectId,
      actorId: subjectId,
      ...more,
    })),
  });
  return times.map((time) => time.toISOString());
}

test("is a CSV file to save, one line per entry, newest first", async () => {
  const client = await signedInClient(account);
  await client.patch("/api/me").set("User-Agent", 'Odd, "quoted"').send({ name: "Ada King" });
  const { headers, text } = await download();
  expect(headers["content-type"]).toBe("text/csv; charset=utf-8");
  expect(headers["content-disposition"]).toBe(`attachment; filename="${brand.slug}-events.csv"`);
  expect(headers["cache-control"]).toBe("private, no-store");
  const [header, named, signedIn, ...more] = rowsOf(text);
  expect(header).toEqual(HEADER);
  expect(more).toEqual([]);
  const person = [account.id, account.email, account.id, account.email];
  const rest = [
    expect.stringMatching(/^2001:db8:/),
    'Odd, "quoted"',
    expect.stringMatching(/\S/),
    ...["", "", "", "", ""],
  ];
  const time = expect.stringMatching(/^\d{4}-.*Z$/);
  expect(named).toEqual([time, "user_updated", "name", ...person, ...rest]);
  expect(signedIn?.slice(1, 3)).toEqual(["authn_login_success", ""]);
});

test.each(["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)"])(
  "a cell that a spreadsheet would execute is text: %s [V1.2.10]",
  async (formula) => {
    const client = await signedInClient(account);
    await client.patch("/api/me").set("User-Agent", formula).send({ name: "Ada King" });
    expect(rowsOf((await download()).text)[1]?.[HEADER.indexOf("userAgent")]).toBe(`'${formula}`);
  },
);

test.each([
  ['x;=HYPERLINK("http://evil.test/");y', 'x;\'=HYPERLINK("http://evil.test/");y'],
  ["x; @SUM(1)", "x; '@SUM(1)"],
  ["x|+1", "x|'+1"],
])(
  "nor does a formula begin after another program's separator: %s [V1.2.10]",
  async (agent, cell) => {
    const client = await signedInClient(account);
    await client.patch("/api/me").set("User-Agent", agent).send({ name: "Ada King" });
    expect(rowsOf((await download()).text)[1]?.[HEADER.indexOf("userAgent")]).toBe(cell);
  },
);

test("has every entry, in more than one batch", async () => {
  const times = await happened(2 * BATCH + 1);
  const rows = rowsOf((await download()).text).slice(1);
  expect(rows.map(([time]) => time)).toEqual(times.reverse());
});

test("ends where it is exactly one batch long", async () => {
  await happened(BATCH);
  expect(rowsOf((await download()).text)).toHaveLength(BATCH + 1);
});

test("holds what the trail shows with the same filter", async () => {
  await happened(3);
  await signedInClient(account);
  const query = { account: account.email, type: "authn_login_success", from: "2026-01-01" };
  const { body } = await admin.get("/api/admin/events").query(query).expect(200);
  const rows = rowsOf((await download(query)).text).slice(1);
  expect(rows.map(([time]) => time)).toEqual(
    body.events.map(({ createdAt }: { createdAt: string }) => createdAt),
  );
  expect(rows).toHaveLength(1);
  const nobody = await download({ account: `nobody-${account.email}` });
  expect(rowsOf(nobody.text)).toEqual([HEADER]);
});

test("is itself recorded, with who read it, before they read it", async () => {
  const reader = await createAccount({ role: "admin" });
  const client = await signedInClient(reader);
  const response = await client.get("/api/admin/events/export").query({ by: reader.id });
  const read = { actorId: reader.id, type: "sensitive_read" };
  expect(await db.securityEvent.findMany({ where: read })).toEqual([
    expect.objectContaining({
      detail: "audit_trail",
      subjectId: null,
      requestId: response.headers["x-request-id"],
    }),
  ]);
  expect(rowsOf(response.text)[1]?.slice(1, 3)).toEqual(["sensitive_read", "audit_trail"]);
  // What is on a page is not a copy of it all.
  await client.get("/api/admin/events").expect(200);
  await client.get("/admin/events").expect(200);
  expect(await db.securityEvent.count({ where: read })).toBe(1);
});
