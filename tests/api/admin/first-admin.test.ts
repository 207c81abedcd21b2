import { seal } from "@/lib/platform/crypto/sealed";
import { signUpByMail, startOwnApp } from "@/tests/support/app/own-app";
import { type AppServer, startServer } from "@/tests/support/app/server";
import { submitSignIn } from "@/tests/support/people/accounts";
import { START_MS } from "@/tests/support/process/patience";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { sessionCookie } from "@/tests/support/requests/cookies";
import { expectInvalid, expectProblem } from "@/tests/support/requests/expectations";
import { shown } from "@/tests/support/requests/shown";
import { english } from "@/tests/support/texts";

/* An app without an administrator, from its first start on: the tests tell one story, in order. */

const LINK = /^No administrator yet\. Sign up, then open: (\S+)$/gm;
const CHALLENGERS = 12;

type Person = { client: ApiClient; cookie: string };

let server: AppServer;
let link: URL;
let token: string;
let people: Person[];

beforeAll(async () => {
  server = await startOwnApp("first_admin");
  link = new URL(printedLinks()[0] ?? "");
  token = link.searchParams.get("token") ?? "";
  people = await Promise.all(Array.from({ length: CHALLENGERS }, signedIn));
}, START_MS);

afterAll(() => server?.stop());

const printedLinks = () => [...server.output().matchAll(LINK)].map((match) => match[1]);

async function signedIn(): Promise<Person> {
  const { email, password } = await signUpByMail(server);
  const client = newClient(server.url);
  return { client, cookie: sessionCookie(await submitSignIn(client, { email, password })) };
}

const someone = () => (people[0] as Person).client;
const become = (client: ApiClient, given: unknown) =>
  client.post("/api/admin/first").send({ token: given });
const roleOf = async (client: ApiClient) => (await client.get("/api/me")).body.user.role;

test("the link is printed once at start-up, and begins with the configured origin", () => {
  expect(printedLinks()).toHaveLength(1);
  expect(link.origin).toBe(server.url);
  expect(link.pathname).toBe("/first-admin");
});

test("opening it changes nothing, and leaks its secret to nobody", async () => {
  for (const method of ["get", "head"] as const) {
    const { headers } = await someone()
      [method](link.pathname + link.search)
      .expect(200);
    expect(headers["referrer-policy"]).toBe("same-origin");
  }
  expect(await roleOf(someone())).toBe("user");
});

test("it leads a signed-out visitor to the form, and back", async () => {
  const path = link.pathname + link.search;
  const { headers } = await newClient(server.url).get(path).expect(307);
  expect(headers.location).toBe(`/signin?callbackUrl=${encodeURIComponent(path)}`);
  expectProblem(await become(newClient(server.url), token), 401, "unauthenticated");
});

describe("a wrong link", () => {
  const others: [string, () => Promise<unknown>][] = [
    ["made up", async () => "nonsense"],
    ["cut off", async () => token.slice(0, -1)],
    ["with a letter changed", async () => token.slice(0, -9) + flipped(token.slice(-9))],
    ["sealed for something else", () => seal("flash", {}, 60)],
    ["too old", () => seal("first-admin", {}, -1)],
    ["missing", async () => undefined],
    ["a list", async () => [token, token]],
    ["overlong", async () => `${token}${"x".repeat(1000)}`],
  ];
  const flipped = (text: string) => (text[0] === "A" ? "B" : "A") + text.slice(1);

  test.each(others)("%s makes nobody an administrator", async (_, make) => {
    const given = await make();
    expectInvalid(await become(someone(), given), ["token"]);
    const query = new URLSearchParams({ token: String(given) });
    const { text } = await someone().get(`/first-admin?${query}`).expect(200);
    expect(text).toContain(english("details.linkDeadRestart"));
    expect(shown(text)).not.toContain(english("firstAdmin.submit"));
    expect(await roleOf(someone())).toBe("user");
  });

  test("sent by the form leads back to the page, which says so", async () => {
    const { headers } = await someone()
      .post("/api/admin/first")
      .type("form")
      .send({ token: await seal("first-admin", {}, -1) })
      .expect(303);
    expect(headers.location).toBe("/first-admin");
    const { text } = await someone().get("/first-admin").expect(200);
    expect(text).toContain(english("details.linkDeadRestart"));
    expect(shown(text)).not.toContain(english("firstAdmin.submit"));
  });
});

test(
  "restarted without an administrator, the app prints a new link; both work",
  async () => {
    const { env, dataDir, url } = server;
    await server.stop();
    const again = await startServer({ dataDir, databaseUrl: env.DATABASE_URL ?? "" });
    // The port is another one; what was signed in stays so.
    expect(again.url).not.toBe(url);
    server = again;
    people = people.map(({ cookie }) => {
      const client = newClient(again.url);
      client.set("Cookie", cookie);
      return { client, cookie };
    });
    expect(printedLinks()).toHaveLength(2);
    for (const printed of printedLinks()) {
      const { search } = new URL(String(printed));
      const { text } = await someone().get(`/first-admin${search}`).expect(200);
      expect(text).toContain(english("firstAdmin.submit"));
    }
  },
  START_MS,
);

test("of many who use it at once, exactly one becomes the administrator", async () => {
  // So that each finds a connection to the database open, and nobody is ahead.
  await Promise.all(people.map(({ client }) => client.get("/dashboard").expect(200)));
  const answers = await Promise.all(people.map(({ client }) => become(client, token)));
  const winner = people[answers.findIndex(({ status }) => status === 204)] as Person;
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 204)).toHaveLength(1);
  expect(statuses.filter((status) => status === 409)).toHaveLength(CHALLENGERS - 1);

  const answer = answers.find(({ status }) => status === 204);
  if (!answer) throw new Error("Nobody won");
  const cookie = sessionCookie(answer);
  const get = (path: string, pair: string) =>
    newClient(server.url).get(path).set("Cookie", pair).redirects(0);
  // The new cookie says so to the middleware, too.
  expect((await get("/admin", cookie)).status).toBe(200);
  expect((await get("/api/me", winner.cookie)).status).toBe(401);

  const { body: trail } = await get("/api/admin/events?type=authz_change", cookie);
  const { body: me } = await get("/api/me", cookie);
  expect(trail.events).toEqual([
    expect.objectContaining({
      detail: "admin",
      account: { id: me.user.id, email: me.user.email },
      by: { id: me.user.id, email: me.user.email },
    }),
  ]);
  people = people.filter((one) => one !== winner);
});

test("it makes no second administrator", async () => {
  expectProblem(await become(someone(), token), 409, "admin_exists");
  const { text } = await someone()
    .get(link.pathname + link.search)
    .expect(200);
  expect(text).toContain(english("details.linkDeadRestart"));
  const form = await someone().post("/api/admin/first").type("form").send({ token }).expect(303);
  expect(form.headers.location).toBe("/first-admin");
  expect(await roleOf(someone())).toBe("user");
});

test(
  "restarted with an administrator, the app prints none",
  async () => {
    const { env, dataDir } = server;
    await server.stop();
    server = await startServer({ dataDir, databaseUrl: env.DATABASE_URL ?? "" });
    expect(printedLinks()).toHaveLength(2);
  },
  START_MS,
);
