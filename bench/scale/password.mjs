import { createHash, createHmac } from "node:crypto";
import bcrypt from "bcryptjs";

// A salt for each record would be safer, but would differ from run to run.
const SALT = "$2b$04$LatchkeyLatchkeyLatche";
/** The app's pepper when none is set. */
const PEPPER = "latchkey";

/** A record as lib/features/password/hash.ts makes it, at the lowest cost and always the same. */
export function passwordRecord(password) {
  const keyId = createHash("sha256").update(PEPPER).digest("hex").slice(0, 8);
  const secret = createHmac("sha384", PEPPER).update(password.normalize("NFKC")).digest("base64");
  return `hmac-sha384:${keyId}${bcrypt.hashSync(secret, SALT)}`;
}
