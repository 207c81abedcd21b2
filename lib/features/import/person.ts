import { z } from "zod";
import type { GivenPassword } from "./passwords";
import type { GivenTotp, OwnFactor } from "./second-factor";

/** A row of a file: what a source makes a person of. */
export type Row = Record<string, unknown>;

/** A person as a source tells of them. Nothing of it is checked yet. */
export type Person = {
  /** What the source calls them; null where it has no identifiers. */
  sourceId?: string | null;
  email: string | null;
  name?: string | null;
  /** Only what the source says; when, where it says that. */
  emailVerified: boolean | Date;
  disabled?: boolean;
  createdAt?: Date | null;
  password?: GivenPassword;
  /** When it was set. */
  passwordSetAt?: Date | null;
  /** Where they sign in through another provider, by the name that next-auth has for it. */
  identities?: { provider: string; providerAccountId: string }[];
  image?: string | null;
  totp?: GivenTotp;
  /** What the source calls what they may do: given here only where the operator says what it is. */
  roles?: string[];
  /** Of Latchkey's own export only. */
  own?: {
    id: string;
    role: string;
    language: string | null;
    timeZone: string | null;
    factor: OwnFactor | null;
  };
  /** What is not taken along, for the report. */
  notes?: string[];
};

/** How the file of one source becomes people. */
export type Source = {
  /** Columns of a CSV file that has no line of them. */
  columns?: readonly string[];
  /** @returns null for a row that is about no person */
  personOf(row: Row, settings: SourceSettings): Person | null;
};

/** What a source needs and its file lacks: the parameters of the hash of Firebase. */
export type SourceSettings = { hashConfig?: string };

/** A value as text; null for anything else and for nothing. Numbers are texts: identifiers may be. */
export function textOf(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" && value !== "NULL" ? value : null;
}

/** Names in a list, or in a text with commas between them. */
export const namesOf = (value: unknown): string[] =>
  [value]
    .flat()
    .flatMap((entry) => textOf(entry)?.split(",") ?? [])
    .map((name) => name.trim())
    .filter(Boolean);

/** A value as yes or no: what databases and spreadsheets write for it. Anything else is no. */
export const truthOf = (value: unknown): boolean =>
  value === true || value === 1 || (typeof value === "string" && /^(true|t|yes|1)$/i.test(value));

const SECONDS_UNTIL = 100_000_000_000;

/** A value as a time: ISO 8601, what SQL writes, or a number since 1970. Null for what is none. */
export function timeOf(value: unknown): Date | null {
  const text = textOf(value);
  if (text === null) return null;
  const time = /^\d+$/.test(text) ? ofNumber(Number(text)) : new Date(withZone(text));
  const year = time.getUTCFullYear();
  return year >= 1970 && year < 3000 ? time : null;
}

/** Seconds or milliseconds. */
const ofNumber = (number: number) => new Date(number < SECONDS_UNTIL ? number * 1000 : number);

/** A time of SQL without a zone is meant as UTC. */
const withZone = (text: string) =>
  /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(text) ? `${text.replace(" ", "T")}Z` : text;

/** The objects in a list; none where it is no list. */
export const rowsOf = (value: unknown): Row[] =>
  Array.isArray(value) ? value.filter((entry) => rowOf(entry) !== null) : [];

/** A value as an object; null for anything else. */
export const rowOf = (value: unknown): Row | null =>
  z.record(z.string(), z.unknown()).safeParse(value).data ?? null;

/** What JSON is written in a text. */
export function jsonIn(value: unknown): unknown {
  try {
    return JSON.parse(textOf(value) ?? "null");
  } catch {
    return null;
  }
}

/** A name of parts; null where there is none. */
export const joined = (...parts: unknown[]): string | null =>
  parts.flatMap((part) => textOf(part) ?? []).join(" ") || null;

/** What others call the providers that next-auth calls otherwise. */
const PROVIDERS: Record<string, string> = {
  "google.com": "google",
  "google-oauth2": "google",
  "github.com": "github",
  "facebook.com": "facebook",
  "apple.com": "apple",
  "twitter.com": "twitter",
  "microsoft.com": "azure-ad",
};

/** What is a way in by itself, not one through somebody else. */
const OWN = ["password", "credential", "credentials", "email", "phone", "auth0", "anonymous"];

/** Where somebody signs in through others; what is not whole is left out. */
export function identitiesOf(found: (readonly [unknown, unknown])[]) {
  return found.flatMap(([name, id]) => {
    const [provider, providerAccountId] = [textOf(name), textOf(id)];
    if (!provider || !providerAccountId || OWN.includes(provider)) return [];
    return [{ provider: PROVIDERS[provider] ?? provider, providerAccountId }];
  });
}
