/**
 * What people can do by themselves. A feature that is off (false) is not there: its pages and routes
 * answer 404, and nothing links to it. Pages, methods and links name their feature; a test goes
 * through the app with all of them off.
 */
export const features = {
  /**
   * Make an account. Off: those there are go on working; confirming an address, too. On, SIGN_UP says who:
   * docs/decisions/043-who-makes-accounts.md.
   */
  signUp: true,
  /** Sign in by a code that is mailed. Whether it is on says EMAIL_SIGN_IN; off here, that changes nothing. */
  emailSignIn: true,
  /** Move the account to another address. Links that were mailed before still work. */
  emailChange: true,
  /** Download everything that is stored about oneself. Off, the law may ask you for another way. */
  dataExport: true,
  /** Delete one's account. Off, the law may ask you for another way. */
  accountDeletion: true,
  /** Make tokens by which one's programs call the API. Off: none works, and nothing looks at one. */
  apiTokens: true,
  /** Read what the API takes and answers: /docs/api and the OpenAPI document. */
  apiReference: true,
  /** See at once on an open page that its session has ended or a list has changed. Off, a list asks at focus. */
  livePages: true,
  /**
   * An administrator can act for the owner of an account. Whether it is on says IMPERSONATION; off here, that
   * changes nothing.
   */
  impersonation: true,
  /** Work together in organisations. Off, those there are stay in the database, and nobody sees them. */
  organisations: true,
  /** Invite people to make an account, where SIGN_UP lets anybody in at all: for administrators. */
  accountInvitations: true,
  /** Disable, sign out and so on up to a hundred accounts at once: for administrators. */
  bulkActs: true,
  /** See how many people sign up, sign in and come back: for administrators. */
  figures: true,
};

export type Feature = keyof typeof features;

/** What is there only beside another. */
const NEEDS: Partial<Record<Feature, Feature>> = { accountInvitations: "signUp" };

/** Whether one of these features is on; true where none is named. */
export const isOn = (named: readonly Feature[] | undefined): boolean =>
  named?.some((feature) => features[feature] && features[NEEDS[feature] ?? feature]) ?? true;
