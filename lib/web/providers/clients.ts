import { z } from "zod";
import { EnvError } from "@/lib/platform/config/checks";
import { isLocalHost } from "@/lib/platform/config/shared.mjs";

/** How a provider knows this app. */
export type Client = { clientId: string; clientSecret: string };

type Source = Record<string, string | undefined>;

/**
 * The values of variables that belong together.
 * @returns null where none of them is set
 * @throws EnvError with one line that names the missing ones, where only some are set
 */
export function together<Name extends string>(
  names: readonly Name[],
  source: Source = process.env,
): Record<Name, string> | null {
  const missing = names.filter((name) => !source[name]?.trim());
  if (missing.length === names.length) return null;
  if (missing.length > 0) {
    const there = names.filter((name) => !missing.includes(name));
    const [are, go] = [missing.length > 1 ? "are" : "is", there.length > 1 ? "go" : "goes"];
    throw new EnvError(
      `${missing.join(", ")} ${are} missing: ${there.join(", ")} ${go} with ${missing.length > 1 ? "them" : "it"}. Set all of them, or none`,
    );
  }
  return Object.fromEntries(names.map((name) => [name, source[name]?.trim()])) as Record<
    Name,
    string
  >;
}

/** The client of a provider whose variables begin with `prefix`. @throws EnvError for half a pair */
export function clientOf(prefix: string, source: Source = process.env): Client | null {
  const [id, secret] = [`${prefix}_CLIENT_ID`, `${prefix}_CLIENT_SECRET`];
  const set = together([id, secret], source);
  return set && { clientId: set[id] ?? "", clientSecret: set[secret] ?? "" };
}

/** An OpenID Connect provider that the operator has configured. */
export type OidcClient = Client & {
  number: number;
  issuer: string;
  name: string;
  trustsEmail: boolean;
};

const NAME_LIMIT = 40;
const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** The providers of `OIDC_1_…` to `OIDC_9_…`. @throws EnvError */
export function oidcClients(source: Source = process.env): OidcClient[] {
  return NUMBERS.flatMap((number) => oidcClient(number, source) ?? []);
}

function oidcClient(number: number, source: Source): OidcClient | null {
  const variable = (name: string) => `OIDC_${number}_${name}`;
  const names = ["ISSUER", "ID", "SECRET", "NAME"].map(variable);
  const set = together(names, source);
  const trust = source[variable("TRUST_EMAIL")] || "false";
  if (!set) return null;
  const [issuer = "", clientId = "", clientSecret = "", name = ""] = names.map((key) => set[key]);
  checkIssuer(variable("ISSUER"), issuer);
  if (name.length > NAME_LIMIT) {
    throw new EnvError(`${variable("NAME")} is longer than ${NAME_LIMIT} characters`);
  }
  if (trust !== "true" && trust !== "false") {
    throw new EnvError(`${variable("TRUST_EMAIL")} must be true or false`);
  }
  return { number, issuer, clientId, clientSecret, name, trustsEmail: trust === "true" };
}

/**
 * Whether what a provider says travels encrypted, or stays on this machine.
 * @param base the issuer, which has to be on this machine, too, where its other addresses may be
 */
export function isSafeAddress(address: string, base = address): boolean {
  if (!URL.canParse(address) || !URL.canParse(base)) return false;
  const { protocol, hostname, username } = new URL(address);
  if (username !== "") return false;
  const local = isLocalHost(new URL(base).hostname) && isLocalHost(hostname);
  return protocol === "https:" || (protocol === "http:" && local);
}

function checkIssuer(name: string, issuer: string): void {
  const { search, hash } = URL.canParse(issuer) ? new URL(issuer) : { search: "?", hash: "" };
  if (isSafeAddress(issuer) && !search && !hash) return;
  throw new EnvError(`${name} must be an https:// address, such as https://login.example.com`);
}

/** @throws EnvError unless it is the id of one tenant: any other word admits everybody's accounts */
export function checkTenant(name: string, tenant: string): void {
  if (z.uuid().safeParse(tenant).success) return;
  throw new EnvError(
    `${name} must be the id of one tenant, a UUID: "common" would let in the people of every other`,
  );
}
