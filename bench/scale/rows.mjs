import { hash } from "node:crypto";
import { searchKeys } from "../../lib/platform/db/tables/search-keys.ts";
import { firstIdAt } from "../../lib/platform/db/time-ordered-id.ts";
import { randomFrom } from "../lib/random.mjs";
import { passwordRecord } from "./password.mjs";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const FIRST = "Ada Grace Alan Edsger Barbara Donald Radia Linus Margaret Ken Dennis Frances".split(
  " ",
);
const LAST =
  "Lovelace Hopper Turing Dijkstra Liskov Knuth Perlman Hamilton Ritchie Allen Byron".split(" ");
const HOSTS = ["example.com", "example.org", "mail.example.net", "university.example"];
const CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";
const AGENTS = [
  `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME}`,
  `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${CHROME}`,
  `Mozilla/5.0 (Linux; Android 10; K) ${CHROME}`,
  "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
];

/** How many of a hundred events are of each kind, whose account they are about, and who did it. */
const EVENTS = [
  { share: 46, type: "authn_login_success" },
  { share: 12, type: "authn_login_fail", actor: false },
  { share: 8, type: "authn_login_fail", subject: false, actor: false },
  { share: 17, type: "session_logout" },
  { share: 5, type: "authn_token_revoked", detail: "session" },
  { share: 4.9, type: "user_created" },
  { share: 4, type: "user_updated", detail: "email_verified" },
  { share: 2, type: "authn_password_change" },
  { share: 1, type: "authz_fail" },
  { share: 0.08, type: "user_updated", detail: "disabled", byAdmin: true },
  { share: 0.02, type: "sensitive_read", detail: "audit_trail", subject: false, byAdmin: true },
];
const SHARES = EVENTS.reduce((sum, { share }) => sum + share, 0);

/** The password of all users: hashing a million would take days. */
export const PASSWORD = "correct horse battery staple";
export const ADMIN = "admin@example.com";
/** A network address from which one event in a hundred comes, such as an office's. */
export const OFFICE = "198.51.100.7";

const iso = (moment) => new Date(moment).toISOString().replace("Z", "+00:00");
const secretHash = (name) => hash("sha256", name, "base64url");

/** An identifier as the app makes them: a UUID of version 7 of that moment. */
function idAt(moment, random) {
  const time = firstIdAt(new Date(moment)).slice(0, 14);
  const tail = `7${random.hex(3)}-${"89ab"[random.below(4)]}${random.hex(3)}`;
  return `${time}${tail}-${random.hex(8)}${random.hex(4)}`;
}

/**
 * The content of a database after a year: rows of every table, in the order of time.
 * @param wanted how many `users`, `sessions` and `events`, a `seed`, and `now` in milliseconds
 * @returns tables with `columns`, `count` and `rows()`; times are ISO 8601, booleans 1 and 0
 */
export function tables({ users, sessions, events, seed, now }) {
  const retention = 365 * DAY;
  const joined = (n) => now - retention + (n / users) * (retention - HOUR);
  // Kept in memory: all other rows refer to them, and making one again would take the same random numbers.
  const ids = new Array(users);
  const random = randomFrom(seed);
  for (let n = 0; n < users; n++) ids[n] = idAt(joined(n), random);
  const everyone = { ids, joined, now, users };
  return [
    table("User", USER, users, () => userRows(everyone)),
    table("SearchKey", ["userId", "key"], Math.ceil(users * KEYS), () => keyRows(everyone)),
    table("Password", ["userId", "hash", "updatedAt"], users, () => passwordRows(everyone)),
    table("Session", SESSION, sessions, () => sessionRows(everyone, sessions, seed + 1)),
    table("Device", DEVICE, users, () => deviceRows(everyone, seed + 2)),
    table("Token", TOKEN, Math.ceil(users / 500), (count) => tokenRows(everyone, count, seed + 3)),
    table("OutboxMail", MAIL, Math.ceil(users / 20), (count) => mailRows(now, count, seed + 4)),
    table("Throttle", ["key", "points", "expire"], Math.ceil(users / 100), (count) =>
      throttleRows(now, count),
    ),
    table("SecurityEvent", EVENT, events, () => eventRows(everyone, events, seed + 5)),
  ];
}

const table = (name, columns, count, rows) => ({ name, columns, count, rows: () => rows(count) });

const USER = ["id", "email", "name", "emailVerified", "role", "createdAt"];

const nameOf = (n) => `${FIRST[n % FIRST.length]} ${LAST[Math.floor(n / 7) % LAST.length]}`;
/** The e-mail address of the user with that number; number 0 is the administrator. */
export const emailOf = (n) =>
  n === 0 ? ADMIN : `${nameOf(n).toLowerCase().replace(" ", ".")}.${n}@${HOSTS[n % HOSTS.length]}`;

