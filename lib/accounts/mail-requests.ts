import type { RequestHandlers } from "@/lib/mail/outbox";
import { queueResetLink } from "./recovery";
import { queueVerificationAgain } from "./verification";

/** What the outbox worker does about mail that was asked for by address alone. */
export const mailRequestHandlers: RequestHandlers = {
  "reset-password": queueResetLink,
  "verify-email": queueVerificationAgain,
};
