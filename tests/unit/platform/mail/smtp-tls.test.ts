import { verifyEmailMail } from "@/lib/platform/mail/templates/verify-email";
import { withEnvironment } from "@/tests/support/app/isolated";
import { recipient } from "@/tests/support/mail/recipient";
import { type SmtpSink, startSmtp } from "@/tests/support/mail/smtp";

const MESSAGE = verifyEmailMail(recipient(), "s3cret");

/** Tries to deliver to the server at an address. @returns what it said, or "delivered" */
async function deliverTo(url: string): Promise<string> {
  // A process keeps one connection; each address here wants its own.
  Reflect.deleteProperty(globalThis, Symbol.for("latchkey.singletons"));
  const { deliver } = await withEnvironment(
    { SMTP_URL: url, MAIL_FROM: "Accounts <accounts@example.com>" },
    () => import("@/lib/platform/mail/transport"),
  );
  return deliver("mail", MESSAGE).then(
    () => "delivered",
    (error: Error) => error.message,
  );
}

let server: SmtpSink;

afterEach(() => server.stop());

test("off this machine no mail is sent to a server without encryption [V12.3.1]", async () => {
  server = await startSmtp();
  // This leads here, too, but is not a name the app knows for this machine.
  const elsewhere = server.url.replace("127.0.0.1", "[::ffff:127.0.0.1]");
  expect(await deliverTo(elsewhere)).toMatch(/STARTTLS/);
  expect(server.messages).toEqual([]);
  expect(await deliverTo(server.url)).toBe("delivered");
});

test("no mail is sent to a server with an untrusted certificate [V12.3.2]", async () => {
  // smtp-server says that its own certificate is for tests.
  jest.spyOn(console, "error").mockImplementation();
  server = await startSmtp({ secure: true });
  expect(await deliverTo(server.url.replace("smtp:", "smtps:"))).toMatch(/certificate/i);
  expect(server.messages).toEqual([]);
});
