import { account } from "../../../shared/accounts.mjs";
import { answerMe } from "../../../shared/protected.mjs";

export default function me(_req, res) {
  answerMe(res, account(0));
}
