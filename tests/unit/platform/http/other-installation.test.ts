import type { ServerResponse } from "node:http";
import { type CookieRequest, cookieName } from "@/lib/platform/http/cookies";
import { takeFlash } from "@/lib/platform/http/flash";
import { takeKeptPost } from "@/lib/platform/http/kept-post";
import { resumeDestination } from "@/lib/web/destination/destination";
import { withEnvironment } from "@/tests/support/app/isolated";
import { cookieLines, newRequest, newResponse } from "@/tests/support/requests/messages";

/* A browser takes all ports of a host for one: two installations there send each other's cookies. */

type Take = (req: CookieRequest, res: ServerResponse) => Promise<unknown>;

test.each<[string, string, Take, unknown]>([
  ["message", "flash", (req, res) => takeFlash(req, res, "/settings"), null],
  ["interrupted post", "kept-post", (req, res) => takeKeptPost(req, res, "/settings", "ada"), null],
  ["destination", "way", (req, res) => resumeDestination(req, res, "/signin"), "/signin"],
])("a %s that another installation sealed is left for it", async (_, purpose, take, nothing) => {
  const value = { page: "/settings", account: "ada", callbackUrl: "/settings" };
  const sealed = await withEnvironment(
    { NEXTAUTH_SECRET: "another-secret-for-tests-5d1c7f80a2b94e63" },
    async () => (await import("@/lib/platform/crypto/sealed")).seal(purpose, value, 60),
  );
  const name = cookieName(purpose === "kept-post" ? "kept" : purpose);
  const response = newResponse();
  expect(await take(newRequest({ cookies: { [name]: sealed } }), response)).toBe(nothing);
  expect(cookieLines(response)).toEqual([]);
});
