import { randomUUID } from "node:crypto";
import { app } from "@/tests/support/app/app";
import { attack } from "@/tests/support/attack/attack-request";
import { createAccount } from "@/tests/support/people/accounts";
import { signInKeeping } from "@/tests/support/requests/cookies";
import {
  expectInvalid,
  expectProblem,
  expectQuietLog,
} from "@/tests/support/requests/expectations";

const LIMIT = 64 * 1024;
const JSON_TYPE = "application/json";

/** Every route that reads a body: method, path, the fields it cannot do without. */
const ROUTES: [string, string, string[]][] = [
  ["PATCH", "/api/me", ["name"]],
  ["POST", "/api/account", ["name", "email", "password"]],
  ["POST", "/api/account/verify-email", ["token"]],
  ["POST", "/api/account/verify-email/resend", ["email"]],
  ["POST", "/api/account/forgot-password", ["email"]],
  ["POST", "/api/account/reset-password", ["token", "password"]],
  ["POST", "/api/me/reauthenticate", ["password"]],
  ["POST", "/api/me/password", ["newPassword"]],
  ["POST", "/api/me/email", ["email", "password"]],
  ["POST", "/api/account/email/confirm", ["token"]],
  ["POST", "/api/account/email/undo", ["token"]],
  ["POST", "/api/admin/first", ["token"]],
];
const NEXTAUTH = ["/api/auth/callback/credentials", "/api/auth/signout", "/api/auth/session"];
const READERS: [string, string][] = [
  ...ROUTES.map(([method, path]): [string, string] => [method, path]),
  ["DELETE", "/api/me/sessions"],
  ["PATCH", `/api/admin/users/${randomUUID()}`],
  ["DELETE", `/api/admin/users/${randomUUID()}/sessions`],
  ["POST", `/api/admin/users/${randomUUID()}/verification`],
  ["POST", `/api/admin/users/${randomUUID()}/password-reset`],
];

let cookie: string;

beforeAll(async () => {
  ({ cookie } = await signInKeeping(await createAccount({ role: "admin" })));
});

afterAll(expectQuietLog);

// Who is signed in cannot sign up.
const headersFor = (path: string) => ({
  ...(path !== "/api/account" && { Cookie: cookie }),
  Origin: app.url,
});

const send = (
  method: string,
  path: string,
  chunks: (string | Buffer)[],
  headers: Record<string, string> = { "Content-Type": JSON_TYPE },
) => attack({ method, path, headers: { ...headersFor(path), ...headers }, chunks });

/** A JSON object of exactly that many bytes. */
const jsonOf = (bytes: number) => `{"x":"${"x".repeat(bytes - 8)}"}`;

