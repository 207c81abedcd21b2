import { hash } from "node:crypto";
import { wrapWeak } from "@/lib/features/password/hash";
import { threadsOfOne } from "@/lib/features/password/threads";
import { env } from "@/lib/platform/config/env";
import type { Known } from "@/lib/platform/db/tables/people/imports";
import { type Checked, checkedPerson, type RoleMap, withOwnFactor } from "./check-person";
import type { Source, SourceSettings } from "./person";
import { type ReadRow, rowsIn } from "./read/rows";
import { SOURCES, type SourceName } from "./sources";
import { knownAmong, storePeople } from "./store";

/** The result for one row of the file. */
export type Outcome = "created" | "exists" | "collides" | "refused";

/** A line of the report. */
export type Line = {
  line: number;
  outcome: Outcome;
  email: string | null;
  /** The id of the account; null where there is none. */
  id: string | null;
  sourceId: string | null;
  notes: string[];
};

export type ImportOptions = SourceSettings & {
  file: string;
  from: SourceName;
  /** Reads and checks, and stores nothing. */
  dryRun: boolean;
  /** Whether people without a way in get a link for a password. */
  mail: boolean;
  /** Which of our roles a source's role maps to; nobody gets one without it. */
  roles?: RoleMap;
  report(lines: Line[]): Promise<void>;
  progress(bytes: number): void;
};

/** Few enough that the transaction is short: others write in between. */
const BATCH = 250;
/** Wrapping a hash takes as long as a sign-in. */
const WEAK_BATCH = 20;

type Read = { row: ReadRow; checked: Checked | string };

/**
 * Creates an account for each row of a file. An address that has one is left as it is, so the same import
 * can run again: after an interruption, it resumes where it stopped.
 * @throws Error where the file cannot be read to its end; what was stored before stays
 */
export async function importPeople(options: ImportOptions): Promise<void> {
  const source: Source = SOURCES[options.from];
  const now = new Date();
  const told = new Told();
  let batch: Read[] = [];
  let weak = 0;
  for await (const row of rowsIn(options.file, source, options.progress)) {
    const person = row.row && source.personOf(row.row, options);
    if (row.row && !person) continue;
    const checked = person
      ? checkedPerson(person, options.from, now, options.roles)
      : "the row is damaged";
    if (person?.own?.factor && typeof checked !== "string")
      await withOwnFactor(checked, person.own);
    batch.push({ row, checked });
    if (typeof checked !== "string" && checked.weak) weak++;
    if (batch.length < BATCH && weak < WEAK_BATCH) continue;
    await options.report(await storeBatch(batch, told, options));
    [batch, weak] = [[], 0];
  }
  if (batch.length > 0) await options.report(await storeBatch(batch, told, options));
}

async function storeBatch(batch: Read[], told: Told, options: ImportOptions): Promise<Line[]> {
  const { dryRun, mail } = options;
  const inBatch = new Map<string, number>();
  const people: Checked[] = [];
  for (const { row, checked } of batch) {
    if (typeof checked === "string") continue;
    const { email } = checked.user;
    if (inBatch.has(email) || (dryRun && told.had(email))) continue;
    inBatch.set(email, row.line);
    people.push(checked);
  }
  const known = await knownAmong(people);
  if (!dryRun) {
    await wrapAll(people.filter(({ user }) => !known.has(user.email)));
    for (const [email, found] of await stored(people, mail)) known.set(email, found);
  }
  return batch.map(({ row, checked }) => {
    if (typeof checked === "string") return refused(row.line, checked);
    const isFirst = people.includes(checked);
    return lineOf(row.line, checked, isFirst ? known.get(checked.user.email) : "collides", dryRun);
  });
}

/** Again where somebody took an address at the same moment. */
const stored = (people: Checked[], mail: boolean) =>
  storePeople(people, mail).catch((error) => {
    if (error?.code !== "P2002") throw error;
    return storePeople(people, mail);
  });

const refused = (line: number, reason: string): Line => ({
  line,
  outcome: "refused",
  email: null,
  id: null,
  sourceId: null,
  notes: [reason],
});

function lineOf(
  line: number,
  { user, notes, weak }: Checked,
  known: Known | "collides" | undefined,
  dryRun: boolean,
): Line {
  const about = { line, email: user.email, sourceId: user.sourceId };
  if (known === "collides") {
    return { ...about, outcome: "collides", id: null, notes: ["an earlier row has the address"] };
  }
  if (known) {
    const isSame = known.source === user.source && known.sourceId === user.sourceId;
    const isOther = known.source === user.source && !isSame && known.sourceId !== null;
    const outcome = isOther ? "collides" : "exists";
    const note = isOther ? `${known.sourceId} has the address` : isSame ? "imported before" : "";
    return { ...about, outcome, id: known.id, notes: note ? [note] : [] };
  }
  const wrapped = weak ? ["the password was hashed weakly: it is wrapped"] : [];
  return {
    ...about,
    outcome: "created",
    id: dryRun ? null : user.id,
    notes: [...notes, ...wrapped],
  };
}

/** Hashes the weak hashes, as many at once as there are threads. */
async function wrapAll(people: Checked[]): Promise<void> {
  const waiting = people.filter(({ weak }) => weak);
  const worker = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { user, weak } = next;
      if (!weak) continue;
      const record = await wrapWeak(weak.weak, weak.algorithm, weak.setting);
      user.password = { hash: record, updatedAt: new Date() };
    }
  };
  await Promise.all(Array.from({ length: threadsOfOne(env) }, worker));
}

/** The addresses that a dry run has seen, in few bytes: nothing is stored that could be queried. */
class Told {
  readonly #seen = new Set<string>();

  /** Whether an address was seen before; from now on it was. */
  had(email: string): boolean {
    const key = hash("sha256", email, "base64").slice(0, 16);
    const had = this.#seen.has(key);
    this.#seen.add(key);
    return had;
  }
}
