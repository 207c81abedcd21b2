import { readdirSync } from "node:fs";
import { createAccount } from "@/tests/support/people/accounts";
import { newClient } from "@/tests/support/requests/client";
import { signInKeeping } from "@/tests/support/requests/cookies";
import { expectQuietLog, expectSafe, expectSound } from "@/tests/support/requests/expectations";
import { raw } from "@/tests/support/requests/raw";

const PAGES = [
  "/",
  "/signin",
  "/signup",
  "/check-mail",
  "/link/verify",
  "/dashboard",
  "/settings",
  "/admin",
];

afterAll(expectQuietLog);

describe("security headers [V1.3.2 V3.2.1 V3.4.2 V3.4.3 V3.4.4 V3.4.5 V3.4.6 V3.4.8 V3.5.8 V13.4.6]", () => {
  test.each([
    ...PAGES,
    "/nowhere",
    "/404",
    "/api/nowhere",
    "/api/auth",
    "/favicon.svg",
    "/_next/data/x/dashboard.json",
    "/_next/static/nothing.js",
  ])("are on %s", async (path) => {
    expectSafe(await newClient().get(path).redirects(0));
  });

  test("are on scripts and styles", async () => {
    const [script] = readdirSync(".next/static/chunks").filter((name) => name.endsWith(".js"));
    await newClient().get(`/_next/static/chunks/${script}`).expect(200);
  });

  test("are on answers to unexpected methods", async () => {
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "PROPFIND"]) {
      for (const path of ["/", "/dashboard", "/nowhere", "/favicon.svg"]) {
        expectSound(await raw(method, path));
      }
    }
  });
});

// Next answers these by itself before it looks at headers(): they must hold nothing worth guarding.
test.each(["/dashboard/", "//dashboard", "/api/me/"])(
  "%s redirects to its one spelling",
  async (path) => {
    const { status, headers, text } = await raw("GET", path);
    expect(status).toBe(308);
    expect(headers.location).toBe(path.replace("//", "/").replace(/\/$/, ""));
    expect(text).toBe(headers.location);
  },
);

test("no page has an inline script or style, which the policy would refuse [V1.3.2 V3.4.3]", async () => {
  const { cookie } = await signInKeeping(await createAccount({ role: "admin" }));
  for (const path of PAGES) {
    for (const header of ["", cookie]) {
      const { text } = await newClient().get(path).set("Cookie", header);
      expect(text).not.toMatch(/<style|\sstyle=|\son[a-z]+=/i);
      const scripts = text.match(/<script(?![^>]*\ssrc=)[^>]*>/g) ?? [];
      for (const script of scripts) expect(script).toContain('type="application/json"');
    }
  }
});

test("the page whose address holds a secret sends no referrer to other sites [V3.4.5 V14.2.1]", async () => {
  const { headers } = await newClient().get("/link/verify?token=x").expect(200);
  expect(headers["referrer-policy"]).toBe("same-origin");
});
