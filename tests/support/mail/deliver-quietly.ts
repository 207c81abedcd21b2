import { deliverDue } from "@/lib/platform/mail/delivery";
import { mailRequestHandlers } from "@/lib/web/server/mail-requests";

/** Delivers due mail. Without an SMTP server the app prints each mail: here nobody reads that. */
export async function deliverQuietly(): Promise<number> {
  const printed = jest.spyOn(process.stdout, "write").mockImplementation(() => true);
  try {
    return await deliverDue(mailRequestHandlers);
  } finally {
    printed.mockRestore();
  }
}
