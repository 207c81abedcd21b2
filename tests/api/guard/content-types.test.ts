import { readdirSync } from "node:fs";
import { createAccount, signedInClient } from "@/tests/support/people/accounts";
import { newClient } from "@/tests/support/requests/client";
import { expectQuietLog } from "@/tests/support/requests/expectations";

afterAll(expectQuietLog);

const typeOf = async (path: string) =>
  (await newClient().get(path).redirects(0)).headers["content-type"];

test.each([
  ["/", "text/html; charset=utf-8"],
  ["/signin", "text/html; charset=utf-8"],
  ["/nowhere", "text/html; charset=utf-8"],
  ["/api/health/live", "application/json; charset=utf-8"],
  ["/api/auth/session", "application/json; charset=utf-8"],
  ["/api/me", "application/problem+json; charset=utf-8"],
  ["/api/nowhere", "application/problem+json; charset=utf-8"],
])("%s says what it is, and in which charset: %s [V3.5.6 V4.1.1]", async (path, type) => {
  expect(await typeOf(path)).toBe(type);
});

test("scripts and styles have their own content types, in UTF-8 [V4.1.1]", async () => {
  for (const name of readdirSync(".next/static/chunks")) {
    const type = { js: "application/javascript", css: "text/css" }[name.split(".").at(-1) ?? ""];
    if (!type) continue;
    expect(await typeOf(`/_next/static/chunks/${name}`)).toBe(`${type}; charset=UTF-8`);
  }
});

test("a download has a file name of ours, and never opens as a page [V3.2.1 V5.4.1 V5.4.2]", async () => {
  const client = await signedInClient(await createAccount({ name: 'a"; filename="b.html' }));
  const { headers } = await client.get("/api/me/export?filename=c.html").expect(200);
  expect(headers["content-disposition"]).toMatch(/^attachment; filename="[a-z-]+\.json"$/);
  expect(headers["x-content-type-options"]).toBe("nosniff");
});
