import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import PostalMime from "postal-mime";

const PERSON = {
  name: "Ada Lovelace",
  email: "ada@example.com",
  password: "seven lemons on the wall",
};
const MAIL_TIMEOUT_MS = 10_000;

/**
 * Signs up, verifies the address by the mailed link, signs in through the form, and asks for a
 * protected API route and a protected page.
 *
 * @param {{ url: string, dataDir: string }} app
 * @throws Error that says which step got which answer.
 */
export async function visit({ url, dataDir }) {
  const browser = newBrowser(url);
  const { name, email, password } = PERSON;
  await browser("/api/account", { json: PERSON, status: 202 });
  const token = await mailedToken(dataDir);
  await browser("/api/account/verify-email", { json: { token }, status: 200 });

  await browser("/api/me", { status: 401 });
  const form = await browser("/signin", { status: 200 });
  const csrfToken = /name="csrfToken" value="([^"]+)"/.exec(form)?.[1] ?? "";
  await browser("/api/auth/callback/credentials", {
    form: { csrfToken, email, password },
    status: 303,
  });

  const me = JSON.parse(await browser("/api/me", { status: 200 }));
  assert.equal(me.user.email, email);
  assert.ok((await browser("/dashboard", { status: 200 })).includes(name), "/dashboard names Ada");
}

/**
 * A client that keeps cookies and names its origin.
 *
 * @param {string} origin
 */
function newBrowser(origin) {
  /** @type {Map<string, string>} */
  const cookies = new Map();
  /**
   * @param {string} address
   * @param {{ status: number, json?: object, form?: Record<string, string> }} request what to send,
   *   and the status that must come back.
   * @returns {Promise<string>} the body of the answer.
   */
  return async (address, { status, json, form }) => {
    const body = json ? JSON.stringify(json) : form && new URLSearchParams(form);
    const response = await fetch(origin + address, {
      method: body ? "POST" : "GET",
      redirect: "manual",
      headers: {
        Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        ...(body && { Origin: origin }),
        ...(json && { "Content-Type": "application/json" }),
      },
      ...(body && { body }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const text = await response.text();
    assert.equal(response.status, status, `${address} answered ${response.status}: ${text}`);
    return text;
  };
}

/**
 * The secret of the link in the first mail that is written.
 *
 * @param {string} dataDir
 */
async function mailedToken(dataDir) {
  const folder = path.join(dataDir, "mail");
  const deadline = Date.now() + MAIL_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const [mail] = await readdir(folder).catch(() => []);
    const { text } = await PostalMime.parse(mail ? await readFile(path.join(folder, mail)) : "");
    const token = /[?&]token=([\w-]+)/.exec(text ?? "")?.[1];
    if (token) return token;
    await sleep(100);
  }
  throw new Error(`no mail was written within ${MAIL_TIMEOUT_MS / 1000} s`);
}
