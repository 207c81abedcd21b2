/**
 * What people can do on their own. A feature that is off (false) does not exist: its pages and routes
 * answer 404, and nothing links to it. Pages, methods and links name their feature; a test runs the app
 * with all of them off.
 */
export const features = {
  /**
   * Create an account. Off: existing accounts keep working; so does confirming an address. On, SIGN_UP says
   * who may: docs/decisions/043-who-makes-accounts.md.
   */
  signUp: true,
  /** Sign in by a mailed code. EMAIL_SIGN_IN switches it on; off here, that variable changes nothing. */
  emailSignIn: true,
  /** Change the account's address. Links that were mailed before still work. */
  emailChange: true,
  /** Download everything that is stored about oneself. If it is off, the law may require another way. */
  dataExport: true,
  /** Delete one's account. If it is off, the law may require another way. */
  accountDeletion: true,
  /** Create tokens with which one's programs call the API. Off: none works, and the header is ignored. */
  apiTokens: true,
  /** Read what the API takes and answers: /docs/api and the OpenAPI document. */
  apiReference: true,
  /**
   * See at once on an open page that its session has ended or a list has changed. Off: lists refresh on
   * focus.
   */
  livePages: true,
  /**
   * An administrator can impersonate users. IMPERSONATION switches it on; off here, that variable changes
   * nothing.
   */
  impersonation: true,
  /** Work together in organisations. Off: existing ones stay in the database, and nobody sees them. */
  organisations: true,
  /** Invite people to create an account, if SIGN_UP allows that: for administrators. */
  accountInvitations: true,
  /** Act on up to a hundred accounts at once (disable, sign out, …): for administrators. */
  bulkActs: true,
  /** See how many people sign up, sign in and come back: for administrators. */
  figures: true,
};

export type Feature = keyof typeof features;

/** Features that require another one. */
const NEEDS: Partial<Record<Feature, Feature>> = { accountInvitations: "signUp" };

/** Whether one of these features is on; true where none is named. */
export const isOn = (named: readonly Feature[] | undefined): boolean =>
  named?.some((feature) => features[feature] && features[NEEDS[feature] ?? feature]) ?? true;
