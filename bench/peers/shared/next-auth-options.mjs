// https://next-auth.js.org/providers/credentials; the user's id by
// https://next-auth.js.org/configuration/callbacks#session-callback
import CredentialsProvider from "next-auth/providers/credentials";
import { signIn } from "./sign-in.mjs";

export const authOptions = {
  providers: [
    CredentialsProvider({
      name: "Credentials",
      credentials: {
        email: { label: "E-mail", type: "email" },
        password: { label: "Password", type: "password" },
      },
      authorize: signIn,
    }),
  ],
  pages: { signIn: "/signin" },
  callbacks: {
    session({ session, token }) {
      session.user.id = token.sub;
      return session;
    },
  },
};
