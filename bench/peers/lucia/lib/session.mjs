// The recipe of https://lucia-auth.com: an opaque token in the cookie, its SHA-256 as the key of
// a session row, and an expiry that is extended in the second half of the session's life.
import { createHash, randomBytes } from "node:crypto";
import { database } from "../../shared/database.mjs";

const DAY = 24 * 60 * 60 * 1000;
const LIFETIME = 30 * DAY;

const insert = database.prepare("INSERT INTO sessions VALUES (?, ?, ?)");
const find = database.prepare(
  `SELECT s.id AS session, s.expires_at, u.id, u.name, u.email
   FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id = ?`,
);
const remove = database.prepare("DELETE FROM sessions WHERE id = ?");
const extend = database.prepare("UPDATE sessions SET expires_at = ? WHERE id = ?");

const idOf = (token) => createHash("sha256").update(token).digest("hex");

/** Opens a session. @returns its Set-Cookie header */
export function openSession(userId) {
  const token = randomBytes(20).toString("base64url");
  insert.run(idOf(token), userId, Date.now() + LIFETIME);
  return `session=${token}; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=${LIFETIME / 1000}`;
}

/** The signed-in user of a request, or null. */
export function userOf(req) {
  const token = req.cookies.session;
  const row = token && find.get(idOf(token));
  if (!row) return null;
  const now = Date.now();
  if (now >= row.expires_at) {
    remove.run(row.session);
    return null;
  }
  if (now >= row.expires_at - LIFETIME / 2) extend.run(now + LIFETIME, row.session);
  return { id: row.id, name: row.name, email: row.email };
}
