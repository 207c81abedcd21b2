import type { Piscina } from "piscina";
import { singleton } from "@/lib/platform/core/singleton";

/** The pool that lib/features/password runs in. @throws Error when nothing was hashed yet */
export function passwordPool(): Piscina {
  return singleton<Piscina>("password.pool", () => {
    throw new Error("The password pool has not started");
  });
}
