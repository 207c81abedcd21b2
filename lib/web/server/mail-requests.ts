import { queueAccount, removeOtherPassword } from "@/lib/features/accounts/sign-up";
import { queueVerificationAgain } from "@/lib/features/accounts/verification";
import { queueResetLink } from "@/lib/features/password/reset";
import { queueConfirmation } from "@/lib/features/providers/waiting";
import { queueSignInMail } from "@/lib/features/sign-in/mail-request";
import type { RequestHandlers } from "@/lib/platform/mail/delivery";

/** What the outbox worker does about mail that was requested by address only. */
export const mailRequestHandlers: RequestHandlers = {
  "reset-password": queueResetLink,
  "verify-email": queueVerificationAgain,
  "sign-in": queueSignInMail,
  "sign-up": queueConfirmation,
  account: queueAccount,
  "other-password": removeOtherPassword,
};
