import { setTimeout as sleep } from "node:timers/promises";
import { db } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { queueMail } from "@/lib/platform/mail/outbox";
import { accountExistsMail } from "@/lib/platform/mail/templates/account-exists";
import { recipient } from "@/tests/support/mail/recipient";
import { startSmtp } from "@/tests/support/mail/smtp";
import { newEmail } from "@/tests/support/people/accounts";
import { type OtherProcess, startProcess } from "@/tests/support/process/other-process";

type Outbox = { deliverDue: typeof import("@/tests/support/mail/outbox-worker").deliverDue };

const MAILS = 20;
const WAIT_MS = 10_000;

test("two processes deliver each mail once", async () => {
  const emails = Array.from({ length: MAILS }, newEmail);
  for (const email of emails) {
    await transaction((tx) => queueMail(accountExistsMail(recipient(email)), tx));
  }

  // Nobody is served before both have come: each process then holds a mail of its own.
  let connections = 0;
  const server = await startSmtp({
    onConnect: async (_session, done) => {
      connections++;
      for (let waited = 0; connections < 2 && waited < WAIT_MS; waited += 10) await sleep(10);
      done();
    },
  });
  const env = { SMTP_URL: server.url };
  const workers: OtherProcess<Outbox>[] = await Promise.all([
    startProcess<Outbox>("@/tests/support/mail/outbox-worker", env),
    startProcess<Outbox>("@/tests/support/mail/outbox-worker", env),
  ]);
  const delivered = await Promise.all(workers.map((worker) => worker.call("deliverDue")));
  await Promise.all(workers.map((worker) => worker.stop()));
  await server.stop();

  expect(Math.min(...delivered)).toBeGreaterThan(0);
  expect(delivered.reduce((sum, count) => sum + count)).toBe(MAILS);
  const recipients = server.messages.map(({ to }) => to?.[0]?.address);
  expect(recipients.sort()).toEqual(emails.sort());
  const rows = await db.outboxMail.findMany();
  expect(rows.filter(({ deliveredAt, sealed }) => deliveredAt && sealed === null)).toHaveLength(
    MAILS,
  );
});
