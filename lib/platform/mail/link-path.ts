/** The purposes of mailed links that open the one page pages/link/[purpose].tsx, as in its address. */
export const LINK_PURPOSES = ["verify", "confirm-email", "undo-email"] as const;

export type LinkPurpose = (typeof LINK_PURPOSES)[number];

/** Where a mailed link leads. @param secret of its token, which the page's form sends on */
export const linkPath = (purpose: LinkPurpose, secret: string): string =>
  `/link/${purpose}?token=${secret}`;

/** Where the link of an invitation leads: to an organisation, or to make an account. */
export const invitationPath = (secret: string): string => `/link/invitation?token=${secret}`;

/** Where the link of a sign-in by mail leads. */
export const signInLinkPath = (secret: string): string => `/link/sign-in?token=${secret}`;

/** Where the link leads that confirms the address of somebody who signs up through a provider. */
export const signUpLinkPath = (secret: string): string => `/link/sign-up?token=${secret}`;

/** Where the link leads that sets a new password. */
export const resetPasswordPath = (secret: string): string => `/reset-password?token=${secret}`;

/**
 * The page of a link after its form: it says what was done, to any reader, even without a cookie.
 * @param path as linkPath() or resetPasswordPath() returns it
 */
export const doneAt = (path: string): string => `${path}&done=1`;
