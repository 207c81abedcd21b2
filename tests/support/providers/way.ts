import type { Account } from "../people/accounts";
import { type ApiClient, newClient } from "../requests/client";

/** The token of the forms for next-auth; the client keeps its cookie. */
export async function formToken(client: ApiClient): Promise<string> {
  return (await client.get("/api/auth/csrf").expect(200)).body.csrfToken;
}

/** Presses the button of a provider. @returns the answer, and where it leads */
export async function press(client: ApiClient, id: string, fields: Record<string, string> = {}) {
  const csrfToken = await formToken(client);
  const answer = await client
    .post(`/api/auth/signin/${id}`)
    .type("form")
    .send({ csrfToken, ...fields });
  return { answer, to: String(answer.headers.refresh ?? "").replace(/^0;url=/, "") };
}

/** Has the hostile provider answer, as a browser that follows its redirect would. @returns a path of the app */
export async function answerOf(to: string): Promise<string> {
  const { headers } = await fetch(to, { redirect: "manual" });
  const { pathname, search } = new URL(String(headers.get("location")));
  return pathname + search;
}

/** The whole way through the hostile provider. @returns the app's answer on the way back */
export async function goThrough(
  client: ApiClient,
  id: string,
  fields: Record<string, string> = {},
) {
  const { answer, to } = await press(client, id, fields);
  if (!to)
    throw new Error(`No way out: ${answer.status} ${answer.headers.location} ${answer.text}`);
  return client.get(await answerOf(to)).redirects(0);
}

/** Signs in by the password. */
export async function signIn(client: ApiClient, { email, password }: Account): Promise<void> {
  const csrfToken = await formToken(client);
  const send = { csrfToken, email, password };
  await client.post("/api/auth/callback/credentials").type("form").send(send).expect(303);
  await client.get("/api/me").expect(200);
}

/**
 * Has the hostile provider answer by a form of its own page, and sends it as that page would: from its site, and
 * so without the app's cookies.
 * @returns the app's answer
 */
export async function postAnswerOf(app: string, to: string) {
  const page = await (await fetch(to, { redirect: "manual" })).text();
  const [, action = ""] = /<form method="post" action="([^"]+)"/.exec(page) ?? [];
  const fields = [...page.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(
    ([, name = "", value = ""]) => [name, value.replaceAll("&quot;", '"')],
  );
  return newClient(app)
    .post(new URL(action).pathname)
    .set("Origin", new URL(to).origin)
    .type("form")
    .send(Object.fromEntries(fields))
    .redirects(0);
}
