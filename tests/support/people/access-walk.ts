import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ApiClient } from "../requests/client";
import { type Answer, expectProblem, expectSafe } from "../requests/expectations";
import { Cast } from "./actors";
import { type AnyActor, type Line, type Outcome, outcomeWhileActing } from "./rows";

/** Compares the table of permissions with what a running server does. */
export class AccessWalk {
  private all: Promise<Cast> | undefined;

  /**
   * @param url the server.
   * @param tree the built tree it serves, if not this one.
   */
  constructor(
    private readonly url: () => string,
    private readonly tree = () => process.cwd(),
  ) {}

  /** A method of the API: the answer, and that a refusal changes nothing. */
  async holdApi(route: string, method: string, line: Line, actor: AnyActor): Promise<void> {
    const outcome = outcomeOf(line, actor, method);
    const harmless = method === "GET" || outcome !== "allowed";
    const cast = harmless ? await this.standing() : await Cast.meet(this.url());
    const client = await cast.client(actor);
    const before = await cast.state();
    const verb = method.toLowerCase() as "get" | "post" | "patch" | "put" | "delete";
    const path = await cast.addressOf(route, line);
    const answer = await (method === "GET"
      ? client.get(path)
      : client[verb](path).send(line.body ?? {}));
    expectSafe(answer);
    expectOutcome(answer, outcome, line);
    if (harmless) expect(await cast.state()).toEqual(before);
  }

  /** A page as a browser loads it, and as the client-side router asks for its data. */
  async holdPage(route: string, line: Line, actor: AnyActor): Promise<void> {
    const outcome = outcomeOf(line, actor, "GET");
    const cast = await this.standing();
    const path = await cast.addressOf(route, line);
    const clients = [await cast.client(actor), await cast.client(actor)] as const;
    const before = await cast.state();
    const texts = [
      await this.holdData(clients[0], path, actor, outcome),
      await this.holdDocument(clients[1], path, actor, outcome),
    ];
    if (outcome !== "allowed") expect(texts.join()).not.toContain(cast.subject.email);
    expect(await cast.state()).toEqual(before);
  }

  /** The cases that delete nothing. */
  private standing(): Promise<Cast> {
    this.all ??= Cast.meet(this.url());
    return this.all;
  }

  private async holdDocument(client: ApiClient, path: string, actor: AnyActor, outcome: Outcome) {
    const answer = await client.get(path).redirects(5);
    expectSafe(answer);
    const way = answer.redirects.map((url) => url.slice(this.url().length));
    const { status, end } = { status: answer.status, end: way.at(-1) ?? path };
    // The middleware trusts a cookie, and may redirect a visitor with a dead one to the dashboard first.
    const misled = actor === "disabled" && way[0] === "/dashboard";
    const back = `callbackUrl=${encodeURIComponent(misled ? "/dashboard" : path)}`;
    const ends: Record<Outcome, [number, string][]> = {
      allowed: [[200, misled ? `/signin?${back}` : path]],
      unauthenticated: [[200, `/signin?${back}`]],
      forbidden: [
        [403, path],
        [200, "/dashboard"],
      ],
      reauthenticate: [[200, `/reauthenticate?${back}`]],
      "not found": [[404, path]],
      // For a page of the administration the cookie already says that the account may not see it.
      impersonated: [
        [403, path],
        [200, "/dashboard"],
      ],
      "signed in": [[200, "/dashboard"]],
    };
    expect(ends[outcome]).toContainEqual([status, end]);
    return answer.text;
  }

  private async holdData(client: ApiClient, path: string, actor: AnyActor, outcome: Outcome) {
    const build = readFileSync(join(this.tree(), ".next/BUILD_ID"), "utf8");
    const file = path === "/" ? "/index" : path;
    const answer = await client
      .get(`/_next/data/${build}${file}.json`)
      .set("x-nextjs-data", "1")
      .redirects(0);
    expectSafe(answer);
    const { status, headers, text } = answer;
    const ledOn = "x-nextjs-redirect" in headers || text.includes('"__N_REDIRECT"');
    const shown = status === 200 && !ledOn && !text.includes('"problem":{');
    const misled = actor === "disabled" && ledOn;
    expect(shown).toBe(outcome === "allowed" && !misled);
    return text;
  }
}

const outcomeOf = (line: Line, actor: AnyActor, method: string): Outcome =>
  actor === "impersonator" ? outcomeWhileActing(line, method) : line[actor];

/** The status and code of the API for each refusal. */
const REFUSALS: Record<Exclude<Outcome, "allowed">, [number, string]> = {
  unauthenticated: [401, "unauthenticated"],
  forbidden: [403, "forbidden"],
  reauthenticate: [403, "reauthentication_required"],
  "not found": [404, "not_found"],
  impersonated: [403, "impersonated"],
  "signed in": [409, "already_signed_in"],
};

/** Somebody let in may still be refused, because of the body or of the row that the call is about. */
function expectOutcome(
  answer: Answer,
  outcome: Outcome,
  { wrongProof, nothingToDo }: Pick<Line, "wrongProof" | "nothingToDo">,
): void {
  if (outcome !== "allowed") {
    expectProblem(answer, ...REFUSALS[outcome]);
    return;
  }
  const { status } = answer;
  const refused = wrongProof ? 422 : nothingToDo && 409;
  expect({ status, served: refused ? status === refused : status < 400 }).toEqual({
    status,
    served: true,
  });
}
