const made = new Map<string, unknown>();

/**
 * Keeps values that are costly to create, such as a formatter of Intl.
 * @param name one of a limited number of names, because nothing is ever dropped
 */
export function kept<T>(name: string, make: () => T): T {
  if (!made.has(name)) made.set(name, make());
  return made.get(name) as T;
}
