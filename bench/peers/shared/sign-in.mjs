import bcrypt from "bcryptjs";
import { database } from "./database.mjs";

const byEmail = database.prepare("SELECT id, name, email, password FROM users WHERE email = ?");

/** Checks a password as tutorials do. @returns the user, or null */
export async function signIn({ email, password }) {
  const row = byEmail.get(email);
  if (!row || !(await bcrypt.compare(password, row.password))) return null;
  return { id: row.id, name: row.name, email: row.email };
}
