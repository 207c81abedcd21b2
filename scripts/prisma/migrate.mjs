// npm run db:migrate: applies the pending migrations, and says which.

import { loadEnv } from "../load-env.mjs";
import { applyMigrations } from "./apply-migrations.mjs";

loadEnv();
try {
  const applied = await applyMigrations(undefined, {
    tell: (text) => process.stderr.write(`${text}\n`),
  });
  process.stdout.write(applied.length > 0 ? `Applied: ${applied.join(", ")}\n` : "Up to date\n");
} catch (error) {
  process.stderr.write(`${/** @type {Error} */ (error).message}\n`);
  process.exitCode = 1;
}
