import type { ReactNode } from "react";

/**
 * Words that a person typed (a name, a reason), where they stand on their own: in the direction of their own
 * script, so that a bracket or a badge beside them stays where it is, and left alone by a browser's translator.
 * In a sentence of the catalogue `t()` does the first.
 */
export function Typed({ children }: { children: ReactNode }) {
  return <bdi translate="no">{children}</bdi>;
}
