import { db } from "@/lib/platform/db/client";
import { type ApiClient, newClient } from "../requests/client";
import { sessionCookie } from "../requests/cookies";
import { type Account, createAccount, submitSignIn } from "./accounts";
import { createOrganisation, join, type Organisation } from "./organisations";
import { type AnyActor, type Line, memberRoleOfActor, type People, roleOfActor } from "./rows";

const LONG_AGO = 11 * 60_000;

/** The actors, and the rows they ask about. Each signs in when first needed. */
export class Cast implements People {
  private readonly cookies = new Map<AnyActor, string>();
  private team: Promise<Organisation> | undefined;

  private constructor(
    private readonly url: string,
    readonly owner: Account,
    readonly ownSession: string,
    readonly subject: Account,
  ) {}

  static async meet(url: string): Promise<Cast> {
    const [owner, subject] = [await createAccount(), await createAccount({ verified: false })];
    await signIn(url, owner);
    const session = await db.session.findFirstOrThrow({ where: { userId: owner.id } });
    return new Cast(url, owner, session.id, subject);
  }

  /** Created when first needed. */
  organisation(): Promise<Organisation> {
    this.team ??= createOrganisation({ member: this.subject });
    return this.team;
  }

  /**
   * Puts real rows in the place of parameters. @throws Error for a parameter that its line does not name
   */
  async addressOf(route: string, { params }: Line): Promise<string> {
    const told = (await params?.(this)) ?? {};
    return route.replace(/\[(?:\.{3})?(\w+)\]/g, (_, name: string) => {
      if (told[name]) return told[name];
      throw new Error(`Say in tests/support/people/permissions.ts what ${name} is in ${route}`);
    });
  }

  /** A client of its own: a dead cookie is removed at its first use. */
  async client(actor: AnyActor): Promise<ApiClient> {
    const client = newClient(this.url);
    if (actor === "anonymous") return client;
    const cookie = this.cookies.get(actor) ?? (await this.cookieOf(actor));
    this.cookies.set(actor, cookie);
    client.jar.setCookie(`${cookie}; Path=/`, "localhost", "/");
    return client;
  }

  /** Every row that a call could be about, except for when they were last used. */
  async state() {
    const users = await db.user.findMany({
      where: { id: { in: [this.owner.id, this.subject.id] } },
      include: { password: true, sessions: { omit: { lastSeenAt: true } }, tokens: true },
      orderBy: { id: "asc" },
    });
    const slug = (await this.team)?.slug ?? "";
    const include = { members: true, invitations: true };
    return { users, organisation: await db.organization.findUnique({ where: { slug }, include }) };
  }

  private async cookieOfImpersonator(): Promise<string> {
    const client = newClient(this.url);
    const { email, password } = await createAccount({ role: "admin" });
    await submitSignIn(client, { email, password });
    return actFor(client, this.owner.id);
  }

  private async cookieOf(actor: AnyActor): Promise<string> {
    if (actor === "impersonator") return this.cookieOfImpersonator();
    const role = roleOfActor(actor);
    const owns = actor === "user" || actor === "stale user";
    const account = owns ? this.owner : await createAccount({ role });
    const memberRole = memberRoleOfActor(actor);
    if (memberRole) await join(await this.organisation(), account, memberRole);
    const { cookie, id } = await signIn(this.url, account);
    const where = { id };
    const authenticatedAt = new Date(Date.now() - LONG_AGO);
    if (actor.startsWith("stale")) await db.session.update({ where, data: { authenticatedAt } });
    if (actor === "disabled") {
      const disabledAt = new Date();
      await db.user.update({ where: { id: account.id }, data: { disabledAt } });
    }
    return cookie;
  }
}

/** An administrator acts for somebody. @returns the cookie of the session */
export async function actFor(client: ApiClient, userId: string): Promise<string> {
  const answer = await client
    .post(`/api/admin/users/${userId}/impersonation`)
    .send({ reason: "their question of Tuesday" })
    .expect(200);
  return sessionCookie(answer);
}

async function signIn(url: string, { id: userId, email, password }: Account) {
  const cookie = sessionCookie(await submitSignIn(newClient(url), { email, password }));
  const newest = { where: { userId }, orderBy: { id: "desc" } } as const;
  return { cookie, id: (await db.session.findFirstOrThrow(newest)).id };
}
