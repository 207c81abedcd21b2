import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SESSION_COOKIE } from "@/lib/web/session/cookies";
import { type AppServer, startServer } from "@/tests/support/app/server";
import { attack } from "@/tests/support/attack/attack-request";
import { expectNobody } from "@/tests/support/attack/expect-signed-out";
import { asSession, tokenOf } from "@/tests/support/attack/forged-token";
import { makeSqliteTemplate } from "@/tests/support/database/databases";
import { createAccount } from "@/tests/support/people/accounts";
import { START_MS } from "@/tests/support/process/patience";
import { clearsSession, signInKeeping } from "@/tests/support/requests/cookies";
import { expectQuietLog } from "@/tests/support/requests/expectations";

const NAME = SESSION_COOKIE;
const LOOK_ALIKES = [`${NAME}x`, `${NAME}.0`, `${NAME}.9`, `__Host-${NAME}`];
const STOCK = ["next-auth.session-token", "__Secure-next-auth.session-token"];

let cookie: string;
let adminCookie: string;

beforeAll(async () => {
  ({ cookie } = await signInKeeping(await createAccount({ name: "Ada User" })));
  const admin = await createAccount({ role: "admin", name: "Eve Admin" });
  ({ cookie: adminCookie } = await signInKeeping(admin));
});

afterAll(expectQuietLog);

const get = (path: string, Cookie: string) => attack({ path, headers: { Cookie } });

/** Who the header is taken for, by every layer. */
async function whoIs(header: string): Promise<string[]> {
  const [api, session, page] = await Promise.all(
    ["/api/me", "/api/auth/session", "/settings"].map((path) => get(path, header)),
  );
  const names = [
    JSON.parse(api?.text ?? "").user?.name,
    JSON.parse(session?.text ?? "").user?.name,
  ];
  const inPage = ["Ada User", "Eve Admin"].filter((name) => page?.text.includes(name));
  return [...names, ...inPage];
}

describe("8 of two session cookies the first counts, everywhere:", () => {
  test("good, then bad", async () => {
    expect(await whoIs(`${cookie}; ${NAME}=bad`)).toEqual(Array(3).fill("Ada User"));
  });

  test("bad, then good", async () => {
    const answers = await expectNobody({ Cookie: `${NAME}=bad; ${cookie}` });
    for (const answer of answers) expect(clearsSession(answer)).toBe(true);
  });

  test("a user's, then an administrator's: never a mix of the two", async () => {
    const header = `${cookie}; ${adminCookie}`;
    expect(await whoIs(header)).toEqual(Array(3).fill("Ada User"));
    expect((await get("/api/admin/users", header)).status).toBe(403);
    expect((await get("/admin", header)).headers.location).toBe("/dashboard");
  });

  test("an administrator's, then a user's", async () => {
    const header = `${adminCookie}; ${cookie}`;
    expect(await whoIs(header)).toEqual(Array(3).fill("Eve Admin"));
    expect((await get("/api/admin/users", header)).status).toBe(200);
    expect((await get("/admin", header)).status).toBe(200);
  });
});

test.each([...LOOK_ALIKES, ...STOCK])(
  "9 a cookie %s beside the session's does no harm",
  async (name) => {
    for (const value of ["1", "garbage", tokenOf(adminCookie)]) {
      for (const header of [`${name}=${value}; ${cookie}`, `${cookie}; ${name}=${value}`]) {
        expect(await whoIs(header)).toEqual(Array(3).fill("Ada User"));
        expect((await get("/signin", header)).headers.location).toBe("/dashboard");
        expect((await get("/admin", header)).headers.location).toBe("/dashboard");
      }
    }
  },
);

test.each([...LOOK_ALIKES, ...STOCK, NAME.toUpperCase()])(
  "9 a cookie %s opens nothing by itself",
  async (name) => {
    await expectNobody({ Cookie: `${name}=${tokenOf(adminCookie)}` });
  },
);

// Browsers count such a byte as part of the name, so that a sibling host may set the cookie in spite
// of __Host-; parsers trim it.
test.each(["\xa0", "\x85"])(
  "9 a cookie named like the session's with byte %j added is not the session's",
  async (byte) => {
    for (const name of [`${byte}${NAME}`, `${NAME}${byte}`]) {
      const planted = `${name}=${tokenOf(adminCookie)}`;
      expect(await whoIs(`${planted}; ${cookie}`)).toEqual(Array(3).fill("Ada User"));
      expect((await get("/signin", `${planted}; ${cookie}`)).headers.location).toBe("/dashboard");
      await expectNobody({ Cookie: planted });
    }
  },
);

test("9 hundreds of cookies with names like the session's are ignored, and the session counts", async () => {
  const pieces = Array.from({ length: 700 }, (_, n) => `${NAME}${n.toString(36)}=`).join(";");
  expect(await whoIs(`${pieces};${cookie}`)).toEqual(Array(3).fill("Ada User"));
  expect((await get("/signin", `${pieces};${cookie}`)).headers.location).toBe("/dashboard");
});

describe("10 garbage for a cookie [V4.2.5]", () => {
  const REQUESTS = 1000;
  let root = "";
  let server: AppServer | undefined;

  // A server of its own, so that every line in its log is about this.
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "latchkey-garbage-"));
    server = await startServer({ dataDir: await makeSqliteTemplate(root) });
  }, START_MS);

  afterAll(async () => {
    await server?.stop();
    rmSync(root, { recursive: true, force: true });
  });

  /** The lines of the log, without those of the request that found the server started. */
  const lines = () =>
    server
      ?.output()
      .split("\n")
      .filter((line) => !line.includes("/api/health/live")).length ?? 0;

  test("of 4 kB, a thousand times, signs nobody in and logs at most one line each", async () => {
    const before = lines();
    for (let n = 0; n < REQUESTS; n++) {
      const headers = asSession(`${n}${"x".repeat(4000)}`);
      const answer = await attack({ path: "/api/me", headers, url: server?.url ?? "" });
      expect(answer.status).toBe(401);
    }
    expect(lines() - before).toBeLessThanOrEqual(REQUESTS);
    expect(server?.output()).not.toContain("xxxx");
    expect(server?.output()).not.toMatch(/^\s+at /m);
  });

  test("of 20 kB is refused as too large", async () => {
    expect((await attack({ path: "/api/me", headers: asSession("x".repeat(20_000)) })).status).toBe(
      431,
    );
  });
});
