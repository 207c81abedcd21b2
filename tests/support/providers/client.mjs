/** What a provider of the tests knows an app by. */
export const CLIENT = { id: "app-of-tests", secret: "a secret of tests" };
