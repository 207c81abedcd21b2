import { account, PASSWORD } from "../peers/shared/accounts.mjs";
import { cookieJar } from "./cookie-jar.mjs";

/** @typedef {(n: number) => Promise<string>} SignIn signs account n in; gives its Cookie header */

/** Signs in as next-auth's form does. The csrf token is fetched once a visitor. @returns {SignIn} */
export function nextAuthVisitor(server) {
  let form;
  return async (n) => {
    form ??= await csrfForm(server);
    const body = new URLSearchParams({ csrfToken: form.csrfToken, ...credentials(n) });
    return post(server, "/api/auth/callback/credentials", body, form.cookie);
  };
}

/** Signs in by posting JSON. @returns {(server: object) => SignIn} */
export function jsonVisitor(path) {
  return (server) => (n) => post(server, path, JSON.stringify(credentials(n)), "");
}

const credentials = (n) => ({ email: account(n).email, password: PASSWORD });

async function csrfForm(server) {
  const jar = cookieJar();
  const answer = await fetch(`${server.url}/api/auth/csrf`);
  jar.keep(answer);
  return { csrfToken: (await answer.json()).csrfToken, cookie: jar.header };
}

async function post(server, path, body, cookie) {
  const json = typeof body === "string";
  const answer = await fetch(server.url + path, {
    method: "POST",
    redirect: "manual",
    headers: {
      origin: server.url,
      cookie,
      ...(json && { "content-type": "application/json" }),
    },
    body,
  });
  await answer.arrayBuffer();
  const jar = cookieJar(cookie);
  jar.keep(answer);
  if (answer.status >= 400 || !jar.header.includes("session")) {
    throw new Error(
      `${server.url}${path}: not signed in (${answer.status} ${answer.headers.get("location")})`,
    );
  }
  return jar.header;
}
