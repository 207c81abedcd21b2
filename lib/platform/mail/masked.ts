/**
 * An e-mail address by which its owner knows it, and nobody else learns it: `a…@example.com`. It is
 * written to an address that may be a stranger's, by a typing error or on purpose.
 */
export function masked(email: string): string {
  const at = email.lastIndexOf("@");
  const [first = ""] = email;
  return `${first}…${email.slice(at)}`;
}
