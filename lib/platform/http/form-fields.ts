/** The field in which an HTML form, which can only POST, names another method. */
export const METHOD_FIELD = "_method";

/** The field that distinguishes forms that call one method at one address. */
export const FORM_FIELD = "_form";

/** The field in which a form names the account (its id) that its page was made for. */
export const ACCOUNT_FIELD = "_account";

/** The same for requests of a page's script. */
export const ACCOUNT_HEADER = "For-Account";

/** The field in which a button of a sign-in form names another provider. */
export const PROVIDER_FIELD = "provider";

/** What a page's script sends with requests of its own: they do not count as a use of the session. */
export const UNATTENDED_HEADER = "unattended";
