import { createHash } from "node:crypto";
import { hashSecret, newSecret } from "@/lib/platform/crypto/secret";

test("a secret has 256 bits, fits a URL, and is never the same [V6.5.2 V6.5.3 V6.5.4 V6.6.3 V7.2.3 V11.2.3 V11.5.1]", () => {
  const secrets = new Set(Array.from({ length: 1000 }, newSecret));
  expect(secrets.size).toBe(1000);
  for (const secret of secrets) {
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(Buffer.from(secret, "base64url")).toHaveLength(32);
  }
});

test("only its SHA-256 is stored [V6.5.2 V11.4.3 V14.2.4]", () => {
  const secret = newSecret();
  expect(hashSecret(secret)).toBe(createHash("sha256").update(secret).digest("base64url"));
});
