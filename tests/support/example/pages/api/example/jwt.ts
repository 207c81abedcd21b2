import type { NextApiRequest, NextApiResponse } from "next";
import { getToken } from "next-auth/jwt";

/** next-auth's example of a route that reads the token. It shows the names of its claims alone. */
export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  const token = await getToken({ req });
  res.json(token && Object.keys(token).sort());
}
