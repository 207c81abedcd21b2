import fc from "fast-check";
import { decodeProtectedHeader } from "jose";
import { decode as defaultDecode, encode as defaultEncode, type JWT } from "next-auth/jwt";
import { env } from "@/lib/platform/config/env";
import { decode, encode } from "@/lib/web/session/codec";
import { anyText, textOf } from "@/tests/support/attack/arbitraries";

const secret = env.NEXTAUTH_SECRET;
const maxAge = 3600;
const now = () => Math.floor(Date.now() / 1000);

/** The names a codec fills in, or judges, by itself. */
const ITS_OWN = ["iat", "exp", "jti", "nbf"];

/** Any value that JSON can carry, as it comes out again: there is no -0. */
const value = fc.jsonValue().map((made) => JSON.parse(JSON.stringify(made)) as unknown);

const claims = fc
  .dictionary(
    anyText.filter((name) => !ITS_OWN.includes(name)),
    value,
  )
  .map((made) => made as JWT);

const seal = (token: JWT) => encode({ token, secret, maxAge });
const open = (token: string) => decode({ token, secret });

/** The claims that were sealed, without what the codec added. */
function without(token: JWT | null): JWT {
  if (!token) throw new Error("There was no token to open");
  const { iat: _iat, exp: _exp, jti: _jti, ...rest } = token;
  return rest as JWT;
}

const refused = (token: string) => expect(open(token)).rejects.toThrow();

test("any claims come back as they were sealed", async () => {
  await fc.assert(
    fc.asyncProperty(claims, async (sealed) => {
      const token = await seal(sealed);
      // The first time it is opened, the second time remembered.
      for (const opened of [await open(token), await open(token)]) {
        expect(without(opened)).toEqual(sealed);
        expect(Number(opened?.exp) - Number(opened?.iat)).toBe(maxAge);
      }
    }),
  );
});

test("next-auth opens what we seal, and we what it seals, with the same claims", async () => {
  await fc.assert(
    fc.asyncProperty(claims, async (sealed) => {
      const ours = await seal(sealed);
      const theirs = await defaultEncode({ token: sealed, secret, maxAge });
      expect(without(await defaultDecode({ token: ours, secret }))).toEqual(sealed);
      expect(without(await open(theirs))).toEqual(sealed);
      for (const token of [ours, theirs]) {
        expect(await open(token)).toEqual(await defaultDecode({ token, secret }));
      }
      expect(decodeProtectedHeader(ours)).toMatchObject(decodeProtectedHeader(theirs));
    }),
  );
});

/** What a token stands for: its header and its absent key as they are written, then bytes. */
const content = (token: string) =>
  token.split(".").map((part, index) => (index < 2 ? part : Buffer.from(part, "base64url")));

test("a token with one character changed, added or lost is refused, or still the same", async () => {
  const chars = fc.oneof(fc.constantFrom(..."ABZaz09-_.=+/ \0ü"), anyText);
  await fc.assert(
    fc.asyncProperty(claims, fc.nat(), fc.nat(1), chars, async (sealed, where, taken, put) => {
      const token = await seal(sealed);
      await open(token);
      const at = where % (token.length + 1);
      const changed = token.slice(0, at) + put + token.slice(at + taken);
      // Base64 has spare bits at the end of a part, and its decoder skips what is none of it.
      const same = JSON.stringify(content(changed)) === JSON.stringify(content(token));
      if (same) expect(without(await open(changed))).toEqual(sealed);
      else if (changed !== "") await refused(changed);
    }),
    { numRuns: 500 },
  );
});

test("two tokens cannot be combined into a third", async () => {
  await fc.assert(
    fc.asyncProperty(claims, claims, fc.nat(4), async (one, other, index) => {
      const [parts, others] = [(await seal(one)).split("."), (await seal(other)).split(".")];
      fc.pre(parts[index] !== others[index]);
      await refused(parts.with(index, others[index] ?? "").join("."));
    }),
  );
});

