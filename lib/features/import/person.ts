import { z } from "zod";
import type { GivenPassword } from "./passwords";
import type { GivenTotp, OwnFactor } from "./second-factor";

/** A row of a file, from which a source makes a person. */
export type Row = Record<string, unknown>;

/** A person as a source describes them. Nothing is checked yet. */
export type Person = {
  /** The source's id; null where it has none. */
  sourceId?: string | null;
  email: string | null;
  name?: string | null;
  /** Only what the source says; with the time, if it says that. */
  emailVerified: boolean | Date;
  disabled?: boolean;
  createdAt?: Date | null;
  password?: GivenPassword;
  /** When it was set. */
  passwordSetAt?: Date | null;
  /** Their identities at providers, with next-auth's names for those. */
  identities?: { provider: string; providerAccountId: string }[];
  image?: string | null;
  totp?: GivenTotp;
  /** The source's roles: given here only where the operator maps them. */
  roles?: string[];
  /** Of Latchkey's own export only. */
  own?: {
    id: string;
    role: string;
    language: string | null;
    timeZone: string | null;
    factor: OwnFactor | null;
  };
  /** What is left out, for the report. */
  notes?: string[];
};

/** How a source's file becomes people. */
export type Source = {
  /** Columns of a CSV file that has no line of them. */
  columns?: readonly string[];
  /** The column that a CSV file cannot lack. Its names then count in capitals, too: people wrote them. */
  required?: string;
  /** @returns null for a row that is not about a person */
  personOf(row: Row, settings: SourceSettings): Person | null;
};

/** Options that a source needs and its file lacks: Firebase's hash parameters. */
export type SourceSettings = { hashConfig?: string };

/** A value as text; null for anything else and for an empty one. Numbers count: ids may be numbers. */
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

/** A value as a boolean, in the spellings of databases and spreadsheets. Anything else is false. */
export const truthOf = (value: unknown): boolean =>
  value === true || value === 1 || (typeof value === "string" && /^(true|t|yes|1)$/i.test(value));

const SECONDS_UNTIL = 100_000_000_000;

/** A value as a time: ISO 8601, what SQL writes, or a number since 1970. Null for anything else. */
export function timeOf(value: unknown): Date | null {
  const text = textOf(value);
  if (text === null) return null;
  const time = /^\d+$/.test(text) ? ofNumber(Number(text)) : new Date(withZone(text));
  const year = time.getUTCFullYear();
  return year >= 1970 && year < 3000 ? time : null;
}

/** Seconds or milliseconds. */
const ofNumber = (number: number) => new Date(number < SECONDS_UNTIL ? number * 1000 : number);

/** A time of SQL without a zone counts as UTC. */
const withZone = (text: string) =>
  /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(text) ? `${text.replace(" ", "T")}Z` : text;

/** The objects in a list; none if it is not a list. */
export const rowsOf = (value: unknown): Row[] =>
  Array.isArray(value) ? value.filter((entry) => rowOf(entry) !== null) : [];

/** A value as an object; null for anything else. */
export const rowOf = (value: unknown): Row | null =>
  z.record(z.string(), z.unknown()).safeParse(value).data ?? null;

/** The JSON in a text. */
export function jsonIn(value: unknown): unknown {
  try {
    return JSON.parse(textOf(value) ?? "null");
  } catch {
    return null;
  }
}

/** A name made of its parts; null where there is none. */
export const joined = (...parts: unknown[]): string | null =>
  parts.flatMap((part) => textOf(part) ?? []).join(" ") || null;

/** Other programs' names for providers that next-auth names differently. */
const PROVIDERS = new Map([
  ["google.com", "google"],
  ["google-oauth2", "google"],
  ["github.com", "github"],
  ["facebook.com", "facebook"],
  ["apple.com", "apple"],
  ["twitter.com", "twitter"],
  ["microsoft.com", "azure-ad"],
]);

/** Names of direct ways in, not through another provider. */
const OWN = ["password", "credential", "credentials", "email", "phone", "auth0", "anonymous"];

/** The identities at providers; incomplete ones are left out. */
export function identitiesOf(found: (readonly [unknown, unknown])[]) {
  return found.flatMap(([name, id]) => {
    const [provider, providerAccountId] = [textOf(name), textOf(id)];
    if (!provider || !providerAccountId || OWN.includes(provider)) return [];
    return [{ provider: PROVIDERS.get(provider) ?? provider, providerAccountId }];
  });
}
