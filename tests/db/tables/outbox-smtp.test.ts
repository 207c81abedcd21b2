import type { SMTPServerOptions } from "smtp-server";
import { HOUR_MS } from "@/lib/platform/core/time";
import { db } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { verifyEmailMail } from "@/lib/platform/mail/templates/verify-email";
import { mailRequestHandlers } from "@/lib/web/server/mail-requests";
import { withEnvironment } from "@/tests/support/app/isolated";
import { recipient } from "@/tests/support/mail/recipient";
import { type SmtpSink, startSmtp } from "@/tests/support/mail/smtp";
import { newEmail } from "@/tests/support/people/accounts";
import { stopClock } from "@/tests/support/process/clock";

const SECRET = "s3cret";

let server: SmtpSink;
let outbox: typeof import("@/lib/platform/mail/outbox");
let delivery: typeof import("@/lib/platform/mail/delivery");
/** What the server says to a recipient; nothing when it takes the mail. */
let refuse: (recipient: string) => string | null = () => null;
/** The code it says it with: of a mailbox that may be there later (RFC 5321, 4.2.3). */
const LATER = 450;
let code = LATER;

const onRcptTo: SMTPServerOptions["onRcptTo"] = ({ address }, _session, done) => {
  const reason = refuse(address);
  done(reason === null ? null : Object.assign(new Error(reason), { responseCode: code }));
};

stopClock();

beforeAll(async () => {
  server = await startSmtp({ onRcptTo });
  [outbox, delivery] = await withEnvironment({ SMTP_URL: server.url }, () =>
    Promise.all([import("@/lib/platform/mail/outbox"), import("@/lib/platform/mail/delivery")]),
  );
});

afterAll(() => server.stop());

beforeEach(async () => {
  refuse = () => null;
  code = LATER;
  await db.outboxMail.deleteMany();
});

const queue = (email: string) =>
  transaction((tx) =>
    outbox.queueMail({ ...verifyEmailMail(recipient(email), SECRET), secretHash: null }, tx),
  );

const theRow = async () => {
  const [row, ...more] = await db.outboxMail.findMany();
  if (!row || more.length > 0) throw new Error("There is not exactly one mail");
  return row;
};

const makeDue = (attempts?: number) =>
  db.outboxMail.updateMany({
    data: { nextAttemptAt: new Date(Date.now() - 1), ...(attempts !== undefined && { attempts }) },
  });

/** Tries delivery. @returns how long the mail was put off for, in seconds */
async function putOffFor(): Promise<number> {
  expect(await delivery.deliverDue(mailRequestHandlers)).toBe(0);
  return ((await theRow()).nextAttemptAt.getTime() - Date.now()) / 1000;
}

const sentTo = (email: string) =>
  server.messages.filter(({ to }) => to?.some(({ address }) => address === email));

test("a mail goes out, and its text is erased", async () => {
  const email = newEmail();
  await queue(email);
  expect(await delivery.deliverDue(mailRequestHandlers)).toBe(1);
  const [mail] = sentTo(email);
  expect(mail?.text).toContain(`http://localhost:3000/link/verify?token=${SECRET}`);
  const row = await theRow();
  expect(row).toMatchObject({ sealed: null, deliveredAt: expect.any(Date), attempts: 1 });
  expect(mail?.messageId).toBe(`<${row.id}@localhost>`);
  // RFC 3834, 5: no answer of a machine comes back.
  const header = (key: string) => mail?.headers.find((line) => line.key === key)?.value;
  expect(header("auto-submitted")).toBe("auto-generated");
  expect(header("x-auto-response-suppress")).toBe("All");
});

