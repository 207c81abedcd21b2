import { domainToASCII } from "node:url";
import { z } from "zod";
import { t } from "@/lib/platform/texts/t";
import { withoutSteering } from "./invisible";

/** The longest address that a mail server has to accept (RFC 5321, 4.5.3.1.3, without the brackets). */
const LIMIT = 254;
/** The longest local part (RFC 5321, 4.5.3.1.1). */
const LOCAL_LIMIT = 64;
/** domainToASCII parses a URL's host: it would drop these, and all that follows some of them. */
const NOT_IN_DOMAIN = /[\s\p{Cc}/\\?#%]/u;
/** A mail server needs a domain name: with two labels or more, and no number that reads as an IP. */
const IS_DOMAIN_NAME = /\.(?=[^.]*[^\d.])[^.]+$/;

/**
 * The one form in which an address is stored, compared and mailed: NFKC, trimmed, lower case, an
 * international domain in its ASCII form, without invisible marks that a copy brought along.
 * Nothing provider-specific: dots and plus signs count. The result is validated, never the input, so
 * that no look-alike slips past the check (next-auth GHSA-7rqj-j65f-68wh). Normalising twice changes
 * nothing.
 */
export function normaliseEmail(typed: string): string {
  // Again after lower-casing: J with a caron is two characters, j with a caron is one.
  const plain = withoutSteering(typed).normalize("NFKC").toLowerCase().normalize("NFKC").trim();
  const at = plain.lastIndexOf("@");
  const domain = plain.slice(at + 1);
  if (at < 0 || NOT_IN_DOMAIN.test(domain)) return plain;
  return `${plain.slice(0, at)}@${domainToASCII(domain)}`;
}

/** Whether some mail server on the Internet could accept mail for an address of HTML's form. */
function isDeliverable(email: string): boolean {
  const at = email.lastIndexOf("@");
  return at <= LOCAL_LIMIT && IS_DOMAIN_NAME.test(email.slice(at + 1));
}

const tooLong = () => t("fields.emailTooLong");
const invalid = () => t("fields.emailInvalid");

/**
 * A typed address; returns its normalised form. Accepts what <input type=email> accepts (WHATWG HTML,
 * "valid e-mail address"), except what no mail server accepts.
 */
export const emailField = z
  .string({ error: () => t("fields.emailMissing") })
  .max(LIMIT, { error: tooLong })
  .transform(normaliseEmail)
  .pipe(
    z
      .email({
        pattern: z.regexes.html5Email,
        error: invalid,
      })
      .max(LIMIT, { error: tooLong })
      .refine(isDeliverable, { error: invalid }),
  )
  .meta({ description: "an e-mail address, which is kept in lower case (NFKC)" });
