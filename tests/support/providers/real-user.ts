import { parse } from "cookie";

/** A browser at the real provider: its cookies, by name. */
type RealUser = Map<string, string>;

async function visit(cookies: RealUser, address: string, form?: Record<string, string>) {
  const answer = await fetch(address, {
    redirect: "manual",
    headers: { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
    ...(form && { method: "POST", body: new URLSearchParams(form) }),
  });
  for (const line of answer.headers.getSetCookie()) {
    const [[name, value] = ["", ""]] = Object.entries(parse(line));
    if (value) cookies.set(name, value);
    else cookies.delete(name);
  }
  return answer;
}

/**
 * Goes from where the app leads to, through the provider's pages, back to the app.
 * @param name whom to sign in there as, where it asks
 * @returns the path that leads back, and the forms that were filled in
 */
export async function throughReal(
  cookies: RealUser,
  to: string,
  name: string,
): Promise<{ path: string; asked: string[] }> {
  const asked: string[] = [];
  const { origin } = new URL(to);
  for (let address = to, turns = 0; turns < 20; turns++) {
    let answer = await visit(cookies, address);
    if (answer.status === 200) {
      const page = await answer.text();
      const [, action = ""] = /<form[^>]+action="([^"]+)"/.exec(page) ?? [];
      const [, prompt = ""] = /name="prompt" value="(\w+)"/.exec(page) ?? [];
      asked.push(prompt);
      const form = { prompt, login: name, password: "any" };
      answer = await visit(cookies, new URL(action, address).href, form);
    }
    const location = answer.headers.get("location");
    if (!location) throw new Error(`The provider answers ${answer.status}: ${await answer.text()}`);
    const next = new URL(location, address);
    if (next.origin !== origin) return { path: next.pathname + next.search, asked };
    address = next.href;
  }
  throw new Error("The provider leads in circles");
}
