// https://next-auth.js.org/configuration/nextjs#getserversession
import { getServerSession } from "next-auth/next";
import { authOptions } from "../../../shared/next-auth-options.mjs";
import { answerMe } from "../../../shared/protected.mjs";

export default async function me(req, res) {
  const session = await getServerSession(req, res, authOptions);
  answerMe(res, session?.user);
}
