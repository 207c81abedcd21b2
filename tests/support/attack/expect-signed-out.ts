import { readFileSync } from "node:fs";
import { type Answer, expectProblem } from "../requests/expectations";
import { attack } from "./attack-request";

/**
 * Expects that these headers sign nobody in wherever a session counts: in the API, in next-auth, on a page,
 * in the data of that page, and in middleware and guard of the administrators' page.
 * @returns the answers of the guards, which clear a dead session's cookie
 */
export async function expectNobody(headers: Record<string, string>): Promise<Answer[]> {
  const get = (path: string, more = {}) => attack({ path, headers: { ...headers, ...more } });

  const api = await get("/api/me");
  expectProblem(api, 401, "unauthenticated");

  const session = await get("/api/auth/session");
  expect({ status: session.status, text: session.text }).toEqual({ status: 200, text: "{}" });

  const page = await get("/dashboard");
  expect(page.status).toBe(307);
  expect(page.headers.location).toBe("/signin?callbackUrl=%2Fdashboard");

  const build = readFileSync(".next/BUILD_ID", "utf8");
  const data = await get(`/_next/data/${build}/dashboard.json`, { "x-nextjs-data": "1" });
  expect(data.text).not.toContain('"profile"');
  const ledTo = `${data.headers["x-nextjs-redirect"]} ${data.text}`;
  expect(ledTo).toContain("/signin?callbackUrl=%2Fdashboard");

  expect((await get("/admin")).status).toBe(307);
  return [api, session, page, data];
}
