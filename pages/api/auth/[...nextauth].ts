import { nextAuthHandler } from "@/lib/auth/next-auth-handler";

export { authOptions } from "@/lib/auth/options";

export const config = { api: { bodyParser: false } };

export default nextAuthHandler;
