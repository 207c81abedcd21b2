import { type Answer, expectSound } from "@/tests/support/requests/expectations";

// Every answer of every test of the API is held against these: a check that sees nothing would hide all of it.

const SOUND: Answer = {
  status: 200,
  headers: {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=()",
    "x-request-id": "01999999-9999-7999-8999-999999999999",
    "content-security-policy": "default-src 'self'; frame-ancestors 'none'",
    "content-type": "text/html; charset=utf-8",
    "cache-control": "private, no-store",
  },
  text: "<!doctype html><p>Hello</p>",
};

const holds = (answer: Answer) => () => expectSound(answer, { signedIn: true });
const withHeaders = (headers: Answer["headers"]): Answer => ({
  ...SOUND,
  headers: { ...SOUND.headers, ...headers },
});

test("a sound answer passes", () => {
  expect(holds(SOUND)).not.toThrow();
});

test.each(Object.keys(SOUND.headers).filter((name) => name !== "content-type"))(
  "one without %s, or with another value, fails",
  (name) => {
    expect(holds(withHeaders({ [name]: undefined }))).toThrow();
    expect(holds(withHeaders({ [name]: "anything" }))).toThrow();
  },
);

test.each(["default-src 'self'", "frame-ancestors 'none'"])(
  "a policy with only %s fails",
  (policy) => {
    expect(holds(withHeaders({ "content-security-policy": policy }))).toThrow();
  },
);

test.each(["inline", "eval"])("a policy that allows unsafe-%s fails", (what) => {
  const policy = `${SOUND.headers["content-security-policy"]}; script-src 'unsafe-${what}'`;
  expect(holds(withHeaders({ "content-security-policy": policy }))).toThrow();
});

test("one that names the server's software fails", () => {
  expect(holds(withHeaders({ "x-powered-by": "Next.js" }))).toThrow();
});

test.each(["\n    at run (file.ts:1:1)", "/lib/features", "Prisma", process.cwd()])(
  "one that reveals internals fails: %j",
  (text) => {
    expect(holds({ ...SOUND, text })).toThrow();
  },
);

test("a server error fails", () => {
  expect(holds({ ...SOUND, status: 500 })).toThrow();
});
