import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { env } from "@/lib/platform/config/env";
import { log } from "@/lib/platform/core/log";
import { db } from "@/lib/platform/db/client";
import { isDatabaseUnavailable, isUniqueViolation } from "@/lib/platform/db/errors";
import { setPassword } from "@/lib/platform/db/tables/passwords";
import { createUser, findUserByEmail } from "@/lib/platform/db/tables/users";
import { afterCommit, transaction } from "@/lib/platform/db/transaction";
import { newEmail } from "@/tests/support/people/accounts";
import { startProcess } from "@/tests/support/process/other-process";

const REFUSAL = new Error("changed my mind");

test("all of it is stored, and its result returned", async () => {
  const email = newEmail();
  const user = await transaction(async (tx) => {
    const made = await createUser({ name: "Ada", email }, tx);
    await setPassword(made.id, "record", tx);
    return made;
  });
  expect(await findUserByEmail(email)).toEqual(user);
  expect(await db.password.count({ where: { userId: user.id } })).toBe(1);
});

test("when it throws, none of it is stored, and the error comes through [V2.3.3]", async () => {
  const email = newEmail();
  const work = transaction(async (tx) => {
    const made = await createUser({ name: "Ada", email }, tx);
    await setPassword(made.id, "record", tx);
    expect(await findUserByEmail(email, tx)).not.toBeNull();
    throw REFUSAL;
  });
  await expect(work).rejects.toBe(REFUSAL);
  expect(await findUserByEmail(email)).toBeNull();
});

/** What only a server can do. */
const FAULTS = env.postgres
  ? [
      ["another transaction won", "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40001'; END $$"],
      ["the connection was lost", "SELECT pg_terminate_backend(pg_backend_pid())"],
    ]
  : [];

for (const [name, fault = ""] of FAULTS)
  describe(`where ${name}`, () => {
    test("all of it runs again, and is stored once", async () => {
      const email = newEmail();
      let runs = 0;
      await transaction(async (tx) => {
        await createUser({ name: "Ada", email }, tx);
        if (++runs < 3) await tx.$executeRawUnsafe(fault);
      });
      expect(runs).toBe(3);
      expect(await findUserByEmail(email)).not.toBeNull();
    });

    test("it is given up after three attempts", async () => {
      let runs = 0;
      const work = transaction(async (tx) => {
        runs++;
        await tx.$executeRawUnsafe(fault);
      });
      await expect(work).rejects.toThrow();
      expect(runs).toBe(3);
    });
  });

test("a programming error is not retried", async () => {
  let runs = 0;
  const work = transaction(async () => {
    runs++;
    throw REFUSAL;
  });
  await expect(work).rejects.toBe(REFUSAL);
  expect(runs).toBe(1);
});

test("another request's write at the same time is not rolled back with it", async () => {
  const [inside, outside] = [newEmail(), newEmail()];
  let other: Promise<unknown> = Promise.resolve();
  const work = transaction(async (tx) => {
    await createUser({ name: "Inside", email: inside }, tx);
    other = createUser({ name: "Outside", email: outside });
    // Time for the other write to reach the database, were it let through.
    await sleep(50);
    throw REFUSAL;
  });
  await expect(work).rejects.toBe(REFUSAL);
  await other;
  expect(await findUserByEmail(inside)).toBeNull();
  expect(await findUserByEmail(outside)).not.toBeNull();
});

describe("work for after the commit", () => {
  test("happens once, and sees what was stored", async () => {
    const email = newEmail();
    const found: Promise<unknown>[] = [];
    const look = () => void found.push(findUserByEmail(email));
    await transaction(async (tx) => {
      afterCommit(tx, look);
      await createUser({ name: "Ada", email }, tx);
      afterCommit(tx, look);
      expect(found).toHaveLength(0);
    });
    expect(await Promise.all(found)).toEqual([expect.objectContaining({ email })]);
  });

  test("does not happen after a rollback", async () => {
    const work = jest.fn();
    const refused = transaction(async (tx) => {
      afterCommit(tx, work);
      throw REFUSAL;
    });
    await expect(refused).rejects.toBe(REFUSAL);
    await transaction((tx) => createUser({ name: "Ada", email: newEmail() }, tx));
    expect(work).not.toHaveBeenCalled();
  });

  test("is logged when it fails, and rolls nothing back", async () => {
    const logged = jest.spyOn(log, "error").mockImplementation(() => {});
    const email = newEmail();
    const next = jest.fn();
    await transaction(async (tx) => {
      await createUser({ name: "Ada", email }, tx);
      afterCommit(tx, () => {
        throw REFUSAL;
      });
      afterCommit(tx, next);
    });
    expect(await findUserByEmail(email)).not.toBeNull();
    expect(next).toHaveBeenCalledTimes(1);
    expect(logged).toHaveBeenCalledWith({ err: REFUSAL }, "failed after a commit");
    logged.mockRestore();
  });
});

