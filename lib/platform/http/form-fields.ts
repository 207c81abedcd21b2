/** The field in which an HTML form, which can only POST, names another method. */
export const METHOD_FIELD = "_method";

/** The field that tells apart the forms which call one method at one address. */
export const FORM_FIELD = "_form";

/** The field in which a form names the account (its id) that its page was made for. */
export const ACCOUNT_FIELD = "_account";

/** The same for what a script of a page asks. */
export const ACCOUNT_HEADER = "For-Account";

/** The field in which a button of a sign-in form names another provider. */
export const PROVIDER_FIELD = "provider";

/** What a script of a page sends with what nobody has asked for: it is no use of the session. */
export const UNATTENDED_HEADER = "unattended";