describe("a server that refuses", () => {
  beforeEach(() => {
    refuse = () => "mailbox is on holiday";
  });

  test("postpones the mail, and its message is kept", async () => {
    await queue(newEmail());
    await delivery.deliverDue(mailRequestHandlers);
    const row = await theRow();
    expect(row).toMatchObject({ deliveredAt: null, sealed: expect.any(String), attempts: 1 });
    expect(row.lastError).toContain("mailbox is on holiday");
    // Not due again yet.
    expect(await delivery.deliverDue(mailRequestHandlers)).toBe(0);
    expect((await theRow()).attempts).toBe(1);
  });

  test("may repeat the recipient, whose address is not kept [V16.2.5]", async () => {
    const email = newEmail();
    refuse = (recipient) => `<${recipient}> is unknown here`;
    await queue(email);
    await delivery.deliverDue(mailRequestHandlers);
    const { lastError } = await theRow();
    expect(lastError).toContain("<[address]> is unknown here");
    expect(lastError).not.toContain(email);
  });

  test("is retried after a longer wait each time, at most an hour", async () => {
    await queue(newEmail());
    expect(await putOffFor()).toBe(2);
    await makeDue();
    expect(await putOffFor()).toBe(4);
    await makeDue();
    expect(await putOffFor()).toBe(8);
    await makeDue(11);
    expect(await putOffFor()).toBe(HOUR_MS / 1000);
    await makeDue(5000);
    expect(await putOffFor()).toBe(HOUR_MS / 1000);
  });

  test("may answer at length: the beginning is kept", async () => {
    refuse = () => "x".repeat(5000);
    await queue(newEmail());
    await delivery.deliverDue(mailRequestHandlers);
    expect((await theRow()).lastError).toHaveLength(200);
  });

  test("that accepts the mail later gets it once", async () => {
    const email = newEmail();
    await queue(email);
    await delivery.deliverDue(mailRequestHandlers);
    refuse = () => null;
    await makeDue();
    expect(await delivery.deliverDue(mailRequestHandlers)).toBe(1);
    expect(sentTo(email)).toHaveLength(1);
    expect(await theRow()).toMatchObject({ sealed: null, lastError: null, attempts: 2 });
  });
});

describe("a server that refuses for good", () => {
  test.each([
    "is no user of ours",
    "is unknown to relay.example.com",
    "is unknown (in reply to mx-relay.example.com)",
    "is unknown to relay-3.example.com",
  ])("is believed where only an address or a host is called a relay: %s", async (why) => {
    code = 550;
    refuse = (recipient) => `<${recipient}> ${why}`;
    await queue("ada@relay.example.com");
    expect(await delivery.deliverDue(mailRequestHandlers)).toBe(0);
    expect(await theRow()).toMatchObject({ failedAt: expect.any(Date) });
  });

  test.each([550, 551, 553, 554])(
    "with %i is asked once, and the mail is kept as failed",
    async (last) => {
      code = last;
      refuse = () => "no such mailbox";
      await queue(newEmail());
      expect(await delivery.deliverDue(mailRequestHandlers)).toBe(0);
      const row = await theRow();
      expect(row).toMatchObject({
        failedAt: expect.any(Date),
        deliveredAt: null,
        sealed: expect.any(String),
        attempts: 1,
      });
      expect(row.lastError).toContain("no such mailbox");
      await makeDue();
      await delivery.deliverDue(mailRequestHandlers);
      expect((await theRow()).attempts).toBe(1);
    },
  );

  test.each([421, 450, 451, 452, 503, 530, 552])(
    "with %i is asked again later",
    async (passing) => {
      code = passing;
      refuse = () => "not now";
      await queue(newEmail());
      expect(await putOffFor()).toBe(2);
      expect(await theRow()).toMatchObject({ failedAt: null, deliveredAt: null });
    },
  );

  test.each([
    "Relay access denied",
    "5.7.1 Relaying denied. Proper authentication required.",
    "relay not permitted",
    "This server cannot relay.",
    "5.7.54 SMTP; Unable to relay recipient in non-accepted domain",
  ])(
    "because it does not send for us (%s) is asked again: the operator can sign in",
    async (why) => {
      code = 550;
      refuse = () => why;
      await queue(newEmail());
      expect(await putOffFor()).toBe(2);
      expect(await theRow()).toMatchObject({ failedAt: null, deliveredAt: null });
    },
  );
});

test("a refused recipient does not hold up the others", async () => {
  const [bad, good, better] = [newEmail(), newEmail(), newEmail()];
  refuse = (recipient) => (recipient === bad ? "no such user" : null);
  for (const email of [bad, good, better]) await queue(email);
  expect(await delivery.deliverDue(mailRequestHandlers)).toBe(2);
  expect([bad, good, better].map((email) => sentTo(email).length)).toEqual([0, 1, 1]);
});

test("an unreachable server postpones the mail", async () => {
  await queue(newEmail());
  await server.stop();
  expect(await putOffFor()).toBe(2);
  const row = await theRow();
  expect(row.lastError).toContain("ECONNREFUSED");
  expect(JSON.stringify(row)).not.toContain(SECRET);
});
