import { transaction } from "@/lib/platform/db/transaction";
import * as outbox from "@/lib/platform/mail/outbox";
import { verifyEmailMail } from "@/lib/platform/mail/templates";
import { mailRequestHandlers } from "@/lib/web/server/mail-requests";
import { recipient } from "./recipient";

/** The outbox with the app's handlers, for another process: functions cannot be sent to one. */
export const startOutbox = () => outbox.startOutbox(mailRequestHandlers);
export const deliverDue = () => outbox.deliverDue(mailRequestHandlers);
/** Several mails, each of which wakes the worker. */
export async function queueMails(emails: string[]): Promise<void> {
  for (const email of emails) {
    await transaction((tx) => outbox.queueMail(verifyEmailMail(recipient(email), "s3cret"), tx));
  }
}
