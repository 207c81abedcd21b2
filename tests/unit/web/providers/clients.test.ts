import { pemOf } from "@/lib/web/providers/apple-secret";
import { gitHubClaims } from "@/lib/web/providers/claims";
import { checkTenant, clientOf, isSafeAddress, oidcClients } from "@/lib/web/providers/clients";

const OIDC = {
  OIDC_1_ISSUER: "https://login.example.com",
  OIDC_1_ID: "app",
  OIDC_1_SECRET: "secret",
  OIDC_1_NAME: "Example",
};

test("a provider without variables is off, and half of them stop the start with one line", () => {
  expect(clientOf("GOOGLE", {})).toBeNull();
  expect(clientOf("GOOGLE", { GOOGLE_CLIENT_ID: "id", GOOGLE_CLIENT_SECRET: "secret" })).toEqual({
    clientId: "id",
    clientSecret: "secret",
  });
  expect(() => clientOf("GOOGLE", { GOOGLE_CLIENT_ID: "id", GOOGLE_CLIENT_SECRET: " " })).toThrow(
    /^GOOGLE_CLIENT_SECRET is missing: GOOGLE_CLIENT_ID goes with it\. Set all of them, or none$/,
  );
});

test("several OpenID Connect issuers can be configured", () => {
  const second = Object.entries(OIDC).map(([name, value]) => [name.replace("_1_", "_2_"), value]);
  const found = oidcClients({ ...OIDC, ...Object.fromEntries(second), OIDC_2_TRUST_EMAIL: "true" });
  expect(found.map(({ number, trustsEmail }) => [number, trustsEmail])).toEqual([
    [1, false],
    [2, true],
  ]);
});

test.each([
  ["OIDC_1_SECRET", "", /OIDC_1_SECRET is missing/],
  ["OIDC_1_ISSUER", "http://login.example.com", /must be an https/],
  ["OIDC_1_ISSUER", "https://login.example.com?tenant=1", /must be an https/],
  ["OIDC_1_ISSUER", "https://user@login.example.com", /must be an https/],
  ["OIDC_1_NAME", "x".repeat(41), /longer than 40 characters/],
  ["OIDC_1_TRUST_EMAIL", "yes", /must be true or false/],
])("%s=%j is refused", (name, value, message) => {
  expect(() => oidcClients({ ...OIDC, [name]: value })).toThrow(message);
});

test.each(["common", "organizations", "consumers", "contoso.com", ""])(
  "Microsoft's tenant %j is refused: it is not a single tenant",
  (tenant) => expect(() => checkTenant("MICROSOFT_TENANT_ID", tenant)).toThrow(/one tenant/),
);

test("plain http is accepted only for an issuer on this machine", () => {
  expect(isSafeAddress("http://localhost:9000/token", "http://localhost:9000")).toBe(true);
  expect(isSafeAddress("http://localhost:9000/token", "https://login.example.com")).toBe(false);
  expect(isSafeAddress("http://login.example.com/token")).toBe(false);
});

test("Apple's key is read from one line or several, and anything else is refused", () => {
  const pem = "-----BEGIN PRIVATE KEY-----\nMIGT\n-----END PRIVATE KEY-----";
  expect(pemOf("APPLE_PRIVATE_KEY", pem.replaceAll("\n", "\\n"))).toBe(pem);
  expect(() => pemOf("APPLE_PRIVATE_KEY", "AuthKey_ABC.p8")).toThrow(/\.p8 file/);
});

// A stranger adds the owner's address to their own account there, and never confirms it.
test("of GitHub's addresses the primary one is used, and only if verified", () => {
  const user = { id: 7, login: "ada", name: null };
  const address = (email: string, primary: boolean, verified: boolean) => ({
    email,
    primary,
    verified,
  });
  const other = address("other@example.com", false, true);
  const verified = { ...user, emails: [other, address("Ada@Example.com", true, true)] };
  expect(gitHubClaims.parse(verified)).toMatchObject({
    subject: "7",
    email: "ada@example.com",
    emailVerified: true,
    name: "ada",
  });
  const planted = { ...user, emails: [other, address("ada@example.com", true, false)] };
  expect(gitHubClaims.parse(planted)).toMatchObject({ emailVerified: false });
  expect(gitHubClaims.parse({ ...user, emails: [] })).toMatchObject({
    email: null,
    emailVerified: false,
  });
});
