import { compose } from "@/lib/platform/mail/message";
import { verifyEmailMail } from "@/lib/platform/mail/templates/verify-email";
import { withEnvironment } from "@/tests/support/app/isolated";
import { recipient } from "@/tests/support/mail/recipient";
import { type SmtpSink, startSmtp } from "@/tests/support/mail/smtp";
import { english } from "@/tests/support/texts";

const MESSAGE = verifyEmailMail(recipient(), "s3cret");

type Deliver = typeof import("@/lib/platform/mail/transport").deliver;

let server: SmtpSink;
let deliver: Deliver;
let refuse: Error | null = null;

beforeAll(async () => {
  server = await startSmtp({ onRcptTo: (_address, _session, done) => done(refuse) });
  ({ deliver } = await withEnvironment(
    { SMTP_URL: server.url, MAIL_FROM: "Accounts <accounts@example.com>" },
    () => import("@/lib/platform/mail/transport"),
  ));
});

afterAll(() => server.stop());

test("a mail arrives complete: from, to, subject, text and markup", async () => {
  await deliver("mail-1", MESSAGE);
  expect(server.messages.at(-1)).toMatchObject({
    from: { name: "Accounts", address: "accounts@example.com" },
    to: [{ address: "ada@example.com" }],
    subject: MESSAGE.subject,
    text: expect.stringContaining(MESSAGE.text),
    html: expect.stringContaining(english("verifyEmailMail.action")),
    messageId: "<mail-1@localhost>",
  });
});

test("a mail delivered twice has the same Message-ID", async () => {
  const before = server.messages.length;
  await deliver("mail-2", MESSAGE);
  await deliver("mail-2", MESSAGE);
  const [first, second] = server.messages.slice(before);
  expect(first?.messageId).toBe("<mail-2@localhost>");
  expect(second?.messageId).toBe(first?.messageId);
});

test("a refusal is an error with the server's message", async () => {
  refuse = Object.assign(new Error("no such mailbox"), { responseCode: 550 });
  await expect(deliver("mail-3", MESSAGE)).rejects.toThrow("no such mailbox");
  refuse = null;
  await deliver("mail-4", MESSAGE);
});

test("a long link arrives in one piece, in the bytes that were sent", async () => {
  const path = `/link/confirm-email?token=${"x".repeat(43)}`;
  const content = { subject: "Grüße", greeting: "–", paragraphs: [], closing: "=" };
  const action = { label: "Go", path };
  await deliver("mail-5", compose("ada@example.com", "de", { ...content, action }));
  const { text, html } = server.messages.at(-1) ?? {};
  for (const part of [text, html]) expect(part).toContain(`http://localhost:3000${path}`);
  const raw = server.sources.at(-1) ?? "";
  expect(raw).toContain("Content-Transfer-Encoding: base64");
  expect(raw).not.toMatch(/quoted-printable|=3D/);
});
