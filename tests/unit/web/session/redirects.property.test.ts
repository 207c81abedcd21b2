import fc from "fast-check";
import { env } from "@/lib/platform/config/env";
import {
  afterSignIn,
  reauthenticatePath,
  sameOriginPath,
  signInPath,
} from "@/lib/web/session/redirects";
import { anyText, textOf } from "@/tests/support/attack/arbitraries";

const HERE = env.NEXTAUTH_URL;
const { host, hostname } = new URL(HERE);
const LIMIT = 2048;
const FALLBACK = "/fallback";
const RUNS = { numRuns: 1_000 };

/** What URLs are built of, what parsers drop or change, and where attackers want to go. */
const PIECES = [
  ..."/\\.:@?#[]%;,=&|^ \t\r\n\0\u00a0\u2028\ufeff\ud800aA",
  ...["//", "..", "%2e", "%2f", "%5c", "%09", "%0d%0a", "。", "．", "／", "＼", "：", "＠", "ü"],
  ...["http:", "https:", "HTTP://", "javascript:", "data:", "blob:", "file:", "view-source:"],
  ...[HERE, host, hostname, "evil.test", "//evil.test", "@evil.test", "127.0.0.1", "xn--"],
  ...["signin", "signup", "dashboard", "callbackUrl="],
];

/** What somebody may ask to be sent to. */
const target = fc.oneof(
  anyText,
  textOf(PIECES),
  textOf(PIECES).map((rest) => HERE + rest),
  textOf(PIECES).map((rest) => `/${rest}`),
  textOf(PIECES).map((rest) => `//eve@${host}/${rest}`),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  // About as long as may be, as it is sent or as a URL has to write it.
  fc
    .tuple(fc.constantFrom("a", "ü", " ", "%"), fc.integer({ min: 200, max: LIMIT + 1 }))
    .map(([piece, times]) => `/${piece.repeat(times)}`),
);

/** A page of this site, written as a browser would. */
const page = fc
  .tuple(
    fc.array(fc.webSegment({ size: "small" }), { minLength: 1, maxLength: 5 }),
    fc.webQueryParameters(),
    fc.webFragments(),
  )
  .map(([segments, query, hash]) => new URL(`/p-${segments.join("/")}?${query}#${hash}`, HERE))
  .map((url) => url.pathname + url.search + url.hash);

/** Where a browser that shows `from` goes when it is told `location`. */
const follow = (location: string, from: string) => new URL(location, from);

/** All that tells two URLs apart, but an empty query or fragment. */
const place = ({ origin, username, password, pathname, search, hash }: URL) => ({
  origin,
  username,
  password,
  pathname,
  search,
  hash,
});

test("a redirect stays on the site, wherever it comes from", () => {
  fc.assert(
    fc.property(target, page, (wanted, shown) => {
      const path = sameOriginPath(wanted, FALLBACK);
      for (const origin of [HERE, "https://accounts.example.com", "http://[::1]:3000"]) {
        const url = follow(path, origin + shown);
        expect(url.href.startsWith(`${origin}/`)).toBe(true);
        expect(url.origin).toBe(origin);
      }
    }),
    RUNS,
  );
});

test("joined to the origin as text, it stays there, too", () => {
  fc.assert(
    fc.property(target, (wanted) => {
      const path = sameOriginPath(wanted, FALLBACK);
      const url = new URL(HERE + path);
      expect(url.pathname + url.search + url.hash).toBe(path);
      expect(url.origin).toBe(HERE);
    }),
    RUNS,
  );
});

test("it fits a header: visible ASCII of bounded length", () => {
  fc.assert(
    fc.property(target, (wanted) => {
      const path = sameOriginPath(wanted, FALLBACK);
      expect(path).toMatch(/^\/[!-~]*$/);
      expect(path.length).toBeLessThanOrEqual(LIMIT);
    }),
    RUNS,
  );
});

test("an accepted target is where the browser would have gone", () => {
  fc.assert(
    fc.property(target, (wanted) => {
      const path = sameOriginPath(wanted, FALLBACK);
      if (path !== FALLBACK) expect(place(follow(path, HERE))).toEqual(place(follow(wanted, HERE)));
    }),
    RUNS,
  );
});

test("applying it twice changes nothing", () => {
  fc.assert(
    fc.property(target, (wanted) => {
      const path = sameOriginPath(wanted, FALLBACK);
      expect(sameOriginPath(path, "/another")).toBe(path);
      // As next-auth asks for it.
      expect(sameOriginPath(HERE + path, "/another")).toBe(path);
      const next = afterSignIn(wanted);
      expect(afterSignIn(next)).toBe(next);
    }),
    RUNS,
  );
});

test("a page of this site is never refused, with or without the origin", () => {
  fc.assert(
    fc.property(page, (path) => {
      expect(sameOriginPath(path, FALLBACK)).toBe(path);
      expect(sameOriginPath(HERE + path, FALLBACK)).toBe(path);
      expect(afterSignIn(path)).toBe(path);
    }),
  );
});

test("any type other than text falls back", () => {
  fc.assert(
    fc.property(
      fc.anything().filter((sent) => typeof sent !== "string"),
      (sent) => {
        expect(sameOriginPath(sent, FALLBACK)).toBe(FALLBACK);
      },
    ),
  );
});

test("signing in never leads to signing in", () => {
  const looping = fc
    .tuple(
      fc.constantFrom("", HERE, "/a/..", "/."),
      fc.constantFrom("/signin", "/signup"),
      fc.constantFrom("", "/", "?", "#"),
      textOf(PIECES),
    )
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(fc.oneof(target, looping), (wanted) => {
      const { pathname } = follow(afterSignIn(wanted), HERE);
      expect(pathname).not.toMatch(/^\/sign(in|up)(\/|$)/);
    }),
    RUNS,
  );
});

test("the destination survives the sign-in page and the reauthentication page", () => {
  fc.assert(
    fc.property(target, (wanted) => {
      const path = sameOriginPath(wanted, FALLBACK);
      for (const detour of [signInPath(path), reauthenticatePath(path)]) {
        expect(follow(detour, HERE).searchParams.getAll("callbackUrl")).toEqual([path]);
        expect(follow(detour, HERE).hash).toBe("");
      }
    }),
    RUNS,
  );
});
