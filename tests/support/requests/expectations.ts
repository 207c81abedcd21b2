import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brand } from "@/lib/platform/config/brand";
import { SESSION_COOKIE } from "@/lib/web/session/cookies";
import { app } from "../app/app";

/** What the expectations need of a response: supertest's and raw.ts's have it. */
export type Answer = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
};

/** Traces of the inside: stack frames, file paths, queries, names of drivers. */
const INSIDE = /\n\s+at |node_modules|\/lib\/|Prisma|SQLITE_|\bSELECT\b|\bINSERT\b/;

/** Scripts and styles, told to everybody: tests/api/server/built-output.test.ts looks at what is in them. */
const BUILT = /^(text\/css|(text|application)\/javascript)\b/;

/** The headers that every response has, an error too. */
const HEADERS: Record<string, RegExp> = {
  "x-content-type-options": /^nosniff$/,
  "x-frame-options": /^DENY$/,
  "cross-origin-opener-policy": /^same-origin$/,
  "cross-origin-resource-policy": /^same-origin$/,
  "referrer-policy": /^(strict-origin-when-cross-origin|same-origin)$/,
  "permissions-policy": /camera=\(\)/,
  "x-request-id": /^[0-9a-f-]{36}$/,
  "content-security-policy":
    /^(?=.*default-src 'self')(?=.*frame-ancestors 'none')(?!.*unsafe-(inline|eval))/,
};

/** Every response, also an error, has the security headers and reveals no internals. */
export function expectSafe({ headers, text }: Answer): void {
  // Plain comparisons first: every answer of every test comes through here, and Jest's cost a millisecond.
  for (const [name, pattern] of Object.entries(HEADERS)) {
    const value = headers[name];
    if (typeof value !== "string" || !pattern.test(value))
      expect({ [name]: value }).toEqual({ [name]: expect.stringMatching(pattern) });
  }
  if ("x-powered-by" in headers) expect(headers).not.toHaveProperty("x-powered-by");
  if (BUILT.test(String(headers["content-type"]))) return;
  const told = text ?? "";
  if (INSIDE.test(told)) expect(told).not.toMatch(INSIDE);
  if (told.includes(process.cwd())) expect(told).not.toContain(process.cwd());
}

/**
 * What Node answers to what is no HTTP, and Next to an address it spells otherwise or that
 * next.config.js leads elsewhere, before any code of ours could add a header: allowed as long as there is nothing in it to guard.
 */
export const isBare = ({ status, headers, text }: Answer) =>
  ([400, 408, 431].includes(status) && text === "") ||
  ([302, 308].includes(status) && text === headers.location);

/** A page that was rendered at build time, or its data for the client-side router: it knows nobody. */
const isPrerendered = ({ text }: Answer) => {
  builtAhead ??= new Set(
    readdirSync(BUILT_PAGES, { recursive: true, withFileTypes: true })
      // A route may be called so, too: then it is a folder.
      .filter((entry) => entry.isFile() && /\.(html|json)$/.test(entry.name))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8")),
  );
  return builtAhead.has(text);
};
const NOT_KEPT = /\bno-store\b/;
const BUILT_PAGES = ".next/server/pages";
let builtAhead: Set<string> | undefined;

/**
 * A sound answer, and not a failure of the server.
 * @param options.signedIn whether the request came with a session: then no cache may keep the answer.
 * @param options.fault whether the test broke something that the server needs, so that it may answer 5xx.
 */
export function expectSound(
  answer: Answer,
  { signedIn = false, fault = false }: { signedIn?: boolean; fault?: boolean } = {},
): void {
  if (!fault && answer.status >= 500) expect(answer.status).toBeLessThan(500);
  if (isBare(answer)) return;
  expectSafe(answer);
  if (!signedIn || NOT_KEPT.test(String(answer.headers["cache-control"]))) return;
  if (!isPrerendered(answer)) expect(answer.headers["cache-control"]).toMatch(NOT_KEPT);
}

/** An error of the API: a whole `application/problem+json` that no cache may keep. */
export function expectProblem(answer: Answer, status: number, code: string) {
  expect({ status: answer.status, text: answer.text }).toEqual({
    status,
    text: expect.stringContaining(`"code":"${code}"`),
  });
  expectSafe(answer);
  expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json\b/);
  expect(answer.headers["cache-control"]).toBe("private, no-store");
  const problem = JSON.parse(answer.text);
  expect(problem).toMatchObject({
    type: brand.problemType + code,
    title: expect.stringMatching(/\S/),
    status,
    detail: expect.stringMatching(/\S/),
    code,
  });
  return problem as { detail: string; errors?: { field: string; message: string }[] };
}

/** 422: the fields that have an entry, in order. Each has exactly one. */
export function expectInvalid(answer: Answer, fields: string[]): void {
  const { errors = [] } = expectProblem(answer, 422, "invalid");
  expect(errors.map(({ field }) => field).sort()).toEqual([...fields].sort());
  for (const { message } of errors) expect(message).toMatch(/^\S.*\.$/);
}

/** A redirect of ours stays on this site, as a browser would resolve it. */
export function expectOnSite(location: string | string[] | undefined): void {
  const target = new URL(String(location), app.url);
  expect({ location, origin: target.origin, user: target.username }).toEqual({
    location,
    origin: app.url,
    user: "",
  });
  expect(target.pathname).not.toMatch(/^\/[/\\]/);
}

/** 429 and 503 say when to come back. */
export function expectRetryAfter({ headers }: Answer): void {
  expect(Number(headers["retry-after"])).toBeGreaterThan(0);
}

/** Whether a request with this Cookie header came with a session, or with what pretends to be one. */
export const carriesSession = (cookie: number | string | string[] | undefined): boolean =>
  String(cookie).includes(`${SESSION_COOKIE}=`);

/** What a start with another secret says about what others have left in the shared database. */
const ANOTHER_SECRET = /looked at were sealed with a secret that is neither/;

/** The server had no unexpected error: none in its log, and no stack. */
export function expectQuietLog(): void {
  const lines = app.output().split("\n");
  const loud = lines.filter((line) => /^\s+at |"level":[56]0|⨯|Unhandled/.test(line));
  expect(loud.filter((line) => !ANOTHER_SECRET.test(line))).toEqual([]);
}

/** All errors were reported in structured lines: no stack was printed, no rejection was unhandled. */
export function expectOrderlyLog(output: string): void {
  expect(output).not.toMatch(/\n\s+at |unhandled|uncaught/i);
}
