import { CompactEncrypt, decodeProtectedHeader, EncryptJWT, UnsecuredJWT } from "jose";
import { decode as defaultDecode, encode as defaultEncode, type JWT } from "next-auth/jwt";
import { env } from "@/lib/platform/config/env";
import { HOUR_S } from "@/lib/platform/core/time";
import { deriveKey, keyIdOf } from "@/lib/platform/crypto/key";
import { cookieName } from "@/lib/platform/http/cookies";
import { decode, encode } from "@/lib/web/session/codec";
import { withEnvironment } from "@/tests/support/app/isolated";

const secret = env.NEXTAUTH_SECRET;
const OTHER_SECRET = "another-secret-for-tests-5d1c7f80a2b94e63";
/** Seconds a token outlives its end, for clocks that differ. */
const TOLERANCE = 15;
/** How many opened tokens are kept. */
const KEPT = 5_000;

const claims = { sub: "user-1", sid: "session-1", authTime: 1_700_000_000, role: "user" };
const now = () => Math.floor(Date.now() / 1000);
const inAnHour = () => now() + HOUR_S;
const seal = (more: Partial<JWT> = {}) =>
  encode({ token: { ...claims, ...more }, secret, maxAge: HOUR_S });

/** A token made by hand, with our key. */
const sealedWith = (header: { alg: string; enc: string }, more: object = { exp: inAnHour() }) =>
  new EncryptJWT({ ...claims, ...more }).setProtectedHeader(header).encrypt(deriveKey(secret, ""));

async function opened(token: string): Promise<JWT> {
  const content = await decode({ token, secret });
  if (!content) throw new Error("There was no token to open");
  return content;
}

/** The codec of a process with these secrets, which has opened nothing yet. */
const processWith = (current: string, previous = "") =>
  withEnvironment(
    { NEXTAUTH_SECRET: current, NEXTAUTH_SECRET_PREVIOUS: previous },
    () => import("@/lib/web/session/codec"),
  );

describe("compatible with next-auth's own codec", () => {
  test("it opens what we seal", async () => {
    const content = await defaultDecode({ token: await seal(), secret });
    expect(content).toMatchObject({
      ...claims,
      iat: expect.any(Number),
      exp: expect.any(Number),
      jti: expect.stringMatching(/^[\w-]{12}$/),
    });
  });

  test("we open what it seals", async () => {
    const token = await defaultEncode({ token: claims, secret, maxAge: HOUR_S });
    const content = await opened(token);
    expect(content).toEqual(await defaultDecode({ token, secret }));
    expect(content).toMatchObject(claims);
  });

  test("the header is the same, and names the key [V11.3.1 V11.3.2]", async () => {
    const { kid, ...ours } = decodeProtectedHeader(await seal());
    expect(ours).toEqual(decodeProtectedHeader(await defaultEncode({ token: claims, secret })));
    expect(kid).toBe(keyIdOf(secret));
  });

  test("a new token lives as long as maxAge says", async () => {
    const { iat, exp } = await opened(await encode({ token: claims, secret, maxAge: HOUR_S }));
    expect(Number(exp) - Number(iat)).toBe(HOUR_S);
  });

  test("a token that names its expiry keeps it", async () => {
    const exp = now() + 100;
    expect((await opened(await seal({ exp }))).exp).toBe(exp);
  });

  test("a missing token gives no claims", async () => {
    expect(await decode({ token: "", secret })).toBeNull();
    expect(await decode({ secret })).toBeNull();
  });
});

describe("a salt marks any other cookie (CVE-2023-48309) [V9.2.2]", () => {
  const salt = cookieName("state");

  test("goes through next-auth's codec, both ways", async () => {
    const token = await encode({ token: claims, secret, salt, maxAge: HOUR_S });
    expect(await defaultDecode({ token, secret, salt })).toMatchObject(claims);
    const theirs = await defaultEncode({ token: claims, secret, salt, maxAge: HOUR_S });
    expect(await decode({ token: theirs, secret, salt })).toMatchObject(claims);
  });

  test("never opens as a session, nor a session as one", async () => {
    const salted = await encode({ token: claims, secret, salt, maxAge: HOUR_S });
    await expect(decode({ token: salted, secret })).rejects.toThrow();
    const session = await seal();
    await opened(session);
    await expect(decode({ token: session, secret, salt })).rejects.toThrow();
  });
});

