import { parse } from "csv-parse/sync";
import { db } from "@/lib/platform/db/client";
import { trailOf } from "@/tests/support/database/events";
import { createAccount, newEmail, signedInClient } from "@/tests/support/people/accounts";
import { createOrganisation } from "@/tests/support/people/organisations";
import { expectQuietLog } from "@/tests/support/requests/expectations";

afterAll(expectQuietLog);

test("users can be downloaded as CSV, filtered, without formulas or secrets", async () => {
  const account = await createAccount({ role: "admin" });
  const admin = await signedInClient(account);
  const email = newEmail();
  await db.user.create({ data: { email, name: "=cmd()", emailVerified: new Date() } });
  const { text, headers } = await admin.get("/api/admin/export").expect(200);
  expect(headers["content-disposition"]).toMatch(/^attachment; filename=".*-users\.csv"$/);
  const rows: Record<string, string>[] = parse(text, { columns: true });
  expect(rows.find((row) => row.email === email)).toMatchObject({ name: "'=cmd()", role: "user" });
  expect(text).not.toMatch(/hmac-sha384|\$2b\$/);
  const admins: Record<string, string>[] = parse(
    (await admin.get("/api/admin/export?role=admin").expect(200)).text,
    { columns: true },
  );
  expect(new Set(admins.map(({ role }) => role))).toEqual(new Set(["admin"]));
  const events = await db.securityEvent.findMany({
    where: { actorId: account.id, detail: "users" },
  });
  expect(events.map(({ type }) => type)).toEqual(["sensitive_read", "sensitive_read"]);
  expect(await trailOf(account.id)).not.toContainEqual(
    expect.objectContaining({ detail: "users" }),
  );
});

test("users can be downloaded as lines of JSON, with the same filters, without secrets", async () => {
  const admin = await signedInClient(await createAccount({ role: "admin" }));
  const { slug, owner } = await createOrganisation();
  const { text, headers } = await admin
    .get(`/api/admin/export?format=ndjson&organisation=${slug}`)
    .expect(200);
  expect(headers["content-type"]).toMatch(/^application\/x-ndjson\b/);
  expect(headers["content-disposition"]).toMatch(/^attachment; filename=".*-users\.ndjson"$/);
  expect(text.endsWith("\n")).toBe(true);
  const lines = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines).toEqual([
    {
      id: owner.id,
      name: owner.name,
      email: owner.email,
      role: "user",
      createdAt: expect.any(String),
      emailVerified: expect.any(String),
      disabledAt: null,
      secondFactorAt: null,
      language: null,
      lastSignInAt: null,
    },
  ]);
  const none = await admin.get("/api/admin/export?format=ndjson&organisation=no-such-one");
  expect({ status: none.status, text: none.text }).toEqual({ status: 200, text: "" });
  const all = (await admin.get("/api/admin/export?format=ndjson&lastSignIn=7d").expect(200)).text;
  expect(all).toContain('"role":"admin"');
  expect(all).not.toMatch(/hmac-sha384|\$2b\$/);
});

test("the page has the filters, keeps them in its links, and works without JavaScript", async () => {
  const admin = await signedInClient(await createAccount({ role: "admin" }));
  const { text } = await admin.get("/admin?role=admin&status=confirmed&sort=name").expect(200);
  expect(text).toMatch(/<option value="admin" selected=""/);
  expect(text).toContain("/api/admin/export?role=admin&amp;status=confirmed");
  expect(text).toContain("role=admin&amp;status=confirmed&amp;sort=email");
});
