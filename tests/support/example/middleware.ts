import { withAuth } from "next-auth/middleware";

/** next-auth's example of a middleware. */
export default withAuth({ callbacks: { authorized: ({ token }) => Boolean(token) } });

export const config = { matcher: ["/example/server"] };
