import { nextAuthHandler } from "@/lib/web/next-auth/handler";

export { authOptions } from "@/lib/web/session/options";

export const config = { api: { bodyParser: false } };

export default nextAuthHandler;
