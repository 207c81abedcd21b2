/**
 * An e-mail address in a form that its owner recognises and nobody else learns: `a…@example.com`. It is
 * sent to an address that may be a stranger's, by a typing error or on purpose.
 */
export function masked(email: string): string {
  const at = email.lastIndexOf("@");
  const [first = ""] = email;
  return `${first}…${email.slice(at)}`;
}
