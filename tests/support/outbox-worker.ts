import { mailRequestHandlers } from "@/lib/accounts/mail-requests";
import * as outbox from "@/lib/mail/outbox";

/** The outbox with the app's handlers, for another process: functions cannot be sent to one. */
export const startOutbox = () => outbox.startOutbox(mailRequestHandlers);
export const deliverDue = () => outbox.deliverDue(mailRequestHandlers);
export const wakeOutbox = outbox.wakeOutbox;
