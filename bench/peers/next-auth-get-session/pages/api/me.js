// https://next-auth.js.org/getting-started/client#getsession, as many tutorials call it on the
// server: it asks this very server over HTTP.
import { getSession } from "next-auth/react";
import { answerMe } from "../../../shared/protected.mjs";

export default async function me(req, res) {
  const session = await getSession({ req });
  answerMe(res, session?.user);
}
