/** Where next-auth and the middleware send people. */
export const authPages = {
  signIn: "/signin",
  error: "/signin",
  signOut: "/",
  verifyRequest: "/check-mail",
};