test("another key opens nothing, and seals nothing that opens", async () => {
  const foreign = fc.string({ minLength: 1 }).filter((other) => other !== secret);
  await fc.assert(
    fc.asyncProperty(
      claims,
      fc.oneof(
        foreign,
        foreign.map((end) => secret + end),
      ),
      async (sealed, other) => {
        await refused(await defaultEncode({ token: sealed, secret: other, maxAge }));
        const ours = await seal(sealed);
        await expect(defaultDecode({ token: ours, secret: other })).rejects.toThrow();
      },
    ),
  );
});

test("any salt makes a cookie that is not a session, whatever it says", async () => {
  await fc.assert(
    fc.asyncProperty(claims, fc.string({ minLength: 1 }), async (sealed, salt) => {
      const salted = await encode({ token: sealed, secret, salt, maxAge });
      expect(without(await decode({ token: salted, secret, salt }))).toEqual(sealed);
      await refused(salted);
      await expect(decode({ token: await seal(sealed), secret, salt })).rejects.toThrow();
    }),
  );
});

test("any garbage is refused with an error", async () => {
  const header = Buffer.from('{"alg":"dir","enc":"A256GCM"}').toString("base64url");
  const base64 = fc.uint8Array().map((bytes) => Buffer.from(bytes).toString("base64url"));
  const part = fc.oneof(
    base64,
    fc.json().map((text) => Buffer.from(text).toString("base64url")),
    anyText,
  );
  const garbage = fc.oneof(
    anyText,
    textOf([...'.eyJ={}":', header, "null"]),
    fc.array(part, { maxLength: 6 }).map((parts) => parts.join(".")),
    fc.tuple(part, part, part).map((parts) => [header, "", ...parts].join(".")),
  );
  await fc.assert(
    fc.asyncProperty(
      garbage.filter((text) => text !== ""),
      refused,
    ),
    { numRuns: 500 },
  );
});

describe("sealing again", () => {
  test("an unchanged token is the very same string", async () => {
    await fc.assert(
      fc.asyncProperty(claims, async (sealed) => {
        const token = await seal(sealed);
        expect(await seal((await open(token)) as JWT)).toBe(token);
      }),
    );
  });

  test("a changed claim makes a new token with the same expiry", async () => {
    const exp = fc.integer({ min: now() + 60, max: 2 ** 40 });
    const name = fc.constantFrom("sub", "role", "more");
    await fc.assert(
      fc.asyncProperty(claims, name, value, exp, async (sealed, name, changed, exp) => {
        const token = await seal({ ...sealed, exp });
        const opened = (await open(token)) as JWT;
        Object.assign(opened, { [name]: changed });
        const again = await seal(opened);
        expect(again === token).toBe(changed === sealed[name]);
        expect(await open(again)).toMatchObject({ exp });
        expect(without(await open(again))).toEqual({ ...sealed, [name]: changed });
        expect(without(await open(token))).toEqual(sealed);
      }),
    );
  });
});

describe("rotating the secrets", () => {
  const letters = fc.constantFrom(..."abcdef0123456789");
  const secrets = fc.uniqueArray(fc.string({ unit: letters, minLength: 32, maxLength: 40 }), {
    minLength: 2,
    maxLength: 5,
  });

  test("every listed secret opens, only the first seals, and no other does either", async () => {
    await fc.assert(
      fc.asyncProperty(secrets, fc.nat(), claims, async (list, which, sealed) => {
        const [gone = "", first = "", ...previous] = list;
        const named = [first, ...previous];
        const used = named[which % named.length] ?? "";
        const replaced = jest.replaceProperty(env, "secrets", [first, ...previous]);
        try {
          const token = await defaultEncode({ token: sealed, secret: used, maxAge });
          const opened = (await open(token)) as JWT;
          expect(without(opened)).toEqual(sealed);
          const again = await seal(opened);
          expect(again === token).toBe(used === first);
          const fresh = await defaultDecode({ token: again, secret: first });
          expect(without(fresh)).toEqual(sealed);
          expect(fresh?.exp).toBe(opened.exp);
          await refused(await defaultEncode({ token: sealed, secret: gone, maxAge }));
        } finally {
          replaced.restore();
        }
      }),
    );
  });
});
