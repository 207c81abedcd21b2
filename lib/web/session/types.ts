import type { Language } from "@/lib/platform/config/languages";

/** The signed-in user, as pages and API routes see it. Dates are ISO 8601. */
export type CurrentUser = {
  id: string;
  name: string;
  email: string;
  emailVerified: string | null;
  role: string;
  /** What they chose; null as long as the browser is asked. */
  language: Language | null;
  /** IANA name of what they chose; null as long as the browser is asked. */
  timeZone: string | null;
  createdAt: string;
};

/** The session in use. `id` is public: it names the session and opens nothing. */
export type CurrentSession = {
  id: string;
  createdAt: string;
  /** When the password was last asked for. */
  authenticatedAt: string;
  expires: string;
  /** Whether it outlives the browser. */
  remember: boolean;
};

/** What getServerSession and useSession give. */
export type ClientSession = { user: CurrentUser; session: CurrentSession; expires: string };
