import { env } from "@/lib/platform/config/env";
import { MINUTE_MS } from "@/lib/platform/core/time";
import { db } from "@/lib/platform/db/client";
import { oldestDueMail } from "@/lib/platform/db/tables/outbox";
import { queueRequest } from "@/lib/platform/mail/outbox";
import { checkBoot } from "@/lib/web/server/boot";
import { isMailStuck, whyNotReady } from "@/lib/web/server/readiness";

const NEWER = "29990101000000_of_a_newer_version";

const forgetNewer = () => db.$executeRaw`DELETE FROM "_prisma_migrations" WHERE id = ${NEWER}`;

afterEach(forgetNewer);

test("a writable database with this version's migrations is ready", async () => {
  expect(await whyNotReady()).toBeNull();
  await expect(checkBoot()).resolves.toBeUndefined();
});

test("a newer version's database stops a start at once, and a serving process after two minutes", async () => {
  const now = Date.now();
  const finished = env.postgres ? new Date() : new Date().toISOString();
  await db.$executeRaw`
    INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at)
    VALUES (${NEWER}, 'x', ${NEWER}, ${finished})`;
  await expect(checkBoot()).rejects.toThrow(
    `The database has migrations that this version does not know: ${NEWER}. Start the version`,
  );
  expect(await whyNotReady(now)).toBeNull();
  expect(await whyNotReady(now + 2 * MINUTE_MS - 1)).toBeNull();
  expect(await whyNotReady(now + 2 * MINUTE_MS)).toBe("databaseNewer");
  await forgetNewer();
  expect(await whyNotReady(now + 2 * MINUTE_MS)).toBeNull();
});

if (env.postgres) {
  test("a server that refuses writes is not ready", async () => {
    const [{ name }] = await db.$queryRaw<[{ name: string }]>`SELECT current_database() AS name`;
    const endOthers = () => db.$executeRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`;
    await db.$executeRawUnsafe(`ALTER DATABASE "${name}" SET default_transaction_read_only = on`);
    try {
      await db.$executeRaw`SELECT set_config('default_transaction_read_only', 'on', false)`;
      await endOthers();
      expect(await whyNotReady()).toBe("databaseReadOnly");
    } finally {
      await db.$transaction(async (tx) => {
        await tx.$executeRaw`SET TRANSACTION READ WRITE`;
        await tx.$executeRawUnsafe(`ALTER DATABASE "${name}" RESET default_transaction_read_only`);
      });
      await db.$executeRaw`SELECT set_config('default_transaction_read_only', 'off', false)`;
      await endOthers();
    }
    expect(await whyNotReady()).toBeNull();
  });
}

test("mail that failed a moment ago does not hide mail that has waited for longer", async () => {
  const old = new Date(Date.now() - 20 * MINUTE_MS);
  const sealed = "not opened here";
  const before = { sealed, attempts: 9, createdAt: old };
  await db.outboxMail.createMany({
    data: [
      { ...before, nextAttemptAt: new Date(Date.now() + 30 * MINUTE_MS) },
      { sealed, attempts: 1, nextAttemptAt: new Date() },
    ],
  });
  expect(await oldestDueMail()).toEqual(old);
  expect(await isMailStuck()).toBe(true);
  await db.outboxMail.deleteMany();
});

test("mail that is still undelivered after a quarter of an hour is reported", async () => {
  await queueRequest({ kind: "reset-password", email: "ada@example.com" });
  expect(await isMailStuck(Date.now() + 16 * MINUTE_MS)).toBe(false);
  await db.outboxMail.updateMany({ data: { attempts: 1 } });
  expect(await isMailStuck()).toBe(false);
  expect(await isMailStuck(Date.now() + 16 * MINUTE_MS)).toBe(true);
});
