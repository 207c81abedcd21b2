import { useSession } from "next-auth/react";
import type { ReactNode } from "react";

type Children = { children: ReactNode };

/**
 * These three show or hide; they guard nothing. Content for some readers only must not reach the page at
 * all: page() and api() see to that.
 */

/** Shows its children once the browser knows that somebody is signed in. */
export function Authenticated({ children }: Children) {
  return useSession().status === "authenticated" ? children : null;
}

/** Shows its children once the browser knows that nobody is signed in. */
export function Unauthenticated({ children }: Children) {
  return useSession().status === "unauthenticated" ? children : null;
}

/** Shows its children until the browser knows either. */
export function AuthLoading({ children }: Children) {
  return useSession().status === "loading" ? children : null;
}
