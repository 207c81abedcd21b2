import { basename } from "node:path";
import type { Access } from "@/lib/auth/access";
import { AccessWalk } from "../support/access-walk";
import { app } from "../support/app";
import { expectQuietLog } from "../support/expectations";
import { apiAccess, apiFiles, load, pageAccess, pageFiles, routeOf } from "../support/routes";

/** Pages that know nothing: their frame, and what is shown when there is nothing else. */
const WITHOUT_DATA = ["_app.tsx", "_document.tsx", "404.tsx", "500.tsx"];
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

const isAccess = (value: unknown): value is Access =>
  ["public", "anonymous", "user"].includes(value as string) ||
  ['{"role":"admin"}', '{"role":"admin","fresh":true}', '{"fresh":true}'].includes(
    JSON.stringify(value),
  );

const walk = new AccessWalk(() => app.url);

beforeAll(() => walk.signIn());

afterAll(expectQuietLog);

test("the walk meets pages and API routes", () => {
  expect(pageFiles().map(routeOf)).toEqual(expect.arrayContaining(["/", "/dashboard", "/admin"]));
  expect(apiFiles().map(routeOf)).toEqual(
    expect.arrayContaining(["/api/me", "/api/account", "/api/sessions/[id]", "/api/admin/users"]),
  );
});

describe.each(pageFiles().filter((file) => !WITHOUT_DATA.includes(basename(file))))(
  "%s",
  (file) => {
    test("has server data made by page(), and from nowhere else", async () => {
      const exported = await load(file);
      expect(isAccess(await pageAccess(file))).toBe(true);
      expect(exported).not.toHaveProperty("getStaticProps");
      expect(exported).not.toHaveProperty("getStaticPaths");
      expect(exported.default).not.toHaveProperty("getInitialProps");
    });

    test("does what it declares", async () => {
      const access = await pageAccess(file);
      if (!access) throw new Error("It declares nothing");
      await walk.holdPage(routeOf(file), access);
    });
  },
);

test.each(WITHOUT_DATA)("%s has no server data", async (name) => {
  const exported = await load(`pages/${name}`);
  for (const source of ["getServerSideProps", "getStaticProps"]) {
    expect(exported).not.toHaveProperty(source);
  }
  expect(exported.default).not.toHaveProperty("getInitialProps", expect.anything());
});

/** Stands for every address of the API that no other file answers. */
const UNKNOWN = "pages/api/[...unknown].ts";

test(`${UNKNOWN} offers nothing`, async () => {
  expect(await apiAccess(UNKNOWN)).toEqual({});
  expect((await load(UNKNOWN)).config).toEqual({ api: { bodyParser: false } });
});

describe.each(apiFiles().filter((file) => file !== UNKNOWN))("%s", (file) => {
  test("is made by a wrapper, and declares an access for each method", async () => {
    const access = Object.entries((await apiAccess(file)) ?? {});
    expect(access).not.toEqual([]);
    for (const [method, declared] of access) {
      expect(METHODS).toContain(method);
      expect(isAccess(declared)).toBe(true);
    }
  });

  test("reads its body itself, within our limit", async () => {
    expect((await load(file)).config).toEqual({ api: { bodyParser: false } });
  });

  test("does what it declares", async () => {
    const declared = Object.entries((await apiAccess(file)) ?? {});
    for (const [method, access] of declared) await walk.holdApi(routeOf(file), method, access);
  });
});
