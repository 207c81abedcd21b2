import { nextAuthHandler } from "@/lib/auth/nextauth";

export { authOptions } from "@/lib/auth/options";

export const config = { api: { bodyParser: false } };

export default nextAuthHandler;
