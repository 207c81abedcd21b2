import { parse } from "cookie";
import { signInChallenge } from "@/lib/features/passkeys/challenges";
import { askForAnyPasskey } from "@/lib/features/passkeys/options";
import { mailProof } from "@/lib/features/sign-in/mail-proof";
import { queueSignInMail, requestSignInMail } from "@/lib/features/sign-in/mail-request";
import { openSession } from "@/lib/features/sign-in/open-session";
import { signInByPasskey } from "@/lib/features/sign-in/passkey";
import { secondStep } from "@/lib/features/sign-in/second-step";
import { signIn } from "@/lib/features/sign-in/sign-in";
import { begin, type Proof } from "@/lib/features/sign-in/steps";
import { env } from "@/lib/platform/config/env";
import { MINUTE_MS } from "@/lib/platform/core/time";
import { newSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import { deletePassword } from "@/lib/platform/db/tables/passwords";
import { findUser, setDisabled } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { cookieName } from "@/lib/platform/http/cookies";
import { openMail } from "@/lib/platform/mail/outbox";
import { decide } from "@/lib/web/guard/access";
import { givePasskey, type OwnPasskey } from "@/tests/support/passkeys/passkeys";
import { type Account, createAccount } from "@/tests/support/people/accounts";
import { codeOf, giveSecondFactor, type SecondFactor } from "@/tests/support/people/second-factor";
import { START_MS } from "@/tests/support/process/patience";
import { startOwnServer } from "@/tests/support/providers/own-server";
import { type Hostile, oidcVariables, startHostile } from "@/tests/support/providers/providers";
import { answerOf, press } from "@/tests/support/providers/way";
import { newClient } from "@/tests/support/requests/client";
import { sessionLine, setCookieLines } from "@/tests/support/requests/cookies";

/*
 * Every way in, for every kind of account, in one table: no cell opens a session that the table does not
 * allow. A new way in is a row here, and a function below.
 */

/** What the first proof comes to. */
type Outcome =
  /** A session. */
  | "in"
  /** A pending sign-in, which the second factor completes. */
  | "asked"
  | "out";

const FACTORS = ["none", "totp"] as const;
type Factor = (typeof FACTORS)[number];
type ByFactor = Record<Factor, Outcome>;

const OPEN: ByFactor = { none: "in", totp: "asked" };
/** A passkey is a second factor, too. */
const ASKED: ByFactor = { none: "asked", totp: "asked" };
const SHUT: ByFactor = { none: "out", totp: "out" };

/** What an account is held by. */
const HELD = ["a password", "a provider", "a passkey"] as const;
type Held = (typeof HELD)[number];

/** What becomes of a way in, for an account that is enabled and confirmed. */
const WAYS: Record<string, Record<Held, ByFactor>> = {
  "the password": { "a password": OPEN, "a provider": SHUT, "a passkey": SHUT },
  // For accounts without a password: whoever reads the mail of one that has it must set a new one.
  "the code of a mail": { "a password": SHUT, "a provider": OPEN, "a passkey": ASKED },
  "the link of a mail": { "a password": SHUT, "a provider": OPEN, "a passkey": ASKED },
  "another provider": { "a password": SHUT, "a provider": OPEN, "a passkey": SHUT },
  // One that was verified is two factors.
  "a passkey": { "a password": SHUT, "a provider": SHUT, "a passkey": { none: "in", totp: "in" } },
};

const STATES = ["enabled", "disabled", "unverified", "disabled meanwhile"] as const;

const PROVIDER = "another provider";

let hostile: Hostile;
let app: Awaited<ReturnType<typeof startOwnServer>>;

beforeAll(async () => {
  hostile = await startHostile();
  Object.assign(process.env, oidcVariables(1, hostile.issuer("one")));
  app = await startOwnServer();
}, START_MS);

afterAll(async () => {
  await app?.stop();
  await hostile?.stop();
});

type Scene = { account: Account; passkey: OwnPasskey | null };

/** What has been proved in a way, or null where it is refused. */
type Proving = (scene: Scene) => Promise<Omit<Proof, "remember"> | null>;

const byMail =
  (by: "code" | "token"): Proving =>
  async ({ account: { email } }) => {
    const { id: before = "" } = (await db.outboxMail.findFirst({ orderBy: { id: "desc" } })) ?? {};
    const sealed = await requestSignInMail({ email }, "/dashboard");
    for (const queued of await mailsSince(before)) {
      if (!queued || !("request" in queued)) continue;
      const { request } = queued;
      await transaction((tx) => queueSignInMail(request.email, tx, request));
    }
    const mails = await mailsSince(before);
    const message = mails.flatMap((queued) => (queued && "message" in queued ? [queued] : []))[0]
      ?.message;
    const token = new URL(message?.link ?? "http://localhost").searchParams.get("token");
    const code = /\b\d{6}\b/.exec(message?.text ?? "")?.[0];
    const proof = by === "code" ? { code: code ?? "000000" } : { token: token ?? "x" };
    const { user, mailed } = await mailProof(sealed, proof, null);
    return { user, methods: ["link"], mailed };
  };

async function mailsSince(id: string) {
  const rows = await db.outboxMail.findMany({ where: { id: { gt: id } }, orderBy: { id: "asc" } });
  return Promise.all(rows.map(({ sealed }) => openMail(sealed ?? "")));
}

/** How each way proves who somebody is, as its provider in lib/web/session/providers.ts does. */
const PROVING: Record<string, Proving> = {
  "the password": async ({ account: { email, password } }) => {
    const user = await signIn({ email, password, device: "" });
    return user && { user, methods: ["password"], record: user.passwordRecord };
  },
  "the code of a mail": byMail("code"),
  "the link of a mail": byMail("token"),
  "a passkey": async ({ passkey }) => {
    if (!passkey) return null;
    const { challenge, sealed } = await signInChallenge(null);
    const sent = passkey.authenticator.get(askForAnyPasskey(challenge));
    const { user } = await signInByPasskey(sent, sealed);
    return { user, methods: ["passkey"] };
  },
};

/** An account that is held by that alone. */
async function accountHeldBy(held: Held, verified: boolean): Promise<Account> {
  const account = await createAccount({ verified });
  if (held !== "a password") await deletePassword(account.id, db);
  if (held === "a provider") {
    await db.account.create({
      data: {
        userId: account.id,
        type: "oauth",
        provider: hostile.issuer("one"),
        providerAccountId: account.id,
      },
    });
  }
  return account;
}

const open = (proof: Omit<Proof, "remember">, pending?: string) =>
  openSession(
    {
      secretHash: newSecret(),
      userId: proof.user.id,
      remember: false,
      authenticatedAt: new Date(),
      expiresAt: new Date(Date.now() + MINUTE_MS),
    },
    { methods: proof.methods, record: proof.record, mailed: proof.mailed, pending, device: null },
  );

/** Goes a way in, as the route does. @returns what it comes to, and the secret of a pending sign-in */
async function enter(
  way: string,
  scene: Scene,
  meanwhile: () => Promise<void>,
): Promise<{ outcome: Outcome; pending?: string }> {
  if (way === PROVIDER) return throughProvider(scene, meanwhile);
  try {
    const proof = await PROVING[way]?.(scene);
    if (!proof) return { outcome: "out" };
    await meanwhile();
    const step = await begin({ ...proof, remember: false });
    if (!("done" in step)) return { outcome: "asked", pending: step.pending };
    await open(proof);
    return { outcome: "in" };
  } catch (error) {
    // A refusal, and no fault of ours.
    expect(error).toHaveProperty("status");
    return { outcome: "out" };
  }
}

/** The whole way to another provider, which vouches for the address of the account, and back by the route. */
async function throughProvider(
  { account: { id, email } }: Scene,
  meanwhile: () => Promise<void>,
): Promise<{ outcome: Outcome; pending?: string }> {
  await hostile.behave("one", { claims: { sub: id, email, email_verified: true } });
  const browser = newClient(app.url);
  const path = await answerOf((await press(browser, "oidc-1")).to);
  await meanwhile();
  const back = await browser.get(path).redirects(0);
  if (sessionLine(back)) return { outcome: "in" };
  const name = cookieName("pending");
  const line = setCookieLines(back).find((candidate) => candidate.startsWith(`${name}=`));
  const pending = line && parse(line)[name];
  return pending ? { outcome: "asked", pending } : { outcome: "out" };
}

const sessions = (userId: string) => db.session.count({ where: { userId } });

const cells = Object.entries(WAYS).flatMap(([way, rows]) =>
  HELD.flatMap((held) =>
    FACTORS.flatMap((factor) =>
      STATES.map((state) => ({ way, held, factor, state, enabled: rows[held][factor] })),
    ),
  ),
);

/**
 * What the table says of a cell. A provider vouches for the address of who comes by it: an account that nobody
 * has confirmed becomes theirs.
 */
function expected({ way, held, factor, state, enabled }: (typeof cells)[number]): Outcome {
  if (state === "enabled") return enabled;
  if (state !== "unverified" || way !== PROVIDER) return "out";
  return (held === "a passkey" ? ASKED : OPEN)[factor];
}

describe("the matrix of ways in [V6.3.3 V6.3.4]", () => {
  test.each(cells)(
    "$way, of an account held by $held, second factor: $factor, $state",
    async (cell) => {
      const { way, held, factor, state } = cell;
      const account = await accountHeldBy(held, state !== "unverified");
      const passkey = held === "a passkey" ? await givePasskey(account) : null;
      let second: SecondFactor | null = null;
      if (factor === "totp") second = await giveSecondFactor(account);
      if (state === "disabled") await setDisabled(account.id, true, db);
      const meanwhile = async () => {
        if (state === "disabled meanwhile") await setDisabled(account.id, true, db);
      };
      const { outcome, pending } = await enter(way, { account, passkey }, meanwhile);
      expect(outcome).toBe(expected(cell));
      expect(await sessions(account.id)).toBe(outcome === "in" ? 1 : 0);
      // A passkey as the second proof: tests/db/sign-in/passkeys/second-proof.test.ts.
      if (!pending || !second) return;

      // A wrong code opens nothing, the right one a session that knows both proofs.
      await expect(secondStep(pending, "000000")).rejects.toMatchObject({
        code: "unauthenticated",
      });
      expect(await sessions(account.id)).toBe(0);
      const { user, methods, pending: hash } = await secondStep(pending, codeOf(second.secret));
      await open({ user, methods }, hash);
      const [row] = await db.session.findMany({ where: { userId: account.id } });
      expect(row?.methods).toMatch(/ totp$|^totp /);
    },
  );
});

describe("an account that must set up a second factor [V6.3.3 V8.4.2]", () => {
  const before = env.REQUIRE_SECOND_FACTOR;
  beforeAll(() => {
    Object.assign(env, { REQUIRE_SECOND_FACTOR: "everyone" });
  });
  afterAll(() => {
    Object.assign(env, { REQUIRE_SECOND_FACTOR: before });
  });

  const ways = cells.filter(
    ({ state, factor, enabled, held }) =>
      // Who has a passkey has a second factor.
      held !== "a passkey" && state === "enabled" && factor === "none" && enabled === "in",
  );

  test.each(ways)(
    "gets in by $way, and reaches only the pages that set one up",
    async ({ way, held }) => {
      const account = await accountHeldBy(held, true);
      const { outcome } = await enter(way, { account, passkey: null }, async () => {});
      expect(outcome).toBe("in");
      const row = await findUser(account.id);
      const now = new Date().toISOString();
      const authentication = {
        state: "signed-in" as const,
        user: {
          ...account,
          role: row?.role ?? "user",
          emailVerified: now,
          language: null,
          timeZone: null,
          createdAt: now,
          secondFactorSince: row?.secondFactorAt?.toISOString() ?? null,
        },
        session: {
          id: "",
          createdAt: now,
          authenticatedAt: now,
          expires: now,
          remember: false,
          impersonator: null,
        },
      };
      expect(decide("user", authentication)).toEqual({ refusal: "second_factor_required" });
      expect(decide({ recent: true }, authentication)).toEqual({
        refusal: "second_factor_required",
      });
      expect(decide("user", authentication, { withoutFactor: true })).toHaveProperty("caller");
    },
  );
});
