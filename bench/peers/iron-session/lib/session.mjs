// https://github.com/vvo/iron-session#usage
import { getIronSession } from "iron-session";

const options = {
  password: process.env.SESSION_PASSWORD,
  cookieName: "session",
  cookieOptions: { secure: process.env.NODE_ENV === "production" },
};

/** The session of a request: what it holds is sealed in the cookie. */
export const sessionOf = (req, res) => getIronSession(req, res, options);

/** The signed-in user of a request, or undefined. */
export async function userOf(req, res) {
  const session = await sessionOf(req, res);
  return session.user;
}
