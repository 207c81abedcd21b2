import type { SMTPServerOptions } from "smtp-server";
import { db } from "@/lib/platform/db/client";
import { startSibling } from "@/tests/support/app/second-server";
import type { AppServer } from "@/tests/support/app/server";
import { type SmtpSink, startSmtp } from "@/tests/support/mail/smtp";
import { createAccount, newEmail } from "@/tests/support/people/accounts";
import { freePort } from "@/tests/support/process/ports";
import { until } from "@/tests/support/process/until";
import { newClient } from "@/tests/support/requests/client";
import { expectOrderlyLog, expectSound } from "@/tests/support/requests/expectations";

/* 72: the mail server is away. Nobody notices, and no mail is lost or sent twice. */

const PATIENCE_MS = 60_000;
/** A server without requests ends a second after it is told to. */
const LONGER_THAN_A_STOP_MS = 2_500;

let port: number;
let server: AppServer;
let smtp: SmtpSink | undefined;

beforeAll(async () => {
  port = await freePort();
  server = await start();
});

afterEach(() => smtp?.stop());
afterAll(() => server?.stop());

const start = () => startSibling({ SMTP_URL: `smtp://127.0.0.1:${port}` });

async function post(path: string, fields: object) {
  const answer = await newClient(server.url).post(`/api/account${path}`).send(fields);
  expectSound(answer);
  // These differ from any answer to the next.
  const { date: _date, "x-request-id": _id, ...headers } = answer.headers;
  return { status: answer.status, headers, text: answer.text };
}

/** Asks for all that mails. @returns the answers, and who must get exactly one mail each */
async function askForMail() {
  const known = await createAccount();
  const forgetful = await createAccount();
  const waiting = await createAccount({ verified: false });
  const [fresh, unknown] = [newEmail(), newEmail()];
  const password = "seven lemons on the wall";
  const answers = [
    await post("", { name: "Ada", email: fresh, password }),
    await post("", { name: "Ada", email: known.email, password }),
    await post("/forgot-password", { email: forgetful.email }),
    await post("/forgot-password", { email: unknown }),
    await post("/verify-email/resend", { email: waiting.email }),
  ];
  return { answers, recipients: [fresh, known.email, forgetful.email, waiting.email] };
}

const waiting = () => db.outboxMail.count({ where: { deliveredAt: null } });
const begun = () => db.outboxMail.count({ where: { deliveredAt: null, attempts: { gt: 0 } } });
/** Tried and put off; what is being tried has its attempt counted already. */
const failed = () =>
  db.outboxMail.count({ where: { deliveredAt: null, lastError: { not: null } } });

/** Has the mail server back, and the mail delivered: one each. */
async function expectDelivery(recipients: string[]): Promise<void> {
  smtp = await startSmtp({}, port);
  await until("all mail delivered", async () => (await waiting()) === 0, PATIENCE_MS);
  const delivered = smtp.messages.map(({ to }) => to?.[0]?.address);
  expect(delivered.sort()).toEqual([...recipients].sort());
  expectOrderlyLog(server.output());
}

test(
  "72 SMTP down or hanging: the same answers as ever, and each mail once when it is back [V16.5.2]",
  async () => {
    smtp = await startSmtp({}, port);
    const usual = await askForMail();
    await until("the usual mail is out", async () => (await waiting()) === 0);
    await smtp.stop();

    const down = await askForMail();
    expect(down.answers).toEqual(usual.answers);
    await until("delivery was tried", async () => (await failed()) > 0);
    await expectDelivery(down.recipients);
    await smtp.stop();

    smtp = await startSmtp({ onConnect: () => {}, closeTimeout: 1 }, port);
    const hanging = await askForMail();
    expect(hanging.answers).toEqual(usual.answers);
    await until("delivery was begun", async () => (await begun()) > 0);
    await smtp.stop();
    await expectDelivery(hanging.recipients);
  },
  2 * PATIENCE_MS,
);

test(
  "72 mail that waits when the server restarts is delivered once [V16.5.2]",
  async () => {
    const { recipients } = await askForMail();
    const counts = async () => [await waiting(), await failed()];
    // None of them in hand: what is, is kept for its process for longer than this test waits.
    await until(
      "all were tried",
      async () => (await counts()).every((count) => count === recipients.length),
      PATIENCE_MS,
    );
    await server.stop();
    server = await start();
    await expectDelivery(recipients);
  },
  2 * PATIENCE_MS,
);

test(
  "72 a mail that is being sent when the server stops is sent and recorded before the process ends [V16.5.2]",
  async () => {
    const { email } = await createAccount();
    const slow: SMTPServerOptions["onMailFrom"] = (_from, _session, answer) =>
      setTimeout(answer, LONGER_THAN_A_STOP_MS);
    smtp = await startSmtp({ onMailFrom: slow }, port);
    await post("/forgot-password", { email });
    await until("delivery was begun", async () => (await begun()) > 0);
    await server.stop();
    expect(smtp.messages.map(({ to }) => to?.[0]?.address)).toEqual([email]);
    expect(await waiting()).toBe(0);
    server = await start();
  },
  PATIENCE_MS,
);

test(
  "72 a server that is slow about one recipient holds up no other mail [V16.5.2]",
  async () => {
    const { email } = await createAccount();
    const [waited, fresh] = [await createAccount(), newEmail()];
    let release = () => {};
    const slow: SMTPServerOptions["onRcptTo"] = ({ address }, _session, answer) => {
      if (address === email) release = answer;
      else answer();
    };
    smtp = await startSmtp({ onRcptTo: slow }, port);
    await post("/forgot-password", { email });
    await until("delivery was begun", async () => (await begun()) > 0);
    await post("/forgot-password", { email: waited.email });
    await post("", { name: "Ada", email: fresh, password: "seven lemons on the wall" });
    await until("the others have their mail", () => smtp?.messages.length === 2);
    expect(await failed()).toBe(0);
    release();
    await until("all mail is out", async () => (await waiting()) === 0);
  },
  PATIENCE_MS,
);
