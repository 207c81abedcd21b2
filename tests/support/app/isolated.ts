/**
 * Loads modules again under changed variables of lib/platform/config/env.ts, as another process would have
 * them. The values of `singleton` are still shared with the rest of the file.
 * @param load imports what the test needs, with `import()`
 */
export async function withEnvironment<T>(
  overrides: Record<string, string>,
  load: () => Promise<T>,
): Promise<T> {
  const before = { ...process.env };
  Object.assign(process.env, overrides);
  try {
    let loaded: { value: T } | undefined;
    await jest.isolateModulesAsync(async () => {
      loaded = { value: await load() };
    });
    return (loaded as { value: T }).value;
  } finally {
    Object.assign(process.env, before);
  }
}
