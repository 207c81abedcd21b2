import { SESSION_COOKIE } from "@/lib/web/session/cookies";
import { app } from "@/tests/support/app/app";
import { attackBytes } from "@/tests/support/attack/attack-request";
import { expectQuietLog } from "@/tests/support/requests/expectations";

afterAll(expectQuietLog);

/** A second request, which must be read by nobody. */
const SMUGGLED = "GET /api/health/live HTTP/1.1\r\nHost: x\r\n\r\n";

const get = (...lines: string[]) =>
  ["GET /signin HTTP/1.1", `Host: ${new URL(app.url).host}`, ...lines, "", ""].join("\r\n");

const post = (lines: string[], body: string) =>
  `${[
    "POST /api/account/forgot-password HTTP/1.1",
    `Host: ${new URL(app.url).host}`,
    `Origin: ${app.url}`,
    "Content-Type: application/json",
    ...lines,
  ].join("\r\n")}\r\n\r\n${body}${SMUGGLED}`;

const CHUNKED = "Transfer-Encoding: chunked";

describe("a body whose end is given in two ways, or not at all:", () => {
  test.each<[string, string[], string]>([
    ["Content-Length and chunked", ["Content-Length: 6", CHUNKED], "0\r\n\r\n"],
    ["chunked and Content-Length", [CHUNKED, "Content-Length: 6"], "0\r\n\r\n"],
    ["two Content-Lengths", ["Content-Length: 2", "Content-Length: 3"], "{}x"],
    ["one Content-Length twice", ["Content-Length: 2", "Content-Length: 2"], "{}"],
    ["a list of Content-Lengths", ["Content-Length: 2, 3"], "{}"],
    ["a negative Content-Length", ["Content-Length: -2"], "{}"],
    ["a signed Content-Length", ["Content-Length: +2"], "{}"],
    ["a Content-Length in hexadecimal", ["Content-Length: 0x2"], "{}"],
    ["a Content-Length beyond all numbers", ["Content-Length: 99999999999999999999"], "{}"],
    ["an unknown coding", ["Transfer-Encoding: xchunked"], "0\r\n\r\n"],
    ["chunked, but not last", ["Transfer-Encoding: chunked, identity"], "0\r\n\r\n"],
    ["two codings in two lines", [CHUNKED, "Transfer-Encoding: identity"], "0\r\n\r\n"],
    ["a space before the colon", ["Transfer-Encoding : chunked"], "0\r\n\r\n"],
    ["a tab for a space", ["Transfer-Encoding:\tchunked", "Content-Length: 6"], "0\r\n\r\n"],
    ["a coding behind a vertical tab", ["Transfer-Encoding: \x0bchunked"], "0\r\n\r\n"],
    ["a size that is no number", [CHUNKED], "zz\r\n{}\r\n0\r\n\r\n"],
    ["a negative size", [CHUNKED], "-2\r\n{}\r\n0\r\n\r\n"],
    ["a size beyond all numbers", [CHUNKED], "ffffffffffffffff2\r\n{}\r\n0\r\n\r\n"],
    ["chunks ended by bare line feeds", [CHUNKED], "2\n{}\n0\n\n"],
    ["a line feed in an extension", [CHUNKED], "2;\nx\r\n{}\r\n0\r\n\r\n"],
    ["a chunk longer than it says", [CHUNKED], "2\r\n{}x\r\n0\r\n\r\n"],
  ])("46 %s is refused, and nothing after it is read [V4.2.1]", async (_, lines, body) => {
    const answers = await attackBytes(post(lines, body));
    expect(answers.map(({ status }) => status)).toEqual([400]);
  });
});

describe("a head that is not HTTP:", () => {
  test.each<[string, string]>([
    ["bare line feeds", get("Connection: close").replaceAll("\r\n", "\n")],
    ["a bare line feed in a value", get("X-A: 1\nX-B: 2")],
    ["a bare carriage return in a value", get("X-A: 1\rX-B: 2")],
    ["a line folded", get("X-A: 1", " 2")],
    ["a Content-Length folded", get("Content-Length: ", " 5")],
    ["a NUL in a value", get("X-A: 1\0")],
    ["a NUL in a name", get("X-\0A: 1")],
    ["a space in a name", get("X A: 1")],
    ["a line without a colon", get("X-A")],
    ["an empty name", get(": 1")],
    ["a space before the first name", get().replace("Host", " Host")],
    ["no Host", "GET /signin HTTP/1.1\r\nConnection: close\r\n\r\n"],
    ["a version to come", get().replace("HTTP/1.1", "HTTP/9.9")],
    ["no version of HTTP", get().replace("HTTP/1.1", "ICY/1.0")],
    ["a method in small letters", get().replace("GET", "get")],
    ["a tab in the target", get().replace("/signin", "/sign\tin")],
    ["a NUL in the target", get().replace("/signin", "/signin\0")],
    ["TLS", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"],
    ["HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
  ])("46 %s is refused [V4.2.1]", async (_, bytes) => {
    const answers = await attackBytes(Buffer.from(bytes, "latin1"));
    expect(answers.map(({ status }) => status)).toEqual([400]);
  });

  test.each<[string, string]>([
    ["20 kB of headers", get(`X-A: ${"x".repeat(20_000)}`)],
    ["a target of 20 kB", get().replace("/signin", `/${"x".repeat(20_000)}`)],
    ["4,000 headers", get(...Array<string>(4_000).fill("X-Many: 1"))],
  ])("46 %s are too large [V4.2.1]", async (_, bytes) => {
    const answers = await attackBytes(bytes);
    expect(answers.map(({ status }) => status)).toEqual([431]);
  });
});

test("46 what follows a request's body is a separate request, with its own cookies [V4.2.1]", async () => {
  const first = get(`Cookie: ${SESSION_COOKIE}=x`);
  const second = get("Connection: close").replace("/signin", "/api/me");
  const answers = await attackBytes(first + second);
  expect(answers.map(({ status }) => status)).toEqual([200, 401]);
});
