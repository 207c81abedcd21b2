import * as outbox from "@/lib/platform/mail/outbox";
import { mailRequestHandlers } from "@/lib/web/server/mail-requests";

/** The outbox with the app's handlers, for another process: functions cannot be sent to one. */
export const startOutbox = () => outbox.startOutbox(mailRequestHandlers);
export const deliverDue = () => outbox.deliverDue(mailRequestHandlers);
export const wakeOutbox = outbox.wakeOutbox;
