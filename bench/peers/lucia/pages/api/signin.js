import { signIn } from "../../../shared/sign-in.mjs";
import { openSession } from "../../lib/session.mjs";

export default async function handler(req, res) {
  const user = await signIn(req.body);
  if (!user) return res.status(401).json({ error: "wrong" });
  res.setHeader("set-cookie", openSession(user.id));
  return res.status(200).json({ ok: true });
}
