/** A network address for each caller: throttles count by it. Needs TRUSTED_PROXY_HOPS=1. */
export const randomCaller = () =>
  `100.${64 + Math.floor(Math.random() * 64)}.${Math.floor(Math.random() * 256)}.${Math.floor(Math.random() * 256)}`;

/** Loads the sign-in form. @returns the csrf token and the cookie that belongs to it */
export async function signInForm(url) {
  const form = await fetch(`${url}/signin`);
  const csrfToken = /name="csrfToken" value="([^"]+)"/.exec(await form.text())[1];
  return { csrfToken, cookie: cookiesOf(form) };
}

/** Submits the sign-in form, once. @returns the response, which redirects */
export function submitSignIn(url, { csrfToken, cookie }, { email, password }) {
  return fetch(`${url}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: url, cookie, "x-forwarded-for": randomCaller() },
    body: new URLSearchParams({ csrfToken, email, password, remember: "on" }),
  });
}

/** Signs in. @returns the Cookie header of the session @throws when it was refused */
export async function signIn(url, form, account) {
  const response = await submitSignIn(url, form, account);
  const location = response.headers.get("location") ?? "";
  if (!location.endsWith("/dashboard")) throw new Error(`sign-in: ${response.status} ${location}`);
  return cookiesOf(response);
}

const cookiesOf = (response) =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(";", 1)[0])
    .join("; ");