describe.each(READERS)("%s %s", (method, path) => {
  test.each([
    ["cut off", '{"name":"Ada'],
    ["not JSON at all", "name=Ada"],
    ["with a byte order mark in the middle", '{"name":\uFEFF"Ada"}x'],
    ["nested 30,000 deep and never closed", "[".repeat(30_000)],
  ])("40 a body %s is malformed [V1.5.2 V2.2.1 V16.5.1]", async (_, body) => {
    expectProblem(await send(method, path, [body]), 400, "malformed_body");
  });

  test("40 a body that is not UTF-8 is malformed [V1.5.2 V2.2.1 V16.5.1]", async () => {
    const latin1 = Buffer.from('{"name":"Zoë"}', "latin1");
    expectProblem(await send(method, path, [latin1]), 400, "malformed_body");
  });

  test("44 a body over 64 kB is refused by its Content-Length [V15.2.2 V16.5.1]", async () => {
    const body = jsonOf(LIMIT + 1);
    const headers = { "Content-Type": JSON_TYPE, "Content-Length": String(body.length) };
    expectProblem(await send(method, path, [body], headers), 413, "body_too_large");
  });

  test.each([
    ["1.1 MB", jsonOf(1_100_000)],
    ["arrays nested 100,000 deep", `{"name":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
  ])("44 %s are refused [V15.2.2 V16.5.1]", async (_, body) => {
    expectProblem(await send(method, path, [body]), 413, "body_too_large");
  });

  test("44 a body without an end is refused before it ends [V15.2.2 V16.5.1]", async () => {
    for (const length of [{}, { "Content-Length": "99999999999" }]) {
      const answer = await attack({
        method,
        path,
        headers: { ...headersFor(path), "Content-Type": JSON_TYPE, ...length },
        chunks: ["x".repeat(LIMIT), "x"],
        unfinished: true,
      });
      expectProblem(answer, 413, "body_too_large");
    }
  });

  test("44 a body over 64 kB is refused without a Content-Length [V15.2.2 V16.5.1]", async () => {
    const body = jsonOf(LIMIT + 1);
    const halves = [body.slice(0, LIMIT / 2), body.slice(LIMIT / 2)];
    expectProblem(await send(method, path, halves), 413, "body_too_large");
  });

  test.each([
    ["text/plain"],
    ["multipart/form-data; boundary=x"],
    ["application/xml"],
    ["application/json-patch+json"],
    ["text/json"],
    ["garbage"],
    [""],
  ])("22 a body of type %p is refused [V3.5.2]", async (type) => {
    const headers: Record<string, string> = type ? { "Content-Type": type } : {};
    expectProblem(await send(method, path, ["{}"], headers), 415, "unsupported_media_type");
  });
});

describe.each(ROUTES)("%s %s", (method, path, required) => {
  test("44 a body of exactly 64 kB is read [V15.2.2 V16.5.1]", async () => {
    expectInvalid(await send(method, path, [jsonOf(LIMIT)]), required);
  });

  test("40 no body at all is an empty one [V1.5.2 V2.2.1 V16.5.1]", async () => {
    expectInvalid(await send(method, path, []), required);
  });

  test("the charset of the content type does not matter", async () => {
    const headers = { "Content-Type": "Application/JSON; charset=utf-8" };
    expectInvalid(await send(method, path, ["{}"], headers), required);
  });

  test.each([["null"], ["[]"], ["[{}]"], ['"text"'], ["42"], ["true"]])(
    "40 %s in place of an object is malformed [V1.5.2 V2.2.1 V16.5.1]",
    async (body) => {
      expectProblem(await send(method, path, [body]), 400, "malformed_body");
    },
  );

  test.each([
    ["objects", { contains: "" }],
    ["an operator of a query", { not: "" }],
    ["arrays", ["a", "b"]],
    ["numbers", 42],
    ["booleans", true],
    ["null", null],
  ])(
    "42 %s in place of strings are invalid, one entry a field [V1.2.4 V2.2.1 V2.2.2 V15.3.5 V15.3.7]",
    async (_, value) => {
      const body = Object.fromEntries(required.map((field) => [field, value]));
      expectInvalid(await send(method, path, [JSON.stringify(body)]), required);
    },
  );

  test.each([
    ["__proto__", `{"__proto__":{"name":"Eve","admin":true}}`],
    ["constructor", `{"constructor":{"prototype":{"admin":true}}}`],
  ])("41 %s pollutes nothing [V1.5.2 V15.3.6]", async (_, body) => {
    expectInvalid(await send(method, path, [body]), required);
  });

  test("44 arrays nested 30,000 deep are invalid, not fatal [V15.2.2 V16.5.1]", async () => {
    const deep = `${"[".repeat(30_000)}${"]".repeat(30_000)}`;
    const body = `{"${required[0]}":${deep}}`;
    expectInvalid(await send(method, path, [body]), required);
  });
});

test("PATCH takes only JSON: forms use POST", async () => {
  const headers = { "Content-Type": "application/x-www-form-urlencoded" };
  const answer = await send("PATCH", "/api/me", ["name=Ada"], headers);
  expectProblem(answer, 415, "unsupported_media_type");
});

test("64 NUL and lone surrogates are invalid in every field [V1.3.3 V2.2.1]", async () => {
  const body =
    '{"name":"A\\u0000","email":"a\\u0000@example.com","password":"x\\ud800 correct horse"}';
  expectInvalid(await send("POST", "/api/account", [body]), ["name", "email", "password"]);
});

describe.each(NEXTAUTH)("POST %s", (path) => {
  // Asked for JSON, so that errors are not answered with the form.
  test.each(['{"json":"true",', "null", "[]", '"text"', "42", "[".repeat(30_000)])(
    "40 %.20s in place of an object is malformed [V1.5.2 V2.2.1 V16.5.1]",
    async (body) => {
      expectProblem(await send("POST", path, [body]), 400, "malformed_body");
    },
  );

  test("44 over 64 kB is refused [V15.2.2 V16.5.1]", async () => {
    expectProblem(await send("POST", path, [jsonOf(LIMIT + 1)]), 413, "body_too_large");
  });

  test("44 over 64 kB as a form is refused [V15.2.2 V16.5.1]", async () => {
    const headers = { "Content-Type": "application/x-www-form-urlencoded" };
    const answer = await send("POST", path, [`x=${"x".repeat(LIMIT)}`], headers);
    expectProblem(answer, 413, "body_too_large");
  });

  test("22 another content type is refused [V3.5.2]", async () => {
    const headers = { "Content-Type": "text/plain" };
    expectProblem(await send("POST", path, ["{}"], headers), 415, "unsupported_media_type");
  });
});
