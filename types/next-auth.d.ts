import type { Method } from "@/lib/features/sessions/methods";
import type { Mailed } from "@/lib/features/sign-in/steps";
import type { Role } from "@/lib/platform/config/roles";
import type { IdentityKey } from "@/lib/platform/db/tables/sign-in/identities";
import type { CurrentSession, CurrentUser } from "@/lib/web/session/types";

declare module "next-auth" {
  /** What getServerSession and useSession give: read from the database, never from the cookie. */
  interface Session {
    /** No account has an image. The field exists for code that shows one, as next-auth's examples do. */
    user: CurrentUser & { image?: string | null };
    session: CurrentSession;
    expires: string;
  }
  /** What a provider passes to the jwt callback at sign-in. */
  interface User {
    role?: Role;
    remember?: boolean;
    /** The methods by which they have authenticated; left out by providers other than ours. */
    methods?: readonly Method[];
    /** The password record that was checked; it is not passed on beyond the jwt callback. */
    passwordRecord?: string;
    secondFactorAt?: Date | null;
    /** SHA-256 of the secret of the pending sign-in that was completed. */
    pending?: string;
    /** The sign-in by mail that it completes. */
    mailed?: Mailed;
    /** Whether to trust the browser from now on. */
    trust?: boolean;
    /** The id of the passkey that was used. */
    passkey?: string;
    /** The provider data for the session row. */
    providerSid?: string;
    /** The identity that another provider has shown. */
    identity?: IdentityKey;
  }
}

declare module "next-auth/jwt" {
  /** The whole content of the session cookie: ids, and one hint for the middleware. */
  interface JWT {
    sub: string;
    /** Secret of the session row; stored there as a hash. */
    sid: string;
    /** Seconds since 1970 at which the password was last asked for. */
    authTime: number;
    /** A hint for the middleware, read by roleOf(). No guard trusts it. */
    role: string;
  }
}