test("nobody sees uncommitted changes", async () => {
  const email = newEmail();
  let seen: Promise<unknown> = Promise.resolve();
  await transaction(async (tx) => {
    await createUser({ name: "Ada", email }, tx);
    seen = findUserByEmail(email);
    await sleep(50);
    throw REFUSAL;
  }).catch(() => {});
  expect(await seen).toBeNull();
});

test("a write of another process between our read and our write does not make ours fail", async () => {
  const other = await startProcess<typeof import("@/lib/platform/db/tables/users")>(
    "@/lib/platform/db/tables/users",
  );
  const [ours, theirs] = [newEmail(), newEmail()];
  try {
    // Connects it.
    await other.call("findUserByEmail", theirs);
    let written: Promise<unknown> = Promise.resolve();
    await transaction(async (tx) => {
      expect(await findUserByEmail(ours, tx)).toBeNull();
      written = other.call("createUser", { name: "Theirs", email: theirs });
      // Time for it to reach the database.
      await sleep(50);
      await createUser({ name: "Ours", email: ours }, tx);
    });
    await written;
  } finally {
    await other.stop();
  }
  expect(await findUserByEmail(ours)).not.toBeNull();
  expect(await findUserByEmail(theirs)).not.toBeNull();
});

test("many at once all succeed", async () => {
  const emails = Array.from({ length: 30 }, newEmail);
  await Promise.all(
    emails.map((email) => transaction((tx) => createUser({ name: "Ada", email }, tx))),
  );
  expect(await db.user.count({ where: { email: { in: emails } } })).toBe(30);
});

if (process.env.DATABASE_URL) {
  test("a connection that hung in a transaction is not reused", async () => {
    const [inside, hang] = [newEmail(), 6];
    const began = Date.now();
    const work = transaction(async (tx) => {
      await createUser({ name: "Inside", email: inside }, tx);
      await tx.$queryRaw`SELECT 1 FROM pg_sleep(${hang})`;
    });
    await expect(work).rejects.toThrow();
    await sleep(began + (hang + 1) * 1000 - Date.now());
    const later = Array.from({ length: 10 }, newEmail);
    await Promise.all(later.map((email) => createUser({ name: "Later", email })));
    // Seen from outside of the pool, where only what is stored for good is seen.
    const outside = new Client(process.env.DATABASE_URL);
    await outside.connect();
    try {
      const emails = [inside, ...later];
      const { rows } = await outside.query('SELECT "email" FROM "User" WHERE "email" = ANY($1)', [
        emails,
      ]);
      expect(rows.map(({ email }) => email).toSorted()).toEqual(later.toSorted());
    } finally {
      await outside.end();
    }
  });
}

describe("a value that must be unique", () => {
  const refusal = async (work: Promise<unknown>): Promise<unknown> => {
    try {
      await work;
    } catch (error) {
      return error;
    }
    throw new Error("It was not refused");
  };

  test("is refused the second time, with a recognised error", async () => {
    const email = newEmail();
    await createUser({ name: "Ada", email });
    const error = await refusal(createUser({ name: "Eve", email }));
    expect(isUniqueViolation(error)).toBe(true);
    expect(isDatabaseUnavailable(error)).toBe(false);
  });

  test("is refused inside of a transaction too", async () => {
    const email = newEmail();
    await createUser({ name: "Ada", email });
    const error = await refusal(transaction((tx) => createUser({ name: "Eve", email }, tx)));
    expect(isUniqueViolation(error)).toBe(true);
  });

  test("has one winner among many", async () => {
    const email = newEmail();
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) => createUser({ name: `Ada ${index}`, email })),
    );
    const lost = results.filter((result) => result.status === "rejected");
    expect(lost).toHaveLength(9);
    for (const { reason } of lost) expect(isUniqueViolation(reason)).toBe(true);
  });

  test("is told apart from a missing user", async () => {
    const error = await refusal(
      db.password.create({ data: { userId: "nobody", hash: "x", updatedAt: new Date() } }),
    );
    expect(isUniqueViolation(error)).toBe(false);
    expect(isDatabaseUnavailable(error)).toBe(false);
  });
});
