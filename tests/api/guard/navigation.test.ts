import { type Feature, isOn } from "@/lib/platform/config/features";
import { linksFor, navigation } from "@/lib/platform/config/navigation";
import { ROLES } from "@/lib/platform/config/roles";
import { decide } from "@/lib/web/guard/access";
import type { Authentication } from "@/lib/web/session/authenticate";
import { load, pageAccess, pageFiles, routeOf } from "@/scripts/docs/routes";
import { createAccount, signedInClient } from "@/tests/support/people/accounts";
import { expectQuietLog } from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

const PARTS = ["main", "settings", "admin"] as const;
const files = new Map(pageFiles().map((file) => [routeOf(file), file]));
/** Whether a page's feature is on. */
const isThere = (href: string) => {
  const { getServerSideProps } = load(files.get(href) ?? href);
  return isOn((getServerSideProps as { features?: readonly Feature[] } | undefined)?.features);
};
const accessOf = (href: string) => pageAccess(files.get(href) ?? href);

afterAll(expectQuietLog);

/** Somebody of a role who has just signed in. */
const signedIn = (role: string) =>
  ({
    state: "signed-in",
    user: { role },
    session: { authenticatedAt: new Date().toISOString() },
  }) as Authentication;

describe.each(PARTS)("the links of %s", (part) => {
  test.each(ROLES.map((role) => [role]))("%s has links to the pages that let them in", (role) => {
    const letIn = navigation[part].filter(({ href }) => {
      const access = accessOf(href);
      return isThere(href) && access !== undefined && "caller" in decide(access, signedIn(role));
    });
    expect(linksFor(part, role)).toEqual(letIn);
  });
});

test("every settings and administration page has a link, except that of a single account", () => {
  const linked: string[] = PARTS.flatMap((part) => navigation[part].map(({ href }) => href));
  const pages = [...files.keys()].filter((route) => /^\/(settings|admin)(\/|$)/.test(route));
  const others = pages.filter((route) => !linked.includes(route));
  expect(others.filter((route) => !/^\/admin\/users\/|\[/.test(route))).toEqual([]);
});

test("each of the settings' pages is headed by its own name, as its link is", async () => {
  const client = await signedInClient(await createAccount());
  const headings = [];
  for (const { href } of linksFor("settings", "user")) {
    const { text } = await client.get(href).expect(200);
    headings.push(/<h1>(?:<bdi>)?([^<]+)/.exec(text)?.[1]);
  }
  expect(headings).toEqual(linksFor("settings", "user").map(({ label }) => english(label)));
  expect(new Set(headings).size).toBe(headings.length);
});
