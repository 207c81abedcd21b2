import { refusalIn, signInProblem } from "@/lib/web/next-auth/errors";
import { english } from "@/tests/support/texts";

const INTERNAL = {
  code: "internal",
  status: 500,
  detail: english("details.signInFailed"),
};

describe("the code of a failed sign-in", () => {
  test.each([
    ["CredentialsSignin", { code: "unauthenticated", status: 401 }],
    ["csrf", { code: "cross_site", status: 403 }],
    ["unavailable", { code: "unavailable", status: 503, retryAfter: 5 }],
    ["too_many_requests", { code: "too_many_requests", status: 429 }],
  ])("%s", (code, problem) => {
    expect(signInProblem(code)).toMatchObject(problem);
  });

  test.each([
    "",
    "internal",
    "OAuthAccountNotLinked",
    "Configuration",
    "credentialssignin",
    "too_many_requests:90",
    "constructor",
    "__proto__",
    "x".repeat(4096),
  ])("%s is not one of ours", (code) => {
    expect(signInProblem(code)).toMatchObject(INTERNAL);
  });

  test("is never shown to the reader", () => {
    for (const code of ["<b>evil</b>", "too_many_requests:<b>evil</b>", "CredentialsSignin:evil"]) {
      expect(JSON.stringify(signInProblem(code))).not.toContain("evil");
    }
  });
});

describe("the code in a redirect of next-auth", () => {
  test("is ignored on signing out, where the sender chose the page", () => {
    expect(refusalIn("/signin?error=CredentialsSignin", "signout")).toBeNull();
    expect(refusalIn("/signin?csrf=true", "signout")).toBeNull();
    expect(refusalIn("/api/auth/signout?csrf=true", "signout")).toBe("csrf");
  });

  test.each([
    ["http://localhost:3000/api/auth/error?error=CredentialsSignin", "CredentialsSignin"],
    ["/api/auth/error?error=Configuration&provider=x", "Configuration"],
    ["http://localhost:3000/signin?error=SessionRequired", "SessionRequired"],
    ["http://localhost:3000/signin?csrf=true", "csrf"],
    ["http://localhost:3000/api/auth/signin?csrf=true&error=other", "csrf"],
    ["/signin?error=too_many_requests", "too_many_requests"],
  ])("%s", (location, code) => {
    expect(refusalIn(location, "callback")).toBe(code);
  });

  test.each([
    "http://localhost:3000/dashboard",
    "/dashboard?error=CredentialsSignin",
    "/signin",
    "/signin?csrf=false",
    "/signing?error=x",
    "/api/authority?error=x",
  ])("%s does not report a failure", (location) => {
    expect(refusalIn(location, "callback")).toBeNull();
  });
});
