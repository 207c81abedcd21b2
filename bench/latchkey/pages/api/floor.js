// Our own empty route: the JSON of /api/me from a constant, without session, query or guard.
import { readFileSync } from "node:fs";

let me;

export default function floor(_req, res) {
  me ??= JSON.parse(readFileSync(process.env.FLOOR_FILE, "utf8")).me;
  res.status(200).json(me);
}
