import { verifyEmailMail } from "@/lib/platform/mail/templates/verify-email";
import { withEnvironment } from "@/tests/support/app/isolated";
import { recipient } from "@/tests/support/mail/recipient";
import { startSmtp } from "@/tests/support/mail/smtp";

test("a server that accepts the connection and stays silent is given up", async () => {
  // Never calling back keeps the greeting from being sent.
  const server = await startSmtp({ onConnect: () => {}, closeTimeout: 0 });
  const { deliver } = await withEnvironment(
    { SMTP_URL: server.url },
    () => import("@/lib/platform/mail/transport"),
  );
  const message = verifyEmailMail(recipient(), "s3cret");
  await expect(deliver("mail-1", message)).rejects.toThrow(/Greeting never received|Timeout/);
  await server.stop();
});
