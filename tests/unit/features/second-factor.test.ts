import { qrCodeOf } from "@/lib/features/second-factor/qr-code";
import { hashRecoveryCode, newRecoveryCodes } from "@/lib/features/second-factor/recovery-codes";
import {
  newTotpSecret,
  openTotpSecret,
  sealTotpSecret,
  stepOfCode,
  totpUri,
} from "@/lib/features/second-factor/totp-code";
import { brand } from "@/lib/platform/config/brand";

/** "12345678901234567890" in base32: the secret of RFC 6238, appendix B. */
const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

// The last six of the eight digits that the RFC gives.
test.each([
  [59, "287082", 1],
  [1_111_111_109, "081804", 37_037_036],
  [1_111_111_111, "050471", 37_037_037],
  [1_234_567_890, "005924", 41_152_263],
  [2_000_000_000, "279037", 66_666_666],
  [20_000_000_000, "353130", 666_666_666],
])("the code of RFC 6238 at %d s is %s", (seconds, code, step) => {
  expect(stepOfCode(SECRET, code, seconds * 1000)).toBe(step);
});

test("a code works for its own 30 seconds [V6.5.5]", () => {
  const begin = 1_234_567_890;
  const works = (seconds: number, beside?: number) =>
    stepOfCode(SECRET, "005924", (begin + seconds) * 1000, beside) !== null;
  expect([-1, 0, 29, 30, 31].map((at) => works(at))).toEqual([false, true, true, false, false]);
  // What is asked about one that came too late, or from a clock that differs.
  expect([-31, -30, 59, 60].map((at) => works(at, 1))).toEqual([false, true, true, false]);
});

test("a secret has 160 bits, and is sealed for its owner alone", async () => {
  const secret = newTotpSecret();
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  expect(newTotpSecret()).not.toBe(secret);
  const { sealed } = await sealTotpSecret("ada", secret);
  expect(sealed).not.toContain(secret);
  expect(await openTotpSecret("ada", sealed)).toBe(secret);
  expect(await openTotpSecret("mallory", sealed)).toBeNull();
  expect(await openTotpSecret("ada", `${sealed.slice(0, -4)}AAAA`)).toBeNull();
});

test("the address for the app names the issuer twice, percent-encoded", () => {
  const uri = totpUri(SECRET, "ada:lovelace+x@example.com");
  const issuer = encodeURIComponent(brand.name);
  expect(uri).toMatch(
    new RegExp(`^otpauth://totp/${issuer}:ada%20lovelace%2Bx%40example.com\\?issuer=${issuer}&`),
  );
  expect(new URL(uri).searchParams.get("secret")).toBe(SECRET);
});

test("recovery codes have 120 bits and one spelling [V6.5.2 V6.5.4]", () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes)
    expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
  const hash = hashRecoveryCode("0123-4567-89AB-CDEF-1111-0000");
  expect(hash).not.toBeNull();
  expect(hashRecoveryCode(" o123 456789abcdef iL1l oOo0")).toBe(hash);
  for (const short of ["", "123456", "0".repeat(23), "0".repeat(25)]) {
    expect(hashRecoveryCode(short)).toBeNull();
  }
});

test("a QR code has a quiet zone of four modules, and its three finders", () => {
  const { size, path } = qrCodeOf(totpUri(SECRET, "ada@example.com"));
  expect(size).toBeGreaterThan(40);
  // The first row of a finder is seven modules long, right of and below the quiet zone.
  expect(path.startsWith("M4 4h7v1h-7z")).toBe(true);
  expect(path).toContain(`M${size - 11} 4h7v1h-7z`);
  expect(path).toContain(`M4 ${size - 5}h7v1h-7z`);
  expect(path).not.toMatch(/M[0-3] /);
});
