import { hash, randomBytes } from "node:crypto";

/** A fresh 256-bit secret that fits a URL. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/**
 * The only form in which a secret is stored. A plain hash is enough for a value that is already
 * random: there is nothing to guess (OWASP ASVS 5.0, 11.4).
 */
export const hashSecret = (secret: string): string => hash("sha256", secret, "base64url");
