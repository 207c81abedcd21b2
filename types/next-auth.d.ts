import type { Method } from "@/lib/features/sessions/methods";
import type { Mailed } from "@/lib/features/sign-in/steps";
import type { Role } from "@/lib/platform/config/roles";
import type { IdentityKey } from "@/lib/platform/db/tables/sign-in/identities";
import type { CurrentSession, CurrentUser } from "@/lib/web/session/types";

declare module "next-auth" {
  /** What getServerSession and useSession give: read from the database, never from the cookie. */
  interface Session {
    /** No account has an image. It is named for code that shows one, as next-auth's examples do. */
    user: CurrentUser & { image?: string | null };
    session: CurrentSession;
    expires: string;
  }
  /** What a provider hands to the jwt callback at sign-in. */
  interface User {
    role?: Role;
    remember?: boolean;
    /** How they have proved who they are; left out by other providers than ours. */
    methods?: readonly Method[];
    /** The password record that was checked; it goes no further than the jwt callback. */
    passwordRecord?: string;
    secondFactorAt?: Date | null;
    /** SHA-256 of the secret of the pending sign-in that was completed. */
    pending?: string;
    /** The sign-in by mail that was proved. */
    mailed?: Mailed;
    /** Whether the browser is to be trusted from now on. */
    trust?: boolean;
    /** The id of the passkey that was used. */
    passkey?: string;
    /** What the session row has of the provider that opens it. */
    providerSid?: string;
    /** The identity that another provider has shown. */
    identity?: IdentityKey;
  }
}

declare module "next-auth/jwt" {
  /** The whole content of the session cookie: identifiers, and one hint for the middleware. */
  interface JWT {
    sub: string;
    /** Secret of the session row; stored there as a hash. */
    sid: string;
    /** Seconds since 1970 at which the password was last asked for. */
    authTime: number;
    /** A hint for the middleware, read by roleOf(). No guard believes it. */
    role: string;
  }
}
