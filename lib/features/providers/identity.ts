/** A person as another provider describes them. */
export type Identity = {
  /** Which provider, as it is stored: its id here or, where a variable names its issuer, that. */
  provider: string;
  /** What it calls its user by, for ever. Nothing else is: an address may pass on to somebody else. */
  subject: string;
  /** Normalised; null where it says none that we take. */
  email: string | null;
  /** Whether it has seen that its user reads that address, and its word counts. */
  emailVerified: boolean;
  name: string | null;
  /** Its own session, by which it tells that this one has ended; null where it says none. */
  sid: string | null;
};

/** What every session of a provider's stored `providerSid` begins with. */
export const ofProvider = (provider: string): string => `${provider} `;

/** What the session row has of the provider that opened it. */
export const providerSidOf = ({ provider, sid }: Pick<Identity, "provider" | "sid">): string =>
  ofProvider(provider) + (sid ?? "");
