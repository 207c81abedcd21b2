import { compareSync, hashSync } from "bcryptjs";
import { singleton } from "@/lib/platform/core/singleton";

/*
 * Passwords of the accounts that a test creates beside the app are hashed in the test's own thread:
 * otherwise each file would start a pool of threads, which takes longer than all its hashing. The app
 * hashes in its pool, and so do tests/unit and tests/db.
 */
const tasks = {
  hash: ({ secret, cost }: { secret: string; cost: number }) => hashSync(secret, cost),
  compare: ({ secret, record }: { secret: string; record: string }) => compareSync(secret, record),
};

singleton("password.pool", () => ({
  run: async (task: never, { name }: { name: keyof typeof tasks }) => tasks[name](task),
}));
