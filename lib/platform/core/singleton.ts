const SINGLETONS = Symbol.for("latchkey.singletons");

type Registry = Map<string, unknown>;

/**
 * Returns the one value of that name in this process, made at first use.
 * Next bundles API routes, pages and instrumentation apart, so a module-level
 * constant exists several times; what must be shared (a pool, a worker) lives here.
 */
export function singleton<T>(name: string, make: () => T): T {
  const holder = globalThis as { [SINGLETONS]?: Registry };
  holder[SINGLETONS] ??= new Map();
  const registry = holder[SINGLETONS];
  if (!registry.has(name)) registry.set(name, make());
  return registry.get(name) as T;
}
