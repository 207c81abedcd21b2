/** A person as another provider describes them. */
export type Identity = {
  /** The provider's stored key: its id here or, where a variable names its issuer, the issuer. */
  provider: string;
  /**
   * The provider's permanent id of the person. Nothing else identifies: an address may pass to somebody
   * else.
   */
  subject: string;
  /** Normalised; null where it gives none that we accept. */
  email: string | null;
  /** Whether it has verified that the person reads that address, and we trust it about addresses. */
  emailVerified: boolean;
  name: string | null;
  /** The provider's own session, named when it ends; null where it has none. */
  sid: string | null;
};

/** What every session of a provider's stored `providerSid` begins with. */
export const ofProvider = (provider: string): string => `${provider} `;

/** What the session row has of the provider that opened it. */
export const providerSidOf = ({ provider, sid }: Pick<Identity, "provider" | "sid">): string =>
  ofProvider(provider) + (sid ?? "");
