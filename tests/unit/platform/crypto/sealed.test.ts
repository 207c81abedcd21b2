import { EncryptJWT, UnsecuredJWT } from "jose";
import { encode } from "next-auth/jwt";
import { env } from "@/lib/platform/config/env";
import { deriveKey } from "@/lib/platform/crypto/key";
import { open, seal } from "@/lib/platform/crypto/sealed";
import { decode } from "@/lib/web/session/codec";
import { withEnvironment } from "@/tests/support/app/isolated";

const PURPOSE = "outbox";
const VALUE = { to: "ada@example.com", link: "https://example.com/?token=secret", list: [1, null] };
const OTHER_SECRET = "another-secret-for-tests-5d1c7f80a2b94e63";

const processWith = (current: string, previous = "") =>
  withEnvironment(
    { NEXTAUTH_SECRET: current, NEXTAUTH_SECRET_PREVIOUS: previous },
    () => import("@/lib/platform/crypto/sealed"),
  );

test("what was sealed comes back", async () => {
  expect(await open(PURPOSE, await seal(PURPOSE, VALUE, 60))).toEqual(VALUE);
});

test("the sealed text is unreadable, and different each time", async () => {
  const sealed = await seal(PURPOSE, VALUE, 60);
  const parts = sealed.split(".").map((part) => Buffer.from(part, "base64url").toString("latin1"));
  expect(parts.join()).not.toMatch(/ada|token|secret/);
  expect(await seal(PURPOSE, VALUE, 60)).not.toBe(sealed);
});

test("what was sealed for one purpose opens for no other [V9.2.2 V9.2.4]", async () => {
  const sealed = await seal(PURPOSE, VALUE, 60);
  for (const purpose of ["flash", "", "outbox "]) expect(await open(purpose, sealed)).toBeNull();
});

test("it is not a session, and a session is not one of these [V9.1.3 V9.2.3]", async () => {
  const session = await encode({ token: { sub: "user-1" } as never, secret: env.NEXTAUTH_SECRET });
  expect(await open(PURPOSE, session)).toBeNull();
  const sealed = await seal(PURPOSE, { sub: "user-1", sid: "x" }, 60);
  await expect(decode({ token: sealed, secret: env.NEXTAUTH_SECRET })).rejects.toThrow();
});

test("it opens until it expires", async () => {
  const clock = jest.spyOn(Date, "now").mockReturnValue(1_000_000_000);
  const sealed = await seal(PURPOSE, VALUE, 60);
  clock.mockRestore();
  // The library that opens it asks for the time as `new Date()`.
  jest.useFakeTimers({ now: 1_000_000_000 + 59_000, doNotFake: ["nextTick", "setImmediate"] });
  expect(await open(PURPOSE, sealed)).toEqual(VALUE);
  jest.setSystemTime(1_000_000_000 + 61_000);
  expect(await open(PURPOSE, sealed)).toBeNull();
  jest.useRealTimers();
});

test("a previous secret still opens, and is not used to seal", async () => {
  const old = await seal(PURPOSE, VALUE, 60);
  const rotated = await processWith(OTHER_SECRET, env.NEXTAUTH_SECRET);
  expect(await rotated.open(PURPOSE, old)).toEqual(VALUE);
  expect(await open(PURPOSE, await rotated.seal(PURPOSE, VALUE, 60))).toBeNull();
});

test("a removed secret does not", async () => {
  const rotated = await processWith(OTHER_SECRET);
  expect(await rotated.open(PURPOSE, await seal(PURPOSE, VALUE, 60))).toBeNull();
});

const withHeader = (header: { alg: string; enc: string }) =>
  new EncryptJWT({ value: VALUE })
    .setProtectedHeader(header)
    .setExpirationTime("1h")
    .encrypt(deriveKey(env.secrets[0], PURPOSE));

test.each([
  ["garbage", async () => "garbage"],
  ["nothing", async () => ""],
  ["four dots", async () => "...."],
  ["no encryption", async () => new UnsecuredJWT({ value: VALUE }).encode()],
  ["another key management", () => withHeader({ alg: "A256KW", enc: "A256GCM" })],
  ["another content encryption", () => withHeader({ alg: "dir", enc: "A128CBC-HS256" })],
  ["a changed beginning", async () => `A${await seal(PURPOSE, VALUE, 60)}`],
  ["a changed end", async () => `${(await seal(PURPOSE, VALUE, 60)).slice(0, -4)}AAAA`],
])("%s does not open [V11.2.5 V11.3.3]", async (_what, make) => {
  expect(await open(PURPOSE, await make())).toBeNull();
});
