/** How a provider of the tests knows an app. */
export const CLIENT = { id: "app-of-tests", secret: "a secret of tests" };
