import { env } from "@/lib/platform/config/env";
import { foreignKeyId, keyIdOf } from "@/lib/platform/crypto/key";
import { seal } from "@/lib/platform/crypto/sealed";
import { withEnvironment } from "@/tests/support/app/isolated";

const OTHER_SECRET = "another-secret-for-tests-5d1c7f80a2b94e63";
const sealedElsewhere = () =>
  withEnvironment({ NEXTAUTH_SECRET: OTHER_SECRET }, async () =>
    (await import("@/lib/platform/crypto/sealed")).seal("purpose", {}, 60),
  );

test("what another secret sealed names a key that this process lacks [V11.2.2]", async () => {
  expect(foreignKeyId(await sealedElsewhere())).toBe(keyIdOf(OTHER_SECRET));
});

test("what our secret sealed names no foreign key", async () => {
  expect(foreignKeyId(await seal("purpose", {}, 60))).toBeNull();
});

test("neither does it with a previous secret", async () => {
  const key = await withEnvironment(
    { NEXTAUTH_SECRET_PREVIOUS: OTHER_SECRET },
    () => import("@/lib/platform/crypto/key"),
  );
  expect(key.foreignKeyId(await sealedElsewhere())).toBeNull();
});

test.each(["", "garbage", "e30.a.b.c.d", `${Buffer.from('{"kid":"x"}').toString("base64url")}.`])(
  "%p names none",
  (text) => {
    expect(foreignKeyId(text)).toBeNull();
  },
);

test("the id of a key identifies the secret without revealing it", () => {
  expect(keyIdOf(env.NEXTAUTH_SECRET)).toMatch(/^[0-9a-f]{8}$/);
  expect(keyIdOf(OTHER_SECRET)).not.toBe(keyIdOf(env.NEXTAUTH_SECRET));
});