function* userRows({ ids, joined, users }) {
  for (let n = 0; n < users; n++) {
    const [email, name, created] = [emailOf(n), nameOf(n), iso(joined(n))];
    const role = n === 0 ? "admin" : "user";
    yield [ids[n], email, name, n % 50 === 49 ? null : created, role, created];
  }
}

/** How many search keys a user has: for the name, the words before the @, and the parts of the host. */
const KEYS = 7.25;

function* keyRows({ ids, users }) {
  for (let n = 0; n < users; n++) {
    for (const key of searchKeys({ name: nameOf(n), email: emailOf(n) })) yield [ids[n], key];
  }
}

function* passwordRows({ ids, joined, users }) {
  const record = passwordRecord(PASSWORD);
  for (let n = 0; n < users; n++) yield [ids[n], record, iso(joined(n))];
}

const SESSION = [
  "id",
  "secretHash",
  "userId",
  "remember",
  "createdAt",
  "authenticatedAt",
  "lastSeenAt",
  "lastSeenDay",
  "expiresAt",
  "ipAddress",
  "userAgent",
];

/** Picks one, some far more often than others: by the square, the first tenth gets a third of all. */
const somebody = (users, random) => Math.floor(users * random.unit() ** 2);

const addressOf = (n, random) =>
  random.unit() < 0.01 ? OFFICE : `203.${n & 255}.${(n >> 8) & 255}.${(n >> 16) & 255}`;

/** All sessions are live: ended ones are deleted within the hour. */
function* sessionRows({ ids, now, users }, count, seed) {
  const random = randomFrom(seed);
  for (let n = 0; n < count; n++) {
    const created = now - 29 * DAY * (1 - n / count) - MINUTE;
    const whose = somebody(users, random);
    // Last seen after its beginning, and within the fortnight after which it would expire.
    const since = Math.max(created, now - 13 * DAY);
    const seen = iso(since + random.unit() * (now - since));
    yield [
      idAt(created, random),
      secretHash(`session ${seed} ${n}`),
      ids[whose],
      1,
      iso(created),
      iso(created),
      seen,
      `${seen.slice(0, 10)}T00:00:00.000${seen.slice(23)}`,
      iso(created + 30 * DAY),
      addressOf(whose, random),
      random.pick(AGENTS),
    ];
  }
}

const DEVICE = ["secretHash", "userId", "createdAt", "lastSeenAt"];

function* deviceRows({ ids, joined, now, users }, seed) {
  const random = randomFrom(seed);
  for (let n = 0; n < users; n++) {
    const seen = joined(n) + random.unit() * (now - joined(n));
    yield [secretHash(`device ${seed} ${n}`), ids[n], iso(joined(n)), iso(seen)];
  }
}

const TOKEN = ["secretHash", "purpose", "userId", "email", "createdAt", "expiresAt"];

function* tokenRows({ ids, now, users }, count, seed) {
  const random = randomFrom(seed);
  for (let n = 0; n < count; n++) {
    const whose = random.below(users);
    const purpose = random.pick(["verify-email", "reset-password"]);
    const made = [iso(now - random.below(HOUR)), iso(now + HOUR)];
    yield [secretHash(`token ${seed} ${n}`), purpose, ids[whose], emailOf(whose), ...made];
  }
}

const MAIL = ["id", "createdAt", "nextAttemptAt", "attempts", "deliveredAt"];

function* mailRows(now, count, seed) {
  const random = randomFrom(seed);
  for (let n = 0; n < count; n++) {
    const created = now - 6 * DAY * (1 - n / count) - MINUTE;
    yield [idAt(created, random), iso(created), iso(created), 1, iso(created + 800)];
  }
}

function* throttleRows(now, count) {
  for (let n = 0; n < count; n++) {
    const key = `sign-in-address:${secretHash(`throttle ${n}`)}`;
    yield [key, 1 + (n % 5), iso(now + (HOUR * (n + 1)) / count)];
  }
}

const EVENT = [
  "id",
  "type",
  "detail",
  "subjectId",
  "actorId",
  "ipAddress",
  "userAgent",
  "requestId",
  "createdAt",
];

function* eventRows({ ids, now, users }, count, seed) {
  const random = randomFrom(seed);
  for (let n = 0; n < count; n++) {
    const moment = now - 365 * DAY * (1 - n / count) - MINUTE;
    const { type, detail = null, subject = true, actor = true, byAdmin = false } = kind(random);
    const whose = somebody(users, random);
    const does = byAdmin ? ids[0] : ids[whose];
    yield [
      idAt(moment, random),
      type,
      detail,
      subject ? ids[whose] : null,
      actor ? does : null,
      addressOf(whose, random),
      random.pick(AGENTS),
      `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-8${random.hex(3)}-${random.hex(8)}0000`,
      iso(moment),
    ];
  }
}

function kind(random) {
  let left = random.unit() * SHARES;
  for (const event of EVENTS) {
    left -= event.share;
    if (left < 0) return event;
  }
  return EVENTS[0];
}
