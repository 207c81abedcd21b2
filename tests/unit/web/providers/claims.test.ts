import { openIdClaims } from "@/lib/web/providers/claims";

/* What is taken of an ID token that next-auth has found to be good: it takes one for others, too. */

const OURS = "app-of-tests";
const now = () => Math.floor(Date.now() / 1000);
const token = (differs: Record<string, unknown> = {}) => ({
  sub: "ada",
  aud: OURS,
  iat: now(),
  email: "Ada@example.com",
  email_verified: true,
  ...differs,
});

const taken = (claims: Record<string, unknown>, trusts = true) =>
  openIdClaims(OURS, { trusts }).safeParse(claims);

test.each([
  ["another's", "another"],
  ["another's alone, as a list", ["another"]],
  ["ours and another's", [OURS, "another"]],
  ["ours twice", [OURS, OURS]],
  ["nobody's", []],
  ["missing", undefined],
])("59 an audience that is %s is refused [V10.5.4]", (_, aud) => {
  expect(taken(token({ aud })).success).toBe(false);
});

test.each([[OURS], [[OURS]]])("the audience %j is ours", (aud) => {
  expect(taken(token({ aud })).data).toMatchObject({ subject: "ada", email: "ada@example.com" });
});

test("59 a token from the future is refused; a clock may be off by a minute", () => {
  expect(taken(token({ iat: now() + 90 })).success).toBe(false);
  expect(taken(token({ iat: now() + 30 })).success).toBe(true);
});

describe("60 an address counts as confirmed only", () => {
  test.each([
    ["where the provider says yes", true, true],
    ["where it says so by a word", "true", true],
    ["not where it says no", false, false],
    ["not where it says no by a word", "false", false],
    ["not where it says nothing", undefined, false],
  ])("%s", (_, email_verified, confirmed) => {
    expect(taken(token({ email_verified })).data?.emailVerified).toBe(confirmed);
  });

  test("where the provider is trusted to say so", () => {
    expect(taken(token(), false).data).toMatchObject({ emailVerified: false });
  });
});
