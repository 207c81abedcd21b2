import { emailField } from "@/lib/features/input/email-address";
import { NAME_LIMIT, nameField } from "@/lib/features/input/fields";
import { isReadable } from "@/lib/features/password/hash";
import { isLanguage } from "@/lib/platform/config/languages";
import { isRole, LEAST_ROLE } from "@/lib/platform/config/roles";
import type { ImportedUser } from "@/lib/platform/db/tables/people/imports";
import { idAt } from "@/lib/platform/db/time-ordered-id";
import type { GivenPassword } from "./passwords";
import type { Person } from "./person";

/** A person whose row can be stored, except a password that has to be hashed first. */
export type Checked = {
  user: ImportedUser;
  weak: Exclude<GivenPassword, null | { record: string } | { refused: string }> | null;
  notes: string[];
};

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const LONGEST_ID = 255;

/**
 * Checks and normalises what a source tells of a person.
 * @returns the reason where nothing can be made of it
 */
export function checkedPerson(person: Person, source: string, now: Date): Checked | string {
  if (!person.email?.trim()) return "no email address";
  const email = emailField.safeParse(person.email);
  if (!email.success) return "the email address is not valid";
  const notes = [...(person.notes ?? [])];
  const { record, weak } = passwordOf(person, notes);
  const { emailVerified: verified, own } = person;
  const createdAt = person.createdAt ?? now;
  const role = own && isRole(own.role) ? own.role : LEAST_ROLE;
  if (own && role !== own.role) notes.push(`the role ${own.role} does not exist here`);
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
    timeZone: own?.timeZone ?? null,
    createdAt,
    password: record === null ? null : { hash: record, updatedAt },
    identities: person.identities ?? [],
    source,
    sourceId: person.sourceId?.slice(0, LONGEST_ID) ?? null,
  };
  return { user, weak, notes };
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

/** The name, else what stands in front of the @: an account has one. */
function nameOf(person: Person, email: string, notes: string[]): string {
  const name = nameField.safeParse(person.name ?? "");
  if (name.success && name.data !== "") return name.data;
  if (person.name) notes.push("the name is not valid: the address stands for it");
  return email.slice(0, email.lastIndexOf("@")).slice(0, NAME_LIMIT);
}
