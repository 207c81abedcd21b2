import { constantOf } from "../../lib/constants.mjs";

export default function me(_req, res) {
  res.status(200).json(constantOf("latchkey").me);
}
