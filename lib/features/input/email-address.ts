import { domainToASCII } from "node:url";
import { z } from "zod";

const LIMIT = 254;
/** domainToASCII parses a URL's host: it would drop these, and all that follows some of them. */
const NOT_IN_DOMAIN = /[\s\p{Cc}/\\?#%]/u;

/**
 * The one form in which an address is stored, compared and mailed: NFKC, trimmed, lower case, an
 * international domain in its ASCII form. Nothing provider-specific: dots and plus signs count.
 * The result is validated, never the input, so that no look-alike slips past the check
 * (next-auth GHSA-7rqj-j65f-68wh). Normalising twice changes nothing.
 */
export function normaliseEmail(typed: string): string {
  // Again after the capitals are gone: J with a caron is two characters, j with a caron is one.
  const plain = typed.normalize("NFKC").toLowerCase().normalize("NFKC").trim();
  const at = plain.lastIndexOf("@");
  const domain = plain.slice(at + 1);
  if (at < 0 || NOT_IN_DOMAIN.test(domain)) return plain;
  return `${plain.slice(0, at)}@${domainToASCII(domain)}`;
}

/** A typed address; gives its normalised form. */
export const emailField = z
  .string("Enter your e-mail address.")
  .max(LIMIT, "Enter a shorter e-mail address.")
  .transform(normaliseEmail)
  .pipe(z.email("Enter an e-mail address like name@example.com.").max(LIMIT));
