import { signIn } from "../../../shared/sign-in.mjs";
import { sessionOf } from "../../lib/session.mjs";

export default async function handler(req, res) {
  const user = await signIn(req.body);
  if (!user) return res.status(401).json({ error: "wrong" });
  const session = await sessionOf(req, res);
  session.user = user;
  await session.save();
  return res.status(200).json({ ok: true });
}
