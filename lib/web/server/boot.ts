import type { Env } from "@/lib/platform/config/env";
import { isMixedUpByPooler, POOLER_REMEDY } from "@/lib/platform/db/errors";
import type { MigrationState } from "@/lib/platform/db/migrations";
import { reasonOf } from "./reason";

/** Why the app cannot start, in one line for its operator. */
export class BootError extends Error {
  override name = "BootError";
}

/**
 * Checks everything that must hold before the first request: a valid environment, a database that answers,
 * exactly the migrations of this version.
 * @throws BootError for the first that does not hold
 */
export async function checkBoot(): Promise<void> {
  await checkEnvironment();
  const { pending } = await checkDatabase();
  if (pending.length > 0) throw migrationsPending(pending);
}

/**
 * Reads the environment, and the providers that its variables configure.
 * @returns the environment
 * @throws BootError naming the variable that is wrong
 */
export async function checkEnvironment(): Promise<Env> {
  try {
    // Imported here, like all that needs it: the module itself throws.
    const { env } = await import("@/lib/platform/config/env");
    await import("@/lib/web/providers/list");
    return env;
  } catch (error) {
    throw new BootError(reasonOf(error), { cause: error });
  }
}

/**
 * Asks the database which migrations it has.
 * @returns which are still to be applied
 * @throws BootError when the database does not answer, or belongs to a newer version
 */
export async function checkDatabase(): Promise<MigrationState> {
  const { migrationState, throwPrismaError } = await import("@/lib/platform/db/migrations");
  const { checkSchema, place } = await import("@/lib/platform/db/client");
  const state = await checkSchema()
    .then(() => migrationState().catch(throwPrismaError))
    .catch((error) => {
      const reason = isMixedUpByPooler(error) ? POOLER_REMEDY : reasonOf(error);
      throw new BootError(`The database at ${place} cannot be used: ${reason}`, { cause: error });
    });
  if (state.unknown.length > 0) {
    throw new BootError(
      `The database has migrations that this version does not know: ${state.unknown.join(", ")}. Start the version that made them, or restore the backup from before the upgrade`,
    );
  }
  return state;
}

/** The error that asks the operator to migrate. @param pending the names of the migrations */
export function migrationsPending(pending: string[]): BootError {
  return new BootError(`Pending migrations: ${pending.join(", ")}. Run: npm run db:migrate`);
}
