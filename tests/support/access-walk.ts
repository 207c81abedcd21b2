import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Access } from "@/lib/auth/access";
import { type Account, createAccount, submitSignIn } from "./accounts";
import { sessionCookie } from "./cookies";
import { expectProblem, expectSafe } from "./expectations";
import { type ApiClient, newClient } from "./http";

/** Who may call: each of them is held against every route. */
export type Actor = "anonymous" | "user" | "admin";

const ACTORS: Actor[] = ["anonymous", "user", "admin"];

/** What a route must do with a caller, by what it declares. */
function verdict(
  access: Access,
  actor: Actor,
): "allowed" | "unauthenticated" | "forbidden" | "away" {
  if (access === "public") return "allowed";
  if (access === "anonymous") return actor === "anonymous" ? "allowed" : "away";
  if (actor === "anonymous") return "unauthenticated";
  // The walkers have just signed in: their sessions are fresh.
  const role = typeof access === "object" && "role" in access ? access.role : actor;
  return role === actor ? "allowed" : "forbidden";
}

/** Let in, whatever it then made of the empty body. */
function expectAllowed(status: number, call: string): void {
  const refused = [401, 403, 404, 405, 409].includes(status) || status >= 500;
  expect({ call, status, refused }).toEqual({ call, status, refused: false });
}

/** Holds what routes declare against what a running server does. */
export class AccessWalk {
  private clients = new Map<Actor, ApiClient>();
  private accounts = new Map<Actor, Account>();

  /**
   * @param url the server.
   * @param tree the built tree it serves.
   */
  constructor(
    private readonly url: () => string,
    private readonly tree = process.cwd(),
  ) {}

  /** Makes an account for each actor and signs it in. */
  async signIn(): Promise<void> {
    // The last administrator may not delete the account.
    await createAccount({ role: "admin" });
    this.clients.set("anonymous", newClient(this.url()));
    for (const role of ["user", "admin"] as const) {
      const account = await createAccount({ role, name: `Walker ${role}` });
      this.accounts.set(role, account);
      this.clients.set(role, await this.signedIn(account));
    }
  }

  /** Every actor gets from a page what its access says. */
  async holdPage(path: string, access: Access): Promise<void> {
    for (const actor of ACTORS) {
      const real = await this.realPath(path, actor);
      await this.holdDocument(real, access, actor);
      await this.holdData(real, access, actor);
    }
  }

  /** Every actor gets from a method of an API route what its access says. */
  async holdApi(route: string, method: string, access: Access): Promise<void> {
    for (const actor of ACTORS) {
      const path = await this.realPath(route, actor);
      const verb = method.toLowerCase() as "get" | "post" | "patch" | "put" | "delete";
      const request = this.client(actor)[verb](path);
      const answer = await (method === "GET" ? request : request.send({}));
      expectSafe(answer);
      const expected = verdict(access, actor);
      if (expected === "unauthenticated") expectProblem(answer, 401, expected);
      else if (expected === "forbidden") expectProblem(answer, 403, expected);
      else if (expected === "away") expectProblem(answer, 409, "conflict");
      else expectAllowed(answer.status, `${actor} ${method} ${path}`);
      if (method === "DELETE" && path === "/api/me") await this.signIn();
    }
  }

  private async holdDocument(path: string, access: Access, actor: Actor): Promise<void> {
    const { status, headers, text } = await this.client(actor).get(path).redirects(0);
    expectSafe({ status, headers, text });
    const seen = { actor, path, status, location: headers.location };
    switch (verdict(access, actor)) {
      case "allowed":
        return expect(seen).toEqual({ actor, path, status: 200, location: undefined });
      case "unauthenticated":
        return expect(seen).toEqual({
          actor,
          path,
          status: 307,
          location: `/signin?callbackUrl=${encodeURIComponent(path)}`,
        });
      case "away":
        return expect(seen).toEqual({ actor, path, status: 307, location: "/dashboard" });
      case "forbidden":
        // The middleware leads away by the cookie's hint; the guard behind it answers 403.
        expect([307, 403]).toContain(status);
        return expect(headers.location).toBe(status === 307 ? "/dashboard" : undefined);
    }
  }

  /** The same page as the client-side router asks for it. */
  private async holdData(path: string, access: Access, actor: Actor): Promise<void> {
    const build = readFileSync(join(this.tree, ".next/BUILD_ID"), "utf8");
    const file = path === "/" ? "/index" : path;
    const { status, headers, text } = await this.client(actor)
      .get(`/_next/data/${build}${file}.json`)
      .set("x-nextjs-data", "1")
      .redirects(0);
    expectSafe({ status, headers, text });
    const leadsOn = "x-nextjs-redirect" in headers || text.includes('"__N_REDIRECT"');
    const problem = text.includes('"problem":{');
    const allowed = verdict(access, actor) === "allowed";
    expect({ actor, file, shown: !leadsOn && !problem }).toEqual({ actor, file, shown: allowed });
  }

  private client(actor: Actor): ApiClient {
    const client = this.clients.get(actor);
    if (!client) throw new Error("signIn() comes first");
    return client;
  }

  private async signedIn({ email, password }: Account): Promise<ApiClient> {
    const client = newClient(this.url());
    sessionCookie(await submitSignIn(client, { email, password }));
    return client;
  }

  /**
   * Puts real rows in the place of parameters: a session the actor may end, if it has any; a user
   * to whom every act of an administrator has something to do.
   */
  private async realPath(route: string, actor: Actor): Promise<string> {
    if (route === "/api/auth/[...nextauth]") return "/api/auth/session";
    if (route.includes("/admin/users/[id]")) {
      return route.replace("[id]", (await createAccount({ verified: false })).id);
    }
    if (route !== "/api/sessions/[id]") return route;
    const owner = this.accounts.get(actor) ?? this.accounts.get("user");
    if (!owner) throw new Error("signIn() comes first");
    const { body } = await (await this.signedIn(owner)).get("/api/me").expect(200);
    return route.replace("[id]", body.session.id);
  }
}
