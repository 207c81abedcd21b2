import NextAuth from "next-auth";
import { authOptions } from "../../../../shared/next-auth-options.mjs";

export default NextAuth(authOptions);