describe("sealing again", () => {
  test("an unchanged token is the very same string", async () => {
    const token = await seal();
    expect(await encode({ token: await opened(token), secret, maxAge: HOUR_S })).toBe(token);
    // The second time it comes from memory.
    expect(await encode({ token: await opened(token), secret, maxAge: HOUR_S })).toBe(token);
  });

  test.each([
    ["a changed claim", (content: JWT) => Object.assign(content, { role: "admin" })],
    ["a new claim", (content: JWT) => Object.assign(content, { more: true })],
  ])("%s makes a new string with the old expiry", async (_what, change) => {
    const exp = now() + 500;
    const token = await seal({ exp });
    const changed = change(await opened(token));
    const again = await encode({ token: changed, secret, maxAge: 30 * HOUR_S });
    expect(again).not.toBe(token);
    const content = await opened(again);
    expect(content.exp).toBe(exp);
    expect(content).toMatchObject({ ...changed, iat: expect.any(Number), jti: expect.any(String) });
  });

  test("a removed claim is gone", async () => {
    const { role: _role, ...rest } = await opened(await seal());
    const again = await opened(await encode({ token: rest as JWT, secret, maxAge: HOUR_S }));
    expect(again).not.toHaveProperty("role");
  });

  test("two tokens of the same claims are different strings", async () => {
    expect(await seal()).not.toBe(await seal());
  });
});

describe("rotating the secret", () => {
  test("a token of the previous secret is opened, and resealed with the same expiry", async () => {
    const exp = now() + 500;
    const token = await seal({ exp });
    const rotated = await processWith(OTHER_SECRET, secret);
    const content = await rotated.decode({ token, secret: OTHER_SECRET });
    expect(content).toMatchObject(claims);
    const again = await rotated.encode({ token: content as JWT, secret: OTHER_SECRET });
    expect(again).not.toBe(token);
    const fresh = await defaultDecode({ token: again, secret: OTHER_SECRET });
    expect(fresh).toMatchObject({ ...claims, exp });
  });

  test("a token of a removed secret is refused", async () => {
    const token = await seal();
    const rotated = await processWith(OTHER_SECRET);
    await expect(rotated.decode({ token, secret })).rejects.toThrow();
  });
});

describe("refused [V9.1.2]", () => {
  test.each([
    ["no encryption at all", () => new UnsecuredJWT(claims).setExpirationTime("1h").encode()],
    ["another secret", () => defaultEncode({ token: claims, secret: OTHER_SECRET })],
    ["another key management", () => sealedWith({ alg: "A256KW", enc: "A256GCM" })],
    ["another key management of GCM", () => sealedWith({ alg: "A256GCMKW", enc: "A256GCM" })],
    ["no end", () => sealedWith({ alg: "dir", enc: "A256GCM" }, {})],
    [
      "an end that is no number",
      () => sealedWith({ alg: "dir", enc: "A256GCM" }, { exp: "never" }),
    ],
    ["an end in the past", () => seal({ exp: now() - TOLERANCE - 1 })],
    ["a beginning in the future", () => seal({ nbf: now() + HOUR_S })],
    ["something that is no JWT", () => "garbage"],
    ["five empty parts", () => "...."],
    ["four kilobytes of garbage", () => "x".repeat(4096)],
    ["claims that are no object", () => encrypted("[]")],
    ["claims that are no JSON", () => encrypted("garbage")],
  ])("%s", async (_what, make) => {
    await expect(decode({ token: await make(), secret })).rejects.toThrow();
  });

  const encrypted = (text: string) =>
    new CompactEncrypt(new TextEncoder().encode(text))
      .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
      .encrypt(deriveKey(secret, ""));

  test("another content encryption, with a key that fits it [V11.3.2]", async () => {
    const header = { alg: "dir", enc: "A128CBC-HS256" };
    const token = await sealedWith(header);
    await expect(decode({ token, secret })).rejects.toThrow(/not allowed/);
  });

  test.each([0, 2, 3, 4])("a token changed in its part %i", async (index) => {
    const token = await seal();
    await opened(token);
    const parts = token.split(".");
    const part = parts[index] ?? "";
    // The first character: the last one may hold bits that do not count.
    parts[index] = (part.startsWith("A") ? "B" : "A") + part.slice(1);
    await expect(decode({ token: parts.join("."), secret })).rejects.toThrow();
  });
});

describe("tokens kept in memory", () => {
  test("still expire", async () => {
    const exp = now() + 100;
    const token = await seal({ exp });
    await opened(token);
    const clock = jest.spyOn(Date, "now");
    clock.mockReturnValue((exp + TOLERANCE - 1) * 1000);
    await expect(opened(token)).resolves.toMatchObject(claims);
    clock.mockReturnValue((exp + TOLERANCE) * 1000);
    await expect(opened(token)).rejects.toThrow("expired");
    clock.mockRestore();
  });

  test("belong to each request: a change reaches no other", async () => {
    const token = await seal();
    const mine = await opened(token);
    mine.role = "admin";
    delete (mine as Partial<JWT>).sub;
    expect(await opened(token)).toMatchObject(claims);
    expect(await opened(token)).not.toBe(await opened(token));
  });

  test("are limited, the oldest dropped first", async () => {
    const many = await Promise.all(Array.from({ length: KEPT + 1 }, () => seal()));
    const [oldest = "", second = ""] = many;
    for (const token of many) await opened(token);
    // With the secret taken away, only what is kept can still be opened.
    const replaced = jest.replaceProperty(env, "secrets", [OTHER_SECRET]);
    await expect(opened(second)).resolves.toMatchObject(claims);
    await expect(opened(oldest)).rejects.toThrow();
    replaced.restore();
  });
});
