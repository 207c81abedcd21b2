import { AsyncLocalStorage } from "node:async_hooks";

/**
 * What code can read without being passed it, for as long as its work takes. Each part belongs to one file,
 * which alone gives it a type: `request` to core/current-request.ts, `reader` to texts/reader.ts, `replica`
 * and `mayBeLost` to db/client.ts, `seat` to lib/features/password/pool.ts.
 */
type AsyncContext = {
  readonly request: unknown;
  readonly reader: unknown;
  readonly replica: unknown;
  readonly mayBeLost: unknown;
  readonly seat: unknown;
};

const KEY = Symbol.for("latchkey.async-context");
const holder = globalThis as { [KEY]?: AsyncLocalStorage<AsyncContext> };
holder[KEY] ??= new AsyncLocalStorage();
/**
 * One storage for all: before Node 24 every promise of the process pays for each, and each bundle has its
 * own.
 */
const storage = holder[KEY];

const NOTHING: AsyncContext = {
  request: null,
  reader: null,
  replica: false,
  mayBeLost: false,
  seat: undefined,
};

/** The context of the calling code. */
export const asyncContext = (): AsyncContext => storage.getStore() ?? NOTHING;

/** Runs `work` so that everything it calls, however late, has this context; parts not named stay. */
export const withAsyncContext = <T>(some: Partial<AsyncContext>, work: () => T): T =>
  storage.run({ ...asyncContext(), ...some }, work);

/** Runs `work` without a context: the caller only starts it. */
export const withoutAsyncContext = <T>(work: () => T): T => storage.run(NOTHING, work);
