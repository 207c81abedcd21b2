import request from "supertest";
import { runScript } from "./terminal";

/**
 * Has `npm run seed` fill a tree's database, and signs in the administrator that it makes.
 * @param tree the folder of the app, which may have other routes and features than this one
 * @param url where it is served
 */
export async function demoAdmin(tree: string, url: string) {
  const seed = runScript(tree, "seed");
  expect(await seed.ended).toBe(0);
  const [, email, password] = /^admin +(\S+) +(\S+)$/m.exec(seed.output()) ?? [];
  const client = request.agent(url).set("Origin", url);
  const { text } = await client.get("/signin").expect(200);
  const csrfToken = /name="csrfToken" value="([^"]+)"/.exec(text)?.[1];
  const fields = { csrfToken, email, password };
  const { headers } = await client.post("/api/auth/callback/credentials").type("form").send(fields);
  expect(headers.location).toMatch(/\/dashboard$/);
  return client;
}
