import { setActor, withRequestContext } from "@/lib/platform/core/request-context";
import { transaction } from "@/lib/platform/db/transaction";
import * as delivery from "@/lib/platform/mail/delivery";
import { queueMail, queueRequest } from "@/lib/platform/mail/outbox";
import { accountExistsMail } from "@/lib/platform/mail/templates/account-exists";
import * as worker from "@/lib/platform/mail/worker";
import { mailRequestHandlers } from "@/lib/web/server/mail-requests";
import { newRequest } from "../requests/messages";
import { recipient } from "./recipient";

/** The outbox with the app's handlers, for another process: functions cannot be sent to one. */
export const startOutbox = () => worker.startOutbox(mailRequestHandlers);
/** Asks for a reset link as a request of somebody who is signed in. */
export const requestAs = (actorId: string, email: string) =>
  withRequestContext(newRequest({ headers: { "x-forwarded-for": "192.0.2.1" } }), () => {
    setActor(actorId);
    return queueRequest({ kind: "reset-password", email });
  });
export const deliverDue = () => delivery.deliverDue(mailRequestHandlers);
/** Several mails, each of which wakes the worker. */
export async function queueMails(emails: string[]): Promise<void> {
  for (const email of emails) {
    await transaction((tx) => queueMail(accountExistsMail(recipient(email)), tx));
  }
}
