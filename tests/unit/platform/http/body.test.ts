import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import type { Problem } from "@/lib/platform/core/problem";
import { readBody } from "@/lib/platform/http/body";
import { raw } from "@/tests/support/requests/raw";
import { english } from "@/tests/support/texts";

const LIMIT = 64 * 1024;
const JSON_TYPE = "application/json";
const FORM_TYPE = "application/x-www-form-urlencoded";

type Read = { value: unknown } | { code: string; detail: string };

let server: Server;
let url: string;
let read: Read | undefined;

/** Keeps what readBody made of each request; forms are taken on /form only. */
beforeAll(async () => {
  server = createServer(async (req, res) => {
    read = await readBody(req, { form: req.url === "/form" }).then(
      (value) => ({ value }),
      ({ code, detail }: Problem) => ({ code, detail }),
    );
    res.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

type Sent = { type?: string; chunked?: boolean; path?: string; headers?: Record<string, string> };

async function send(body: string | Buffer, sent: Sent = {}): Promise<Read | undefined> {
  const { type = JSON_TYPE, chunked = false, path = "/" } = sent;
  read = undefined;
  await raw("POST", path, {
    url,
    headers: {
      ...(type && { "Content-Type": type }),
      ...(!chunked && { "Content-Length": String(Buffer.byteLength(body)) }),
      ...sent.headers,
    },
    chunks: [body],
  });
  return read;
}

/** @throws Error when it could not be read */
function valueIn(answer: Read | undefined): unknown {
  if (answer && "value" in answer) return answer.value;
  throw new Error(`The body was not read: ${JSON.stringify(answer)}`);
}

const sendForm = (body: string) => send(body, { type: FORM_TYPE, path: "/form" });
const jsonOfSize = (bytes: number) => JSON.stringify({ a: "x".repeat(bytes - 8) });

describe("JSON", () => {
  test.each(["{}", '{"a":1}', ' {"a":{"b":["ü🔑"]}}\n', '{"a":null,"a":2}'])(
    "%s is read",
    async (body) => {
      expect(await send(body)).toEqual({ value: JSON.parse(body) });
    },
  );

  test.each(["{", "{'a':1}", "undefined", '{"a":1}}', "NaN", " ", "a=1"])(
    "%j is malformed",
    async (body) => {
      expect(await send(body)).toEqual({
        code: "malformed_body",
        detail: english("details.notJson"),
      });
    },
  );

  test.each(["[1,2]", '"text"', "42", "null", "false"])("%s is not an object", async (body) => {
    expect(await send(body)).toEqual({
      code: "malformed_body",
      detail: english("details.notAnObject"),
    });
  });

  test("lists nested as deeply as fits are harmless", async () => {
    const depth = 30_000;
    const value = valueIn(await send(`{"a":${"[".repeat(depth)}${"]".repeat(depth)}}`));
    let levels = 0;
    for (let list = (value as { a: unknown }).a; Array.isArray(list); list = list[0]) levels++;
    expect(levels).toBe(depth);
  });

  test("lists nested 100,000 deep are too large, left open they are malformed", async () => {
    const nested = "[".repeat(100_000) + "]".repeat(100_000);
    expect(await send(nested)).toMatchObject({ code: "body_too_large" });
    expect(await send("[".repeat(LIMIT))).toMatchObject({ code: "malformed_body" });
    expect(await send("{}")).toEqual({ value: {} });
  });

  test("__proto__ is a field like any other [V1.5.2 V15.3.6]", async () => {
    const value = valueIn(await send('{"__proto__":{"admin":true}}'));
    expect(Object.keys(value as object)).toEqual(["__proto__"]);
    expect(Object.prototype).not.toHaveProperty("admin");
  });
});

describe("size", () => {
  test.each([
    ["announced", false],
    ["chunked", true],
  ])(
    "a body of 64 kB is read, one byte more is too large: %s [V1.3.3 V2.2.1]",
    async (_what, chunked) => {
      expect(valueIn(await send(jsonOfSize(LIMIT), { chunked }))).toHaveProperty("a");
      expect(await send(jsonOfSize(LIMIT + 1), { chunked })).toMatchObject({
        code: "body_too_large",
      });
    },
  );

  test("bytes count, not characters", async () => {
    expect(await send(JSON.stringify({ a: "ü".repeat(LIMIT / 2) }))).toMatchObject({
      code: "body_too_large",
    });
  });

  test("an empty body is an empty object", async () => {
    await raw("POST", "/", { url });
    expect(read).toEqual({ value: {} });
    expect(await send("", { type: "text/plain" })).toEqual({ value: {} });
  });

  test("a client that leaves in the middle does no harm", async () => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Type: ${JSON_TYPE}\r\n`);
    socket.end('Content-Length: 100\r\n\r\n{"a":');
    await text(socket);
    expect(await send("{}")).toEqual({ value: {} });
  });
});

test.each([
  ["a stray continuation byte", [0x22, 0x80, 0x22]],
  ["a character cut short", [0x22, 0xe2, 0x82, 0x22]],
  ["an overlong slash", [0x22, 0xc0, 0xaf, 0x22]],
  ["a surrogate", [0x22, 0xed, 0xa0, 0x80, 0x22]],
])("%s is not UTF-8", async (_what, bytes) => {
  expect(await send(Buffer.from(bytes))).toEqual({
    code: "malformed_body",
    detail: english("details.notUtf8"),
  });
});

describe("content type", () => {
  test.each([
    "application/json",
    "application/json; charset=utf-8",
    "application/json;charset=UTF-8;version=1",
    "Application/JSON",
    " application/json ",
  ])("%j is JSON", async (type) => {
    expect(await send("{}", { type })).toEqual({ value: {} });
  });

  test.each([
    "",
    "text/plain",
    "text/json",
    "application/json-patch+json",
    "application/problem+json",
    "application/jsonp",
    "json",
    "application/json, text/plain",
    "application/json;;",
    "multipart/form-data; boundary=x",
    FORM_TYPE,
  ])("%j is not", async (type) => {
    expect(await send("{}", { type })).toEqual({
      code: "unsupported_media_type",
      detail: "Send application/json.",
    });
  });

  test("where forms are accepted, both types are named", async () => {
    expect(await send("{}", { type: "text/plain", path: "/form" })).toEqual({
      code: "unsupported_media_type",
      detail: "Send application/json or application/x-www-form-urlencoded.",
    });
    expect(await send("{}", { path: "/form" })).toEqual({ value: {} });
  });

  test("a compressed body is refused, not read as text", async () => {
    const headers = { "Content-Encoding": "gzip" };
    expect(await send(gzipSync("{}"), { headers })).toMatchObject({ code: "malformed_body" });
  });
});

describe("form", () => {
  test.each([
    ["a=1&b=two", { a: "1", b: "two" }],
    ["name=Ada+Lovelace&city=Z%C3%BCrich", { name: "Ada Lovelace", city: "Zürich" }],
    ["a=&b", { a: "", b: "" }],
    ["a%5Bb%5D=1&c.d=2", { "a[b]": "1", "c.d": "2" }],
  ])("%s", async (body, value) => {
    expect(await sendForm(body)).toEqual({ value });
  });

  test("a field sent twice is a list, so that no schema takes it for text [V15.3.7]", async () => {
    expect(await sendForm("a=1&b=2&a=3")).toEqual({ value: { a: ["1", "3"], b: "2" } });
  });

  test("__proto__ is a field like any other [V1.5.2 V15.3.6]", async () => {
    const value = valueIn(await sendForm("__proto__=1&constructor=2"));
    expect(Object.entries(value as object)).toEqual([
      ["__proto__", "1"],
      ["constructor", "2"],
    ]);
  });

  test("more fields than anybody needs are still read", async () => {
    const fields = Array.from({ length: 10_000 }, (_, index) => `f${index}`);
    const value = valueIn(await sendForm(fields.join("&")));
    expect(Object.keys(value as object)).toHaveLength(10_000);
  });

  test("a form is limited, too", async () => {
    expect(await sendForm(`a=${"x".repeat(LIMIT)}`)).toMatchObject({ code: "body_too_large" });
  });
});
