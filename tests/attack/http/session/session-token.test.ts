import { SignJWT, UnsecuredJWT } from "jose";
import { encode, type JWT } from "next-auth/jwt";
import { env } from "@/lib/platform/config/env";
import { deriveKey } from "@/lib/platform/crypto/key";
import { attack } from "@/tests/support/attack/attack-request";
import { expectNobody } from "@/tests/support/attack/expect-signed-out";
import { asSession, claimsOf, sealed, tokenOf } from "@/tests/support/attack/forged-token";
import { createAccount } from "@/tests/support/people/accounts";
import { clearsSession, signInKeeping } from "@/tests/support/requests/cookies";
import { expectQuietLog } from "@/tests/support/requests/expectations";

const secret = env.secrets[0];
const BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** A token that works, and what it says. */
let token: string;
let claims: JWT;

beforeAll(async () => {
  const { cookie } = await signInKeeping(await createAccount());
  token = tokenOf(cookie);
  claims = await claimsOf(cookie);
});

afterAll(expectQuietLog);

const status = async (forged: string) =>
  (await attack({ path: "/api/me", headers: asSession(forged) })).status;

/** Nobody everywhere, and rid of the cookie. */
async function expectRefused(forged: string): Promise<void> {
  for (const answer of await expectNobody(asSession(forged))) {
    expect(clearsSession(answer)).toBe(true);
  }
}

test("the token of these tests works before it is changed", async () => {
  expect(await status(token)).toBe(200);
  const { exp: _exp, iat: _iat, jti: _jti, ...rest } = claims;
  expect(await status(await sealed({ ...rest, exp: seconds() + 60 }))).toBe(200);
});

const seconds = () => Math.floor(Date.now() / 1000);

/** The text with the highest bit of one character flipped: the last one's low bits may not count. */
function flipped(text: string, at: number): string {
  const index = BASE64URL.indexOf(text.charAt(at));
  return text.slice(0, at) + BASE64URL.charAt((index + 32) % 64) + text.slice(at + 1);
}

const changed = (part: number, change: (text: string) => string) =>
  token
    .split(".")
    .map((text, index) => (index === part ? change(text) : text))
    .join(".");

test("1 one flipped character at any place of the token signs nobody in [V9.1.1 V11.2.5 V11.3.3]", async () => {
  const places = [...token].flatMap((character, at) => (character === "." ? [] : [at]));
  const accepted: number[] = [];
  for (const at of places) {
    if ((await status(flipped(token, at))) !== 401) accepted.push(at);
  }
  expect(accepted).toEqual([]);
});

test.each<[string, () => string]>([
  ["the header", () => changed(0, (text) => flipped(text, 0))],
  ["the empty key", () => changed(1, () => "AAAA")],
  ["the initialisation vector", () => changed(2, (text) => flipped(text, 0))],
  ["the content", () => changed(3, (text) => flipped(text, 0))],
  ["the tag", () => changed(4, (text) => flipped(text, 0))],
  ["the end, cut off", () => token.slice(0, -8)],
  ["the tag, taken out", () => changed(4, () => "")],
  ["the number of parts", () => `${token}.AAAA`],
  ["all of it: dots", () => "....."],
  ["all of it: percent signs", () => "%%%E0%A4%A"],
  ["all of it: 4 kB of garbage", () => "x".repeat(4000)],
])("1 a token changed in %s signs nobody in [V9.1.1 V11.2.5 V11.3.3]", async (_, forge) => {
  await expectRefused(forge());
});

const withHeader = (header: object) =>
  changed(0, () => Buffer.from(JSON.stringify(header)).toString("base64url"));
const signed = (key: Uint8Array) =>
  new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(key);

test.each<[string, () => Promise<string> | string]>([
  ["unsigned", () => new UnsecuredJWT(claims).encode()],
  ["with alg none in its header", () => withHeader({ alg: "none", enc: "A256GCM" })],
  ["with enc none in its header", () => withHeader({ alg: "dir", enc: "none" })],
  ["that says it is compressed", () => withHeader({ alg: "dir", enc: "A256GCM", zip: "DEF" })],
  ["signed with our secret", () => signed(new TextEncoder().encode(secret))],
  ["signed with our key", () => signed(deriveKey(secret, ""))],
  ["of another content encryption", () => sealed(claims, { alg: "dir", enc: "A128CBC-HS256" })],
  ["with a wrapped key", () => sealed(claims, { alg: "A256KW", enc: "A256GCM" })],
  ["with a key wrapped by GCM", () => sealed(claims, { alg: "A256GCMKW", enc: "A256GCM" })],
  ["of another secret", () => encode({ token: claims, secret: "x".repeat(40) })],
])("2 a token %s signs nobody in [V9.1.2 V9.1.3]", async (_, forge) => {
  await expectRefused(await forge());
});

// The codec lets clocks differ by 15 seconds.
test.each<[string, () => object]>([
  ["that ended a minute ago", () => ({ exp: seconds() - 60 })],
  ["that ended just beyond the tolerance", () => ({ exp: seconds() - 16 })],
  ["that ended in 1970", () => ({ exp: 1 })],
  ["without an end", () => ({ exp: undefined })],
  ["whose end is text", () => ({ exp: "9999999999" })],
  ["whose end is null", () => ({ exp: null })],
  ["that is not valid yet", () => ({ nbf: seconds() + 600 })],
  ["whose beginning is text", () => ({ nbf: "0" })],
])("3 a token of our own key %s signs nobody in [V9.2.1]", async (_, change) => {
  await expectRefused(await sealed({ ...claims, ...change() }));
});

test("3 a token that ended within the tolerance still works [V9.2.1]", async () => {
  expect(await status(await sealed({ ...claims, exp: seconds() - 5 }))).toBe(200);
});
