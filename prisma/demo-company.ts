import { randomUUID } from "node:crypto";
import type { EventName } from "@/lib/features/audit/events";
import { hashPassword } from "@/lib/features/password/hash";
import type { Role } from "@/lib/platform/config/roles";
import { DAY_MS } from "@/lib/platform/core/time";
import { db } from "@/lib/platform/db/client";
import { setPassword } from "@/lib/platform/db/tables/passwords";
import { createUser } from "@/lib/platform/db/tables/users";
import { idAt } from "@/lib/platform/db/time-ordered-id";

/*
 * A small company with a past, to look around in and for the screenshots. Rows get the time at which
 * they would have been written: the app itself cannot backdate.
 */

/** No other account in the database has this domain. */
export const COMPANY = "harbour-press.example";

export const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const SAFARI =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";
const CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36";

/** The network address where most of them work. */
export const OFFICE = "192.0.2.91";
const ON_THE_WAY = "203.0.113.24";

const ago = (days: number) => new Date(Date.now() - days * DAY_MS);

const MARTA = { name: "Marta Lindqvist", joined: 430, role: "admin" } as const;
const PEOPLE: { name: string; joined: number; role?: Role; verified?: boolean }[] = [
  MARTA,
  { name: "Amara Okafor", joined: 412 },
  { name: "Anselm Brandt", joined: 388.6, role: "admin" },
  { name: "Chiara Lombardi", joined: 301.3 },
  { name: "Daniel Whitfield", joined: 0.2, verified: false },
  { name: "Ingrid Solheim", joined: 164.7 },
  { name: "Jun Takahashi", joined: 93.1 },
  { name: "Nadia Benali", joined: 27.5 },
  { name: "Tomás Ferreira", joined: 1.4, verified: false },
];

/** Events: whose account, what, how many days ago, from where, and the actor if it was not the owner. */
const HISTORY: [string, EventName, number, string, string?][] = [
  ["Marta Lindqvist", "user_updated:name", 9.2, OFFICE],
  ["Marta Lindqvist", "authn_login_fail", 2.601, ON_THE_WAY],
  ["Marta Lindqvist", "authn_token_revoked:session", 1.1, ON_THE_WAY],
  ["Tomás Ferreira", "user_created", 1.4, "198.51.100.23"],
  ["Jun Takahashi", "authn_password_change", 1.52, OFFICE],
  ["Jun Takahashi", "user_updated:password_removed", 1.55, OFFICE, "Anselm Brandt"],
  ["Jun Takahashi", "authn_login_fail", 1.6, "203.0.113.180"],
  ["Nadia Benali", "authz_fail", 1.7, OFFICE],
  ["Chiara Lombardi", "user_updated:email_changed", 2.3, "198.51.100.61"],
  ["Anselm Brandt", "authz_change:admin", 2.45, OFFICE, "Marta Lindqvist"],
  ["Ingrid Solheim", "authn_login_success", 2.5, OFFICE],
];

/** How often Marta signs in on a working day; the list repeats. */
const WORKING_DAYS = [2, 1, 3, 1, 2, 4, 1, 1, 2];

/** The company's administrator, as far as she is known before the company is founded. */
export const ADMINISTRATOR = { ...addressed(MARTA.name), role: MARTA.role };

/**
 * Creates the company's accounts, events and sessions.
 * @returns Marta, its administrator, with her password, and how many people there are
 * @throws when the company is in the database already
 */
export async function foundCompany() {
  const ids = new Map<string, string>();
  for (const one of PEOPLE) ids.set(one.name, (await person(one)).id);
  const id = (name: string) => ids.get(name) as string;
  for (const [name, what, days, ipAddress, by = name] of HISTORY) {
    await happened(what, days, { subjectId: id(name), actorId: id(by), ipAddress });
  }
  await foundOrganisation(id);
  const subjectId = id(MARTA.name);
  await signInsOf(subjectId);
  const { email } = addressed(MARTA.name);
  const password = `correct horse ${randomUUID()}`;
  await setPassword(subjectId, await hashPassword(password));
  await devicesOf(subjectId);
  return { marta: { id: subjectId, name: MARTA.name, email, password }, people: PEOPLE.length };
}

function addressed(name: string): { name: string; email: string } {
  const plain = name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return { name, email: `${plain.replace(" ", ".")}@${COMPANY}` };
}

async function person({ name, joined, role = "user", verified = true }: (typeof PEOPLE)[number]) {
  const createdAt = ago(joined);
  const user = await createUser({
    ...addressed(name),
    role,
    ...(verified && { emailVerified: createdAt }),
  });
  await db.user.update({ where: { id: user.id }, data: { createdAt } });
  return user;
}

async function happened(
  name: EventName,
  days: number,
  who: { subjectId: string; actorId: string; ipAddress: string },
): Promise<void> {
  const [type = name, detail = null] = name.split(":");
  const createdAt = ago(days);
  await db.securityEvent.create({ data: { id: idAt(createdAt), type, detail, createdAt, ...who } });
}

async function signInsOf(id: string): Promise<void> {
  for (let day = 1; day < 30; day++) {
    const isWeekend = [0, 6].includes(ago(day).getUTCDay());
    const count = isWeekend ? 0 : (WORKING_DAYS[day % WORKING_DAYS.length] ?? 0);
    for (let n = 0; n < count; n++) {
      const ipAddress = n % 2 ? ON_THE_WAY : OFFICE;
      await happened("authn_login_success", day + n / 50, {
        subjectId: id,
        actorId: id,
        ipAddress,
      });
    }
  }
}

async function devicesOf(userId: string): Promise<void> {
  const devices = [
    { userAgent: CHROME, ipAddress: OFFICE, createdAt: ago(9.3), lastSeenAt: ago(4.1) },
    { userAgent: SAFARI, ipAddress: ON_THE_WAY, createdAt: ago(2.6), lastSeenAt: ago(0.3) },
  ];
  for (const device of devices) {
    const life = { remember: true, authenticatedAt: device.createdAt, expiresAt: ago(-20) };
    await db.session.create({ data: { ...device, ...life, userId, secretHash: randomUUID() } });
  }
}

/** The organisation that some of them work in. @param id of somebody, by name */
async function foundOrganisation(id: (name: string) => string): Promise<void> {
  const organisation = { name: "Harbour Press", slug: "harbour-press", createdAt: ago(400) };
  const roles = { "Marta Lindqvist": "owner", "Anselm Brandt": "admin", "Amara Okafor": "member" };
  const members = Object.entries(roles).map(([name, role]) => ({ userId: id(name), role }));
  await db.organization.create({ data: { ...organisation, members: { create: members } } });
}
