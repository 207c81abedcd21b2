// https://better-auth.com/docs/adapters/sqlite, /docs/authentication/email-password,
// /docs/concepts/session-management#cookie-cache
import bcrypt from "bcryptjs";
import { betterAuth } from "better-auth";
import { COST } from "../../shared/accounts.mjs";
import { database } from "../../shared/database.mjs";

export const auth = betterAuth({
  database,
  emailAndPassword: {
    enabled: true,
    // Its default is scrypt. With bcrypt every contender does the same work.
    password: {
      hash: (password) => bcrypt.hash(password, COST),
      verify: ({ hash, password }) => bcrypt.compare(password, hash),
    },
  },
  session: {
    cookieCache: { enabled: process.env.COOKIE_CACHE === "true", maxAge: 5 * 60 },
  },
  // Otherwise it would allow three sign-ins in ten seconds.
  rateLimit: { enabled: false },
});
