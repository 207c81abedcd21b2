const made = new Map<string, unknown>();

/**
 * Keeps what is costly to make, such as a formatter of Intl.
 * @param name one of a bounded number of names, because nothing is ever dropped
 */
export function kept<T>(name: string, make: () => T): T {
  if (!made.has(name)) made.set(name, make());
  return made.get(name) as T;
}
