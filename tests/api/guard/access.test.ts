import { basename } from "node:path";
import type { Access } from "@/lib/web/guard/access";
import { apiFiles, apiMethods, load, pageAccess, pageFiles, routeOf } from "@/scripts/docs/routes";
import { app } from "@/tests/support/app/app";
import { AccessWalk } from "@/tests/support/people/access-walk";
import { createAccount } from "@/tests/support/people/accounts";
import { apiPermissions, pagePermissions } from "@/tests/support/people/permissions";
import {
  ACTORS,
  actorsOf,
  type Line,
  type Outcome,
  type Row,
  rowOf,
} from "@/tests/support/people/rows";
import { expectQuietLog } from "@/tests/support/requests/expectations";

/** Pages that know nothing: their frame, and what is shown when there is nothing else. */
const WITHOUT_DATA = ["_app.tsx", "_document.tsx", "404.tsx", "500.tsx"];
/** Stands for every address of the API that no other file answers. */
const UNKNOWN = "pages/api/[...unknown].ts";

const pages = pageFiles().filter((file) => !WITHOUT_DATA.includes(basename(file)));
const routes = apiFiles().filter((file) => file !== UNKNOWN);

const walk = new AccessWalk(() => app.url);

// The last administrator may not delete the account.
beforeAll(() => createAccount({ role: "admin" }));

afterAll(expectQuietLog);

/** What the guard alone makes of somebody: it does not know whose a row is, but for an organisation. */
const byTheGuard = (row: Row | Line | undefined) =>
  row &&
  Object.fromEntries(
    tried(row).map((actor) => {
      const hidden = row[actor] === ("not found" satisfies Outcome) && !("organisation" in row);
      const later = "refusedByRun" in row && row.refusedByRun?.includes(actor);
      return [actor, hidden || later ? "allowed" : row[actor]];
    }),
  );

const tried = (row: Row | Line) => ("organisation" in row ? actorsOf(row) : ACTORS);

/** What is declared, as far as it is tried. */
const declaredOf = (access: Access, line: Row | Line | undefined) => {
  const row = rowOf(access);
  return Object.fromEntries(tried(line ?? row).map((actor) => [actor, row[actor]]));
};

test("the table lists exactly the pages and API routes that exist", () => {
  expect(Object.keys(pagePermissions).sort()).toEqual(pages.map(routeOf).sort());
  expect(Object.keys(apiPermissions).sort()).toEqual(routes.map(routeOf).sort());
});

describe.each(pages)("%s", (file) => {
  test("gets server data from page(), or is prebuilt by staticPage()", () => {
    expect(pageAccess(file)).toBeDefined();
    expect(load(file).default).not.toHaveProperty("getInitialProps");
  });

  test("declares what the table says", () => {
    const access = pageAccess(file);
    expect(byTheGuard(pagePermissions[routeOf(file)])).toEqual(
      access && declaredOf(access, pagePermissions[routeOf(file)]),
    );
  });
});

test.each(WITHOUT_DATA)("%s has no server data except its texts", (name) => {
  const exported = load(`pages/${name}`);
  expect(exported).not.toHaveProperty("getServerSideProps");
  expect(exported.default).not.toHaveProperty("getInitialProps", expect.anything());
});

test(`${UNKNOWN} offers nothing`, () => {
  expect(apiMethods(UNKNOWN)).toEqual({});
  expect(load(UNKNOWN).config).toEqual({ api: { bodyParser: false } });
});

/** The pages, by what their addresses look like: a form may be on one of those that a file stands for. */
const addresses = Object.keys(pagePermissions).map(
  (page) => new RegExp(`^${page.replace(/\[\w+\]/g, "[^/]+")}$`),
);

describe.each(routes)("%s", (file) => {
  test("is wrapped by api(), and each method declares what the table says [V8.2.1]", () => {
    const declared = Object.entries(apiMethods(file) ?? {}).map(([method, { access }]) => [
      method,
      declaredOf(access, apiPermissions[routeOf(file)]?.[method]),
    ]);
    const expected = Object.entries(apiPermissions[routeOf(file)] ?? {}).map(([method, row]) => [
      method,
      byTheGuard(row),
    ]);
    expect(declared).not.toEqual([]);
    expect(Object.fromEntries(expected)).toEqual(Object.fromEntries(declared));
  });

  test("is open to an impersonating administrator only where it says so", () => {
    for (const [method, { impersonated }] of Object.entries(apiMethods(file) ?? {})) {
      const line = apiPermissions[routeOf(file)]?.[method];
      expect([method, line?.whileActing]).toEqual([method, impersonated]);
    }
  });

  test("has a body in the table for each method that takes one", () => {
    for (const [method, { body }] of Object.entries(apiMethods(file) ?? {})) {
      if (!body) continue;
      const sent = apiPermissions[routeOf(file)]?.[method]?.body;
      expect([method, sent, body.safeParse(sent).error]).toEqual([method, sent, undefined]);
    }
  });

  test("reads its body itself, within our limit", () => {
    expect(load(file).config).toEqual({ api: { bodyParser: false } });
  });

  test("declares the parameters of its path, and pages for its forms", () => {
    const names = [...routeOf(file).matchAll(/\[(\w+)\]/g)].map(([, name]) => name);
    for (const { params, form } of Object.values(apiMethods(file) ?? {})) {
      expect(Object.keys(params?.shape ?? {})).toEqual(names);
      for (const page of form ? [form.page, form.done] : []) {
        expect(addresses.some((pattern) => pattern.test(page))).toBe(true);
      }
    }
  });
});

describe.each(Object.entries(pagePermissions))("%s", (route, row) => {
  test.each(actorsOf(row).map((actor) => [actor, row[actor]] as const))(
    "%s is answered: %s [V7.2.1 V8.2.1]",
    (actor) => walk.holdPage(route, row, actor),
  );

  test("shows an impersonating administrator what the owner sees, or is closed", () =>
    walk.holdPage(route, row, "impersonator"));
});

const methods = Object.entries(apiPermissions).flatMap(([route, rows]) =>
  Object.entries(rows).map(([method, row]) => [method, route, row] as const),
);

describe.each(methods)("%s %s", (method, route, row) => {
  test.each(actorsOf(row).map((actor) => [actor, row[actor]] as const))(
    "%s is answered: %s [V7.2.1 V8.2.1]",
    (actor) => walk.holdApi(route, method, row, actor),
  );

  test("84 changes nothing and grants nothing to an impersonating administrator [V8.2.1]", () =>
    walk.holdApi(route, method, row, "impersonator"));
});
