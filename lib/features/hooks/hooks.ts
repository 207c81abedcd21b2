import { singleton } from "@/lib/platform/core/singleton";
import type { User } from "@/lib/platform/db/tables/users";
import type { Connection } from "@/lib/platform/db/transaction";

/** What a hook is given about an account's owner. */
type HookUser = Pick<User, "id" | "name" | "email">;

/**
 * What a product does when something happens to an account. Each hook is awaited. With a transaction it is
 * part of it: it reads and writes with `tx`, never with `db`; if it throws, everything is rolled back, and
 * the caller is told (a sign-up has been answered by then: it is retried). It has the transaction's time
 * limit (4 seconds), so it calls no other server: for that, it queues something, or registers
 * afterCommit(tx, …).
 */
export type Hooks = {
  /** Somebody signed up. The address is not confirmed yet, so the account may be a stranger's. */
  accountCreated?(user: HookUser, tx: Connection): Promise<void>;
  /** The owner has shown, for the first time, that they read the address. */
  accountVerified?(user: HookUser, tx: Connection): Promise<void>;
  /** A session was opened. */
  signedIn?(user: HookUser, tx: Connection): Promise<void>;
  /**
   * The account is being deleted. Its row still exists; rows that refer to it are deleted with it
   * (onDelete: Cascade).
   */
  accountDeleted?(user: HookUser, tx: Connection): Promise<void>;
  /** The owner downloads their data. @returns what the product stores of them, as JSON takes it */
  dataExported?(user: HookUser): Promise<Record<string, unknown>>;
};

const registered = () => singleton("hooks", () => ({ hooks: null as Hooks | null }));

/**
 * Registers the product's hooks, at the start: features do not know the product, so the floor above passes
 * them down.
 */
export function registerHooks(hooks: Hooks): void {
  registered().hooks = hooks;
}

/** The product's hooks. @throws Error where nobody has registered any: none is skipped unnoticed */
export function hooks(): Hooks {
  const { hooks } = registered();
  if (!hooks) throw new Error("Call registerHooks() before anything happens to an account.");
  return hooks;
}
