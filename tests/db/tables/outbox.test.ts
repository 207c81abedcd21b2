import { statSync } from "node:fs";
import path from "node:path";
import { DAY_MS, MINUTE_MS } from "@/lib/platform/core/time";
import { seal } from "@/lib/platform/crypto/sealed";
import { newSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import {
  claimMail,
  insertMail,
  markDelivered,
  postponeMail,
  type QueuedMail,
} from "@/lib/platform/db/tables/outbox";
import { transaction } from "@/lib/platform/db/transaction";
import { deliverDue, LINK_DEAD } from "@/lib/platform/mail/delivery";
import { queueMail } from "@/lib/platform/mail/outbox";
import { verifyEmailMail } from "@/lib/platform/mail/templates/verify-email";
import { signInMail } from "@/lib/platform/mail/templates/ways-in/sign-in";
import { mailFolder } from "@/lib/platform/mail/transport";
import { mailRequestHandlers } from "@/lib/web/server/mail-requests";
import { trailOf } from "@/tests/support/database/events";
import { linksIn, mailTo, waitForMail } from "@/tests/support/mail/mail";
import { recipient } from "@/tests/support/mail/recipient";
import { createAccount, newEmail } from "@/tests/support/people/accounts";
import { newLink } from "@/tests/support/people/links";
import { type OtherProcess, startProcess } from "@/tests/support/process/other-process";
import { START_MS } from "@/tests/support/process/patience";
import { english } from "@/tests/support/texts";

const dataDir = () => String(process.env.DATA_DIR);

const queue = (email: string, secret = "s3cret") =>
  transaction((tx) =>
    queueMail({ ...verifyEmailMail(recipient(email), secret), secretHash: null }, tx),
  );

const rows = () => db.outboxMail.findMany({ orderBy: { id: "asc" } });

/** What delivery prints on the terminal. */
let printed: jest.SpyInstance<boolean, Parameters<typeof process.stdout.write>>;

beforeEach(async () => {
  printed = jest.spyOn(process.stdout, "write").mockImplementation(() => true);
  await db.outboxMail.deleteMany();
});

afterEach(() => printed.mockRestore());

describe("queueing", () => {
  test("is part of the transaction that the mail reports [V2.3.3]", async () => {
    const work = transaction(async (tx) => {
      await queueMail(verifyEmailMail(recipient(newEmail()), "s3cret"), tx);
      throw new Error("failed");
    });
    await expect(work).rejects.toThrow("failed");
    expect(await rows()).toEqual([]);
    expect(await deliverDue(mailRequestHandlers)).toBe(0);
  });

  test("leaves no part of the mail readable in the database [V14.2.4]", async () => {
    const email = newEmail();
    await queue(email);
    const [row] = await rows();
    expect(row).toMatchObject({ attempts: 0, lastError: null, deliveredAt: null });
    const parts = String(row?.sealed).split(".");
    const readable = parts.map((part) => Buffer.from(part, "base64url").toString("latin1"));
    const stored = JSON.stringify(row) + readable.join();
    for (const secret of [email, "s3cret", "verify-email", "http", "Confirm"]) {
      expect(stored).not.toContain(secret);
    }
  });
});

describe("a mail whose link has expired while it waited", () => {
  test("is neither sent nor erased", async () => {
    const account = await createAccount({ verified: false });
    const secret = await newLink("verify-email", account);
    const mail = verifyEmailMail(recipient(account.email), secret);
    await transaction((tx) => queueMail(mail, tx));
    const where = { secretHash: String(mail.secretHash) };
    await db.token.update({ where, data: { expiresAt: new Date(0) } });
    expect(await deliverDue(mailRequestHandlers)).toBe(0);
    const [row] = await rows();
    expect(row).toMatchObject({ failedAt: expect.any(Date), lastError: LINK_DEAD });
    expect(row?.sealed).not.toBeNull();
    expect(await mailTo(dataDir(), account.email)).toEqual([]);
  });

  test("is not sent either where no row has its expiry, as for a sign-in", async () => {
    const account = await createAccount();
    const send = { code: "123456", secret: newSecret(), worksMs: -1 };
    await transaction((tx) => queueMail(signInMail(recipient(account.email), send), tx));
    expect(await deliverDue(mailRequestHandlers)).toBe(0);
    const [row] = await rows();
    expect(row).toMatchObject({ failedAt: expect.any(Date), lastError: LINK_DEAD });
    await transaction((tx) =>
      queueMail(signInMail(recipient(account.email), { ...send, worksMs: 60_000 }), tx),
    );
    expect(await deliverDue(mailRequestHandlers)).toBe(1);
  });

  test("is sent while the link still works", async () => {
    const account = await createAccount({ verified: false });
    const secret = await newLink("verify-email", account);
    await transaction((tx) => queueMail(verifyEmailMail(recipient(account.email), secret), tx));
    expect(await deliverDue(mailRequestHandlers)).toBe(1);
  });
});

describe("delivery without SMTP", () => {
  test("writes an .eml file that only its owner reads, and prints the link [V5.3.2 V13.3.2]", async () => {
    const email = newEmail();
    await queue(email);
    expect(await deliverDue(mailRequestHandlers)).toBe(1);
    const [mail] = await mailTo(dataDir(), email);
    const link = "http://localhost:3000/link/verify?token=s3cret";
    expect(mail).toMatchObject({ subject: english("verifyEmailMail.subject") });
    expect(mail && linksIn(mail)).toEqual([link]);
    const [row] = await rows();
    const file = path.join(mailFolder(), `${row?.id}.eml`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(mailFolder()).mode & 0o777).toBe(0o700);
    const told = printed.mock.calls.join();
    for (const part of [email, link, file]) expect(told).toContain(part);
  });

  test("erases the text, and keeps only that it was sent [V14.2.4]", async () => {
    await queue(newEmail());
    await deliverDue(mailRequestHandlers);
    expect(await rows()).toEqual([
      expect.objectContaining({
        sealed: null,
        deliveredAt: expect.any(Date),
        attempts: 1,
        lastError: null,
      }),
    ]);
    expect(await deliverDue(mailRequestHandlers)).toBe(0);
  });

  test("sends all that is due, the oldest first", async () => {
    const emails = Array.from({ length: 25 }, newEmail);
    for (const email of emails) await queue(email);
    expect(await deliverDue(mailRequestHandlers)).toBe(25);
    const told = printed.mock.calls.join();
    const order = emails.map((email) => told.indexOf(email));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
  });

  test("postpones what it cannot open, erases nothing, and continues", async () => {
    const email = newEmail();
    await transaction(async (tx) => {
      await insertMail("garbage", tx);
      await insertMail(await seal("another purpose", { to: email }, 60), tx);
      await insertMail(await seal("outbox", { to: email }, -60), tx);
    });
    await queue(email);
    expect(await deliverDue(mailRequestHandlers)).toBe(1);
    expect(await mailTo(dataDir(), email)).toHaveLength(1);
    const waiting = (await rows()).filter((row) => row.deliveredAt === null);
    expect(waiting).toHaveLength(3);
    for (const row of waiting) {
      expect(row).toMatchObject({ sealed: expect.any(String), failedAt: null, attempts: 1 });
      expect(row.lastError).toContain("sealed with a secret that is neither");
    }
  });

  test("is given up after a week, and says so", async () => {
    await transaction(async (tx) => insertMail(await seal("outbox", {}, -60), tx));
    const createdAt = new Date(Date.now() - 8 * DAY_MS);
    await db.outboxMail.updateMany({ data: { createdAt } });
    expect(await deliverDue(mailRequestHandlers)).toBe(0);
    expect(await rows()).toEqual([
      expect.objectContaining({
        failedAt: expect.any(Date),
        lastError: "not delivered within 7 days",
        sealed: expect.any(String),
      }),
    ]);
    expect(await deliverDue(mailRequestHandlers)).toBe(0);
    expect(await rows()).toMatchObject([{ attempts: 1 }]);
  });
});

describe("claiming", () => {
  const dueAgain = () =>
    db.outboxMail.updateMany({ data: { nextAttemptAt: new Date(Date.now() - 1) } });

  test("reserves a mail until the lease ends", async () => {
    await queue(newEmail());
    const claimed = await claimMail(MINUTE_MS);
    expect(claimed).toEqual({
      id: expect.any(String),
      sealed: expect.any(String),
      attempts: 1,
      createdAt: expect.any(Date),
    });
    expect(await claimMail(MINUTE_MS)).toBeNull();
    // As if a minute had passed and the one that claimed it were dead.
    await dueAgain();
    expect(await claimMail(MINUTE_MS)).toEqual({ ...claimed, attempts: 2 });
  });

  test("by many at once gives each mail to one", async () => {
    for (let i = 0; i < 5; i++) await queue(newEmail());
    const claimed = await Promise.all(Array.from({ length: 20 }, () => claimMail(MINUTE_MS)));
    const ids = claimed.flatMap((mail) => mail?.id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    // Who lost every race left a mail that nobody has; the next look finds it.
    for (let mail = await claimMail(MINUTE_MS); mail; mail = await claimMail(MINUTE_MS)) {
      ids.push(mail.id);
    }
    expect(ids.sort()).toEqual((await rows()).map(({ id }) => id).sort());
  });

  /** @throws Error when there is nothing to claim */
  async function claim(): Promise<QueuedMail> {
    const mail = await claimMail(MINUTE_MS);
    if (!mail) throw new Error("There is no mail to claim");
    return mail;
  }

  test("finds neither delivered nor postponed mail", async () => {
    await queue(newEmail());
    await queue(newEmail());
    const [first, second] = [await claim(), await claim()];
    await markDelivered(first);
    await postponeMail(second, new Date(Date.now() + MINUTE_MS), "server is down");
    expect(await claimMail(MINUTE_MS)).toBeNull();
    await dueAgain();
    expect((await claim()).id).toBe(second.id);
    expect(await claimMail(MINUTE_MS)).toBeNull();
  });

  test("loses the mail when the lease expires: it can neither be postponed nor marked as sent", async () => {
    await queue(newEmail());
    const late = await claim();
    await dueAgain();
    const now = await claim();
    expect(now.id).toBe(late.id);
    const before = await rows();
    await markDelivered(late);
    await postponeMail(late, new Date(0), "too late");
    expect(await rows()).toEqual(before);
    await markDelivered(now);
    expect(await rows()).toMatchObject([{ sealed: null, deliveredAt: expect.any(Date) }]);
  });

  test("finds nothing where nothing is due", async () => {
    expect(await claimMail(MINUTE_MS)).toBeNull();
  });
});

describe("the worker", () => {
  // In a process of its own: it runs until its process ends.
  let server: OtherProcess<typeof import("@/tests/support/mail/outbox-worker")>;

  beforeAll(async () => {
    server = await startProcess("@/tests/support/mail/outbox-worker");
  }, START_MS);

  afterAll(() => server.stop());

  const attempts = async () => (await rows()).map((row) => row.attempts);

  test("does not run until it is started", async () => {
    await server.call("queueMails", [newEmail()]);
    // This process delivers it instead: nobody else has touched it.
    await deliverDue(mailRequestHandlers);
    expect(await attempts()).toEqual([1]);
  });

  test("delivers what is due on its own", async () => {
    await server.call("startOutbox");
    const email = newEmail();
    await queue(email);
    expect(await waitForMail(dataDir(), email)).toMatchObject({ to: [{ address: email }] });
  });

  test("has no actor, whoever's request woke it", async () => {
    await server.call("startOutbox");
    const { id, email } = await createAccount();
    await server.call("requestAs", id, email);
    await waitForMail(dataDir(), email);
    expect(await trailOf(id)).toMatchObject([{ actorId: null, ipAddress: null, requestId: "" }]);
  });

  test("sends each mail once, even when started twice and woken often", async () => {
    await server.call("startOutbox");
    const emails = Array.from({ length: 5 }, newEmail);
    await server.call("queueMails", emails);
    for (const email of emails) await waitForMail(dataDir(), email);
    expect(await attempts()).toEqual([1, 1, 1, 1, 1]);
  });
});
