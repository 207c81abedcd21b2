import { staleAdmin } from "@/tests/support/admin/acts";
import { adminOn } from "@/tests/support/admin/scene";
import { moveSessions } from "@/tests/support/database/session-rows";
import { storedPasskey } from "@/tests/support/passkeys/passkeys";
import { type Account, signedInClient } from "@/tests/support/people/accounts";
import { giveSecondFactor } from "@/tests/support/people/second-factor";
import { newConnection } from "@/tests/support/providers/identity";
import type { ApiClient } from "@/tests/support/requests/client";
import { expectQuietLog } from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

let administrator: Account;
let admin: ApiClient;
let account: Account;
let resource: string;

beforeEach(async () => {
  ({ administrator, admin, account, resource } = await adminOn());
});

afterAll(expectQuietLog);

describe("what an administrator sees of one user", () => {
  test("is the account, the number of its sessions, and nothing secret [V6.4.6]", async () => {
    await signedInClient(account);
    await signedInClient(account);
    const { body, headers } = await admin.get(resource).expect(200);
    expect(body).toEqual({
      id: account.id,
      name: account.name,
      email: account.email,
      role: "user",
      emailVerified: true,
      disabled: false,
      createdAt: expect.any(String),
      secondFactorSince: null,
      lastSignInAt: expect.any(String),
      sessions: 2,
      apiTokens: 0,
      hasPassword: true,
      passkeys: 0,
      signsInWith: {
        passwordSetAt: expect.any(String),
        connections: [],
        passkeys: [],
        authenticatorSince: null,
        recoveryCodes: 0,
      },
      impersonable: true,
    });
    expect(headers["cache-control"]).toBe("private, no-store");
  });

  test("names how they sign in (connections, passkeys, second factor) without any secret", async () => {
    await newConnection(account.id);
    await storedPasskey(account);
    await giveSecondFactor(account);
    const { body } = await admin.get(resource).expect(200);
    expect(body.signsInWith).toEqual({
      passwordSetAt: expect.any(String),
      connections: [
        {
          id: expect.any(String),
          provider: expect.any(String),
          email: expect.anything(),
          createdAt: expect.any(String),
        },
      ],
      passkeys: [
        {
          id: expect.any(String),
          name: expect.any(String),
          createdAt: expect.any(String),
          lastUsedAt: null,
        },
      ],
      authenticatorSince: expect.any(String),
      recoveryCodes: expect.any(Number),
    });
    const { text } = await admin.get(`/admin/users/${account.id}`).expect(200);
    for (const shown of [
      english("signInWays.title"),
      body.signsInWith.connections[0].provider,
      body.signsInWith.passkeys[0].name,
    ]) {
      expect(text).toContain(shown);
    }
  });

  test("does not count expired sessions", async () => {
    await signedInClient(account);
    await moveSessions(account.id, { expiresAt: new Date(Date.now() - 1000) });
    expect((await admin.get(resource)).body.sessions).toBe(0);
  });

  test("requires no recent authentication", async () => {
    const stale = await staleAdmin();
    await stale.get(resource).expect(200);
    expect((await stale.get(`/admin/users/${account.id}`).expect(200)).text).toContain(
      account.email,
    );
  });
});

test("the owner sees what an administrator did, but not from where", async () => {
  await admin.patch(resource).send({ role: "admin" }).expect(200);
  const client = await signedInClient(account);
  const { body } = await client.get("/api/me/events").expect(200);
  expect(body.events).toEqual([
    expect.objectContaining({ type: "authn_login_success", byAdministrator: false }),
    {
      id: expect.any(String),
      type: "authz_change",
      label: english("events.authz_change", { role: english("roles.admin") }),
      ipAddress: null,
      byAdministrator: true,
      tokenId: null,
      impersonationId: null,
      reason: null,
      createdAt: expect.any(String),
    },
  ]);
  const { text } = await client.get("/dashboard").expect(200);
  expect(text).toContain("by an administrator");
  expect(text).not.toContain(administrator.email);
  // Administrators do see it.
  const trail = await admin.get("/api/admin/events").query({ account: account.id }).expect(200);
  expect(trail.body.events[1]).toMatchObject({
    by: { id: administrator.id, email: administrator.email },
    ipAddress: expect.stringMatching(/^2001:db8:/),
  });
});
