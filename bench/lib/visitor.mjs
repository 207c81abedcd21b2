const ACCOUNT = { name: "Ada", email: "ada@example.com", password: "correct horse battery staple" };

/** Keeps cookies as a browser would, as far as a bench needs. */
function jar() {
  const cookies = new Map();
  return {
    keep(response) {
      for (const line of response.headers.getSetCookie()) {
        const [pair] = line.split(";");
        const at = pair.indexOf("=");
        cookies.set(pair.slice(0, at), pair.slice(at + 1));
      }
    },
    get header() {
      return [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    },
  };
}

/** Signs up, follows the mailed link, signs in. @returns the Cookie header and the body of /api/me */
export async function signUpAndIn(server) {
  const cookies = jar();
  const post = async (path, fields) => {
    const response = await fetch(server.url + path, {
      method: "POST",
      redirect: "manual",
      headers: { origin: server.url, cookie: cookies.header },
      body: new URLSearchParams(fields),
    });
    cookies.keep(response);
    return response;
  };
  await post("/api/account", ACCOUNT);
  await post("/api/account/verify-email", { token: await mailedToken(server) });
  const form = await fetch(`${server.url}/signin`);
  cookies.keep(form);
  const csrfToken = /name="csrfToken" value="([^"]+)"/.exec(await form.text())[1];
  await post("/api/auth/callback/credentials", { ...ACCOUNT, csrfToken });
  const me = await fetch(`${server.url}/api/me`, { headers: { cookie: cookies.header } });
  if (!me.ok) throw new Error("could not sign in");
  return { cookie: cookies.header, me: await me.text() };
}

/** Without a mail server the link is printed by the app. */
async function mailedToken(server) {
  for (let attempt = 0; attempt < 100; attempt++) {
    const found = /verify-email\?token=([\w-]+)/.exec(server.output);
    if (found) return found[1];
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("no mail came");
}
