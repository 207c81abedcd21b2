import { answerMe } from "../../../shared/protected.mjs";
import { userOf } from "../../lib/session.mjs";

export default async function me(req, res) {
  answerMe(res, await userOf(req));
}
