import { setTimeout as sleep } from "node:timers/promises";
import { db } from "@/lib/platform/db/client";
import { setPassword } from "@/lib/platform/db/tables/passwords";
import { createUser } from "@/lib/platform/db/tables/users";
import { withEnvironment } from "@/tests/support/app/isolated";
import { startSibling } from "@/tests/support/app/second-server";
import type { AppServer } from "@/tests/support/app/server";
import { attack } from "@/tests/support/attack/attack-request";
import { newEmail } from "@/tests/support/people/accounts";
import { guesser } from "@/tests/support/people/guesses";
import { START_MS } from "@/tests/support/process/patience";
import { expectQuietLog } from "@/tests/support/requests/expectations";

/*
 * 67: how long an answer takes does not tell whether an address has an account. Single times tell
 * nothing; a hundred of each kind, taken in turns, do. Only what hashes is timed: of the rest
 * tests/db/features/same-work.test.ts (78) compares the statements, and no request waits for mail.
 */

const SAMPLES = 100;
/** An account is asked about so often only: before limits on it answer for it. */
const PER_ACCOUNT = 4;
const MOST_GAP = 0.1;
/** Enough to write a mail. */
const SETTLE_MS = 15;
/** Three rounds on a slow machine. */
const PATIENCE_MS = 300_000;
const PASSWORD = "seven lemons on the harbour wall";
/** A quarter of the work of the default: what else differs shows four times as much. */
const COST = "10";

/** The kinds of address, and how an account of that kind comes to be. */
const KINDS = {
  unknown: () => Promise.resolve(newEmail()),
  known: () => account({ emailVerified: new Date() }),
  unverified: () => account({}),
  disabled: () => account({ emailVerified: new Date() }, { disabledAt: new Date() }),
};
type Kind = keyof typeof KINDS;
const kinds = Object.keys(KINDS) as Kind[];

let record: string;

/** Hashed as the server under test would: an account of its own time. */
beforeAll(async () => {
  const { hashPassword } = await withEnvironment(
    { PASSWORD_COST: COST },
    () => import("@/lib/features/password/hash"),
  );
  record = await hashPassword(PASSWORD);
});

afterAll(expectQuietLog);

async function account(given: { emailVerified?: Date }, data: { disabledAt?: Date } = {}) {
  const { id, email } = await createUser({ name: "Ada", email: newEmail(), ...given });
  await setPassword(id, record);
  await db.user.update({ where: { id }, data });
  return email;
}

type Times = Record<Kind, number>;

/** Asks about an address of every kind in turns, in a new order each. @returns the times of each turn */
async function turns(ask: (email: string) => Promise<unknown>): Promise<Times[]> {
  const emails = new Map<Kind, string>();
  const all: Times[] = [];
  while (all.length < SAMPLES) {
    if (all.length % PER_ACCOUNT === 0) {
      for (const kind of kinds) emails.set(kind, await KINDS[kind]());
    }
    const times: Times = { unknown: 0, known: 0, unverified: 0, disabled: 0 };
    for (const kind of shuffled(kinds)) {
      const start = performance.now();
      await ask(emails.get(kind) ?? "");
      times[kind] = performance.now() - start;
      // What is done after an answer differs, and would fall on all kinds but its own.
      await sleep(SETTLE_MS);
    }
    all.push(times);
  }
  return all;
}

function shuffled<T>(items: T[]): T[] {
  return items
    .map((item) => ({ item, rank: Math.random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

const median = (times: number[]) => times.sort((a, b) => a - b)[times.length >> 1] ?? 0;

/**
 * The middle of a set of differences, as Hodges and Lehmann estimate it: the median of the means of
 * all pairs. A hundred samples say by it what 150 say by their own median.
 */
const middle = (differences: number[]) =>
  median(differences.flatMap((one, n) => differences.slice(n).map((other) => (one + other) / 2)));

/** By how much each kind differs from an unknown address, as a part of the time that takes. */
async function gaps(ask: (email: string) => Promise<unknown>): Promise<Partial<Times>> {
  const all = await turns(ask);
  const usual = median(all.map(({ unknown }) => unknown));
  // Within a turn the machine was equally busy.
  const gapOf = (kind: Kind) => middle(all.map((times) => times[kind] - times.unknown)) / usual;
  return Object.fromEntries(kinds.slice(1).map((kind) => [kind, gapOf(kind)]));
}

/** No kind takes a tenth more or less. What a busy machine does by chance it does not do thrice. */
async function expectNoGap(ask: (email: string) => Promise<unknown>): Promise<void> {
  let suspects = kinds.slice(1);
  let found: Partial<Times> = {};
  for (let measured = 0; measured < 3 && suspects.length > 0; measured++) {
    found = await gaps(ask);
    suspects = suspects.filter((kind) => Math.abs(found[kind] ?? 0) >= MOST_GAP);
  }
  expect({ suspects, found }).toEqual({ suspects: [], found });
}

describe("67 with the work of hashing in it", () => {
  let server: AppServer;

  beforeAll(async () => {
    server = await startSibling({ PASSWORD_COST: COST });
  }, START_MS);

  afterAll(() => server.stop());

  test(
    "signing up takes equally long with and without an account",
    async () => {
      await expectNoGap((email) =>
        attack({
          method: "POST",
          path: "/api/account",
          url: server.url,
          headers: { Origin: server.url, "Content-Type": "application/json" },
          chunks: [JSON.stringify({ email, name: "Ada", password: PASSWORD })],
        }),
      );
    },
    PATIENCE_MS,
  );

  test(
    "signing in takes equally long with and without an account",
    async () => {
      const guess = await guesser(server.url);
      await expectNoGap((email) => guess({ email }));
    },
    PATIENCE_MS,
  );
});
