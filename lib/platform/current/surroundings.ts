import { AsyncLocalStorage } from "node:async_hooks";

/**
 * What code can read without being passed it, for as long as its work takes. Each part belongs to one file,
 * which alone gives it a type: `request` to core/current-request.ts, `reader` to texts/reader.ts, `replica`
 * to db/client.ts, `seat` to lib/features/password/pool.ts.
 */
type Surroundings = {
  readonly request: unknown;
  readonly reader: unknown;
  readonly replica: unknown;
  readonly seat: unknown;
};

const KEY = Symbol.for("latchkey.surroundings");
const holder = globalThis as { [KEY]?: AsyncLocalStorage<Surroundings> };
holder[KEY] ??= new AsyncLocalStorage();
/**
 * One storage for all: before Node 24 every promise of the process pays for each, and each bundle has its
 * own.
 */
const storage = holder[KEY];

const NOTHING: Surroundings = { request: null, reader: null, replica: false, seat: undefined };

/** The surroundings of the calling code. */
export const surroundings = (): Surroundings => storage.getStore() ?? NOTHING;

/** Runs `work` so that everything it calls, however late, has these surroundings; parts not named stay. */
export const surroundedBy = <T>(some: Partial<Surroundings>, work: () => T): T =>
  storage.run({ ...surroundings(), ...some }, work);

/** Runs `work` without surroundings: the caller only starts it. */
export const surroundedByNothing = <T>(work: () => T): T => storage.run(NOTHING, work);
