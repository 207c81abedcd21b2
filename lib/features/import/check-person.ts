import { emailField } from "@/lib/features/input/email-address";
import { NAME_LIMIT, nameField } from "@/lib/features/input/fields";
import { isReadable } from "@/lib/features/password/hash";
import { openTotpSecret } from "@/lib/features/second-factor/totp-code";
import { isLanguage } from "@/lib/platform/config/languages";
import { isRole, LEAST_ROLE, ROLES, type Role } from "@/lib/platform/config/roles";
import type { ImportedFactor, ImportedUser } from "@/lib/platform/db/tables/people/imports";
import { idAt } from "@/lib/platform/db/time-ordered-id";
import { timeZoneOf } from "@/lib/platform/http/reader";
import type { GivenPassword } from "./passwords";
import type { Person } from "./person";
import type { OwnFactor } from "./second-factor";

/**
 * A person whose row can be stored, except for a password that has to be hashed first and a secret to be
 * sealed.
 */
export type Checked = {
  user: ImportedUser;
  weak: Exclude<GivenPassword, null | { record: string } | { refused: string }> | null;
  /** Of the authenticator app, in base32. */
  totp: string | null;
  /** For recovery; of this app's own export only. */
  codes?: ImportedFactor["codes"];
  notes: string[];
};

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const LONGEST_ID = 255;
/** What stands for bytes that are not UTF-8. */
const UNREADABLE = "\ufffd";

/** Which of our roles a source's role maps to. */
export type RoleMap = Readonly<Record<string, Role>>;

/**
 * Checks and normalises what a source says about a person.
 * @returns the reason where no account can be made of it
 */
export function checkedPerson(
  person: Person,
  source: string,
  now: Date,
  roles: RoleMap = {},
): Checked | string {
  if (!person.email?.trim()) return "no email address";
  const email = emailField.safeParse(person.email);
  if (!email.success) return "the email address is not valid";
  const notes = [...(person.notes ?? [])];
  const { record, weak } = passwordOf(person, notes);
  const { emailVerified: verified, own } = person;
  const createdAt = person.createdAt ?? now;
  const role = roleOf(person, roles, notes);
  const { totp = null } = person;
  if (totp && "refused" in totp) {
    notes.push(`the second factor is not taken along: ${totp.refused}`);
  }
  const secret = totp && "secret" in totp ? totp.secret : null;
  const updatedAt = person.passwordSetAt ?? now;
  const user: ImportedUser = {
    id: own && ID.test(own.id) ? own.id : idAt(createdAt),
    email: email.data,
    name: nameOf(person, email.data, notes),
    emailVerified: verified === true ? now : verified || null,
    image: person.image && person.image.length <= 2000 ? person.image : null,
    role,
    disabledAt: person.disabled ? now : null,
    language: isLanguage(own?.language) ? own.language : null,
    timeZone: timeZoneOf(own?.timeZone ?? ""),
    createdAt,
    secondFactorAt: secret === null ? null : now,
    password: record === null ? null : { hash: record, updatedAt },
    identities: identitiesOf(person, notes),
    source,
    sourceId: person.sourceId?.slice(0, LONGEST_ID) ?? null,
  };
  if (textsIn(user).some((text) => text.includes("\0"))) return "the row is damaged";
  return { user, weak, totp: secret, notes };
}

/** The texts in a value. PostgreSQL stores none with a NUL, and one such row would end the import. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return value && typeof value === "object" ? Object.values(value).flatMap(textsIn) : [];
}

/** The identities at providers whose ids can be looked up: an index takes no long ones. */
function identitiesOf({ identities = [] }: Person, notes: string[]) {
  return identities.filter(({ provider, providerAccountId }) => {
    const fits = provider.length <= LONGEST_ID && providerAccountId.length <= LONGEST_ID;
    if (!fits)
      notes.push("an account at a provider is not taken along: its identifier is too long");
    return fits;
  });
}

/** The role in an export of this app; else the highest of those that the operator has mapped the source's to. */
function roleOf({ own, roles = [] }: Person, map: RoleMap, notes: string[]): Role {
  if (own && !isRole(own.role)) notes.push(`the role ${own.role} does not exist here`);
  const given = new Set(roles.flatMap((name) => (Object.hasOwn(map, name) ? map[name] : [])));
  const mapped = ROLES.findLast((each) => given.has(each)) ?? LEAST_ROLE;
  const role = own && isRole(own.role) ? own.role : mapped;
  // Whoever reads the report must see it: the file may have been changed.
  if (role !== LEAST_ROLE) notes.push(`has the role ${role}`);
  return role;
}

/** Keeps the second factor of an export of this app, if this process has the key that it is sealed with. */
export async function withOwnFactor(
  checked: Checked,
  { id, factor }: { id: string; factor: OwnFactor | null },
): Promise<void> {
  if (!factor) return;
  checked.totp = await openTotpSecret(id, factor.sealed);
  if (!checked.totp) {
    checked.notes.push(
      "the second factor is not taken along: it was sealed with a NEXTAUTH_SECRET that is not set here",
    );
    return;
  }
  checked.codes = factor.codes;
  checked.user.secondFactorAt = factor.since;
}

function passwordOf({ password = null }: Person, notes: string[]) {
  if (password && "refused" in password) {
    notes.push(`the password is not taken along: ${password.refused}`);
    return { record: null, weak: null };
  }
  if (password && "weak" in password) return { record: null, weak: password };
  const record = password?.record ?? null;
  if (record !== null && !isReadable(record)) {
    notes.push("the password was made with a PASSWORD_PEPPER that is not set here");
  }
  return { record, weak: null };
}

/** The name, or else the local part of the address: an account has a name. */
function nameOf(person: Person, email: string, notes: string[]): string {
  const name = nameField.safeParse(person.name ?? "");
  if (name.success && name.data !== "") {
    if (name.data.includes(UNREADABLE)) notes.push("the name has letters that are not in UTF-8");
    return name.data;
  }
  if (person.name) notes.push("the name is not valid: the address stands for it");
  return email.slice(0, email.lastIndexOf("@")).slice(0, NAME_LIMIT);
}
